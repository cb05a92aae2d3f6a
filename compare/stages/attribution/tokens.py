"""Words of a sentence as the surface finders see them: no parse, exact offsets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare.lexicon import cues as lexicon
from compare.types import Sentence, Span

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sens?|Reps?|Gov|Jr|Sr|St|Maj|Capt|Sgt|Prof|Adm|Rev|[A-Z])\.(?=\s)"
    r"|''|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’.&/-][^\W_]+)*|\S"
)
SCENE = lexicon.TEMPORAL | lexicon.OPENERS | lexicon.CONJUNCTIONS | lexicon.ADVERBS | lexicon.JOINERS
_NO_NAMES = SCENE | lexicon.DETERMINERS
QUOTES = frozenset({'"', "“", "”", "«", "»", "''"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark of a sentence."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Whether it is written as a name, Arabic articles included."""
        named = self.text[0].isupper() or (self.low.startswith(("al-", "el-", "as-", "ad-")) and len(self.low) > 4)
        return named and self.low not in _NO_NAMES or self.low in lexicon.PARTICLES_OF_NAMES

    @property
    def speaks(self) -> bool:
        """Whether it is a noun that can be a speaker, also as the end of a compound."""
        return self.low in lexicon.SPEAKER_NOUNS or self.low.rsplit("-", 1)[-1] in lexicon.SPEAKER_NOUNS

    @property
    def word(self) -> bool:
        """Whether it holds a letter or a digit."""
        return self.text[0].isalnum()


Words = Sequence[Word]


def low(word: str) -> str:
    """Small letters, except for the names that would read as small words (IS, US, WHO)."""
    return word if word in ("IS", "US", "WHO", "IT") else word.casefold().replace("’", "'")


def span_of(tokens: Words, which: range) -> Span:
    """The characters of a range of tokens."""
    return Span(tokens[which.start].start, tokens[which.stop - 1].end)


def is_adverb(token: Word) -> bool:
    """Whether a word may be an adverb."""
    derived = token.low.endswith("ly") and token.text.islower() and token.low not in lexicon.NOUNS_IN_LY
    return derived or token.low in lexicon.ADVERBS


def low_at(tokens: Words, i: int) -> str:
    """The word at an index in small letters, or nothing outside the sentence."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def split(sentence: Sentence) -> Words:
    """The words and marks of a sentence."""
    at = sentence.start
    return [Word(at + m.start(), at + m.end(), m.group(), low(m.group())) for m in _TOKEN.finditer(sentence.text)]
