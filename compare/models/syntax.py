"""Sentences become parses: lemmas, tags and a dependency tree, by the pipeline that we trained."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol

from compare.errors import ModelError
from compare.models.lock import Lock, Model, read_lock, verify
from compare.types import Parse, Sentence, Token

if TYPE_CHECKING:
    from pathlib import Path

# Sentences that go through the network together. They do not see each other; more cost memory and gain nothing.
BATCH = 64


class Syntax(Protocol):
    """Turns sentences into dependency trees."""

    name: str
    digest: str  # sha256 that identifies the parses

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Parse]:
        """Parse sentences, each alone: a parse does not depend on the other sentences.

        Args:
            sentences: in any order, of any length.

        Returns:
            One parse per sentence, in order; its tokens cover all that is not white space, with offsets into
            the canonical text of the document, labels as in Universal Dependencies for English.
        """
        ...


def load_syntax(lock: Lock | None = None) -> Syntax:
    """Verify the locked syntax pipeline and load it.

    Args:
        lock: by default the lock of this installation.

    Raises:
        ModelError: the lock or the model is missing or changed, or its runtime is unknown.
    """
    model = (lock or read_lock()).model("syntax")
    if model.runtime != "spacy":
        raise ModelError(f"model {model.name}: runtime {model.runtime!r} is unknown; models.lock must say: spacy")
    return SpacySyntax(model, verify(model))


class SpacySyntax:
    """A spaCy pipeline with tagger, lemmatizer and parser, on one thread of the processor."""

    def __init__(self, model: Model, folder: "Path") -> None:
        """Load the files of a folder that `verify` has passed."""
        with _unseen("torch"):  # thinc would load it for layers that the pipeline does not have: 180 MiB, a second
            import spacy
            from thinc.api import NumpyOps, set_current_ops

        set_current_ops(NumpyOps(use_blis=False))  # numpy's own product is the faster one by two thirds
        self.name, self.digest = model.name, model.digest
        self._pipeline = spacy.load(folder)

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Parse]:
        """Parse sentences; see `Syntax.parse`."""
        docs = self._pipeline.pipe((s.text for s in sentences), batch_size=BATCH)
        for sentence, doc in zip(sentences, docs, strict=True):
            yield _parse(sentence, doc)


@contextmanager
def _unseen(module: str) -> Iterator[None]:
    """Keep an optional module that is not loaded yet from being imported, as if it were not installed."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # what the language has for "import fails"
    try:
        yield
    finally:
        del sys.modules[module]


def _parse(sentence: Sentence, doc: Any) -> Parse:
    """The tokens of a parsed sentence; white space that spaCy counts as a token is left out."""
    kept = [t for t in doc if not t.is_space]
    number = {t.i: i for i, t in enumerate(kept)}
    return Parse(
        tuple(
            Token(
                start=sentence.start + t.idx,
                end=sentence.start + t.idx + len(t),
                text=intern(t.text),  # one copy of each word: a document of 10 MB has two million tokens
                lemma=intern(t.lemma_.lower()),
                tag=intern(t.tag_),
                pos=intern(t.pos_),
                dep=intern(t.dep_.lower()),
                head=number.get(t.head.i, i),
            )
            for i, t in enumerate(kept)
        )
    )
