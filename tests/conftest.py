"""Factories of nouns for tests, with defaults that a test need not care about."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from zlib import crc32

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray

from compare.comparison import Table, tabulate
from compare.gazetteer import GeoNames
from compare.models import load_scorer, load_syntax
from compare.pipeline import Doors
from compare.types import (
    Attribution,
    Contrast,
    Corpus,
    Count,
    Coverage,
    Document,
    Drop,
    Event,
    Exclusive,
    Label,
    Near,
    Omission,
    Outlet,
    Part,
    Pattern,
    Quantity,
    Reason,
    Record,
    Revision,
    Run,
    Slots,
    Span,
    Speaker,
    Stance,
    State,
    Statement,
    Tally,
    Unit,
    Verdict,
    When,
)

DAY = date(2020, 2, 4)

# The same examples in every run, and no deadline: a test tells of behaviour, not of a machine's load.
settings.register_profile("parallax", deadline=None, derandomize=True)
settings.load_profile("parallax")


def make_statement(document: str, start: int, text: str, **changes: object) -> Statement:
    """A statement of a document whose id is its outlet and a number: rt-1."""
    end = start + len(text)
    fields = {
        "id": f"{document}:{start}-{end}",
        "document": document,
        "outlet": document.partition("-")[0],
        "published": DAY,
        "day": DAY,
        "part": Part.BODY,
        "start": start,
        "end": end,
        "text": text,
        "speaker": None,
        "slots": Slots(When(DAY, DAY)),
    }
    return Statement(**(fields | changes))


def make_event(name: str, statements: tuple[Statement, ...], **states: State) -> Event:
    """An event of these statements, covered by their outlets; `states` tells of the others."""
    covered = dict.fromkeys((s.outlet for s in statements), State.COVERED)
    return Event(
        id=name,
        title=statements[0].text,
        first=DAY,
        last=DAY,
        where=("Saraqib",),
        documents=tuple(sorted({s.document for s in statements})),
        statements=tuple(s.id for s in statements),
        coverage=tuple(Coverage(outlet, state) for outlet, state in sorted({**covered, **states}.items())),
    )


def make_document(name: str) -> Document:
    """A document without a body, as it comes back from the files of a run."""
    return Document(name, name.partition("-")[0], f"Title of {name}", "", datetime(2020, 2, 4, 9, tzinfo=UTC))


def make_corpus() -> Corpus:
    """Three outlets, one speaker, four documents."""
    return Corpus(
        outlets=(Outlet("enab", "Enab Baladi"), Outlet("rt", "RT"), Outlet("sana", "SANA")),
        speakers=(Speaker("mod", "Ministry of Defence", "government"),),
        documents=tuple(make_document(name) for name in ("enab-1", "rt-1", "rt-2", "sana-1")),
        digest="abc",
    )


def make_run(**changes: object) -> Run:
    """A run of three outlets with one row of everything; two figures for one strike contradict each other."""
    said = Attribution("the ministry", "mod", "said", Stance.NEUTRAL, Span(0, 12), Span(13, 17), Span(14, 45))
    eight = Quantity(0, 5, "Eight", 8.0, 8.0, Unit.DEAD, "soldiers")
    slots = Slots(When(DAY, DAY), quantities=(eight,))
    one = make_statement("rt-1", 20, "Eight soldiers died near Saraqib.", slots=slots)
    two = make_statement("sana-1", 14, "Six soldiers died near Saraqib.", speaker=said)
    three = make_statement("sana-1", 50, "The shelling began before dawn.")
    four = make_statement("rt-2", 10, "The talks in Sochi go on.")
    verdicts = (
        Verdict("e1", one.id, "sana", Label.CONTRADICTION, Reason("number", ("8 dead", "6 dead")), 0.9321, (two.id,)),
        Verdict("e1", two.id, "rt", Label.CONTRADICTION, Reason("number", ("6 dead", "8 dead")), 0.9, (one.id,)),
        Verdict("e1", three.id, "rt", Label.OMISSION, Reason("not-addressed"), 0.75),
    )
    silent = Omission(
        event="e1",
        outlet="enab",
        state=State.SILENT_ON_EVENT,
        fact=None,
        sentence="Enab Baladi, which published 2 items on 4 February, does not mention the shelling.",
        published=2,
        first=DAY,
        last=DAY,
        carriers=("rt", "sana"),
        families=2,
        nearest=(Near(four.id, 0.4125, "another place"),),
    )
    fields = {
        "signature": "parallax:0.1.0|corpus:abc",
        "corpus": make_corpus(),
        "statements": (one, four, two, three),
        "events": (
            make_event("e1", (one, two, three), enab=State.SILENT_ON_EVENT),
            make_event("e2", (four,), enab=State.NOT_PUBLISHING, sana=State.SILENT_ON_EVENT),
        ),
        "verdicts": verdicts,
        "omissions": (silent,),
        "revisions": (Revision("e1", "sana", two.id, three.id, "6 dead, then none"),),
        "contrasts": (Contrast("label", "fighters", "rt", "militants", 3, 8, 2.1, 0.1368, 0.6943, (one.id,)),),
        "drops": (Drop("corpus", "duplicate_id", file="a.jsonl", line=3, field="id", value="rt-1"),),
        "counts": (Count("corpus", "documents", 5, 4, (("duplicate_id", 1),)),),
        "exclusives": (Exclusive("e1", "rt", four.id, "RT alone has it.", ("enab", "sana"), 2, silent.nearest),),
        "tallies": (Tally("rt", "events", 4, 3, 2.5, 0.78, 3.97),),
        "patterns": (Pattern("sana", "victims: soldiers", 1, 9, 12, 18, 4, 0.2, 0.01, 0.03, (one.id,)),),
        "records": (Record("rt", DAY.replace(day=1), DAY.replace(day=29), 2, None, None, 1, 0, None),),
        "seconds": (("corpus", 0.25), ("judgment", 1.5)),
    }
    return Run(**(fields | changes))


@pytest.fixture
def run() -> Run:
    """The run of `make_run`."""
    return make_run()


class HashedWords:
    """An encoder without a model: the words of a text, hashed into a bag; unit rows."""

    name, digest, dimension = "hashed-words", "0" * 64, 64

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """One row a text, which depends on that text alone; a text without words has a row of its own."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                rows[i, crc32(word.encode()) % self.dimension] += 1
            if progress is not None:
                progress(i + 1)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


def make_table(statements: Iterable[Statement]) -> Table:
    """The table of these statements, sorted by document and start, with vectors of hashed words."""
    ordered = sorted(statements, key=lambda s: (s.document, s.start))
    return tabulate(ordered, HashedWords().encode([s.text for s in ordered]))


@pytest.fixture(scope="session")
def doors() -> Doors:
    """The shipped scorers, syntax and gazetteer, with the encoder of hashed words."""
    return Doors(
        encoder=HashedWords(),
        syntax=load_syntax(),
        gazetteer=GeoNames(),
        same_event=load_scorer("same_event"),
        same_event_in_company=load_scorer("same_event_in_company"),
        own_event=load_scorer("own_event"),
        relevance=load_scorer("relevance"),
        verdict=load_scorer("verdict"),
        absence=load_scorer("absence"),
        occurrence=load_scorer("occurrence"),
        told=load_scorer("told"),
    )
