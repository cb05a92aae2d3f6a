"""The outlets' own words: which words and runs of up to three set an outlet apart on shared events.

"Fightin' Words" (Monroe, Colaresi and Quinn 2008) on text of shared events alone; how firm a word stands is
told by a bootstrap over documents (Efron 1979), for the words of one text are not drawn one by one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from compare.stages.framing import counting
from compare.stages.framing.counting import Mention
from compare.stages.framing.quotation import GAP, Reading
from compare.types import Contrast, Outlet, Part

SUBJECT = "own words"
TOP = 20  # words shown an outlet: what is read at a glance; a convention

# Rarer words cannot come out with the prior below, and would make the correction for many comparisons
# harder on the others. On the dev corpus with outlets shuffled within events (no true difference),
# 10 gave no word to two words a shuffle (six shuffles, 15 outlets).
LEAST_USES = 10

DRAWS = 200  # of the bootstrap; the ends of a 95 % interval are then the fifth from each side
SEED = 7
LONGEST = 3  # words of a run

# Weight of the prior in words. Monroe and others take the size of a day's speech; here about the
# words and pairs of three news items of 400 words.
PRIOR_WORDS = 1000.0

# A word that stands in lower case in less than half of its uses inside sentences is part of a name.
LEAST_LOWER = 0.5

_TOKEN = re.compile(rf"[^\W\d_]+(?:['’-][^\W\d_]+)*|{GAP}+|[^\s]")

FUNCTION_WORDS = frozenset(
    """a about above after again against all almost along already also although always am among amid an
    and another any anyone are around as at away back be became because become been before being below
    between both but by came can cannot could did do does doing done down due during each either else
    even ever every few first for from further get gets getting go going goes gone got had has have
    having he her here hers herself him himself his how however i if in including into is it its itself
    just last later least less like made make makes making many may me might more most much must my near
    nearly neither never next no nor not now of off often on once one ones only onto or other others our
    out over own per put rather same second several shall she should since so some soon still such take
    taken taking than that the their theirs them themselves then there these they third this those
    though through thus to together too took toward towards two three four five six seven eight nine ten
    eleven twelve hundred hundreds thousand thousands million dozen dozens under until up upon us very
    via was we well went were what when where whether which while who whom whose why will with within
    without would yet you your s t don't doesn't didn't isn't wasn't aren't weren't won't couldn't dont
    isnt doesnt didnt wasnt arent wont am pm monday tuesday wednesday thursday friday saturday sunday
    mon tue wed thu fri sat sun january february march april june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)


# Page furniture that cannot be told from the report: "Published October 1", "Date of publication".
FURNITURE = frozenset(
    """copyright correspondent correspondents date edited editing editor file image images photo photos
    posted publication published reporter reporting updated video""".split()
)


@dataclass(frozen=True, slots=True)
class _Token:
    form: str
    first: bool  # of its sentence


def contrasts(shared: Sequence[Reading], outlets: Sequence[Outlet]) -> Iterator[Contrast]:
    """Give each outlet's words that differ from the other outlets' on the same events.

    Args:
        shared: the statements of events of at least two outlets.
        outlets: names and aliases are no words.

    Returns:
        Up to TOP for each outlet by |z|, of those beyond 1.96 whose bootstrap interval keeps to one side;
        `q` is after Benjamini and Hochberg over all words of all outlets, and most that are listed are no
        finding by it. `total` counts words and runs, each once a statement. A word used less than the others
        use it has a negative z.
    """
    usage = used(shared, outlets)
    ratios = compare(usage)
    p = np.array([counting.two_sided(ratio.z) for ratio in ratios])
    q = counting.adjusted(p)
    for outlet, ratio in enumerate(ratios):
        yield from _outlet_rows(usage, outlet, ratio, (p[outlet], q[outlet]))


def used(shared: Sequence[Reading], outlets: Sequence[Outlet]) -> counting.Usage:
    """Which words and runs of words the statements use as their outlets' own."""
    return counting.columns(mentioned(shared, outlets))


def mentioned(shared: Sequence[Reading], outlets: Sequence[Outlet]) -> list[Mention]:
    """The same, one by one."""
    texts = [_tokens(reading.own) for reading in shared]
    common = _common(texts, shared) - _names(outlets) - FURNITURE
    return [
        Mention.of(reading, "word", SUBJECT, term)
        for reading, tokens in zip(shared, texts, strict=True)
        for term in _terms(tokens, common)
    ]


def compare(usage: counting.Usage) -> list[counting.Ratio]:
    """Set every outlet's words against those of the others."""
    return [_ratio(usage, outlet) for outlet in range(len(usage.outlets))]


def _tokens(own: str) -> list[_Token]:
    return [_Token(match.group(), i == 0) for i, match in enumerate(_TOKEN.finditer(own))]


def _common(texts: Sequence[list[_Token]], shared: Sequence[Reading]) -> set[str]:
    """Words that are no names: in lower case in at least LEAST_LOWER of their uses inside sentences."""
    lower: Counter[str] = Counter()
    all_uses: Counter[str] = Counter()
    for tokens, reading in zip(texts, shared, strict=True):
        if reading.statement.part is Part.HEADLINE:
            continue  # headlines may have capitals everywhere
        inside = [token.form for token in tokens if not token.first and token.form[0].isalpha()]
        all_uses.update(form.lower() for form in inside)
        lower.update(form for form in inside if form.islower())
    return {word for word, count in lower.items() if len(word) > 1 and count >= LEAST_LOWER * all_uses[word]}


def _names(outlets: Sequence[Outlet]) -> set[str]:
    names = " ".join(name for outlet in outlets for name in (outlet.id, outlet.name, *outlet.aliases))
    return {word.lower() for word in names.split() if word[0].isupper()}


def _terms(tokens: Sequence[_Token], common: set[str]) -> Iterator[str]:
    """Words, and runs of up to LONGEST that stand side by side: none begins or ends in a function word."""
    words = [token.form.lower() for token in tokens]
    for at, word in enumerate(words):
        if word not in common or word in FUNCTION_WORDS:
            continue
        yield word
        for end in range(at + 2, min(at + LONGEST, len(words)) + 1):
            if words[end - 1] not in common:
                break
            if words[end - 1] not in FUNCTION_WORDS:
                yield " ".join(words[at:end])


def _ratio(usage: counting.Usage, outlet: int) -> counting.Ratio:
    """The ratios of an outlet's words; NaN where there are too few uses, or too few documents that use them."""
    own, others = counting.sides(usage, outlet)
    if not (own.enough and others.enough):
        nothing = np.full(len(usage.values), np.nan)
        return counting.Ratio(nothing, nothing)
    ratio = counting.log_odds(own.counts, others.counts, PRIOR_WORDS)
    delta = ratio.delta.copy()
    delta[np.bincount(usage.value, minlength=len(delta)) < LEAST_USES] = np.nan
    mine = usage.outlet == outlet
    for sign, side in ((1, mine), (-1, ~mine)):
        delta[(np.sign(delta) == sign) & (_documents(usage, side) < counting.LEAST_DOCUMENTS)] = np.nan
    return counting.Ratio(delta, ratio.deviation)


def _outlet_rows(
    usage: counting.Usage, outlet: int, ratio: counting.Ratio, tests: tuple[np.ndarray, np.ndarray]
) -> Iterator[Contrast]:
    p, q = tests
    passed = np.flatnonzero(np.abs(ratio.z) >= counting.Z_95)
    if not len(passed):
        return
    low, high = _bootstrap(usage, outlet, passed)
    firm = [i for i in range(len(passed)) if low[i] > 0 or high[i] < 0]
    for i in sorted(firm, key=lambda i: (-abs(ratio.z[passed[i]]), passed[i]))[:TOP]:
        value = int(passed[i])
        made = counting.row(("word", SUBJECT), usage, (outlet, value))
        bounds = float(low[i]), float(high[i])
        yield counting.tested(made, (ratio.delta[value], ratio.deviation[value]), p=p[value], q=q[value], bounds=bounds)


def _bootstrap(usage: counting.Usage, outlet: int, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % intervals of the log-odds ratios of some values, documents drawn anew with replacement.

    Each side draws as many documents as it has; events are weighed anew in each draw.
    """
    generator = np.random.default_rng(SEED)
    sides = [_Drawn.of(usage, side, values) for side in (usage.outlet == outlet, usage.outlet != outlet)]
    sizes = [side.counts.sum() for side in counting.sides(usage, outlet)]
    drawn = np.empty((DRAWS, len(values)))
    for draw in range(DRAWS):
        times = [generator.multinomial(n, np.full(n, 1 / n)) for n in (len(side.documents) for side in sides)]
        n, m = (side.used(t) for side, t in zip(sides, times, strict=True))
        weight = n * m / np.maximum(n + m, 1e-12)
        weight /= max(weight.sum(), 1e-12)
        own, others = (
            side.shares(t, weight / np.maximum(size, 1e-12)) * effective
            for side, t, size, effective in zip(sides, times, (n, m), sizes, strict=True)
        )
        rest = [np.append(side, max(size - side.sum(), 0.0)) for side, size in zip((own, others), sizes, strict=True)]
        drawn[draw] = counting.log_odds(rest[0], rest[1], PRIOR_WORDS).delta[:-1]
    low, high = np.nanquantile(drawn, [0.025, 0.975], axis=0)
    return low, high


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The words of one side by document and event, ready to be drawn."""

    documents: np.ndarray
    n_events: int
    n_values: int
    cells: tuple[np.ndarray, ...]  # document, event, words in it
    uses: tuple[np.ndarray, ...]  # document, event, value, uses in it

    @classmethod
    def of(cls, usage: counting.Usage, side: np.ndarray, values: np.ndarray) -> "_Drawn":
        """Sum up the words of a side, and apart from them the uses of some values."""
        documents, document = np.unique(usage.document[side], return_inverse=True)
        event, value = usage.event[side], usage.value[side]
        cells, words = np.unique(np.stack([document, event]), axis=1, return_counts=True)
        wanted = np.isin(value, values)
        code = np.searchsorted(values, value[wanted])
        uses, times = np.unique(np.stack([document[wanted], event[wanted], code]), axis=1, return_counts=True)
        return cls(documents, int(usage.event.max()) + 1, len(values), (*cells, words), (*uses, times))

    def used(self, times: np.ndarray) -> np.ndarray:
        """Words in each event when the documents are drawn so many times; float64, shape (n_events,)."""
        document, event, words = self.cells
        return np.bincount(event, weights=times[document] * words, minlength=self.n_events)

    def shares(self, times: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """Share of each value, a word of an event weighing so much; float64, shape (n_values,)."""
        document, event, value, uses = self.uses
        return np.bincount(value, weights=times[document] * uses * weight[event], minlength=self.n_values)


def _documents(usage: counting.Usage, side: np.ndarray) -> np.ndarray:
    """In how many documents of one side each value stands."""
    size = int(usage.document.max()) + 1
    pairs = np.unique(usage.value[side] * size + usage.document[side])
    return np.bincount(pairs // size, minlength=len(usage.values))
