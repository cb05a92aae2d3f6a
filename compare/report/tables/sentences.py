"""Sentences as a reader sees them, and what the words of a user name in a run.

A `types.Run` enters; its statements leave by id with who says them, or the one event, or the outlets, that a
user asked for. Shows nothing: the views do.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compare.errors import RunError
from compare.lexicon.agencies import TITLES
from compare.types import Event, Run, Statement

NEAR = 5  # names offered where one is unknown; a convention


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as a reader sees it: who published it, who says it, where it stands."""

    outlet: str
    speaker: str | None
    published: date
    document: str
    start: int
    end: int
    text: str
    origin: str = ""  # the agency whose text it is, by name, where its document says so

    @property
    def voice(self) -> str:
        """Whose words it is: the speaker's, or the outlet's own."""
        return self.speaker or own_words(self.outlet)

    @property
    def id(self) -> str:
        """Of its statement."""
        return f"{self.document}:{self.start}-{self.end}"

    @property
    def cited(self) -> str:
        """The sentence with its place."""
        return f"{self.text} [{self.id}]"

    def __str__(self) -> str:
        """The sentence with who published it, who says it and its place."""
        notes = [self.speaker or "", f"credits {self.origin}" if self.origin else ""]
        told = "; ".join(filter(None, notes))
        return f"{self.outlet}{f' ({told})' if told else ''}: {self.cited}"


def said_by_id(run: Run) -> dict[str, Said]:
    """The statements of a run as a reader sees them, by id."""
    names, agencies = speaker_names(run), agency_names(run)
    return {
        s.id: Said(
            outlet=s.outlet,
            speaker=None if s.speaker is None else who(s, names),
            published=s.published,
            document=s.document,
            start=s.start,
            end=s.end,
            text=s.text,
            origin=agencies.get(s.origin, s.origin),
        )
        for s in run.statements
    }


def speaker_names(run: Run) -> dict[str, str]:
    """The names of the registered speakers, by id."""
    return {speaker.id: speaker.name for speaker in run.corpus.speakers}


def agency_names(run: Run) -> dict[str, str]:
    """How an origin is shown: by the name of the outlet or of the agency."""
    return TITLES | {o.id: o.name for o in run.corpus.outlets}


def who(statement: Statement, names: dict[str, str]) -> str:
    """The speaker's name in the registry, or as the text has it, or the outlet itself."""
    if statement.speaker is None:
        return own_words(statement.outlet)
    return names.get(statement.speaker.speaker or "", statement.speaker.name)


def own_words(outlet: str) -> str:
    """What stands for a speaker where an outlet names none."""
    return f"(own words of {outlet})"


def find_event(run: Run, name: str) -> Event:
    """Find an event by its id.

    Raises:
        RunError: No such event; the message lists near names.
    """
    by_id = {event.id: event for event in run.events}
    if name in by_id:
        return by_id[name]
    raise RunError(f"no event {name!r}{_near(name, by_id)}; list them: parallax events DIR")


def outlet_ids(run: Run, names: Sequence[str]) -> tuple[str, ...]:
    """Find outlets by id, name or alias, without regard to case.

    Returns:
        Their ids in the order asked for, each once.

    Raises:
        RunError: No such outlet; the message lists near names and all outlets of the run.
    """
    ids = {word.casefold(): o.id for o in reversed(run.corpus.outlets) for word in (*o.aliases, o.name, o.id)}
    for name in names:
        if name.casefold() not in ids:
            known = [o.id for o in run.corpus.outlets]
            raise RunError(f"no outlet {name!r}{_near(name.casefold(), ids)}; the run has {', '.join(known)}")
    return tuple(dict.fromkeys(ids[name.casefold()] for name in names))


def _near(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=NEAR, cutoff=0.5)
    return f", near it: {', '.join(close)}" if close else ""
