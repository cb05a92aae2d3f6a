"""Numbers in a sentence as closed intervals, before anyone asks what they count.

Years, dates, clock times, ages, measures, names with a number and parts of words are left out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.lexicon.numbers import (
    ABOUT,
    AGES,
    APPROXIMATION,
    AT_LEAST,
    BELOW_NEXT,
    CARDINALS,
    LESS,
    MEASURES,
    MORE,
    NAMING,
    NEARLY,
    PLURALS,
    QUALIFIERS,
    SCALES,
    SEVERAL,
    UP_TO,
    YEAR_CUES,
)
from compare.lexicon.units import CONDITIONS, PARTICIPLES, PERSONS
from compare.stages.slots.tokens import Token, at, follows, glued

_LONGEST_COUNT = 10  # digits; longer ones are telephone numbers and ids
_LARGEST = 10**13  # beyond it, number words in a row are no number
_YEARS = range(1900, 2101)  # a bare number in here without a noun is taken for a year
_DASHES = ("-", "–", "—")
_QUALIFIERS = {  # by last word, in the order of the list
    last: tuple(entry for entry in QUALIFIERS if entry[0][-1] == last)
    for last in {words[-1] for words, _ in QUALIFIERS}
}
_QUARTER = ("a", "quarter", "of", "a")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number word or figure with the words that bound it; positions of tokens, end excluded."""

    first: int  # of the qualifier, or of the number where there is none
    number: int  # of the number itself
    stop: int
    low: float
    high: float | None
    figure: bool = False  # written in digits


def counting(tokens: Sequence[Token], position: int) -> bool:
    """Whether a number, or "at least" before one, begins at a position."""
    low = at(tokens, position)
    vague = low in CARDINALS or low in PLURALS or low in SEVERAL or low in SCALES
    return low[:1].isdigit() or vague or follows(tokens, position, ("at", "least"))


def find(tokens: Sequence[Token]) -> tuple[Numeral, ...]:
    """Find the counts in a sentence, in order and not overlapping."""
    found: list[Numeral] = []
    position = 0
    while position < len(tokens):
        numeral = _range(tokens, position)
        if numeral is None:
            position += 1
            continue
        position = numeral.stop
        if not _measure(tokens, numeral) and not _name(tokens, numeral):
            found.append(_bounded(tokens, numeral))
    return tuple(found)


def _range(tokens: Sequence[Token], position: int) -> Numeral | None:
    """A number, or two that bound an interval: "20-30", "20 to 30", "between 20 and 30"."""
    one = _number(tokens, position)
    if one is None:
        return None
    joint = at(tokens, one.stop)
    before = at(tokens, position - 1)
    dash = joint in _DASHES and glued(tokens, one.stop) and glued(tokens, one.stop + 1)
    if not (dash or joint in ("to", "or") or (joint == "and" and before == "between")):
        return one
    two = _number(tokens, one.stop + 1)
    if two is None or two.high is None or one.high is None or two.low <= one.low:
        return one
    if before == "from":  # "rose from 15 to 20": the first number is history
        return replace(two, first=position)
    first = position - 1 if before == "between" else position
    return Numeral(first, position, two.stop, one.low, two.high, one.figure and two.figure)


def _number(tokens: Sequence[Token], position: int) -> Numeral | None:
    if position >= len(tokens):
        return None
    if tokens[position].text[0].isdigit():
        return _figure(tokens, position)
    return _vague(tokens, position) or _words(tokens, position)


def _figure(tokens: Sequence[Token], position: int) -> Numeral | None:
    """Digits, with thousands set off by commas or spaces, and a scale: "1 500", "1.5 million"."""
    token = tokens[position]
    if _inside_word(tokens, position) or ":" in token.text:
        return None
    text, stop = token.text, position + 1
    if len(text) <= 3 and not text.startswith("0"):
        while _group(tokens, stop) and tokens[stop - 1].end + 1 == tokens[stop].start:
            text, stop = text + tokens[stop].text, stop + 1
    plain = text.replace(",", "")
    if len(plain) > _LONGEST_COUNT or plain.count(".") > 1 or plain.startswith("0"):
        return None
    value = float(plain)
    scale = SCALES.get(at(tokens, stop))
    if scale:
        value, stop = value * scale, stop + 1
    if not value.is_integer():
        return None
    return Numeral(position, position, stop, value, value, figure=True)


def _group(tokens: Sequence[Token], position: int) -> bool:
    """Whether three digits alone stand at a position: the rest of a number written "1 500"."""
    return position < len(tokens) and len(tokens[position].text) == 3 and tokens[position].text.isdigit()


def _inside_word(tokens: Sequence[Token], position: int) -> bool:
    """Whether a figure is part of a name or code: "M5", "F-16", "UTC+3", "#3"."""
    if not glued(tokens, position):
        return position + 1 < len(tokens) and glued(tokens, position + 1) and tokens[position + 1].word
    before = tokens[position - 1]
    if before.word or before.text in "+#/_@&=:":
        return True
    return before.text in _DASHES and glued(tokens, position - 1) and not tokens[position - 2].text[0].isdigit()


def _words(tokens: Sequence[Token], position: int) -> Numeral | None:
    """Number words: "twenty-three", "two hundred and five", "a dozen", "half a million"."""
    if follows(tokens, position, ("half", "a")) and at(tokens, position + 2) in SCALES:
        value = SCALES[at(tokens, position + 2)] / 2
        return Numeral(position, position, position + 3, value, value)
    if follows(tokens, position, _QUARTER) and at(tokens, position + 4) in SCALES:
        value = SCALES[at(tokens, position + 4)] / 4
        return Numeral(position, position, position + 5, value, value)
    if at(tokens, position) in ("a", "an") and at(tokens, position + 1) in SCALES:
        return _round(tokens, position)
    total, part, stop = 0, None, position
    while stop < len(tokens):
        low = at(tokens, stop)
        if low in CARDINALS and (part is None or _fits(part, CARDINALS[low])):
            part, stop = (part or 0) + CARDINALS[low], stop + 1
        elif low in SCALES and total + (part or 1) * SCALES[low] <= _LARGEST and (part or stop == position):
            part, stop = (part or 1) * SCALES[low], stop + 1
            if part >= 1000:
                total, part = total + part, 0
        elif low in ("-", "and") and part and stop > position and _continues(tokens, stop + 1, part):
            stop += 1
        else:
            break
    if stop == position:
        return None
    value = total + (part or 0)
    return Numeral(position, position, stop, value, value)


def _fits(part: int, more: int) -> bool:
    """Whether a number word can follow in the same number: "twenty three", not "six seven"."""
    if part % 100 == 0:
        return True
    return part % 100 in range(20, 100, 10) and more < 10


def _continues(tokens: Sequence[Token], position: int, part: int) -> bool:
    """Whether a hyphen or "and" is inside a number: "twenty-three", "two hundred and five"."""
    value = CARDINALS.get(at(tokens, position))
    if value is None or not _fits(part, value):
        return False
    return part % 100 != 0 if at(tokens, position - 1) == "-" else part % 100 == 0


def _round(tokens: Sequence[Token], position: int) -> Numeral:
    """Read "a dozen", "a hundred"."""
    value = SCALES[at(tokens, position + 1)]
    return Numeral(position, position, position + 2, value, value)


def _vague(tokens: Sequence[Token], position: int) -> Numeral | None:
    """Read "dozens", "tens of thousands", "several hundred", "a few"."""
    low = at(tokens, position)
    if low in PLURALS:
        least, most = PLURALS[low]
        scale = at(tokens, position + 2).removesuffix("s")
        if at(tokens, position + 1) == "of" and at(tokens, position + 2) in PLURALS and scale in SCALES:
            value, most = SCALES[scale], BELOW_NEXT.get(low, most)
            return Numeral(position, position, position + 3, least * value, (most + 1) * value - 1)
        return Numeral(position, position, position + 1, least, most)
    article = low in ("a", "quite", "very") and at(tokens, position + 1) in ("few", "couple", "handful")
    start = position + 1 if article else position
    word = at(tokens, start)
    if "as" in (at(tokens, start - 1), at(tokens, start + 1)) or at(tokens, start + 1) in PLURALS:
        return None  # "as many as 30", "many hundreds": the number comes after
    if word not in SEVERAL or (word in ("couple", "handful") and not article):
        return None
    fewest, utmost = SEVERAL[word]
    unit = SCALES.get(at(tokens, start + 1), 1)
    stop = start + (2 if unit > 1 else 1)
    return Numeral(position, position, stop, fewest * unit, utmost * unit)


def _measure(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether the number is of time, distance, weight or share, or an age or a compound ("48-hour")."""
    after = at(tokens, numeral.stop)
    if after in _DASHES and glued(tokens, numeral.stop) and glued(tokens, numeral.stop + 1):
        return at(tokens, numeral.stop + 1) not in ("strong", "member")
    if after in ("more", "full", "long", "whole", "or") and at(tokens, numeral.stop + 1) in MEASURES:
        return True
    if after in ("a", "per", "each", "every") and at(tokens, numeral.stop + 1) in MEASURES:
        return True  # a rate: "200 a month"
    return after in MEASURES or at(tokens, numeral.first - 1) in AGES or at(tokens, numeral.first - 2) in AGES


def _name(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether the number is a year, a clock time, an item of a list or part of a name."""
    before, after = at(tokens, numeral.number - 1), at(tokens, numeral.stop)
    if not numeral.figure:
        return False
    if before in NAMING:
        return True
    if numeral.number == 0 and after in (".", ")", ":"):
        return True
    if after == "/" or before == "/" or (before == "at" and len(tokens[numeral.number].text) == 4):
        return True
    plain = len(tokens[numeral.number].text) == 4 and numeral.stop == numeral.number + 1
    return plain and int(numeral.low) in _YEARS and not _counts(tokens, numeral.stop, before)


def _counts(tokens: Sequence[Token], position: int, before: str) -> bool:
    """Whether a noun follows that makes "2000" a count and no year."""
    low = at(tokens, position)
    if low in PERSONS or low in PARTICIPLES or low in CONDITIONS:
        return True
    plural = low.endswith("s") and low.isalpha() and tokens[position].text.islower()
    return plural and before not in YEAR_CUES


def _bounded(tokens: Sequence[Token], numeral: Numeral) -> Numeral:
    """Apply the words before and after a number: "at least", "some", "or more"."""
    if follows(tokens, numeral.stop, ("or", "more")):
        numeral = replace(numeral, stop=numeral.stop + 2, high=None)
    elif at(tokens, numeral.stop) == "+":
        numeral = replace(numeral, stop=numeral.stop + 1, high=None)
    elif follows(tokens, numeral.stop, ("or", "so")):
        numeral = replace(_about(numeral), stop=numeral.stop + 2)
    bare = numeral.first
    while True:
        ending = _QUALIFIERS.get(at(tokens, numeral.first - 1), ())
        match = next(((w, effect) for w, effect in ending if follows(tokens, numeral.first - len(w), w)), None)
        if match is None:
            return _about(numeral) if numeral.first == bare and _rounded(tokens, numeral) else numeral
        numeral = replace(_effect(numeral, match[1]), first=numeral.first - len(match[0]))


def _rounded(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Whether a number is a round figure, "a hundred" or more, and so about that many."""
    article = at(tokens, numeral.number) in ("a", "an") and at(tokens, numeral.number + 1) in SCALES
    return article and numeral.stop == numeral.number + 2 and numeral.low > SCALES["dozen"]


def _effect(numeral: Numeral, effect: str) -> Numeral:
    exact = numeral.low == numeral.high
    match effect:
        case _ if effect == AT_LEAST:
            return replace(numeral, high=None)
        case _ if effect == MORE:
            return replace(numeral, low=numeral.low + 1 if exact else numeral.low, high=None)
        case _ if effect == ABOUT:
            return _about(numeral) if exact else numeral
        case _ if effect == NEARLY:
            return replace(_about(numeral), high=numeral.high) if exact else numeral
        case _ if effect == UP_TO:
            return replace(numeral, low=0)
        case _ if effect == LESS:
            return replace(numeral, low=0, high=numeral.low - 1 if exact else numeral.high)
        case _:
            return numeral


def _about(numeral: Numeral) -> Numeral:
    if numeral.high is None:
        return numeral
    low, high = numeral.low * (1 - APPROXIMATION), numeral.high * (1 + APPROXIMATION)
    return replace(numeral, low=round(low), high=round(high))
