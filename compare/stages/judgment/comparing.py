"""Candidates compared with their anchor, slot by slot, and ranked: the features that the scorers weigh."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from compare.comparison import Matrix, Rows, Table, dots, elsewhere, filled, gap, shared
from compare.figures import Match, Relation, match
from compare.scorer import Scorer
from compare.stages.judgment.questions import Question
from compare.types import (
    Quantity,
    Scope,
    Statement,
    Unit,
)

Occurrence = Callable[[Rows, Rows], Matrix]  # the probability that two sentences are on one occurrence
EVIDENCE = 3  # sentences shown at most; on the dev gold the best three meet the evidence in 0.85 of the items
PAUSE = 3  # days between two occurrences of one kind; as in alignment, where a pause as long ends an event
# Sentences of a document, counted from its start, among which a rival of the anchor is sought: whole articles are, and
# a book costs no more for each of its sentences; a convention.
BLOCK = 100
VICTIMS = frozenset({Unit.DEAD, Unit.WOUNDED, Unit.CASUALTIES, Unit.NEUTRALISED, Unit.MISSING, Unit.CAPTURED})
PAIR_FEATURES = (
    "cosine", "context", "words", "anchor words said", "names", "anchor names said", "numbers", "places",
    "other places", "actions", "other actions", "days apart", "same days", "both timed and apart",
    "figure equal", "figure overlaps", "figure differs", "figure of one only", "same unit", "same actor",
    "other actor", "same target", "polarity differs", "modality differs", "both quoted", "same speaker",
    "position", "position apart", "rival", "more than rival", "document linked", "document on event", "same occurrence",
)  # fmt: skip
VERDICT_FEATURES = (
    *PAIR_FEATURES,
    "relevance", "second relevance", "third relevance", "best cosine", "best words said",
    "any figure equal", "any figure overlaps", "any figure differs", "any same unit", "anchor has figure",
    "anchor subset", "anchor cumulative", "anchor open", "other open", "figure ratio", "differs same people",
    "candidates", "anchor length", "anchor place", "anchor position", "anchor quoted", "relevance equal",
    "relevance differs", "cosine times relevance", "best linked", "any on event", "best same occurrence",
    "mean same occurrence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """The candidates of one question, in its order, compared with the anchor slot by slot."""

    features: Matrix  # shape (len(candidates), len(PAIR_FEATURES))
    matches: tuple[Match | None, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of one question, the most relevant first, with their relevance, 0 to 1."""

    rows: tuple[int, ...]
    relevance: tuple[float, ...]
    features: Matrix
    matches: tuple[Match | None, ...]


def compared(batch: Sequence[Question], table: Table, occurrence: Occurrence) -> Iterator[Compared]:
    """Compare the anchor of each question with each of its candidates."""
    sizes = [len(q.candidates) for q in batch]
    anchors = np.repeat([q.anchor for q in batch], sizes)
    rows = np.array([r for q in batch for r in q.candidates], dtype=np.int64)
    figures = [table.statements[i].slots.quantities for i in (*anchors, *rows)]
    matches = [match(one, other) for one, other in zip(figures[: len(rows)], figures[len(rows) :], strict=True)]
    features = pair_features(anchors, rows, matches, table)
    own = np.stack(
        [
            [x for q in batch for x in q.linked],
            [x for q in batch for x in q.inside],
            occurrence(table.sentence[anchors], table.sentence[rows]),
        ],
        axis=1,
    ).astype(np.float32)
    features = np.concatenate([features, own], axis=1)
    start = 0
    for size in sizes:
        yield Compared(features[start : start + size], tuple(matches[start : start + size]))
        start += size


def pair_features(a: Rows, rows: Rows, matches: Sequence[Match | None], table: Table) -> Matrix:
    """One row for each pair, one column for each of PAIR_FEATURES but the last three.

    Args:
        a: the rows of the anchors.
        rows: the rows of the candidates.
        matches: the comparison of their figures.
        table: the statements.
    """
    places, actions = shared(table.places, a, rows), shared(table.actions, a, rows)
    names, apart = shared(table.names, a, rows), gap(table, a, rows)
    relation = np.array([m.relation if m else "" for m in matches], dtype=object)
    actors = shared(table.actors, a, rows) > 0
    quoted = table.speaker > 0
    cosine, words, rival = dots(table.vector, a, rows), shared(table.words, a, rows), rivals(a, rows, table)
    columns = (
        cosine,
        dots(table.context, a, rows),
        words,
        _said(table.words, a, rows),
        names,
        _said(table.names, a, rows),
        shared(table.numbers, a, rows),
        places,
        elsewhere(table, a, rows),
        actions,
        (actions == 0) & filled(table.actions, a) & filled(table.actions, rows),
        np.log1p(apart),
        apart == 0,
        table.timed[a] & table.timed[rows] & (apart > 0),
        relation == Relation.EQUAL,
        relation == Relation.OVERLAP,
        relation == Relation.DISJOINT,
        np.not_equal(*_counting(a, rows, table)),
        relation != "",
        actors,
        ~actors & filled(table.actors, a) & filled(table.actors, rows),
        shared(table.targets, a, rows) > 0,
        table.polarity[a] != table.polarity[rows],
        table.modality[a] != table.modality[rows],
        quoted[a] & quoted[rows],
        quoted[a] & (table.speaker[a] == table.speaker[rows]),
        table.position[rows],
        np.abs(table.position[rows] - table.position[a]),
        rival,
        cosine + words - rival,
    )
    return np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)


def rivals(a: Rows, rows: Rows, table: Table) -> Matrix:
    """How like each candidate is to another sentence of its anchor's document: to the one that it is most like.

    A candidate that repeats the anchor's neighbour better than the anchor answers the neighbour.

    Returns:
        float32, shape (len(a),): cosine of vectors and of words, summed; 0 where the anchor has no neighbour.
    """
    best = np.zeros(len(a), dtype=np.float32)
    first = np.searchsorted(table.document, table.document[a])
    block = first + (a - first) // BLOCK * BLOCK
    for start in np.unique(block):
        pairs = np.flatnonzero(block == start)
        end = min(start + BLOCK, np.searchsorted(table.document, table.document[start], side="right"))
        best[pairs] = _best_of_others(np.arange(start, end), a[pairs], rows[pairs], table)
    return best


def _best_of_others(block: Rows, a: Rows, rows: Rows, table: Table) -> Matrix:
    """The highest likeness of each candidate with a row of the block that is of another sentence than its anchor."""
    candidates, column = np.unique(rows, return_inverse=True)
    like = table.vector[block] @ table.vector[candidates].T
    like += (table.words[block] @ table.words[candidates].T).toarray()
    best = np.zeros(len(a), dtype=np.float32)
    for anchor in np.unique(a):
        own, others = a == anchor, table.sentence[block] != table.sentence[anchor]
        if others.any():
            best[own] = like[others].max(axis=0)[column[own]]
    return best


def _counting(a: Rows, rows: Rows, table: Table) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether each anchor, and each candidate, has figures of victims."""
    asked, number = np.unique(np.concatenate([a, rows]), return_inverse=True)
    counting = np.array([bool(victims(table.statements[i])) for i in asked], dtype=bool)
    return counting[number[: len(a)]], counting[number[len(a) :]]


def _said(matrix: csr_matrix, a: Rows, rows: Rows) -> Matrix:
    """The share of what the anchor has in a sparse matrix, by rarity, that the candidate has too."""
    own = matrix[a].multiply(matrix[a])
    all_own = np.asarray(own.sum(axis=1), dtype=np.float32).ravel()
    said = np.asarray(own.multiply(matrix[rows] != 0).sum(axis=1), dtype=np.float32).ravel()
    return np.divide(said, np.maximum(all_own, 1e-6), dtype=np.float32)


def victims(statement: Statement) -> tuple[Quantity, ...]:
    """The figures of a statement that count who was harmed."""
    return tuple(q for q in statement.slots.quantities if q.unit in VICTIMS)


def rank(question: Question, found: Compared, relevance: Scorer) -> Ranked:
    """Order the candidates by the probability of being evidence; ties by their place in the table."""
    rows = np.array(question.candidates, dtype=np.int64)
    score = relevance.probabilities(found.features)[:, relevance.labels.index("evidence")]
    score = np.where(_elsewhere(found.features), 0.0, score)
    order = np.lexsort((rows, -np.round(score, 6)))
    return Ranked(
        rows=tuple(int(rows[k]) for k in order),
        relevance=tuple(float(score[k]) for k in order),
        features=found.features[order],
        matches=tuple(found.matches[k] for k in order),
    )


def _elsewhere(features: Matrix) -> NDArray[np.bool_]:
    """Candidates of documents that are not on the event, and that name other days than the anchor names."""
    column = {name: features[:, i] for i, name in enumerate(PAIR_FEATURES)}
    apart = (column["both timed and apart"] > 0) & (column["days apart"] > np.log1p(PAUSE))
    return apart & (column["document on event"] == 0)


def features_of(ranked: Ranked, k: int) -> dict[str, float]:
    """The features of the candidate of rank k by their names."""
    return dict(zip(PAIR_FEATURES, ranked.features[k].tolist(), strict=True))


def verdict_features(question: Question, ranked: Ranked, table: Table) -> Matrix:
    """One number for each of VERDICT_FEATURES: the best candidate, the best three, the anchor itself."""
    fact, figures = table.statements[question.anchor], table.statements[question.anchor].slots.quantities
    best, top = ranked.features[0], [m for m in ranked.matches[:EVIDENCE] if m is not None]
    column: Mapping[str, Matrix] = {name: ranked.features[:, i] for i, name in enumerate(PAIR_FEATURES)}
    relevance = (*ranked.relevance, 0.0, 0.0)[:3]
    relations = {m.relation for m in top}
    first = top[0] if top else None
    same = column["same occurrence"]
    extra = (
        *relevance,
        column["cosine"].max(),
        column["anchor words said"].max(),
        Relation.EQUAL in relations,
        Relation.OVERLAP in relations,
        Relation.DISJOINT in relations,
        first is not None,
        bool(victims(fact)),
        any(q.scope is Scope.SUBSET for q in figures),
        any(q.scope is Scope.CUMULATIVE for q in figures),
        any(q.high is None for q in figures),
        first is not None and first.other.high is None,
        first.distance if first else 0.0,
        first is not None and first.relation is Relation.DISJOINT and first.same_people,
        np.log1p(len(ranked.rows)),
        np.log(len(fact.text)),
        bool(fact.slots.places),
        table.position[question.anchor],
        fact.speaker is not None,
        _best_relevance(ranked, Relation.EQUAL),
        _best_relevance(ranked, Relation.DISJOINT),
        column["cosine"][0] * relevance[0],
        column["document linked"].max(),
        column["document on event"].max(),
        same.max(),
        same[:EVIDENCE].mean(),
    )
    return np.concatenate([best, np.array(extra, dtype=np.float32)])


def _best_relevance(ranked: Ranked, relation: Relation) -> float:
    """The relevance of the most relevant candidate whose figure stands so to the anchor's."""
    pairs = zip(ranked.relevance, ranked.matches, strict=True)
    return max((p for p, m in pairs if m is not None and m.relation is relation), default=0.0)
