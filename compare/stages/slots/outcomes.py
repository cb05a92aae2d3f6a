"""What befell the people that a number counts.

Looked for in four places: the noun itself ("20 deaths"), what is said of them after it ("20 were killed"),
the word that governs them ("killing 20"), and a toll ("the death toll rose to 20").
"""

from collections.abc import Sequence

from compare.lexicon.units import (
    ACTIVES,
    ADJECTIVES,
    AILMENTS,
    BE,
    CLAUSE_ENDS,
    CONDITIONS,
    HAVE,
    JOINED,
    LIGHT,
    LISTING,
    NOMINALS,
    OBJECT_FREE,
    OUTCOMES,
    PARTICIPLES,
    PERSON,
    PERSONS,
    SKIPPED,
    STATES,
    SUBSET_OPENERS,
    SUFFERING,
)
from compare.stages.slots.numerals import counting
from compare.stages.slots.phrases import Phrase, verbal
from compare.stages.slots.tokens import Token, at, by_first, follows, longest
from compare.types import Unit

# How many tokens are looked at; conventions, generous for news prose, so that a sentence costs linear time.
_PREDICATE_REACH = 24  # from a noun to what is said of it, over a part that is named between
_GOVERNOR_REACH = 6  # from a number back to the word that governs it
_OWNER_REACH = 8  # from "of" to the end of the name behind it
_LEFT_REACH = 8  # from a number back to "leaving"
_TOLL_OF = 7  # from "of 15" back to "an earlier toll on Sunday evening"
_TOLL_REACH = 24  # from "rose to 32" back to "death toll"

_OPENERS = by_first(SUBSET_OPENERS)
_TOLLS = frozenset("toll tolls total number those".split())


def default(phrase: Phrase) -> Unit | None:
    """The unit without any word on what happened."""
    if phrase.unit is not None:
        return phrase.unit
    return Unit.PEOPLE if phrase.named else None


def unit_of(tokens: Sequence[Token], phrase: Phrase, previous: Phrase | None, following: Phrase | None) -> Unit | None:
    """The unit by the phrase itself, by what is said of it, or by what governs it."""
    if phrase.firm and phrase.unit not in (Unit.DEAD, Unit.WOUNDED):
        return phrase.unit
    if phrase.firm:
        return _joined(tokens, phrase.stop, phrase.unit)
    said = _said(tokens, phrase, previous, following)
    if phrase.unit is Unit.THINGS and said not in (Unit.DEAD, Unit.WOUNDED):
        return None  # nouns that no list knows are people only where they die or bleed: "killing four siblings"
    return said


def _said(tokens: Sequence[Token], phrase: Phrase, previous: Phrase | None, following: Phrase | None) -> Unit | None:
    """The unit by the words around the phrase."""
    governed = _governor(tokens, phrase, previous)
    adjective = _adjective(tokens, phrase)
    if governed is not None and at(tokens, phrase.stop) not in PARTICIPLES and adjective is None:
        return governed
    if governed is Unit.DEAD and adjective is not None:
        return governed
    said = adjective or _predicate(tokens, phrase, following) or governed
    said = said or _toll(tokens, phrase) or _company(tokens, phrase)
    if said is None and following is not None and following.numeral.first == phrase.stop and following.named:
        return _predicate(tokens, following, None)  # a headline without "and": "40 civilians 25 fighters killed"
    return said


def _adjective(tokens: Sequence[Token], phrase: Phrase) -> Unit | None:
    """What an adjective inside the phrase says: "115 wounded persons"; "a wounded man" is met in passing."""
    if not phrase.whole:
        return None
    for k in range(phrase.numeral.stop, phrase.stop):
        if tokens[k].low in ADJECTIVES:
            return PARTICIPLES.get(tokens[k].low) or CONDITIONS.get(tokens[k].low)
    return None


def _predicate(tokens: Sequence[Token], phrase: Phrase, following: Phrase | None) -> Unit | None:
    """What is said of the people after the phrase: "20 people including a child were killed"."""
    aux, moved, inside = (
        "",
        False,
        False,
    )  # the last auxiliary; other words passed; inside the naming of a part
    start = _after_owner(tokens, phrase.stop) if at(tokens, phrase.stop) == "of" else phrase.stop
    for position in range(start, min(start + _PREDICATE_REACH, len(tokens))):
        low = tokens[position].low
        if low in SUFFERING and _ailing(tokens, position):
            return Unit.WOUNDED
        if low == "to" and at(tokens, position + 1) == "death":
            return Unit.DEAD  # "burned to death"
        if low == "lost" and at(tokens, position + 2) in ("life", "lives"):
            return Unit.DEAD
        if low in CONDITIONS and (aux or not moved or low != "dead" or _left(tokens, phrase)):
            return _condition(tokens, position)
        if low in PARTICIPLES and (aux == "be" or not moved or inside):
            return None if aux == "have" else _participle(tokens, position, phrase, following, passive=aux == "be")
        if low in BE or low in HAVE:
            aux, inside = "be" if low in BE or aux == "be" else "have", False
        elif longest(tokens, position, _OPENERS) or (aux == "be" and tokens[position - 2].low == "who"):
            aux, moved, inside = "", True, True  # "… who were at work in the clinic were killed"
        elif low in LIGHT or low.endswith("ly") or low in (",", '"', ")", "("):
            continue
        elif following is not None and position + 1 == following.numeral.first and low == "and" and following.whose:
            aux, moved, inside = "", True, True  # "22 children and six teachers killed"
        elif _ends(tokens, position, following) or (aux and low not in LISTING and not inside):
            return None
        else:
            aux, moved = "", True
    return None


def _after_owner(tokens: Sequence[Token], position: int) -> int:
    """The token after "of" and the name behind it: "47 leaders of the Islamic Front killed"."""
    start = position + 1
    while start < min(position + _OWNER_REACH, len(tokens)) and not verbal(tokens[start].low):
        if not (tokens[start].capital or at(tokens, start) in ("the", "al", "-")):
            break
        start += 1
    return start if verbal(at(tokens, start)) else position + 1


def _ends(tokens: Sequence[Token], position: int, following: Phrase | None) -> bool:
    """Whether nothing more can be said of the people: a clause or a new count begins."""
    low = tokens[position].low
    if low in ACTIVES or low in CLAUSE_ENDS or low in _NEW_CLAUSE:
        return True
    return following is not None and position == following.numeral.first and _new_count(tokens, following)


_NEW_CLAUSE = frozenset("when after while but before if because".split())


def _condition(tokens: Sequence[Token], position: int) -> Unit | None:
    """The unit of "died" or "dead"; "fallen" is so only as a victim or martyr."""
    if tokens[position].low == "fallen" and not at(tokens, position + 1).startswith(("victim", "martyr")):
        return None
    return _joined(tokens, position + 1, CONDITIONS[tokens[position].low])


def _ailing(tokens: Sequence[Token], position: int) -> bool:
    """Whether an ailment is suffered: "suffered from suffocation"."""
    near = [at(tokens, position + k) for k in range(1, 5)]
    return any(low in AILMENTS or NOMINALS.get(low) is Unit.WOUNDED for low in near)


def _new_count(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a number starts afresh: "among them a child and nine others were injured"."""
    low = at(tokens, phrase.stop)
    return not phrase.whose and (low in PARTICIPLES or low in BE or low in HAVE or low in CONDITIONS)


def _participle(
    tokens: Sequence[Token], position: int, phrase: Phrase, following: Phrase | None, *, passive: bool
) -> Unit | None:
    """The unit of "killed" for those before it, unless it has an object of its own."""
    unit = _joined(tokens, position + 1, PARTICIPLES[tokens[position].low])
    nxt = position + 1
    if at(tokens, nxt) in ("and", "or") and at(tokens, nxt + 1) in PARTICIPLES:
        nxt += 2
    if passive or nxt >= len(tokens):
        return unit
    if following is not None and following.numeral.first == nxt:  # "a bomber killed 30": he is no victim
        victims = phrase.whole or phrase.whose in _NEVER_KILLERS
        return unit if victims and harmed(tokens, following) else None
    token = tokens[nxt]
    free = token.low in OBJECT_FREE or token.low in BE or token.low in HAVE or not token.word or token.capital
    free = free or _left(tokens, phrase)
    return unit if free else None


_NEVER_KILLERS = frozenset("children women civilians".split())  # "Child killed two others injured"


def _left(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether "left 20 others injured" leaves no doubt on who was hurt."""
    first = phrase.numeral.first
    left = any(tokens[k].low in ("left", "leaving", "leaves") for k in range(max(0, first - _LEFT_REACH), first))
    return left or at(tokens, phrase.stop - 1) == "others"


def harmed(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether the people of a phrase have a participle of their own right after it: "15 injured"."""
    if phrase.firm or _adjective(tokens, phrase):
        return phrase.unit in (Unit.DEAD, Unit.WOUNDED, Unit.CASUALTIES) or not phrase.named
    position = phrase.stop
    while at(tokens, position) in BE or at(tokens, position) in LIGHT:
        position += 1
    low = at(tokens, position)
    return low in PARTICIPLES or low in CONDITIONS


def _joined(tokens: Sequence[Token], position: int, unit: Unit | None) -> Unit | None:
    """Dead and wounded in one breath are casualties: "9 people dead and wounded"."""
    joint = at(tokens, position)
    other = joint if joint in PARTICIPLES else at(tokens, position + 1)  # a headline may lack the "and"
    object_follows = joint not in PARTICIPLES and counting(tokens, position + 2)  # "and wounded dozens"
    if object_follows or unit not in (Unit.DEAD, Unit.WOUNDED):
        return unit
    if joint in ("and", "or", "/", "&") or joint in PARTICIPLES:
        second = PARTICIPLES.get(other) or CONDITIONS.get(other) or ACTIVES.get(other)
        if second in (Unit.DEAD, Unit.WOUNDED) and second is not unit:
            return Unit.CASUALTIES
    return unit


def _governor(tokens: Sequence[Token], phrase: Phrase, previous: Phrase | None) -> Unit | None:
    """The unit of the word right before the phrase: "killing at least 20", "the death of 20"."""
    floor = previous.stop if previous else 0
    position = phrase.numeral.first - 1
    if at(tokens, position) == "including" and at(tokens, position - 1) in PERSONS:
        position -= 2  # "killing civilians including three children"
    lowest = max(floor, position - _GOVERNOR_REACH, 0)
    while position >= lowest:
        low = tokens[position].low
        if low == "dead" and at(tokens, position - 1) == "shot" and at(tokens, position - 2) not in BE:
            return Unit.DEAD
        unit = ACTIVES.get(low) or PARTICIPLES.get(low) or CONDITIONS.get(low)
        if unit is not None and low not in CONDITIONS:
            return _governing(tokens, position, unit, phrase.numeral.first)
        if low in NOMINALS and at(tokens, position + 1) in ("of", "to", "among", "against"):
            return NOMINALS[low] if low not in ("life", "lives") or _taken(tokens, position) else None
        leading = low in PERSON and at(tokens, position + 1) == "and"  # "killing its leader and two guards"
        if low not in SKIPPED and not leading:
            return None
        position -= 1
    return None


def _company(tokens: Sequence[Token], phrase: Phrase) -> Unit | None:
    """What befell somebody who is not counted along with the people: "he was killed along with two guards"."""
    for words in JOINED:
        verb = phrase.numeral.first - len(words) - 1
        if follows(tokens, verb + 1, words):
            passive = at(tokens, verb - 1) in BE and at(tokens, verb) in PARTICIPLES
            return PARTICIPLES.get(at(tokens, verb)) if passive else CONDITIONS.get(at(tokens, verb))
    return None


def _taken(tokens: Sequence[Token], position: int) -> bool:
    """Whether a life is taken: "claimed the lives of"."""
    return any(at(tokens, k).startswith(("claim", "tak", "took", "cost", "los")) for k in range(position - 3, position))


def _governing(tokens: Sequence[Token], position: int, unit: Unit, first: int) -> Unit | None:
    """The unit of a verb for its object, unless it is a passive of those before it."""
    low = tokens[position].low
    before = position - 1
    coupled = at(tokens, before) in ("and", "or")
    mate = at(tokens, before - 1)
    other = ACTIVES.get(mate) or PARTICIPLES.get(mate) if coupled else None
    both = {unit, other} == {Unit.DEAD, Unit.WOUNDED}
    if low in PARTICIPLES and low not in ACTIVES:
        aux = before - 2 if other else before
        while at(tokens, aux) in LIGHT:
            aux -= 1
        apart = position + 1 < first and at(tokens, position + 1) in ("and", "or", "to", "in", "at")
        if at(tokens, aux) in BE or apart:
            return None
    return Unit.CASUALTIES if both else unit


def _counted(tokens: Sequence[Token], start: int, stop: int) -> Unit | None:
    """What befell those whose number is told: "the number of men abducted since Monday stands at 220"."""
    for k in range(start, stop):
        low = at(tokens, k)
        said = OUTCOMES.get(low) or PARTICIPLES.get(low) or NOMINALS.get(low) or CONDITIONS.get(low) or STATES.get(low)
        if said or low in CLAUSE_ENDS:
            return said
    return None


def _toll(tokens: Sequence[Token], phrase: Phrase) -> Unit | None:
    """The unit of a toll: "the death toll from … rose to 32", "a toll of 15"."""
    before = at(tokens, phrase.numeral.first - 1)
    if before in ("to", "at") and follows(tokens, phrase.stop, ("the", "number", "of")):
        return _counted(tokens, phrase.stop + 3, phrase.stop + _TOLL_OF)
    if before not in ("to", "at", "of", "reached", "was", "were", "is", "from", "by", "hit", "hits", "stood", "past"):
        return None
    near = range(max(phrase.numeral.first - _TOLL_OF, 0), phrase.numeral.first)
    if before == "of" and not any(tokens[k].low in _TOLLS for k in near):
        return None  # "a population of 350000"
    for k in range(phrase.numeral.first - 1, max(phrase.numeral.first - _TOLL_REACH, 0) - 1, -1):
        if tokens[k].low in CLAUSE_ENDS:
            return None
        if tokens[k].low in ("among", "amongst") and at(tokens, k + 1) == "the":
            return OUTCOMES.get(at(tokens, k + 2)) or PARTICIPLES.get(at(tokens, k + 2))
        if tokens[k].low in ("toll", "tolls"):
            return Unit.WOUNDED if at(tokens, k - 1) in ("injury", "wounded") else Unit.DEAD
        if tokens[k].low in ("those", "number"):
            return _counted(tokens, k + 1, phrase.numeral.first)
    return None
