"""Facts of an event: which outlets carry what a statement says, and what a verdict shows an outlet to lack."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.comparison import NEARLY_SAME
from compare.figures import match
from compare.stages.coverage.states import Scene
from compare.types import Label, Outlet, Speaker, State, Statement, Unit, Verdict
from compare.voices import Kin, kin

VICTIMS = frozenset({Unit.DEAD, Unit.WOUNDED, Unit.CASUALTIES, Unit.NEUTRALISED, Unit.MISSING, Unit.CAPTURED})


@dataclass(frozen=True, slots=True)
class Facts:
    """For each statement of an event: which outlets carry what it says, itself among them, and how.

    Attributes:
        met: outlets that say it, a vaguer form of it, or something against it.
        said: outlets that say it.
        asserted: outlets that say it in their own words, not as a speaker's claim.
        same: statements that say the same.
        carrying: by outlet the statements in which it says it: its own, and the best evidence.
        kin: the outlets of which one prints the text of the other on it (`compare.voices`).
    """

    met: Mapping[str, set[str]]
    said: Mapping[str, set[str]]
    asserted: Mapping[str, set[str]]
    same: Mapping[str, set[str]]
    carrying: Mapping[str, Mapping[str, list[Statement]]]
    kin: Mapping[str, Kin]


def facts_of(verdicts: Sequence[Verdict], scene: Scene) -> Facts:
    """Gather who carries what from the verdicts on one event."""
    met: dict[str, set[str]] = defaultdict(set)
    said: dict[str, set[str]] = defaultdict(set)
    asserted: dict[str, set[str]] = defaultdict(set)
    same: dict[str, set[str]] = defaultdict(set)
    carrying: dict[str, dict[str, list[Statement]]] = defaultdict(dict)
    for v in verdicts:
        anchor, evidence = scene.statement(v.anchor), [scene.statement(e) for e in v.evidence]
        for outlets in (met, said):
            outlets[v.anchor].add(anchor.outlet)
        carrying[v.anchor][anchor.outlet] = [anchor]
        if in_own_words(anchor, scene):
            asserted[v.anchor].add(anchor.outlet)
        same[v.anchor].add(v.anchor)
        if unanswered(v, scene):
            continue
        met[v.anchor].add(v.target)
        if v.label is Label.AGREEMENT or (v.label is Label.COMPATIBLE and lack(v, scene) is None):
            said[v.anchor].add(v.target)
            carrying[v.anchor][v.target] = evidence[:1]
            if any(in_own_words(e, scene) for e in evidence):
                asserted[v.anchor].add(v.target)
        if v.label is Label.AGREEMENT:
            for e in v.evidence[:1]:
                same[v.anchor].add(e)
                same[e].add(v.anchor)
    return Facts(met, said, asserted, same, carrying, {anchor: kin(own) for anchor, own in carrying.items()})


def unanswered(verdict: Verdict, scene: Scene) -> bool:
    """Whether a verdict leaves the fact open: an omission, or an unsure answer where none is likely enough.

    A contradiction always answers: a denial is never an omission.
    """
    if verdict.label is Label.OMISSION or verdict.label is Label.CONTRADICTION:
        return verdict.label is Label.OMISSION
    unsure = verdict.answer < scene.settings.answer_least
    return unsure and verdict.absence is not None and verdict.absence >= scene.settings.absence_least


def lack(verdict: Verdict, scene: Scene) -> State | None:
    """What the target lacks of the anchor's fact by one verdict; None where it answers it."""
    anchor, evidence = scene.statement(verdict.anchor), [scene.statement(e) for e in verdict.evidence]
    if unanswered(verdict, scene):
        return State.ON_EVENT_WITHOUT_FACT if tells_something(anchor) else None
    if verdict.label is Label.COMPATIBLE and verdict.reason.code == "vaguer":
        return State.VAGUER if _wider(anchor, evidence) else None
    if verdict.label is Label.AGREEMENT and evidence and in_own_words(anchor, scene):
        claims = not any(in_own_words(e, scene) for e in evidence)
        return State.ONLY_ATTRIBUTED if claims and nearly_same(anchor, evidence[0], scene) else None
    return None


def tells_something(fact: Statement) -> bool:
    """Whether a sentence has a figure, a place, an action or a speaker: "He did not elaborate." has none."""
    slots = fact.slots
    return bool(slots.quantities or slots.places or slots.actions or fact.speaker)


def nearly_same(one: Statement, other: Statement, scene: Scene) -> bool:
    """Whether two sentences are so near that the speaker of the one is the speaker of this very fact."""
    vectors = scene.table.vector
    return float(vectors[scene.row[one.id]] @ vectors[scene.row[other.id]]) >= NEARLY_SAME


def _wider(fact: Statement, evidence: Sequence[Statement]) -> bool:
    """Whether the first evidence has no figure to compare, or one that leaves more open than the fact's."""
    figures = match(fact.slots.quantities, evidence[0].slots.quantities) if evidence else None
    if figures is None or figures.one.high is None or figures.other.high is None:
        return True
    return figures.other.high - figures.other.low > figures.one.high - figures.one.low


def in_own_words(statement: Statement, scene: Scene) -> bool:
    """Whether a statement has no speaker, or its outlet speaks for itself."""
    speaker = statement.speaker
    if speaker is None:
        return True
    return not {plain(speaker.name), plain(speaker.speaker or "")}.isdisjoint(
        names_of(scene.shelves[statement.outlet].outlet)
    )


def names_of(entry: Outlet | Speaker) -> set[str]:
    """All names of an outlet or speaker, as they are compared."""
    return {plain(n) for n in (entry.id, entry.name, *entry.aliases)}


def plain(name: str) -> str:
    """A name without article and case."""
    return name.casefold().removeprefix("the ").strip()


def kind_of(fact: Statement) -> str:
    """What sort of fact it is, as its coverage is counted: with a number of victims, a claim, or another."""
    if any(q.unit in VICTIMS for q in fact.slots.quantities):
        return "figure"
    return "claim" if fact.speaker else "other"
