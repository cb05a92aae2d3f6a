"""A run as views: rows that read as a table in a terminal or as JSON.

A `types.Run` enters a view, a tuple of frozen rows leaves it; `as_json` and `as_table` take the rows of
any view. Each row carries its counts: a share never stands without what it is a share of.
"""

import csv
import difflib
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import singledispatch

import msgspec
from tabulate import tabulate

from compare.errors import RunError
from compare.types import Contrast, Event, Label, Near, Omission, Record, Run, State, Statement, Tally, Verdict

OWN_WORDS = "(own words)"  # what an outlet says without naming a speaker
NOT_JUDGED = "not judged"  # an outlet that covers the event, without a verdict on this statement
TOO_FEW = "too few for an interval"  # of a share that stands on too few texts
NOT_TESTED = "not tested"
UNTESTED = ("voice words",)  # measures that are counted only
FOUND = 0.05  # the false-discovery rate borne, as in the framing stage: a convention
MOST_ODDS = 1000  # beyond it an odds ratio reads as "always" or "never"; a convention
NARROW = 16  # characters under which a column of prose cannot be read; a convention
MARGIN = 2  # characters between two columns in tabulate's format "simple"
NEAR = 5  # names offered where one is unknown; a convention

# A terminal obeys control characters, and bidirectional overrides reorder what follows: a text that carries
# them could fake the rest of a table. Shown as the replacement character.
CONTROLS = dict.fromkeys(
    [*range(10), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"
)

SAME_QUESTION = (Label.AGREEMENT, Label.CONTRADICTION)  # verdicts that name two statements of one fact

# What an analyst looks for first in an event: a clash, then support, then what nobody else says.
RANK: dict[str, int] = {Label.CONTRADICTION: 0, Label.AGREEMENT: 1, Label.COMPATIBLE: 2, Label.OMISSION: 3}


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

    @property
    def cited(self) -> str:
        """The sentence with its place."""
        return f"{self.text} [{self.document}:{self.start}-{self.end}]"

    def __str__(self) -> str:
        """The sentence with who published it, who says it and its place."""
        speaker = f" ({self.speaker})" if self.speaker else ""
        return f"{self.outlet}{speaker}: {self.cited}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one outlet says on a statement: a verdict, or a state where it does not carry the event."""

    outlet: str
    verdict: str
    reason: str
    probability: float | None
    evidence: tuple[Said, ...]

    def __str__(self) -> str:
        """The verdict with its reason and its best evidence."""
        told = self.verdict.replace("_", " ")
        reason = f" ({self.reason})" if self.reason else ""
        return f"{told}{reason}" + (f": {self.evidence[0].cited}" if self.evidence else "")


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement beside what each other outlet says on it."""

    event: str
    said: Said
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker beside what each outlet lets them say on the event."""

    event: str
    speaker: str
    registry: str | None
    outlets: tuple[str, ...]
    statements: tuple[Said, ...]


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
class Clash:
    """Two sentences that cannot be true together as worded."""

    event: str
    reason: str
    probability: float
    one: Said
    other: Said | None

    @property
    def sides(self) -> tuple[Said, ...]:
        """The sentences that there are."""
        return tuple(side for side in (self.one, self.other) if side)


@dataclass(frozen=True, slots=True)
class Gap:
    """What an outlet does not say, with the evidence that it does not."""

    event: str
    outlet: str
    state: State
    sentence: str
    fact: Said | None
    published: int
    first: date
    last: date
    carriers: tuple[str, ...]
    families: int
    miss: float | None
    nearest: tuple["Rejected", ...]
    miss_low: float | None = None
    miss_high: float | None = None
    others: int = 0
    prior: float | None = None
    surprise: float | None = None
    explanations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that came near, its cosine (-1 to 1), and why it does not carry the fact."""

    score: float
    why: str
    said: Said
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which omissions to list; what is None lets all pass."""

    outlet: str | None = None
    event: str | None = None
    state: State | None = None
    since: date | None = None  # of the window: it ends on this day or later
    until: date | None = None  # of the window: it begins on this day or earlier
    least: int = 0  # independent voices that carry it

    def takes(self, found: Omission) -> bool:
        """Whether an omission is wanted, its outlet apart."""
        return (
            self.event in (None, found.event)
            and self.state in (None, found.state)
            and (self.since is None or found.last >= self.since)
            and (self.until is None or found.first <= self.until)
            and found.families >= self.least
        )


@dataclass(frozen=True, slots=True)
class Alone:
    """A fact that one outlet has and no other on the event."""

    event: str
    outlet: str
    sentence: str
    fact: Said
    others: tuple[str, ...]
    families: int
    nearest: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A kind of fact that an outlet carries less, or more, than others on the same events."""

    outlet: str
    subject: str
    carried: int
    chances: int
    others_carried: int
    others_chances: int
    events: int
    odds: float | None
    p: float
    q: float
    facts: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """How often an outlet uses a label, a cue or a construction, of how many chances."""

    measure: str
    subject: str
    outlet: str
    value: str
    count: int
    total: int
    z: float | None
    low: float | None
    high: float | None
    statements: tuple[Said, ...]
    odds: float | None = None
    odds_low: float | None = None
    odds_high: float | None = None
    p: float | None = None
    q: float | None = None

    @property
    def found(self) -> bool:
        """Whether it is beyond chance after correction for all tests of its measure."""
        return self.q is not None and self.q <= FOUND


@dataclass(frozen=True, slots=True)
class Change:
    """One speaker or outlet changing its own figure for the same event."""

    event: str
    by: str
    change: str
    earlier: Said
    later: Said


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


Cells = dict[str, str]  # column header to what stands under it

# --------------------------------------------------------------------------- views


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
    """What the run holds of each outlet, by name; contradictions are those that it is a side of."""
    outlet_of = {d.id: d.outlet for d in run.corpus.documents}
    sides = Counter(side.outlet for clash in contradictions(run) for side in clash.sides)
    documents = Counter(outlet_of.values())
    statements = Counter(s.outlet for s in run.statements)
    events = Counter(c.outlet for e in run.events for c in e.coverage if c.state is State.COVERED)
    return tuple(
        Holding(o.id, documents[o.id], statements[o.id], events[o.id], sides[o.id]) for o in run.corpus.outlets
    )


def by_speaker(run: Run) -> tuple[Holding, ...]:
    """What the run holds of each speaker, the most quoted first; statements without one are left out."""
    names = _speaker_names(run)
    event_of = {statement: event.id for event in run.events for statement in event.statements}
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in run.statements:
        if statement.speaker is not None:
            said[_who(statement, names)].append(statement)
    sides = Counter(side.speaker for clash in contradictions(run) for side in clash.sides)
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


def events(run: Run, *, least: int = 1) -> tuple[Happening, ...]:
    """List the events that at least so many outlets carry, the most widely carried first."""
    clashes = Counter(clash.event for clash in contradictions(run))
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


def side_by_side(run: Run, event: str, outlets: Sequence[str] | None = None) -> tuple[Fact, ...]:
    """Set each statement of an event beside what every other outlet says on it.

    A statement that an earlier row already shows as agreeing evidence gets no row of its own,
    unless it contradicts somebody.

    Args:
        run: A run.
        event: Id of one of its events.
        outlets: Ids or names of the outlets to compare; None for all with a state on the event.

    Returns:
        Contradicted statements first, then those that most outlets support, then by date and place.

    Raises:
        RunError: No such event or outlet; the message lists near names.
    """
    found = _find_event(run, event)
    chosen = _outlets(run, outlets) if outlets else tuple(c.outlet for c in found.coverage)
    said = _said(run)
    verdicts: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for verdict in run.verdicts:
        if verdict.event == found.id:
            verdicts[verdict.anchor][verdict.target] = verdict

    def fact(statement: str) -> Fact:
        others = (o for o in chosen if o != said[statement].outlet)
        answers = (_answer(found, o, verdicts[statement], said) for o in others)
        return Fact(found.id, said[statement], tuple(answers))

    facts = (fact(s) for s in found.statements if said[s].outlet in chosen)
    return _distinct(sorted(facts, key=_weight))


def speakers(run: Run, event: str, outlets: Sequence[str] | None = None) -> tuple[Voice, ...]:
    """Set the speakers of an event beside the outlets that carry them, with what each says there.

    Returns:
        Speakers that most outlets carry first; what outlets say in their own words stands last.

    Raises:
        RunError: No such event or outlet; the message lists near names.
    """
    found = _find_event(run, event)
    chosen = _outlets(run, outlets) if outlets else tuple(o.id for o in run.corpus.outlets)
    names, said = _speaker_names(run), _said(run)
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in _members(run, found):
        if statement.outlet in chosen:
            groups[_who(statement, names)].append(statement)
    rows = (
        Voice(
            event=found.id,
            speaker=name,
            registry=next((s.speaker.speaker for s in statements if s.speaker), None),
            outlets=tuple(sorted({s.outlet for s in statements})),
            statements=tuple(said[s.id] for s in statements),
        )
        for name, statements in groups.items()
    )
    return tuple(sorted(rows, key=lambda v: (v.speaker == OWN_WORDS, -len(v.outlets), v.speaker)))


def contradictions(run: Run) -> tuple[Clash, ...]:
    """List each pair of contradicting sentences once, whichever of the two was asked about the other."""
    said = _said(run)
    pairs: dict[tuple[str, ...], Clash] = {}
    for verdict in sorted(run.verdicts, key=lambda v: (v.event, -v.probability, v.anchor, v.target)):
        if verdict.label is Label.CONTRADICTION:
            best = verdict.evidence[:1]
            other = said[best[0]] if best else None
            clash = Clash(verdict.event, verdict.reason, verdict.probability, said[verdict.anchor], other)
            pairs.setdefault((verdict.event, *sorted((verdict.anchor, *best))), clash)
    return tuple(pairs.values())


def omissions(run: Run, outlet: str | None = None, *, wanted: Wanted | None = None) -> tuple[Gap, ...]:
    """List what outlets do not say, in the order of the run (the most telling first).

    Args:
        run: A run.
        outlet: Only of this one, by id or name.
        wanted: Further conditions.

    Raises:
        RunError: No such outlet or event; the message lists near names.
    """
    wanted = wanted or Wanted(outlet)
    said = _said(run)
    return tuple(
        Gap(
            event=o.event,
            outlet=o.outlet,
            state=o.state,
            sentence=o.sentence,
            fact=said[o.fact] if o.fact else None,
            published=o.published,
            first=o.first,
            last=o.last,
            carriers=o.carriers,
            families=o.families,
            miss=o.miss,
            nearest=_rejected(o.nearest, said),
            miss_low=o.miss_low,
            miss_high=o.miss_high,
            others=o.others,
            prior=o.prior,
            surprise=o.surprise,
            explanations=o.explanations,
        )
        for o in chosen_omissions(run, wanted)
    )


def chosen_omissions(run: Run, wanted: Wanted) -> tuple[Omission, ...]:
    """The omissions of a run that are wanted.

    Raises:
        RunError: No such outlet or event; the message lists near names.
    """
    if wanted.event is not None:
        _find_event(run, wanted.event)
    chosen = _parties(run, wanted.outlet) if wanted.outlet else None
    return tuple(o for o in run.omissions if wanted.takes(o) and (chosen is None or o.outlet in chosen))


def _parties(run: Run, name: str) -> tuple[str, ...]:
    """The outlet of that name, or a party without an outlet that is said to be silent."""
    silent = {o.outlet.casefold(): o.outlet for o in run.omissions}
    return (silent[name.casefold()],) if name.casefold() in silent else _outlets(run, [name])


def _rejected(nearest: Iterable[Near], said: dict[str, Said]) -> tuple[Rejected, ...]:
    return tuple(Rejected(near.score, near.why, said[near.statement], near.ways) for near in nearest)


def exclusives(run: Run, outlet: str | None = None) -> tuple[Alone, ...]:
    """List the facts that one outlet alone has on an event that others cover, in the order of the run.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen, said = _outlets(run, [outlet]) if outlet else None, _said(run)
    return tuple(
        Alone(e.event, e.outlet, e.sentence, said[e.fact], e.others, e.families, _rejected(e.nearest, said))
        for e in run.exclusives
        if chosen is None or e.outlet in chosen
    )


def patterns(run: Run, outlet: str | None = None) -> tuple[Passed, ...]:
    """List the kinds of facts that outlets carry less or more than others, the least by chance first.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen, said = _outlets(run, [outlet]) if outlet else None, _said(run)
    return tuple(
        Passed(
            outlet=p.outlet,
            subject=p.subject,
            carried=p.carried,
            chances=p.chances,
            others_carried=p.others_carried,
            others_chances=p.others_chances,
            events=p.events,
            odds=p.odds,
            p=p.p,
            q=p.q,
            facts=tuple(said[s] for s in p.facts),
        )
        for p in run.patterns
        if chosen is None or p.outlet in chosen
    )


def tallies(run: Run, outlet: str | None = None) -> tuple[Tally, ...]:
    """What each outlet carries of what it could, beside what is expected from the others.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen = _outlets(run, [outlet]) if outlet else None
    return tuple(t for t in run.tallies if chosen is None or t.outlet in chosen)


def collection(run: Run, outlet: str | None = None) -> tuple[Record, ...]:
    """What was collected of each outlet, month by month.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen = _outlets(run, [outlet]) if outlet else None
    return tuple(r for r in run.records if chosen is None or r.outlet in chosen)


def framing(run: Run, outlets: Sequence[str] | None = None, *, findings: bool = False) -> tuple[Choice, ...]:
    """List how outlets word the same thing, grouped by measure and subject.

    Args:
        run: the run.
        outlets: two or more are set against each other alone, on the events that they share; of one, its rows
            against all others are listed. By default each outlet is set against all others.
        findings: only what is beyond chance, see `Choice.found`.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    said = _said(run)
    rows = (
        Choice(
            measure=c.measure,
            subject=c.subject,
            outlet=c.outlet,
            value=c.value,
            count=c.count,
            total=c.total,
            z=c.z,
            low=c.low,
            high=c.high,
            statements=tuple(said[s] for s in c.statements),
            odds=c.odds,
            odds_low=c.odds_low,
            odds_high=c.odds_high,
            p=c.p,
            q=c.q,
        )
        for c in sorted(_contrasts(run, outlets), key=lambda c: (c.measure, c.subject, c.outlet, -c.count, c.value))
    )
    return tuple(row for row in rows if row.found or not findings)


def _contrasts(run: Run, names: Sequence[str] | None) -> tuple[Contrast, ...]:
    if not names:
        return run.contrasts
    chosen = _outlets(run, names)
    if len(chosen) == 1:
        return tuple(c for c in run.contrasts if c.outlet in chosen)
    from compare.stages import framing as stage  # it loads numpy and scipy

    return stage.between(
        run.contrasts, run.events, run.statements, tuple(o for o in run.corpus.outlets if o.id in chosen)
    )


def common_events(run: Run, outlets: Sequence[str]) -> int:
    """Count the events that at least two of some outlets tell.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen = set(_outlets(run, outlets))
    outlet_of = {s.id: s.outlet for s in run.statements}
    told = ({outlet_of[s] for s in event.statements} & chosen for event in run.events)
    return sum(len(tellers) > 1 for tellers in told)


def revisions(run: Run) -> tuple[Change, ...]:
    """List the figures that one speaker or outlet changed, with both sentences."""
    said = _said(run)
    rows = sorted(run.revisions, key=lambda r: (r.event, r.by, r.earlier, r.later))
    return tuple(Change(r.event, r.by, r.change, said[r.earlier], said[r.later]) for r in rows)


# --------------------------------------------------------------------------- formats


def as_json(rows: Iterable[object]) -> str:
    """Write the rows of a view as a JSON list of objects, one for each row, keys in a stable order."""
    return json.dumps([msgspec.to_builtins(row) for row in rows], ensure_ascii=False, indent=1)


def as_table(rows: Sequence[object], *, width: int) -> str:
    """Write the rows of a view as a table whose cells are wrapped so that it fits a terminal.

    Where one column for each outlet would be narrower than `NARROW`, outlets stand under one another.

    Args:
        rows: Rows of one view; "(none)" where there are none.
        width: Of the terminal, in characters. A table of many short columns may exceed it.
    """
    if not rows:
        return "(none)"
    columns = [_columns(row) for row in rows]
    if len({header for cells in columns for header in cells}) * (NARROW + MARGIN) > width:
        columns = [_stacked(row) for row in rows]
    headers = list(dict.fromkeys(header for cells in columns for header in cells))
    body = [[cells.get(header, "").translate(CONTROLS) for header in headers] for cells in columns]
    widths = _widths([headers, *body], width - MARGIN * (len(headers) - 1))
    return str(tabulate(body, headers, tablefmt="simple", disable_numparse=True, maxcolwidths=widths))


def as_csv(rows: Sequence[object]) -> str:
    """Write the rows of a view as CSV (RFC 4180) with a header row; one cell for each column of the table.

    A cell that a spreadsheet would take for a formula is led by an apostrophe.
    """
    columns = [_columns(row) for row in rows]
    headers = list(dict.fromkeys(header for cells in columns for header in cells))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([_harmless(cells.get(header, "")) for header in headers] for cells in columns)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def as_markdown(rows: Sequence[object]) -> str:
    """Write the rows of a view as a Markdown table; "(none)" where there are none."""
    if not rows:
        return "(none)"
    columns = [_columns(row) for row in rows]
    headers = list(dict.fromkeys(header for cells in columns for header in cells))
    body = [[_one_line(cells.get(header, "")) for header in headers] for cells in columns]
    return str(tabulate(body, headers, tablefmt="github", disable_numparse=True))


def _one_line(cell: str) -> str:
    """A cell of Markdown: no line break, no column mark, no markup of HTML."""
    plain = cell.translate(CONTROLS).replace("\\", "\\\\").replace("|", "\\|")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def percent(count: int, total: int) -> str:
    """Write count / total in whole percent; "0 %" and "100 %" only where they are exact."""
    if not total:
        return "-"
    share = 100 * count / total
    if 0 < share < 1:
        return "<1 %"
    return ">99 %" if 99 < share < 100 else f"{share:.0f} %"


@singledispatch
def _columns(row: object) -> Cells:
    """Cells of a row by header: its fields as they are, where no better form is registered."""
    return {name: _cell(value) for name, value in msgspec.to_builtins(row).items()}


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return "" if value is None else str(value)


@singledispatch
def _stacked(row: object) -> Cells:
    """The same in fewer columns, where a row has one column for each outlet."""
    return _columns(row)


@_columns.register
def _(row: Total) -> Cells:
    of = "" if row.of is None else str(row.of)
    return {"": row.group, "what": row.name, "count": f"{row.count:g}", "of": of}


@_columns.register
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


@_columns.register
def _(row: Fact) -> Cells:
    cells = {row.said.outlet: f"» {row.said.cited}", **{a.outlet: str(a) for a in row.answers}}
    return dict(sorted(cells.items()))


@_stacked.register
def _(row: Fact) -> Cells:
    lines = [f"{a.outlet}: {a}" for a in row.answers if a.evidence]
    silent: dict[str, list[str]] = defaultdict(list)
    for answer in row.answers:
        if not answer.evidence:
            silent[str(answer)].append(answer.outlet)
    lines += [f"{told}: {', '.join(outlets)}" for told, outlets in silent.items()]
    return {"statement": str(row.said), "others": "\n".join(lines)}


@_columns.register
def _(row: Voice) -> Cells:
    cells = {"speaker": row.speaker}
    for outlet in row.outlets:
        cells[outlet] = "\n".join(f"» {said.cited}" for said in row.statements if said.outlet == outlet)
    return cells


@_stacked.register
def _(row: Voice) -> Cells:
    says = "\n".join(f"{said.outlet}: {said.cited}" for said in row.statements)
    return {"speaker": row.speaker, "outlets": ", ".join(row.outlets), "says": says}


@_columns.register
def _(row: Clash) -> Cells:
    other = "" if row.other is None else str(row.other)
    return {"event": row.event, "reason": row.reason, "one": str(row.one), "other": other}


@_columns.register
def _(row: Gap) -> Cells:
    return {
        "event": row.event,
        "outlet": row.outlet,
        "state": row.state,
        "omission": row.sentence,
        "carried by": f"{', '.join(row.carriers)} ({row.families} independent)",
        "surprise": "" if row.surprise is None else f"{row.surprise:.1f} bits",
        "missed by us": likelihood(row.miss, row.miss_low, row.miss_high),
        "nearest": _near_lines(row.nearest),
        "may be": "\n".join(row.explanations),
    }


@_columns.register
def _(row: Alone) -> Cells:
    return {"event": row.event, "outlet": row.outlet, "fact": row.sentence, "nearest": _near_lines(row.nearest)}


def _near_lines(nearest: Iterable[Rejected]) -> str:
    return "\n".join(f"{near.score:.2f} {near.why}: {near.said}" for near in nearest)


@_columns.register
def _(row: Passed) -> Cells:
    return {
        "outlet": row.outlet,
        "subject": row.subject,
        "carried": f"{row.carried} of {row.chances}",
        "by others": f"{row.others_carried} of {row.others_chances}",
        "events": str(row.events),
        "odds ratio": "" if row.odds is None else f"{row.odds:.2f}",
        "p": f"{row.p:.3f}",
        "q": f"{row.q:.3f}",
    }


@_columns.register
def _(row: Tally) -> Cells:
    return {
        "outlet": row.outlet,
        "of": row.level,
        "carried": f"{row.carried} of {row.chances}",
        "95 % interval": f"{row.low:.1f} to {row.high:.1f}",
        "expected": f"{row.expected:.1f}",
    }


@_columns.register
def _(row: Record) -> Cells:
    fetched = days(row.fetched_first, row.fetched_last) if row.fetched_first and row.fetched_last else "not told"
    return {
        "outlet": row.outlet,
        "window": days(row.first, row.last),
        "documents": str(row.documents),
        "fetched": fetched,
        "refused": str(row.refused),
        "failed": str(row.failed),
        "share held": "unknown" if row.completeness is None else f"{row.completeness:.2f}",
    }


def likelihood(miss: float | None, low: float | None, high: float | None) -> str:
    """Write how likely a mention was missed, with its interval, or that nobody can say."""
    if miss is None:
        return "cannot say how likely"
    return f"{miss:.2f}" + (f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else "")


@_columns.register
def _(row: Choice) -> Cells:
    return {
        "measure": row.measure,
        "subject": row.subject,
        "outlet": row.outlet,
        "value": row.value,
        "count": f"{row.count} of {row.total}",
        "95 % interval": interval(row.low, row.high),
        "z": tested(row, score(row.z)),
        "odds ratio": tested(row, odds(row)),
        "q": tested(row, chance(row.q)),
    }


@_columns.register
def _(row: Change) -> Cells:
    sentences = {"earlier": str(row.earlier), "later": str(row.later)}
    return {"event": row.event, "by": row.by, "change": row.change, **sentences}


def days(first: date, last: date) -> str:
    """Write a span of days, one date where both ends are equal."""
    return f"{first}" if first == last else f"{first} to {last}"


def interval(low: float | None, high: float | None) -> str:
    """Write an interval of a share (0 to 1); where there is none, why."""
    return TOO_FEW if low is None or high is None else f"{low:.2f} to {high:.2f}"


def score(z: float | None) -> str:
    """Write a z-score with its sign, empty where nothing was tested; what rounds to 0 is +0.0."""
    return "" if z is None else f"{z:+z.1f}"


def tested(row: Choice, told: str) -> str:
    """What a test told, or why there was none."""
    if row.z is None:
        return NOT_TESTED if row.measure in UNTESTED else TOO_FEW.split(" for")[0]
    return told


def odds(row: Choice) -> str:
    """Write an odds ratio with its interval; what lies beyond a thousand reads as such."""
    if row.odds is None:
        return ""
    low, high = (_ratio(value) for value in (row.odds_low, row.odds_high))
    return f"{_ratio(row.odds)} ({low} to {high})"


def _ratio(value: float | None) -> str:
    if value is None or value > MOST_ODDS:
        return f">{MOST_ODDS}"
    if value < 1 / MOST_ODDS:
        return f"<{1 / MOST_ODDS:g}"
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def chance(p: float | None) -> str:
    """Write a probability of chance, with three places."""
    return "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"


def _widths(table: list[list[str]], room: int) -> list[int]:
    """Widths of the columns: short ones keep theirs, long ones share what is left."""
    columns = zip(*table, strict=True)
    natural = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    widths = dict.fromkeys(range(len(natural)), 0)
    for done, column in enumerate(sorted(widths, key=lambda c: natural[c])):
        widths[column] = max(1, min(natural[column], max(NARROW, room // (len(natural) - done))))
        room -= widths[column]
    return list(widths.values())


# --------------------------------------------------------------------------- look-ups


def _said(run: Run) -> dict[str, Said]:
    names = _speaker_names(run)
    return {
        s.id: Said(
            outlet=s.outlet,
            speaker=None if s.speaker is None else _who(s, names),
            published=s.published,
            document=s.document,
            start=s.start,
            end=s.end,
            text=s.text,
        )
        for s in run.statements
    }


def _speaker_names(run: Run) -> dict[str, str]:
    return {speaker.id: speaker.name for speaker in run.corpus.speakers}


def _who(statement: Statement, names: dict[str, str]) -> str:
    """The speaker's name in the registry, or as the text has it, or the outlet itself."""
    if statement.speaker is None:
        return OWN_WORDS
    return names.get(statement.speaker.speaker or "", statement.speaker.name)


def _covered(event: Event) -> int:
    return sum(c.state is State.COVERED for c in event.coverage)


def _members(run: Run, event: Event) -> list[Statement]:
    members = set(event.statements)
    return [s for s in run.statements if s.id in members]


def _answer(event: Event, outlet: str, verdicts: dict[str, Verdict], said: dict[str, Said]) -> Answer:
    if outlet in verdicts:
        verdict = verdicts[outlet]
        evidence = tuple(said[s] for s in verdict.evidence)
        return Answer(outlet, verdict.label, verdict.reason, verdict.probability, evidence)
    state = next((c.state for c in event.coverage if c.outlet == outlet), State.NOT_COLLECTED)
    return Answer(outlet, NOT_JUDGED if state is State.COVERED else state, "", None, ())


def _weight(fact: Fact) -> tuple[int, int, date, str, int]:
    best = min((RANK[a.verdict] for a in fact.answers if a.verdict in RANK), default=len(RANK))
    support = sum(a.verdict == Label.AGREEMENT for a in fact.answers)
    return best, -support, fact.said.published, fact.said.document, fact.said.start


def _distinct(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Leave out a fact that stands as evidence in a row above, unless it has a contradiction of its own."""
    shown: set[Said] = set()
    clashes: set[frozenset[Said]] = set()
    kept = []
    for fact in facts:
        against = {frozenset((fact.said, *a.evidence[:1])) for a in fact.answers if a.verdict == Label.CONTRADICTION}
        if fact.said not in shown or against - clashes:
            kept.append(fact)
            clashes |= against
            shown |= {said for a in fact.answers if a.verdict in SAME_QUESTION for said in a.evidence[:1]}
    return tuple(kept)


def _totals(group: str, values: Iterable[str], names: Iterable[str]) -> tuple[Total, ...]:
    counts = Counter(values)
    return tuple(Total(group, str(name), counts[name], counts.total()) for name in names)


def _reasons(run: Run) -> list[str]:
    return sorted({f"{d.stage}: {d.reason}" for d in run.drops})


def _find_event(run: Run, name: str) -> Event:
    by_id = {event.id: event for event in run.events}
    if name in by_id:
        return by_id[name]
    raise RunError(f"no event {name!r}{_near(name, by_id)}; list them: parallax events DIR")


def _outlets(run: Run, names: Sequence[str]) -> tuple[str, ...]:
    """Ids of outlets by id, name or alias, without regard to case."""
    ids = {word.casefold(): o.id for o in reversed(run.corpus.outlets) for word in (*o.aliases, o.name, o.id)}
    for name in names:
        if name.casefold() not in ids:
            known = [o.id for o in run.corpus.outlets]
            raise RunError(f"no outlet {name!r}{_near(name.casefold(), ids)}; the run has {', '.join(known)}")
    return tuple(dict.fromkeys(ids[name.casefold()] for name in names))


def _near(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=NEAR, cutoff=0.5)
    return f", near it: {', '.join(close)}" if close else ""
