"""How the two scorers are learned that tell how far a verdict can be believed.

Both learn from verdicts of scorers that did not see the question's fold:
occurrence: the contradictions that a run tells, with two sentences on one event, or not. They are not where their
    documents share no event, since all documents of the gold are annotated with all their events, nor where both are
    named by items and by none of one event. Where their documents share an event and no items name both, a pair counts
    as either, by the share among those that are known.
told: the items, with whether the verdict is that of the gold; a contradiction of two sentences that are not on one
    event is left out, since the other scorer answers for it.

A fold's scorers learn from the verdicts on the other folds. Those were decided by scorers that have seen the fold, but
only the few coefficients here pass anything on.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compare.comparison import Matrix, Table, Tables
from compare.scorer import Scorer
from compare.settings import Settings
from compare.stages import alignment, judgment
from compare.types import Label
from evaluation import learning
from evaluation.gold import FOLDS, Gold, document_folds, row_of, rows_by_document, same_event
from evaluation.learning import Example, Lesson

EACH = 3  # of the questions of a run one in so many is answered: some 600 contradictions; all would take a minute
STRENGTH = 0.3  # inverse L2 penalty, as that of the verdict; not swept
BELIEF = 1.0  # items of either kind that are added where only one kind was seen: the rule of succession (Laplace)
SURE = 50.0  # log-odds of what is taken as certain: 1 in double precision


class Tie(StrEnum):
    """What the gold says of two sentences."""

    SAME = "items of one event name both"
    APART = "items name both, of no common event"
    UNKNOWN = "their documents report a common event"
    ELSEWHERE = "their documents report no common event"


@dataclass(frozen=True, slots=True)
class Seen:
    """Rows of one scorer's features with what came true, and the fold of each."""

    rows: Matrix
    true: NDArray[np.bool_]
    weight: NDArray[np.float64]
    fold: NDArray[np.int64]

    def learn(self, names: Sequence[str], labels: tuple[str, str], *, without: int | None) -> Scorer:
        """Fit a scorer of the labels for false and true on all folds but one."""
        kept = self.fold != (-1 if without is None else without)
        true, weight = self.true[kept], self.weight[kept]
        if len(set(true.tolist())) < 2:
            return _share(names, labels, float(weight[true].sum()), float(weight[~true].sum()))
        marked = np.where(true, labels[1], labels[0])
        return learning.fit(self.rows[kept], marked, names, strength=STRENGTH, weight=weight)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the two scorers of certainty are learned from."""

    clashes: Seen  # contradictions of a run, OCCURRENCE_FEATURES
    verdicts: Seen  # verdicts on items, TOLD_FEATURES


def judges_without(fold: int | None, held: Gold, table: Table, lesson: Lesson, proof: Proof) -> judgment.Judges:
    """Judges that learned from all items but those of a fold; from all where it is None."""
    made = [e for e in lesson.examples if fold is None or held.fold(e.item.event) != fold]
    return learning.learn_judges(made, table, learn(proof, without=fold))


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
    """Decide the items and a share of the questions of a run, each by scorers that did not see its fold."""
    clashes, verdicts, ties = _Rows(), _Rows(), list[Tie]()
    common = _Common(held, tables.claims)
    questions = judgment.questions(lesson.events, tables.claims, lesson.links, settings, found=lesson.found)
    for fold, own in enumerate(_by_fold(questions[::EACH], held, tables)):
        seen = [e for e in lesson.examples if held.fold(e.item.event) != fold]
        relevance = learning.learn_relevance(seen)
        rows = learning.verdict_rows(seen, tables.claims, relevance)
        decide = partial(_decide, relevance=relevance, verdict=learning.learn_verdict(seen, rows), table=tables.claims)
        occurrence = partial(alignment.score, tables.sentences, scorer=lesson.scorers[fold][0])
        for question, compared in zip(own, judgment.compared(own, tables.claims, occurrence), strict=True):
            ranked, decided = decide(question, compared)
            if decided.label is Label.CONTRADICTION:
                ties.append(common.tie(question, ranked, decided))
                clashes.add(judgment.occurrence_features(decided, ranked), ties[-1] is Tie.SAME, 1.0, fold)
        of_fold = [(e, w) for e, w in _weighed(lesson) if held.fold(e.item.event) == fold]
        for example, weight in of_fold:
            ranked, decided = decide(example.question, example.compared)
            tie = common.tie(example.question, ranked, decided)
            if decided.label is not Label.CONTRADICTION or tie not in (Tie.APART, Tie.ELSEWHERE):
                right = decided.label == example.item.label
                verdicts.add(judgment.told_features(decided, ranked), right, weight, fold)
    return Proof(spread(clashes.seen(judgment.OCCURRENCE_FEATURES), ties), verdicts.seen(judgment.TOLD_FEATURES))


class _Common:
    """Which statements are on one event in the gold."""

    def __init__(self, held: Gold, table: Table) -> None:
        self._same, self._table = same_event(held, table), table
        self._events: dict[int, set[str]] = defaultdict(set)  # by sentence those of the items that name it
        rows = rows_by_document(table)
        for item in held.items:
            for span in (item.anchor, *item.evidence):
                row = row_of(span, table, rows[span.document], item.fact)
                if row is not None:
                    self._events[int(table.sentence[row])].add(item.event)

    def tie(self, question: judgment.Question, ranked: judgment.Ranked, decided: judgment.Decision) -> Tie:
        """How the two sentences of a verdict are tied."""
        pair = question.anchor, ranked.rows[decided.ground.rank]
        if not self._same[self._table.document[pair[0]], self._table.document[pair[1]]]:
            return Tie.ELSEWHERE
        one, other = (self._events.get(int(self._table.sentence[row]), set()) for row in pair)
        if not one or not other:
            return Tie.UNKNOWN
        return Tie.SAME if one & other else Tie.APART


def spread(clashes: Seen, ties: Sequence[Tie]) -> Seen:
    """The pairs, each unknown one twice: as of one event and as not, weighed by how often the known ones are."""
    same, apart = (sum(t is kind for t in ties) + BELIEF for kind in (Tie.SAME, Tie.APART))
    unknown = np.array([t is Tie.UNKNOWN for t in ties], dtype=bool)
    weight = np.where(unknown, same / (same + apart), clashes.weight)
    return Seen(
        np.concatenate([clashes.rows, clashes.rows[unknown]]),
        np.concatenate([clashes.true | unknown, np.zeros(unknown.sum(), dtype=bool)]),
        np.concatenate([weight, 1 - weight[unknown]]),
        np.concatenate([clashes.fold, clashes.fold[unknown]]),
    )


class _Rows:
    """Rows as they are gathered."""

    def __init__(self) -> None:
        self._rows: list[tuple[Matrix, bool, float, int]] = []

    def add(self, row: Matrix, true: bool, weight: float, fold: int) -> None:
        """One row more."""
        self._rows.append((row, true, weight, fold))

    def seen(self, names: Sequence[str]) -> Seen:
        """All rows, of so many features."""
        rows, true, weight, fold = zip(*self._rows, strict=True) if self._rows else ((), (), (), ())
        return Seen(
            np.array(rows, dtype=np.float32).reshape(len(rows), len(names)),
            np.array(true, dtype=bool),
            np.array(weight, dtype=np.float64),
            np.array(fold, dtype=np.int64),
        )


def _decide(
    question: judgment.Question, found: judgment.Compared, *, relevance: Scorer, verdict: Scorer, table: Table
) -> tuple[judgment.Ranked, judgment.Decision]:
    ranked = judgment.rank(question, found, relevance)
    return ranked, judgment.decide(question, ranked, verdict, table)


def _weighed(lesson: Lesson) -> Iterator[tuple[Example, float]]:
    """Each item with its weight: those labelled once have the mixture of labels of the others."""
    return zip(lesson.examples, learning.weights(lesson.examples).tolist(), strict=True)


def _by_fold(
    asked: Sequence[judgment.Question], held: Gold, tables: Tables
) -> tuple[tuple[judgment.Question, ...], ...]:
    """The questions of each fold: that of the anchor's document."""
    folds = document_folds(held, tables.sentences)[tables.claims.document]
    return tuple(tuple(q for q in asked if folds[q.anchor] == fold) for fold in range(FOLDS))


def _share(names: Sequence[str], labels: tuple[str, str], true: float, false: float) -> Scorer:
    """A scorer that gives the same probability to all, where there is one kind of rows or none."""
    odds = min(float(np.log((true + BELIEF) / (false + BELIEF))), SURE)
    zeros = (0.0,) * len(names)
    return Scorer(labels, tuple(names), zeros, (1.0,) * len(names), (zeros, zeros), (0.0, odds))
