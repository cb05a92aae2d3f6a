"""How far a verdict can be believed: a probability for the way in which it was decided, not the model's alone.

The verdict scorer gives four probabilities, but slots overrule it, and two figures of two blows look like two accounts
of one. So the probability that is told is learned anew, from verdicts on questions that the scorers never saw:

    agreement, compatible, omission    P(right | label, the model's log-odds of it)
    contradiction                      P(one occurrence | the two sentences) · P(right | one occurrence, the label,
                                       the log-odds, slots or model, how near the two figures are)

Platt (1999) does the same for one score; the product is the law of total probability, since two sentences on two
occurrences never contradict each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

import numpy as np

from compare.comparison import Matrix
from compare.scorer import Scorer
from compare.stages.judgment.comparing import PAIR_FEATURES, Ranked
from compare.stages.judgment.opposing import Ground
from compare.types import Label

# Of the features of a pair those on occurrence; with all of them the contradictions of the dev gold are sorted no
# better into those of documents with a common event and others (AUC 0.90 both).
OCCURRENCE_FEATURES = (
    "same occurrence", "document on event", "document linked", "cosine", "words", "anchor words said", "days apart",
    "same days", "places", "other places",
)  # fmt: skip
TOLD_FEATURES = (
    *(f"told {label}" for label in Label),
    *(f"log-odds of {label}" for label in Label),
    "opposed by slots",
    "nearness of figures",
)
LEAST = 1e-4  # a probability nearer to 0 or 1 is taken as this far from it: verdicts have four digits


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict as it was decided, before its probability is told.

    Attributes:
        label: of the verdict.
        ground: why, and the rank of the candidate that shows it.
        told: by label the probability of the verdict scorer.
        features: the row of VERDICT_FEATURES that it saw.
        opposed: whether slots alone make it a contradiction, whatever the model says.
    """

    label: Label
    ground: Ground
    told: Mapping[str, float]
    features: Matrix
    opposed: bool


@dataclass(frozen=True, slots=True)
class Certainty:
    """The scorers that tell how far a verdict can be believed.

    Attributes:
        occurrence: trained on OCCURRENCE_FEATURES of told contradictions; "same": both sentences are on one
            occurrence.
        told: trained on TOLD_FEATURES of verdicts; "right": the label is that of the gold.
    """

    occurrence: Scorer
    told: Scorer

    def expect(self) -> None:
        """Refuse scorers of other features.

        Raises:
            ModelError: names the first feature that differs.
        """
        self.occurrence.expect(OCCURRENCE_FEATURES)
        self.told.expect(TOLD_FEATURES)


def believe(decision: Decision, ranked: Ranked, certainty: Certainty) -> float:
    """The probability that a verdict is right, 0 to 1."""
    right = _share(certainty.told, told_features(decision, ranked), "right")
    if decision.label is not Label.CONTRADICTION:
        return right
    return right * _share(certainty.occurrence, occurrence_features(decision, ranked), "same")


def told_features(decision: Decision, ranked: Ranked) -> Matrix:
    """One number for each of TOLD_FEATURES; what is of other labels is 0."""
    own = [decision.label is label for label in Label]
    odds = _log_odds(decision.told.get(decision.label, 0.0))
    clash = decision.label is Label.CONTRADICTION
    row = (*own, *(odds * is_own for is_own in own), decision.opposed, clash * _nearness(decision, ranked))
    return np.array(row, dtype=np.float32)


def occurrence_features(decision: Decision, ranked: Ranked) -> Matrix:
    """One number for each of OCCURRENCE_FEATURES, of the anchor and the sentence that the reason speaks of."""
    return ranked.features[decision.ground.rank, [PAIR_FEATURES.index(name) for name in OCCURRENCE_FEATURES]]


def _nearness(decision: Decision, ranked: Ranked) -> float:
    """The smaller figure as a share of the larger, each raised by one: accounts of one blow seldom lie far apart.

    1 where no figures differ: nothing then speaks for two blows.
    """
    found = ranked.matches[decision.ground.rank]
    return 1.0 if found is None else exp(-found.distance)


def _log_odds(probability: float) -> float:
    held = min(max(probability, LEAST), 1 - LEAST)
    return log(held / (1 - held))


def _share(scorer: Scorer, row: Matrix, label: str) -> float:
    return float(scorer.probabilities(row[None, :])[0, scorer.labels.index(label)])
