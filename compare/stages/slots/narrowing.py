"""The slots of a sentence come apart with its claims: each claim keeps its own and takes over what it lacks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from compare.stages.slots import modality, parties, times, tokens
from compare.types import Claim, Participant, Place, Quantity, Slots, Span

_Spanned = TypeVar("_Spanned", Participant, Place, Quantity)


def narrow(whole: Slots, claim: Claim, reference: date) -> Slots:
    """The slots of one claim.

    Args:
        whole: The slots of its sentence.
        claim: A part of the sentence; no quantity, place or party is parted by its edges.
        reference: The day of the document, from `reference_day`.

    Returns:
        Quantities and silence that stand in the claim, and its own polarity and modality; places, time,
        parties, actions and means of its own, or those of the sentence where it has none. What is taken over keeps
        its offsets, so it may lie outside the claim. Of a claim that is the whole sentence, `whole` itself.
    """
    if claim.sentence == Span(claim.start, claim.end):
        return whole
    words = tokens.split(claim.text, claim.start)
    dated = times.mentions(words, claim.text, reference)
    parted = bool(_inside(whole.actors, claim) or _inside(whole.targets, claim))
    return replace(
        whole,
        when=times.choose(dated, reference, None) if dated else whole.when,
        quantities=_inside(whole.quantities, claim),
        places=_inside(whole.places, claim) or whole.places,
        actors=_inside(whole.actors, claim) if parted else whole.actors,
        targets=_inside(whole.targets, claim) if parted else whole.targets,
        actions=parties.actions(words) or whole.actions,
        means=parties.means(words) or whole.means,
        polarity=modality.polarity(words),
        modality=modality.modality(words),
        silence=whole.silence if whole.silence and claim.start <= whole.silence.start < claim.end else None,
    )


def spans(whole: Slots) -> tuple[Span, ...]:
    """The spans of a sentence's slots, inside which no claim may begin."""
    found: Iterable[Quantity | Place | Participant] = (*whole.quantities, *whole.places, *whole.actors, *whole.targets)
    return tuple(Span(slot.start, slot.end) for slot in found)


def _inside(slots: Iterable[_Spanned], claim: Claim) -> tuple[_Spanned, ...]:
    return tuple(slot for slot in slots if claim.start <= slot.start < claim.end)
