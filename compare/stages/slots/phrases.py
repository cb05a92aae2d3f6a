"""Numbers with the nouns that they count: "at least 20 air strikes", "a woman", "no casualties"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compare.lexicon.numbers import MONEY_AFTER, MONEY_BEFORE
from compare.lexicon.parties import IRREGULARS, PARTIES
from compare.lexicon.units import (
    ACTIVES,
    ADJECTIVES,
    AID,
    ARMIES,
    BE,
    BREAKS,
    CONDITIONS,
    DETERMINERS,
    HAVE,
    HUMAN,
    LIGHT,
    MODIFIERS,
    NOMINALS,
    NOTHING,
    OBJECT_FREE,
    OBJECTS,
    OPPOSED,
    OUTCOMES,
    PARTICIPLES,
    PERSON,
    PERSONS,
    PRONOUNS,
    STATES,
    SUFFERING,
)
from compare.stages.slots import numerals
from compare.stages.slots.numerals import Numeral, counting
from compare.stages.slots.tokens import Token, at, by_first, follows, glued, longest
from compare.types import Unit

_NOUN_REACH = 8  # tokens from a number to its noun; a convention, generous for news prose
_OWNER_REACH = 6  # tokens from "of" to whose members they are; a convention
_IRREGULARS = by_first(name for name, key in PARTIES.items() if key in IRREGULARS)
_RANKS = frozenset("leaders commanders officers members".split())  # of those named before: "fighters and leaders"
_MEMBERS = frozenset("member members element elements".split())
SERVING = frozenset("member members staff staffer staffers volunteer volunteers worker workers".split())
_LEADERS = frozenset("leader leaders chief chiefs emir emirs men".split())  # fighters where their group is named
_ARMED = frozenset("group groups faction factions organization organizations organisation organisations cell".split())
_VERBS_OF_SPEECH = frozenset("said say says reported told announced added".split())


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
    them: bool = False  # it is of people named before: "two of them", "five of the dead"


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
        if token.low in NOTHING:
            extras = _none(tokens, position)
        else:
            extras = _persons(tokens, position, opening=position == 0 or position - 1 in dates)
        for extra in extras:
            if taken.isdisjoint(range(extra.numeral.first, extra.stop)):
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
            return _described(tokens, Phrase(numeral, position + 1, None, "", named=False, firm=False, them=True))
        if at(tokens, position) in ("the", "those") and at(tokens, position + 1) in _HARMED:
            if not _person_next(tokens, position + 2):
                unit = _HARMED[at(tokens, position + 1)]
                return _described(tokens, Phrase(numeral, position + 2, unit, "", named=True, firm=True, them=True))
        while at(tokens, position) in DETERMINERS:
            position += 1
        if at(tokens, position) in ADJECTIVES and not _person_next(tokens, position + 1):
            position = numeral.stop  # "dozens of dead and injured": no noun
            return Phrase(numeral, position, None, "", named=False, firm=False)
    elif at(tokens, position) in ("-", "such", "strong"):
        position += 1
    return _noun(tokens, numeral, position)


_HARMED = {word: unit for words in (OUTCOMES, CONDITIONS, PARTICIPLES) for word, unit in words.items()}


def _described(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Take whose from what a part is said to be: "two of them children", "five of the dead were women"."""
    position = phrase.stop
    while at(tokens, position) in _PREDICATING:
        position += 1
    told = any(tokens[k].low in BE for k in range(phrase.stop, position))
    reach = _PREDICATE_REACH if told else 1  # "were Syrian rebel fighters"
    for k in range(position, min(position + reach, len(tokens))):
        whose = PERSONS.get(tokens[k].low) or PERSON.get(tokens[k].low)
        if MODIFIERS.get(tokens[k].low) and at(tokens, k + 1) in PERSONS:
            whose, k = MODIFIERS[tokens[k].low], k + 1  # "two of them aid workers"
        more = at(tokens, k + 1) in PERSONS or at(tokens, k + 1) in PERSON  # "rebel" is no noun yet
        if whose and not (told and more):
            return replace(phrase, whose=whose, stop=phrase.stop if told else k + 1)
        if tokens[k].low in BREAKS or verbal(tokens[k].low) or not tokens[k].word:
            break
    return phrase


_PREDICATING = frozenset("were are was is a an all believed said thought to be".split())  # "were said to be civilians"
_PREDICATE_REACH = 4  # tokens up to the noun; a convention


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
        if head is not None and here is not None and at(tokens, k + 1) in _VERBS_OF_SPEECH:
            break  # "four civilians residents said": the comma is lost
        if here is not None:
            head = here
    if head is not None:
        return _bounded(tokens, _mixed(tokens, _with_owner(tokens, _modified(tokens, head))))
    return _thing(tokens, numeral, position)


def _modified(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Take whose from a word before the noun: "four police officers", "six medical workers", "ten IS members"."""
    noun, inner = at(tokens, phrase.stop - 1), range(phrase.numeral.stop, phrase.stop - 1)
    if phrase.whose in ("fighters", "people") and any(_army(tokens, k) for k in inner):
        return replace(phrase, whose="soldiers") if noun in _MEMBERS or phrase.whose == "fighters" else phrase
    if noun in _MEMBERS | _LEADERS and any(longest(tokens, k, _IRREGULARS) for k in inner):
        return replace(phrase, whose="fighters")
    if not phrase.whose:
        return phrase
    if noun in SERVING and any(tokens[k].low in AID or follows(tokens, k, ("civil", "defence")) for k in inner):
        return replace(phrase, whose="medics")  # "MSF staff", but not "MSF patients"
    return replace(phrase, whose=next(filter(None, (MODIFIERS.get(tokens[k].low) for k in inner)), phrase.whose))


def _army(tokens: Sequence[Token], position: int) -> bool:
    """Whether a word stands for a state's forces: "regime", but not "anti-regime"."""
    opposed = at(tokens, position - 1) == "-" and at(tokens, position - 2) in OPPOSED
    return not ARMIES.isdisjoint((tokens[position].low, tokens[position].low.removesuffix("s"))) and not opposed


def _mixed(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Call several kinds under one number people: "20 soldiers guards and staff"."""
    nouns = {PERSONS.get(tokens[k].low) for k in range(phrase.numeral.stop, phrase.stop)} - {None, "", "people"}
    apart = counting(tokens, phrase.stop + 1) or at(tokens, phrase.stop + 1) in ("a", "an", "another")
    if at(tokens, phrase.stop) in ("and", "or", "&") and not apart:
        second = phrase.stop + 1 + (at(tokens, phrase.stop + 2) in PERSONS)
        told = at(tokens, second + 1) in _VERBS_OF_SPEECH  # "… civilians and activists said"
        nouns.add(None if told or at(tokens, second) in _RANKS else PERSONS.get(at(tokens, second)))
    kinds = nouns - {None}
    if kinds == {"soldiers", "fighters"}:
        return replace(phrase, whose="soldiers")  # an army and its allies: one number is seldom of both sides
    return replace(phrase, whose="people") if len(kinds) > 1 and phrase.whose != "police" else phrase


def _bounded(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Apply what stands after the noun: "70 people at least", "ten people or more"."""
    if follows(tokens, phrase.stop, ("at", "least")) or follows(tokens, phrase.stop, ("or", "more")):
        if counting(tokens, phrase.stop + 2):
            return phrase  # "at least" is of the next number
        return replace(phrase, numeral=replace(phrase.numeral, high=None), stop=phrase.stop + 2)
    return phrase


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
    text = tokens[position].text
    if text in ("(", "["):  # "23 ISIS (Daesh) militants"
        after = position + 3
        return at(tokens, position + 2) in (")", "]") and after < len(tokens) and tokens[after].text.islower()
    return (
        tokens[position].word
        or text in ("-", '"', "'", "/")
        or (text in (")", "]") and at(tokens, position - 2) in ("(", "["))
    )


def _head(tokens: Sequence[Token], numeral: Numeral, position: int, *, single: bool) -> Phrase | None:
    """The phrase that ends with this token, if the token is a noun that can be counted."""
    low = tokens[position].low
    if at(tokens, position + 1) == "-" and glued(tokens, position + 1):
        return None  # "rebel-held"
    if low in OUTCOMES and low not in ADJECTIVES:
        return Phrase(numeral, position + 1, OUTCOMES[low], "", named=True, firm=True)
    if low in PERSONS:
        return Phrase(numeral, position + 1, STATES.get(low), PERSONS[low], named=True, firm=False)
    mistyped = at(tokens, position + 1) in PARTICIPLES and numeral.low > 1  # "30 Terrorist Killed"
    if (single or mistyped) and low in PERSON:
        return Phrase(numeral, position + 1, STATES.get(low + "s"), PERSON[low], named=True, firm=False)
    if low in OBJECTS or (single and low + "s" in OBJECTS):
        unit = OBJECTS.get(low) or OBJECTS[low + "s"]
        return Phrase(numeral, position + 1, unit, "", named=True, firm=True)
    return None


def _with_owner(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Take over whose they are: "the bodies of 20 children", "12 members of the police", "lives of men"."""
    ranked = at(tokens, phrase.stop) in ("and", "or") and at(tokens, phrase.stop + 1) in _RANKS
    end = phrase.stop + 2 * ranked  # "members and commanders of"
    joint = at(tokens, end)
    if phrase.whose not in ("", "people") or not (joint == "of" or (phrase.firm and joint in ("among", "on"))):
        return phrase
    if at(tokens, phrase.stop - 1) == "cases":
        return replace(phrase, unit=NOMINALS.get(at(tokens, phrase.stop + 1), phrase.unit))
    for k in range(end + 1, min(end + 1 + _OWNER_REACH, len(tokens))):
        irregular = longest(tokens, k, _IRREGULARS)
        whose = PERSONS.get(tokens[k].low) or MODIFIERS.get(tokens[k].low)
        if irregular and at(tokens, k + irregular) not in PERSONS:
            whose = "fighters"
        elif _army(tokens, k):
            whose = "soldiers"
        elif tokens[k].low in _ARMED and at(tokens, phrase.stop - 1) in _MEMBERS | _LEADERS:
            whose = "" if at(tokens, k + 1) == "of" else "fighters"
        if whose:
            return replace(phrase, whose=whose)
        if tokens[k].low in _OWNER_ENDS or verbal(tokens[k].low):
            return phrase
    return phrase


_OWNER_ENDS = BREAKS - {"the", "a", "an", "some"}


def _thing(tokens: Sequence[Token], numeral: Numeral, position: int) -> Phrase:
    """Something that no list knows: a plural noun within three words of the number."""
    for k in range(position, min(position + 3, len(tokens))):
        low = tokens[k].low
        if low in BREAKS or verbal(low) or low in ADJECTIVES or low in SUFFERING or not tokens[k].word:
            break
        if tokens[k].capital or counting(tokens, k):
            break
        if low.endswith("s") and len(low) > 3 and not low.endswith(("ss", "us", "is", "selves")):
            k += at(tokens, k + 1).endswith("s") and at(tokens, k + 1) not in BREAKS
            return _with_owner(tokens, Phrase(numeral, k + 1, Unit.THINGS, "", named=True, firm=False))
    band = longest(tokens, position, _IRREGULARS) if position < len(tokens) and tokens[position].capital else 0
    if band and (at(tokens, position + band) in BREAKS or verbal(at(tokens, position + band))):
        return Phrase(numeral, position + band, None, "fighters", named=True, firm=False)  # "14 Hezbollah were"
    bare = Phrase(numeral, numeral.stop, None, "", named=False, firm=False)
    if at(tokens, numeral.stop) in BE:
        return _described(tokens, bare)  # "of whom 12 were civilians"
    return _with_owner(tokens, bare)  # "five of the Nusra Front"


def _none(tokens: Sequence[Token], position: int) -> Iterator[Phrase]:
    """Nobody: "no casualties", "without any injuries", "no civilians were hurt"."""
    if at(tokens, position) == "nobody":
        zero = Numeral(position, position, position + 1, 0, 0)
        yield Phrase(zero, position + 1, None, "", named=True, firm=False, whole=False)
        return
    skip = position + 1 + (at(tokens, position + 1) in ("any", "immediate", "reported", "further", "human"))
    zero = Numeral(position, position, skip, 0, 0)
    for k in range(skip, min(skip + 3, len(tokens))):
        if tokens[k].low in _TOLD or at(tokens, k + 1) in _TOLD:
            return  # "no details of casualties": what is not told, and not nobody
        if tokens[k].low in _SEEN:
            return  # "no visible injuries": what a body shows, and no toll
        head = _head(tokens, zero, k, single=False) or _head(tokens, zero, k, single=True)
        if head is not None and (head.unit in HUMAN or head.unit is None):
            yield head if head.firm else replace(head, whole=False)
            return
    if at(tokens, position) == "no" and at(tokens, position + 1) in ("one", "body"):
        yield Phrase(zero, position + 2, None, "", named=True, firm=False, whole=False)


_TOLD = frozenset("details detail toll figure figures word information confirmation".split())
_SEEN = frozenset("visible obvious apparent external outward".split())


def _persons(tokens: Sequence[Token], position: int, *, opening: bool) -> Iterator[Phrase]:
    """Single people from a position on: "a woman", "a man woman and child", in a headline "Child killed"."""
    phrase = _single(tokens, position)
    if phrase is None and opening:
        phrase = _headlined(tokens, position)
    while phrase is not None:
        yield phrase
        position = phrase.stop
        while at(tokens, position) in (",", "and"):
            position += 1
        listed = phrase.numeral.low == 1 and at(tokens, position) in _HUMANS and _ends(tokens, position + 1)
        phrase = _bare(tokens, position, position + 1) if listed else None


def _headlined(tokens: Sequence[Token], first: int) -> Phrase | None:
    """One person whose article a headline leaves out: "Child killed", "Syrian soldier wounded"."""
    for k in range(first, min(first + _HEADLINE_REACH, len(tokens))):
        if at(tokens, k) in PERSON and at(tokens, k + 1) not in PERSON:
            low = at(tokens, k + 1)
            return _bare(tokens, first, k + 1) if low in PARTICIPLES or low in ("dead", "dies") else None
        if not tokens[k].word or tokens[k].low in BREAKS or verbal(tokens[k].low):
            return None
    return None


def _bare(tokens: Sequence[Token], first: int, stop: int) -> Phrase:
    one = Numeral(first, first, first + 1, 1, 1)
    whose = next((PERSON[tokens[k].low] for k in range(stop - 1, first - 1, -1) if PERSON.get(tokens[k].low)), "")
    return _modified(tokens, Phrase(one, stop, None, whose, named=True, firm=False, whole=False))


_HEADLINE_REACH = 4  # words of a headline up to its noun; a convention
# Each is a person of its own, side by side: "a man woman and child"; "a girl child" is one.
_HUMANS = frozenset("man woman child boy girl baby infant toddler civilian soldier".split())


def _single(tokens: Sequence[Token], position: int) -> Phrase | None:
    """One or two people: "a woman", "another child", "both pilots"."""
    low = tokens[position].low
    if low == "both":
        pair = _noun(tokens, Numeral(position, position, position + 1, 2, 2), position + 1)
        two = pair.named and pair.unit is None and at(tokens, pair.stop) != "and"  # "both civilians and rebels"
        return replace(pair, whole=False) if two else None
    if low not in ("a", "an", "another"):
        return None
    numeral = Numeral(position, position, position + 1, 1, 1)
    following = at(tokens, position + 1)
    if low == "another" and (following in BE or following in HAVE or following in _HARMED):
        return Phrase(numeral, position + 1, None, "", named=False, firm=False, whole=False)
    for k in range(position + 1, min(position + _NOUN_REACH, len(tokens))):
        word = tokens[k].low
        head = _head(tokens, numeral, k, single=True)
        if head is not None and word in PERSON:
            last = _last_single(tokens, head)
            ended = _ends(tokens, last.stop) or at(tokens, last.stop) in _HUMANS
            one = _modified(tokens, replace(last, unit=None, whole=False))
            return _with_owner(tokens, one) if ended else None
        if word in BREAKS or verbal(word) and word not in ADJECTIVES or word == "of":
            return None
        if (head is not None or word in PERSONS) and at(tokens, k + 1) in PERSON:
            continue  # "a staff member", "a hospital worker"
        if head is not None or word in PERSONS or not (tokens[k].word or word == "-" or word.isdigit()):
            return None
    return None


def _ends(tokens: Sequence[Token], position: int) -> bool:
    """Whether a noun phrase can end before a position: "a terrorist rocket" goes on after "terrorist"."""
    low = at(tokens, position)
    return not low.isalpha() or low in BREAKS or low in OBJECT_FREE or low in LIGHT or verbal(low) or low == "of"


def _last_single(tokens: Sequence[Token], head: Phrase) -> Phrase:
    """The last of several nouns for one person: "a police officer", "a girl child"."""
    noun = at(tokens, head.stop)
    following = _head(tokens, head.numeral, head.stop, single=True) if head.stop < len(tokens) else None
    if following is None or noun not in PERSON or (noun in _HUMANS and head.whose != following.whose):
        return head
    return following if head.whose in ("", "people") else replace(following, whose=head.whose)
