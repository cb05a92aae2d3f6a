"""What an event is called, when and where it was, and who tells of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from compare.comparison import Rows, Table
from compare.types import Event, Part, Statement

LONG = 7  # days: a vaguer "when" does not help to date an event
PAUSE = 3  # days without any statement that end an event's own time
TITLE = 110  # characters
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATE_AHEAD = re.compile(
    r"^(?:Date of publication |Published )?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?"
    rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}})"
    r"(?: \d\d:\d\d)? "
)
_SITE_BEHIND = re.compile(r"(?: [|] [^|]{1,30}| - YouTube)$")
_LEANING = re.compile(
    r"(?:[\"'“‘]|(?:But|And|If|It|He|She|They|There|This|That|These|Those|Also|However|Meanwhile|Some|Most|"
    r"Sources?|Tags|Related|Subscribe|Read|Published)\b)"
)


def name_events(cluster: Rows, table: Table) -> tuple[Event, ...]:
    """Turn cluster numbers, one for each row, into events sorted by their first day and first statement."""
    members: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(cluster):
        members[int(number)].append(row)
    drafts = sorted((_draft(rows, table) for rows in members.values()), key=lambda e: (e.first, e.statements))
    width = len(str(len(drafts)))
    return tuple(_named(event, f"e{i:0{width}d}") for i, event in enumerate(drafts, start=1))


def _draft(rows: Sequence[int], table: Table) -> Event:
    statements = [table.statements[i] for i in rows]
    first, last = _days(statements)
    return Event(
        id="",
        title=_title(rows, table),
        first=first,
        last=last,
        where=_where(statements),
        documents=tuple(sorted({s.document for s in statements})),
        statements=tuple(s.id for s in statements),
    )


def _named(event: Event, name: str) -> Event:
    return Event(name, event.title, event.first, event.last, event.where, event.documents, event.statements)


def _days(statements: Sequence[Statement]) -> tuple[date, date]:
    """The day that most statements are on, and on from it until PAUSE days pass without one."""
    count: Counter[date] = Counter()
    for s in statements:
        length = (s.slots.when.last - s.slots.when.first).days
        if length <= LONG:
            count.update(s.slots.when.first + timedelta(days=k) for k in range(length + 1))
    if not count:
        count.update(s.slots.when.first for s in statements)
    first = last = min(count, key=lambda day: (-count[day], day))
    for day in sorted(d for d in count if d > first):
        if (day - last).days > PAUSE:
            break
        last = day
    return first, last


def _where(statements: Sequence[Statement]) -> tuple[str, ...]:
    """The two places that most statements name, by their most frequent spelling."""
    keys = Counter(key for s in statements for key in sorted({p.key for p in s.slots.places}))
    names = Counter((p.key, p.name) for s in statements for p in s.slots.places)
    best = sorted(keys, key=lambda k: (-keys[k], k))[:2]
    return tuple(min((n for n in names if n[0] == k), key=lambda n: (-names[n], n))[1] for k in best)


def _title(rows: Sequence[int], table: Table) -> str:
    """The most central headline, or where there is none the most central statement that can stand alone."""
    heads = [i for i in rows if table.statements[i].part is Part.HEADLINE]
    heads = heads or [i for i in rows if _stands_alone(table.statements[i])] or list(rows)
    centre = table.vector[list(rows)].mean(axis=0)
    best = min(heads, key=lambda i: (-round(float(table.vector[i] @ centre), 5), i))
    text = plain_title(table.statements[best].text)
    return text if len(text) <= TITLE else text[:TITLE].rsplit(" ", 1)[0] + " …"


def _stands_alone(statement: Statement) -> bool:
    """Whether a sentence tells a deed and leans on no sentence before it, nor is a quotation."""
    return bool(statement.slots.actions) and not _LEANING.match(statement.text)


def plain_title(text: str) -> str:
    """A headline or sentence on one line, without a date glued to its head or the name of a site to its end."""
    line = " ".join(text.replace("\ufffd", " ").split())
    for noise in (_DATE_AHEAD, _SITE_BEHIND):
        rest = noise.sub("", line).strip(" _-–—|")
        line = rest or line
    return line
