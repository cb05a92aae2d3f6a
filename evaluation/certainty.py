"""How the two scorers are learned that tell how far a verdict can be believed.

Both learn from verdicts of scorers that did not see the question's fold:
occurrence: the contradictions that a run tells on the gold's corpus, as two readers read them
    (`annotations/README-clashes.md`): of one occurrence or not. What nobody read is left out.
told: the items, with whether the verdict is that of the gold, and the contradictions of one occurrence, with whether
    they are right; a contradiction on an item that the readers find to be of two occurrences is left out, since the
    other scorer answers for it.

A fold's scorers learn from the verdicts on the other folds. Those were decided by scorers that have seen the fold, but
only the few coefficients here pass anything on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compare.comparison import Matrix, Table, Tables
from compare.scorer import Scorer
from compare.settings import Settings
from compare.stages import alignment, judgment
from compare.types import Label
from evaluation import learning
from evaluation.gold import FOLDS, Gold, ReadAs, document_folds, touched_folds
from evaluation.learning import Example, Lesson

STRENGTH = 0.3  # inverse L2 penalty, as that of the verdict; not swept
AT_ONCE = 500  # questions whose comparisons are held at once: some 100 MB
SURE = 50.0  # log-odds of what is taken as certain: 1 in double precision
BELIEF = 1.0  # items of either kind that are added where only one kind was seen: the rule of succession (Laplace)


@dataclass(frozen=True, slots=True)
class Seen:
    """Rows of one scorer's features with what came true, and which folds must learn without them."""

    rows: Matrix
    true: NDArray[np.bool_]
    weight: NDArray[np.float64]
    folds: NDArray[np.bool_]  # shape (n, FOLDS)

    def learn(self, names: Sequence[str], labels: tuple[str, str], *, without: int | None) -> Scorer:
        """Fit a scorer of the labels for false and true on all rows, or on those that a fold may learn from."""
        kept = np.ones(len(self.true), dtype=bool) if without is None else ~self.folds[:, without]
        true, weight = self.true[kept], self.weight[kept]
        if len(set(true.tolist())) < 2:
            return _share(names, labels, float(weight[true].sum()), float(weight[~true].sum()))
        marked = np.where(true, labels[1], labels[0])
        return learning.fit(self.rows[kept], marked, names, strength=STRENGTH, weight=weight)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the two scorers of certainty are learned from."""

    clashes: Seen  # contradictions of a run, OCCURRENCE_FEATURES
    verdicts: Seen  # verdicts, TOLD_FEATURES


def judges_without(fold: int | None, held: Gold, table: Table, lesson: Lesson, proof: Proof) -> judgment.Judges:
    """Judges that learned from all items but those of a fold; from all where it is None."""
    made = [e for e in lesson.examples if fold is None or held.fold(e.item.event) != fold]
    read = lesson.read if fold is None else lesson.read.without(fold)
    return learning.learn_judges(made, table, read, learn(proof, without=fold))


def learn(proof: Proof, *, without: int | None = None) -> judgment.Certainty:
    """Fit both scorers on all folds but one; on all where it is None."""
    return judgment.Certainty(
        proof.clashes.learn(judgment.OCCURRENCE_FEATURES, ("other", "same"), without=without),
        proof.verdicts.learn(judgment.TOLD_FEATURES, ("wrong", "right"), without=without),
    )


def given(judges: judgment.Judges) -> judgment.Judges:
    """The same judges where the events are given: that two sentences are on one occurrence is then no question."""
    sure = _share(judgment.OCCURRENCE_FEATURES, ("other", "same"), np.inf, 0.0)
    return replace(judges, certainty=replace(judges.certainty, occurrence=sure))


def prove(held: Gold, tables: Tables, lesson: Lesson, settings: Settings) -> Proof:
    """Decide the items and the questions of a run, each by scorers that did not see its fold."""
    clashes, verdicts = _Rows(), _Rows()
    said, touched = tables.claims.statements, touched_folds(held, tables.claims)
    for fold, own in enumerate(by_fold(held, tables, lesson, settings)):
        seen = [e for e in lesson.examples if held.fold(e.item.event) != fold]
        relevance = learning.learn_relevance(seen, lesson.read.without(fold))
        rows = learning.verdict_rows(seen, tables.claims, relevance)
        decide = partial(_decide, relevance=relevance, verdict=learning.learn_verdict(seen, rows), table=tables.claims)
        occurrence = partial(alignment.score, tables.sentences, scorer=lesson.scorers[fold][0])
        for question, compared in _compared(own, tables.claims, occurrence):
            ranked, decided = decide(question, compared)
            if decided.label is Label.CONTRADICTION:
                pair = question.anchor, int(ranked.rows[decided.ground.rank])
                of, read = touched[pair[0]] | touched[pair[1]], held.read_as(said[pair[0]], said[pair[1]])
                for code in read:
                    one, weight = code is not ReadAs.OCCURRENCES, 1 / len(read)
                    clashes.add(judgment.occurrence_features(decided, ranked), one, weight, of)
                    if one:
                        verdicts.add(judgment.told_features(decided, ranked), code is ReadAs.RIGHT, weight, of)
        for example, weight in ((e, w) for e, w in _weighed(lesson) if held.fold(e.item.event) == fold):
            ranked, decided = decide(example.question, example.compared)
            shown = said[ranked.rows[decided.ground.rank]] if decided.label is Label.CONTRADICTION else None
            if shown is None or ReadAs.OCCURRENCES not in held.read_as(said[example.question.anchor], shown):
                right = decided.label == example.item.label
                verdicts.add(judgment.told_features(decided, ranked), right, weight, np.arange(FOLDS) == fold)
    return Proof(clashes.seen(judgment.OCCURRENCE_FEATURES), verdicts.seen(judgment.TOLD_FEATURES))


def _compared(
    asked: Sequence[judgment.Question], table: Table, occurrence: judgment.Occurrence
) -> Iterator[tuple[judgment.Question, judgment.Compared]]:
    """Each question with its comparisons, so many at once as memory holds."""
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        yield from zip(part, judgment.compared(part, table, occurrence), strict=True)


class _Rows:
    """Rows as they are gathered."""

    def __init__(self) -> None:
        self._rows: list[tuple[Matrix, bool, float, NDArray[np.bool_]]] = []

    def add(self, row: Matrix, true: bool, weight: float, folds: NDArray[np.bool_]) -> None:
        """One row more."""
        self._rows.append((row, true, weight, folds))

    def seen(self, names: Sequence[str]) -> Seen:
        """All rows, of so many features."""
        rows, true, weight, folds = zip(*self._rows, strict=True) if self._rows else ((), (), (), ())
        return Seen(
            np.array(rows, dtype=np.float32).reshape(len(rows), len(names)),
            np.array(true, dtype=bool),
            np.array(weight, dtype=np.float64),
            np.array(folds, dtype=bool).reshape(len(rows), FOLDS),
        )


def _decide(
    question: judgment.Question, found: judgment.Compared, *, relevance: Scorer, verdict: Scorer, table: Table
) -> tuple[judgment.Ranked, judgment.Decision]:
    ranked = judgment.rank(question, found, relevance)
    return ranked, judgment.decide(question, ranked, verdict, table)


def _weighed(lesson: Lesson) -> Iterator[tuple[Example, float]]:
    """Each item with its weight: those labelled once have the mixture of labels of the others."""
    return zip(lesson.examples, learning.weights(lesson.examples).tolist(), strict=True)


def by_fold(
    held: Gold, tables: Tables, lesson: Lesson, settings: Settings
) -> tuple[tuple[judgment.Question, ...], ...]:
    """The questions of a run on the gold's corpus, by fold: that of the anchor's document."""
    asked = judgment.questions(lesson.events, tables.claims, lesson.links, settings, found=lesson.found)
    folds = document_folds(held, tables.claims)[tables.claims.document]
    return tuple(tuple(q for q in asked if folds[q.anchor] == fold) for fold in range(FOLDS))


def _share(names: Sequence[str], labels: tuple[str, str], true: float, false: float) -> Scorer:
    """A scorer that gives the same probability to all, where there is one kind of rows or none."""
    odds = min(float(np.log((true + BELIEF) / (false + BELIEF))), SURE)
    zeros = (0.0,) * len(names)
    return Scorer(labels, tuple(names), zeros, (1.0,) * len(names), (zeros, zeros), (0.0, odds))
