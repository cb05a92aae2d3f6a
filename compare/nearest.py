"""Which rows lie nearest to which, in near-linear time, and the same ones in every run.

Enters: unit rows, each of one document. Leaves: pairs of a row and one of its nearest of other documents.

Rows are first rounded to whole numbers so small that every sum of products is exact in float32: a rank depends
neither on the order of a sum, nor on what else is searched, and of equal ranks the lower row wins.

- Up to EXACT rows all products are taken. So the neighbours among old rows stay what they are when rows are added.
- Above, rows are sorted into groups and these into cells, each by k-means (an inverted file, as in Jégou, Douze and
  Schmid 2011), and a group is compared with the rows of the cells nearest to its own. Centres are no whole numbers, so
  this gives the same on one thread only. `Probe` tells what it misses, by all products on a sample of rows.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]

EXACT = 50_000  # rows up to which all products are taken: about two minutes on one core
CHUNK = 512  # rows whose products are held at once: with 50,000 others 100 MB, and twice that to rank them
# Rows of length 1 become whole numbers of length 4000: a sum of products stays below 4000 ** 2 < 2 ** 24,
# what float32 counts exactly (Cauchy and Schwarz: so does every part of it).
WHOLE = 4000
# Rows that lie together and are searched for at once, on average; many equal rows are cut at CHUNK. Of the nearest 60
# of 90,000 real sentences groups of 256 with cells of 32 find 0.87 in 36 s, with cells of 16 0.92 in 52 s.
GROUP, CELL = 256, 32
LOOK = 8192  # rows of the cells nearest to a cell, on average; with 4096 0.78 in 21 s, with 12,288 0.91 in 51 s
LEARN = 128  # rows for each centre on which it is learned, on average; not swept
ROUNDS = 8  # of k-means; not swept
PROBES = 200  # rows on which the search by cells is compared with all products
SEED = 0


@dataclass(frozen=True, slots=True)
class Probe:
    """How many of the nearest rows the search found, of those that all products find, on a sample of rows."""

    wanted: int = 0
    found: int = 0


def whole(rows: Matrix) -> Matrix:
    """Round unit rows to whole numbers, so that products are exact in float32."""
    return np.rint(rows * WHOLE).astype(np.float32)


def nearest(rows: Matrix, document: Rows, count: int, *, exact: int = EXACT) -> tuple[NDArray[np.int64], Probe]:
    """Find the nearest rows of other documents.

    Args:
        rows: float32, shape (n, dim), unit rows.
        document: int64, shape (n,): the document of each.
        count: how many for each row; fewer where there are not as many.
        exact: rows up to which all products are taken.

    Returns:
        int64, shape (m, 2): pairs (row, neighbour), in no particular order; and a probe, empty where exact.
    """
    held = whole(rows)
    sought = _neighbourhoods(held, np.arange(len(rows)), exact=exact)
    pairs = _joined(_best(held, document, count, rows=some, pool=others) for some, others in sought)
    return pairs, Probe() if len(rows) <= exact else _probed(pairs, held, document, count)


def nearest_in_time(
    rows: Matrix, document: Rows, count: int, *, day: Rows, within: int, exact: int = EXACT
) -> NDArray[np.int64]:
    """As `nearest`, among the rows whose day is at most `within` days away.

    Time grows with the rows of a window of `within` days; above `exact` rows in it, its cells are searched.
    """
    held, order = whole(rows), np.lexsort((np.arange(len(rows)), day))
    found, crowded = [], []
    for chunk in _chunks(order):
        pool = _window(day, order, chunk, within)
        if len(pool) <= exact:
            found.append(_best(held, document, count, rows=chunk, pool=pool, day=day, within=within))
        else:
            crowded.append(chunk)
    asked = np.concatenate([np.zeros(0, dtype=np.int64), *crowded])
    span = day[asked] // max(within, 1)
    for number in np.unique(span):
        mine = asked[span == number]
        for cell, pool in _neighbourhoods(held, _window(day, order, mine, within), exact=exact):
            if len(some := np.intersect1d(cell, mine, assume_unique=True)):
                found.append(_best(held, document, count, rows=some, pool=pool, day=day, within=within))
    return _joined(found)


def _window(day: Rows, order: Rows, rows: Rows, within: int) -> Rows:
    """The rows from `within` days before the first to `within` days after the last of some rows, sorted."""
    low, high = np.searchsorted(day[order], (day[rows].min() - within, day[rows].max() + within + 1))
    return np.sort(order[low:high])


def crowd(rows: Matrix, document: Rows, least: float, *, exact: int = EXACT) -> Rows:
    """Count, for each row, the rows of other documents with a product above `least`; above `exact` of those near."""
    held, limit = whole(rows), least * WHOLE**2
    count = np.zeros(len(rows), dtype=np.int64)
    for some, others in _neighbourhoods(held, np.arange(len(rows)), exact=exact):
        close = held[some] @ held[others].T > limit
        count[some] = (close & (document[some][:, None] != document[others][None, :])).sum(axis=1)
    return count


def _neighbourhoods(held: Matrix, pool: Rows, *, exact: int) -> Iterator[tuple[Rows, Rows]]:
    """Each row of the pool once, at most CHUNK together, with the rows that these are to be compared with."""
    if len(pool) <= exact:
        yield from ((chunk, pool) for chunk in _chunks(pool))
        return
    groups = [_split(held, group, round(len(group) / CELL)) for group in _groups(held, pool)]
    cells = [cell for group in groups for cell in group]
    centre = np.array([held[cell].mean(axis=0) for cell in cells])
    centre /= np.maximum(np.linalg.norm(centre, axis=1, keepdims=True), 1)
    count, first = min(LOOK // CELL, len(cells)), 0
    for group in groups:
        away = -(centre[first : first + len(group)] @ centre.T)
        near = np.unique(np.argpartition(away, count - 1, axis=1)[:, :count])
        others = np.sort(np.concatenate([cells[k] for k in near]))
        yield np.concatenate(group), others
        first += len(group)


def _groups(held: Matrix, pool: Rows) -> Iterator[Rows]:
    """The pool in groups of rows that lie together, of GROUP rows on average and CHUNK at most."""
    for part in _split(held, pool, round((len(pool) / GROUP) ** 0.5)):
        for group in _split(held, part, round(len(part) / GROUP)):
            yield from _chunks(group)


def _split(held: Matrix, rows: Rows, count: int) -> list[Rows]:
    """The rows by the nearest of so many centres, which are learned on a sample; parts without rows are left out."""
    if count < 2:
        return [rows]
    sample = np.random.default_rng(SEED).permutation(rows)[: count * LEARN]
    model = KMeans(count, init="random", n_init=1, max_iter=ROUNDS, random_state=SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # equal rows need fewer centres
        model.fit(held[sample])
    label = np.concatenate([model.predict(held[chunk]) for chunk in _chunks(rows)])
    return [part for k in range(count) if len(part := rows[label == k])]


def _chunks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _joined(found: Iterator[NDArray[np.int64]] | list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros((0, 2), dtype=np.int64), *found])


def _best(
    held: Matrix,
    document: Rows,
    count: int,
    *,
    rows: Rows,
    pool: Rows,
    day: Rows | None = None,
    within: int = 0,
) -> NDArray[np.int64]:
    """The best of the pool for each row, by all products; of equals the lower row."""
    count = min(count, len(pool))
    if not count:
        return np.zeros((0, 2), dtype=np.int64)
    product = held[rows] @ held[pool].T
    product[document[rows][:, None] == document[pool][None, :]] = -np.inf
    if day is not None:
        product[np.abs(day[rows][:, None] - day[pool][None, :]) > within] = -np.inf
    least = np.partition(product, len(pool) - count, axis=1)[:, len(pool) - count]
    taken = product >= least[:, None]
    for k in np.flatnonzero(taken.sum(axis=1) > count):  # equals at the edge
        equal = np.flatnonzero(product[k] == least[k])
        taken[k, equal[count - int((product[k] > least[k]).sum()) :]] = False
    row, column = np.nonzero(taken & (product > -np.inf))
    return np.stack([rows[row], pool[column]], axis=1)


def _probed(pairs: NDArray[np.int64], held: Matrix, document: Rows, count: int) -> Probe:
    sample = np.sort(np.random.default_rng(SEED).choice(len(held), min(PROBES, len(held)), replace=False))
    parts, everything = (sample[k : k + 16] for k in range(0, len(sample), 16)), np.arange(len(held))
    sure = _joined(_best(held, document, count, rows=part, pool=everything) for part in parts)
    known = pairs[np.isin(pairs[:, 0], sample)]
    wide = len(held)
    return Probe(len(sure), int(np.isin(sure[:, 0] * wide + sure[:, 1], known[:, 0] * wide + known[:, 1]).sum()))
