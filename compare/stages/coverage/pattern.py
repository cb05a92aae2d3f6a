"""What an outlet leaves out over many events: observed beside expected, and kinds of facts that it passes over.

Counts, intervals and tests on what was found, stratified by event, so that outlets are only compared on what
both could carry. A pattern is a description of coverage; it tells nothing of intent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import chi2, false_discovery_control, hypergeom

from compare.stages.coverage.facts import VICTIMS
from compare.stages.coverage.probability import Occasion, Share
from compare.stages.coverage.states import Scene
from compare.types import Pattern, Statement, Tally

LEAST_CHANCES = 5  # of an outlet, on facts of one subject: under it no test can tell anything; a convention
LEAST_EVENTS = 2  # strata: one event is a story, not a pattern; a convention


def tallies(occasions: Sequence[Occasion]) -> tuple[Tally, ...]:
    """For each outlet, what it was found to carry of what it could, beside what the others would have.

    Expected is, for each occasion, the share in which the other outlets carry a thing of its kind and size.
    The interval is that of its own rate (Clopper and Pearson): an outlet whose expected number lies outside
    carries less, or more, than the others do.
    """
    rates = {key: _shares(group) for key, group in _grouped(occasions, lambda o: o.size).items()}
    rows = []
    for (outlet, level), own in _grouped(occasions, lambda o: (o.outlet, _level(o))).items():
        expected = sum(_of_others(rates[o.size], outlet) for o in own)
        share = Share(sum(o.carried for o in own), len(own))
        low, high = share.interval or (0.0, 1.0)
        ends = (round(low * share.total, 2), round(high * share.total, 2))
        rows.append(Tally(outlet, level, share.total, share.count, round(expected, 2), *ends))
    return tuple(rows)


def _level(occasion: Occasion) -> str:
    return "events" if occasion.fact is None else "facts"


def _grouped(occasions: Iterable[Occasion], key) -> dict:
    groups: dict = defaultdict(list)
    for occasion in occasions:
        groups[key(occasion)].append(occasion)
    return dict(sorted(groups.items()))


def _shares(occasions: Iterable[Occasion]) -> Mapping[str, Share]:
    return {
        outlet: Share(sum(o.carried for o in own), len(own))
        for outlet, own in _grouped(occasions, lambda o: o.outlet).items()
    }


def _of_others(shares: Mapping[str, Share], outlet: str) -> float:
    """The share of the other outlets together; the outlet's own where there are no others."""
    others = [s for o, s in shares.items() if o != outlet] or [shares[outlet]]
    return sum(s.count for s in others) / sum(s.total for s in others)


# ------------------------------------------------------------------------------- patterns


@dataclass(frozen=True, slots=True)
class _Stratum:
    """One event's table: an outlet and the others, carried and chances."""

    carried: int
    chances: int
    others_carried: int
    others_chances: int

    @property
    def tells(self) -> bool:
        """Whether both sides had a chance, and not everything or nothing was carried."""
        all_carried, total = self.carried + self.others_carried, self.chances + self.others_chances
        return self.chances > 0 and self.others_chances > 0 and 0 < all_carried < total


def patterns(occasions: Sequence[Occasion], scene: Scene) -> tuple[Pattern, ...]:
    """For each outlet and subject, whether it carries such facts less or more than others on the same events.

    The test is that of Cochran, Mantel and Haenszel over 2 x 2 tables, one an event, with their common odds ratio
    (Mantel and Haenszel 1959); q is p after Benjamini and Hochberg (1995) over all rows. Facts of one event are
    not quite independent, so read q as an order rather than as an error rate.

    Returns:
        Sorted by q, then outlet and subject; only subjects with LEAST_CHANCES in LEAST_EVENTS.
    """
    about: dict[str, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        for subject in subjects(scene.statement(occasion.fact), scene) if occasion.fact else ():
            about[subject].append(occasion)
    found = [row for subject in sorted(about) for row in _of_subject(subject, about[subject])]
    if not found:
        return ()
    q = false_discovery_control([row.p for row in found])
    rows = (_with_q(row, float(value)) for row, value in zip(found, q, strict=True))
    return tuple(sorted(rows, key=lambda r: (r.q, r.p, r.outlet, r.subject)))


def _with_q(row: Pattern, q: float) -> Pattern:
    return replace(row, q=round(q, 4), p=round(row.p, 4))


def _of_subject(subject: str, occasions: Sequence[Occasion]) -> Iterator[Pattern]:
    events = _grouped(occasions, lambda o: o.event)
    for outlet, own in _grouped(occasions, lambda o: o.outlet).items():
        strata = [s for s in (_stratum(rows, outlet) for rows in events.values()) if s.tells]
        if len(own) < LEAST_CHANCES or len(strata) < LEAST_EVENTS:
            continue
        odds, p = mantel_haenszel(strata)
        yield Pattern(
            outlet=outlet,
            subject=subject,
            carried=sum(s.carried for s in strata),
            chances=sum(s.chances for s in strata),
            others_carried=sum(s.others_carried for s in strata),
            others_chances=sum(s.others_chances for s in strata),
            events=len(strata),
            odds=odds,
            p=p,
            q=1.0,
            facts=tuple(sorted(o.fact for o in own if o.fact and not o.carried)),
        )


def _stratum(rows: Sequence[Occasion], outlet: str) -> _Stratum:
    own = [o.carried for o in rows if o.outlet == outlet]
    others = [o.carried for o in rows if o.outlet != outlet]
    return _Stratum(sum(own), len(own), sum(others), len(others))


def mantel_haenszel(strata: Sequence[_Stratum]) -> tuple[float | None, float]:
    """The common odds ratio of 2 x 2 tables, and p of the test that it is 1 (without continuity correction)."""
    a, n = np.array([s.carried for s in strata]), np.array([s.chances for s in strata])
    c, m = np.array([s.others_carried for s in strata]), np.array([s.others_chances for s in strata])
    null = hypergeom(n + m, a + c, n)
    with np.errstate(divide="ignore", invalid="ignore"):  # scipy also takes the kurtosis, which small tables have not
        mean, variance = null.mean(), null.var().sum()
    p = float(chi2.sf((a - mean).sum() ** 2 / variance, 1)) if variance > 0 else 1.0
    for_, against = (a * (m - c) / (n + m)).sum(), (c * (n - a) / (n + m)).sum()
    return (round(float(for_ / against), 3) if against > 0 and for_ > 0 else None), p


def subjects(fact: Statement, scene: Scene) -> tuple[str, ...]:
    """What a fact is about: whose victims, which actors, whose claim; sorted."""
    slots = fact.slots
    found = {f"victims: {q.whose}" for q in slots.quantities if q.unit in VICTIMS and q.whose}
    found |= {f"actor: {p.key}" for p in slots.actors}
    if fact.speaker is not None and fact.speaker.speaker is not None:
        known = scene.speakers.get(fact.speaker.speaker)
        found.add(f"speaker: {known.name if known else fact.speaker.speaker}")
    return tuple(sorted(found))
