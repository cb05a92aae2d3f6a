"""Where outlets contradict each other: each two values of one fact once, with who says which.

A `types.Run` enters, whose verdicts tell of pairs of sentences; leave rows, the most probable and most widely
carried first, and how many were left out and why. A row is listed or counted as left out, never neither.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compare.report.tables.answers import Clash, contradictions, independent
from compare.report.tables.formats import Cells, as_cells, as_few_cells, days
from compare.report.tables.sentences import Said, find_event, outlet_ids
from compare.types import LIKELY, Reason, Run

PLACES = ("one", "other")  # of the sides where the reason names no values


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a disputed fact, with the sentences that say it, that of the surest pair first."""

    value: str  # "58 dead"; empty where the reason names no values
    said: tuple[Said, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who publishes it, sorted."""
        return tuple(sorted({s.outlet for s in self.said}))

    @property
    def carriers(self) -> str:
        """Each outlet once, with the speakers that it names: "rt; sana (Ministry of Defence, a witness)"."""
        named: dict[str, dict[str, None]] = {outlet: {} for outlet in self.outlets}
        for s in self.said:
            named[s.outlet] |= {s.speaker: None} if s.speaker else {}
        return "; ".join(f"{o} ({', '.join(names)})" if names else o for o, names in named.items())


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two values of one fact that cannot both be true as worded, with who says which."""

    events: tuple[str, ...]  # that the sentences stand in; of the surest pair's first
    kind: str  # a types.Kind
    probability: float  # of its surest pair of sentences
    voices: int  # independent ones, on both sides
    pairs: int  # of contradicting sentences
    first: date  # days on which they were published, both ends included
    last: date
    one: Side
    other: Side

    @property
    def reason(self) -> str:
        """The kind with both values."""
        return str(Reason(self.kind, (self.one.value, self.other.value) if self.one.value else ()))

    @property
    def said(self) -> tuple[Said, ...]:
        """The sentences of both sides."""
        return (*self.one.said, *self.other.said)


@dataclass(frozen=True, slots=True)
class Disputed:
    """Which contradictions to list; what is None lets all pass."""

    outlet: str | None = None  # on either side
    event: str | None = None
    kind: str | None = None
    since: date | None = None  # a sentence was published on this day or later
    until: date | None = None  # a sentence was published on this day or earlier
    least: int = 0  # independent voices on both sides
    # What is likelier wrong than right is listed only where it is asked for: on the dev gold's corpus 146 of 1,413
    # pairs of sentences are likelier than not, and most of the others are two blows in one story.
    least_probability: float = LIKELY
    order: str = "probability"  # or voices, or days: a key of ORDERS

    def refuses(self, row: Dispute, outlets: Sequence[str]) -> str:
        """Why a row is left out, the first reason that holds; empty where it is listed."""
        held = {s.outlet for s in row.said}
        reasons = {
            "of other outlets": bool(outlets) and held.isdisjoint(outlets),
            "of other events": self.event is not None and self.event not in row.events,
            "of another kind": self.kind not in (None, row.kind),
            "of other days": (self.since or row.last) > row.last or (self.until or row.first) < row.first,
            f"of fewer than {self.least} independent voices": row.voices < self.least,
            f"less probable than {self.least_probability:g}": row.probability < self.least_probability,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows that are listed, and how many were left out for each reason."""

    rows: tuple[Dispute, ...]
    left_out: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        """How many are listed of how many, and why the others are not."""
        count = sum(number for _, number in self.left_out)
        told = f"{len(self.rows):,} of {len(self.rows) + count:,} contradictions listed"
        return "; ".join([told, *(f"{number:,} left out as {reason}" for reason, number in self.left_out)])


def disputes(run: Run, wanted: Disputed | None = None) -> Listed:
    """List the contradictions, each two values of one fact once.

    Pairs of sentences are one row where they set the same two values against each other on the same event, or on
    events that another such pair joins.

    Args:
        run: A run.
        wanted: Which to list; by default all that are likelier than not.

    Returns:
        As `wanted.order` says: by tenths of probability, the highest first, in a tenth those that most independent
        voices carry; or by voices, the most first; or by days, the earliest first.

    Raises:
        RunError: No such outlet or event; the message lists near names.
    """
    wanted = wanted or Disputed()
    outlets = outlet_ids(run, [wanted.outlet]) if wanted.outlet else ()
    if wanted.event is not None:
        find_event(run, wanted.event)
    kept: list[Dispute] = []
    refused: Counter[str] = Counter()
    for row in _rows(run):
        if reason := wanted.refuses(row, outlets):
            refused[reason] += 1
        else:
            kept.append(row)
    return Listed(tuple(sorted(kept, key=ORDERS[wanted.order])), tuple(refused.most_common()))


def _place_of(row: Dispute) -> tuple[date, str, str]:
    return row.first, row.reason, row.one.said[0].cited


# Each a key to sort by; what is equal by it goes by day, values and place.
ORDERS: Mapping[str, Callable[[Dispute], tuple[object, ...]]] = {
    "probability": lambda row: (-round(row.probability, 1), -row.voices, -row.probability, *_place_of(row)),
    "voices": lambda row: (-row.voices, -row.probability, *_place_of(row)),
    "days": lambda row: (row.first, row.last, -row.probability, *_place_of(row)),
}


def _rows(run: Run) -> Iterator[Dispute]:
    """All contradictions as rows; each pair of sentences is in exactly one."""
    held, owner = {s.id: s for s in run.statements}, {o.id: o.voice for o in run.corpus.outlets}
    event_of = {s: event.id for event in run.events for s in event.statements}
    groups: dict[tuple[str, ...], list[Clash]] = defaultdict(list)
    for number, clash in enumerate(contradictions(run)):
        code, values = clash.reason.code, clash.reason.values
        groups[(code, *sorted(values)) if len(values) == 2 else (code, str(number))].append(clash)
    for group in groups.values():
        for events, clashes in _joined(group, event_of):
            saying = [held[s.id] for c in clashes for s in c.sides]
            yield _dispute(events, clashes, independent(dict.fromkeys(saying), owner))


def _joined(
    clashes: Iterable[Clash], event_of: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], tuple[Clash, ...]]]:
    """Pairs of the same two values, together where they are on one event or joined by another such pair."""
    parts: list[tuple[dict[str, None], list[Clash]]] = []
    for clash in clashes:
        events = dict.fromkeys((clash.event, *(event_of.get(s.id, clash.event) for s in clash.sides)))
        own = [clash]
        for part in [p for p in parts if not events.keys().isdisjoint(p[0])]:
            parts.remove(part)
            events, own = part[0] | events, part[1] + own
        parts.append((events, own))
    for events, own in parts:
        yield tuple(events), tuple(own)


def _dispute(events: Sequence[str], clashes: Sequence[Clash], voices: int) -> Dispute:
    surest = sorted(clashes, key=lambda c: (-c.probability, *map(_place, c.sides)))
    values = surest[0].reason.values
    sides: dict[str, dict[Said, None]] = defaultdict(dict)  # in order of the surest pair
    for clash in surest:
        for value, said in zip(clash.reason.values or PLACES, clash.sides, strict=False):
            sides[value][said] = None
    one, other = (Side(value if values else "", tuple(sides[value])) for value in values or PLACES)
    published = sorted(s.published for side in (one, other) for s in side.said)
    return Dispute(
        events=tuple(dict.fromkeys((surest[0].event, *events))),
        kind=surest[0].reason.code,
        probability=surest[0].probability,
        voices=voices,
        pairs=len(clashes),
        first=published[0],
        last=published[-1],
        one=one,
        other=other,
    )


def _place(said: Said) -> tuple[date, str, str, int, int]:
    return said.published, said.outlet, said.document, said.start, said.end


def _told(side: Side) -> str:
    """A value, who says it where, and one sentence; how many more sentences there are."""
    more = f" and {len(side.said) - 1} more" if len(side.said) > 1 else ""
    sentence = [side.said[0].cited + more] if side.said else []
    return "\n".join(filter(None, [side.value, side.carriers, *sentence]))


@as_cells.register
def _(row: Dispute) -> Cells:
    return {
        "probability": f"{row.probability:.2f}",
        "voices": str(row.voices),
        "event": " ".join(row.events),
        "days": days(row.first, row.last),
        "kind": row.kind,
        "one": _told(row.one),
        "other": _told(row.other),
    }


@as_few_cells.register
def _(row: Dispute) -> Cells:
    voices = f"{row.voices} voice{'s' if row.voices > 1 else ''}"
    lead = [
        f"{row.probability:.2f} {row.kind}",
        voices,
        row.events[0],
        days(row.first, row.last).replace(" to ", "\nto "),
    ]
    return {"dispute": "\n".join(lead), "one": _told(row.one), "other": _told(row.other)}
