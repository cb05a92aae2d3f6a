"""The numbers that steer a run, and how each was found: defaults here, changed by a TOML file or flags."""

import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from compare.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """All thresholds of the stages; those that are not the default stand in the run's signature."""

    candidates: int = 20  # statements searched for each one in time, and three times as many at any time
    # Sentences up to which each is compared with all, about two minutes on one core; above, with those of the groups
    # nearest to its own, and the run tells how many of the nearest are found on a sample.
    exact_search: int = 50_000
    event_cut: float = 0.3  # average likeness at which units join; best of 0.2 to 0.4 on the dev gold
    search_least: float = 0.07  # likeness from which a document is searched; 0.15 finds 28 of 668 gold items less
    # Least `Verdict.covers` of an answer outside the event that counts as covering it. Of outlets without a document in
    # an event, 0.03 finds 0.97 of those that report it and mistakes 0.75 of those that do not; 0.02, 0.05 and 0.1 find
    # 0.97, 0.88 and 0.84 and mistake 0.77, 0.63 and 0.48. By the answer alone, whatever its occurrence, one half found
    # 0.87 and mistook 0.71. At 0.05 macro-F1 end to end is lower by 0.006. All of an earlier state.
    cover_least: float = 0.03
    answer_least: float = 0.5  # the model's probability from which an answer is sure, whatever that of silence is
    window_days: int = 5  # days after an event in which an outlet could have carried it: 85 % of the dev gold do
    # Sentences of each other outlet that are searched for each statement by each of four ways, and how many days
    # their documents may be apart; on the dev gold 5 within 30 days bring the omissions' precision from 0.46 to
    # 0.49 and their AUC from 0.79 to 0.80; 3, 8 and 10 sentences and 10 and 90 days are within 0.02 of it.
    search_count: int = 5
    search_days: int = 30
    # Probability of silence from which an answer below `answer_least` counts as none, where all statements of a fact
    # are so answered. On planted facts of the dev gold precision is 0.84 and recall 0.62; a lower one tells more.
    absence_least: float = 0.18
    report_voices: int = 1  # independent voices that must carry what an outlet omits before it is told; convention
    report_miss: float = 0.5  # an omission that we more likely missed than not is not told; a convention
    # How well the search finds, counted on the dev gold (`python -m evaluation.planted`): of what an outlet does
    # mention the found (recall r), and of what it does not the falsely matched (φ). Nothing of nothing is unknown:
    # then no probability is told.
    facts_found: int = 171
    facts_mentioned: int = 198
    facts_mistaken: int = 84
    facts_absent: int = 221
    events_found: int = 152
    events_mentioned: int = 155
    events_mistaken: int = 289
    events_absent: int = 403
    neighbours: int = 3  # nearest statements shown as evidence of an omission (design.md, section 6)


@dataclass(frozen=True, slots=True)
class Range:
    """What a setting may be, both ends included."""

    whole: bool
    least: float
    most: float

    def holds(self, value: object) -> bool:
        """Whether a value is of the kind and in the range; a boolean is no number, NaN is in no range."""
        kinds = int if self.whole else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool) and self.least <= value <= self.most

    def __str__(self) -> str:
        """The range in words."""
        return f"a {'whole ' if self.whole else ''}number from {self.least:g} to {self.most:g}"


LEVELS = ("facts", "events")
COUNTED = ("found", "mentioned", "mistaken", "absent")
RANGES = {  # the search looks at one statement at least; a cut is a probability; upper ends are conventions
    "candidates": Range(True, 1, 10_000),
    "exact_search": Range(True, 1, 10_000_000),
    "event_cut": Range(False, 0, 1),
    "search_least": Range(False, 0, 1),
    "cover_least": Range(False, 0, 1),
    "answer_least": Range(False, 0, 1),
    "search_count": Range(True, 0, 1000),
    "search_days": Range(True, 0, 3650),
    "window_days": Range(True, 0, 3650),
    "absence_least": Range(False, 0, 1),
    "report_voices": Range(True, 1, 1000),
    "report_miss": Range(False, 0, 1),
    **{f"{level}_{what}": Range(True, 0, 10**9) for level in LEVELS for what in COUNTED},
    "neighbours": Range(True, 0, 1000),
}


def load(path: Path | None = None, **overrides: object) -> Settings:
    """Read settings from a TOML file, then apply overrides that are not None.

    Raises:
        SettingsError: the file cannot be read, a name is no setting's, or a value is out of its range.
    """
    values: dict[str, Any] = {} if path is None else _read(path)
    values |= {name: value for name, value in overrides.items() if value is not None}
    for name, value in values.items():
        if name not in RANGES:
            raise SettingsError(f"unknown setting {name!r}; known are {', '.join(sorted(RANGES))}")
        if not RANGES[name].holds(value):
            raise SettingsError(f"setting {name} = {value!r} must be {RANGES[name]}")
    return replace(Settings(), **values)


def changed(settings: Settings) -> tuple[tuple[str, object], ...]:
    """The settings that differ from the default, by name."""
    default = asdict(Settings())
    return tuple((name, value) for name, value in sorted(asdict(settings).items()) if value != default[name])


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read settings {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}") from error
