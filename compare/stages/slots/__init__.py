"""The typed parts of each sentence: quantities, places, times, parties, actions, means, polarity, modality, silence.

Sentences and their document go in, one `Slots` for each sentence comes out, in the same order. There is no
syntactic parse here: words, cues and their order decide; a role or a unit that they leave open stays empty.
"""

from collections import Counter
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
    frame = _Frame(document.text, reference_day(document), datelines.dateline(document))
    names: Counter[str] = Counter()
    small: set[str] = set()
    first: list[_First] = []
    for sentence in sentences:
        words = tokens.split(sentence.text, sentence.start)
        named = parties.mentions(words, frame.text)
        before = quantities.told(first[-1].slots.quantities) if first else ""
        slots = _slots(frame, sentence, words, named=named, before=before)
        taken = frozenset(k for m in named for k in range(m.first, m.stop))
        first.append(_First(sentence, slots, taken, times.continues(words)))
        names.update(_stem(t) for t in words if t.capital and not t.text.isupper())
        small.update(t.low for t in words if t.text.islower())
    ground = _Ground(gazetteer, places.country_of(names.elements(), gazetteer), frozenset(small))
    whens = _told_on(frame, first)
    located = _located(frame, ground, first)
    return tuple(replace(f.slots, when=w, places=p) for f, w, p in zip(first, whens, located, strict=True))


def _located(frame: "_Frame", ground: "_Ground", found: Sequence["_First"]) -> tuple[tuple[Place, ...], ...]:
    """The places of each sentence, read twice: what one sentence tells to be a place is one in the others, too.

    Words are split anew each time: to keep those of a long document would take most of the memory.
    """
    known: frozenset[str] = frozenset()
    located: list[tuple[Place, ...]] = []
    for _ in range(_READINGS):
        located = [
            places.read(
                tokens.split(one.sentence.text, one.sentence.start),
                frame.text,
                ground.gazetteer,
                country=ground.country,
                taken=one.taken,
                common=ground.common,
                known=known,
            )
            for one in found
        ]
        known = frozenset(place.key for here in located for place in here)
    return places.settle(located, ground.gazetteer, ground.country)


def _told_on(frame: "_Frame", found: Sequence["_First"]) -> Iterator[When]:
    """The days of each sentence; one that tells on in its paragraph has the day of the one before."""
    last: When | None = None
    end = 0
    for one in found:
        when, near = one.slots.when, "\n" not in frame.text[end : one.sentence.start]
        if near and one.continues:
            when = times.taken_over(when, last, frame.reference)
        last = when if when.start is not None or when != one.slots.when else None
        end = one.sentence.end
        yield when


def _stem(token: Token) -> str:
    """A name without the "s" of a possessive, whose apostrophe may be lost, or the "n" of "Syrian"."""
    return token.low.removesuffix("s").removesuffix("n")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all sentences of a document share."""

    text: str
    reference: date
    dateline: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What decides on the places of a document."""

    gazetteer: Gazetteer
    country: str | None  # that it speaks most about
    common: frozenset[str]  # words that it also writes small


@dataclass(frozen=True, slots=True)
class _First:
    """What a sentence tells by itself, before the other sentences tell its places and its day."""

    sentence: Sentence
    slots: Slots  # without places
    taken: frozenset[int]  # positions of words inside names of parties
    continues: bool  # whether it tells on what the one before told


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
        means=parties.means(words),
        targets=targets,
        polarity=modality.polarity(words),
        modality=modality.modality(words),
        silence=silences.read(words, frame.text),
    )
