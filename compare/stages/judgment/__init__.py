"""What each outlet says on each statement of the others: agreement, compatible, contradiction or omission.

Enters: events, links, the table of statements, scorers. Leaves: one verdict for each statement of an event
and each other outlet that covers the event, with its reason and its evidence; and revisions, one speaker's
or outlet's own figures that changed.

For a statement (the anchor) and a target outlet:
1. all sentences of the target's documents on the event are candidates, those of its documents with a link to
   the event, and what a search of all that it published around those days finds, since a search that misses
   would accuse; sentences, never whole documents;
2. the relevance scorer ranks them;
3. the best ones are compared with the anchor slot by slot;
4. the verdict scorer weighs the comparisons into four probabilities;
5. the slots decide where they can: the same deed denied, by another actor, elsewhere, on another day, with
   another outcome or other victims is a contradiction; figures of other days are another occurrence; and without
   figures that differ and cannot both hold the model may not contradict.
6. the probability that is told is that of a verdict decided in this way to be right, learned anew.
A negation word or a difference of tone alone decides nothing.

questions.py: what is asked. comparing.py: candidates compared and ranked. opposing.py: what slots alone decide.
certainty.py: how far a verdict can be believed. answering.py: from comparisons to verdicts.
revisions.py: figures that changed.
"""

from compare.stages.judgment.answering import Judges, answer, covering, decide, judge
from compare.stages.judgment.certainty import (
    OCCURRENCE_FEATURES,
    TOLD_FEATURES,
    Certainty,
    Decision,
    believe,
    occurrence_features,
    told_features,
)
from compare.stages.judgment.comparing import (
    PAIR_FEATURES,
    VERDICT_FEATURES,
    Compared,
    Occurrence,
    Ranked,
    compared,
    rank,
    verdict_features,
)
from compare.stages.judgment.questions import Question, near_documents, questions
from compare.stages.judgment.revisions import revise

__all__ = [
    "Certainty",
    "Compared",
    "Decision",
    "Judges",
    "OCCURRENCE_FEATURES",
    "Occurrence",
    "PAIR_FEATURES",
    "Question",
    "Ranked",
    "TOLD_FEATURES",
    "VERDICT_FEATURES",
    "answer",
    "believe",
    "compared",
    "covering",
    "decide",
    "judge",
    "near_documents",
    "occurrence_features",
    "questions",
    "rank",
    "revise",
    "told_features",
    "verdict_features",
]
