"""Where a text keeps its distance from words, and where it stands by them.

In: the text of a sentence. Out: its cues of doubt and endorsement with their classes, see `lexicon.doubt`.
A cue inside a quotation is the speaker's; scare quotes are found in `quotation`.
"""

import re
from dataclasses import dataclass

from compare.lexicon.doubt import ADMITTED_TO, CLAIMED_THINGS, CLASSES, INSISTED_ON, NOT_YET, DoubtEntry

REACH = 5  # words before an endorsing cue in which it may be undone: "has not yet been able to confirm"
AHEAD = 3  # words after "claim" that tell whether words are claimed: "claimed the lives of"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_FORMS: dict[tuple[str, ...], DoubtEntry] = {
    tuple(form.replace("-", " ").split()): entry for entry in CLASSES for form in entry.forms
}
_LONGEST = max(map(len, _FORMS))


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of doubt or endorsement; half-open offsets into the text."""

    start: int
    end: int
    entry: DoubtEntry


def cues(text: str) -> tuple[Cue, ...]:
    """Find the cues of a text in order; the longest phrase at a place wins.

    What has been undone is none: "could not confirm" doubts, "awaits confirmation" does nothing, a claim of
    responsibility or of lives is no claim that something is so. Does not tell whose words are meant.
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end].lower().replace("’", "'") for start, end in spans]
    found, at = [], 0
    while at < len(words):
        longest = min(_LONGEST, len(words) - at)
        size = next((n for n in range(longest, 0, -1) if tuple(words[at : at + n]) in _FORMS), 0)
        if size:
            entry = _FORMS[tuple(words[at : at + size])]
            if _holds(entry, words[:at], words[at + size :]):
                found.append(Cue(spans[at][0], spans[at + size - 1][1], entry))
        at += max(size, 1)
    return tuple(found)


def _holds(entry: DoubtEntry, before: list[str], after: list[str]) -> bool:
    """Whether a form is meant in the sense of its class."""
    if entry.name == "claim":
        return not after or (CLAIMED_THINGS.isdisjoint(after[:AHEAD]) and after[0] != "by")
    if entry.name == "insist":
        return not after or after[0] not in INSISTED_ON
    if not entry.doubts:
        reach = 1 if entry.name == "reveal" else REACH
        undone = not NOT_YET.isdisjoint(before[-reach:])
        return not undone and (entry.name != "admit" or not after or after[0] not in ADMITTED_TO)
    return True
