"""Which statements are on the same occurrence: events from statements, by what, where and when.

Enters: the table of statements and a pair scorer. Leaves: events that hold each statement exactly once.

1. Candidates: for each statement its nearest ones in other documents, by its own words, by its words in
   context, and by its words in context within some days of its document.
2. Scores: the probability that a pair is on the same occurrence, from readable features; figures do not
   count, since differing figures are what is looked for.
3. Units: the lead of a document is one unit; each later sentence is one, since it may tell of an older event.
4. Events: average linkage (UPGMA; Sokal and Michener 1958) of units, the likeness of two units being their
   best pair. No merge crosses a component of links at the cut, so each component is clustered alone.
   A later sentence that nothing is linked to stays with the lead of its document, and so does a cluster of
   later sentences of which enough are likely on the own event of documents with one lead.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from compare.comparison import CHUNK, Links, Matrix, Rows, Table, dots, filled, gap, shared, unit
from compare.scorer import Scorer
from compare.settings import Settings
from compare.types import Event, Part, Statement

CONTEXT = (0.4, 0.3)  # weight of lead and neighbours beside the sentence itself; the first tried, not swept
NEAR_DAYS = 10  # days within which the third search looks; three of four main pairs of the dev gold lie within 4
LONG = 7  # days: a vaguer "when" does not help to date an event
PAUSE = 3  # days without any statement that end an event's own time
TITLE = 110  # characters
LEAD = 2  # first sentences that make up a document's own unit; 2 of 2, 4, 6 and all is best on the dev gold
OWN_SHARE = 1 / 3  # of a cluster's sentences that give it to one lead: 1/2 leaves 200 more events at the same F1
FEATURES = (
    "cosine", "context", "lead", "words", "names", "places", "other places", "actions", "other actions",
    "days apart", "same days", "both timed", "one timed", "timed apart", "published apart",
    "published within 1", "published within 3", "published within 10", "document names", "document vectors",
    "later position", "earlier position", "cosine on same days", "cosine within 10",
    "longer span", "shorter span", "longer ago", "less long ago", "more common", "less common",
    "document actions", "document places", "document words",
)  # fmt: skip
OWN_FEATURES = (
    "lead", "context and lead", "days from document", "timed", "span", "position", "sentences before",
    "places of the start", "other places", "actions of the start", "names of the start", "common",
)  # fmt: skip


def link(table: Table, scorer: Scorer, settings: Settings) -> Links:
    """Find the pairs of statements that may be on the same occurrence, and how likely each is.

    Args:
        table: statements sorted by document and start.
        scorer: trained on `features`; its label "same" is the probability used.
        settings: `candidates`.
    """
    scorer.expect(FEATURES)
    if not table.statements:
        none = np.zeros(0, dtype=np.int64)
        return Links(none, none, np.zeros(0, dtype=np.float32))
    a, b = candidates(table, int(settings.candidates))
    return Links(a, b, score(table, a, b, scorer))


def own(table: Table, scorer: Scorer) -> Matrix:
    """The probability of each statement to be on its document's own event, not on an older or other one.

    Args:
        table: statements sorted by document and start.
        scorer: trained on `own_features`; its label "own" is the probability used.
    """
    scorer.expect(OWN_FEATURES)
    if not table.statements:
        return np.zeros(0, dtype=np.float32)
    return scorer.probabilities(own_features(table))[:, scorer.labels.index("own")].astype(np.float32)


def align(table: Table, links: Links, own: Matrix, settings: Settings) -> tuple[Event, ...]:
    """Sort statements into events.

    Args:
        table: statements sorted by document and start.
        links: from `link`.
        own: from `own`.
        settings: `event_cut`.

    Returns:
        Events sorted by their first day, then by their first statement; each statement is in exactly one.
    """
    return name_events(group(table, links, own, cut=settings.event_cut), table) if table.statements else ()


def name_events(cluster: Rows, table: Table) -> tuple[Event, ...]:
    """Turn cluster numbers, one for each row, into events sorted by their first day and first statement."""
    members: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(cluster):
        members[int(number)].append(row)
    drafts = sorted((_draft(rows, table) for rows in members.values()), key=lambda e: (e.first, e.statements))
    width = len(str(len(drafts)))
    return tuple(_named(event, f"e{i:0{width}d}") for i, event in enumerate(drafts, start=1))


def score(table: Table, a: Rows, b: Rows, scorer: Scorer) -> Matrix:
    """The probability, for each pair of rows, that both are on the same occurrence."""
    if not len(a):
        return np.zeros(0, dtype=np.float32)
    return scorer.probabilities(features(table, a, b))[:, scorer.labels.index("same")].astype(np.float32)


# ------------------------------------------------------------------------------- candidates


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


def features(table: Table, a: Rows, b: Rows) -> Matrix:
    """One row a pair, one column for each of FEATURES; symmetric in a and b."""
    places, actions = shared(table.places, a, b), shared(table.actions, a, b)
    apart, published = gap(table, a, b), np.abs(table.day[a] - table.day[b])
    both, one = table.timed[a] & table.timed[b], table.timed[a] ^ table.timed[b]
    cosine, same = dots(table.vector, a, b), apart == 0
    columns = (
        cosine,
        dots(table.context, a, b),
        dots(table.lead, a, b),
        shared(table.words, a, b),
        shared(table.names, a, b),
        places,
        (places == 0) & filled(table.places)[a] & filled(table.places)[b],
        actions,
        (actions == 0) & filled(table.actions)[a] & filled(table.actions)[b],
        np.log1p(apart),
        same,
        both,
        one,
        both & (apart > PAUSE),
        np.log1p(published),
        published <= 1,
        published <= 3,
        published <= NEAR_DAYS,
        shared(table.document_names, table.document[a], table.document[b]),
        dots(table.document_vector, table.document[a], table.document[b]),
        np.maximum(table.position[a], table.position[b]),
        np.minimum(table.position[a], table.position[b]),
        cosine * same,
        cosine * (published <= NEAR_DAYS),
        *_two(np.log1p(table.last - table.first), a, b),
        *_two(np.log1p(np.maximum(0, table.day - table.last)), a, b),
        *_two(table.common, a, b),
        *(shared(m, table.document[a], table.document[b]) for m in table.of_documents),
    )
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def own_features(table: Table) -> Matrix:
    """One row a statement, one column for each of OWN_FEATURES: how it stands to the start of its document."""
    rows = np.arange(len(table.statements))
    first = np.searchsorted(table.document, table.document)
    second = np.minimum(first + 1, np.searchsorted(table.document, table.document, side="right") - 1)
    places = shared(table.places, rows, first) + shared(table.places, rows, second)
    columns = (
        np.einsum("ij,ij->i", table.vector, table.lead),
        np.einsum("ij,ij->i", table.context, table.lead),
        np.log1p(np.maximum(0, np.maximum(table.first - table.day, table.day - table.last))),
        table.timed,
        np.log1p(table.last - table.first),
        table.position,
        np.log1p(rows - first),
        places,
        filled(table.places) & (places == 0),
        shared(table.actions, rows, first),
        shared(table.names, rows, first),
        table.common,
    )
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def _two(values: Matrix, a: Rows, b: Rows) -> tuple[Matrix, Matrix]:
    """The larger and the smaller value of each pair."""
    return np.maximum(values[a], values[b]), np.minimum(values[a], values[b])


# ------------------------------------------------------------------------------- clustering


def group(table: Table, links: Links, own: Matrix, *, cut: float) -> Rows:
    """The number of the event of each row, int64, shape (n,).

    Args:
        table: the statements.
        links: pairs of rows with their likeness; a pair without a link has likeness 0.
        own: the probability of each statement to be on its document's own event.
        cut: units join while their average likeness is at least this.
    """
    units = _units(table)
    number, likeness = _unit_links(units, links)
    label = _average_linkage(len(number), likeness, cut=cut)
    lone = np.bincount(label) == 1
    of_unit = {u: k for u, k in zip(number.tolist(), label.tolist(), strict=True)}
    lead = np.array([of_unit[d] for d in range(_documents(table))], dtype=np.int64)[table.document]
    found = np.array([of_unit[u] for u in units.tolist()], dtype=np.int64)
    return _rejoin(np.where(lone[found], lead, found), lead, own)


def _rejoin(cluster: Rows, lead: Rows, own: Matrix) -> Rows:
    """Give clusters of later sentences back to the event that their documents lead with, where they belong to it.

    Each sentence votes for the event of its document's lead with the probability to be on its own event.
    """
    leads = set(lead.tolist())
    joined = cluster.copy()
    for number in sorted(set(cluster.tolist()) - leads):
        rows = np.flatnonzero(cluster == number)
        votes = {event: float(own[rows[lead[rows] == event]].sum()) for event in sorted(set(lead[rows].tolist()))}
        best = max(votes, key=lambda event: votes[event])
        if votes[best] > OWN_SHARE * len(rows):
            joined[rows] = best
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


def _average_linkage(n: int, links: coo_matrix, *, cut: float) -> Rows:
    """Cluster numbers of n units; a pair without a link has likeness 0."""
    strong = links.data >= cut
    graph = coo_matrix((links.data[strong], (links.row[strong], links.col[strong])), shape=(n, n))
    component = connected_components(graph, directed=False)[1]
    label, offset = np.zeros(n, dtype=np.int64), 0
    matrix = (links + links.T).tocsr()
    order = np.argsort(component, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(component[order])) + 1):
        label[rows] = offset + (_linked(matrix[rows][:, rows].toarray(), cut) if len(rows) > 1 else 0)
        offset = int(label[rows].max()) + 1
    return label


def _linked(likeness: Matrix, cut: float) -> Rows:
    distance = 1 - likeness.astype(np.float64)
    np.fill_diagonal(distance, 0)
    return fcluster(linkage(squareform(distance, checks=False), "average"), 1 - cut, "distance") - 1


# ------------------------------------------------------------------------------- what an event is called


def _draft(rows: Sequence[int], table: Table) -> Event:
    statements = [table.statements[i] for i in rows]
    first, last = _days(statements)
    return Event(
        id="",
        title=_title(rows, table),
        first=first,
        last=last,
        where=_where(statements),
        documents=tuple(sorted({s.document for s in statements})),
        statements=tuple(s.id for s in statements),
    )


def _named(event: Event, name: str) -> Event:
    return Event(name, event.title, event.first, event.last, event.where, event.documents, event.statements)


def _days(statements: Sequence[Statement]) -> tuple[date, date]:
    """The day that most statements are on, and on from it until PAUSE days pass without one."""
    count: Counter[date] = Counter()
    for s in statements:
        length = (s.slots.when.last - s.slots.when.first).days
        if length <= LONG:
            count.update(s.slots.when.first + timedelta(days=k) for k in range(length + 1))
    if not count:
        count.update(s.slots.when.first for s in statements)
    first = last = min(count, key=lambda day: (-count[day], day))
    for day in sorted(d for d in count if d > first):
        if (day - last).days > PAUSE:
            break
        last = day
    return first, last


def _where(statements: Sequence[Statement]) -> tuple[str, ...]:
    """The two places that most statements name, by their most frequent spelling."""
    keys = Counter(key for s in statements for key in sorted({p.key for p in s.slots.places}))
    names = Counter((p.key, p.name) for s in statements for p in s.slots.places)
    best = sorted(keys, key=lambda k: (-keys[k], k))[:2]
    return tuple(min((n for n in names if n[0] == k), key=lambda n: (-names[n], n))[1] for k in best)


def _title(rows: Sequence[int], table: Table) -> str:
    """The most central headline, or statement where there is none, shortened at a word."""
    heads = [i for i in rows if table.statements[i].part is Part.HEADLINE] or list(rows)
    centre = table.vector[list(rows)].mean(axis=0)
    best = min(heads, key=lambda i: (-round(float(table.vector[i] @ centre), 5), i))
    text = " ".join(table.statements[best].text.split())
    return text if len(text) <= TITLE else text[:TITLE].rsplit(" ", 1)[0] + " …"
