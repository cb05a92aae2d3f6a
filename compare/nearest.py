"""Which rows lie nearest to which, in near-linear time, and the same ones in every run.

Enters: unit rows, each of one document. Leaves: pairs of a row and one of its nearest of other documents.

- Up to EXACT rows all products are taken. The rows are first rounded to whole numbers so small that every
  sum of products is exact in float32: a rank depends neither on the order of a sum, nor on what else is
  searched, and of equal ranks the lower row wins. So the neighbours among old rows stay what they are when
  rows are added.
- Above, a graph answers (HNSW; Malkov and Yashunin 2018, by faiss, whose seed is fixed), built in the order of
  the rows on one thread. `recall` probes it against all products on a sample of rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]

EXACT = 50_000  # rows up to which all products are taken: about two minutes on one core
CHUNK = 512  # rows whose products are held at once: with 50,000 others 100 MB, and twice that to rank them
# Rows of length 1 become whole numbers of length 4000: a sum of products stays below 4000 ** 2 < 2 ** 24,
# what float32 counts exactly (Cauchy and Schwarz: so does every part of it).
WHOLE = 4000
DEGREE = 16  # edges of a node of the graph; 16 and 40 keep 0.98 of the nearest 20 of 60,000 rows (Malkov's middle)
BUILD = 40  # nodes looked at to place one; 64 takes half as long again for 0.004 more
SEARCH = 4  # nodes looked at, for each neighbour wanted; 64 at least. With 2 the graph found 0.89 of 60 on made-up rows
SURPLUS = 16  # neighbours asked for beyond those wanted, since some are of the own document
CROWD = 50  # close rows that are counted at most where the graph answers
PROBES = 200  # rows on which the graph is compared with all products
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
    everything = np.arange(len(rows))
    if len(rows) <= exact:
        found = (_exact(held, document, count, rows=chunk, pool=everything) for chunk in _chunks(everything))
        return _joined(found), Probe()
    pairs = _by_graph(held, document, count, rows=everything, pool=everything)
    return pairs, _probed(pairs, held, document, count)


def nearest_in_time(
    rows: Matrix, document: Rows, count: int, *, day: Rows, within: int, exact: int = EXACT
) -> NDArray[np.int64]:
    """As `nearest`, among the rows whose day is at most `within` days away.

    Time grows with the rows of a window of `within` days; from `exact` rows in it on, the graph of the window
    is asked for twice as many and those of other days are left out.
    """
    held, order = whole(rows), np.lexsort((np.arange(len(rows)), day))
    found, crowded = [], []
    for chunk in _chunks(order):
        pool = _window(day, order, chunk, within)
        if len(pool) <= exact:
            found.append(_exact(held, document, count, rows=chunk, pool=pool, day=day, within=within))
        else:
            crowded.append(chunk)
    asked = np.concatenate([np.zeros(0, dtype=np.int64), *crowded])
    span = day[asked] // max(within, 1)
    for number in np.unique(span):
        mine = asked[span == number]
        pool = _window(day, order, mine, within)
        pairs = _by_graph(held, document, 2 * count, rows=mine, pool=pool)
        close = np.abs(day[pairs[:, 0]] - day[pairs[:, 1]]) <= within
        found.append(_first(pairs[close], count))
    return _joined(found)


def _window(day: Rows, order: Rows, rows: Rows, within: int) -> Rows:
    """The rows from `within` days before the first to `within` days after the last of some rows, sorted."""
    low, high = np.searchsorted(day[order], (day[rows].min() - within, day[rows].max() + within + 1))
    return np.sort(order[low:high])


def crowd(rows: Matrix, document: Rows, least: float, *, exact: int = EXACT) -> Rows:
    """Count, for each row, the rows of other documents with a product above `least`; at most CROWD by the graph."""
    held, limit = whole(rows), least * WHOLE**2
    count = np.zeros(len(rows), dtype=np.int64)
    everything = np.arange(len(rows))
    if len(rows) <= exact:
        for chunk in _chunks(everything):
            close = held[chunk] @ held.T > limit
            count[chunk] = (close & (document[chunk][:, None] != document[None, :])).sum(axis=1)
        return count
    pairs = _by_graph(held, document, CROWD, rows=everything, pool=everything)
    close = np.concatenate([np.einsum("ij,ij->i", held[p[:, 0]], held[p[:, 1]]) > limit for p in _chunks(pairs)])
    return np.bincount(pairs[close, 0], minlength=len(rows))


def _chunks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _joined(found: Iterator[NDArray[np.int64]] | list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros((0, 2), dtype=np.int64), *found])


def _exact(
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
    allowed = document[rows][:, None] != document[pool][None, :]
    if day is not None:
        allowed &= np.abs(day[rows][:, None] - day[pool][None, :]) <= within
    rank = (held[rows] @ held[pool].T).astype(np.float64)
    rank *= -len(held)
    rank += pool  # whole numbers below 2 ** 53: the nearest first, of equals the lower
    rank[~allowed] = np.inf
    count = min(count, len(pool))
    if not count:
        return np.zeros((0, 2), dtype=np.int64)
    columns = np.argpartition(rank, count - 1, axis=1)[:, :count]
    pairs = np.stack([np.repeat(rows, count), pool[columns.ravel()]], axis=1)
    return pairs[np.isfinite(np.take_along_axis(rank, columns, axis=1)).ravel()]


def _by_graph(held: Matrix, document: Rows, count: int, *, rows: Rows, pool: Rows) -> NDArray[np.int64]:
    """The best of the pool for each row, nearest first, as far as the graph finds them."""
    import faiss

    faiss.omp_set_num_threads(1)
    kind = faiss.ScalarQuantizer.QT_fp16
    graph = faiss.IndexHNSWSQ(held.shape[1], kind, DEGREE, faiss.METRIC_INNER_PRODUCT)  # type: ignore[arg-type]
    graph.hnsw.efConstruction = BUILD
    graph.hnsw.efSearch = max(64, SEARCH * count)
    for chunk in _chunks(pool):
        graph.add(held[chunk] * np.float32(1 / WHOLE))
    found = []
    for chunk in _chunks(rows):
        columns = graph.search(held[chunk] * np.float32(1 / WHOLE), count + SURPLUS)[1]
        pairs = np.stack([np.repeat(chunk, columns.shape[1]), pool[columns.ravel()]], axis=1)
        keep = (columns.ravel() >= 0) & (document[pairs[:, 0]] != document[pairs[:, 1]])
        found.append(_first(pairs[keep], count))
    return _joined(found)


def _first(pairs: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The first `count` pairs of each row; pairs of one row stand together."""
    if not len(pairs):
        return pairs
    begin = np.concatenate([[True], pairs[1:, 0] != pairs[:-1, 0]])
    place = np.arange(len(pairs))
    return pairs[place - np.maximum.accumulate(np.where(begin, place, 0)) < count]


def _probed(pairs: NDArray[np.int64], held: Matrix, document: Rows, count: int) -> Probe:
    sample = np.sort(np.random.default_rng(SEED).choice(len(held), min(PROBES, len(held)), replace=False))
    parts, everything = (sample[k : k + 16] for k in range(0, len(sample), 16)), np.arange(len(held))
    sure = _joined(_exact(held, document, count, rows=part, pool=everything) for part in parts)
    known = pairs[np.isin(pairs[:, 0], sample)]
    wide = len(held)
    return Probe(len(sure), int(np.isin(sure[:, 0] * wide + sure[:, 1], known[:, 0] * wide + known[:, 1]).sum()))
