"""Shares with intervals, odds ratios and tests of one outlet against the others on the same events.

The ratio is that of Monroe, Colaresi and Quinn 2008, "Fightin' Words", equations 15, 16, 19 and 22:
an informative Dirichlet prior in proportion to the use by all outlets on the same events. Where
several events are shared, each is compared with itself: events are weighed as by Mantel and
Haenszel 1959 (n·m / (n + m)), so that an outlet is not set apart by the events that it writes most
on. With one shared event this is the formula of the paper as it stands.

Beside the z-score stands Fisher's exact test on the same counts, for small counts are far from normal.
Many are tested: `q` is its p after Benjamini and Hochberg 1995 over all tests of a measure.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from math import erfc, exp, sqrt
from typing import NamedTuple

import numpy as np
from scipy.stats import false_discovery_control, fisher_exact

from compare.stages.framing.quotation import Reading
from compare.types import Contrast

LEVEL = 0.05  # share of false findings borne (Benjamini and Hochberg 1995); a convention
Z_95 = 1.959964  # of a two-sided 95 % interval
MOST = 16.0  # of a log-odds ratio: beyond it any ratio reads as "always" or "never"; a convention

# With fewer mentions a Wilson interval is wider than half of the scale: nothing can be read from it.
LEAST_MENTIONS = 8
LEAST_DOCUMENTS = 3  # one text's style is not an outlet's; with three no single text is the majority

# Fewer uses by all outlets together cannot come out, and would only make the correction for many
# comparisons harder on the others.
LEAST_USES = 5

# Weight of the prior in mentions: about those of one subject in one text. It keeps the odds ratio of a label that
# one side never uses finite and readable; of 1, 5, 10 and 20 the split halves of the dev gold correlate alike
# (0.49 to 0.51, weighed, for labels).
PRIOR_MENTIONS = 10.0


class Mention(NamedTuple):
    """One statement's use of one value for one subject."""

    measure: str
    subject: str
    value: str
    event: str
    outlet: str
    document: str
    statement: str
    weight: int = 1  # how much of it: words given to a speaker

    @classmethod
    def of(cls, reading: Reading, measure: str, subject: str, value: str, *, weight: int = 1) -> "Mention":
        """Make the mention of a value by a statement."""
        s = reading.statement
        return cls(measure, subject, value, reading.event, s.outlet, s.document, s.id, weight)


@dataclass(frozen=True, slots=True)
class Usage:
    """Mentions of one subject as columns of codes; the names of a code stand in its tuple, sorted."""

    values: tuple[str, ...]
    outlets: tuple[str, ...]
    statements: tuple[str, ...]
    documents: tuple[str, ...]
    value: np.ndarray
    outlet: np.ndarray
    event: np.ndarray
    document: np.ndarray
    statement: np.ndarray


def columns(mentions: Iterable[Mention]) -> Usage:
    """Code the mentions of one subject; each value counts once a statement."""
    rows = sorted(set(mentions), key=lambda m: (m.statement, m.value))
    values, value = _codes([m.value for m in rows])
    outlets, outlet = _codes([m.outlet for m in rows])
    _, event = _codes([m.event for m in rows])
    documents, document = _codes([m.document for m in rows])
    statements, statement = _codes([m.statement for m in rows])
    return Usage(values, outlets, statements, documents, value, outlet, event, document, statement)


def _codes(names: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    order = tuple(sorted(set(names)))
    code = {name: i for i, name in enumerate(order)}
    return order, np.fromiter((code[name] for name in names), dtype=np.int64, count=len(names))


@dataclass(frozen=True, slots=True)
class Side:
    """An outlet, or all the others, on the events that they share."""

    counts: np.ndarray  # float64, shape (n_values,): effective counts, see `sides`
    design_effect: float  # at least 1
    enough: bool  # at least LEAST_MENTIONS in LEAST_DOCUMENTS


def sides(usage: Usage, outlet: int) -> tuple[Side, Side]:
    """Give the counts of an outlet and of the others, each event with the same weight on both sides.

    Events in which only one side uses the subject weigh nothing. Counts are scaled to the
    effective size (Kish 1965): with one event they are the plain counts.
    """
    mine = usage.outlet == outlet
    n_events = int(usage.event.max(initial=-1)) + 1
    n, m = (np.bincount(usage.event[side], minlength=n_events) for side in (mine, ~mine))
    weight = n * m / np.maximum(n + m, 1)
    kept = weight[usage.event] > 0
    own, others = (_side(usage, np.flatnonzero(side & kept), weight) for side in (mine, ~mine))
    return own, others


def _side(usage: Usage, rows: np.ndarray, weight: np.ndarray) -> Side:
    event, value, document = usage.event[rows], usage.value[rows], usage.document[rows]
    size = np.maximum(np.bincount(event, minlength=len(weight)), 1)
    share = weight / max(weight.sum(), 1e-12)
    each = (share / size)[event]  # sums to 1
    effective = 1 / (each**2).sum() if len(rows) else 0.0
    shares = np.bincount(value, weights=each, minlength=len(usage.values))
    enough = len(rows) >= LEAST_MENTIONS and len(np.unique(document)) >= LEAST_DOCUMENTS
    effect = _design_effect(usage, rows, each) if enough else 1.0
    return Side(shares * effective, effect, enough)


def _design_effect(usage: Usage, rows: np.ndarray, each: np.ndarray) -> float:
    """By how much texts that keep to one word widen the variance (Rao and Scott 1981, first order).

    Variance between an outlet's documents over that of independent mentions, both summed over the
    values. The outlets are given, not drawn, so that their differences are no chance variation.
    """
    values, v = np.unique(usage.value[rows], return_inverse=True)
    documents, first, d = np.unique(usage.document[rows], return_index=True, return_inverse=True)
    used = np.zeros((len(documents), len(values)))
    np.add.at(used, (d, v), each)
    outlet = usage.outlet[rows][first]
    outlet = np.where(np.bincount(outlet)[outlet] > 1, outlet, -1)  # lone documents vary together
    between = 0.0
    for stratum in np.unique(outlet):
        part = used[outlet == stratum]
        spread = part - part.sum(axis=1, keepdims=True) * part.sum(axis=0) / part.sum()
        between += len(part) / max(len(part) - 1, 1) * (spread**2).sum()
    share = used.sum(axis=0)
    independent = (share * (1 - share)).sum() * (each**2).sum()
    return float(max(between / independent, 1.0)) if independent > 1e-12 else 1.0


@dataclass(frozen=True, slots=True)
class Ratio:
    """Log-odds ratios of the values, each against all others, with their standard deviations."""

    delta: np.ndarray  # float64, shape (n_values,); NaN for values that neither side uses
    deviation: np.ndarray

    @property
    def z(self) -> np.ndarray:
        """The z-scores, positive where the first side uses a value more."""
        with np.errstate(divide="ignore", invalid="ignore"):
            scores: np.ndarray = np.where(self.delta == 0, 0.0, self.delta / self.deviation)
        return scores


def log_odds(own: np.ndarray, others: np.ndarray, prior: float) -> Ratio:
    """Compare the use of each value by one side with that by the other.

    Args:
        own: counts, at least 0, shape (n_values,).
        others: counts by the others, of the same shape.
        prior: weight of the prior in mentions, above 0; spread as both sides together use the values.
    """
    alpha = prior * (own + others) / max(own.sum() + others.sum(), 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest_own, rest_others = (side.sum() + prior - side - alpha for side in (own, others))
        delta = np.log((own + alpha) / rest_own) - np.log((others + alpha) / rest_others)
        variance = 1 / (own + alpha) + 1 / rest_own + 1 / (others + alpha) + 1 / rest_others
        deviation = np.sqrt(variance)
    delta[~(np.minimum(rest_own, rest_others) > 1e-9)] = 0.0  # nothing else is used: no difference
    delta[alpha <= 0] = np.nan
    return Ratio(delta, deviation)


def exact(own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Test each value against all others by Fisher's exact test, two-sided, on counts rounded to whole ones.

    Args:
        own: counts, at least 0, shape (n_values,).
        others: counts by the others, of the same shape.

    Returns:
        float64, shape (n_values,): p, 0 to 1; 1 where neither side uses a value.
    """
    n, m = round(own.sum()), round(others.sum())
    p = [_fisher(round(a), round(b), n, m) for a, b in zip(own, others, strict=True)]
    return np.array(p, dtype=np.float64)


@cache
def _fisher(a: int, b: int, n: int, m: int) -> float:
    """Of a of n against b of m; the same tables come again and again."""
    return float(fisher_exact([[a, max(n - a, 0)], [b, max(m - b, 0)]]).pvalue) if a + b else 1.0


def adjusted(p: np.ndarray) -> np.ndarray:
    """Adjust p-values for many tests by Benjamini and Hochberg's procedure; NaN is no test and stays NaN."""
    q = np.full(p.shape, np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        q[tested] = false_discovery_control(np.clip(p[tested], 0.0, 1.0))
    return q


def two_sided(z: np.ndarray) -> np.ndarray:
    """The p-values of z-scores, two-sided; NaN stays NaN."""
    return np.array([erfc(abs(x) / sqrt(2)) for x in z.ravel()]).reshape(z.shape)


def wilson(count: int, total: int, design_effect: float = 1.0) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927), within 0 to 1, rounded to four places.

    Args:
        count: 0 to `total`.
        total: above 0.
        design_effect: at least 1; `total` counts for that much less.
    """
    share, z2 = count / total, Z_95**2
    size = total / design_effect
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = Z_95 / (1 + z2 / size) * sqrt(share * (1 - share) / size + z2 / (4 * size**2))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    return round(low, 4), round(1.0 if count == total else min(1.0, middle + half), 4)


@dataclass(frozen=True, slots=True)
class Compared:
    """One subject of a measure with every outlet set against the others; NaN where nothing was tested."""

    measure: str
    subject: str
    usage: Usage
    own: tuple[Side, ...]  # by outlet
    delta: np.ndarray  # float64, shape (outlets, values)
    deviation: np.ndarray
    p: np.ndarray


def tables(mentions: Iterable[Mention], circles: Collection[frozenset[str]]) -> Iterator[Contrast]:
    """Give the contrasts of every subject that leaves the outlets of some event a choice.

    Rows: every value that an outlet uses, and those it avoids beyond chance though the others use
    them. Numbers of inference stand only where there are enough mentions; counts always do.

    Args:
        mentions: of all measures, in any order.
        circles: for each event the outlets that cover it.
    """
    measures: dict[str, list[Compared]] = defaultdict(list)
    for (measure, subject), usage in usages(mentions, circles):
        measures[measure].append(compare(measure, subject, usage))
    for compared in measures.values():
        q = adjusted(np.concatenate([table.p.ravel() for table in compared]))
        ends = np.cumsum([table.p.size for table in compared])[:-1]
        for table, part in zip(compared, np.split(q, ends), strict=True):
            yield from _rows(table, part.reshape(table.p.shape))


def usages(mentions: Iterable[Mention], circles: Collection[frozenset[str]]) -> Iterator[tuple[tuple[str, str], Usage]]:
    """Give the usage of each measure and subject by the outlets that share events, where they have a choice."""
    subjects = defaultdict(list)
    for mention in mentions:
        subjects[mention.measure, mention.subject].append(mention)
    for key, group in sorted(subjects.items()):
        compared = _company({mention.outlet for mention in group}, circles)
        usage = columns(mention for mention in group if mention.outlet in compared)
        if len(usage.values) > 1:
            yield key, usage


def _company(outlets: Set[str], circles: Collection[frozenset[str]]) -> set[str]:
    """Those of the outlets that cover some event together with another of them."""
    together = (outlets & circle for circle in circles)
    return {outlet for some in together if len(some) > 1 for outlet in some}


def compare(measure: str, subject: str, usage: Usage) -> Compared:
    """Set every outlet of a usage against the others."""
    shape = len(usage.outlets), len(usage.values)
    delta, deviation, p = (np.full(shape, np.nan) for _ in range(3))
    often = np.bincount(usage.value, minlength=shape[1]) >= LEAST_USES
    both = [sides(usage, outlet) for outlet in range(shape[0])]
    for outlet, (own, others) in enumerate(both):
        if own.enough and others.enough:
            counts = own.counts / own.design_effect, others.counts / others.design_effect
            ratio = log_odds(*counts, PRIOR_MENTIONS)
            delta[outlet, often], deviation[outlet, often] = ratio.delta[often], ratio.deviation[often]
            p[outlet, often] = exact(counts[0], counts[1])[often]
    return Compared(measure, subject, usage, tuple(own for own, _ in both), delta, deviation, p)


def _rows(table: Compared, q: np.ndarray) -> Iterator[Contrast]:
    usage = table.usage
    for outlet, own in enumerate(table.own):
        counts = np.bincount(usage.value[usage.outlet == outlet], minlength=len(usage.values))
        for value in np.flatnonzero((counts > 0) | (q[outlet] <= LEVEL)):
            cell = (outlet, int(value))
            made = row((table.measure, table.subject), usage, cell, effect=own.design_effect if own.enough else None)
            yield tested(made, (table.delta[cell], table.deviation[cell]), p=table.p[cell], q=q[cell])


def tested(
    made: Contrast, ratio: tuple[float, float], *, p: float, q: float, bounds: tuple[float, float] | None = None
) -> Contrast:
    """Add odds ratio and test to a contrast; NaN leaves it as it is.

    Args:
        made: the contrast.
        ratio: log-odds ratio and its standard deviation.
        p: of the test alone.
        q: after correction for all tests of the measure.
        bounds: 95 % interval of the log-odds ratio; by default that of its standard deviation.
    """
    delta, deviation = ratio
    if np.isnan(delta):
        return made
    low, high = bounds or (delta - Z_95 * deviation, delta + Z_95 * deviation)
    z = 0.0 if delta == 0 else delta / deviation
    return replace(
        made,
        z=round(float(z), 2),
        odds=_odds(delta),
        odds_low=_odds(low) if np.isfinite(low) else 0.0,
        odds_high=_odds(high) if np.isfinite(high) else None,
        p=None if np.isnan(p) else round(float(p), 6),
        q=None if np.isnan(q) else round(float(q), 6),
    )


def _odds(delta: float) -> float:
    return float(f"{exp(min(max(delta, -MOST), MOST)):.3g}")


def row(key: tuple[str, str], usage: Usage, cell: tuple[int, int], *, effect: float | None = 1.0) -> Contrast:
    """Make the contrast of one outlet and value, with the statements that use it.

    Args:
        key: measure and subject.
        usage: the mentions of the subject.
        cell: codes of outlet and value.
        effect: the interval is that of total / effect mentions; None: no interval.
    """
    outlet, value = cell
    mine = usage.outlet == outlet
    uses = usage.statement[mine & (usage.value == value)]
    count, total = len(uses), int(mine.sum())
    low, high = (None, None) if effect is None else wilson(count, total, effect)
    return Contrast(
        measure=key[0],
        subject=key[1],
        outlet=usage.outlets[outlet],
        value=usage.values[value],
        count=count,
        total=total,
        low=low,
        high=high,
        statements=tuple(usage.statements[i] for i in uses),
    )
