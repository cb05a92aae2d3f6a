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

import numpy as np

from compare.comparison import Links, Matrix, Rows, Table
from compare.scorer import Scorer
from compare.settings import Settings
from compare.stages.alignment.candidates import candidates
from compare.stages.alignment.clustering import group
from compare.stages.alignment.features import FEATURES, OWN_FEATURES, features, own_features
from compare.stages.alignment.naming import name_events
from compare.types import Event

__all__ = [
    "FEATURES", "OWN_FEATURES", "align", "candidates", "features", "group", "link", "name_events", "own",
    "own_features", "score",
]  # fmt: skip


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


def score(table: Table, a: Rows, b: Rows, scorer: Scorer) -> Matrix:
    """The probability, for each pair of rows, that both are on the same occurrence."""
    if not len(a):
        return np.zeros(0, dtype=np.float32)
    return scorer.probabilities(features(table, a, b))[:, scorer.labels.index("same")].astype(np.float32)
