"""Whose "our soldiers" are: those of the side of whoever speaks, where the registry or a name tells it."""

from collections.abc import Sequence
from dataclasses import replace

from compare.lexicon.parties import STATE_KINDS, STATES
from compare.stages.slots import parties, tokens
from compare.types import Attribution, Outlet, Slots, Speaker

_OURS = frozenset("our ours".split())


def side_of_outlet(outlet: Outlet) -> str:
    """The side of an outlet that a state speaks through; "" for all others, whatever their country."""
    return STATES.get(outlet.country, "") if outlet.kind in STATE_KINDS else ""


def side_of_speaker(told: Attribution, speakers: Sequence[Speaker]) -> str:
    """The side that the registry gives a speaker, else that of the one party that the speaker's name names."""
    known = next((s for s in speakers if s.id == told.speaker), None)
    return _side(known.side) or _side(known.name) if known else _side(told.name)


def ours(slots: Slots, side: str) -> Slots:
    """The same slots, with a side for the figures of "our" people; where none is known they stay without one."""
    if not side or not any(_is_ours(q.text) for q in slots.quantities):
        return slots
    return replace(
        slots,
        quantities=tuple(replace(q, side=side) if not q.side and _is_ours(q.text) else q for q in slots.quantities),
    )


def _is_ours(text: str) -> bool:
    return any(token.low in _OURS for token in tokens.split(text, 0))


def _side(name: str) -> str:
    return parties.side(0, len(name), parties.mentions(tokens.split(name, 0), name))
