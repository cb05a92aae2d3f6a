"""How two figures stand to each other: interval logic on quantities of the same kind of people or things.

"At least 58 killed" is [58, ∞) dead. Two figures can be compared if their units can mean the same (the
neutralised may be dead, wounded or captured), their people can be the same (children are people, soldiers are
not civilians, those of one side are not those of the other) and neither is a part while the other is the
whole: 3 children are no other answer than 33 people, 40 children are. Disjoint intervals differ; the same
bound counts as equal ("at least 58" and "58"); anything else that meets overlaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, log

from compare.types import Kind, Quantity, Reason, Scope, Unit

PARTS = {
    Unit.NEUTRALISED: frozenset({Unit.DEAD, Unit.WOUNDED, Unit.CAPTURED, Unit.CASUALTIES}),
    Unit.CASUALTIES: frozenset({Unit.DEAD, Unit.WOUNDED}),
}
KINDS = {  # who can be meant by whom: a kind and the wider kinds that contain it
    "children": frozenset({"civilians", "people"}),
    "women": frozenset({"civilians", "people"}),
    "medics": frozenset({"civilians", "people"}),
    "journalists": frozenset({"civilians", "people"}),
    "civilians": frozenset({"people"}),
    "police": frozenset({"people"}),
    "soldiers": frozenset({"people"}),
    "fighters": frozenset({"people"}),
}

# Told beside the whole as a rule. Civilians or fighters often stand for all the dead: on the dev gold "15
# civilians" against "22 people" is another toll more often than a part of it.
ALWAYS_PARTS = frozenset({"children", "women"})
# By this factor the ends of a vague figure ("dozens", "around 20") are soft: 120 are no other answer than dozens. Of 1,
# 1.3, 1.5 and 2 the second has the best F1 of contradictions on the dev gold.
SOFT_ENDS = 1.3
GRAVITY = (Unit.DEAD, Unit.NEUTRALISED, Unit.CASUALTIES, Unit.WOUNDED, Unit.MISSING, Unit.CAPTURED)
ANYBODY = "people"  # what a figure counts where the text names no kind; the slots leave it empty, too


class Relation(StrEnum):
    """How two intervals stand to each other."""

    EQUAL = "equal"
    OVERLAP = "overlap"
    DISJOINT = "disjoint"


@dataclass(frozen=True, slots=True)
class Match:
    """Two figures that can be compared."""

    one: Quantity
    other: Quantity
    relation: Relation
    same_people: bool
    same_scope: bool

    @property
    def apart(self) -> bool:
        """Whether the intervals do not meet, whatever the figures count."""
        highs = [inf if q.high is None else q.high for q in (self.one, self.other)]
        return max(self.one.low, self.other.low) > min(highs)

    @property
    def exclusive(self) -> bool:
        """Whether at most one of the two can be true.

        Disjoint figures are not exclusive where one adds up over time or an area and the other does not, where the
        smaller is a part, where a vague one ends near the other, or where they tell of other people in other words:
        thousands of wounded beside 101 soldiers "neutralised".
        """
        lower, upper = sorted((self.one, self.other), key=lambda q: q.low)
        if self.relation is not Relation.DISJOINT or lower.high is None:
            return False
        if lower.scope is not upper.scope and (lower.scope is Scope.SUBSET or self.has(Scope.CUMULATIVE)):
            return False
        if self.one.unit is not self.other.unit and not self.same_people:
            return False
        vague = any(q.high is not None and 0 < q.low < q.high for q in (lower, upper))  # "up to 30" has a firm end
        return upper.low > lower.high * (SOFT_ENDS if vague else 1)

    def has(self, scope: Scope) -> bool:
        """Whether one of the figures, or both, is of that scope."""
        return scope in (self.one.scope, self.other.scope)

    @property
    def distance(self) -> float:
        """How far apart the figures are: |ln((a + 1) / (b + 1))| of their lower bounds."""
        return abs(log((_centre(self.one) + 1) / (_centre(self.other) + 1)))

    def told(self) -> Reason:
        """The reason of a verdict: "number: 58 dead v 86 dead"."""
        code: str = Kind.NUMBER
        if self.relation is Relation.OVERLAP:
            code = "minimum-updated" if None in (self.one.high, self.other.high) else "vaguer"
        return Reason(code, (figure(self.one), figure(self.other)))

    def changed(self) -> str:
        """The change of a revision: "76 neutralised, then 13 dead"."""
        return f"{figure(self.one)}, then {figure(self.other)}"


def match(ones: Sequence[Quantity], others: Sequence[Quantity]) -> Match | None:
    """The most comparable pair of figures, or None where nothing can be compared.

    The gravest figure of the first side that has a counterpart is taken (the dead before the wounded, a whole
    before a part), since it is what a sentence is about: equal numbers of wounded say little where the dead
    differ. Among its counterparts: the same unit, the same people, the same scope, equality, the earlier.
    """
    for one in sorted(ones, key=_gravity):
        pairs = [m for other in others if (m := compare(one, other)) is not None]
        if pairs:
            return min(pairs, key=_ease)
    return None


def _gravity(quantity: Quantity) -> tuple[int, bool, int]:
    rank = GRAVITY.index(quantity.unit) if quantity.unit in GRAVITY else len(GRAVITY)
    return rank, quantity.scope is Scope.SUBSET, quantity.start


def _ease(found: Match) -> tuple[bool, bool, bool, int, int]:
    return (
        found.one.unit is not found.other.unit,
        not found.same_people,
        not found.same_scope,
        list(Relation).index(found.relation),
        found.other.start,
    )


def compare(a: Quantity, b: Quantity) -> Match | None:
    """How two figures stand to each other, or None where they count different things."""
    one, other = _whose(a), _whose(b)
    if Unit.THINGS in (a.unit, b.unit) or not (_same_unit(a.unit, b.unit) and _same_people(one, other)):
        return None
    if (a.side and b.side and a.side != b.side) or (a.unit not in GRAVITY and _noun(a) != _noun(b)):
        return None
    same_people, relation = one == other, _relation(a, b)
    if Scope.SUBSET in (a.scope, b.scope) and a.scope is not b.scope and not same_people:
        return None
    if relation is Relation.DISJOINT and (_part_below(a, b) or _part_below(b, a)):
        return None
    return Match(a, b, relation, same_people, a.scope is b.scope)


def figure(quantity: Quantity) -> str:
    """A figure as a reader says it: "at least 58 dead", "24 to 99 wounded"."""
    low, high = _digits(quantity.low), _digits(quantity.high) if quantity.high is not None else ""
    if quantity.high is None:
        bound = f"at least {low}"
    elif quantity.low == quantity.high:
        bound = low
    else:
        bound = f"up to {high}" if quantity.low == 0 else f"{low} to {high}"
    whose = f" {quantity.whose}" if _whose(quantity) != ANYBODY else ""
    return f"{bound}{whose} {quantity.unit}"


def _digits(number: float) -> str:
    """A number with all its digits, without a fraction where it is whole: 1234567, 2.5."""
    return f"{number:.0f}" if number == int(number) else f"{number}"


def _noun(quantity: Quantity) -> str:
    """What is counted, as its last word: three tanks are not three helicopters."""
    return quantity.text.casefold().split()[-1].removesuffix("s") if quantity.text.split() else ""


def _relation(a: Quantity, b: Quantity) -> Relation:
    a_high, b_high = a.high if a.high is not None else inf, b.high if b.high is not None else inf
    if a.unit is not b.unit and (a.low, a_high) != (b.low, b_high):
        # The dead among the neutralised: fewer are a part of them, more cannot be.
        part, whole = (a, b_high) if a.unit in PARTS.get(b.unit, ()) else (b, a_high)
        return Relation.DISJOINT if part.low > whole else Relation.OVERLAP
    if a.low == b.low and (a_high == b_high or inf in (a_high, b_high)):
        return Relation.EQUAL
    return Relation.OVERLAP if max(a.low, b.low) <= min(a_high, b_high) else Relation.DISJOINT


def _same_unit(a: Unit, b: Unit) -> bool:
    return a is b or b in PARTS.get(a, ()) or a in PARTS.get(b, ())


def _whose(quantity: Quantity) -> str:
    return quantity.whose or ANYBODY


def _same_people(a: str, b: str) -> bool:
    return a == b or ANYBODY in (a, b) or b in KINDS.get(a, ()) or a in KINDS.get(b, ())


def _part_below(part: Quantity, whole: Quantity) -> bool:
    """Whether of two disjoint figures one counts some of those that the other counts, and fewer."""
    return part.whose in ALWAYS_PARTS and _whose(whole) in KINDS.get(_whose(part), ()) and part.low < whole.low


def _centre(quantity: Quantity) -> float:
    return quantity.low if quantity.high is None else (quantity.low + quantity.high) / 2
