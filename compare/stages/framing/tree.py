"""A parse as a tree to walk down: what hangs on a token, its preposition, and the words of its noun phrase.

In: a parse. Out: tokens by their place in it, and phrases as spans of the canonical text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from compare.lexicon.deeds import QUANTITIES
from compare.types import Parse, Span, Token

SUBJECTS = ("nsubj", "nsubj:outer", "csubj")
OBLIQUE = ("obl", "obl:agent", "nmod", "obl:unmarked", "nmod:unmarked")
_BEFORE = ("compound", "amod", "nmod:poss", "nmod:unmarked", "nmod:desc", "flat", "obl:unmarked", "conj", "dep")


class Tree:
    """A parse with the tokens below each token at hand."""

    def __init__(self, parse: Parse) -> None:
        """Sort the tokens of a parse by what they hang on."""
        self.tokens = parse.tokens
        self.words = [token.text.lower() for token in parse.tokens]
        self._below: dict[int, list[int]] = defaultdict(list)
        for i, token in enumerate(parse.tokens):
            if token.head != i:
                self._below[token.head].append(i)

    def below(self, i: int, deps: Iterable[str] = ()) -> list[int]:
        """The tokens that hang on a token, of some relations."""
        wanted = tuple(deps)
        return [c for c in self._below[i] if not wanted or self.tokens[c].dep in wanted]

    def first(self, i: int, deps: Iterable[str]) -> int | None:
        """The first of them."""
        return next(iter(self.below(i, deps)), None)

    def case(self, i: int) -> str:
        """The preposition of a noun; the parser may hang it on a word before the noun."""
        holders = (i, *self.below(i, ("compound", "amod")))
        return " ".join(self.words[c] for holder in holders for c in self.below(holder, ("case",)))

    def before(self, i: int) -> Iterator[int]:
        """The words before a noun that belong to it, however deep, and without their own phrases."""
        stack = [i]
        while stack:
            for c in self.below(stack.pop(), _BEFORE):
                if c < i and (self.tokens[c].dep in ("compound", "amod") or not self.below(c, ("case",))):
                    stack.append(c)
                    yield c

    def meant(self, i: int) -> int:
        """The noun that is meant: shells in "dozens of shells"."""
        of = (c for c in self.below(i, ("nmod",)) if self.case(c) == "of")
        inner = next(of, None) if self.tokens[i].lemma in QUANTITIES else None
        return i if inner is None else inner

    def head(self, i: int) -> Token:
        """The token that a token hangs on."""
        return self.tokens[self.tokens[i].head]

    def phrase(self, i: int | None) -> Span | None:
        """A noun with the words before it, without its article."""
        if i is None:
            return None
        return Span(self.tokens[min([i, *self.before(i)])].start, self.tokens[i].end)

    def name(self, i: int | None) -> str:
        """The same as words, those that stand apart joined by blanks."""
        return "" if i is None else " ".join(self.tokens[c].text for c in sorted([i, *self.before(i)]))
