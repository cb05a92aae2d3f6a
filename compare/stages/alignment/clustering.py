"""Events from links: average linkage of leads and later sentences, component by component."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from compare.comparison import Links, Matrix, Rows, Table

LEAD = 2  # first sentences that make up a document's own unit; 2 of 2, 4, 6 and all is best on the dev gold
OWN_SHARE = 1 / 3  # of a cluster's sentences that give it to one lead: 1/2 leaves 200 more events at the same F1

# Likeness of units that were not compared, as a share of the best pair of their documents: 0 has 0.007 less F1 of
# partners on the dev gold, since large events are not compared whole; 0.5 and 0.6 chain more.
UNSEEN = 0.3
# Company raises a pair by half at most. Without a bound F1 of partners on the dev gold is 0.01 higher, but where few
# documents tell one campaign, all keep the same company, and blows a week apart become one event.
LIFT = 1.5
# Units of a component that are clustered at once (a matrix of 400 MB); in a larger one the links below a cut
# halfway to 1 are left out first, and it may come apart there. On the dev gold the largest has some hundreds.
LARGEST = 10_000
TINY = 1e-3


def group(table: Table, links: Links, own: Matrix, *, cut: float) -> Rows:
    """The number of the event of each row, int64, shape (n,).

    Args:
        table: the statements.
        links: pairs of rows with their likeness; units without a link have UNSEEN of that of their documents.
        own: the probability of each statement to be on its document's own event.
        cut: units join while their average likeness is at least this.
    """
    units = _units(table)
    number, likeness = _unit_links(units, _bounded(links))
    document = np.where(number < _documents(table), number, table.document[number - _documents(table)])
    label = _average_linkage(likeness, document, cut=cut)
    lone = np.bincount(label) == 1
    of_unit = {u: k for u, k in zip(number.tolist(), label.tolist(), strict=True)}
    lead = np.array([of_unit[d] for d in range(_documents(table))], dtype=np.int64)[table.document]
    found = np.array([of_unit[u] for u in units.tolist()], dtype=np.int64)
    return _rejoin(np.where(lone[found], lead, found), lead, own)


def _bounded(links: Links) -> Links:
    """The links with the likeness in company, but at most LIFT times that of the pair alone."""
    if links.in_company is None:
        return links
    return replace(links, likeness=np.minimum(links.in_company, np.float32(LIFT) * links.likeness))


def _rejoin(cluster: Rows, lead: Rows, own: Matrix) -> Rows:
    """Give clusters of later sentences back to the event that their documents lead with, where they belong to it.

    Each sentence votes for the event of its document's lead with the probability to be on its own event.
    """
    joined, led = cluster.copy(), np.zeros(cluster.max() + 1, dtype=bool)
    led[lead] = True
    order = np.argsort(cluster, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(cluster[order])) + 1):
        if led[cluster[rows[0]]]:
            continue
        events, of = np.unique(lead[rows], return_inverse=True)
        votes = np.bincount(of, own[rows])
        if votes.max() > OWN_SHARE * len(rows):
            joined[rows] = events[votes.argmax()]
    return joined


def _documents(table: Table) -> int:
    return int(table.document[-1]) + 1


def _units(table: Table) -> Rows:
    """The lead of document d is unit d; the later sentence in row i is unit (documents + i)."""
    first = np.searchsorted(table.document, np.arange(_documents(table)))
    rows = np.arange(len(table.statements))
    return np.where(rows - first[table.document] < LEAD, table.document, _documents(table) + rows)


def _unit_links(units: Rows, links: Links) -> tuple[Rows, coo_matrix]:
    """The units, and the best likeness between each two of them as a symmetric sparse matrix."""
    number, index = np.unique(units, return_inverse=True)
    ends = np.sort(np.stack([index[links.a], index[links.b]]), axis=0)
    order = np.lexsort((-links.likeness, ends[1], ends[0]))
    low, high, value = ends[0][order], ends[1][order], links.likeness[order]
    first = np.concatenate([[True], (low[1:] != low[:-1]) | (high[1:] != high[:-1])])[: len(low)]
    keep = first & (low != high)
    return number, coo_matrix((value[keep], (low[keep], high[keep])), shape=(len(number), len(number)))


def _average_linkage(links: coo_matrix, document: Rows, *, cut: float) -> Rows:
    """Cluster numbers of units, each of one document; units without a link have UNSEEN of their documents' best."""
    matrix, couples = (links + links.T).tocsr(), _couples(links, document)
    label, offset = np.zeros(links.shape[0], dtype=np.int64), 0
    for rows in _components(links, np.arange(links.shape[0]), cut):
        if len(rows) > 1:
            likeness = matrix[rows][:, rows].toarray()
            other = couples[document[rows]][:, document[rows]].toarray()
            label[rows] = offset + _linked(np.where(likeness > 0, likeness, UNSEEN * other), cut)
        else:
            label[rows] = offset
        offset = int(label[rows].max()) + 1
    return label


def _couples(links: coo_matrix, document: Rows) -> csr_matrix:
    """The best likeness between each two documents, symmetric."""
    one, two = document[links.row], document[links.col]
    low, high = np.minimum(one, two), np.maximum(one, two)
    order = np.lexsort((-links.data, high, low))
    low, high, value = low[order], high[order], links.data[order]
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    count = int(document.max()) + 1
    half = coo_matrix((value[first], (low[first], high[first])), shape=(count, count))
    return (half + half.T).tocsr()


def _components(links: coo_matrix, rows: Rows, cut: float) -> Iterator[Rows]:
    """Components of links at the cut; those above LARGEST at a cut halfway to 1, and so on."""
    index = np.full(links.shape[0], -1, dtype=np.int64)
    index[rows] = np.arange(len(rows))
    strong = (links.data >= cut) & (index[links.row] >= 0) & (index[links.col] >= 0)
    ends = index[links.row[strong]], index[links.col[strong]]
    graph = coo_matrix((links.data[strong], ends), shape=(len(rows), len(rows)))
    component = connected_components(graph, directed=False)[1]
    order = np.argsort(component, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(component[order])) + 1):
        if len(part) <= LARGEST or cut > 1 - TINY:
            yield rows[part]
        else:
            yield from _components(links, rows[part], (1 + cut) / 2)


def _linked(likeness: Matrix, cut: float) -> Rows:
    distance = 1 - likeness.astype(np.float64)
    np.fill_diagonal(distance, 0)
    return fcluster(linkage(squareform(distance, checks=False), "average"), 1 - cut, "distance") - 1
