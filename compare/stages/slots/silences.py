"""Reports that somebody has not said something: "the army has not commented", "no group has claimed it".

Of mentioning and reporting, the subject must be somebody who speaks: a resolution or an agreement that does
not mention a thing keeps no silence, and neither does anybody in a condition.
"""

from collections.abc import Sequence

from compare.lexicon.cues import (
    AGENCIES,
    BODIES,
    DETERMINERS,
    MEDIA,
    OPENERS,
    PRONOUNS,
    RELATIVES,
    SPEAKERS_PLURAL,
    TEXTS,
)
from compare.stages.slots.tokens import Token, at
from compare.types import Silence

_LONGEST_NAME = 8  # tokens; a convention
_REACH = 5  # tokens between a negation and the verb of saying, or between "comment" and "from"
_APPOSITION = 10  # tokens between two commas that explain a name; a convention

_AUX = frozenset("has have had did does do was were is are".split())
_NOT = frozenset("not hasn't hasnt haven't havent didn't didnt wasn't wasnt weren't werent".split())
_SAYING = frozenset("comment commented respond responded react reacted".split())
_GIVING = frozenset(
    "issue issued issues release released make made makes give gave given gives provide provided available "
    "offered offer put".split()
)
_SPOKEN = frozenset(
    "comment comments statement statements reaction reactions response responses confirmation word mention".split()
)
_REFUSING = frozenset("declined declines refused refuses".split())
_MUM = frozenset("remained remains kept keeps stayed been remain fell".split())
_BE = frozenset("was were is are".split())
_TELLING = frozenset("mention mentioned report reported cover covered carry carried".split())
_IGNORING = frozenset("ignored ignores ignore ignoring".split())
_CONDITION = frozenset("if unless whether would should could when".split())
_OVER = frozenset("on about over".split())
_CLAIMING = frozenset("claimed announced taken accepted assumed claim".split())
_NOBODY = frozenset("no nobody none".split())
_LOWER_NAMES = frozenset(  # small words that belong to a name, or are one
    "of the and al el for - army government forces ministry military regime official officials group groups "
    "opposition command coalition authorities police rebels spokesman spokeswoman state media ministry news "
    "agency television tv press newspaper newspapers outlets channel channels".split()
)
_EDGES = frozenset("of the and for - but while however meanwhile its".split())


def read(tokens: Sequence[Token], text: str) -> Silence | None:
    """Find the first report of a silence in a sentence.

    Args:
        tokens: The tokens of the sentence.
        text: The canonical text that their offsets point into.

    Returns:
        The words from the name to the verb, with the names as the text has them; no names where
        "no group" or "nobody" is said.
    """
    for position in range(len(tokens)):
        for reader in _READERS:
            found = reader(tokens, position)
            if found is not None:
                first, stop, names = found
                about = tuple(text[tokens[a].start : tokens[b - 1].end] for a, b in names)
                return Silence(tokens[first].start, tokens[stop - 1].end, about)
    return None


_Found = tuple[int, int, tuple[tuple[int, int], ...]]  # first token, end, names as pairs of first and end


def _neither(tokens: Sequence[Token], position: int) -> _Found | None:
    """Both names of "neither X nor Y has issued a statement"."""
    if at(tokens, position) != "neither":
        return None
    one = _after(tokens, position + 1, "nor")
    if at(tokens, one[1]) != "nor":
        return None
    two = _after(tokens, one[1] + 1, "")
    verb = two[1]
    after = verb + (at(tokens, verb) in _AUX)
    stop = _speech(tokens, after) or _told(tokens, after)
    return (position, stop, (one, two)) if stop and one[1] > one[0] and two[1] > two[0] else None


def _nobody(tokens: Sequence[Token], position: int) -> _Found | None:
    """Without a name: "no group has claimed responsibility", "no claim of responsibility"."""
    if at(tokens, position) not in _NOBODY:
        return None
    near = [at(tokens, position + k) for k in range(1, 2 * _REACH)]
    if "responsibility" not in near or not _CLAIMING.intersection(near[: near.index("responsibility")]):
        return None
    return position, position + near.index("responsibility") + 2, ()


def _gave_none(tokens: Sequence[Token], position: int) -> _Found | None:
    """The name before "X made no mention of", "X has put out no statement", "X said nothing of"."""
    low, after = at(tokens, position), at(tokens, position + 1)
    if low == "nothing" and at(tokens, position - 1) in ("said", "reported") and after in {"of", *_OVER}:
        return _by_subject(tokens, position - 1, position + 1)
    verb = position - (2 if at(tokens, position - 1) == "out" else 1)
    if low != "no" or at(tokens, verb) not in _GIVING:
        return None
    said = next((position + k for k in range(1, 4) if at(tokens, position + k) in _SPOKEN), None)
    return None if said is None else _by_subject(tokens, verb, said + 1)


def _no_word(tokens: Sequence[Token], position: int) -> _Found | None:
    """The name after "there was no immediate comment from X"."""
    if at(tokens, position) != "no":
        return None
    said = next((position + k for k in range(1, 4) if at(tokens, position + k) in _SPOKEN), None)
    if said is None:
        return None
    for k in range(said + 1, said + _REACH):
        if at(tokens, k) in ("from", "by"):
            name = _after(tokens, k + 1, "")
            return (position, name[1], (name,)) if name[1] > name[0] else None
    started = at(tokens, position - 2) == "there" or position == 0
    return (position, said + 1, ()) if started else None


def _not_said(tokens: Sequence[Token], position: int) -> _Found | None:
    """The name before "X has not commented", "X did not issue a statement"."""
    if at(tokens, position) not in _NOT:
        return None
    stop = _speech(tokens, position + 1)
    name = _before(tokens, position - 1 if at(tokens, position - 1) in _AUX else position)
    return (name[0], stop, (name,)) if stop and name[1] > name[0] else None


def _untold(tokens: Sequence[Token], position: int) -> _Found | None:
    """The name before "X does not mention"; after "by" where that is passive."""
    if at(tokens, position) not in _NOT:
        return None
    stop = _told(tokens, position + 1)
    if not stop:
        return None
    if at(tokens, position - 1) in _BE or at(tokens, position).startswith(("was", "were")):
        name = _after(tokens, stop + 1, "") if at(tokens, stop) == "by" else (stop, stop)
        return (position, name[1], (name,)) if name[1] > name[0] else None
    return _by_subject(tokens, position, stop)


def _ignored(tokens: Sequence[Token], position: int) -> _Found | None:
    """The medium before "state media ignored the clash"; others ignore by deeds, too."""
    if at(tokens, position) not in _IGNORING:
        return None
    found = _by_subject(tokens, position, position + 1)
    return found if found and at(tokens, found[2][0][1] - 1) in MEDIA | AGENCIES else None


def _by_subject(tokens: Sequence[Token], verb: int, stop: int) -> _Found | None:
    """The silence of the subject of a verb, if that is somebody who speaks, outside a condition."""
    if any(token.low in _CONDITION for token in tokens[:verb]):
        return None
    end = verb
    while at(tokens, end - 1) in _AUX or at(tokens, end - 1) in _ADVERBS:
        end -= 1
    name = _speaker(tokens, _before_apposition(tokens, end))
    return (name[0], stop, (name,)) if name[1] > name[0] else None


_ADVERBS = frozenset("also so far yet still simply largely completely entirely not".split())


def _before_apposition(tokens: Sequence[Token], end: int) -> int:
    """The end of the subject before "…, the state news agency," or the end as it is."""
    if at(tokens, end - 1) != ",":
        return end
    for position in range(end - 2, max(end - _APPOSITION, 1), -1):
        if tokens[position].text == ",":
            return position
    return end


def _speaker(tokens: Sequence[Token], end: int) -> tuple[int, int]:
    """The name that ends at a position, if it or what it belongs to speaks; empty otherwise."""
    first, stop = _before(tokens, end)
    empty = (stop, stop)
    last = at(tokens, stop - 1)
    if first == stop or last in TEXTS or (stop - first == 1 and last in _NO_NAMES):
        return empty
    head = first
    while head > 0 and (at(tokens, head - 1) in ("the", "of", "for") or tokens[head - 1].text in _MARKS):
        head -= 1
    owner, tied = at(tokens, head - 1), first - head > (at(tokens, first - 1) == "the")
    foreign = (tied and owner not in (_PARTS | BODIES | MEDIA) - TEXTS) or owner in _ELSEWHERE
    return empty if foreign else (first, stop)


_NO_NAMES = PRONOUNS.keys() | DETERMINERS | OPENERS | RELATIVES | (SPEAKERS_PLURAL - _LOWER_NAMES) | {"that"}
_MARKS = frozenset("\"'“”‘’")
_PARTS = frozenset("site website page edition service account spokesman spokeswoman spokesperson".split())
_ELSEWHERE = frozenset("in by from to with at on near against between".split())


def _told(tokens: Sequence[Token], position: int) -> int:
    """The end of a verb of telling near a position: "mention", "even reported on"; 0 for none."""
    position += at(tokens, position) in _ADVERBS | {"even", "been"}
    owing = at(tokens, position + 1) in ("its", "their", "his", "her", "to")  # "did not report its losses to"
    return position + 1 if at(tokens, position) in _TELLING and not owing else 0


def _refused(tokens: Sequence[Token], position: int) -> _Found | None:
    """The name before "X declined to comment", "X has remained silent"."""
    low = at(tokens, position)
    refused = low in _REFUSING and at(tokens, position + 1) == "to" and at(tokens, position + 2) in _SAYING
    silent = at(tokens, position + 1) == "silent"
    mum = silent and (low in _MUM or (low in _BE and at(tokens, position + 2) in _OVER))
    if not (refused or mum):
        return None
    name = _before(tokens, position - 1 if at(tokens, position - 1) in _AUX else position)
    return (name[0], position + (3 if refused else 2), (name,)) if name[1] > name[0] else None


def _speech(tokens: Sequence[Token], position: int) -> int:
    """The end of a verb of saying near a position ("yet commented", "issued any statement"); 0 for none."""
    for k in range(position, position + _REACH):
        if at(tokens, k) in _SAYING:
            return k + 1
        if at(tokens, k) in _GIVING:
            return next((j + 1 for j in range(k + 1, k + _REACH) if at(tokens, j) in _SPOKEN), 0)
    return 0


def _before(tokens: Sequence[Token], stop: int) -> tuple[int, int]:
    """The name that ends right before a position; empty where none does."""
    first = stop
    while first > 0 and stop - first < _LONGEST_NAME and _nominal(tokens, first - 1):
        first -= 1
    while first < stop and tokens[first].low in _EDGES:
        first += 1
    return first, stop


def _after(tokens: Sequence[Token], first: int, end: str) -> tuple[int, int]:
    """The name that begins at a position, up to a word; empty where none does."""
    while at(tokens, first) in ("the", "its"):
        first += 1
    stop = first
    while stop < len(tokens) and stop - first < _LONGEST_NAME and tokens[stop].low != end and _nominal(tokens, stop):
        stop += 1
    while stop > first and tokens[stop - 1].low in _EDGES:
        stop -= 1
    return first, stop


def _nominal(tokens: Sequence[Token], position: int) -> bool:
    return tokens[position].capital or tokens[position].low in _LOWER_NAMES


_READERS = (_neither, _nobody, _gave_none, _no_word, _not_said, _untold, _refused, _ignored)
