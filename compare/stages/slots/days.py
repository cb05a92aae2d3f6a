"""Days that words name only with the day that a document speaks from: "Monday", "21 August", "last week".

In: the tokens of a sentence, a place in it, and that day. Out: first and last day, how fine they are (0 a day, 1 a
week, 2 a month, 3 a year), and the token after the words. Weeks run from Monday to Sunday; "this month" ends with
the day that the document speaks from, or begins with it where something is announced; "early", "mid" and "late"
are thirds.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from compare.stages.slots.ahead import announced, is_term
from compare.stages.slots.datelines import MONTHS, WEEKDAYS, calendar_day
from compare.stages.slots.tokens import Token, at, glued

# A day without a year may lie this far ahead of the document's day: items are stamped in other time zones.
_AHEAD = timedelta(days=3)
_A_YEAR = timedelta(days=364)  # up to the eve of the same day a year later
_SHORT_DAYS = frozenset(name for name in WEEKDAYS if len(name) < 6)
_UNITS = {  # days
    name: days
    for names, days in (
        ("hour hours", 0),
        ("day days", 1),
        ("week weeks", 7),
        ("month months", 30),
        ("year years", 365),
    )
    for name in names.split()
}
_SMALL = {
    word: value
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "few": 5, "several": 7, "couple": 2, "past": 1, "last": 1}
_LONGEST = 36_500  # days; longer spans ("the past 2000 years") say nothing about news

Days = tuple[date, date, int]


def named_days(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """Read the days that the words from a position on name, seen from the reference day.

    Returns:
        First day, last day and fineness, and the token after the words; None where no such words begin there.
    """
    for reader in (_third, _month, _weekday, _fixed, _relative, _ago, _past, _lasting, _decade, _year):
        match = reader(tokens, position, reference)
        if match is not None:
            return match
    return None


def _third(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """A third of a week, month or year: "late September", "mid-2012", "early next week"."""
    part = at(tokens, position)
    if part not in ("early", "mid", "late"):
        return None
    inner = position + 1 + (at(tokens, position + 1) in ("-", "in"))
    for reader in (_month, _relative, _year):
        match = reader(tokens, inner, reference)
        if match is not None and (match[0][1] - match[0][0]).days >= _WEEK:
            return _cut(part, match[0]), match[1]
    return None


_WEEK = 6  # days from the first to the last of a week


def _cut(part: str, days: Days) -> Days:
    """Ten days of a month, four months of a year, Monday to Wednesday or Thursday to Sunday of a week."""
    first, last, fine = days
    if fine <= 1:
        return (first, first + timedelta(days=2), 1) if part == "early" else (first + timedelta(days=3), last, 1)
    if first.year == last.year and first.month == last.month:
        begins = {"early": 1, "mid": 11, "late": 21}[part]
        ends = begins + 9 if part != "late" else monthrange(first.year, first.month)[1]
        return first.replace(day=begins), first.replace(day=ends), 1
    month = {"early": 1, "mid": 5, "late": 9}[part]
    end = date(first.year, month + 3, monthrange(first.year, month + 3)[1])
    return date(first.year, month, 1), end, 2


def _month(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """Days or a month: "August 21", "21 August", "in April", "December 2015"."""
    low = at(tokens, position).rstrip(".")
    named = position + 1 + (at(tokens, position + 1) in _ORDINAL)
    named += at(tokens, named) == "of" and named > position + 1  # "the 5th of March"
    if is_number(low, 31) and at(tokens, named) in MONTHS and tokens[named].capital:
        dated = _day_month(tokens, position, MONTHS[at(tokens, named)], day=int(low), reference=reference)
        return (dated, named + 1) if dated else None
    if low not in MONTHS or not tokens[position].capital:
        return None
    month = MONTHS[low]
    nxt = position + 1 + (at(tokens, position + 1) == ".")
    day = at(tokens, nxt)
    if is_number(day, 31):
        stop = nxt + 1 + (at(tokens, nxt + 1) in _ORDINAL)
        dated = _day_month(tokens, position, month, day=int(day), reference=reference)
        return (dated, stop) if dated else None
    if day.isdigit() and len(day) == 4 and 1900 < int(day) < 2100:
        return _whole_month(int(day), month), nxt + 1
    if at(tokens, position - 1) in _MONTH_CUES:
        year = reference.year if date(reference.year, month, 1) <= reference + _AHEAD else reference.year - 1
        first, last, fine = _whole_month(year, month)
        current = first <= reference <= last and at(tokens, position - 1) not in _THIRDS
        return (first, min(last, reference) if current else last, fine), position + 1
    return None


_MONTH_CUES = frozenset("in since of last late early mid until till from by during and - to through".split())


_ORDINAL = frozenset("st nd rd th".split())
_THIRDS = frozenset("- early mid late".split())


def is_number(low: str, most: int) -> bool:
    """Whether a word is a number in one or two digits, from 1 to `most`."""
    return low.isdigit() and len(low) <= 2 and 1 <= int(low) <= most


def _day_month(tokens: Sequence[Token], position: int, month: int, *, day: int, reference: date) -> Days | None:
    """The latest such day not after the reference day and a little; the next one where it is announced."""
    on = at(tokens, position - 1) == "on"  # "will condemn the 21 August attack" announces nothing for a day
    ahead = (on and announced(tokens, position)) or is_term(tokens, position)
    latest = reference + (_A_YEAR if ahead else _AHEAD)
    for year in (latest.year, latest.year - 1):
        found = calendar_day(year, month, day)
        if found is not None and found <= latest:
            return found, found, 0
    return None


def _whole_month(year: int, month: int) -> Days:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1), 2


def _weekday(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """The latest such weekday on or before the reference day; "next Monday" and "open until Monday" lie ahead."""
    low = at(tokens, position)
    if low not in WEEKDAYS or not tokens[position].capital or (low in _SHORT_DAYS and low in ("sun", "sat", "wed")):
        return None
    before = at(tokens, position - 1)
    back = (reference.weekday() - WEEKDAYS[low]) % 7
    day = reference - timedelta(days=back)
    ahead = back and before != "last" and (announced(tokens, position) or is_term(tokens, position))
    if before in ("next", "coming") or ahead:
        day += timedelta(days=7)
    elif before == "last" and back == 0:
        day -= timedelta(days=7)
    return (day, day, 0), position + 1


# Words for days counted from the reference day: first, last, fineness.
_FIXED: dict[str, tuple[int, int, int]] = {
    "today": (0, 0, 0),
    "yesterday": (-1, -1, 0),
    "tomorrow": (1, 1, 0),
    "overnight": (-1, 0, 1),
    "tonight": (0, 0, 0),
}
_FINE = {"week": 1, "month": 2, "year": 3}
_DAYTIMES = frozenset("morning afternoon evening noon".split())


def _fixed(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """Days by one word: "today", "overnight", "during the night", "over the weekend"."""
    low, before = at(tokens, position), at(tokens, position - 1)
    if low in _FIXED:
        return _shift(reference, _FIXED[low]), position + 1
    if low == "night" and before == "the" and at(tokens, position - 2) in ("during", "in", "through", "over"):
        return _shift(reference, _FIXED["overnight"]), position + 1
    if low == "weekend" and before in ("the", "this", "last"):
        saturday = reference - timedelta(days=(reference.weekday() - 5) % 7)
        return (saturday, saturday + timedelta(days=1), 1), position + 1
    return None


def _shift(reference: date, days: tuple[int, int, int]) -> Days:
    return reference + timedelta(days=days[0]), reference + timedelta(days=days[1]), days[2]


def _relative(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """Days by now: "this morning", "earlier this month", "last week", "next month", "last year"."""
    low, noun = at(tokens, position), at(tokens, position + 1)
    if low == "this" and noun in _DAYTIMES:
        return (reference, reference, 0), position + 2
    if low == "last" and noun == "night":
        return _shift(reference, (-1, 0, 0)), position + 2
    if noun not in _FINE or low not in ("this", "last", "previous", "next", "coming"):
        return None
    first, last = _around(noun, reference, {"this": 0, "next": 1, "coming": 1}.get(low, -1))
    if low == "this" and at(tokens, position - 1) not in _THIRDS:
        first, last = (reference, last) if announced(tokens, position) else (first, reference)
    return (first, last, _FINE[noun]), position + 2


def _around(noun: str, reference: date, step: int) -> tuple[date, date]:
    """The calendar week, month or year of a day, or the one so many before or after."""
    if noun == "week":
        monday = reference - timedelta(days=reference.weekday() - 7 * step)
        return monday, monday + timedelta(days=_WEEK)
    if noun == "year":
        return date(reference.year + step, 1, 1), date(reference.year + step, 12, 31)
    months = reference.year * 12 + reference.month - 1 + step
    return _whole_month(months // 12, months % 12 + 1)[:2]


def _ago(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """Days back: "three days ago", "two weeks earlier": the days around, as wide as the unit."""
    number = _amount(at(tokens, position))
    unit = _UNITS.get(at(tokens, position + 1))
    if number is None or unit is None or at(tokens, position + 2) not in ("ago", "earlier"):
        return None
    if number * unit > _LONGEST:
        return None
    day = reference - timedelta(days=number * unit)
    slack = timedelta(days=unit // 2 if unit > 1 else 1 - unit)
    fine = 0 if unit <= 1 else 1 if unit == 7 else 2
    return (day - slack, day + slack if unit > 1 else day, fine), position + 3


def _past(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """Days up to now: "the past 48 hours", "the last three days"."""
    if at(tokens, position) not in ("past", "last", "previous"):
        return None
    number, unit = _amount(at(tokens, position + 1)), _UNITS.get(at(tokens, position + 2))
    stop = position + 3
    if number is None or unit is None:
        number, unit, stop = 1, _UNITS.get(at(tokens, position + 1)), position + 2
        if unit is None or at(tokens, position) != "past":
            return None
    return _until(reference, number, at(tokens, stop - 1)), stop


def _until(reference: date, number: int, noun: str) -> Days:
    """So many hours, days, weeks, months or years up to the reference day, by the calendar."""
    unit = _UNITS[noun]
    days = min(-(-number // 24) if unit == 0 else number * unit, _LONGEST)
    first = reference - timedelta(days=days)
    if unit >= _UNITS["month"] and days < _LONGEST:
        months = reference.year * 12 + reference.month - 1 - number * (12 if unit == _UNITS["year"] else 1)
        year, month = months // 12, months % 12 + 1
        first = date(year, month, min(reference.day, monthrange(year, month)[1]))
    return first, reference, 1 if days <= 7 else 2 if days <= 60 else 3


def _lasting(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """A state that lasts up to now: "for more than four months", "for two years"; not "a truce for two days"."""
    if at(tokens, position) != "for":
        return None
    nxt = position + 1
    while at(tokens, nxt) in _BOUNDS:
        nxt += 1
    number, unit = _amount(at(tokens, nxt)), _UNITS.get(at(tokens, nxt + 1), 0)
    if number is None or unit < _UNITS["week"] or at(tokens, nxt) in _INEXACT or announced(tokens, position):
        return None
    return _until(reference, number, at(tokens, nxt + 1)), nxt + 2


_BOUNDS = frozenset("the more than over nearly almost about at least some around".split())
_INEXACT = frozenset("few several past last".split())  # "for the past two years" is read from "past" on


def _amount(low: str) -> int | None:
    if low.isdigit() and len(low) <= 4:
        return int(low)
    return _SMALL.get(low)


def _year(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """A whole year: "in 2012", "since 2011"."""
    low = at(tokens, position)
    if not (low.isdigit() and len(low) == 4 and 1900 < int(low) <= reference.year + 1):
        return None
    if at(tokens, position - 1) not in (
        "in",
        "since",
        "of",
        "late",
        "early",
        "mid",
        "until",
        "from",
        "by",
        "during",
        "-",
    ):
        return None
    year = int(low)
    return (date(year, 1, 1), date(year, 12, 31), 3), position + 1


def _decade(tokens: Sequence[Token], position: int, reference: date) -> tuple[Days, int] | None:
    """Ten years: "the 1980s"."""
    low = at(tokens, position)
    if not (low.isdigit() and len(low) == 4 and low.endswith("0") and 1900 <= int(low) <= reference.year):
        return None
    if not (at(tokens, position + 1) == "s" and glued(tokens, position + 1)):
        return None
    return (date(int(low), 1, 1), date(int(low) + 9, 12, 31), 3), position + 2
