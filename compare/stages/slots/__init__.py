"""The typed parts of each sentence: quantities, places, times, parties, actions, polarity, modality, silence.

Sentences and their document go in, one `Slots` for each sentence comes out, in the same order. There is no
syntactic parse here: words, cues and their order decide; a role or a unit that they leave open stays empty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from compare.stages.slots import datelines, modality, parties, places, quantities, silences, times, tokens
from compare.stages.slots.datelines import reference_day
from compare.stages.slots.narrowing import narrow, spans
from compare.stages.slots.ours import ours, side_of_outlet, side_of_speaker
from compare.stages.slots.places import Gazetteer
from compare.stages.slots.tokens import Token
from compare.types import Document, Location, Place, Sentence, Slots, When

__all__ = [
    "Gazetteer",
    "Location",
    "narrow",
    "ours",
    "read",
    "reference_day",
    "side_of_outlet",
    "side_of_speaker",
    "spans",
]

_READINGS = 2  # of the places of a document: a third one finds hardly more


def read(document: Document, sentences: tuple[Sentence, ...], gazetteer: Gazetteer) -> tuple[Slots, ...]:
    """Read the slots of the sentences of one document.

    Args:
        document: The document; its dateline is the day that "on Monday" is counted from.
        sentences: Sentences of that document.
        gazetteer: Where the names of places are known.

    Returns:
        One `Slots` for each sentence, in the same order; all offsets point into the canonical text.
    """
    split = [tokens.split(sentence.text, sentence.start) for sentence in sentences]
    every = [token for sentence in split for token in sentence]
    frame = _Frame(
        text=document.text,
        gazetteer=gazetteer,
        country=places.country_of((_stem(t) for t in every if t.capital and not t.text.isupper()), gazetteer),
        common=frozenset(t.low for t in every if t.text.islower()),
        reference=reference_day(document),
        dateline=datelines.dateline(document),
    )
    named = [parties.mentions(words, frame.text) for words in split]
    found: list[Slots] = []
    for sentence, words, mentioned in zip(sentences, split, named, strict=True):
        before = quantities.told(found[-1].quantities) if found else ""
        found.append(_slots(frame, sentence, words, named=mentioned, before=before))
    located = _located(frame, list(zip(split, named, strict=True)))
    found = [replace(slots, places=named) for slots, named in zip(found, located, strict=True)]
    return tuple(_told_on(frame, list(zip(sentences, split, found, strict=True))))


def _located(
    frame: "_Frame", sentences: Sequence[tuple[tuple[Token, ...], tuple[parties.Mention, ...]]]
) -> tuple[tuple[Place, ...], ...]:
    """The places of each sentence, read twice: what one sentence tells to be a place is one in the others, too."""
    known: frozenset[str] = frozenset()
    found: list[tuple[Place, ...]] = []
    for _ in range(_READINGS):
        found = [
            places.read(
                words,
                frame.text,
                frame.gazetteer,
                country=frame.country,
                taken=frozenset(k for m in named for k in range(m.first, m.stop)),
                common=frame.common,
                known=known,
            )
            for words, named in sentences
        ]
        known = frozenset(place.key for here in found for place in here)
    return places.settle(found, frame.gazetteer, frame.country)


def _told_on(frame: "_Frame", found: Sequence[tuple[Sentence, tuple[Token, ...], Slots]]) -> Iterator[Slots]:
    """Give a sentence that tells on in its paragraph the day of the one before."""
    last: When | None = None
    end = 0
    for sentence, words, slots in found:
        when, near = slots.when, "\n" not in frame.text[end : sentence.start]
        if near and times.continues(words):
            when = times.taken_over(when, last, frame.reference)
        last = when if when.start is not None or when != slots.when else None
        end = sentence.end
        yield replace(slots, when=when)


def _stem(token: Token) -> str:
    """A name without the "s" of a possessive, whose apostrophe may be lost, or the "n" of "Syrian"."""
    return token.low.removesuffix("s").removesuffix("n")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all sentences of a document share."""

    text: str
    gazetteer: Gazetteer
    country: str | None  # that the document speaks most about
    common: frozenset[str]  # words that it also writes small
    reference: date
    dateline: tuple[int, int] | None


def _slots(
    frame: _Frame, sentence: Sentence, words: tuple[Token, ...], *, named: tuple[parties.Mention, ...], before: str
) -> Slots:
    dated = times.mentions(words, sentence.text, frame.reference)
    actors, targets = parties.roles(words, named)
    dates = [(m.when.start or 0, m.when.end or 0) for m in dated]
    dates += [frame.dateline] if frame.dateline else []
    return Slots(
        when=times.choose(dated, frame.reference, frame.dateline),
        quantities=tuple(
            replace(q, side=parties.side(q.start, q.end, named))
            for q in quantities.read(words, frame.text, tokens.covered(words, dates), before=before)
        ),
        actors=actors,
        actions=parties.actions(words),
        targets=targets,
        polarity=modality.polarity(words),
        modality=modality.modality(words),
        silence=silences.read(words, frame.text),
    )
