"""What is asked: for each statement of an event and each other outlet, which sentences may answer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from compare.comparison import Links, Table
from compare.search import NOTHING, Found
from compare.settings import Settings
from compare.types import (
    Event,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What does `target` say on the statement in row `anchor`? Answered from the candidate rows.

    Attributes:
        event: id of the event.
        anchor: row of the statement.
        target: id of an outlet.
        candidates: rows of the target's documents on the event or linked to it, then what a search found.
        linked: for each candidate, the best likeness of a link between its document and the event.
        inside: for each candidate, whether its document has a statement in the event.
    """

    event: str
    anchor: int
    target: str
    candidates: tuple[int, ...]
    linked: tuple[float, ...]
    inside: tuple[bool, ...]


def questions(
    events: Sequence[Event], table: Table, links: Links, settings: Settings, *, found: Found = NOTHING
) -> tuple[Question, ...]:
    """One question for each statement of an event and each other outlet with anything to search.

    Args:
        events: from alignment.
        table: the statements.
        links: from alignment.
        settings: `search_least`, the likeness from which a link brings a document in.
        found: sentences of other outlets that come near a statement, from `search`.
    """
    row = {s.id: i for i, s in enumerate(table.statements)}
    held = _rows_by_document(table)
    near = near_documents(events, table, links, settings.search_least)
    more: dict[tuple[int, str], list[int]] = defaultdict(list)
    for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True):
        more[a, table.statements[b].outlet].append(b)
    outlets = sorted({s.outlet for s in table.statements})
    asked: list[Question] = []
    for event in events:
        by_outlet: dict[str, list[int]] = defaultdict(list)
        for document in sorted(near[event.id]):
            by_outlet[table.statements[held[document][0]].outlet] += held[document]
        for anchor in (row[s] for s in event.statements):
            for target in (o for o in outlets if o != table.statements[anchor].outlet):
                own = set(by_outlet[target])
                rows = by_outlet[target] + [r for r in more.get((anchor, target), ()) if r not in own]
                if rows:
                    asked.append(_question(event, anchor, target, rows, likeness=near[event.id], table=table))
    return tuple(asked)


def _question(
    event: Event, anchor: int, target: str, rows: Sequence[int], *, likeness: Mapping[str, float], table: Table
) -> Question:
    inside, documents = set(event.documents), [table.statements[r].document for r in rows]
    return Question(
        event.id,
        anchor,
        target,
        tuple(rows),
        tuple(likeness.get(d, 0.0) for d in documents),
        tuple(d in inside for d in documents),
    )


def _rows_by_document(table: Table) -> dict[str, list[int]]:
    held: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(table.statements):
        held[s.document].append(i)
    return held


def near_documents(events: Sequence[Event], table: Table, links: Links, least: float) -> dict[str, dict[str, float]]:
    """For each event the documents with a link of at least `least` to it, with their best likeness."""
    event_of = {s: e.id for e in events for s in e.statements}
    near: dict[str, dict[str, float]] = {e.id: dict.fromkeys(e.documents, least) for e in events}
    for k in np.flatnonzero(links.likeness >= least):
        ends, likeness = (int(links.a[k]), int(links.b[k])), float(links.likeness[k])
        for one, other in (ends, ends[::-1]):
            found = near[event_of[table.statements[one].id]]
            document = table.statements[other].document
            found[document] = max(found.get(document, 0.0), likeness)
    return near
