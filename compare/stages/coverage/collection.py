"""What was collected of each outlet, month by month: what a silence can be held against."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from compare.types import Corpus, Document, Drop, Record, Statement


def collect(corpus: Corpus, drops: Sequence[Drop], statements: Sequence[Statement]) -> tuple[Record, ...]:
    """One record for each outlet and each month in which any outlet published, sorted by outlet and month.

    An outlet without documents has its records too: nothing was collected, which is no silence. Refused records
    that name no known outlet are in no record; they stand in the drops.
    """
    spoken = {s.document for s in statements}
    refused = Counter(d.outlet for d in drops if d.stage == "corpus" and d.outlet)
    held: dict[tuple[str, date], list[Document]] = defaultdict(list)
    for d in corpus.documents:
        held[d.outlet, d.published.date().replace(day=1)].append(d)
    months = sorted({month for _, month in held})
    rows = []
    for outlet in corpus.outlets:
        for month in months:
            documents = held[outlet.id, month]
            fetched = sorted(d.fetched.date() for d in documents if d.fetched)
            rows.append(
                Record(
                    outlet=outlet.id,
                    first=month,
                    last=month.replace(day=monthrange(month.year, month.month)[1]),
                    documents=len(documents),
                    fetched_first=fetched[0] if fetched else None,
                    fetched_last=fetched[-1] if fetched else None,
                    refused=refused[outlet.id] if month == months[0] else 0,
                    failed=sum(d.id not in spoken for d in documents),
                    completeness=outlet.completeness,
                )
            )
    return tuple(rows)
