"""When something happened: the days that a sentence names.

A small grammar over datetime. `dateparser` finds more, but takes some 10 ms a sentence and reads numbers
that are no dates; the forms here are those of English news prose and datelines. Dates in full are found by
datelines.py, words that need the day that the document speaks from are read by days.py; here they become the
mentions of a sentence, and one of them its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from compare.stages.slots.ahead import SAYING, is_past
from compare.stages.slots.datelines import full_dates
from compare.stages.slots.days import is_number, named_days
from compare.stages.slots.tokens import Token, at, covered
from compare.types import When

# Without words on time an item reports what happened on its day or the day before, as daily news do.
ASSUMED_DAYS = 1


@dataclass(frozen=True, slots=True)
class Mention:
    """Days named by words of a sentence; `fine` orders day before week before month before year."""

    when: When
    fine: float


def mentions(tokens: Sequence[Token], text: str, reference: date) -> tuple[Mention, ...]:
    """Find the words of a sentence that say when.

    Args:
        tokens: The tokens of the sentence.
        text: The sentence; `tokens[0]` begins where it begins.
        reference: The day that the document speaks from.

    Returns:
        Mentions in the order of the text, not overlapping.
    """
    offset = tokens[0].start if tokens else 0
    found = [Mention(When(day, day, offset + start, offset + end), 0) for day, start, end in full_dates(text)]
    full = covered(tokens, [(m.when.start or 0, m.when.end or 0) for m in found])
    position = 0
    while position < len(tokens):
        match = None if position in full else named_days(tokens, position, reference)
        stop = position + 1
        if match is not None:
            (first, last, fine), stop = match
            found.append(Mention(When(first, last, tokens[position].start, tokens[stop - 1].end), fine))
        position = stop
    places = {token.start: position for position, token in enumerate(tokens)}
    told = (m for m in found if not _stamp(tokens, places.get(m.when.start or 0, 0)))
    joined = (_joined(m, tokens, places.get(m.when.start or 0, 0)) for m in told)
    placed = (_placed(m, tokens, places.get(m.when.start or 0, 0), reference) for m in joined)
    return tuple(sorted(placed, key=lambda m: m.when.start or 0))


def _stamp(tokens: Sequence[Token], position: int) -> bool:
    """Whether a date only tells when the page was changed: "Last update: Tuesday 22 November 2016"."""
    label = position - 1 - (at(tokens, position - 1) == ":")
    return at(tokens, label) in ("update", "updated", "posted", "published")


def _joined(mention: Mention, tokens: Sequence[Token], position: int) -> Mention:
    """Let a day reach back to the one that it is joined to: "from 2 to 3 February", "on 2 and 3 February"."""
    when, joint, earlier = mention.when, at(tokens, position - 1), at(tokens, position - 2)
    listed = joint == "and" and at(tokens, position - 3) in ("on", "between", "of", "from")
    if not (listed or joint in ("to", "-", "–")) or when.first != when.last or not is_number(earlier, 31):
        return mention
    if not at(tokens, position).isdigit() or int(earlier) >= when.first.day:
        return mention
    first = when.first.replace(day=int(earlier))
    return replace(mention, when=replace(when, first=first, start=tokens[position - 2].start))


def _placed(mention: Mention, tokens: Sequence[Token], position: int, reference: date) -> Mention:
    """Stretch "since Monday" to the reference day; put the day of saying behind the days of doing."""
    back = position - (at(tokens, position - 1) == "the")
    before, earlier = at(tokens, back - 1), at(tokens, back - 2)
    if before == "since":
        when = When(mention.when.first, max(reference, mention.when.last), mention.when.start, mention.when.end)
        return Mention(when, 3)
    saying = before if before in SAYING else earlier if before in ("on", "late", "early") else ""
    return replace(mention, fine=mention.fine + _SAID) if saying in SAYING else mention


_SAID = 1.5  # behind "overnight" and "this week", before a month


def choose(found: Sequence[Mention], reference: date, dateline: tuple[int, int] | None) -> When:
    """The days of the event: the finest mention, the first of equals, the dateline only if there is no other.

    Without any words on time: from `ASSUMED_DAYS` before the reference day to that day, without offsets.
    """
    own = [m for m in found if dateline is None or not dateline[0] <= (m.when.start or 0) < dateline[1]]
    if own:
        return min(own, key=lambda m: (m.fine, m.when.start or 0)).when
    assumed = When(reference - timedelta(days=ASSUMED_DAYS), reference)
    if found:
        return When(assumed.first, assumed.last, found[0].when.start, found[0].when.end)
    return assumed


def continues(tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells on what the one before told: "The units came under fire".

    It begins with a definite noun or a pronoun, and its first verb is a past one that is not of saying.
    """
    if at(tokens, 0) not in _ANAPHORA:
        return False
    for token in tokens[1:_VERB_REACH]:
        if token.low in _UNTOLD or not (token.word or token.text in "-'"):
            return False
        if is_past(token):
            return True
    return False


_VERB_REACH = 10  # tokens from the beginning of a sentence to its first verb; a convention
_NARROW = timedelta(days=1)  # a night lies on two days; longer spans are not taken over
_ANAPHORA = frozenset("the they it he she this these those".split())
_UNTOLD = frozenset(  # a verb of saying, or of what is or will be: no deed of that day
    "said told reported added announced confirmed stated denied claimed stressed warned urged accused blamed "
    "called denounced condemned described explained noted expressed considered believed insisted "
    "emphasized emphasised identified affirmed appeared showed is are has have will "
    "would can could may might must should says who which that".split()
)


def taken_over(when: When, before: When | None, reference: date) -> When:
    """The days of the sentence before, where one has no words on time; those without offsets.

    Taken over are days, no longer spans, and only such as lie before the day that the document speaks from.
    """
    if when.start is not None or before is None or before.last >= reference:
        return when
    return When(before.first, before.last) if before.last - before.first <= _NARROW else when
