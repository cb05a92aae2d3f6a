"""The outlets' own words: which words and pairs of words set an outlet apart on shared events."""

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
        Up to TOP for each outlet by |z|, after Benjamini and Hochberg over all of its words;
        `total` counts words and pairs, each once a statement. A word used less than the others
        use it has a negative z.
    """
    texts = [_tokens(reading.own) for reading in shared]
    common = _common(texts, shared) - _names(outlets) - FURNITURE - FUNCTION_WORDS
    usage = counting.columns(
        Mention.of(reading, "word", SUBJECT, term)
        for reading, tokens in zip(shared, texts, strict=True)
        for term in _terms(tokens, common)
    )
    for outlet in range(len(usage.outlets)):
        yield from _outlet_rows(usage, outlet)


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
    """Words, and pairs of them that stand side by side: no pair begins or ends in a function word."""
    before = ""
    for token in tokens:
        word = token.form.lower()
        if word in common:
            yield word
            if before:
                yield f"{before} {word}"
        before = word if word in common else ""


def _outlet_rows(usage: counting.Usage, outlet: int) -> Iterator[Contrast]:
    mine = usage.outlet == outlet
    own, others = counting.sides(usage, outlet)
    if not (own.enough and others.enough):
        return
    z = counting.log_odds(own.counts, others.counts, PRIOR_WORDS)
    z[np.bincount(usage.value, minlength=len(z)) < LEAST_USES] = np.nan
    for sign, side in ((1, mine), (-1, ~mine)):
        z[(np.sign(z) == sign) & (_documents(usage, side) < counting.LEAST_DOCUMENTS)] = np.nan
    passed = np.flatnonzero(counting.beyond_chance(z) & (np.abs(z) >= counting.Z_95))
    for value in sorted(passed, key=lambda v: (-abs(z[v]), v))[:TOP]:
        yield counting.row(("word", SUBJECT), usage, (outlet, int(value)), z[value])


def _documents(usage: counting.Usage, side: np.ndarray) -> np.ndarray:
    """In how many documents of one side each value stands."""
    size = int(usage.document.max()) + 1
    pairs = np.unique(usage.value[side] * size + usage.document[side])
    return np.bincount(pairs // size, minlength=len(usage.values))
