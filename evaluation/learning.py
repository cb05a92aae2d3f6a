"""How the scorers are learned from the gold, with scikit-learn's logistic regression.

own event: sentences that items name, on their document's own event or on another.
same event: pairs of statements of two documents. Documents that share an event are known, the sentences that
    do are not, so the best three pairs of each such couple of documents are taken as examples, the best three
    of each other couple as counter-examples, the scorer is fitted, and the best are chosen anew with it
    (multiple-instance learning; Andrews, Tsochantaridis and Hofmann 2002, MI-SVM).
relevance: a candidate sentence is evidence on an anchor, or not; from the items, and from pairs that a run told as
    contradictions and two readers read (`annotations/README-clashes.md`): right ones are evidence, two blows are none.
verdict: agreement, compatible, contradiction or omission, from the ranked candidates.
How far a verdict can be believed is learned in certainty.py.
"""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from compare.comparison import NEARLY_SAME, Links, Matrix, Rows, Table, Tables
from compare.scorer import Scorer
from compare.search import Found, search
from compare.settings import Settings
from compare.stages import alignment, judgment
from compare.types import Event, Label
from evaluation.gold import (
    FOLDS,
    Gold,
    GoldSpan,
    Item,
    ReadAs,
    document_folds,
    row_of,
    rows_by_document,
    same_event,
    touched_folds,
)

ROUNDS = 3  # of choosing the best pairs anew; a convention
# Pairs of sentences taken from two documents, whether they share an event or not: with all pairs of those that
# do not, couples are told apart 0.02 worse (average precision), and with 1 or 2 about as much.
BEST = 3
FIRST_CHOICE = ("cosine", "places", "same days")  # features summed to choose the pairs of the first round
MORE_WEIGHT = 0.6  # of an item that was labelled once only; best of 0.3, 0.6 and 1 in cross-validation
# Of a pair that was read, beside a candidate of an item: with 0.3 macro-F1 is higher by 0.005 end to end and 0.009 with
# the gold's events, on average over four ways to deal the events into folds; with 0.05 by 0.002 and 0.004 over three.
READ_WEIGHT = 0.3
# Share of the omissions' weight that items without their evidence bear; 0.3, 0.5 and 0.7 differ by less than 0.01 in
# macro-F1 on the dev gold; of planted omissions the AUC is 0.78, 0.82, 0.84 and 0.85 at 0, 0.3, 0.5 and 0.7.
CUT_SHARE = 0.5
# Inverse L2 penalty. For the same event 0.05 is worse than 0.5, 1 and 5 by 0.01 (average precision of couples); for
# the verdict 0.03, 0.1 and 0.5 differ by 0.01 in cross-validation; the others were not swept.
STRENGTH = {"same": 1.0, "own": 1.0, "relevance": 1.0, "verdict": 0.3}


PairScorers = tuple[Scorer, Scorer]  # of a pair alone, and of a pair in the company of all links


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of statements with their features, and whether their documents share an event."""

    a: Rows
    b: Rows
    features: Matrix
    shared: NDArray[np.bool_]


def pairs(gold: Gold, table: Table, count: int) -> Pairs:
    """All candidate pairs of the gold corpus."""
    a, b = alignment.candidates(table, count)
    known = same_event(gold, table)[table.document[a], table.document[b]]
    return Pairs(a, b, alignment.features(table, a, b), known)


def learn_same_event(found: Pairs, table: Table, chosen: NDArray[np.bool_]) -> tuple[Scorer, Scorer, Pairs]:
    """Fit the scorer of a pair alone and the scorer of a pair among all links on the chosen pairs.

    The second is taught with links that the first has scored, all of them: no link tells by whom it was scored.

    Returns:
        Both scorers, and the pairs with the features that the second sees.
    """
    columns = [alignment.FEATURES.index(name) for name in FIRST_CHOICE]
    first = found.features[:, columns] @ np.array([1.0, 0.1, 0.2])
    alone = _learn_from_bags(found, table, chosen, first, names=alignment.FEATURES)
    links = Links(found.a, found.b, _same(alone, found.features))
    seen = replace(found, features=np.concatenate([found.features, alignment.among(table, links)], axis=1))
    return alone, _learn_from_bags(seen, table, chosen, links.likeness, names=alignment.ALL_FEATURES), seen


def _same(scorer: Scorer, rows: Matrix) -> Matrix:
    return scorer.probabilities(rows)[:, scorer.labels.index("same")].astype(np.float32)


def _learn_from_bags(
    found: Pairs, table: Table, chosen: NDArray[np.bool_], likeness: Matrix, *, names: Sequence[str]
) -> Scorer:
    """Fit a scorer on the best pairs of each couple of documents, chosen anew in each round, the first by likeness."""
    rows = np.flatnonzero(chosen)
    couple = table.document[found.a[rows]] * (table.document[-1] + 1) + table.document[found.b[rows]]
    likeness = likeness[rows]
    for _ in range(ROUNDS):
        keep = rows[_rank(couple, likeness) < BEST]
        labels = np.where(found.shared[keep], "same", "other")
        scorer = fit(found.features[keep], labels, names, strength=STRENGTH["same"])
        likeness = _same(scorer, found.features[rows])
    return scorer


def learn_own_event(gold: Gold, table: Table, chosen: NDArray[np.bool_]) -> Scorer:
    """Fit the scorer that tells a document's own event from others, on the sentences that items name.

    Args:
        gold: the gold.
        table: its statements.
        chosen: bool, shape (documents,): whether a document may be learned from.
    """
    rows = rows_by_document(table)
    main = {d: e.id for e in gold.events for d in e.main}
    own: dict[int, set[bool]] = defaultdict(set)
    for item in gold.items:
        for span in (item.anchor, *item.evidence):
            row = row_of(span, table, rows[span.document], item.fact)
            if row is not None and chosen[table.document[row]]:
                own[row].add(main.get(span.document) == item.event)
    sure = sorted(row for row, told in own.items() if len(told) == 1)
    labels = np.array(["own" if True in own[row] else "other" for row in sure])
    features = alignment.own_features(table)[sure]
    return fit(features, labels, alignment.OWN_FEATURES, strength=STRENGTH["own"])


def _rank(couple: Rows, likeness: Matrix) -> Rows:
    """The rank of each pair among those of its couple of documents, 0 for the best."""
    order = np.lexsort((-likeness, couple))
    first = np.concatenate([[True], couple[order][1:] != couple[order][:-1]])
    start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - start
    return rank


# ------------------------------------------------------------------------------- items as questions


@dataclass(frozen=True, slots=True)
class Example:
    """An item as a question, with the rows that are its evidence and its candidates compared."""

    item: Item
    question: judgment.Question
    evidence: frozenset[int]
    compared: judgment.Compared


@dataclass(frozen=True, slots=True)
class ReadPairs:
    """Pairs of an anchor and a candidate that a run told as a contradiction, and that two readers read.

    Attributes:
        features: float32, one row a pair, PAIR_FEATURES.
        right: bool: a contradiction; False: of two occurrences. Other pairs are left out.
        folds: bool, shape (pairs, FOLDS): which folds must learn without the pair.
    """

    features: Matrix
    right: NDArray[np.bool_]
    folds: NDArray[np.bool_]

    def without(self, fold: int) -> "ReadPairs":
        """What a fold may learn from."""
        kept = ~self.folds[:, fold]
        return ReadPairs(self.features[kept], self.right[kept], self.folds[kept])


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the judges are taught with, made by scorers that did not learn from the item's own fold.

    Folds part events; a document that reports several events goes with the largest of them, so a few
    sentences of a held-out event may have been seen through another.

    Attributes:
        found: what a search of the other outlets brings beside the links.
        links: each pair of sentences, by their first claims, scored by pair scorers that never saw one of its two
            documents.
        events: aligned by these links.
        scorers: for each fold the scorers of a pair, alone and in company, that never saw its documents.
        read: pairs that a run told as contradictions, as they were read.
        examples: each item once as asked in the run of these events, if its search found any document, and
            once on the gold's own event.
    """

    found: Found
    links: Links
    events: tuple[Event, ...]
    scorers: tuple[PairScorers, ...]
    read: ReadPairs
    examples: tuple[Example, ...]


def prepare(gold: Gold, tables: Tables, settings: Settings) -> Lesson:
    """Score the pairs by cross-fitting, align them, and compare the candidates of each item."""
    fitted = cross_fit(gold, tables.sentences, pairs(gold, tables.sentences, settings.candidates))
    events = tables.events(alignment.align(tables.sentences, fitted.links, fitted.own, settings))
    links, near = tables.links(fitted.links), search(tables.claims, settings)
    questions = judgment.questions(events, tables.claims, links, settings, found=near)
    asked = asked_in_run(gold, tables.claims, questions)
    asked += asked_on_gold(gold, tables.claims, events, links)
    read = _read_pairs(gold, tables, questions, fitted.scorers)
    return Lesson(near, links, events, fitted.scorers, read, _examples(gold, tables, asked, fitted.scorers))


@dataclass(frozen=True, slots=True)
class Fitted:
    """What scorers say that did not learn from the documents in question.

    Attributes:
        links: each pair scored without one of its documents: twice where they are of two folds, and averaged.
        own: for each statement the probability of its document's own event.
        scorers: for each fold those of pairs, alone and in company.
    """

    links: Links
    own: Matrix
    scorers: tuple[PairScorers, ...]


def cross_fit(gold: Gold, table: Table, found: Pairs) -> Fitted:
    """Teach and ask fold by fold."""
    folds = document_folds(gold, table)
    own = np.zeros(len(table.statements), dtype=np.float32)
    fold_a, fold_b = folds[table.document[found.a]], folds[table.document[found.b]]
    total, times = np.zeros((2, len(found.a)), dtype=np.float32), np.zeros(len(found.a), dtype=np.float32)
    scorers = []
    for fold in range(FOLDS):
        out = (fold_a == fold) | (fold_b == fold)
        alone, in_company, seen = learn_same_event(found, table, ~out)
        total[0, out] += _same(in_company, seen.features[out])
        total[1, out] += _same(alone, found.features[out])
        times[out] += 1
        scorers.append((alone, in_company))
        rows = folds[table.document] == fold
        own[rows] = alignment.own(table, learn_own_event(gold, table, folds != fold))[rows]
    in_company, alone = total / times
    links = Links(found.a, found.b, alone, in_company=in_company)
    return Fitted(links, own, tuple(scorers))


def _examples(gold: Gold, tables: Tables, found: "Asked", scorers: Sequence[PairScorers]) -> tuple[Example, ...]:
    table = tables.claims
    evidence, made = partial(_evidence, gold=gold, table=table, rows=rows_by_document(table)), []
    for fold, (scorer, _) in enumerate(scorers):
        own = [(item, q) for item, q in found if gold.fold(item.event) == fold]
        occurrence = partial(alignment.score, tables.sentences, scorer=scorer)
        for (item, q), c in zip(own, judgment.compared([q for _, q in own], table, occurrence), strict=True):
            made.append(Example(item, q, evidence(item), c))
    return tuple(made)


def _read_pairs(
    gold: Gold, tables: Tables, questions: Sequence[judgment.Question], scorers: Sequence[PairScorers]
) -> ReadPairs:
    """The read pairs among the questions of a run, each compared by a scorer that did not see the anchor's document."""
    table, partners = tables.claims, _partners(gold, tables.claims)
    folds, touched = document_folds(gold, table)[table.document], touched_folds(gold, table)
    pairs: list[tuple[int, int]] = []
    features = [np.zeros((0, len(judgment.PAIR_FEATURES)), dtype=np.float32)]
    for fold, (scorer, _) in enumerate(scorers):
        own = [_only(q, partners[q.anchor]) for q in questions if folds[q.anchor] == fold and q.anchor in partners]
        own = [q for q in own if q.candidates]
        occurrence = partial(alignment.score, tables.sentences, scorer=scorer)
        features += [c.features for c in judgment.compared(own, table, occurrence)] if own else []
        pairs += [(q.anchor, r) for q in own for r in q.candidates]
    of = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    right = np.array([partners[a][b] for a, b in pairs], dtype=bool)
    return ReadPairs(np.concatenate(features), right, touched[of[:, 0]] | touched[of[:, 1]])


def _partners(gold: Gold, table: Table) -> dict[int, dict[int, bool]]:
    """By row the rows that it was read beside, with whether both readers find a contradiction, or two occurrences."""
    row = {GoldSpan(s.document, s.start, s.end): i for i, s in enumerate(table.statements)}
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for spans, codes in gold.clashes.items():
        one, other = (row.get(span) for span in spans)
        if one is not None and other is not None and set(codes) in ({ReadAs.RIGHT}, {ReadAs.OCCURRENCES}):
            found[one][other] = found[other][one] = codes[0] is ReadAs.RIGHT
    return found


def _only(question: judgment.Question, rows: Container[int]) -> judgment.Question:
    """The question with those of its candidates alone."""
    kept = [k for k, r in enumerate(question.candidates) if r in rows]
    return replace(
        question,
        candidates=tuple(question.candidates[k] for k in kept),
        linked=tuple(question.linked[k] for k in kept),
        inside=tuple(question.inside[k] for k in kept),
    )


Asked = list[tuple[Item, judgment.Question]]


def asked_in_run(gold: Gold, table: Table, questions: Sequence[judgment.Question]) -> Asked:
    """The items with the candidates that a run searches; those with none are left out."""
    rows = rows_by_document(table)
    asked = {(q.anchor, q.target): q for q in questions}
    made: Asked = []
    for i in gold.items:
        open_to = [r for r in rows[i.anchor.document] if (r, i.target) in asked]
        anchor = row_of(i.anchor, table, open_to, i.fact)
        if anchor is not None:
            made.append((i, asked[anchor, i.target]))
    return made


def asked_on_gold(gold: Gold, table: Table, events: Sequence[Event], links: Links) -> Asked:
    """The items with the sentences of the target's documents on the gold's event as candidates."""
    rows, outlet = rows_by_document(table), {d.id: d.outlet for d in gold.corpus.documents}
    documents = {e.id: e.documents for e in gold.events}
    inside = {(e.id, d) for e in events for d in e.documents}
    event_of = {s: e.id for e in events for s in e.statements}
    near = judgment.near_documents(events, table, links, Settings().search_least)
    made: Asked = []
    for item in gold.items:
        anchor = row_of(item.anchor, table, rows[item.anchor.document], item.fact)
        held = [d for d in documents[item.event] if outlet[d] == item.target for _ in rows[d]]
        if anchor is None or not held:
            continue
        event = event_of[table.statements[anchor].id]
        question = judgment.Question(
            event=item.event,
            anchor=anchor,
            target=item.target,
            candidates=tuple(r for d in dict.fromkeys(held) for r in rows[d]),
            linked=tuple(near[event].get(d, 0.0) for d in held),
            inside=tuple((event, d) in inside for d in held),
        )
        made.append((item, question))
    return made


def _evidence(item: Item, *, gold: Gold, table: Table, rows: dict[str, list[int]]) -> frozenset[int]:
    """The rows of the annotated evidence, and of what carries the fact beside it by our own reading."""
    more = gold.carriers(item.event, item.target, item.fact) if item.label == Label.AGREEMENT else ()
    found = (row_of(span, table, rows[span.document], item.fact) for span in (*item.evidence, *more))
    return frozenset(r for r in found if r is not None)


def learn_judges(
    made: Sequence[Example], table: Table, read: ReadPairs, certainty: judgment.Certainty
) -> judgment.Judges:
    """The scorers of relevance, of verdicts and of silence, with those of certainty, which are learned apart."""
    relevance = learn_relevance(made, read)
    rows = verdict_rows(made, table, relevance)
    cut = [c for e in made if (c := without_evidence(e, table)) is not None]
    absence = _learn_absence(rows, made, (cut, table, relevance))
    return judgment.Judges(relevance, learn_verdict(made, rows), absence, certainty)


def learn_verdict(made: Sequence[Example], rows: Matrix) -> Scorer:
    """Fit the scorer of verdicts on rows from `verdict_rows`."""
    labels = np.array([e.item.label for e in made])
    return fit(rows, labels, judgment.VERDICT_FEATURES, strength=STRENGTH["verdict"], weight=weights(made))


def learn_relevance(made: Sequence[Example], read: ReadPairs) -> Scorer:
    """Fit the scorer that ranks candidates, on the items that have evidence, and on pairs that were read."""
    proved = [e for e in made if e.evidence]
    rows = np.concatenate([*(e.compared.features for e in proved), read.features])
    answers = [r in e.evidence for e in proved for r in e.question.candidates]
    labels = np.where(np.concatenate([np.array(answers, dtype=bool), read.right]), "evidence", "no")
    weight = np.concatenate([np.ones(len(answers)), np.full(len(read.right), READ_WEIGHT)])
    return fit(rows, labels, judgment.PAIR_FEATURES, strength=STRENGTH["relevance"], weight=weight)


def verdict_rows(made: Sequence[Example], table: Table, relevance: Scorer) -> Matrix:
    """The features of ranked candidates, one row an item."""
    ranked = [judgment.rank(e.question, e.compared, relevance) for e in made]
    rows = [judgment.verdict_features(e.question, r, table) for e, r in zip(made, ranked, strict=True)]
    return np.stack(rows) if rows else np.zeros((0, len(judgment.VERDICT_FEATURES)), dtype=np.float32)


def _learn_absence(rows: Matrix, made: Sequence[Example], cut: tuple[Sequence[Example], Table, Scorer]) -> Scorer:
    """Fit the scorer of silence: the same items, and those with evidence a second time without it, as omissions.

    The same question with and without its answer tells best what an answer is: when they came
    in, the AUC of planted omissions rose from 0.78 to 0.84. For the verdict itself they cost 0.016 of macro-F1.
    """
    examples, table, relevance = cut
    labels, weight = np.array([e.item.label for e in made]), weights(made)
    silent = labels == Label.OMISSION
    again = np.array([1.0 if e.item.scored else MORE_WEIGHT for e in examples])
    added = again * CUT_SHARE * weight[silent].sum() / max(again.sum(), 1e-9)
    weight[silent] *= 1 - CUT_SHARE
    rows = np.concatenate([rows, verdict_rows(examples, table, relevance)])
    labels = np.concatenate([labels, np.full(len(examples), str(Label.OMISSION))])
    weight = np.concatenate([weight, added])
    return fit(rows, labels, judgment.VERDICT_FEATURES, strength=STRENGTH["verdict"], weight=weight)


def weights(made: Sequence[Example]) -> NDArray[np.float64]:
    """Weights that give items labelled once only the mixture of labels that the others have.

    Correction of prior shift (Saerens, Latinne and Decaestecker 2002).
    """
    labels = np.array([e.item.label for e in made])
    scored = np.array([e.item.scored for e in made])
    share = {k: (labels[scored] == k).mean() / max((labels[~scored] == k).mean(), 1e-9) for k in set(labels)}
    return np.where(scored, 1.0, MORE_WEIGHT * np.array([share[k] for k in labels]))


def without_evidence(example: Example, table: Table) -> Example | None:
    """The question without what answers it: the evidence, and what says nearly the same; None where nothing is left.

    An item that is an omission already, or has no evidence, has no such twin.
    """
    if not example.evidence:
        return None
    sought = [example.question.anchor, *sorted(example.evidence)]
    near = (table.vector[list(example.question.candidates)] @ table.vector[sought].T).max(axis=1) >= NEARLY_SAME
    kept = [k for k, r in enumerate(example.question.candidates) if r not in example.evidence and not near[k]]
    if not kept:
        return None
    q, c = example.question, example.compared
    question = replace(
        q,
        candidates=tuple(q.candidates[k] for k in kept),
        linked=tuple(q.linked[k] for k in kept),
        inside=tuple(q.inside[k] for k in kept),
    )
    left = judgment.Compared(c.features[kept], tuple(c.matches[k] for k in kept))
    return Example(replace(example.item, label=str(Label.OMISSION)), question, frozenset(), left)


def fit(
    rows: Matrix,
    labels: NDArray[np.str_],
    names: Sequence[str],
    *,
    strength: float,
    weight: NDArray[np.float64] | None = None,
) -> Scorer:
    """Logistic regression on standardised features, as a `Scorer`."""
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=strength, max_iter=5000)
    model.fit(scaler.transform(rows), labels, sample_weight=weight)
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
        weights, bias = np.concatenate([0 * weights, weights]), np.concatenate([0 * bias, bias])
    return Scorer(
        labels=tuple(str(c) for c in model.classes_),
        features=tuple(names),
        mean=_plain(scaler.mean_),
        scale=_plain(scaler.scale_),
        weights=tuple(_plain(row) for row in weights),
        bias=_plain(bias),
    )


def _plain(values: NDArray[np.float64]) -> tuple[float, ...]:
    """Six significant digits: enough for a probability, and readable."""
    return tuple(float(f"{v:.6g}") for v in values)
