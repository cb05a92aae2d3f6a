"""One verdict for each question: what the slots decide where they can, else the most probable one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compare.comparison import Table
from compare.figures import Relation, figure
from compare.scorer import Scorer
from compare.settings import Settings
from compare.stages.judgment.certainty import Certainty, Decision, believe
from compare.stages.judgment.comparing import (
    EVIDENCE,
    PAIR_FEATURES,
    PAUSE,
    VERDICT_FEATURES,
    Occurrence,
    Ranked,
    compared,
    features_of,
    rank,
    verdict_features,
    victims,
)
from compare.stages.judgment.opposing import Ground, opposition, relation, updates
from compare.stages.judgment.questions import Question
from compare.types import (
    Event,
    Label,
    Reason,
    Statement,
    Verdict,
)

EVIDENCE_SHARE = 0.5  # a further sentence is shown if it is at least this share as relevant as the first
# An omission accuses: it must be likelier than another answer by 1 / 0.7. Of 1, 0.9, 0.8, 0.7 and 0.6 the best macro-F1
# on the dev gold, and 0.04 more precision of omissions than 1.
OMISSION_CAUTION = 0.7
OVERLAP_AGREES = 0.5  # weight of agreement where figures overlap and none is equal; costs nothing on the dev gold
# Weights where the best candidate's figure of the same people differs: the slots have decided most of it. Of 1, 2 and
# 3 the last is best on the dev gold, by 0.005 of macro-F1 and 0.016 of contradictions. The first also where both count
# victims, but none that can be compared (13 soldiers, 4 civilians); what was an agreement is then no silence either:
# together 0.004 of macro-F1 and 0.006 of the precision of omissions.
OTHER_FIGURE_AGREES, OTHER_FIGURE_CONTRADICTS = 0.3, 3.0
# Weight of a contradiction where all figures shown differ; over 1 it gained 0.002 of macro-F1 on the dev gold.
ONLY_OTHER_FIGURES = 1.3
RELATIONS = {
    Label.AGREEMENT: Relation.EQUAL,
    Label.COMPATIBLE: Relation.OVERLAP,
    Label.CONTRADICTION: Relation.DISJOINT,
}
BATCH = 256  # questions compared at once: some 10,000 pairs of sentences


@dataclass(frozen=True, slots=True)
class Judges:
    """The scorers that answer.

    Attributes:
        relevance: trained on PAIR_FEATURES; its label "evidence" ranks the candidates.
        verdict: trained on VERDICT_FEATURES; its labels are those of `Label`.
        absence: the same, trained for the probability that nothing answers.
        certainty: how far the verdict can be believed.
    """

    relevance: Scorer
    verdict: Scorer
    absence: Scorer
    certainty: Certainty


def judge(
    asked: Sequence[Question],
    table: Table,
    judges: Judges,
    occurrence: Occurrence,
    *,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Verdict, ...]:
    """Answer the questions, in their order.

    Args:
        asked: from `questions`.
        table: the statements.
        judges: the scorers.
        occurrence: the probability that two sentences, by their rows, are on one occurrence.
        progress: called with "verdicts", questions answered and questions in all.

    Returns:
        All answers. `covering` leaves those of outlets that cover the event.
    """
    judges.relevance.expect(PAIR_FEATURES)
    judges.verdict.expect(VERDICT_FEATURES)
    judges.absence.expect(VERDICT_FEATURES)
    judges.certainty.expect()
    answers: list[Verdict] = []
    for start in range(0, len(asked), BATCH):
        batch = asked[start : start + BATCH]
        ranked = [rank(q, c, judges.relevance) for q, c in zip(batch, compared(batch, table, occurrence), strict=True)]
        answers += [answer(q, r, judges, table) for q, r in zip(batch, ranked, strict=True)]
        if progress is not None:
            progress("verdicts", start + len(batch), len(asked))
    return tuple(answers)


def covering(
    verdicts: Sequence[Verdict], events: Sequence[Event], table: Table, settings: Settings
) -> tuple[Verdict, ...]:
    """The verdicts on outlets that cover the event: with a document in it, or with a sentence that surely answers.

    Args:
        verdicts: from `judge`.
        events: from alignment.
        table: the statements.
        settings: `cover_least`, from which `Verdict.covers` counts.
    """
    outlet = {s.document: s.outlet for s in table.statements}
    covers = {(e.id, outlet[d]) for e in events for d in e.documents}
    covers |= {(v.event, v.target) for v in verdicts if v.covers >= settings.cover_least}
    return tuple(v for v in verdicts if (v.event, v.target) in covers)


def answer(question: Question, ranked: Ranked, judges: Judges, table: Table) -> Verdict:
    """One verdict, with the probability that it is right and that nothing answers."""
    decided = decide(question, ranked, judges.verdict, table)
    silence = judges.absence.probabilities(decided.features[None, :])[0, judges.absence.labels.index(Label.OMISSION)]
    return Verdict(
        event=question.event,
        anchor=table.statements[question.anchor].id,
        target=question.target,
        label=decided.label,
        reason=decided.ground.reason,
        probability=round(believe(decided, ranked, judges.certainty), 4),
        evidence=() if decided.label is Label.OMISSION else _shown(ranked, decided.ground.rank, table),
        absence=round(float(silence), 4),
        by_model=round(decided.told.get(decided.label, 0.0), 4),
        occurrence=round(_occurrence(ranked, decided.ground.rank), 4),
    )


def _occurrence(ranked: Ranked, k: int) -> float:
    """The probability that the candidate of rank k is on the anchor's occurrence; 0 where it tells of other days."""
    feature = features_of(ranked, k)
    return 0.0 if feature["days apart"] > np.log1p(PAUSE) else feature["same occurrence"]


def decide(question: Question, ranked: Ranked, verdict: Scorer, table: Table) -> Decision:
    """What the slots decide where they can, else the most probable verdict."""
    features, anchor = verdict_features(question, ranked, table), table.statements[question.anchor]
    told = dict(zip(verdict.labels, verdict.probabilities(features[None, :])[0].tolist(), strict=True))
    opposed = None
    if ranked.relevance[0] == 0 or _other_scene(ranked):
        label = Label.OMISSION
    else:
        label, opposed = _weighed(told, anchor, ranked, table), opposition(anchor, ranked, table)
        if opposed is not None and label is not Label.OMISSION:
            label = Label.CONTRADICTION
    if label is Label.CONTRADICTION and opposed is not None:
        return Decision(label, opposed, told, features, opposed=True)
    return Decision(label, _ground(label, anchor, ranked, table), told, features, opposed=False)


def _weighed(told: Mapping[str, float], fact: Statement, ranked: Ranked, table: Table) -> Label:
    """The most probable verdict that can be grounded.

    A contradiction needs figures that differ; figures that only overlap are hardly an agreement, nor are figures
    of other people or of another fate, which are still an answer and no silence.
    """
    relations = [relation(fact, ranked, k, table) for k in range(min(EVIDENCE, len(ranked.rows)))]
    weight = dict.fromkeys(told, 1.0) | {Label.OMISSION: OMISSION_CAUTION}
    if Relation.DISJOINT not in relations:
        weight[Label.CONTRADICTION] = 0.0
    if Relation.OVERLAP in relations and Relation.EQUAL not in relations:
        weight[Label.AGREEMENT] = OVERLAP_AGREES
    if set(relations) - {None} == {Relation.DISJOINT}:
        weight[Label.CONTRADICTION] *= ONLY_OTHER_FIGURES
    another = _another_figure(fact, ranked, table)
    if another and relations[0] is Relation.DISJOINT:
        weight[Label.CONTRADICTION] *= OTHER_FIGURE_CONTRADICTS
    if another and _likeliest(told, weight) is Label.AGREEMENT:
        weight |= {Label.AGREEMENT: OTHER_FIGURE_AGREES * weight[Label.AGREEMENT], Label.OMISSION: 0.0}
    return _likeliest(told, weight)


def _likeliest(told: Mapping[str, float], weight: Mapping[str, float]) -> Label:
    return Label(max(told, key=lambda name: weight[name] * told[name]))


def _another_figure(fact: Statement, ranked: Ranked, table: Table) -> bool:
    """Whether the best candidate counts the same people otherwise, or only victims that the anchor does not count."""
    best = ranked.matches[0]
    if best is None:
        return bool(victims(fact) and victims(table.statements[ranked.rows[0]]))
    return best.relation is Relation.DISJOINT and best.same_people


def _other_scene(ranked: Ranked) -> bool:
    """Whether the best candidate is of other days and with another figure: a second blow, not a second account."""
    found = ranked.matches[0]
    apart = ranked.features[0][PAIR_FEATURES.index("days apart")] > np.log1p(PAUSE)
    return bool(apart) and found is not None and found.relation is not Relation.EQUAL


def _shown(ranked: Ranked, first: int, table: Table) -> tuple[str, ...]:
    """Ids of the sentences to show: the one that the reason speaks of, then the most relevant."""
    least = EVIDENCE_SHARE * ranked.relevance[0]
    order = [first, *(k for k in range(len(ranked.rows)) if k != first and ranked.relevance[k] >= least)]
    return tuple(table.statements[ranked.rows[k]].id for k in order[:EVIDENCE])


def _ground(label: Label, fact: Statement, ranked: Ranked, table: Table) -> Ground:
    """The reason of a verdict with its values, from the slots of the anchor and of the best candidates."""
    other = table.statements[ranked.rows[0]]
    if label is Label.OMISSION:
        return Ground(Reason("not-addressed", (f"nearest {ranked.relevance[0]:.2f} {other.id}",)), 0)
    for k, found in enumerate(ranked.matches[:EVIDENCE]):
        if found is not None and relation(fact, ranked, k, table) is RELATIONS[label]:
            return Ground(found.told(), k)
    if label is Label.AGREEMENT:
        return Ground(Reason("same-claim"), 0)
    if (first := ranked.matches[0]) and first.relation is Relation.DISJOINT and updates(fact, other):
        return Ground(Reason("updated", (figure(first.one), figure(first.other))), 0)
    vaguer = victims(fact) and not victims(other)
    return Ground(Reason("vaguer", ("no figure",)) if vaguer else Reason("other-words"), 0)
