"""How outlets word the same thing, with counts, intervals and tests.

A `types.Run` enters; leave its contrasts with their sentences, all or those of some outlets against each
other, and how a share, a z-score, an odds ratio and a probability are written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from compare.report.tables.formats import Cells, as_cells
from compare.report.tables.sentences import Said, outlet_ids, said_by_id
from compare.types import Contrast, Run

TOO_FEW = "too few for an interval"  # of a share that stands on too few texts
NOT_TESTED = "not tested"
UNTESTED = ("voice words",)  # measures that are counted only
FOUND = 0.05  # the false-discovery rate borne, as in the framing stage: a convention
MOST_ODDS = 1000  # beyond it an odds ratio reads as "always" or "never"; a convention


@dataclass(frozen=True, slots=True)
class Choice:
    """How often an outlet uses a label, a cue or a construction, of how many chances."""

    measure: str
    subject: str
    outlet: str
    value: str
    count: int
    total: int
    z: float | None
    low: float | None
    high: float | None
    statements: tuple[Said, ...]
    odds: float | None = None
    odds_low: float | None = None
    odds_high: float | None = None
    p: float | None = None
    q: float | None = None

    @property
    def found(self) -> bool:
        """Whether it is beyond chance after correction for all tests of its measure."""
        return self.q is not None and self.q <= FOUND


def framing(run: Run, outlets: Sequence[str] | None = None, *, findings: bool = False) -> tuple[Choice, ...]:
    """List how outlets word the same thing, grouped by measure and subject.

    Args:
        run: the run.
        outlets: two or more are set against each other alone, on the events that they share; of one, its rows
            against all others are listed. By default each outlet is set against all others.
        findings: only what is beyond chance, see `Choice.found`.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    said = said_by_id(run)
    rows = (
        Choice(
            measure=c.measure,
            subject=c.subject,
            outlet=c.outlet,
            value=c.value,
            count=c.count,
            total=c.total,
            z=c.z,
            low=c.low,
            high=c.high,
            statements=tuple(said[s] for s in c.statements),
            odds=c.odds,
            odds_low=c.odds_low,
            odds_high=c.odds_high,
            p=c.p,
            q=c.q,
        )
        for c in sorted(_contrasts(run, outlets), key=lambda c: (c.measure, c.subject, c.outlet, -c.count, c.value))
    )
    return tuple(row for row in rows if row.found or not findings)


def _contrasts(run: Run, names: Sequence[str] | None) -> tuple[Contrast, ...]:
    if not names:
        return run.contrasts
    chosen = outlet_ids(run, names)
    if len(chosen) == 1:
        return tuple(c for c in run.contrasts if c.outlet in chosen)
    from compare.stages import framing as stage  # it loads numpy and scipy

    return stage.between(
        run.contrasts, run.events, run.statements, tuple(o for o in run.corpus.outlets if o.id in chosen)
    )


def common_events(run: Run, outlets: Sequence[str]) -> int:
    """Count the events that at least two of some outlets tell.

    Raises:
        RunError: No such outlet; the message lists near names.
    """
    chosen = set(outlet_ids(run, outlets))
    outlet_of = {s.id: s.outlet for s in run.statements}
    told = ({outlet_of[s] for s in event.statements} & chosen for event in run.events)
    return sum(len(tellers) > 1 for tellers in told)


@as_cells.register
def _(row: Choice) -> Cells:
    return {
        "measure": row.measure,
        "subject": row.subject,
        "outlet": row.outlet,
        "value": row.value,
        "count": f"{row.count} of {row.total}",
        "95 % interval": interval(row.low, row.high),
        "z": tested(row, score(row.z)),
        "odds ratio": tested(row, odds(row)),
        "q": tested(row, chance(row.q)),
    }


def interval(low: float | None, high: float | None) -> str:
    """Write an interval of a share (0 to 1); where there is none, why."""
    return TOO_FEW if low is None or high is None else f"{low:.2f} to {high:.2f}"


def score(z: float | None) -> str:
    """Write a z-score with its sign, empty where nothing was tested; what rounds to 0 is +0.0."""
    return "" if z is None else f"{z:+z.1f}"


def tested(row: Choice, told: str) -> str:
    """What a test told, or why there was none."""
    if row.z is None:
        return NOT_TESTED if row.measure in UNTESTED else TOO_FEW.split(" for")[0]
    return told


def odds(row: Choice) -> str:
    """Write an odds ratio with its interval; what lies beyond a thousand reads as such."""
    if row.odds is None:
        return ""
    low, high = (_ratio(value) for value in (row.odds_low, row.odds_high))
    return f"{_ratio(row.odds)} ({low} to {high})"


def _ratio(value: float | None) -> str:
    if value is None or value > MOST_ODDS:
        return f">{MOST_ODDS}"
    if value < 1 / MOST_ODDS:
        return f"<{1 / MOST_ODDS:g}"
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def chance(p: float | None) -> str:
    """Write a probability of chance, with three places."""
    return "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"
