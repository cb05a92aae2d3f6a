"""Whether a sentence asserts or denies its claim, and whether it speaks of deeds."""

from collections.abc import Sequence

from compare.lexicon.actions import (
    CONDITIONAL,
    DEMANDED_PHRASES,
    DEMANDED_WORDS,
    DENIALS,
    NEGATIONS,
    NEGATIVE_PHRASES,
    NOT_DENYING,
    PLANNED_PHRASES,
    PLANNED_WORDS,
    POSSIBLE,
)
from compare.stages.slots.tokens import Token, at, by_first, longest
from compare.types import Modality, Polarity

_NEGATIVE = by_first(NEGATIVE_PHRASES)
_PLANS = by_first(PLANNED_PHRASES)
_DEMANDS = by_first(DEMANDED_PHRASES)
# A word after these belongs to a clause inside the sentence, whose mood is not that of the main claim.
_SUBORDINATE = frozenset("who which whose because until although though but while".split())
_SAYING = frozenset("said says saying told reported insisted added claimed stated reports confirmed".split())
_AUX = frozenset("did does do has have had was were is are will would could can should".split())


def polarity(tokens: Sequence[Token]) -> Polarity:
    """Tell whether the sentence denies its main claim.

    Not a denial: "not only", "not clear", "no casualties" (a quantity of zero), one inside a relative clause.
    """
    for position in _outer(tokens):
        token = tokens[position]
        if token.low in DENIALS and at(tokens, position - 1) not in ("not", "never", "nor"):
            return Polarity.DENIED
        if longest(tokens, position, _NEGATIVE):
            return Polarity.DENIED
        if (
            _negates(tokens, position)
            and at(tokens, position + 1) not in NOT_DENYING
            and not _unknown(tokens, position)
        ):
            return Polarity.DENIED
    return Polarity.ASSERTED


def modality(tokens: Sequence[Token]) -> Modality:
    """Tell a deed from what is demanded, conditional, planned or possible, in this order.

    "Suspected" and "alleged" stay actual: they doubt who did it, or are the doubt of a speaker.
    """
    outer = _outer(tokens)
    lows = {tokens[k].low for k in outer if tokens[k].text != "May"}
    if lows & DEMANDED_WORDS or any(longest(tokens, k, _DEMANDS) for k in outer):
        return Modality.DEMANDED
    if lows & CONDITIONAL:
        return Modality.CONDITIONAL
    if lows & PLANNED_WORDS or any(longest(tokens, k, _PLANS) for k in outer):
        return Modality.PLANNED
    return Modality.POSSIBLE if lows & POSSIBLE else Modality.ACTUAL


def _negates(tokens: Sequence[Token], position: int) -> bool:
    """Whether a negation is of a verb: "did not", "has never", "wasn't"."""
    low = at(tokens, position)
    return low in NEGATIONS and (low != "not" or at(tokens, position - 1) in _AUX)


def _unknown(tokens: Sequence[Token], position: int) -> bool:
    """Whether the negation is of knowing and not of the deed: "could not be independently verified"."""
    return any(at(tokens, position + k) in _KNOWING for k in range(1, 5))


_KNOWING = frozenset("verified verify confirm confirmed known clear comment commented corroborated".split())


def _outer(tokens: Sequence[Token]) -> list[int]:
    """Positions outside relative and causal clauses, which are taken to reach six words from their opener."""
    inner = {k + step for k in range(len(tokens)) if _subordinate(tokens, k) for step in range(1, 7)}
    return [k for k in range(len(tokens)) if k not in inner]


def _subordinate(tokens: Sequence[Token], position: int) -> bool:
    low = at(tokens, position)
    return low in _SUBORDINATE or (low == "that" and at(tokens, position - 1) not in _SAYING)
