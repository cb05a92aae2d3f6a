"""The stages in order, from a corpus to a finished run."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from threadpoolctl import threadpool_limits

from compare import __version__
from compare.comparison import Table, tabulate
from compare.models import Encoder, Syntax
from compare.scorer import Scorer
from compare.settings import Settings, changed
from compare.stages import alignment, attribution, coverage, framing, judgment, segmentation, slots
from compare.types import Corpus, Count, Document, Drop, Event, Run, Speaker, Statement

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Doors:
    """What comes in from outside: the encoder, the gazetteer, and what we trained ourselves."""

    encoder: Encoder
    syntax: Syntax
    gazetteer: slots.Gazetteer
    same_event: Scorer
    own_event: Scorer
    relevance: Scorer
    verdict: Scorer


class Clock:
    """Seconds spent by stage, and progress told to whoever listens."""

    def __init__(self, listener: Progress | None) -> None:
        """Start the clock; `listener` is called with stage, items done and items in all."""
        self.seconds: list[tuple[str, float]] = []
        self._listener, self._since = listener, perf_counter()

    def step(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` items of a stage are finished."""
        if self._listener is not None:
            self._listener(stage, done, total)

    def lap(self, stage: str) -> None:
        """End a stage."""
        now = perf_counter()
        self.seconds.append((stage, now - self._since))
        self._since = now


@threadpool_limits.wrap(limits=1)  # sums in one order, so that the bytes do not depend on the count of cores
def compare(
    corpus: Corpus,
    refused: tuple[Drop, ...],
    doors: Doors,
    settings: Settings,
    progress: Progress | None = None,
) -> Run:
    """Compare the documents of a corpus.

    Args:
        corpus: documents sorted by id, with their outlets and speakers.
        refused: what the door of the corpus did not let in; it stands first in the run's drops.
        doors: encoder, syntax, gazetteer and scorers.
        settings: thresholds.
        progress: called with stage, items done and items in all.

    Returns:
        The run: each sentence of each document is in exactly one event or in the drops.
    """
    clock = Clock(progress)
    statements, cut = read(corpus, doors.syntax, doors.gazetteer, clock)
    table = embed(statements, doors.encoder, clock)
    links = alignment.link(table, doors.same_event, settings)
    events = alignment.align(table, links, alignment.own(table, doors.own_event), settings)
    clock.lap("alignment")
    verdicts = judgment.judge(
        judgment.questions(events, table, links, settings),
        table,
        (doors.relevance, doors.verdict),
        partial(alignment.score, table, scorer=doors.same_event),
        progress=clock.step,
    )
    verdicts = judgment.covering(verdicts, events, table, settings)
    revisions = judgment.revise(events, table)
    clock.lap("judgment")
    scene = coverage.survey(table, corpus, settings)
    events = coverage.cover(events, verdicts, scene)
    omissions = coverage.omit(events, verdicts, scene)
    clock.lap("coverage")
    contrasts = framing.contrast(events, statements, corpus.outlets, speakers=corpus.speakers)
    clock.lap("framing")
    return Run(
        signature=sign(corpus, doors, settings),
        corpus=corpus,
        statements=statements,
        events=events,
        verdicts=verdicts,
        omissions=omissions,
        revisions=revisions,
        contrasts=contrasts,
        drops=refused + cut,
        counts=_counts(corpus, refused, cut, statements, events),
        seconds=tuple(clock.seconds),
    )


def read(
    corpus: Corpus, syntax: Syntax, gazetteer: slots.Gazetteer, clock: Clock
) -> tuple[tuple[Statement, ...], tuple[Drop, ...]]:
    """Take the statements out of the documents, sorted by document and start, with what was dropped."""
    statements: list[Statement] = []
    drops: list[Drop] = []
    for done, document in enumerate(corpus.documents, start=1):
        found, cut = read_document(document, corpus.speakers, syntax, gazetteer)
        statements += found
        drops += cut
        clock.step("statements", done, len(corpus.documents))
    clock.lap("statements")
    return tuple(statements), tuple(drops)


def read_document(
    document: Document, speakers: tuple[Speaker, ...], syntax: Syntax, gazetteer: slots.Gazetteer
) -> tuple[tuple[Statement, ...], tuple[Drop, ...]]:
    """Segment, attribute and fill the slots of one document."""
    sentences, drops = segmentation.segment(document)
    parses = tuple(syntax.parse(sentences))
    attributions = attribution.attribute(document, sentences, parses, speakers)
    filled = slots.read(document, sentences, gazetteer)
    day = slots.reference_day(document)
    statements = tuple(
        Statement(
            id=f"{document.id}:{sentence.start}-{sentence.end}",
            document=document.id,
            outlet=document.outlet,
            published=document.published.date(),
            day=day,
            part=sentence.part,
            start=sentence.start,
            end=sentence.end,
            text=sentence.text,
            speaker=speaker,
            slots=parts,
        )
        for sentence, speaker, parts in zip(sentences, attributions, filled, strict=True)
    )
    return statements, drops


def embed(statements: Sequence[Statement], encoder: Encoder, clock: Clock) -> Table:
    """Encode the statements and lay them out as a table."""
    texts = [s.text for s in statements]
    vectors = encoder.encode(texts, progress=lambda done: clock.step("vectors", done, len(texts)))
    clock.lap("vectors")
    return tabulate(statements, vectors)


def sign(corpus: Corpus, doors: Doors, settings: Settings) -> str:
    """Everything that a result depends on, in one line: version, models, settings not at default, corpus."""
    named = (("encoder", doors.encoder), ("syntax", doors.syntax))
    models = "|".join(f"{role}:{model.name}@{model.digest[:12]}" for role, model in named)
    roles = {
        "same": doors.same_event,
        "own": doors.own_event,
        "relevance": doors.relevance,
        "verdict": doors.verdict,
    }
    scorers = "|".join(f"{role}:{scorer.digest[:12]}" for role, scorer in roles.items())
    options = "".join(f"|{name}:{value:g}" for name, value in changed(settings))
    return f"parallax:{__version__}|{models}|{scorers}{options}|corpus:{corpus.digest[:12]}"


def _counts(
    corpus: Corpus,
    refused: Sequence[Drop],
    cut: Sequence[Drop],
    statements: Sequence[Statement],
    events: Sequence[Event],
) -> tuple[Count, ...]:
    documents = len(corpus.documents)
    held = sum(len(e.statements) for e in events)
    return (
        Count("corpus", "records", documents + len(refused), documents, _by_reason(refused)),
        Count("segmentation", "sentences", len(statements) + len(cut), len(statements), _by_reason(cut)),
        Count("alignment", "statements", len(statements), held, ()),
    )


def _by_reason(drops: Sequence[Drop]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(d.reason for d in drops).items()))
