"""Which outlets carry an event, and of the others which kind of not."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from compare.comparison import Table
from compare.settings import Settings
from compare.types import Corpus, Coverage, Event, Outlet, Speaker, State, Statement, Verdict
from compare.voices import Kin, count

UNHELD = (State.NOT_COLLECTED, State.NOT_PUBLISHING)
CARRYING = (State.COVERED, State.LATE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What we hold of one outlet: the days of its documents, sorted, and its rows in the table.

    A document counts also where none of its sentences became a statement: it was published.
    """

    outlet: Outlet
    days: tuple[date, ...]
    rows: tuple[int, ...]
    languages: frozenset[str] = frozenset()  # of its documents

    def published(self, first: date, last: date) -> int:
        """Count its documents from `first` to `last`, both included."""
        return bisect_right(self.days, last) - bisect_left(self.days, first)

    def begins_by(self, last: date) -> bool:
        """Whether we hold a document up to this day: else its first mention may lie before what we hold."""
        return bool(self.days) and self.days[0] <= last

    def spans(self, first: date, last: date) -> bool:
        """Whether its documents begin before and go on after the window: it was collected then."""
        return bool(self.days) and self.days[0] <= first and self.days[-1] >= last


@dataclass(frozen=True, slots=True)
class Scene:
    """What all findings of one run are told from."""

    table: Table
    row: Mapping[str, int]  # statement id → row
    rows: Mapping[str, Sequence[int]]  # document id → its rows, in order
    shelves: Mapping[str, Shelf]
    speakers: Mapping[str, Speaker]
    settings: Settings

    def statement(self, name: str) -> Statement:
        """The statement of this id."""
        return self.table.statements[self.row[name]]

    def voices(self, outlets: Iterable[str], kin: Kin) -> int:
        """How many independent voices these outlets are, where those of `kin` print one text (`compare.voices`)."""
        return count({o: self.shelves[o].outlet.voice for o in outlets}, kin)


def survey(table: Table, corpus: Corpus, settings: Settings) -> Scene:
    """Gather what coverage is judged from.

    The day of a document is that of the table (datelines first); where it has no statement, its publication.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    by_document: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(table.statements):
        rows[s.outlet].append(i)
        by_document[s.document].append(i)
    days: dict[str, list[date]] = defaultdict(list)
    languages: dict[str, set[str]] = defaultdict(set)
    for d in corpus.documents:
        held = by_document.get(d.id)
        days[d.outlet].append(table.statements[held[0]].day if held else d.published.date())
        languages[d.outlet].add(d.language)
    shelves = {
        o.id: Shelf(o, tuple(sorted(days[o.id])), tuple(rows[o.id]), frozenset(languages[o.id])) for o in corpus.outlets
    }
    row = {s.id: i for i, s in enumerate(table.statements)}
    return Scene(table, row, by_document, shelves, {s.id: s for s in corpus.speakers}, settings)


def cover(events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene) -> tuple[Event, ...]:
    """Give each event a state for every outlet, sorted by outlet id.

    An outlet covers an event if it has a statement in it, or a sentence elsewhere that answers one (`cover_least`)
    surely (`answer_least`); one whose sentences elsewhere answer less surely covers it perhaps.
    """
    carried = carrying(events, verdicts, scene)
    shelves, settings = sorted(scene.shelves.items()), scene.settings
    sure = {
        (v.event, v.target) for v in verdicts if v.covers >= settings.cover_least and v.answer >= settings.answer_least
    }

    def states(event: Event) -> Iterable[Coverage]:
        """The state of each outlet on an event."""
        inside = {scene.statement(s).outlet for s in event.statements}
        for o, shelf in shelves:
            said = carried.get((event.id, o), ())
            state = state_of(event, shelf, [s.day for s in said], scene)
            perhaps = said and o not in inside and (event.id, o) not in sure
            yield Coverage(o, State.PERHAPS if perhaps else state)

    return tuple(replace(e, coverage=tuple(states(e))) for e in events)


def carrying(
    events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene
) -> Mapping[tuple[str, str], Sequence[Statement]]:
    """By event and outlet the statements that carry it, each once: those in it, and elsewhere what may answer one."""
    found: dict[tuple[str, str], dict[str, Statement]] = defaultdict(dict)
    for event in events:
        for s in map(scene.statement, event.statements):
            found[event.id, s.outlet][s.id] = s
    for v in verdicts:
        if v.covers >= scene.settings.cover_least:
            found[v.event, v.target].update((e, scene.statement(e)) for e in v.evidence[:1])
    return {key: tuple(statements.values()) for key, statements in found.items() if statements}


def state_of(event: Event, shelf: Shelf, days: Sequence[date], scene: Scene) -> State:
    """One outlet's state on one event: covered, late, silent, not publishing or not collected.

    Args:
        event: the event.
        shelf: what we hold of the outlet.
        days: the days of its documents that carry the event.
        scene: for the length of the window.
    """
    first, last = window(event, scene.settings)
    if days:
        return State.LATE if min(days) > last else State.COVERED
    if shelf.published(first, last):
        return State.SILENT_ON_EVENT
    return State.NOT_PUBLISHING if shelf.spans(first, last) else State.NOT_COLLECTED


def window(event: Event, settings: Settings) -> tuple[date, date]:
    """The days in which an outlet could have carried the event, both ends included."""
    return event.first, event.last + timedelta(days=settings.window_days)
