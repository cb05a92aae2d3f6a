"""What outlets do not say, what one says alone, and what was collected of each.

A `types.Run` enters; leave omissions with the nearest sentences, facts of one outlet alone, kinds of facts
that an outlet passes over, what each carries of what it could, and the record of collection by month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from compare.report.tables.formats import Cells, as_cells, as_few_cells, days
from compare.report.tables.sentences import Said, agency_names, find_event, outlet_ids, said_by_id
from compare.types import Credit, Near, Omission, Record, Run, State, Tally


@dataclass(frozen=True, slots=True)
class Gap:
    """What an outlet does not say, with the evidence that it does not."""

    event: str
    outlet: str
    state: State
    sentence: str
    fact: Said | None
    published: int
    first: date
    last: date
    carriers: tuple[str, ...]
    families: int
    miss: float | None
    nearest: tuple["Rejected", ...]
    miss_low: float | None = None
    miss_high: float | None = None
    others: int = 0
    prior: float | None = None
    surprise: float | None = None
    explanations: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()  # of the carriers, their agencies by name

    def carrier(self, outlet: str, name: str) -> str:
        """The name of a carrier, with the agencies whose text it says that it prints."""
        origins = [c.origin for c in self.credits if c.outlet == outlet]
        return f"{name} (credits {' and '.join(origins)})" if origins else name


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that came near, its cosine (-1 to 1), and why it does not carry the fact."""

    score: float
    why: str
    said: Said
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which omissions to list; what is None lets all pass."""

    outlet: str | None = None
    event: str | None = None
    state: State | None = None
    since: date | None = None  # of the window: it ends on this day or later
    until: date | None = None  # of the window: it begins on this day or earlier
    least: int = 0  # independent voices that carry it

    def takes(self, found: Omission) -> bool:
        """Whether an omission is wanted, its outlet apart."""
        return (
            self.event in (None, found.event)
            and self.state in (None, found.state)
            and (self.since is None or found.last >= self.since)
            and (self.until is None or found.first <= self.until)
            and found.families >= self.least
        )


@dataclass(frozen=True, slots=True)
class Alone:
    """A fact that one outlet has and no other on the event."""

    event: str
    outlet: str
    sentence: str
    fact: Said
    others: tuple[str, ...]
    families: int
    nearest: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A kind of fact that an outlet carries less, or more, than others on the same events."""

    outlet: str
    subject: str
    carried: int
    chances: int
    others_carried: int
    others_chances: int
    events: int
    odds: float | None
    p: float
    q: float
    facts: tuple[Said, ...]


def omissions(run: Run, outlet: str | None = None, *, wanted: Wanted | None = None) -> tuple[Gap, ...]:
    """List what outlets do not say, in the order of the run (the most telling first).

    Args:
        run: A run.
        outlet: Only of this one, by id or name.
        wanted: Further conditions.

    Raises:
        RunError: No such outlet or event; the message lists near names.
    """
    wanted = wanted or Wanted(outlet)
    said, agencies = said_by_id(run), agency_names(run)
    return tuple(
        Gap(
            event=o.event,
            outlet=o.outlet,
            state=o.state,
            sentence=o.sentence,
            fact=said[o.fact] if o.fact else None,
            published=o.published,
            first=o.first,
            last=o.last,
            carriers=o.carriers,
            families=o.families,
            miss=o.miss,
            nearest=_rejected(o.nearest, said),
            miss_low=o.miss_low,
            miss_high=o.miss_high,
            others=o.others,
            prior=o.prior,
            surprise=o.surprise,
            explanations=o.explanations,
            credits=tuple(Credit(c.outlet, agencies.get(c.origin, c.origin)) for c in o.credits),
        )
        for o in chosen_omissions(run, wanted)
    )


def chosen_omissions(run: Run, wanted: Wanted) -> tuple[Omission, ...]:
    """The omissions of a run that are wanted.

    Raises:
        RunError: No such outlet or event; the message lists near names.
    """
    if wanted.event is not None:
        find_event(run, wanted.event)
    chosen = _parties(run, wanted.outlet) if wanted.outlet else None
    return tuple(o for o in run.omissions if wanted.takes(o) and (chosen is None or o.outlet in chosen))


def _parties(run: Run, name: str) -> tuple[str, ...]:
    """The outlet of that name, or a party without an outlet that is said to be silent."""
    silent = {o.outlet.casefold(): o.outlet for o in run.omissions}
    return (silent[name.casefold()],) if name.casefold() in silent else outlet_ids(run, [name])


def _rejected(nearest: Iterable[Near], said: dict[str, Said]) -> tuple[Rejected, ...]:
    return tuple(Rejected(near.score, near.why, said[near.statement], near.ways) for near in nearest)


def exclusives(run: Run, outlet: str | None = None) -> tuple[Alone, ...]:
    """List the facts that one outlet alone has on an event that others cover, in the order of the run.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen, said = outlet_ids(run, [outlet]) if outlet else None, said_by_id(run)
    return tuple(
        Alone(e.event, e.outlet, e.sentence, said[e.fact], e.others, e.families, _rejected(e.nearest, said))
        for e in run.exclusives
        if chosen is None or e.outlet in chosen
    )


def patterns(run: Run, outlet: str | None = None) -> tuple[Passed, ...]:
    """List the kinds of facts that outlets carry less or more than others, the least by chance first.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen, said = outlet_ids(run, [outlet]) if outlet else None, said_by_id(run)
    return tuple(
        Passed(
            outlet=p.outlet,
            subject=p.subject,
            carried=p.carried,
            chances=p.chances,
            others_carried=p.others_carried,
            others_chances=p.others_chances,
            events=p.events,
            odds=p.odds,
            p=p.p,
            q=p.q,
            facts=tuple(said[s] for s in p.facts),
        )
        for p in run.patterns
        if chosen is None or p.outlet in chosen
    )


def tallies(run: Run, outlet: str | None = None) -> tuple[Tally, ...]:
    """What each outlet carries of what it could, beside what is expected from the others.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen = outlet_ids(run, [outlet]) if outlet else None
    return tuple(t for t in run.tallies if chosen is None or t.outlet in chosen)


def collection(run: Run, outlet: str | None = None) -> tuple[Record, ...]:
    """What was collected of each outlet, month by month.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen = outlet_ids(run, [outlet]) if outlet else None
    return tuple(r for r in run.records if chosen is None or r.outlet in chosen)


def likelihood(miss: float | None, low: float | None, high: float | None) -> str:
    """Write how likely a mention was missed, with its interval, or that nobody can say."""
    if miss is None:
        return "cannot say how likely"
    return f"{miss:.2f}" + (f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else "")


@as_cells.register
def _(row: Gap) -> Cells:
    return {
        "event": row.event,
        "outlet": row.outlet,
        "state": row.state,
        "omission": row.sentence,
        "carried by": f"{', '.join(row.carrier(o, o) for o in row.carriers)} ({row.families} independent)",
        "surprise": "" if row.surprise is None else f"{row.surprise:.1f} bits",
        "missed by us": likelihood(row.miss, row.miss_low, row.miss_high),
        "nearest": _near_lines(row.nearest),
        "may be": "\n".join(row.explanations),
    }


@as_few_cells.register
def _(row: Gap) -> Cells:
    surprise = [] if row.surprise is None else [f"{row.surprise:.1f} bits"]
    doubts = [f"missed by us: {likelihood(row.miss, row.miss_low, row.miss_high)}", *row.explanations]
    return {
        "absence": "\n".join([row.event, row.outlet, row.state, f"{row.families} independent", *surprise]),
        "omission": "\n".join([row.sentence, *(f"- {doubt}" for doubt in doubts)]),
        "nearest": _near_lines(row.nearest),
    }


@as_cells.register
def _(row: Alone) -> Cells:
    return {"event": row.event, "outlet": row.outlet, "fact": row.sentence, "nearest": _near_lines(row.nearest)}


def _near_lines(nearest: Iterable[Rejected]) -> str:
    return "\n".join(f"{near.score:.2f} {near.why}: {near.said}" for near in nearest)


@as_cells.register
def _(row: Passed) -> Cells:
    return {
        "outlet": row.outlet,
        "subject": row.subject,
        "carried": f"{row.carried} of {row.chances}",
        "by others": f"{row.others_carried} of {row.others_chances}",
        "events": str(row.events),
        "odds ratio": "" if row.odds is None else f"{row.odds:.2f}",
        "p": f"{row.p:.3f}",
        "q": f"{row.q:.3f}",
    }


@as_cells.register
def _(row: Tally) -> Cells:
    return {
        "outlet": row.outlet,
        "of": row.level,
        "carried": f"{row.carried} of {row.chances}",
        "95 % interval": f"{row.low:.1f} to {row.high:.1f}",
        "expected": f"{row.expected:.1f}",
    }


@as_cells.register
def _(row: Record) -> Cells:
    fetched = days(row.fetched_first, row.fetched_last) if row.fetched_first and row.fetched_last else "not told"
    return {
        "outlet": row.outlet,
        "window": days(row.first, row.last),
        "documents": str(row.documents),
        "fetched": fetched,
        "refused": str(row.refused),
        "failed": str(row.failed),
        "share held": "unknown" if row.completeness is None else f"{row.completeness:.2f}",
    }
