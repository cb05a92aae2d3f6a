"""Which pairs of statements are looked at: each one's nearest in other documents."""

import numpy as np
from numpy.typing import NDArray

from compare.comparison import CHUNK, Matrix, Rows, Table, unit

CONTEXT = (0.4, 0.3)  # weight of lead and neighbours beside the sentence itself; the first tried, not swept
NEAR_DAYS = 10  # days within which the third search looks; three of four main pairs of the dev gold lie within 4


def candidates(table: Table, count: int) -> tuple[Rows, Rows]:
    """Pairs of rows a < b of different documents, sorted; each row brings up to 3 x `count` of them.

    Exact search in chunks: time grows with the square of n, memory with n.
    """
    mixed = unit(table.vector + CONTEXT[0] * table.lead + CONTEXT[1] * table.context)
    found: list[NDArray[np.int64]] = []
    for start in range(0, len(table.statements), CHUNK):
        rows = np.arange(start, min(start + CHUNK, len(table.statements)))
        other = table.document[rows][:, None] != table.document[None, :]
        near = other & (np.abs(table.day[rows][:, None] - table.day[None, :]) <= NEAR_DAYS)
        found += [
            _best(table.vector[rows] @ table.vector.T, other, rows, count=count),
            _best(mixed[rows] @ mixed.T, other, rows, count=count),
            _best(mixed[rows] @ mixed.T, near, rows, count=count),
        ]
    pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _best(likeness: Matrix, allowed: NDArray[np.bool_], rows: Rows, *, count: int) -> NDArray[np.int64]:
    """The `count` best allowed columns of each row, as pairs (row, column)."""
    masked = np.where(allowed, likeness, -np.inf)
    count = min(count, masked.shape[1])
    columns = np.argpartition(-masked, count - 1, axis=1)[:, :count]
    pairs = np.stack([np.repeat(rows, count), columns.ravel()], axis=1)
    return pairs[np.isfinite(np.take_along_axis(masked, columns, axis=1)).ravel()]
