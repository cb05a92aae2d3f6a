"""A run as one page that reads without scripts and without a network.

A `types.Run` enters, the text of an HTML file leaves. The page holds what a reader needs to judge a
finding, and is cut to a size that any browser opens: what was cut is told with its number and its place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from compare import __version__
from compare.report import charts, tables
from compare.report.cuts import Cut, cut
from compare.report.tables import (
    Alone,
    Change,
    Crossing,
    Dispute,
    Disputed,
    Gap,
    Happening,
    Holding,
    Listed,
    Passed,
    Voice,
    Wanted,
)
from compare.types import Count, Drop, Label, Outlet, Run, State, Tally

TEMPLATE = "page.html.j2"

# How much of each list stands on the page. With those of charts.py they keep the page of 450 documents of 15 outlets
# at about 3 MB; conventions else. Nothing is lost: the files of the run hold all.
EVENTS = 40
FACT_SENTENCES = 50  # of one event, statements and evidence together
EVIDENCE = 2  # sentences of one outlet on one fact
VOICES = 12  # speakers of one event, and as many facts beside them
DISPUTES = 150
SIDE = 3  # sentences on one side of a contradiction
GAPS = 100  # of events, and as many of facts
CHANGES = 60
SENTENCES = 3  # of a contrast beyond chance
EXAMPLE = 1  # of any other, where a bar unfolds
REASONS = 40
EXAMPLES = 3  # of one reason for a drop
EXCERPT = 200  # characters of a dropped text

PATTERNS = 40
TELLING = 0.1  # q from which a pattern is no longer shown on the page; a convention
OMISSION_PARTS = ("omissions", "silences", "alone", "patterns", "collection")
PARTS = frozenset({"matrix", "contradictions", "events", *OMISSION_PARTS, "revisions", "framing", "drops"})

# How a state reads in one character, and in words.
SYMBOLS = {
    State.COVERED: "●",
    State.PERHAPS: "◌",
    State.SILENT_ON_EVENT: "○",
    State.NOT_PUBLISHING: "–",
    State.NOT_COLLECTED: "?",
    State.LATE: "L",
    State.ON_EVENT_WITHOUT_FACT: "◐",
    State.VAGUER: "~",
    State.ONLY_ATTRIBUTED: "”",
    State.DENIED: "≠",
    State.REPORTED_SILENCE: "…",
}
MEANINGS = {
    State.COVERED: "carries the event; the number counts its statements",
    State.PERHAPS: "perhaps: nothing in the event, and elsewhere a sentence that may be on it",
    State.SILENT_ON_EVENT: "published in the window, nothing on the event",
    State.NOT_PUBLISHING: "published nothing in the window",
    State.NOT_COLLECTED: "nothing held of it in the window",
    State.LATE: "first mention after the window",
    State.ON_EVENT_WITHOUT_FACT: "carries the event, not the fact",
    State.VAGUER: "says it in a weaker form",
    State.ONLY_ATTRIBUTED: "only as somebody else's claim",
    State.DENIED: "says the opposite",
    State.REPORTED_SILENCE: "said by others not to have commented",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One outlet's state on one event; `target` is the part of the page that shows the evidence."""

    outlet: str
    state: State
    statements: int
    contradicted: bool
    target: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the matrix: a cell for each outlet, in the order of the columns."""

    event: Happening
    cells: tuple[Cell, ...]


# What a speaker says on a fact, in one character; of several the first here is shown.
SIGNS = {Label.CONTRADICTION: "≠", tables.SAYS: "»", Label.AGREEMENT: "=", Label.COMPATIBLE: "~"}


@dataclass(frozen=True, slots=True)
class Scene:
    """One event with rows of a view on it."""

    event: Happening
    rows: Cut[Any]
    voices: Cut[Voice] = Cut((), 0, "")  # that address a fact which others address too


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a stage dropped something, how often, and examples."""

    stage: str
    reason: str
    drops: Cut[Drop]

    @property
    def count(self) -> int:
        """How many were dropped."""
        return len(self.drops.shown) + self.drops.more


@dataclass(frozen=True, slots=True)
class Collected:
    """What was collected of one outlet over all of the run's months."""

    outlet: str
    documents: int
    months: int  # with a document
    of: int  # months of the run
    refused: int
    failed: int
    completeness: float | None


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template sees."""

    signature: str
    version: str
    documents: int
    statements: int
    events: int
    shared: int
    contradictions: int
    omissions: int
    absences: int  # omissions and claims of silence
    first: date | None
    last: date | None
    titles: Mapping[str, str]
    linked: frozenset[str]
    outlets: tuple[tuple[Outlet, Holding], ...]
    states: tuple[State, ...]
    matrix: Cut[Line]
    disputes: Cut[Dispute]
    listed: Listed
    scenes: tuple[Scene, ...]
    silent: Cut[Gap]
    missing: Cut[Gap]
    changes: Cut[Change]
    silences: Cut[Gap]
    measures: tuple[charts.Measure, ...]
    counts: tuple[Count, ...]
    reasons: Cut[Reason]
    alone: Cut[Alone]
    patterns: Cut[Passed]
    tallies: tuple[Tally, ...]
    unreported: Count | None
    collected: tuple["Collected", ...]
    parts: frozenset[str]


def render(run: Run) -> str:
    """Write the page of a run.

    All text of documents and registries is escaped. The page holds no date of its making and nothing
    that depends on the machine: equal runs give equal pages.
    """
    return _written(run, PARTS)


def render_contradictions(run: Run, wanted: Disputed) -> str:
    """Write a page of the contradictions that are wanted.

    Raises:
        RunError: No such outlet or event.
    """
    return _written(run, frozenset({"contradictions"}), wanted)


def render_omissions(run: Run, wanted: Wanted) -> str:
    """Write a page of the omissions that are wanted, the claims of silence, and what was collected.

    Raises:
        RunError: No such outlet or event.
    """
    return _written(replace(run, omissions=tables.chosen_omissions(run, wanted)), frozenset(OMISSION_PARTS))


def _written(run: Run, parts: frozenset[str], disputed: Disputed | None = None) -> str:
    documents = {d.id: d for d in run.corpus.documents}
    names = {o.id: o.name for o in run.corpus.outlets} | {s.id: s.name for s in run.corpus.speakers}
    names |= {o.id: o.name for o in run.corpus.outlets}
    template = _environment().get_template(TEMPLATE)
    return template.render(page=_page(run, parts, tables.disputes(run, disputed)), documents=documents, names=names)


def _page(run: Run, parts: frozenset[str], listed: Listed) -> Page:
    published = sorted(d.published.date() for d in run.corpus.documents)
    shared = tables.events(run, least=2)
    gaps = tables.omissions(run)
    heard = [gap for gap in gaps if gap.state is not State.REPORTED_SILENCE]
    silent = cut([gap for gap in heard if gap.fact is None], GAPS, "omissions.jsonl")
    matrix = _matrix(run, cut(shared, EVENTS, "events.jsonl"), listed.rows, silent)
    return Page(
        signature=run.signature,
        version=__version__,
        documents=len(run.corpus.documents),
        statements=len(run.statements),
        events=len(run.events),
        shared=len(shared),
        contradictions=len(listed.rows),
        omissions=len(heard),
        absences=len(gaps),
        first=published[0] if published else None,
        last=published[-1] if published else None,
        titles={event.id: event.title for event in run.events},
        linked=frozenset(event.event for event in shared[:EVENTS]) if "events" in parts else frozenset(),
        outlets=tuple(zip(run.corpus.outlets, tables.by_outlet(run), strict=True)),
        states=tuple(sorted({c.state for line in matrix.shown for c in line.cells}, key=list(State).index)),
        matrix=matrix,
        disputes=cut(listed.rows, DISPUTES, "verdicts.jsonl"),
        listed=listed,
        scenes=tuple(_scene(run, event) for event in shared[:EVENTS]),
        silent=silent,
        missing=cut([gap for gap in heard if gap.fact is not None], GAPS, "omissions.jsonl"),
        changes=cut(tables.revisions(run), CHANGES, "revisions.jsonl"),
        silences=cut([gap for gap in gaps if gap.state is State.REPORTED_SILENCE], GAPS, "omissions.jsonl"),
        measures=charts.measures(tables.framing(run)),
        counts=run.counts,
        reasons=_reasons(run),
        alone=cut(tables.exclusives(run), GAPS, "exclusives.jsonl"),
        patterns=cut([p for p in tables.patterns(run) if p.q < TELLING], PATTERNS, "patterns.jsonl"),
        tallies=run.tallies,
        unreported=next((count for count in run.counts if count.stage == "coverage"), None),
        collected=_collected(run),
        parts=parts,
    )


def _collected(run: Run) -> tuple[Collected, ...]:
    """One row for each outlet, over all months."""
    rows = []
    for outlet in run.corpus.outlets:
        own = [record for record in run.records if record.outlet == outlet.id]
        rows.append(
            Collected(
                outlet=outlet.id,
                documents=sum(r.documents for r in own),
                months=sum(r.documents > 0 for r in own),
                of=len(own),
                refused=sum(r.refused for r in own),
                failed=sum(r.failed for r in own),
                completeness=outlet.completeness,
            )
        )
    return tuple(rows)


def _matrix(run: Run, shared: Cut[Happening], disputes: Iterable[Dispute], silent: Cut[Gap]) -> Cut[Line]:
    by_id = {event.id: event for event in run.events}
    outlet_of = {s.id: s.outlet for s in run.statements}
    sides = {(event, said.outlet) for row in disputes for event in row.events for said in row.said}
    told = {(gap.event, gap.outlet) for gap in silent.shown}

    def line(event: Happening) -> Line:
        """An event with the state of each outlet on it."""
        states = {c.outlet: c.state for c in by_id[event.event].coverage}
        spoken = Counter(outlet_of[s] for s in by_id[event.event].statements)
        cells = (
            Cell(
                outlet=o.id,
                state=states.get(o.id, State.NOT_COLLECTED),
                statements=spoken[o.id],
                contradicted=(event.event, o.id) in sides,
                target=f"gap-{event.event}-{o.id}" if (event.event, o.id) in told else f"event-{event.event}",
            )
            for o in run.corpus.outlets
        )
        return Line(event, tuple(cells))

    return Cut(tuple(line(event) for event in shared.shown), shared.more, shared.file)


def _scene(run: Run, event: Happening) -> Scene:
    """The event with as many of its facts as fit, at least the first."""
    facts = tables.side_by_side(run, event.event)
    sentences = accumulate(1 + sum(len(a.evidence[:EVIDENCE]) for a in fact.answers) for fact in facts)
    fitting = sum(total <= FACT_SENTENCES for total in sentences)
    heard = [v for v in tables.speakers(run, event.event) if any(c.positions for c in v.crossings[:VOICES])]
    return Scene(event, cut(facts, max(1, fitting), "verdicts.jsonl"), cut(heard, VOICES, "verdicts.jsonl"))


def _sign(crossing: Crossing) -> str:
    """What the speaker says on the fact, in one character; nothing where nothing was found."""
    for verdict, sign in SIGNS.items():
        if own := [p for p in crossing.positions if p.verdict == verdict]:
            return sign if any(p.sure for p in own) else f"{sign}?"
    return ""


def _reasons(run: Run) -> Cut[Reason]:
    groups: dict[tuple[str, str], list[Drop]] = defaultdict(list)
    for drop in run.drops:
        groups[drop.stage, drop.reason].append(drop)
    reasons = [
        Reason(stage, reason, cut(drops, EXAMPLES, "drops.jsonl"))
        for (stage, reason), drops in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return cut(reasons, REASONS, "drops.jsonl")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        symbols=SYMBOLS,
        meanings=MEANINGS,
        measures=charts.MEASURES,
        days=tables.days,
        interval=tables.interval,
        score=tables.score,
        odds=tables.odds,
        chance=tables.chance,
        tested=tables.tested,
        others=charts.SHADES,
        percent=tables.percent,
        limits={
            "evidence": EVIDENCE,
            "sentences": SENTENCES,
            "example": EXAMPLE,
            "excerpt": EXCERPT,
            "voices": VOICES,
            "side": SIDE,
        },
        likelihood=tables.likelihood,
        sign=_sign,
    )
    environment.filters.update(count=_count, chance=_chance, web=_web)
    return environment


def _count(number: int, one: str, many: str | None = None) -> str:
    """The number with its noun: 1 event, 2 events, 12 000 events."""
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", "\u202f")


def _chance(probability: float) -> str:
    """Two digits; 0 and 1 only where they are exact."""
    if 0 < probability < 0.01:
        return "<0.01"
    return ">0.99" if 0.99 < probability < 1 else f"{probability:.2f}"


def _web(address: str | None) -> str | None:
    """The address where it is one of the web: a link of any other scheme could run a script."""
    return address if address and address.startswith(("https://", "http://")) else None
