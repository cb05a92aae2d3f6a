"""What a run holds: its counts, its outlets, its speakers, and its events in one line each.

A `types.Run` enters; leave totals, one row for each outlet or speaker, and the list of events.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from compare.report.tables.answers import Clash, contradictions
from compare.report.tables.formats import Cells, as_cells, days
from compare.report.tables.sentences import speaker_names, who
from compare.types import LIKELY, Event, Label, Run, State, Statement


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in one line."""

    event: str
    first: date
    last: date
    where: tuple[str, ...]
    title: str
    covered: int
    outlets: int
    statements: int
    contradictions: int


@dataclass(frozen=True, slots=True)
class Total:
    """One count of the run; `of` is what it is a part of, where it is a part."""

    group: str
    name: str
    count: float
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """What the run holds of one outlet or one speaker."""

    name: str
    documents: int
    statements: int
    events: int
    contradictions: int


def summary(run: Run) -> tuple[Total, ...]:
    """Count what the run holds, by label, state and reason, and the seconds of each stage."""
    shared = sum(_covered(event) > 1 for event in run.events)
    return (
        Total("run", "documents", len(run.corpus.documents)),
        Total("run", "outlets", len({d.outlet for d in run.corpus.documents})),
        Total("run", "statements", len(run.statements)),
        Total("run", "events", len(run.events)),
        Total("run", "events of two or more outlets", shared, len(run.events)),
        *_totals("verdicts", (v.label for v in run.verdicts), Label),
        *_totals("omissions", (o.state for o in run.omissions), sorted({o.state for o in run.omissions})),
        *_totals("drops", (f"{d.stage}: {d.reason}" for d in run.drops), _reasons(run)),
        *(Total("seconds", stage, round(seconds, 1)) for stage, seconds in run.seconds),
    )


def by_outlet(run: Run) -> tuple[Holding, ...]:
    """What the run holds of each outlet, by name; contradictions are the likely ones that it is a side of."""
    outlet_of = {d.id: d.outlet for d in run.corpus.documents}
    sides = Counter(side.outlet for clash in _likely(run) for side in clash.sides)
    documents = Counter(outlet_of.values())
    statements = Counter(s.outlet for s in run.statements)
    events = Counter(c.outlet for e in run.events for c in e.coverage if c.state is State.COVERED)
    return tuple(
        Holding(o.id, documents[o.id], statements[o.id], events[o.id], sides[o.id]) for o in run.corpus.outlets
    )


def by_speaker(run: Run) -> tuple[Holding, ...]:
    """What the run holds of each speaker, the most quoted first; statements without one are left out."""
    names = speaker_names(run)
    event_of = {statement: event.id for event in run.events for statement in event.statements}
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in run.statements:
        if statement.speaker is not None:
            said[who(statement, names)].append(statement)
    sides = Counter(side.speaker for clash in _likely(run) for side in clash.sides)
    rows = (
        Holding(
            name=name,
            documents=len({s.document for s in statements}),
            statements=len(statements),
            events=len({event_of[s.id] for s in statements if s.id in event_of}),
            contradictions=sides[name],
        )
        for name, statements in said.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.statements, row.name)))


def _likely(run: Run) -> tuple[Clash, ...]:
    """The pairs of sentences that contradict each other likelier than not."""
    return tuple(clash for clash in contradictions(run) if clash.probability >= LIKELY)


def events(run: Run, *, least: int = 1) -> tuple[Happening, ...]:
    """List the events that at least so many outlets carry, the most widely carried first."""
    clashes = Counter(clash.event for clash in _likely(run))
    rows = (
        Happening(
            event=e.id,
            first=e.first,
            last=e.last,
            where=e.where,
            title=e.title,
            covered=_covered(e),
            outlets=len(e.coverage),
            statements=len(e.statements),
            contradictions=clashes[e.id],
        )
        for e in run.events
        if _covered(e) >= least
    )
    return tuple(sorted(rows, key=lambda row: (-row.covered, -row.statements, row.event)))


def _covered(event: Event) -> int:
    return sum(c.state is State.COVERED for c in event.coverage)


def _totals(group: str, values: Iterable[str], names: Iterable[str]) -> tuple[Total, ...]:
    counts = Counter(values)
    return tuple(Total(group, str(name), counts[name], counts.total()) for name in names)


def _reasons(run: Run) -> list[str]:
    return sorted({f"{d.stage}: {d.reason}" for d in run.drops})


@as_cells.register
def _(row: Total) -> Cells:
    of = "" if row.of is None else str(row.of)
    return {"": row.group, "what": row.name, "count": f"{row.count:g}", "of": of}


@as_cells.register
def _(row: Happening) -> Cells:
    return {
        "event": row.event,
        "when": days(row.first, row.last),
        "where": ", ".join(row.where),
        "title": row.title,
        "outlets": f"{row.covered} of {row.outlets}",
        "statements": str(row.statements),
        "contradictions": str(row.contradictions),
    }
