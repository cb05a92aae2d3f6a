"""A pair of statements in the company of all other links: what the pair scorer could not see in the two alone.

Enters: links with the probabilities of the pair scorer. Leaves: one row a pair, one column for each of COMPANY,
on which a second scorer is trained (stacked generalization; Wolpert 1992): do their documents share more than
this pair, are both linked to the same third documents, is either linked better elsewhere.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from compare.comparison import Links, Matrix, Rows, Table, shared
from compare.stages.alignment.features import is_lead

COMPANY = (
    "alone", "best of couple", "second of couple", "third of couple", "all of couple", "is best of couple",
    "less of own best", "more of own best", "fewer links", "more links", "common links", "alike links",
    "common documents", "alike documents", "fewer documents", "more documents",
    "fewer profile", "more profile", "common profile", "alike profile", "alike profile apart", "with other document",
    "leads", "better with lead", "worse with lead", "both lead", "one lead",
)  # fmt: skip
LEAST = 1e-3  # probability that counts as none in a logit; a convention


@dataclass(frozen=True, slots=True)
class Likenesses:
    """A sparse matrix with what its rows amount to, reckoned once: no batch of pairs may cost the whole matrix.

    Attributes:
        matrix: sparse, shape (n, any).
        total, square: float32, shape (n,): the sum of each row, and of its squares.
    """

    matrix: sparse.csr_matrix
    total: Matrix
    square: Matrix


@dataclass(frozen=True, slots=True)
class Company:
    """Links laid out for looking up; pairs in the order of the links.

    Attributes:
        table, links: what it was made of.
        couple: int64, shape (pairs,): the number of the pair's couple of documents.
        tops: float32, shape (couples, 3): the best three likenesses of each couple.
        mass: float32, shape (couples,): the sum of all.
        leads: float32, shape (couples,): the best likeness of two leads.
        statements: shape (n, n), symmetric: the likeness of linked statements.
        best: float32, shape (n,): the highest likeness of each statement.
        profiles: shape (n, documents): the best likeness of a statement with each document, 1 with its own.
        with_lead: sparse, the same with the leads of the documents only.
        documents: shape (documents, documents), symmetric: the best likeness of each couple.
    """

    table: Table
    links: Links
    couple: Rows
    tops: Matrix
    mass: Matrix
    leads: Matrix
    statements: Likenesses
    best: Matrix
    profiles: Likenesses
    with_lead: sparse.csr_matrix
    documents: Likenesses


def gather(table: Table, links: Links) -> Company:
    """Lay out the links; memory grows with their number."""
    n, count = len(table.statements), int(table.document[-1]) + 1
    a, b, p = links.a, links.b, links.likeness
    one, two = table.document[a], table.document[b]
    key, couple = np.unique(np.minimum(one, two) * count + np.maximum(one, two), return_inverse=True)
    lead = is_lead(table, np.arange(n))
    both = lead[a] & lead[b]
    tops = _tops(couple, p, len(key))
    low, high = key // count, key % count
    ends = np.concatenate([a, b]), np.concatenate([b, a])
    twice, others = np.concatenate([p, p]), np.concatenate([two, one])
    linked = sparse.csr_matrix((twice, ends), shape=(n, n))
    return Company(
        table=table,
        links=links,
        couple=couple,
        tops=tops,
        mass=np.bincount(couple, p, len(key)).astype(np.float32),
        leads=_tops(couple[both], p[both], len(key))[:, 0],
        statements=_summed(linked),
        best=np.asarray(linked.max(axis=1).todense()).ravel(),
        profiles=_summed(
            _best(
                np.concatenate([ends[0], np.arange(n)]),
                np.concatenate([others, table.document]),
                np.concatenate([twice, np.ones(n, dtype=np.float32)]),
                shape=(n, count),
            )
        ),
        with_lead=_best(ends[0][lead[ends[1]]], others[lead[ends[1]]], twice[lead[ends[1]]], shape=(n, count)),
        documents=_summed(
            _best(
                np.concatenate([low, high]), np.concatenate([high, low]), np.tile(tops[:, 0], 2), shape=(count, count)
            )
        ),
    )


def company(held: Company, pairs: slice) -> Matrix:
    """One row for each of the pairs, one column for each of COMPANY; symmetric in the two statements."""
    a, b, p = held.links.a[pairs], held.links.b[pairs], held.links.likeness[pairs]
    one, two = held.table.document[a], held.table.document[b]
    couple, tops = held.couple[pairs], held.tops[held.couple[pairs]]
    best = held.best
    share = p / np.maximum(best[a], LEAST), p / np.maximum(best[b], LEAST)
    common, alike = _alike(held.statements, a, b)
    documents, alike_documents = _alike(held.documents, one, two)
    lead_a, lead_b = is_lead(held.table, a), is_lead(held.table, b)
    columns = (
        _logit(p),
        *(_logit(tops[:, k]) for k in range(3)),
        np.log1p(held.mass[couple]),
        p >= tops[:, 0],
        np.minimum(*share),
        np.maximum(*share),
        *_sums(held.statements, a, b),
        np.log1p(common),
        alike,
        np.log1p(documents),
        alike_documents,
        *_sums(held.documents, one, two),
        *_profile(held, a, b),
        _logit(held.leads[couple]),
        *_with_lead(held, a, b),
        lead_a & lead_b,
        lead_a ^ lead_b,
    )
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def _profile(held: Company, a: Rows, b: Rows) -> tuple[Matrix, ...]:
    """How alike the documents are that two statements are linked to, their own among them and without."""
    of_a, of_b = held.profiles.matrix[a], held.profiles.matrix[b]
    one, two = held.table.document[a], held.table.document[b]
    forth, back = _at(held.profiles.matrix, a, two), _at(held.profiles.matrix, b, one)
    square, total = held.profiles.square, held.profiles.total
    inner = np.asarray(of_a.multiply(of_b).sum(axis=1)).ravel()
    least = np.asarray(of_a.minimum(of_b).sum(axis=1)).ravel()
    rest = np.maximum(square[a] - 1 - forth**2, 0.01) * np.maximum(square[b] - 1 - back**2, 0.01)
    return (
        *_sums(held.profiles, a, b),
        least / (total[a] + total[b] - least),
        inner / np.sqrt(square[a] * square[b]),
        (inner - forth - back) / np.sqrt(rest),
        _logit(np.float32(0.5) * (forth + back)),
    )


def _with_lead(held: Company, a: Rows, b: Rows) -> tuple[Matrix, Matrix]:
    """Each of two statements with the lead of the other's document: the better and the worse logit."""
    forth = _at(held.with_lead, a, held.table.document[b])
    back = _at(held.with_lead, b, held.table.document[a])
    return _logit(np.maximum(forth, back)), _logit(np.minimum(forth, back))


def _tops(group: Rows, values: Matrix, count: int) -> Matrix:
    """The best three values of each group, 0 where there are fewer."""
    order = np.lexsort((-values, group))
    first = np.searchsorted(group[order], np.arange(count))
    rank = np.arange(len(order)) - first[group[order]]
    tops = np.zeros((count, 3), dtype=np.float32)
    for k in range(3):
        tops[group[order[rank == k]], k] = values[order[rank == k]]
    return tops


def _best(rows: Rows, columns: Rows, values: Matrix, *, shape: tuple[int, int]) -> sparse.csr_matrix:
    """The highest value of each cell as a sparse matrix."""
    order = np.lexsort((-values, columns, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    return sparse.csr_matrix((values[first], (rows[first], columns[first])), shape=shape)


def _summed(matrix: sparse.csr_matrix) -> Likenesses:
    return Likenesses(
        matrix,
        total=np.asarray(matrix.sum(axis=1)).ravel(),
        square=np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel(),
    )


def _at(matrix: sparse.csr_matrix, rows: Rows, columns: Rows) -> Matrix:
    """The values of single cells; the copies are for scipy, which writes into what it is given."""
    return np.asarray(matrix[rows.copy(), columns.copy()], dtype=np.float32).ravel()


def _alike(rows: Likenesses, a: Rows, b: Rows) -> tuple[Matrix, Matrix]:
    """The product of two rows, and their cosine."""
    product = shared(rows.matrix, a, b)
    return product, product / np.maximum(np.sqrt(rows.square[a]) * np.sqrt(rows.square[b]), LEAST)


def _sums(rows: Likenesses, a: Rows, b: Rows) -> tuple[Matrix, Matrix]:
    """The logarithm of the sums of two rows, the smaller first."""
    total = np.log1p(rows.total[a]), np.log1p(rows.total[b])
    return np.minimum(*total), np.maximum(*total)


def _logit(p: Matrix) -> Matrix:
    return np.log((p + LEAST) / (1 + LEAST - p)).astype(np.float32)
