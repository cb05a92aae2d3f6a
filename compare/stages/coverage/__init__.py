"""Who carries an event or a fact, and for who does not: which kind of not, with the evidence.

Enters: events, verdicts, the table of statements, the corpus. Leaves: events with a state for each outlet, and
absences, each as one English sentence with what the outlet published in that time, its nearest statements, how
likely it is that we only missed it, and what else it may be (design.md, section 6). Event and fact are never
mixed: an outlet is silent on an event, or covers it without a fact.

states.py: who carries an event. facts.py: who carries a fact of it. nearest.py: search before accusing.
probability.py: how likely a miss is. pattern.py: many absences together. collection.py: what we hold.
absences.py: from all that is absent to what is told. sentences.py: how it reads.
"""

from compare.stages.coverage.absences import exclusive, occasions, omit
from compare.stages.coverage.collection import collect
from compare.stages.coverage.nearest import why_not
from compare.stages.coverage.pattern import patterns, tallies
from compare.stages.coverage.sentences import days_of, shorten
from compare.stages.coverage.states import Scene, Shelf, cover, state_of, survey, window

__all__ = [
    "Scene",
    "Shelf",
    "collect",
    "cover",
    "days_of",
    "exclusive",
    "occasions",
    "omit",
    "patterns",
    "shorten",
    "state_of",
    "survey",
    "tallies",
    "why_not",
    "window",
]
