"""A run as views: rows that read as a table in a terminal or as JSON.

A `types.Run` enters a view, a tuple of frozen rows leaves it; `as_json`, `as_table`, `as_csv` and `as_markdown`
take the rows of any view. Each row carries its counts: a share never stands without what it is a share of.

holdings   what the run holds: counts, outlets, speakers, events
answers    what outlets say of one event beside each other; pairs that contradict; revised figures
disputes   contradictions, each two values of one fact once, with who says which
speakers   the same by speaker: a matrix of speakers and facts
absences   what outlets do not say, what one says alone, and what was collected
wording    how outlets word the same thing
formats    rows of any view as text
"""

from compare.report.tables.absences import (
    Alone,
    Gap,
    Passed,
    Rejected,
    Wanted,
    chosen_omissions,
    collection,
    exclusives,
    likelihood,
    omissions,
    patterns,
    tallies,
)
from compare.report.tables.answers import (
    Answer,
    Change,
    Clash,
    Fact,
    contradictions,
    revisions,
    side_by_side,
)
from compare.report.tables.disputes import ORDERS, Dispute, Disputed, Listed, Side, disputes
from compare.report.tables.formats import as_csv, as_json, as_markdown, as_table, days, percent
from compare.report.tables.holdings import Happening, Holding, Total, by_outlet, by_speaker, events, summary
from compare.report.tables.sentences import Said
from compare.report.tables.speakers import SAYS, Crossing, Position, Voice, speakers
from compare.report.tables.wording import Choice, chance, common_events, framing, interval, odds, score, tested

__all__ = [
    "Alone", "Answer", "Change", "Choice", "Clash", "Crossing", "Dispute", "Disputed", "Fact", "Gap", "Happening",
    "Holding", "Listed", "ORDERS", "Passed", "Position", "Rejected", "SAYS", "Said", "Side", "Total",
    "Voice", "Wanted", "as_csv", "as_json", "as_markdown", "as_table", "by_outlet", "by_speaker", "chance",
    "chosen_omissions", "collection", "common_events", "contradictions", "days", "disputes", "events", "exclusives",
    "framing", "interval", "likelihood", "odds", "omissions", "patterns", "percent", "revisions", "score",
    "side_by_side", "speakers", "summary", "tallies", "tested",
]  # fmt: skip
