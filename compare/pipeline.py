"""The stages in order, from a corpus to a finished run."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import perf_counter

from threadpoolctl import threadpool_limits

from compare import __version__
from compare.comparison import Links, Tables, tabulate, tabulate_claims
from compare.models import Encoder, Syntax
from compare.scorer import Scorer
from compare.search import search
from compare.settings import Settings, changed
from compare.stages import alignment, attribution, copies, coverage, framing, judgment, segmentation, slots
from compare.types import (
    Attribution,
    Claim,
    Corpus,
    Count,
    Document,
    Drop,
    Event,
    Parse,
    Run,
    Sentence,
    Slots,
    Span,
    Speaker,
    Statement,
)

SEARCH = "search"  # stage of the count of what a search among groups found on a sample

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Doors:
    """What comes in from outside: the encoder, the gazetteer, and what we trained ourselves."""

    encoder: Encoder
    syntax: Syntax
    gazetteer: slots.Gazetteer
    same_event: Scorer
    same_event_in_company: Scorer
    own_event: Scorer
    relevance: Scorer
    verdict: Scorer
    absence: Scorer
    occurrence: Scorer
    told: Scorer

    @property
    def judges(self) -> judgment.Judges:
        """The scorers that answer what an outlet says on a statement."""
        certainty = judgment.Certainty(self.occurrence, self.told)
        return judgment.Judges(self.relevance, self.verdict, self.absence, certainty)


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
    *,
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
        The run: each sentence of each document is in the drops, or all its claims are statements, each in exactly
        one event.
    """
    clock = Clock(progress)
    found = read(corpus, doors.syntax, doors.gazetteer, clock)
    aligned = align(embed(found, doors.encoder, clock), corpus, doors, settings)
    clock.lap("alignment")
    events, table = aligned.events, aligned.tables.claims
    verdicts = judgment.judge(
        judgment.questions(events, table, aligned.of_claims, settings, found=search(table, settings)),
        table,
        doors.judges,
        partial(alignment.score, aligned.tables.sentences, scorer=doors.same_event),
        progress=clock.step,
    )
    verdicts = judgment.covering(verdicts, events, table, settings)
    revisions = judgment.revise(events, table)
    clock.lap("judgment")
    scene = coverage.survey(table, corpus, settings)
    events = coverage.cover(events, verdicts, scene)
    omissions, absences = coverage.omit(events, verdicts, scene)
    occasions = coverage.occasions(events, verdicts, scene)
    exclusives = coverage.exclusive(events, verdicts, scene)
    clock.lap("coverage")
    parses = parse_shared(events, found, doors.syntax)
    contrasts = framing.contrast(events, found.claims, corpus.outlets, speakers=corpus.speakers, parses=parses)
    clock.lap("framing")
    return Run(
        signature=sign(corpus, doors, settings),
        corpus=corpus,
        statements=table.statements,
        events=events,
        verdicts=verdicts,
        omissions=omissions,
        revisions=revisions,
        contrasts=contrasts,
        drops=refused + found.drops,
        counts=(*_counts(corpus, refused, found, events), *aligned.counts, absences),
        seconds=tuple(clock.seconds),
        exclusives=exclusives,
        tallies=coverage.tallies(occasions),
        patterns=coverage.patterns(occasions, scene),
        records=coverage.collect(corpus, refused, found.claims),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was taken out of documents, sorted by document and start.

    A sentence has the shape of a statement, with all that it says; a claim is a statement, one of its parts.
    """

    sentences: tuple[Statement, ...]
    claims: tuple[Statement, ...]
    drops: tuple[Drop, ...]


def read(corpus: Corpus, syntax: Syntax, gazetteer: slots.Gazetteer, clock: Clock) -> Reading:
    """Take sentences and claims out of the documents, with what was dropped."""
    found: list[Reading] = []
    sides = {outlet.id: slots.side_of_outlet(outlet) for outlet in corpus.outlets}
    for done, document in enumerate(corpus.documents, start=1):
        side = sides.get(document.outlet, "")
        found.append(read_document(document, corpus.speakers, syntax, gazetteer, side=side))
        clock.step("statements", done, len(corpus.documents))
    clock.lap("statements")
    return Reading(
        tuple(s for r in found for s in r.sentences),
        tuple(c for r in found for c in r.claims),
        tuple(d for r in found for d in r.drops),
    )


def read_document(
    document: Document, speakers: tuple[Speaker, ...], syntax: Syntax, gazetteer: slots.Gazetteer, *, side: str = ""
) -> Reading:
    """Segment, parse and attribute one document, fill its slots, and divide its sentences into claims.

    `side` is the side that its outlet speaks for: "our soldiers" are those of the speaker's side, else of this one.
    """

    def state(claim: Claim, told: Attribution | None, parts: Slots) -> Statement:
        """The statement of a claim, with the side of who says "our"."""
        own = slots.side_of_speaker(told, speakers) if told else side
        return _statement(document, claim, told, slots.ours(parts, own), day=day)

    sentences, drops = segmentation.segment(document)
    cuts: list[tuple[int, ...]] = []

    def parses() -> Iterator[Parse]:
        """Each parse once: to keep all of a long document would take most of the memory."""
        for parse in syntax.parse(sentences):
            cuts.append(segmentation.cuts(parse))
            yield parse

    attributions = attribution.attribute(document, sentences, parses(), speakers)
    filled = slots.read(document, sentences, gazetteer)
    day = slots.reference_day(document)
    wholes: list[Statement] = []
    claims: list[Statement] = []
    for sentence, at, told, parts in zip(sentences, cuts, attributions, filled, strict=True):
        held = (*slots.spans(parts), *(a.cue_span for a in told if a.cue_span))
        whole = segmentation.whole(sentence)
        wholes.append(state(whole, segmentation.spoken(whole, told), parts))
        for claim in segmentation.divide(sentence, at, held):
            made = state(claim, segmentation.spoken(claim, told), slots.narrow(parts, claim, day))
            claims.append(wholes[-1] if made == wholes[-1] else made)  # nine in ten: one object, not two
    return Reading(tuple(wholes), tuple(claims), drops)


def _statement(document: Document, claim: Claim, speaker: Attribution | None, parts: Slots, *, day: date) -> Statement:
    return Statement(
        id=f"{document.id}:{claim.start}-{claim.end}",
        document=document.id,
        outlet=document.outlet,
        published=document.published.date(),
        day=day,
        part=claim.part,
        start=claim.start,
        end=claim.end,
        text=claim.text,
        speaker=speaker,
        slots=parts,
        sentence=None if claim.sentence == Span(claim.start, claim.end) else claim.sentence,
    )


def parse_shared(events: Sequence[Event], found: Reading, syntax: Syntax) -> dict[str, Parse]:
    """Parse the sentences of the claims of events that at least two outlets tell.

    Returns:
        By id of the claim the parse of its whole sentence: who does what may stand in another part of it.
    """
    outlet = {c.id: c.outlet for c in found.claims}
    shared = {id_ for e in events if len({outlet[c] for c in e.statements}) > 1 for id_ in e.statements}
    place = {c.id: (c.document, c.start if c.sentence is None else c.sentence.start) for c in found.claims}
    wanted = {place[id_] for id_ in shared}
    wholes = [s for s in found.sentences if (s.document, s.start) in wanted]
    sentences = [Sentence(s.document, s.start, s.end, s.text, s.part) for s in wholes]
    parses = {(s.document, s.start): parse for s, parse in zip(wholes, syntax.parse(sentences), strict=True)}
    return {id_: parses[place[id_]] for id_ in sorted(shared)}


def embed(found: Reading, encoder: Encoder, clock: Clock) -> Tables:
    """Encode sentences, and claims that are less than a sentence, and lay them out as tables."""
    parts = [claim for claim in found.claims if claim.sentence is not None]
    texts = [s.text for s in (*found.sentences, *parts)]
    vectors = encoder.encode(texts, progress=lambda done: clock.step("vectors", done, len(texts)))
    clock.lap("vectors")
    row = {s.id: i for i, s in enumerate((*found.sentences, *parts))}
    sentences = tabulate(found.sentences, vectors[: len(found.sentences)])
    return Tables(sentences, tabulate_claims(sentences, found.claims, vectors[[row[c.id] for c in found.claims]]))


@dataclass(frozen=True, slots=True)
class Aligned:
    """Events of claims, the tables with claims that know their copies, the links of claims, and what was counted."""

    events: tuple[Event, ...]
    tables: Tables
    of_claims: Links
    counts: tuple[Count, ...]


def align(tables: Tables, corpus: Corpus, doors: Doors, settings: Settings) -> Aligned:
    """Link the sentences and sort them into events; trace copies among those that are linked."""
    links = alignment.link(tables.sentences, (doors.same_event, doors.same_event_in_company), settings)
    own = alignment.own(tables.sentences, doors.own_event)
    events = tables.events(alignment.align(tables.sentences, links, own, settings))
    traced = copies.trace(tables.sentences, links, corpus)
    counts = (*_probed(links), *copies.counts(tables.sentences, traced))
    return Aligned(events, tables.marked(traced), tables.links(links), counts)


def sign(corpus: Corpus, doors: Doors, settings: Settings) -> str:
    """Everything that a result depends on, in one line: version, models, settings not at default, corpus."""
    named = (("encoder", doors.encoder), ("syntax", doors.syntax))
    models = "|".join(f"{role}:{model.name}@{model.digest[:12]}" for role, model in named)
    roles = {
        "same": doors.same_event,
        "company": doors.same_event_in_company,
        "own": doors.own_event,
        "relevance": doors.relevance,
        "verdict": doors.verdict,
        "absence": doors.absence,
        "occurrence": doors.occurrence,
        "told": doors.told,
    }
    scorers = "|".join(f"{role}:{scorer.digest[:12]}" for role, scorer in roles.items())
    options = "".join(f"|{name}:{value:g}" for name, value in changed(settings))
    return f"parallax:{__version__}|{models}|{scorers}{options}|corpus:{corpus.digest[:12]}"


def _counts(corpus: Corpus, refused: Sequence[Drop], found: Reading, events: Sequence[Event]) -> tuple[Count, ...]:
    documents, sentences, claims = len(corpus.documents), len(found.sentences), len(found.claims)
    held = sum(len(e.statements) for e in events)
    return (
        Count("corpus", "records", documents + len(refused), documents, _by_reason(refused)),
        Count("segmentation", "sentences", sentences + len(found.drops), sentences, _by_reason(found.drops)),
        Count("alignment", "statements", claims, held, ()),
    )


def _probed(links: Links) -> tuple[Count, ...]:
    """What the search found of the nearest on a sample; nothing where the search was exact."""
    wanted, found = links.probe.wanted, links.probe.found
    missed = (("not among the groups searched", wanted - found),) if wanted > found else ()
    return (Count(SEARCH, "nearest", wanted, found, missed),) if wanted else ()


def _by_reason(drops: Sequence[Drop]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(d.reason for d in drops).items()))
