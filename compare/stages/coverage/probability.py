"""How likely it is that an absence is only one in what we found, and how much of a surprise it is.

With π the outlet's rate of covering such a thing, c the share of its output that we hold, r the recall of our
search and φ its share of false matches (design.md, section 6):

    P(it did mention it | we found nothing) = π(1 − c·r) / (π(1 − c·r) + (1 − π)(1 − φ))

r and φ are counted on annotated news and stand in the settings; their intervals are those of Clopper and
Pearson (1934). π is the outlet's own history in the run: how often it was found to carry what as many others
carry, shrunk to the mean of all outlets (beta-binomial, empirical Bayes; Efron and Morris 1975). What was found
is taken for what was carried: a correction with r and φ (Rogan and Gladen 1978) would need the φ of that history,
and φ is counted on facts that are hard to tell apart. Nothing here says why an outlet is silent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log2

import numpy as np
from scipy.stats import betabinom, binomtest

from compare.settings import Settings

CONFIDENCE = 0.95  # of every interval; a convention
SIZES = 3  # independent voices from which a thing is "widely carried"; 1 and 2 are sizes of their own; convention
PRIOR_EDGE = 0.02  # no outlet surely covers, or surely leaves out, a thing: π is kept this far from 0 and 1
STRENGTHS = 2.0 ** np.arange(0, 10)  # trials that the mean of all outlets may be worth; the likeliest is taken
EDGE = 1e-3  # keeps the mean of a beta distribution inside (0, 1)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """Count by total, 0 to 1; None of nothing."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of Clopper and Pearson; None of nothing."""
        return _exact_interval(self.count, self.total) if self.total else None


@cache  # its two roots cost a millisecond or more, and thousands of absences have the same share
def _exact_interval(count: int, total: int) -> tuple[float, float]:
    found = binomtest(count, total).proportion_ci(CONFIDENCE, "exact")
    return float(found.low), float(found.high)


@dataclass(frozen=True, slots=True)
class Search:
    """How well the search finds: of what was mentioned the found, and of what was not the falsely matched."""

    recall: Share
    mistaken: Share

    @classmethod
    def of_facts(cls, settings: Settings) -> "Search":
        """The search for a fact in what an outlet says on the event."""
        return cls(
            Share(settings.facts_found, settings.facts_mentioned), Share(settings.facts_mistaken, settings.facts_absent)
        )

    @classmethod
    def of_events(cls, settings: Settings) -> "Search":
        """The search for an event in all that an outlet published."""
        return cls(
            Share(settings.events_found, settings.events_mentioned),
            Share(settings.events_mistaken, settings.events_absent),
        )


@dataclass(frozen=True, slots=True)
class Chance:
    """That the outlet did mention it though nothing was found, with the interval that r's leaves."""

    value: float
    low: float
    high: float


def missed(prior: float, completeness: float | None, search: Search) -> Chance | None:
    """The probability that it was mentioned though nothing was found; None where c, r or φ is unknown.

    Args:
        prior: π, 0 to 1.
        completeness: c, 0 to 1, as declared for the outlet.
        search: r and φ.
    """
    recall, mistaken, ends = search.recall.value, search.mistaken.value, search.recall.interval
    if completeness is None or recall is None or mistaken is None or ends is None:
        return None
    values = [posterior(prior, completeness * r, mistaken) for r in (recall, ends[1], ends[0])]
    return Chance(*values)


def posterior(prior: float, reached: float, mistaken: float) -> float:
    """The formula; `reached` is c·r, the share of its mentions that the search can find. 0 to 1."""
    mentioned, absent = prior * (1 - reached), (1 - prior) * (1 - mistaken)
    return mentioned / (mentioned + absent) if mentioned + absent else prior


def surprise(prior: float) -> float:
    """How unexpected it is that an outlet says nothing, in bits: −log2(1 − π)."""
    return -log2(1 - prior)


# ------------------------------------------------------------------------------- π


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion on which an outlet could have carried what other outlets carry.

    Attributes:
        outlet: who could have carried it.
        event: where.
        fact: statement id; None: the event as a whole.
        kind: event, figure, claim or other.
        voices: independent voices among the others that carry it.
        carried: whether the outlet was found to carry it.
    """

    outlet: str
    event: str
    fact: str | None
    kind: str
    voices: int
    carried: bool

    @property
    def size(self) -> tuple[str, int]:
        """What counts as a thing of that kind and size."""
        return self.kind, min(self.voices, SIZES)


@dataclass(frozen=True, slots=True)
class History:
    """How often each outlet carried what it could have carried, and what all outlets do.

    Attributes:
        own: for outlet, kind and size its share.
        mean: for kind and size the parameters of the beta distribution of the outlets' rates.
        search: what the shares are corrected with.
    """

    own: Mapping[tuple[str, tuple[str, int]], Share]
    mean: Mapping[tuple[str, int], tuple[float, float]]
    search: Search = field(default_factory=lambda: Search(Share(0, 0), Share(0, 0)))

    def prior(self, absent: Occasion) -> float:
        """π of an outlet for a thing, the occasion itself left out; one half where no outlet has a history."""
        if absent.size not in self.mean:
            return 0.5
        a, b = self.mean[absent.size]
        share = self.own.get((absent.outlet, absent.size), Share(0, 0))
        rest = Share(share.count - absent.carried, share.total - 1) if share.total else share
        rate = (rest.count + a) / (rest.total + a + b)
        return min(max(rate, PRIOR_EDGE), 1 - PRIOR_EDGE)


def history(occasions: Iterable[Occasion], search: Search) -> History:
    """Count the occasions of each outlet and fit, for each kind and size, how the outlets' rates are spread."""
    tally: dict[tuple[str, tuple[str, int]], list[bool]] = defaultdict(list)
    for occasion in occasions:
        tally[occasion.outlet, occasion.size].append(occasion.carried)
    own = {key: Share(sum(carried), len(carried)) for key, carried in sorted(tally.items())}
    sizes = sorted({size for _, size in own})
    spread = {size: beta([share for (_, s), share in own.items() if s == size]) for size in sizes}
    return History(own, spread, search)


def beta(shares: Sequence[Share]) -> tuple[float, float]:
    """The beta distribution of the rates behind these shares: pooled mean, likeliest of `STRENGTHS`.

    Returns:
        Its two parameters; a strong prior where the outlets do not differ, a weak one where they do.
    """
    counts, totals = (np.array(x) for x in zip(*((s.count, s.total) for s in shares), strict=True))
    mean = float(np.clip(counts.sum() / max(totals.sum(), 1), EDGE, 1 - EDGE))
    fits = [betabinom.logpmf(counts, totals, mean * m, (1 - mean) * m).sum() for m in STRENGTHS]
    strength = float(STRENGTHS[int(np.argmax(np.round(fits, 9)))])
    return mean * strength, (1 - mean) * strength
