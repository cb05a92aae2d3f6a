"""Framing as charts: bars of what each outlet uses, tables of doubt, and dots for the strongest contrasts.

The rows of `tables.framing` enter, one `Measure` for each kind of measure leaves, with the places of its marks in
percent of a chart's width. What does not fit is cut, and told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.report.cuts import Cut, cut
from compare.report.tables import Choice

MEASURES = {
    "label": "Which word for the same referent",
    "referent": "Which noun for the same referent, found from the data",
    "word": "Words used more, or less, than by the others on the same events",
    "agent": "Named and hidden agents",
    "hiding": "How agents are hidden",
    "doubt": "Doubt and endorsement of speakers, distance from names",
    "doubt by side": "Whose words are doubted, against the outlet's other sides",
    "voice": "Share of voice",
    "voice words": "Share of voice in words",
    "prominence": "Where speakers stand",
}
UNSTACKED = "word"  # its values are no parts of one whole
CROSSED = "doubt by side"
SUBJECTS = 5  # of one measure of framing
CHOICES = 30  # of one subject of a measure without bars
COLUMNS = 8  # sides of that table
DOTS = 12  # rows of a dot plot
SHADES = 8  # parts of a bar with a colour of their own, the rest are grey; more cannot be told apart
SLICES = 5  # values of one outlet that unfold
LEAST_RANGE = 4.0  # of a dot plot, in z, so that a small plot does not make small contrasts look large


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of an outlet, as a part of its bar; places are percent of the bar."""

    row: Choice
    left: float
    width: float
    shade: int


@dataclass(frozen=True, slots=True)
class Bar:
    """What one outlet uses for a subject."""

    outlet: str
    total: int
    pieces: Cut[Piece]


@dataclass(frozen=True, slots=True)
class Crossed:
    """One outlet's row of a table of outlets and values; None where it reports nothing of a value."""

    outlet: str
    cells: tuple[Choice | None, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a measure of framing: bars of its outlets, a table of outlets and values, or plain rows."""

    name: str
    legend: tuple[tuple[str, int], ...] = ()  # value and shade
    bars: tuple[Bar, ...] = ()
    columns: tuple[str, ...] = ()
    table: tuple[Crossed, ...] = ()
    rows: Cut[Choice] = Cut((), 0, "framing.jsonl")


@dataclass(frozen=True, slots=True)
class Dot:
    """One contrast of a dot plot; `at` is percent of its width."""

    row: Choice
    at: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of framing: the contrasts furthest from none, then subject by subject."""

    name: str
    findings: int
    tests: int
    scale: float  # z at the right end of the plot
    dots: tuple[Dot, ...]
    subjects: Cut[Subject]


def measures(rows: Iterable[Choice]) -> tuple[Measure, ...]:
    """Draw measures in the order of `MEASURES`; in each, the subjects that the outlets differ most on first."""
    groups: dict[str, dict[str, list[Choice]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        groups[row.measure][row.subject].append(row)
    return tuple(_measure(name, groups[name]) for name in sorted(groups, key=lambda n: ([*MEASURES, n].index(n), n)))


def _measure(name: str, subjects: Mapping[str, Sequence[Choice]]) -> Measure:
    rows = [row for held in subjects.values() for row in held if row.z is not None]
    far = sorted(rows, key=lambda row: (not row.found, -abs(row.z or 0.0), row.subject, row.outlet, row.value))[:DOTS]
    scale = max([LEAST_RANGE, *(abs(row.z or 0.0) for row in far)])
    ordered = sorted(subjects.items(), key=lambda item: (-_widest(item[1]), item[0]))
    return Measure(
        name=name,
        findings=sum(row.found for row in rows),
        tests=len(rows),
        scale=scale,
        dots=tuple(Dot(row, 50 + 48 * (row.z or 0.0) / scale) for row in sorted(far, key=lambda row: -(row.z or 0.0))),
        subjects=cut([_subject(name, subject, held) for subject, held in ordered], SUBJECTS, "framing.jsonl"),
    )


def _subject(measure: str, name: str, rows: Sequence[Choice]) -> Subject:
    if measure == CROSSED:
        return _crossed(name, rows)
    if measure == UNSTACKED:
        return Subject(name, rows=cut(_strongest(rows), CHOICES, "framing.jsonl"))
    used: Counter[str] = Counter()
    for row in rows:
        used[row.value] += row.count
    order = sorted(used, key=lambda value: (-used[value], value))
    shades = {value: min(i, SHADES) for i, value in enumerate(order)}
    outlets = sorted({row.outlet for row in rows})
    bars = tuple(_bar([row for row in rows if row.outlet == outlet], order, shades) for outlet in outlets)
    legend = tuple((value, shades[value]) for value in order[:SHADES])
    return Subject(name, legend, bars)


def _crossed(name: str, rows: Sequence[Choice]) -> Subject:
    """Outlets down, the values that are reported most across."""
    reports: Counter[str] = Counter()
    for row in rows:
        reports[row.value] += row.total
    columns = tuple(sorted(reports, key=lambda value: (-reports[value], value))[:COLUMNS])
    cells = {(row.outlet, row.value): row for row in rows}
    outlets = sorted({row.outlet for row in rows})
    table = tuple(Crossed(o, tuple(cells.get((o, value)) for value in columns)) for o in outlets)
    return Subject(name, columns=columns, table=table)


def _bar(rows: Sequence[Choice], order: Sequence[str], shades: Mapping[str, int]) -> Bar:
    """The values of one outlet in the order of the subject, from left to right."""
    pieces, left = [], 0.0
    for row in sorted(rows, key=lambda row: order.index(row.value)):
        width = 100 * row.count / row.total if row.total else 0.0
        pieces.append(Piece(row, left, width, shades[row.value]))
        left += width
    return Bar(rows[0].outlet, rows[0].total, cut(pieces, SLICES, "framing.jsonl"))


def _strongest(choices: Iterable[Choice]) -> list[Choice]:
    """The choices of a subject with the largest contrast, back in the order of outlets."""
    rows = sorted(choices, key=lambda row: (-abs(row.z or 0.0), -row.count, row.outlet, row.value))
    return sorted(rows[:CHOICES], key=lambda row: (row.outlet, -row.count, row.value)) + rows[CHOICES:]


def _widest(choices: Iterable[Choice]) -> float:
    return max(abs(row.z or 0.0) for row in choices)
