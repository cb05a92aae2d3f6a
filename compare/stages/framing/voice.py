"""Shares that are not told statement by statement: words given to speakers, and doubt between sides.

In: mentions. Out: contrasts. Words of one document hang together, so that the interval of a share of words is
found by drawing documents anew (bootstrap; Efron 1979). Doubt is compared between the sides that one outlet
reports, by an odds ratio with Fisher's exact test: whose words does it doubt more often than others'?
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

import numpy as np

from compare.stages.framing import counting
from compare.stages.framing.counting import Mention
from compare.types import Contrast, Stance, Statement

WORDS = "voice words"
BY_SIDE = "doubt by side"
SIDE = "side: "
DRAWS = 400  # of the bootstrap; the ends of a 95 % interval are then the tenth from each side
SEED = 7


def words_given(statement: Statement) -> int:
    """Words of a statement that are its speaker's, quoted or paraphrased."""
    if statement.speaker is None:
        return 0
    span, base = statement.speaker.content_span, statement.start
    return len(statement.text[max(0, span.start - base) : max(0, span.end - base)].split())


def in_words(mentions: Iterable[Mention], circles: Collection[frozenset[str]]) -> Iterator[Contrast]:
    """Give each outlet's speakers with the words given to them, of all words given to speakers.

    Not tested: `low` and `high` are of the share of words, documents drawn anew; None where there are too few.
    """
    held = tuple(mentions)
    outlets = {o for circle in circles for o in circle}
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in sorted(set(held)):
        if mention.outlet in outlets:
            groups[mention.subject, mention.outlet].append(mention)
    for (subject, outlet), group in sorted(groups.items()):
        yield from _shares(subject, outlet, group)


def _shares(subject: str, outlet: str, group: list[Mention]) -> Iterator[Contrast]:
    values, documents = sorted({m.value for m in group}), sorted({m.document for m in group})
    table = np.zeros((len(documents), len(values)))
    for m in group:
        table[documents.index(m.document), values.index(m.value)] += m.weight
    enough = len(group) >= counting.LEAST_MENTIONS and len(documents) >= counting.LEAST_DOCUMENTS
    generator = np.random.default_rng(SEED)
    times = generator.multinomial(len(documents), np.full(len(documents), 1 / len(documents)), size=DRAWS)
    drawn = times @ table
    low, high = np.quantile(drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1), [0.025, 0.975], axis=0)
    for i, value in enumerate(values):
        yield Contrast(
            WORDS,
            subject,
            outlet,
            value,
            count=int(table[:, i].sum()),
            total=int(table.sum()),
            low=round(float(low[i]), 4) if enough else None,
            high=round(float(high[i]), 4) if enough else None,
            statements=tuple(sorted({m.statement for m in group if m.value == value})),
        )


def by_side(mentions: Iterable[Mention], circles: Collection[frozenset[str]]) -> Iterator[Contrast]:
    """Give for each outlet and side how many reports of its words are doubted, and the odds against its other sides.

    Args:
        mentions: of the measure `doubt`; those of sides are read.
        circles: for each event the outlets that cover it.
    """
    compared = {o for circle in circles for o in circle}
    sides: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for m in sorted(set(mentions)):
        if m.subject.startswith(SIDE) and m.outlet in compared:
            sides[m.outlet][m.subject.removeprefix(SIDE)].append(m)
    rows = [_side(outlet, side, held) for outlet, held in sorted(sides.items()) for side in sorted(held)]
    q = counting.adjusted(np.array([p for _, _, p in rows], dtype=np.float64))
    for (made, ratio, p), adjusted in zip(rows, q, strict=True):
        yield counting.tested(made, ratio, p=p, q=float(adjusted))


def _side(outlet: str, side: str, held: dict[str, list[Mention]]) -> tuple[Contrast, tuple[float, float], float]:
    own = held[side]
    others = [m for other, group in held.items() if other != side for m in group]
    counts = np.array([_doubted(own), _doubted(others)], dtype=np.float64)
    doubted = tuple(m.statement for m in own if m.value == Stance.DOUBTING)
    enough = all(_enough(group) for group in (own, others))
    low, high = counting.wilson(len(doubted), len(own)) if _enough(own) else (None, None)
    made = Contrast(BY_SIDE, "doubted", outlet, side, len(doubted), len(own), None, low, high, doubted)
    if not enough:
        return made, (float("nan"), float("nan")), float("nan")
    ratio = counting.log_odds(counts[0], counts[1], counting.PRIOR_MENTIONS)
    p = counting.exact(counts[0], counts[1])
    return made, (float(ratio.delta[0]), float(ratio.deviation[0])), float(p[0])


def _enough(group: list[Mention]) -> bool:
    return len(group) >= counting.LEAST_MENTIONS and len({m.document for m in group}) >= counting.LEAST_DOCUMENTS


def _doubted(group: list[Mention]) -> list[int]:
    doubted = Counter(m.value == Stance.DOUBTING for m in group)
    return [doubted[True], doubted[False]]
