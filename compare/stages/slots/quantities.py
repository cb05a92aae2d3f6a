"""What each number of a sentence counts, of whom, and whether it is a whole or a part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.lexicon.numbers import SEVERAL
from compare.lexicon.units import (
    ACTIVES,
    AID,
    AREA_CUES,
    AREAS,
    ARMIES,
    BE,
    CLAUSE_ENDS,
    CUMULATIVE_CUES,
    GRAVELY,
    HAVE,
    HUMAN,
    JOINED,
    LINES,
    LISTING,
    NOMINALS,
    OBJECTS,
    OUTCOMES,
    PARTICIPLES,
    PERSONS,
    PRONOUNS,
    STATES,
    SUBSET_CLOSERS,
    SUBSET_OPENERS,
)
from compare.stages.slots import phrases
from compare.stages.slots.ahead import SAYING
from compare.stages.slots.outcomes import default, harmed, unit_of
from compare.stages.slots.phrases import SERVING, Phrase, verbal
from compare.stages.slots.tokens import Token, at, by_first, follows, longest, unquoted
from compare.types import Quantity, Scope, Unit

# How many tokens are looked at; conventions, generous for news prose.
_LIST_REACH = 14  # between two numbers of one list
_PARTS = 4  # numbers of parts before "were among" and the whole
_AMONG_REACH = 9  # from a part to "were among", over the rest of its list
_STRUCK_REACH = 6  # from "ambushed" to those ambushed
_SERVICE_REACH = 12  # from an aid service to its staff: a convention
_AFTER_REACH = 14  # from a number to those struck, told after it
_CLAUSE_REACH = 40  # from a number to "so far" or "since", within its clause
_AREA_REACH = 4  # tokens from "across" to the area or the line
_RECENT = 12  # figures of a sentence that a bare number is held against
_OPENER_REACH = 8  # from a part back to "including"

_OPENERS = by_first(SUBSET_OPENERS)
_CLOSERS = by_first(SUBSET_CLOSERS)
_SUMS = by_first(CUMULATIVE_CUES)
_VAGUE = frozenset(SEVERAL)
_APART = frozenset("children women".split())
_STRIKING = frozenset(
    "target targets targeted targeting hit hits hitting strike strikes struck striking attack attacks attacked "
    "attacking raid raids raided shell shells shelled bomb bombs bombed bombing ambush ambushed ambushing "
    "against".split()
)
_PLACING = frozenset("in on at by near inside outside".split())


@dataclass(frozen=True, slots=True)
class _Last:
    """The quantity before the one at hand."""

    phrase: Phrase
    unit: Unit
    part: bool


def read(tokens: Sequence[Token], text: str, dates: frozenset[int], *, before: str = "") -> tuple[Quantity, ...]:
    """Read the quantities of one sentence.

    Args:
        tokens: The tokens of the sentence.
        text: The canonical text that their offsets point into.
        dates: Positions of tokens inside dates, where no number is a quantity.
        before: Whose the people were that the sentence before counted; "others" and "them" are theirs.

    Returns:
        Quantities in the order of the text, spans not overlapping. Percentages, dates, ages, distances
        and numbers in names are left out; so are people and things that are only ordered ("the third").
        Quotation marks part nothing: “neutralised” is read as the word without them.
    """
    kept = unquoted(tokens)
    tokens, dates = [tokens[k] for k in kept], frozenset(new for new, k in enumerate(kept) if k in dates)
    every = phrases.find(tokens, dates)
    found: list[Quantity] = []
    last: _Last | None = None
    for position, phrase in enumerate(every):
        previous = every[position - 1] if position else None
        following = every[position + 1] if position + 1 < len(every) else None
        among = _among(tokens, phrase)
        own = _foremost(tokens, phrase)
        if own is None and not _divided(tokens, previous, phrase):
            own = unit_of(tokens, phrase, previous, following)
        if own is None and among is not None:
            own = _whole(tokens, among, every[position + 1 : position + _PARTS])
        own = own or _included(tokens, phrase) or (_of_many(tokens, phrase) if last is None else None)
        if last is not None and last.unit in HUMAN and _within(tokens, phrase, last):
            own = last.unit
        listed = last is not None and _listed(tokens, last.phrase, phrase)
        part = (
            among is not None
            or _foremost(tokens, phrase) is not None
            or _part(tokens, phrase, last, own=own, listed=listed)
        )
        unit = own or default(phrase)
        if own is None and last is not None and (listed or part) and _inherits(phrase, last):
            unit = last.unit
        if unit is None or _loose(tokens, phrase, unit):
            continue
        whose = phrase.whose or _told_after(tokens, phrase.stop) or _whose(tokens, phrase, found, before)
        phrase = replace(phrase, whose="medics" if _serves(tokens, phrase) else whose)
        last = _Last(phrase, unit, part)
        found.append(_quantity(tokens, text, phrase, unit=unit, part=part))
    return tuple(found)


def _within(tokens: Sequence[Token], phrase: Phrase, last: _Last) -> bool:
    """Whether a number is opened as a part of the one before and nothing of its own is said of it."""
    if phrase.firm or harmed(tokens, phrase) or not phrase.whose:
        return False
    first = phrase.numeral.first
    if _opened(tokens, max(last.phrase.stop, first - _OPENER_REACH), first):
        return True
    return last.part and _listed(tokens, last.phrase, phrase) and at(tokens, phrase.stop) not in BE


def told(found: Sequence[Quantity]) -> str:
    """Whose the people are that a sentence counts, where they are of one kind."""
    kinds = {q.whose for q in found if q.unit in HUMAN and q.scope is not Scope.SUBSET and q.whose}
    return kinds.pop() if len(kinds) == 1 else ""


def _whose(tokens: Sequence[Token], phrase: Phrase, found: Sequence[Quantity], before: str) -> str:
    """Whose the people of a bare number are: those of the whole just counted, if of one kind, or of "them".

    Women and children are counted apart, and a toll sums up.
    """
    first = phrase.numeral.first
    if at(tokens, first - 1) == "to" and at(tokens, first - 2) != "addition":
        return ""
    wholes = [q for q in found[-_RECENT:] if q.unit in HUMAN and q.scope is not Scope.SUBSET and q.whose]
    if not wholes and before and _goes_on(tokens, phrase, before):
        return before
    kinds = {q.whose for q in wholes if q.unit is wholes[-1].unit}
    if len(kinds) == 1 and kinds.isdisjoint(_APART):
        return kinds.pop()
    if not wholes and not phrase.them and (phrase.firm or not phrase.named):
        return _struck(tokens, first) or _to_be_struck(tokens, phrase.stop)
    if wholes or not phrase.them:
        return ""
    nouns = (PERSONS.get(tokens[k].low) for k in range(first - 1, max(first - _CLAUSE_REACH, 0) - 1, -1))
    return next(filter(None, nouns), "")


def _serves(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether staff or volunteers are those of the aid service just told of."""
    if at(tokens, phrase.stop - 1) not in SERVING or phrase.whose != "people":
        return False
    return any(tokens[k].low in AID for k in range(max(phrase.numeral.first - _SERVICE_REACH, 0), phrase.numeral.first))


def _told_after(tokens: Sequence[Token], position: int) -> str:
    """Whose the people are by an apposition or a side: "five, all of them civilians", "12 on the rebel side"."""
    position += at(tokens, position) in BE
    position += verbal(at(tokens, position)) or at(tokens, position) in OUTCOMES
    if follows(tokens, position, ("on", "the")) and at(tokens, position + 3) == "side":
        side = at(tokens, position + 2)
        return "soldiers" if side in ARMIES else PERSONS.get(side + "s", "")
    if follows(tokens, position, ("among", "the")):
        group = at(tokens, position + 2)
        return "soldiers" if group in ARMIES else "" if group in OUTCOMES else PERSONS.get(group, "")
    position += at(tokens, position) in (",", "-", "–", "—", "(")
    if at(tokens, position) != "all":
        return ""
    position += 3 if follows(tokens, position + 1, ("of", "them")) else 1
    return PERSONS.get(at(tokens, position), "")


def _struck(tokens: Sequence[Token], stop: int) -> str:
    """Whose the people are that a sentence says were struck: "targeted civilians …, causing dozens of casualties"."""
    for k in range(stop - 1, max(stop - _CLAUSE_REACH, 0) - 1, -1):
        if PERSONS.get(tokens[k].low) and _object(tokens, k):
            return PERSONS[tokens[k].low]
    return ""


def _to_be_struck(tokens: Sequence[Token], start: int) -> str:
    """Whose the people are that a headline says afterwards were struck: "Dozens killed in attack on rebels"."""
    for k in range(start, min(start + _AFTER_REACH, len(tokens))):
        low = tokens[k].low
        if low in (".", ";"):
            break
        if PERSONS.get(low) and _object(tokens, k) and at(tokens, k + 1) not in SAYING:
            return PERSONS[low]
    return ""


def _object(tokens: Sequence[Token], position: int) -> bool:
    """Whether a verb of attack stands before a noun, over "a group of" and the like, and not "by"."""
    for k in range(position - 1, max(position - _STRUCK_REACH, 0) - 1, -1):
        low = tokens[k].low
        if low in _STRIKING:
            return True
        place = Unit.PLACES in (OBJECTS.get(low), OBJECTS.get(low + "s"))  # "on a clinic for militants"
        if low in ("by", "in", "from") or low in CLAUSE_ENDS or place or verbal(low):
            return False
    return False


def _goes_on(tokens: Sequence[Token], phrase: Phrase, before: str) -> bool:
    """Whether a number is of the people that the sentence before counted: "One of them", "Another 50", "killing 9"."""
    first = phrase.numeral.first
    another = "another" in (at(tokens, first), at(tokens, first - 1))
    if phrase.them or (first == 0 and not phrase.named and not another):
        return True
    more = at(tokens, phrase.stop - 1) == "others" or at(tokens, phrase.stop) in ("others", "more")
    return before not in _APART and (more or another or not phrase.named)


def _inherits(phrase: Phrase, last: _Last) -> bool:
    """Whether a number can take over what befell the people of the number before."""
    return not phrase.firm and phrase.unit is not Unit.THINGS and (last.unit in HUMAN or not phrase.named)


def _quantity(tokens: Sequence[Token], text: str, phrase: Phrase, *, unit: Unit, part: bool) -> Quantity:
    start, end = tokens[phrase.numeral.first].start, tokens[phrase.stop - 1].end
    scope = Scope.SUBSET if part else Scope.CUMULATIVE if _cumulative(tokens, phrase) else Scope.TOTAL
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        low=float(phrase.numeral.low),
        high=None if phrase.numeral.high is None else float(phrase.numeral.high),
        unit=unit,
        whose=phrase.whose if unit in HUMAN else "",
        scope=scope,
    )


def _loose(tokens: Sequence[Token], phrase: Phrase, unit: Unit) -> bool:
    """Whether a number word only gestures: "one of the reasons", "many parts", "a man" met in passing."""
    word = tokens[phrase.numeral.stop - 1].low
    if not phrase.whole and unit not in HUMAN - {Unit.PEOPLE, Unit.DISPLACED}:
        return True
    if word == "one" and at(tokens, phrase.numeral.stop) == "of":
        return phrase.unit is Unit.THINGS or unit in (Unit.PEOPLE, Unit.PLACES, Unit.STRIKES)
    return (word in _VAGUE or word == "one") and unit in (Unit.THINGS, Unit.PLACES, Unit.PEOPLE)


def _listed(tokens: Sequence[Token], last: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase continues the list of the one before: "two women and", "three soldiers, "."""
    between = range(last.stop, phrase.numeral.first)
    if len(between) > _LIST_REACH:
        return False
    if not phrase.named and at(tokens, phrase.stop) in _PLACING:  # "on Friday and two on Saturday", "in X, two in Y"
        placed = not any(verbal(tokens[k].low) or tokens[k].low in BE or tokens[k].low in HAVE for k in between)
        if at(tokens, phrase.numeral.first - 1) == "and" or (placed and _named(tokens, phrase.stop + 1)):
            return True
    if any(follows(tokens, phrase.numeral.first - len(words), words) for words in JOINED):
        return True
    position, joined = last.stop, not between
    while position < phrase.numeral.first:
        low = tokens[position].low
        opener = longest(tokens, position, _OPENERS)
        if opener:
            position, joined = position + opener, True
            continue
        if low in CLAUSE_ENDS or (verbal(low) and not joined) or low in BE or low in HAVE:
            return False
        joined = joined or low in LISTING
        position += 1
    return joined or phrase.numeral.first == last.stop


def _broken_down(tokens: Sequence[Token], last: Phrase, phrase: Phrase) -> bool:
    """Whether a number tells how many of those just counted fell at one place: "45 dead: 20 in Aleppo"."""
    placed = at(tokens, phrase.stop) in _PLACING and _named(tokens, phrase.stop + 1) and not phrase.named
    return placed and at(tokens, last.stop) not in _PLACING and phrase.numeral.low < last.numeral.low


def _named(tokens: Sequence[Token], position: int) -> bool:
    """Whether a name stands at a position, with or without its article."""
    position += at(tokens, position) == "the"
    return position < len(tokens) and (tokens[position].capital or at(tokens, position + 1) == "-")


def _part(tokens: Sequence[Token], phrase: Phrase, last: _Last | None, *, own: Unit | None, listed: bool) -> bool:
    """Whether a number is of a part of the people named before or after it."""
    first = phrase.numeral.first
    if at(tokens, first - 1) == "among" and at(tokens, first - 2) in BE:
        return False  # the whole: "six were among 22 people killed"
    if phrase.them and not phrase.firm:  # "two of them critically", but not "killing two of them"
        return own is None or last is None or own is last.unit
    if phrase.them or follows(tokens, phrase.numeral.stop, ("of", "those")):
        return True
    if last is not None and not phrase.named and at(tokens, phrase.stop) in GRAVELY:
        return True
    if last is not None and own is None and _broken_down(tokens, last.phrase, phrase):
        return True
    if follows(tokens, phrase.stop, ("among", "them")) and (last is None or own is None):
        return last is not None
    if phrase.firm or at(tokens, first) == "another" or at(tokens, phrase.stop - 1) in ("other", "others"):
        return False
    start = max(last.phrase.stop if last else 0, first - _OPENER_REACH)
    if last is not None and at(tokens, first - 1) == "(" and last.phrase.stop == first - 1:
        return True  # "two women (a nurse and a clerk)"
    opened = _opened(tokens, start, first)
    return opened or (last is not None and last.part and listed and not _own_harm(tokens, last.phrase, phrase))


def _opened(tokens: Sequence[Token], start: int, first: int) -> bool:
    """Whether "including" or the like stands between two positions, and no verb after it."""
    limit = first - (at(tokens, first - 1) == "and")
    for position in range(start, first):
        size = longest(tokens, position, _OPENERS)
        if size and position + size <= limit and not _closed(tokens, position + size, first):
            return True
    return False


def _among(tokens: Sequence[Token], phrase: Phrase) -> int | None:
    """The token after "were among" where that is said of a phrase: "a man and a woman were among …"."""
    if phrase.firm:
        return None
    if at(tokens, phrase.stop) == "among" and at(tokens, phrase.stop + 1) not in PRONOUNS:
        return phrase.stop + 1
    for position in range(phrase.stop, phrase.stop + _AMONG_REACH):
        size = longest(tokens, position, _CLOSERS)
        if size:
            return position + size
        if position >= len(tokens) or verbal(tokens[position].low) or tokens[position].low in CLAUSE_ENDS:
            return None
    return None


def _divided(tokens: Sequence[Token], previous: Phrase | None, phrase: Phrase) -> bool:
    """Whether a part of them is counted before, of whom alone the rest tells: "15 of the 350 hostages were shot"."""
    first = phrase.numeral.first - (at(tokens, phrase.numeral.first - 1) in ("the", "those"))
    split = previous is not None and previous.stop == first - 1 and at(tokens, first - 1) == "of"
    return split and not phrase.firm and not harmed(tokens, phrase)


def _foremost(tokens: Sequence[Token], phrase: Phrase) -> Unit | None:
    """What befell those among whom a part is that stands after them: "Among the dead were a nurse and two boys"."""
    if phrase.firm or harmed(tokens, phrase):
        return None
    for position in range(phrase.numeral.first - 1, max(0, phrase.numeral.first - _AMONG_REACH), -1):
        low = at(tokens, position)
        if low in BE:
            near = range(position - 2, position - 5, -1)  # "among the dead were", "among the 23 killed was"
            start = next((k for k in near if at(tokens, k) in ("among", "amongst")), None)
            said = at(tokens, position - 1)
            return None if start is None else OUTCOMES.get(said) or PARTICIPLES.get(said) or STATES.get(said)
        if verbal(low) or low in CLAUSE_ENDS:
            return None
    return None


def _included(tokens: Sequence[Token], phrase: Phrase) -> Unit | None:
    """What befell those who "included" a part: "the dead included four women and a nurse"."""
    if phrase.firm:
        return None
    first = phrase.numeral.first
    for position in range(first - 1, max(0, first - _AMONG_REACH), -1):
        low = at(tokens, position)
        if low in ("included", "includes", "include"):
            return OUTCOMES.get(at(tokens, position - 1)) or PARTICIPLES.get(at(tokens, position - 1))
        if verbal(low) or low in CLAUSE_ENDS or low in BE:
            return None
    return None


def _of_many(tokens: Sequence[Token], phrase: Phrase) -> Unit | None:
    """What befell an uncounted whole of which a part is: "many people were killed including two children"."""
    first = phrase.numeral.first
    opener = next((k for k in range(first - 1, max(0, first - 4), -1) if longest(tokens, k, _OPENERS)), None)
    if phrase.firm or not phrase.whose or opener is None:
        return None
    for position in range(opener - 1, max(0, opener - _AMONG_REACH), -1):
        low = at(tokens, position)
        if low in PARTICIPLES or low in ACTIVES:
            mate = at(tokens, position - 2) if at(tokens, position - 1) in ("and", "or") else low
            units = {PARTICIPLES.get(word) or ACTIVES.get(word) for word in (low, mate)} - {None}
            return Unit.CASUALTIES if units == {Unit.DEAD, Unit.WOUNDED} else PARTICIPLES.get(low) or ACTIVES.get(low)
        if low in CLAUSE_ENDS or low in BE:
            return None
    return None


def _whole(tokens: Sequence[Token], position: int, later: Sequence[Phrase]) -> Unit | None:
    """What befell those "among" whom a part is: "… the dead", "… those killed", "… 22 people killed"."""
    position += at(tokens, position) in ("the", "those")
    low = at(tokens, position)
    said = OUTCOMES.get(low) or PARTICIPLES.get(low) or NOMINALS.get(low)
    whole = next((phrase for phrase in later if phrase.numeral.first >= position), None)
    return said or (unit_of(tokens, whole, None, None) if whole else None)


def _closed(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a verb or clause ends between two positions."""
    return any(verbal(token.low) or token.low in CLAUSE_ENDS or token.low == ")" for token in tokens[start:stop])


def _own_harm(tokens: Sequence[Token], last: Phrase, phrase: Phrase) -> bool:
    """Whether the second of a list begins a new count: "including a child and 20 wounded"."""
    return (not phrase.whose and harmed(tokens, phrase)) or _closed(tokens, last.stop, phrase.numeral.first)


def _cumulative(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether words of its clause say that the number adds up over time or over an area."""
    start, stop = phrase.numeral.first, phrase.stop
    while start > max(0, phrase.numeral.first - _CLAUSE_REACH) and tokens[start - 1].low not in CLAUSE_ENDS:
        start -= 1
    while stop < min(len(tokens), phrase.stop + _CLAUSE_REACH) and tokens[stop].low not in CLAUSE_ENDS:
        stop += 1
    return any(_over_area(tokens, k) for k in range(phrase.stop, stop)) or any(
        position + size <= stop
        for position in range(start, stop)
        for size in [longest(tokens, position, _SUMS)]
        if size and not (tokens[position].low == "since" and at(tokens, position - 1) in HAVE)
    )  # "has since lowered it" tells when, not since when


def _over_area(tokens: Sequence[Token], position: int) -> bool:
    """Whether an area is named over which a number is summed: "across Idlib province", "throughout the country"."""
    if at(tokens, position) not in AREA_CUES:
        return False
    near = [at(tokens, k) for k in range(position + 1, position + 1 + _AREA_REACH)]
    return LINES.isdisjoint(near) and (not AREAS.isdisjoint(near) or _named(tokens, position + 1))
