"""Numbers with the nouns that they count: "at least 20 air strikes", "a woman", "no casualties"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.lexicon.numbers import MONEY_AFTER, MONEY_BEFORE
from compare.lexicon.units import (
    ACTIVES,
    ADJECTIVES,
    BREAKS,
    CONDITIONS,
    DETERMINERS,
    HUMAN,
    LIGHT,
    MODIFIERS,
    NOMINALS,
    NOTHING,
    OBJECT_FREE,
    OBJECTS,
    OUTCOMES,
    PARTICIPLES,
    PERSON,
    PERSONS,
    PRONOUNS,
    STATES,
)
from compare.stages.slots import numerals
from compare.stages.slots.numerals import Numeral, counting
from compare.stages.slots.tokens import Token, at, follows, glued
from compare.types import Unit

_NOUN_REACH = 8  # tokens from a number to its noun; a convention, generous for news prose


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number with its noun phrase; `unit` is None where only people or nothing at all is named."""

    numeral: Numeral
    stop: int  # token after the noun, or after the number where there is none
    unit: Unit | None
    whose: str
    named: bool  # a noun of people or things was found
    firm: bool  # the noun settles the unit
    whole: bool = True  # stands by itself; an article ("a woman") counts only where people came to harm


def find(tokens: Sequence[Token], dates: frozenset[int]) -> list[Phrase]:
    """All numbers with their nouns, in order; "no" and articles where a noun of people follows."""
    counted = [
        _phrase(tokens, n)
        for n in numerals.find(tokens)
        if n.number not in dates and not (n.stop - n.first == 1 and follows(tokens, n.first - 1, ("no", "one")))
    ]
    taken = {k for phrase in counted for k in range(phrase.numeral.first, phrase.stop)}
    for position, token in enumerate(tokens):
        if position in taken:
            continue
        extra = _none(tokens, position) if token.low in NOTHING else _single(tokens, position)
        if extra is not None and taken.isdisjoint(range(extra.numeral.first, extra.stop)):
            counted.append(extra)
            taken.update(range(extra.numeral.first, extra.stop))
    return _apart(sorted(counted, key=lambda phrase: phrase.numeral.number))


def _apart(phrases: list[Phrase]) -> list[Phrase]:
    """Let no phrase reach into the one before: the words between belong to the first."""
    stop, found = 0, []
    for phrase in phrases:
        numeral = replace(phrase.numeral, first=max(phrase.numeral.first, stop))
        if numeral.first <= numeral.number:
            found.append(replace(phrase, numeral=numeral))
            stop = phrase.stop
    return found


def _phrase(tokens: Sequence[Token], numeral: Numeral) -> Phrase:
    """Find the noun that a number counts: the last of a run of nouns, over adjectives and names."""
    before, position = at(tokens, numeral.first - 1), numeral.stop
    if before in MONEY_BEFORE or at(tokens, position) in MONEY_AFTER:
        stop = position + (at(tokens, position) in MONEY_AFTER)
        return Phrase(numeral, stop, Unit.MONEY, "", named=True, firm=True)
    if at(tokens, position) == "of":
        position += 1
        if at(tokens, position) in MONEY_AFTER:
            return Phrase(numeral, position + 1, Unit.MONEY, "", named=True, firm=True)
        if at(tokens, position) in PRONOUNS and at(tokens, position) != "those":
            return Phrase(numeral, position + 1, None, "", named=False, firm=False)
        while at(tokens, position) in DETERMINERS:
            position += 1
        if at(tokens, position) in ADJECTIVES and not _person_next(tokens, position + 1):
            position = numeral.stop  # "dozens of dead and injured": no noun
            return Phrase(numeral, position, None, "", named=False, firm=False)
    elif at(tokens, position) in ("-", "such", "strong"):
        position += 1
    return _noun(tokens, numeral, position)


def _noun(tokens: Sequence[Token], numeral: Numeral, position: int) -> Phrase:
    single = numeral.low == numeral.high == 1
    head: Phrase | None = None
    for k in range(position, min(position + _NOUN_REACH, len(tokens))):
        low = tokens[k].low
        if head is None and low in ADJECTIVES:
            if _person_next(tokens, k + 1):
                continue
            break
        here = _head(tokens, numeral, k, single=single)
        # "children Lebanese TV"
        foreign = head is not None and tokens[k].capital and not tokens[k - 1].capital
        ended = head is not None or low in BREAKS or verbal(low) or not _nominal(tokens, k)
        if foreign or counting(tokens, k) or (here is None and ended):
            break
        if here is not None:
            head = here
    if head is not None:
        return _with_owner(tokens, _modified(tokens, head))
    return _thing(tokens, numeral, position)


def _modified(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Take whose from a noun or adjective before: "four police officers", "six medical workers"."""
    if not phrase.whose:
        return phrase
    inner = (MODIFIERS.get(tokens[k].low) for k in range(phrase.numeral.stop, phrase.stop - 1))
    return replace(phrase, whose=next(filter(None, inner), phrase.whose))


def _person_next(tokens: Sequence[Token], position: int) -> bool:
    """Whether an adjective is followed by people within two words: "wounded persons"."""
    for low in (at(tokens, position), at(tokens, position + 1)):
        if low in BREAKS or low == "others":
            return False
        if low in PERSONS or low in PERSON:
            return True
    return False


def verbal(low: str) -> bool:
    """Whether a word says what befell somebody."""
    return low in PARTICIPLES or low in ACTIVES or low in CONDITIONS


def _nominal(tokens: Sequence[Token], position: int) -> bool:
    return tokens[position].word or tokens[position].text in ("-", '"', "'", "/")


def _head(tokens: Sequence[Token], numeral: Numeral, position: int, *, single: bool) -> Phrase | None:
    """The phrase that ends with this token, if the token is a noun that can be counted."""
    low = tokens[position].low
    if at(tokens, position + 1) == "-" and glued(tokens, position + 1):
        return None  # "rebel-held"
    if low in OUTCOMES and low not in ADJECTIVES:
        return Phrase(numeral, position + 1, OUTCOMES[low], "", named=True, firm=True)
    if low in PERSONS:
        return Phrase(numeral, position + 1, STATES.get(low), PERSONS[low], named=True, firm=False)
    if single and low in PERSON:
        return Phrase(numeral, position + 1, STATES.get(low + "s"), PERSON[low], named=True, firm=False)
    if low in OBJECTS or (single and low + "s" in OBJECTS):
        unit = OBJECTS.get(low) or OBJECTS[low + "s"]
        return Phrase(numeral, position + 1, unit, "", named=True, firm=True)
    return None


def _with_owner(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Take over whose they are: "the bodies of 20 children", "12 members of the police", "lives of men"."""
    if at(tokens, phrase.stop) != "of" or phrase.whose not in ("", "people"):
        return phrase
    if at(tokens, phrase.stop - 1) == "cases":
        return replace(phrase, unit=NOMINALS.get(at(tokens, phrase.stop + 1), phrase.unit))
    for k in range(phrase.stop + 1, min(phrase.stop + 4, len(tokens))):
        whose = PERSONS.get(tokens[k].low) or MODIFIERS.get(tokens[k].low)
        if whose:
            return replace(phrase, whose=whose)
    return phrase


def _thing(tokens: Sequence[Token], numeral: Numeral, position: int) -> Phrase:
    """Something that no list knows: a plural noun within three words of the number."""
    for k in range(position, min(position + 3, len(tokens))):
        low = tokens[k].low
        if low in BREAKS or verbal(low) or low in ADJECTIVES or not tokens[k].word:
            break
        if tokens[k].capital or counting(tokens, k):
            break
        if low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "is", "selves")):
            k += at(tokens, k + 1).endswith("s") and at(tokens, k + 1) not in BREAKS
            return _with_owner(tokens, Phrase(numeral, k + 1, Unit.THINGS, "", named=True, firm=False))
    return Phrase(numeral, numeral.stop, None, "", named=False, firm=False)


def _none(tokens: Sequence[Token], position: int) -> Phrase | None:
    """Nobody: "no casualties", "without any injuries", "no civilians were hurt"."""
    if at(tokens, position) == "nobody":
        zero = Numeral(position, position, position + 1, 0, 0)
        return Phrase(zero, position + 1, None, "", named=True, firm=False, whole=False)
    skip = position + 1 + (at(tokens, position + 1) in ("any", "immediate", "reported", "further", "human"))
    zero = Numeral(position, position, skip, 0, 0)
    for k in range(skip, min(skip + 3, len(tokens))):
        head = _head(tokens, zero, k, single=False) or _head(tokens, zero, k, single=True)
        if head is not None and (head.unit in HUMAN or head.unit is None):
            return head if head.firm else replace(head, whole=False)
    if at(tokens, position) == "no" and at(tokens, position + 1) in ("one", "body"):
        return Phrase(zero, position + 2, None, "", named=True, firm=False, whole=False)
    return None


def _single(tokens: Sequence[Token], position: int) -> Phrase | None:
    """One or two people: "a woman", "another child", "both pilots"."""
    low = tokens[position].low
    if low == "both":
        pair = _noun(tokens, Numeral(position, position, position + 1, 2, 2), position + 1)
        return replace(pair, whole=False) if pair.named and not pair.firm else None
    if low not in ("a", "an", "another"):
        return None
    numeral = Numeral(position, position, position + 1, 1, 1)
    for k in range(position + 1, min(position + _NOUN_REACH, len(tokens))):
        word = tokens[k].low
        head = _head(tokens, numeral, k, single=True)
        if head is not None and word in PERSON:
            last = _last_single(tokens, head)
            return replace(last, whole=False) if _ends(tokens, last.stop) else None
        if word in BREAKS or verbal(word) and word not in ADJECTIVES or word == "of":
            return None
        if word in PERSONS and at(tokens, k + 1) in PERSON:
            continue  # "a staff member"
        if head is not None or word in PERSONS or not (tokens[k].word or word == "-" or word.isdigit()):
            return None
    return None


def _ends(tokens: Sequence[Token], position: int) -> bool:
    """Whether a noun phrase can end before a position: "a terrorist rocket" goes on after "terrorist"."""
    low = at(tokens, position)
    return not low.isalpha() or low in BREAKS or low in OBJECT_FREE or low in LIGHT or verbal(low) or low == "of"


def _last_single(tokens: Sequence[Token], head: Phrase) -> Phrase:
    """The last of several nouns for one person: "a police officer", "a girl child"."""
    following = _head(tokens, head.numeral, head.stop, single=True) if head.stop < len(tokens) else None
    return replace(following, whose=head.whose) if following and at(tokens, head.stop) in PERSON else head
