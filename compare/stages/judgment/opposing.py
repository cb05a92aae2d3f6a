"""What slots say that cannot both be true, from denial and actor to cause and number; and what only looks so."""

from bisect import bisect, bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from compare.comparison import Table, name_key
from compare.figures import Match, Relation
from compare.lexicon.means import FALLS, MAY_BE_ONE
from compare.stages.judgment.comparing import EVIDENCE, PAUSE, VICTIMS, Ranked, features_of
from compare.stages.judgment.revisions import voice_of
from compare.types import (
    Kind,
    Modality,
    Participant,
    Place,
    Polarity,
    Reason,
    Statement,
)

LOOKED_AT = 8  # candidates in which a denial or another actor is looked for
SAME_DEED = 0.7  # cosine from which slots alone may oppose two sentences: at 0.6 most cases on the dev gold were wrong
SAME_WORDS = 0.3  # share of the words, by rarity, that such a sentence must have too; chosen on our own sentences
NIGHT = 1  # days between the ends of a night: "on Monday night" and "early on Tuesday" may be one hour; a convention
ONCE = frozenset({"downing"})  # deeds that are not done twice to one thing: of them place and day are told by slots
LEAST_TOLL = 3  # victims from which equal tolls of one place and day are taken as of one blow; a convention
OUTCOMES = frozenset({"capture", "repel"})  # how an attack on a place ends
UNNAMED = frozenset({"armed_groups", "rebels", "nusra", "is"})  # whom "gunmen" or "terrorists" may mean


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a verdict is what it is, and the rank of the candidate that shows it."""

    reason: Reason
    rank: int


def opposition(fact: Statement, ranked: Ranked, table: Table) -> Ground | None:
    """Slots that cannot both be true, in this order: denial, actor, place, time, outcome, cause, number.

    The sentence must be on the event and tell of the deed in nearly the same words; a named party and an
    armed group without a name may be the same. A denial that is only quoted opposes nothing.
    """
    near = range(min(LOOKED_AT, len(ranked.rows)))
    alike = [k for k in near if _same_deed(fact, ranked, k, table)]
    for tell in (_denial, _other_actor, _other_place, _other_time):
        for k in alike:
            if reason := tell(fact, table.statements[ranked.rows[k]]):
                return Ground(reason, k)
    for opposed in (_other_outcome, _other_cause):
        for k in near:
            if reason := opposed(fact, ranked, k, table):
                return Ground(reason, k)
    for k in near[:EVIDENCE]:
        if reason := _other_figure(fact, ranked, k, table):
            return Ground(reason, k)
    return None


def _same_deed(fact: Statement, ranked: Ranked, k: int, table: Table) -> bool:
    """Whether the candidate of rank k tells of the deed that the anchor tells of."""
    other, found = table.statements[ranked.rows[k]], ranked.matches[k]
    feature = features_of(ranked, k)
    return (
        _same_words(feature)
        and bool(set(fact.slots.actions) & set(other.slots.actions))
        and _common_target(fact, other)
        and feature["days apart"] <= np.log1p(PAUSE)
        and fact.slots.modality is other.slots.modality is Modality.ACTUAL
        and (found is None or found.relation is not Relation.DISJOINT)
        and not _quoted_beside(fact, other, table)
    )


def _same_words(feature: Mapping[str, float]) -> bool:
    """Whether a candidate is on the event and says nearly the same in the same words."""
    words = max(feature["anchor words said"], feature["words"])
    return feature["document on event"] > 0 and feature["cosine"] >= SAME_DEED and words >= SAME_WORDS


def _common_target(fact: Statement, other: Statement) -> bool:
    """Whether two statements may tell of one target: a common one, or none named on a side.

    Where the actor of one is the target of the other, they tell of blow and counter-blow.
    """
    one, two = ({p.key for p in s.slots.targets} for s in (fact, other))
    struck = any(p.key in two for p in fact.slots.actors) or any(p.key in one for p in other.slots.actors)
    return not struck and (not one or not two or bool(one & two))


def _quoted_beside(fact: Statement, other: Statement, table: Table) -> bool:
    """Whether a denial is a speaker's, in a document that itself tells of the deed: it is quoted there, not held."""
    if fact.slots.polarity is other.slots.polarity:
        return False
    denial = fact if fact.slots.polarity is Polarity.DENIED else other
    first, stop = (find(table.statements, denial.document, key=lambda s: s.document) for find in (bisect_left, bisect))
    return denial.speaker is not None and any(
        s.slots.polarity is Polarity.ASSERTED
        and bool(set(denial.slots.actions) & set(s.slots.actions))
        and bool(_keys(denial.slots.actors) & _keys(s.slots.actors))
        for s in table.statements[first:stop]
    )


def _keys(named: Iterable[Participant | Place]) -> set[str]:
    return {one.key for one in named}


def _denial(fact: Statement, other: Statement) -> Reason | None:
    """A reason where one of two statements by the same actor denies what the other asserts."""
    one, two = ({p.key for p in s.slots.actors} for s in (fact, other))
    if fact.slots.polarity is other.slots.polarity or not one & two:
        return None
    return Reason(Kind.DENIAL, (fact.slots.polarity, other.slots.polarity))


def _other_actor(fact: Statement, other: Statement) -> Reason | None:
    """A reason where two assertions of one deed name parties of which none can be the same."""
    one, two = ({p.key for p in s.slots.actors} for s in (fact, other))
    if len(one) != 1 or len(two) != 1 or one == two or Polarity.DENIED in (fact.slots.polarity, other.slots.polarity):
        return None
    if any("armed_groups" in a and b & UNNAMED for a, b in ((one, two), (two, one))):
        return None
    return Reason(Kind.ACTOR, (fact.slots.actors[0].name, other.slots.actors[0].name))


def _other_place(fact: Statement, other: Statement) -> Reason | None:
    """A reason where two assertions of a deed done once name one known place each, neither inside of the other."""
    one, two = _innermost(fact), _innermost(other)
    if len(one) != 1 or len(two) != 1 or not (one[0].within and two[0].within):
        return None
    apart = _places_apart(fact, other) and _once(fact, other)
    return Reason(Kind.PLACE, (one[0].name, two[0].name)) if apart else None


def _places_apart(fact: Statement, other: Statement) -> bool:
    """Whether both name places, and none of one is, contains or lies in one of the other.

    Two places of one name are two only where both statements name the larger place that each lies in.
    """
    one, two = _innermost(fact), _innermost(other)
    named = _keys(fact.slots.places), _keys(other.slots.places)
    return bool(one and two) and all(_apart(a, b, named) for a in one for b in two)


def _apart(a: Place, b: Place, named: tuple[set[str], set[str]]) -> bool:
    if a.key != b.key and name_key(a.name) != name_key(b.name):
        return a.key not in b.within and b.key not in a.within
    larger = a.within[:1], b.within[:1]
    return larger[0] != larger[1] and all(named[i].issuperset(w) and w for i, w in enumerate(larger))


def _innermost(statement: Statement) -> list[Place]:
    """The places of a statement, each once, that contain none of its others."""
    places = statement.slots.places
    outer = {key for place in places for key in place.within}
    return list({place.key: place for place in places if place.key not in outer}.values())


def _other_time(fact: Statement, other: Statement) -> Reason | None:
    """A reason where two assertions of a deed done once name one day each, and no night joins these."""
    one, two = fact.slots.when, other.slots.when
    told = one.start is not None and two.start is not None and one.first == one.last and two.first == two.last
    apart = abs((one.first - two.first).days)
    clash = told and apart > NIGHT and _once(fact, other)
    return Reason(Kind.TIME, (str(one.first), str(two.first))) if clash else None


def _once(fact: Statement, other: Statement) -> bool:
    """Whether one actor is told to have done a deed that is not done twice to one thing."""
    deeds = ONCE & set(fact.slots.actions) & set(other.slots.actions)
    return bool(deeds and _keys(fact.slots.actors) & _keys(other.slots.actors)) and _both_assert(fact, other)


def _both_assert(fact: Statement, other: Statement) -> bool:
    return fact.slots.polarity is other.slots.polarity is Polarity.ASSERTED


def _other_outcome(fact: Statement, ranked: Ranked, k: int, table: Table) -> Reason | None:
    """A reason where one captured a place on the day on which the other has repelled the attack on it."""
    other = table.statements[ranked.rows[k]]
    ends = [OUTCOMES & set(s.slots.actions) for s in (fact, other)]
    if sorted(len(e) for e in ends) != [1, 1] or ends[0] == ends[1] or not _both_assert(fact, other):
        return None
    feature = features_of(ranked, k)
    actual = fact.slots.modality is other.slots.modality is Modality.ACTUAL
    opponents = fact.slots.actors and other.slots.actors
    allied = _keys(fact.slots.actors) & _keys(other.slots.actors)
    here = _keys(_innermost(fact)) & _keys(_innermost(other))
    near = feature["document on event"] > 0 and feature["days apart"] == 0 and feature["cosine"] >= SAME_DEED
    clash = actual and opponents and not allied and here and near
    return Reason(Kind.OUTCOME, (min(ends[0]), min(ends[1]))) if clash else None


def _other_cause(fact: Statement, ranked: Ranked, k: int, table: Table) -> Reason | None:
    """A reason where one blow, or one fall of an aircraft, of a day and a place has two causes that cannot be one.

    That two blows are one is told by the same exact toll, if it is not so small that it may be chance.
    """
    other, found = table.statements[ranked.rows[k]], ranked.matches[k]
    fallen = bool(ONCE & set(fact.slots.actions) & set(other.slots.actions))
    one, two = ([m for m in s.slots.means if (m in FALLS) is fallen] for s in (fact, other))
    if not one or not two or any(a == b or frozenset((a, b)) in MAY_BE_ONE for a in one for b in two):
        return None
    feature = features_of(ranked, k)
    here = bool(_keys(_innermost(fact)) & _keys(_innermost(other)))
    actual = fact.slots.modality is other.slots.modality is Modality.ACTUAL and _both_assert(fact, other)
    near = feature["document on event"] > 0 and feature["days apart"] == 0 and feature["cosine"] >= SAME_DEED
    clash = (fallen or _same_toll(found)) and here and actual and near
    return Reason(Kind.CAUSE, (" and ".join(one), " and ".join(two))) if clash else None


def _same_toll(found: Match | None) -> bool:
    """Whether two figures are the same exact number of the same victims, and not so small that this may be chance."""
    if found is None or found.relation is not Relation.EQUAL or not found.same_people or found.one.unit not in VICTIMS:
        return False
    return found.one.low == found.one.high == found.other.low == found.other.high and found.one.low >= LEAST_TOLL


def _other_figure(fact: Statement, ranked: Ranked, k: int, table: Table) -> Reason | None:
    """A reason where nearly the same words of the same days count the same victims otherwise.

    On the dev gold it adds 0.012 to the F1 of contradictions, at the same precision.
    """
    other, found = table.statements[ranked.rows[k]], ranked.matches[k]
    if found is None or found.relation is not Relation.DISJOINT or found.one.unit not in VICTIMS:
        return None
    feature = features_of(ranked, k)
    same = found.same_people and found.same_scope and found.one.unit is found.other.unit
    alike = _same_words(feature) and feature["days apart"] == 0 and _both_assert(fact, other)
    return found.told() if same and alike and _rivals(fact, ranked, k, table) else None


def relation(fact: Statement, ranked: Ranked, k: int, table: Table) -> Relation | None:
    """How the figure of the candidate of rank k stands to the anchor's; None where it answers another question."""
    found = ranked.matches[k]
    if found is None or (found.relation is Relation.DISJOINT and not _rivals(fact, ranked, k, table)):
        return None
    return found.relation


def _rivals(fact: Statement, ranked: Ranked, k: int, table: Table) -> bool:
    """Whether two figures that differ cannot both hold: of deeds, of the same days and places, told by two voices.

    The figure of a plan is no rival of one of what was done. Where both sentences name their days, these are at
    most a night apart.
    """
    other, found, feature = table.statements[ranked.rows[k]], ranked.matches[k], features_of(ranked, k)
    pause = NIGHT if feature["both timed and apart"] else PAUSE
    return (
        found is not None
        and found.exclusive
        and feature["days apart"] <= np.log1p(pause)
        and not _places_apart(fact, other)
        and fact.slots.modality is other.slots.modality is Modality.ACTUAL
        and not updates(fact, other)
    )


def updates(fact: Statement, other: Statement) -> bool:
    """Whether one speaker tells both, on different days: the later figure corrects the earlier."""
    if fact.speaker is None or other.speaker is None or fact.day == other.day:
        return False
    return voice_of(fact) == voice_of(other)
