"""Figures that one speaker or outlet changed over time: no contradiction between outlets."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from compare.comparison import Table
from compare.figures import match
from compare.stages.judgment.comparing import victims
from compare.types import (
    Event,
    Revision,
    Statement,
)


def revise(events: Sequence[Event], table: Table) -> tuple[Revision, ...]:
    """Figures that one speaker (or, unattributed, one outlet) changed for the same event in a later document."""
    row = {s.id: i for i, s in enumerate(table.statements)}
    found: list[Revision] = []
    for event in events:
        voices: dict[str, list[Statement]] = defaultdict(list)
        for s in (table.statements[row[i]] for i in event.statements):
            if victims(s):
                voices[voice_of(s)].append(s)
        for voice in sorted(voices):
            told = sorted(voices[voice], key=lambda s: (s.day, s.outlet != voice, s.id))  # its own pages first
            found += _changes(event, voice, told)
    return tuple(found)


def voice_of(statement: Statement) -> str:
    """Who says a statement: its speaker, or the outlet where it names none."""
    speaker = statement.speaker
    return statement.outlet if speaker is None else speaker.speaker or speaker.name


def _changes(event: Event, voice: str, told: Sequence[Statement]) -> Iterable[Revision]:
    seen: set[str] = set()
    for earlier, later in combinations(told, 2):
        if earlier.day >= later.day:
            continue
        found = match(victims(earlier), victims(later))
        if found is None or not found.apart or found.changed() in seen:
            continue
        if not found.same_people or found.one.side != found.other.side:
            continue
        seen.add(found.changed())
        yield Revision(event.id, voice, earlier.id, later.id, found.changed())
