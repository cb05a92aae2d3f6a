"""The gold: events and verdicts annotated by reading, as rows of the table of statements."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from compare.comparison import Table
from compare.corpus import read as read_corpus
from compare.errors import CorpusError
from compare.types import Corpus, Statement

FOLDS = 5
ANNOTATIONS = Path(__file__).parent / "annotations"
CARRIERS = ANNOTATIONS / "carriers.jsonl"
CLASHES = ANNOTATIONS / "clashes.jsonl"


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A passage of a document."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One real occurrence with the documents that report it."""

    id: str
    documents: tuple[str, ...]
    main: tuple[str, ...]  # the documents whose own event it is


@dataclass(frozen=True, slots=True)
class Item:
    """What a target outlet says on one fact of an anchor sentence, as annotated."""

    event: str
    anchor: GoldSpan
    fact: str  # which fact of the anchor sentence is meant, in the annotator's words
    target: str
    label: str
    evidence: tuple[GoldSpan, ...]
    scored: bool  # annotated twice; the others are for training only


class ReadAs(StrEnum):
    """What two passages are that were told as a contradiction (`annotations/README-clashes.md`)."""

    RIGHT = "R"  # one occurrence, one question, and both cannot be true
    OCCURRENCES = "O"  # two occurrences, or a sum over many against one
    QUESTIONS = "Q"  # one occurrence, two questions: other people, a part and the whole
    COMPATIBLE = "C"  # one occurrence, one question, and both can be true


@dataclass(frozen=True, slots=True)
class Gold:
    """Corpus, events and items of one gold folder."""

    folder: Path
    corpus: Corpus
    events: tuple[GoldEvent, ...]
    items: tuple[Item, ...]
    # By event, outlet and `digest` of a fact: further passages of the outlet that carry the fact, by our own reading.
    carried: Mapping[tuple[str, str, str], Sequence[GoldSpan]] = field(default_factory=dict)
    # By two passages that a run set against each other as a contradiction what each reader says of them.
    clashes: Mapping[frozenset[GoldSpan], tuple[ReadAs, ...]] = field(default_factory=dict)

    def carriers(self, event: str, outlet: str, fact: str) -> Sequence[GoldSpan]:
        """Passages of the outlet that carry a fact beside its annotated evidence, as far as they were read."""
        return self.carried.get((event, outlet, digest(fact)), ())

    def read_as(self, one: Statement, other: Statement) -> tuple[ReadAs, ...]:
        """What each reader says of two statements that were told as a contradiction; nothing where none was asked."""
        return self.clashes.get(frozenset(GoldSpan(s.document, s.start, s.end) for s in (one, other)), ())

    def documents_of(self, event: str) -> tuple[str, ...]:
        """The documents that report an event."""
        return next(e.documents for e in self.events if e.id == event)

    def fold(self, event: str) -> int:
        """The fold of an event: events in order of their id, dealt out in turn."""
        return [e.id for e in self.events].index(event) % FOLDS


def read(folder: Path) -> Gold:
    """Read a gold folder.

    Raises:
        CorpusError: a file of it is not there.
    """
    corpus, refused = read_corpus(folder / "corpus", today=datetime.now(UTC).date())
    if refused:
        raise CorpusError(f"{folder}: {len(refused)} records of the gold corpus were refused: {refused[0]}")
    events = tuple(
        GoldEvent(row["event"], tuple(sorted(row["documents"])), tuple(sorted(row["main_documents"])))
        for row in _rows(folder / "events.jsonl")
    )
    items = [_item(row, scored=True) for row in _rows(folder / "items.jsonl")]
    if (folder / "items-more.jsonl").exists():
        items += [_item(row, scored=False) for row in _rows(folder / "items-more.jsonl")]
    return Gold(
        folder, corpus, tuple(sorted(events, key=lambda e: e.id)), tuple(items), _read_carriers(), _read_clashes()
    )


def digest(fact: str) -> str:
    """A fact without its words, which are the gold's."""
    return hashlib.sha256(fact.encode()).hexdigest()[:12]


def _read_carriers() -> Mapping[tuple[str, str, str], Sequence[GoldSpan]]:
    """What at least one of two readers marked (`annotations/README-carriers.md`)."""
    return {
        (row["event"], row["target"], row["fact"]): [
            GoldSpan(s["document"], s["start"], s["end"]) for s in row["carries"]
        ]
        for row in _rows(CARRIERS)
    }


def _read_clashes() -> Mapping[frozenset[GoldSpan], tuple[ReadAs, ...]]:
    """What two readers said of each pair (`annotations/README-clashes.md`)."""
    return {
        frozenset((GoldSpan(**row["one"]), GoldSpan(**row["other"]))): tuple(ReadAs(code) for code in row["read"])
        for row in _rows(CLASHES)
    }


def _rows(path: Path) -> list[dict]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror}; --gold names a gold folder") from error


def _item(row: dict, *, scored: bool) -> Item:
    return Item(
        event=row["event"],
        anchor=GoldSpan(**row["anchor"]),
        fact=row["fact"],
        target=row["target"],
        label=row["label"],
        evidence=tuple(GoldSpan(**span) for span in row["evidence"]),
        scored=scored,
    )


def rows_by_document(table: Table) -> dict[str, list[int]]:
    """The rows of each document, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(table.statements):
        found[s.document].append(i)
    return found


def row_of(span: GoldSpan, table: Table, rows: Sequence[int], fact: str = "") -> int | None:
    """The row of a document that a span and a fact mean; None where no row overlaps with the span.

    As score.py chooses: of the statements of which half lies in the span, or that hold half of it, the one
    that shares most words with the fact, then the one that overlaps most.
    """
    wanted = _words(fact)

    def fit(row: int) -> tuple[int, int]:
        """Words shared with the fact, then characters shared with the span."""
        statement = table.statements[row]
        return len(wanted & _words(statement.text)), _overlap(statement, span)

    within = [r for r in rows if _half(table.statements[r], span)] or [
        r for r in rows if _overlap(table.statements[r], span) > 0
    ]
    return max(within, key=fit, default=None)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def _overlap(statement: Statement, span: GoldSpan) -> int:
    return max(0, min(statement.end, span.end) - max(statement.start, span.start))


def _half(statement: Statement, span: GoldSpan) -> bool:
    shorter = min(statement.end - statement.start, span.end - span.start)
    return _overlap(statement, span) > 0 and 2 * _overlap(statement, span) >= shorter


def same_event(gold: Gold, table: Table) -> NDArray[np.bool_]:
    """Whether two documents report a common event; bool, shape (documents, documents), in table order."""
    number = {s.document: int(d) for s, d in zip(table.statements, table.document, strict=True)}
    n = len(number)
    shared = np.zeros((n, n), dtype=bool)
    for event in gold.events:
        rows = [number[d] for d in event.documents if d in number]
        shared[np.ix_(rows, rows)] = True
    return shared


def touched_folds(gold: Gold, table: Table) -> NDArray[np.bool_]:
    """Of each row the folds that its document is in, or reports an event of; bool, shape (rows, FOLDS)."""
    touched = np.eye(FOLDS, dtype=bool)[document_folds(gold, table)]
    number = {s.document: int(d) for s, d in zip(table.statements, table.document, strict=True)}
    for event in gold.events:
        touched[[number[d] for d in event.documents if d in number], gold.fold(event.id)] = True
    return touched[table.document]


def document_folds(gold: Gold, table: Table) -> NDArray[np.int64]:
    """A fold for each document: that of the largest event it reports; without one, by its place in order."""
    folds: dict[str, int] = {}
    for event in sorted(gold.events, key=lambda e: -len(e.documents)):
        for document in event.documents:
            folds.setdefault(document, gold.fold(event.id))
    order = enumerate(rows_by_document(table))
    return np.array([folds.get(d, place % FOLDS) for place, d in order], dtype=np.int64)
