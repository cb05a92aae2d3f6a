"""What outlets say of one event, beside each other, and where they clash.

A `types.Run` enters; leave facts, each a statement with every other outlet's answer, pairs of sentences that
contradict each other, and figures that their own teller changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from compare.report.tables.formats import Cells, as_cells, as_few_cells
from compare.report.tables.sentences import Said, find_event, outlet_ids, said_by_id
from compare.types import Event, Label, Reason, Run, State, Statement, Verdict
from compare.voices import count, kin

NOT_JUDGED = "not judged"  # an outlet that covers the event, without a verdict on this statement
SAME_QUESTION = (Label.AGREEMENT, Label.CONTRADICTION)  # verdicts that name two statements of one fact

# What an analyst looks for first in an event: a clash, then support, then what nobody else says.
RANK: dict[str, int] = {Label.CONTRADICTION: 0, Label.AGREEMENT: 1, Label.COMPATIBLE: 2, Label.OMISSION: 3}


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
    families: int = 1  # independent voices that say it, its own outlet among them


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sentences that cannot be true together as worded."""

    event: str
    reason: Reason
    probability: float
    one: Said
    other: Said | None

    @property
    def sides(self) -> tuple[Said, ...]:
        """The sentences that there are."""
        return tuple(side for side in (self.one, self.other) if side)


@dataclass(frozen=True, slots=True)
class Change:
    """One speaker or outlet changing its own figure for the same event."""

    event: str
    by: str
    change: str
    earlier: Said
    later: Said


def side_by_side(run: Run, event: str, outlets: Sequence[str] | None = None) -> tuple[Fact, ...]:
    """Set each statement of an event beside what every other outlet says on it.

    A statement that an earlier row already shows as agreeing evidence gets no row of its own,
    unless it contradicts somebody.

    Args:
        run: A run.
        event: Id of one of its events.
        outlets: Ids or names of the outlets to compare; None for all with a state on the event.

    Returns:
        Contradicted statements first, then those that most independent voices say, then by date and place.

    Raises:
        RunError: No such event or outlet; the message lists near names.
    """
    found = find_event(run, event)
    chosen = outlet_ids(run, outlets) if outlets else tuple(c.outlet for c in found.coverage)
    said, held = said_by_id(run), {s.id: s for s in run.statements}
    owner = {o.id: o.voice for o in run.corpus.outlets}
    verdicts: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for verdict in run.verdicts:
        if verdict.event == found.id:
            verdicts[verdict.anchor][verdict.target] = verdict

    def fact(statement: str) -> Fact:
        """A statement of the event with the answer of each other chosen outlet."""
        others = (o for o in chosen if o != said[statement].outlet)
        answers = (_answer(found, o, verdicts[statement], said) for o in others)
        agreeing = (v for o, v in verdicts[statement].items() if o in chosen and v.label is Label.AGREEMENT)
        saying = [held[s] for s in (statement, *(e for v in agreeing for e in v.evidence[:1]))]
        return Fact(found.id, said[statement], tuple(answers), independent(saying, owner))

    facts = (fact(s) for s in found.statements if said[s].outlet in chosen)
    return _distinct(sorted(facts, key=_weight))


def contradictions(run: Run) -> tuple[Clash, ...]:
    """List each pair of contradicting sentences once, by the surest verdict on it, whichever event asked."""
    said = said_by_id(run)
    pairs: dict[tuple[str, ...], Clash] = {}
    for verdict in sorted(run.verdicts, key=lambda v: (-v.probability, v.event, v.anchor, v.target)):
        if verdict.label is Label.CONTRADICTION:
            best = verdict.evidence[:1]
            other = said[best[0]] if best else None
            clash = Clash(verdict.event, verdict.reason, verdict.probability, said[verdict.anchor], other)
            pairs.setdefault(tuple(sorted((verdict.anchor, *best))), clash)
    return tuple(sorted(pairs.values(), key=lambda c: c.event))


def revisions(run: Run) -> tuple[Change, ...]:
    """List the figures that one speaker or outlet changed, with both sentences."""
    said = said_by_id(run)
    rows = sorted(run.revisions, key=lambda r: (r.event, r.by, r.earlier, r.later))
    return tuple(Change(r.event, r.by, r.change, said[r.earlier], said[r.later]) for r in rows)


def _answer(event: Event, outlet: str, verdicts: dict[str, Verdict], said: dict[str, Said]) -> Answer:
    if outlet in verdicts:
        verdict = verdicts[outlet]
        evidence = tuple(said[s] for s in verdict.evidence)
        return Answer(outlet, verdict.label, str(verdict.reason), verdict.probability, evidence)
    state = next((c.state for c in event.coverage if c.outlet == outlet), State.NOT_COLLECTED)
    return Answer(outlet, NOT_JUDGED if state in (State.COVERED, State.PERHAPS) else state, "", None, ())


def independent(statements: Iterable[Statement], owner: dict[str, str]) -> int:
    """How many independent voices some statements are; see `compare.voices`."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        said[statement.outlet].append(statement)
    return count({outlet: owner[outlet] for outlet in said}, kin(said))


def _weight(fact: Fact) -> tuple[int, int, date, str, int]:
    best = min((RANK[a.verdict] for a in fact.answers if a.verdict in RANK), default=len(RANK))
    return best, -fact.families, fact.said.published, fact.said.document, fact.said.start


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


@as_cells.register
def _(row: Fact) -> Cells:
    cells = {row.said.outlet: f"» {row.said.cited}", **{a.outlet: str(a) for a in row.answers}}
    return dict(sorted(cells.items()))


@as_few_cells.register
def _(row: Fact) -> Cells:
    lines = [f"{a.outlet}: {a}" for a in row.answers if a.evidence]
    silent: dict[str, list[str]] = defaultdict(list)
    for answer in row.answers:
        if not answer.evidence:
            silent[str(answer)].append(answer.outlet)
    lines += [f"{told}: {', '.join(outlets)}" for told, outlets in silent.items()]
    return {"statement": str(row.said), "others": "\n".join(lines)}


@as_cells.register
def _(row: Clash) -> Cells:
    other = "" if row.other is None else str(row.other)
    return {"event": row.event, "reason": str(row.reason), "one": str(row.one), "other": other}


@as_cells.register
def _(row: Change) -> Cells:
    sides = {"earlier": str(row.earlier), "later": str(row.later)}
    return {"event": row.event, "by": row.by, "change": row.change, **sides}
