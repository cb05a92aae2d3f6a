"""A parse depends on its own sentence alone, covers it, and is a forest."""

import subprocess
import sys
from pathlib import Path

import pytest

from compare.models import Syntax, load_syntax
from compare.types import Sentence
from compare.workspace import CachedSyntax, Workspace

TEXTS = (
    "Rebels said government forces killed ten people in the northern town on Monday.",
    "  Eight soldiers   were killed by shelling.\n",
    "…",
    "МИД сообщил о потерях. 33 askerimiz şehit oldu.",
)


@pytest.fixture(scope="module")
def syntax() -> Syntax:
    """The shipped pipeline."""
    return load_syntax()


def sentences(*texts: str) -> list[Sentence]:
    """Sentences of one document, one after the other, a blank between."""
    made, start = [], 0
    for text in texts:
        made.append(Sentence("d", start, start + len(text), text))
        start += len(text) + 1
    return made


def test_tokens_cover_the_sentence_and_point_into_the_document(syntax: Syntax) -> None:
    """Tokens come in order, disjoint; all that is between them is white space; offsets are the document's."""
    given = sentences(*TEXTS)
    whole = " ".join(TEXTS)
    for sentence, parse in zip(given, syntax.parse(given), strict=True):
        assert [whole[t.start : t.end] for t in parse.tokens] == [t.text for t in parse.tokens]
        edges = [sentence.start, *(x for t in parse.tokens for x in (t.start, t.end)), sentence.end]
        assert all(not whole[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))


def test_every_token_hangs_on_a_root(syntax: Syntax) -> None:
    """Going from head to head ends at a root, and a root's subtrees hold each token once."""
    for parse in syntax.parse(sentences(*TEXTS)):
        roots = [i for i, t in enumerate(parse.tokens) if t.head == i]
        assert sorted(i for root in roots for i in parse.subtree(root)) == list(range(len(parse.tokens)))


def test_a_parse_does_not_depend_on_its_neighbours(syntax: Syntax) -> None:
    """Alone, among others or in another order, a sentence gets the same parse."""
    given = sentences(*TEXTS)
    together = list(syntax.parse(given))
    assert [next(syntax.parse([one])) for one in given] == together
    assert list(syntax.parse(given[::-1])) == together[::-1]


def test_subject_object_and_clause_are_found(syntax: Syntax) -> None:
    """Who said, what was said, who did it and to whom stand in the tree of a plain report."""
    (parse,) = syntax.parse(sentences(TEXTS[0]))
    found = {(t.text, t.dep, parse.tokens[t.head].text) for t in parse.tokens}
    assert found >= {
        ("Rebels", "nsubj", "said"),
        ("killed", "ccomp", "said"),
        ("forces", "nsubj", "killed"),
        ("people", "obj", "killed"),
    }


def test_a_kept_parse_equals_a_fresh_one(syntax: Syntax, tmp_path: Path) -> None:
    """From the cache a sentence gets the parse that the pipeline gives, moved to where it stands."""
    given = sentences(*TEXTS, TEXTS[0])
    with Workspace(tmp_path) as workspace:
        first = list(CachedSyntax(syntax, workspace).parse(given))
        again = list(CachedSyntax(syntax, workspace).parse(given))
    assert first == again == list(syntax.parse(given))


def test_loading_the_syntax_loads_no_other_network_library() -> None:
    """A process that only reads holds neither torch nor ONNX Runtime, and may still import torch afterwards."""
    told = (
        "import importlib.util, sys; from compare.models import load_syntax; load_syntax(); "
        "print(sorted({'torch', 'onnxruntime'} & sys.modules.keys()), importlib.util.find_spec('torch') is not None)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] True"
