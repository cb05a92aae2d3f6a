"""Which pairs of statements are looked at: each one's nearest in other documents."""

import numpy as np

from compare.comparison import Rows, Table, in_context
from compare.nearest import EXACT, Probe, nearest, nearest_in_time

NEAR_DAYS = 10  # days within which the search in time looks; three of four main pairs of the dev gold lie within 4
# As many as in time, three times, are searched at any time: of the couples of documents that share an event on
# the dev gold 0.980 keep a pair (with once as many 0.948, twice 0.970; in context at any time adds 0.005).
ANYWHERE = 3


def candidates(table: Table, count: int) -> tuple[Rows, Rows]:
    """Pairs of rows a < b of different documents, sorted; see `search`."""
    a, b, _ = search(table, count)
    return a, b


def search(table: Table, count: int, *, exact: int = EXACT) -> tuple[Rows, Rows, Probe]:
    """Find for each row its nearest by its own words, and in context within some days of its document.

    Args:
        table: the statements.
        count: how many within NEAR_DAYS; ANYWHERE times as many by own words at any time.
        exact: rows, of the table or of a window of days, up to which the search is exact.

    Returns:
        Pairs of rows a < b of different documents, sorted, each once; and how the search by own words was
        probed, which is empty where it is exact.
    """
    mixed = in_context(table, np.arange(len(table.statements)))
    anywhere, probe = nearest(table.vector, table.document, ANYWHERE * count, exact=exact)
    near = nearest_in_time(mixed, table.document, count, day=table.day, within=NEAR_DAYS, exact=exact)
    ends = np.sort(np.concatenate([anywhere, near]), axis=1)
    number = np.unique(ends[:, 0] * len(table.statements) + ends[:, 1])
    return number // max(len(table.statements), 1), number % max(len(table.statements), 1), probe
