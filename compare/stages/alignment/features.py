"""How alike two statements are as reports of one occurrence, and a statement as a report of its document's own."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from compare.comparison import Matrix, Rows, Table, dots, elsewhere, filled, gap, mass, rarest, shared
from compare.stages.alignment.candidates import NEAR_DAYS
from compare.stages.alignment.clustering import LEAD

TINY = 1e-9  # keeps a division by nothing at 0
OLD, LONG_AGO = 5, 7  # days before its document from which a dated statement is of an older event; the first tried
EXACT_DAYS = 5  # a span of so many days dates an event less exactly by 1 / e; the first tried
APART = 3  # days between two timed statements from which they are told apart; as PAUSE in naming
FEATURES = (
    "cosine", "context", "lead", "words", "names", "places", "other places", "actions", "other actions",
    "days apart", "same days", "both timed", "one timed", "timed apart", "published apart",
    "published within 1", "published within 3", "published within 10", "document names", "document vectors",
    "later position", "earlier position", "cosine on same days", "cosine within 10",
    "longer span", "shorter span", "longer ago", "less long ago", "more common", "less common",
    "document actions", "document places", "document words",
    "stems", "rarest stem", "stems alike", "stems contained", "stem pairs", "rarest stem pair", "length",
    "older on same days", "older on day of other", "cosine on older", "cosine on day of other", "stems on older",
    "exact on older", "rarest name", "names contained", "rarest place", "cosine in same place",
    "leads published apart", "timed days apart",
)  # fmt: skip
OWN_FEATURES = (
    "lead", "context and lead", "days from document", "timed", "span", "position", "sentences before",
    "places of the start", "other places", "actions of the start", "names of the start", "common",
)  # fmt: skip


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
        elsewhere(table, a, b),
        actions,
        (actions == 0) & filled(table.actions, a) & filled(table.actions, b),
        np.log1p(apart),
        same,
        both,
        one,
        both & (apart > APART),
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
        *_two(*(np.log1p(table.last[rows] - table.first[rows]) for rows in (a, b))),
        *_two(*(np.log1p(np.maximum(0, table.day[rows] - table.last[rows])) for rows in (a, b))),
        *_two(table.common[a], table.common[b]),
        *(shared(m, table.document[a], table.document[b]) for m in table.of_documents),
        *_wording(table, a, b),
        *_older(table, a, b, cosine),
        rarest(table.names, a, b),
        _contained(table.names, a, b),
        rarest(table.places, a, b),
        cosine * (places > 0),
        np.log1p(published) * (is_lead(table, a) & is_lead(table, b)),
        np.log1p(apart) * both,
    )
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def is_lead(table: Table, rows: Rows) -> NDArray[np.bool_]:
    """Whether each of some statements is among the first LEAD of its document."""
    return rows - np.searchsorted(table.document, table.document[rows]) < LEAD


def _wording(table: Table, a: Rows, b: Rows) -> tuple[NDArray[np.generic], ...]:
    """What two statements share word for word, by rarity."""
    of_a, of_b, stems = mass(table.stems[a]), mass(table.stems[b]), shared(table.stems, a, b)
    return (
        stems,
        rarest(table.stems, a, b),
        stems / np.sqrt(np.maximum(of_a * of_b, TINY)),
        stems / np.maximum(np.minimum(of_a, of_b), TINY),
        shared(table.stem_pairs, a, b),
        rarest(table.stem_pairs, a, b),
        np.log1p(np.minimum(of_a, of_b)),
    )


def _contained(matrix: csr_matrix, a: Rows, b: Rows) -> NDArray[np.floating]:
    """The share of the keys of the lighter row that the other has too, by rarity."""
    return shared(matrix, a, b) / np.maximum(np.minimum(mass(matrix[a]), mass(matrix[b])), TINY)


def _older(table: Table, a: Rows, b: Rows, cosine: Matrix) -> tuple[NDArray[np.generic], ...]:
    """Statements that say themselves that they tell of older days: of the same ones, or of the day of the other."""
    ago, span = np.maximum(0, table.day - table.last), table.last - table.first
    old = table.timed & (ago > OLD)
    same = table.timed[a] & table.timed[b] & (gap(table, a, b) == 0) & (np.minimum(ago[a], ago[b]) > LONG_AGO)
    forth = old[a] & (table.first[a] <= table.day[b] + 1) & (table.last[a] >= table.day[b] - 2)
    back = old[b] & (table.first[b] <= table.day[a] + 1) & (table.last[b] >= table.day[a] - 2)
    stems = shared(table.stems, a, b)
    exact = np.exp(-np.minimum(span[a], span[b]) / EXACT_DAYS)
    return same, forth | back, cosine * same, cosine * (forth | back), stems * same, exact * same


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
        filled(table.places, rows) & (places == 0),
        shared(table.actions, rows, first),
        shared(table.names, rows, first),
        table.common,
    )
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def _two(of_a: Matrix, of_b: Matrix) -> tuple[Matrix, Matrix]:
    """The larger and the smaller value of each pair."""
    return np.maximum(of_a, of_b), np.minimum(of_a, of_b)
