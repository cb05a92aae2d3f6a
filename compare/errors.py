"""The failures that a user can cause and mend; `cli.py` prints them as one line.

CompareError
├── CorpusError        an unreadable corpus, outlets.toml or (with --strict) record
├── SettingsError      a value in the settings that cannot be
├── ModelError         a model that is missing or does not match models.lock
├── WorkspaceError     a cache file that is damaged, foreign or cannot be used
├── RunError           a folder that does not hold a finished run, or an unknown event or outlet
└── MissingExtraError  an optional package that is not installed
"""


class CompareError(Exception):
    """Base of all: the message says what was wrong, the value seen, and what to do."""


class CorpusError(CompareError):
    """A corpus that cannot be read at all."""


class SettingsError(CompareError):
    """A setting outside its range."""


class ModelError(CompareError):
    """A model that is missing, changed or unknown to the lock."""


class WorkspaceError(CompareError):
    """A cache file that is damaged, not ours, or cannot be read or written."""


class RunError(CompareError):
    """A run folder, event or outlet that is not there."""


class MissingExtraError(CompareError):
    """An optional package that is not installed; names the install line."""
