"""Words, numbers and signs of a sentence with their offsets: what all slot readers look at."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Names that small letters would turn into other words: the group IS and the country US.
_KEPT = frozenset(("IS", "US"))
QUOTATION_MARKS = frozenset("\"'“”„«»‘’`")
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign; `low` is its lower-case form without a possessive ending."""

    text: str
    low: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


def split(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Split a text into words, numbers and signs; hyphens stand alone, "U.S." stays whole.

    Args:
        text: One sentence.
        offset: Where it begins in the canonical text.

    Returns:
        Tokens in order, not overlapping; offsets into the canonical text.
    """
    return tuple(Token(m.group(), _low(m.group()), offset + m.start(), offset + m.end()) for m in _TOKEN.finditer(text))


def _low(text: str) -> str:
    return text if text in _KEPT else text.lower().replace("’", "'").removesuffix("'s")


def unquoted(tokens: Sequence[Token]) -> tuple[int, ...]:
    """The positions of all tokens but quotation marks, which part no cue from its words."""
    return tuple(position for position, token in enumerate(tokens) if token.text not in QUOTATION_MARKS)


def at(tokens: Sequence[Token], position: int) -> str:
    """The lower-case token at a position, or "" outside the sentence."""
    return tokens[position].low if 0 <= position < len(tokens) else ""


def glued(tokens: Sequence[Token], position: int) -> bool:
    """Whether nothing stands between a token and the one before it."""
    return 0 < position < len(tokens) and tokens[position - 1].end == tokens[position].start


def follows(tokens: Sequence[Token], position: int, words: Sequence[str]) -> bool:
    """Whether the words stand at a position."""
    return position >= 0 and all(at(tokens, position + k) == word for k, word in enumerate(words))


def covered(tokens: Sequence[Token], spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The positions of the tokens that begin inside one of the half-open spans."""
    found: set[int] = set()
    position = 0
    for start, end in sorted(spans):
        while position < len(tokens) and tokens[position].start < start:
            position += 1
        while position < len(tokens) and tokens[position].start < end:
            found.add(position)
            position += 1
    return frozenset(found)


def by_first(phrases: Iterable[Sequence[str]]) -> dict[str, tuple[Sequence[str], ...]]:
    """Group phrases by their first word, longest first, for `longest`."""
    groups: dict[str, list[Sequence[str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        groups.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(group) for first, group in groups.items()}


def longest(tokens: Sequence[Token], position: int, grouped: dict[str, tuple[Sequence[str], ...]]) -> int:
    """The length of the longest phrase that stands at a position; 0 where none does."""
    group = grouped.get(at(tokens, position), ())
    return next((len(phrase) for phrase in group if follows(tokens, position, phrase)), 0)
