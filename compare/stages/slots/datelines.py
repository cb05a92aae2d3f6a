"""The day that a document speaks from, and the dates written in full.

The `published` field of collected items is often the day of fetching or a guess; a dateline in the text is
the outlet's own word.
"""

import re
from datetime import date

from compare.types import Document

# How far into a text its dateline may stand, after a headline repeated, a standfirst and the agency; found by
# reading the openings of the development corpus, where the last one begins at character 390.
_OPENING = 450
_YEARS = r"(?:19|20)\d\d"

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mondays mon",
            "tuesday tuesdays tue tues",
            "wednesday wednesdays wed",
            "thursday thursdays thu thur thurs",
            "friday fridays fri",
            "saturday saturdays sat",
            "sunday sundays sun",
        )
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
# Full dates with a year; the last form is "Jul 172015", where the comma between day and year is lost.
_FULL = re.compile(
    rf"\b(?:(?P<weekday>{_DAY})\.?,?\s+)?(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH})\.?,?\s+(?P<y1>{_YEARS})\b"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{_YEARS})\b"
    rf"|(?P<m3>{_MONTH})\.?\s+(?P<d3>\d\d)(?P<y3>{_YEARS})\b"
    rf"|(?P<y4>{_YEARS})-(?P<m4>\d\d)-(?P<d4>\d\d)\b"
    rf"|(?P<d5>\d{{1,2}})(?P<sep>[-./])(?P<m5>\d{{1,2}})(?P=sep)(?P<y5>{_YEARS})(?!\d))",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"(?:publi\w+|posted|updated|date|dated|released)(?:\s+(?:on|at|of|publication))*[:\s]*$", re.I)
_NARRATED = re.compile(
    r"\b(?:on|in|since|of|from|until|till|by|before|after|dated|the|late|early|between|and|to)\s+$", re.I
)
_CLOCK = re.compile(r"[ ,]*(?:(?:at )?\d{4}(?:\d\d)?\b(?=[ ,])|\d{1,2}:\d\d|\d{4} ?(?:am|pm)\b)?", re.I)


def reference_day(document: Document) -> date:
    """The day that a document speaks from: its own dateline, or else the day of publication.

    Taken, in this order: a full date after "Published", "Updated" or the like; one at the
    very beginning; one with its weekday near the beginning; any near the beginning that no preposition
    ties into a sentence.
    """
    found = _dateline(document)
    return found[0] if found else document.published.date()


def dateline(document: Document) -> tuple[int, int] | None:
    """The offsets of the document's own dateline with its clock time, or None."""
    found = _dateline(document)
    if found is None:
        return None
    clock = _CLOCK.match(document.text, found[2])
    return found[1], max(found[2], len(document.text[: clock.end()].rstrip()) if clock else 0)


def _dateline(document: Document) -> tuple[date, int, int] | None:
    text = document.text
    best: tuple[int, int] | None = None
    chosen: tuple[date, int, int] | None = None
    body = len(text) - len(document.body)
    for match in _FULL.finditer(text[: body + len(document.title) + _OPENING]):
        day = _day_of(match)
        before = text[max(0, match.start() - 30) : match.start()]
        if day is None or (_NARRATED.search(before) and not _PUBLISHED.search(before)):
            continue
        if _PUBLISHED.search(before):
            rank = 0
        elif match.start() in (0, body):
            rank = 1
        else:
            rank = 2 if match["weekday"] else 3
        if best is None or (rank, match.start()) < best:
            best, chosen = (rank, match.start()), (day, match.start(), match.end())
    return chosen


def _day_of(match: re.Match[str]) -> date | None:
    """The date that a match of `_FULL` writes, or None where there is no such day."""
    for form in "12345":
        if match[f"y{form}"]:
            month = match[f"m{form}"].lower()
            return calendar_day(int(match[f"y{form}"]), MONTHS.get(month) or int(month), int(match[f"d{form}"]))
    return None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_dates(text: str) -> tuple[tuple[date, int, int], ...]:
    """All dates with day, month and year in a text, with their half-open offsets into it."""
    found = ((_day_of(match), match.start(), match.end()) for match in _FULL.finditer(text))
    return tuple((day, start, end) for day, start, end in found if day is not None)
