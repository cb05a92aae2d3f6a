"""The dependency tree of a sentence with its children and edges, found in one pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.stages.attribution.tokens import Word, Words, low
from compare.types import Token

SIDES = frozenset("acl acl:relcl appos parataxis advcl discourse dep list".split())  # no part of a speaker's name
LONGEST_NAME = 14  # tokens on each side of a head: as for noun groups without a parse
DEEPEST = 6  # arcs from a word of a name to its head: convention, keeps a chain of nouns linear


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a sentence, as words and as nodes.

    `first` and `last` give for each token the outermost tokens of all that hangs on it, `depth` the arcs
    between it and its root.
    """

    words: Words
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    depth: tuple[int, ...]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> "Tree":
        """Index the tokens of one sentence; heads are indices among them."""
        children: list[list[int]] = [[] for _ in tokens]
        roots: list[int] = []
        for i, token in enumerate(tokens):
            (roots if token.head == i else children[token.head]).append(i)
        order, waiting = [], roots[::-1]
        depth = [0] * len(tokens)
        while waiting:
            order.append(waiting.pop())
            for child in children[order[-1]]:
                depth[child] = depth[order[-1]] + 1
                waiting.append(child)
        first, last = list(range(len(tokens))), list(range(len(tokens)))
        for i in reversed(order):
            head = tokens[i].head
            first[head], last[head] = min(first[head], first[i]), max(last[head], last[i])
        words = tuple(Word(t.start, t.end, t.text, low(t.text)) for t in tokens)
        return cls(words, tuple(tokens), tuple(map(tuple, children)), tuple(first), tuple(last), tuple(depth))

    def child(self, i: int, *relations: str) -> int | None:
        """The first token that hangs on `i` by one of these relations."""
        return next((c for c in self.children[i] if self.tokens[c].dep in relations), None)

    def clause(self, i: int) -> range:
        """All tokens from the first to the last that hang on `i`."""
        return range(self.first[i], self.last[i] + 1)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads of a token, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def group(self, head: int) -> range:
        """The noun group of a head without relative clauses, appositions and asides."""
        start, stop = head, head + 1
        while start > max(self.first[head], head - LONGEST_NAME) and self._names(start - 1, head):
            start -= 1
        while stop <= min(self.last[head], head + LONGEST_NAME) and self._names(stop, head):
            stop += 1
        while start < head and not self.words[start].word:
            start += 1
        while stop > head + 1 and not self.words[stop - 1].word:
            stop -= 1
        return range(start, stop)

    def _names(self, i: int, head: int) -> bool:
        """Whether a token belongs to the group of a head, by a short chain without a side clause."""
        for _ in range(DEEPEST):
            if i == head:
                return True
            if self.tokens[i].dep in SIDES or self.tokens[i].head == i:
                return False
            i = self.tokens[i].head
        return False
