"""How far a verdict can be believed: what its told probability is made of."""

from dataclasses import replace

import numpy as np
import pytest

from compare.errors import ModelError
from compare.figures import Match, match
from compare.pipeline import Doors
from compare.scorer import Scorer
from compare.stages import judgment
from compare.stages.judgment.opposing import Ground
from compare.types import Label, Quantity, Unit

PROBABILITY = 0.4  # of the model


def figures(one: float, other: float) -> Match:
    """Two counts of the dead, matched."""
    a, b = (Quantity(0, 1, f"{n:g}", n, n, Unit.DEAD, "people") for n in (one, other))
    found = match((a,), (b,))
    assert found is not None
    return found


def ranked(found: Match | None, **features: float) -> judgment.Ranked:
    """One candidate with these features, the others 0."""
    row = [features.get(name.replace(" ", "_"), 0.0) for name in judgment.PAIR_FEATURES]
    return judgment.Ranked((1,), (0.9,), np.array([row], dtype=np.float32), (found,))


def decision(label: Label, *, opposed: bool = False, probability: float = PROBABILITY) -> judgment.Decision:
    """A verdict on the first candidate with the model's probability of its label."""
    features = np.zeros(len(judgment.VERDICT_FEATURES), dtype=np.float32)
    return judgment.Decision(label, Ground("number", 0), {str(label): probability}, features, opposed)


def constant(features: tuple[str, ...], labels: tuple[str, str], share: float) -> Scorer:
    """A scorer that gives the second label the same probability whatever it sees."""
    zeros = (0.0,) * len(features)
    return Scorer(
        labels, features, zeros, (1.0,) * len(features), (zeros, zeros), (0.0, float(np.log(share / (1 - share))))
    )


def certainty(right: float, same: float) -> judgment.Certainty:
    """Two such scorers."""
    return judgment.Certainty(
        constant(judgment.OCCURRENCE_FEATURES, ("other", "same"), same),
        constant(judgment.TOLD_FEATURES, ("wrong", "right"), right),
    )


def test_a_contradiction_is_right_only_on_one_occurrence() -> None:
    """Its probability is that of one occurrence times that of being right there; other verdicts have the latter."""
    sure, row = certainty(right=0.8, same=0.25), ranked(figures(8, 6))
    assert judgment.believe(decision(Label.CONTRADICTION), row, sure) == pytest.approx(0.2)
    for label in (Label.AGREEMENT, Label.COMPATIBLE, Label.OMISSION):
        assert judgment.believe(decision(label), row, sure) == pytest.approx(0.8)


def test_each_label_has_log_odds_of_its_own() -> None:
    """Only the columns of the told label are filled, by the model's log-odds; 0 and 1 stay finite."""
    for label in Label:
        row = dict(
            zip(judgment.TOLD_FEATURES, judgment.told_features(decision(label), ranked(None)).tolist(), strict=True)
        )
        told = {name for name, value in row.items() if value}
        assert told - {"nearness of figures"} == {f"told {label}", f"log-odds of {label}"}
        assert row[f"log-odds of {label}"] == pytest.approx(np.log(PROBABILITY / (1 - PROBABILITY)))
        for extreme in (0.0, 1.0):
            assert np.isfinite(judgment.told_features(decision(label, probability=extreme), ranked(None))).all()


def test_nearness_falls_with_the_distance_of_the_figures() -> None:
    """60 against 70 is nearer than 10 against 327, either way round; without figures nothing is far."""

    def near(found: Match | None) -> float:
        """The last of the features."""
        return float(judgment.told_features(decision(Label.CONTRADICTION), ranked(found))[-1])

    assert 1 == near(None) > near(figures(60, 70)) > near(figures(10, 327)) > 0
    assert near(figures(60, 70)) == near(figures(70, 60))


def test_the_shipped_scorers_doubt_what_may_be_two_blows(doors: Doors) -> None:
    """Far figures, documents that are not on one event and days apart make a contradiction less probable."""
    sure = doors.judges.certainty
    one = {"same_occurrence": 0.9, "document_on_event": 1.0, "document_linked": 0.9, "same_days": 1.0, "places": 1.0}
    one |= {"cosine": 0.75, "words": 0.3, "anchor_words_said": 0.4}
    near = judgment.believe(decision(Label.CONTRADICTION), ranked(figures(60, 70), **one), sure)
    far = judgment.believe(decision(Label.CONTRADICTION), ranked(figures(10, 327), **one), sure)
    two = judgment.believe(decision(Label.CONTRADICTION), ranked(figures(60, 70), cosine=0.5, days_apart=1.6), sure)
    assert near > far > two
    assert near > 0.5 > two


def test_a_higher_probability_of_the_model_is_believed_more(doors: Doors) -> None:
    """Among agreements the shipped scorer keeps the model's order, whoever decided."""
    told = [
        judgment.believe(decision(Label.AGREEMENT, probability=p), ranked(None), doors.judges.certainty)
        for p in (0.2, 0.5, 0.9)
    ]
    assert told == sorted(told) and 0 < told[0] < told[-1] < 1


def test_scorers_of_other_features_are_refused(doors: Doors) -> None:
    """Each of the two must have been trained on its own features."""
    sure = doors.judges.certainty
    for wrong in (replace(sure, told=sure.occurrence), replace(sure, occurrence=sure.told)):
        with pytest.raises(ModelError, match="make train-scorers"):
            wrong.expect()
