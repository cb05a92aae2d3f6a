"""Which statements are on the same occurrence: events from statements, by what, where and when.

Enters: the table of statements and a pair scorer. Leaves: events that hold each statement exactly once.

1. Candidates: for each statement its nearest ones in other documents, by its own words, and by its words in
   context within some days of its document.
2. Scores: the probability that a pair is on the same occurrence, from readable features; figures do not
   count, since differing figures are what is looked for. First each pair alone, then again in the company of
   all links (stacked generalization; Wolpert 1992).
3. Units: the lead of a document is one unit; each later sentence is one, since it may tell of an older event.
4. Events: average linkage (UPGMA; Sokal and Michener 1958) of units, the likeness of two units being their
   best pair. No merge crosses a component of links at the cut, so each component is clustered alone.
   A later sentence that nothing is linked to stays with the lead of its document, and so does a cluster of
   later sentences of which enough are likely on the own event of documents with one lead.
"""

from dataclasses import replace

import numpy as np

from compare.comparison import Links, Matrix, Rows, Table
from compare.scorer import Scorer
from compare.settings import Settings
from compare.stages.alignment.candidates import candidates, search
from compare.stages.alignment.clustering import group
from compare.stages.alignment.company import COMPANY, Company, company, gather
from compare.stages.alignment.features import FEATURES, OWN_FEATURES, features, own_features
from compare.stages.alignment.naming import name_events
from compare.types import Event

__all__ = [
    "ALL_FEATURES", "COMPANY", "FEATURES", "OWN_FEATURES", "align", "among", "candidates", "features", "group",
    "link", "name_events", "own", "own_features", "rescore", "score", "search",
]  # fmt: skip

ALL_FEATURES = FEATURES + COMPANY
BATCH = 25_000  # pairs whose features are held at once: some 15 MB; larger ones are slower, out of the cache


def link(table: Table, scorers: tuple[Scorer, Scorer], settings: Settings) -> Links:
    """Find the pairs of statements that may be on the same occurrence, and how likely each is.

    Args:
        table: statements sorted by document and start.
        scorers: one trained on FEATURES, that sees a pair alone, and one trained on FEATURES and COMPANY, that
            sees it among the links of the first; their label "same" is the probability used.
        settings: `candidates` and `exact_search`.
    """
    alone, in_company = scorers
    alone.expect(FEATURES)
    in_company.expect(ALL_FEATURES)
    if not table.statements:
        none = np.zeros(0, dtype=np.int64)
        return Links(none, none, np.zeros(0, dtype=np.float32))
    a, b, probe = search(table, int(settings.candidates), exact=settings.exact_search)
    if not len(a):  # one document
        return Links(a, b, np.zeros(0, dtype=np.float32), probe)
    return rescore(table, Links(a, b, score(table, a, b, alone), probe), in_company)


def rescore(table: Table, links: Links, scorer: Scorer) -> Links:
    """The same links, each pair scored a second time in the company of the others.

    Args:
        table: the statements.
        links: with the likeness that a scorer of pairs alone has given.
        scorer: trained on FEATURES and COMPANY.
    """
    held = gather(table, links)
    parts = [_same(scorer, _among(held, part)) for part in _batches(len(links.a))]
    return replace(links, in_company=np.concatenate(parts))


def among(table: Table, links: Links) -> Matrix:
    """One row a pair of the links, one column for each of COMPANY."""
    held = gather(table, links)
    return np.concatenate([company(held, part) for part in _batches(len(links.a))])


def _among(held: Company, part: slice) -> Matrix:
    alone = features(held.table, held.links.a[part], held.links.b[part])
    return np.concatenate([alone, company(held, part)], axis=1)


def _batches(count: int) -> list[slice]:
    return [slice(start, start + BATCH) for start in range(0, count, BATCH)] or [slice(0, 0)]


def _same(scorer: Scorer, rows: Matrix) -> Matrix:
    return scorer.probabilities(rows)[:, scorer.labels.index("same")].astype(np.float32)


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
    """The probability, for each pair of rows alone, that both are on the same occurrence."""
    parts = [_same(scorer, features(table, a[part], b[part])) for part in _batches(len(a)) if len(a)]
    return np.concatenate([np.zeros(0, dtype=np.float32), *parts])
