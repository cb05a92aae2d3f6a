"""Scorers: probabilities, their features, and the digest that stands in a signature."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import ModelError
from compare.models import load_scorer
from compare.scorer import Scorer
from compare.types import Label

TOY = Scorer(
    labels=("no", "yes"),
    features=("cosine", "places"),
    mean=(0.5, 1.0),
    scale=(0.25, 2.0),
    weights=((0.0, 0.0), (2.0, 1.0)),
    bias=(0.0, -1.0),
)
numbers = st.floats(-1e6, 1e6, width=32)


def test_probabilities_are_those_of_the_logistic_function() -> None:
    """With two labels, the second's probability is the logistic function of its weighted features."""
    rows = np.array([[0.5, 1.0], [1.0, 3.0]], dtype=np.float32)
    wanted = 1 / (1 + np.exp(-np.array([-1.0, 4.0])))
    assert TOY.probabilities(rows)[:, 1] == pytest.approx(wanted)


@given(st.lists(st.tuples(numbers, numbers), max_size=5))
def test_probabilities_lie_in_0_to_1_and_sum_to_1(rows: list[tuple[float, float]]) -> None:
    """However large the features, each row is a distribution over the labels."""
    matrix = np.array(rows, dtype=np.float32).reshape(-1, 2)
    found = TOY.probabilities(matrix)
    assert found.shape == (len(rows), 2)
    assert np.all((found >= 0) & (found <= 1))
    assert np.allclose(found.sum(axis=1), 1)


def test_a_row_does_not_depend_on_the_other_rows() -> None:
    """A row scored alone is equal to the same row scored with others."""
    rows = np.array([[0.1, 0.2], [0.9, 4.0], [0.5, -3.0]], dtype=np.float32)
    alone = np.concatenate([TOY.probabilities(row[None, :]) for row in rows])
    assert np.array_equal(TOY.probabilities(rows), alone)


def test_other_features_are_refused() -> None:
    """Other features, or another order of them, are refused with what differs and the remedy."""
    with pytest.raises(ModelError, match=r"actions.*make train-scorers"):
        TOY.expect(("cosine", "places", "actions"))
    with pytest.raises(ModelError, match="order"):
        TOY.expect(("places", "cosine"))
    TOY.expect(("cosine", "places"))


def test_any_changed_number_changes_the_digest() -> None:
    """The digest is that of all numbers and names of the scorer, and equal for equal scorers."""
    assert replace(TOY).digest == TOY.digest
    others = [
        replace(TOY, bias=(0.0, -1.0001)),
        replace(TOY, mean=(0.5, 1.1)),
        replace(TOY, scale=(0.25, 2.1)),
        replace(TOY, labels=("yes", "no")),
        replace(TOY, features=("cosine", "names")),
    ]
    assert len({TOY.digest, *(other.digest for other in others)}) == 1 + len(others)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("same_event", {"same", "other"}),
        ("same_event_in_company", {"same", "other"}),
        ("relevance", {"evidence", "no"}),
        ("verdict", {str(label) for label in Label}),
        ("absence", {str(label) for label in Label}),
        ("occurrence", {"same", "other"}),
        ("told", {"right", "wrong"}),
    ],
)
def test_a_shipped_scorer_is_whole(name: str, labels: set[str]) -> None:
    """A shipped scorer has its labels, one coefficient a feature and label, and no scale of zero."""
    scorer = load_scorer(name)
    assert set(scorer.labels) == labels
    assert {len(scorer.mean), len(scorer.scale), *map(len, scorer.weights)} == {len(scorer.features)}
    assert len(scorer.weights) == len(scorer.bias) == len(labels)
    assert len(set(scorer.features)) == len(scorer.features)
    assert min(scorer.scale) > 0
