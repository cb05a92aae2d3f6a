"""A small classifier that can be read: named features, one coefficient each, no model library.

Enters: a matrix of named features. Leaves: probabilities. The coefficients are learned by
`evaluation/train.py` with scikit-learn and kept as JSON in `compare/weights/`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compare.errors import ModelError


@dataclass(frozen=True, slots=True)
class Scorer:
    """Multinomial logistic regression on standardised features.

    Attributes:
        labels: the classes in the order of the columns of `probabilities`.
        features: names of the columns of the matrix that it takes.
        mean, scale: of each feature in training, length len(features).
        weights: one row of len(features) coefficients for each label.
        bias: one number for each label.
    """

    labels: tuple[str, ...]
    features: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]

    @property
    def digest(self) -> str:
        """The sha256 of all its numbers and names."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def expect(self, features: Sequence[str]) -> None:
        """Refuse other features than those it was trained on.

        Raises:
            ModelError: names the first feature that differs.
        """
        if self.features != tuple(features):
            odd = sorted(set(self.features) ^ set(features)) or ["their order"]
            raise ModelError(f"a scorer was trained on other features ({odd[0]}); run `make train-scorers`")

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Softmax over the labels; shape (n, len(labels)), rows sum to 1."""
        standard = (rows.astype(np.float64) - np.array(self.mean)) / np.array(self.scale)
        logits = standard @ np.array(self.weights).T + np.array(self.bias)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)
