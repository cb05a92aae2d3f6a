"""Search before accusing: what each outlet says that comes nearest to a statement, sought in several ways.

Enters: the table of statements. Leaves: pairs of rows. Alignment may file a sentence under another event and a
link may be missing; a sentence that was never looked at would be told as an omission. Judgment asks what is
found here beside the documents on the event, and coverage shows the nearest of it as evidence.

The ways: by vectors (the sentence, and the sentence with its lead and neighbours), by slots (places, actions,
actors, targets), and by full text (words, names and numbers, each weighed by its rarity).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compare.comparison import Matrix, Rows, Table, in_context
from compare.nearest import CHUNK
from compare.settings import Settings

WAYS = ("vectors", "context", "slots", "text")


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of rows: a statement, and one of another outlet that comes near it; each pair once, sorted."""

    a: Rows
    b: Rows


NOTHING = Found(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def search(table: Table, settings: Settings) -> Found:
    """For each statement and each other outlet, the best rows by each of `WAYS`.

    Exact, in chunks of documents of neighbouring days, so that the years of a long corpus cost nothing.

    Args:
        table: the statements.
        settings: `search_count`, rows of one outlet by one way; `search_days`, how far apart two documents may be.
    """
    order, outlet = np.argsort(table.day, kind="stable"), np.array([s.outlet for s in table.statements])
    pairs: list[NDArray[np.int64]] = [np.zeros((0, 2), dtype=np.int64)]
    for start in range(0, len(order), CHUNK):
        rows = order[start : start + CHUNK]
        days = table.day[rows]
        reach = (days.min() - settings.search_days, days.max() + settings.search_days)
        columns = np.flatnonzero((table.day >= reach[0]) & (table.day <= reach[1]))
        pairs += _of_outlets(table, rows, columns, outlet=outlet, settings=settings)
    best = np.unique(np.concatenate(pairs), axis=0)
    return Found(best[:, 0], best[:, 1])


def _of_outlets(
    table: Table, rows: Rows, columns: Rows, *, outlet: NDArray[np.str_], settings: Settings
) -> Iterator[NDArray[np.int64]]:
    """The best columns of each outlet for each row, as pairs of rows of the table."""
    near = np.abs(table.day[rows][:, None] - table.day[columns][None, :]) <= settings.search_days
    near &= outlet[rows][:, None] != outlet[columns][None, :]
    for likeness in ways(table, rows, columns):
        for name in np.unique(outlet[columns]):
            own = np.flatnonzero(outlet[columns] == name)
            yield _best(likeness[:, own], near[:, own], (rows, columns[own]), count=settings.search_count)


def ways(table: Table, rows: Rows, columns: Rows) -> Iterator[Matrix]:
    """The likeness of rows to columns by each of `WAYS`, float32, shape (len(rows), len(columns)).

    Of one way only: a cosine is not to be compared with a sum of rarities.
    """
    yield table.vector[rows] @ table.vector[columns].T
    yield in_context(table, rows) @ in_context(table, columns).T
    yield _shared((table.places, table.actions, table.actors, table.targets), rows, columns)
    yield _shared((table.words, table.names, table.numbers), rows, columns)


def _shared(bags: Sequence[sparse.csr_matrix], rows: Rows, columns: Rows) -> Matrix:
    """The sum of inverse document frequencies of what each row shares with each column."""
    both = sum((bag[rows] @ bag[columns].T).toarray() for bag in bags)
    return np.asarray(both, dtype=np.float32)


def _best(likeness: Matrix, allowed: NDArray[np.bool_], ends: tuple[Rows, Rows], *, count: int) -> NDArray[np.int64]:
    """The `count` best allowed columns of each row that share anything with it, as pairs of rows of the table."""
    masked = np.where(allowed & (likeness > 0), likeness, -np.inf)
    order = np.argsort(-masked, axis=1, kind="stable")[:, :count]
    pairs = np.stack([np.repeat(ends[0], order.shape[1]), ends[1][order].ravel()], axis=1)
    return pairs[np.isfinite(np.take_along_axis(masked, order, axis=1)).ravel()]
