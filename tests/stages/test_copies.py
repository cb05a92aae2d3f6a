"""Copies: one text printed by several outlets is one voice, and a credit names whose it is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from conftest import make_statement, make_table

from compare.comparison import Copies, Links, Table, Tables, tabulate_claims
from compare.stages import copies
from compare.types import Corpus, Document, Outlet, Span, Statement
from compare.voices import count, kin

WIRE = "Shells fell on the market of Saraqib at noon on Tuesday and killed eight people, residents said."
EDITED = "Shells fell on the market of Saraqib at noon Tuesday and killed at least eight people, residents said."
OTHER = "The market of Saraqib was hit by artillery; eight people lost their lives there, according to locals."


def scene(*texts: str) -> tuple[Table, Links]:
    """A table of documents of one sentence each, every pair linked."""
    table = make_table([make_statement(f"o{i}-1", 0, text) for i, text in enumerate(texts)])
    a, b = np.triu_indices(len(texts), 1)
    return table, Links(a, b, np.ones(len(a), dtype=np.float32))


def document(statement: Statement, text: str = "") -> Document:
    """The document of a statement, with a text of its own."""
    return Document(statement.document, statement.outlet, "", text or statement.text, datetime(2020, 2, 4, tzinfo=UTC))


def corpus(documents: Sequence[Document], *outlets: Outlet) -> Corpus:
    """The corpus of these documents."""
    return Corpus(outlets, (), tuple(documents), "")


def families(*texts: str) -> list[int]:
    """The family of each text."""
    table, links = scene(*texts)
    return copies.trace(table, links, corpus([document(s) for s in table.statements])).family.tolist()


def test_a_text_that_is_printed_again_is_a_copy() -> None:
    """Word for word, or with a word or two changed, a sentence is of the same family; other words are not."""
    one, two, three, four = families(WIRE, WIRE, EDITED, OTHER)
    assert one == two == three != four


def test_short_phrases_are_no_copies() -> None:
    """Phrases of the trade belong to nobody."""
    assert len(set(families("No one claimed the attack.", "No one claimed the attack."))) == 2


def test_only_linked_pairs_are_compared() -> None:
    """What alignment did not link is not compared: time grows with the links."""
    table, _ = scene(WIRE, WIRE)
    none = Links(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
    found = copies.trace(table, none, corpus([document(s) for s in table.statements]))
    assert len(set(found.family.tolist())) == 2


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Shelling in Saraqib AFP Tuesday 4 Feb 2020 Shells fell on the market.", "afp"),
        ("BEIRUT (Reuters) - Shells fell on the market.", "reuters"),
        ("DAMASCUS, SANA - Shells fell on the market.", "sana"),
        ("Shells fell on the market. Source: Xinhua", "xinhua"),
        ("Shells fell on the market. Anadolu Agency", "anadolu"),
        ("MOSCOW, February 4. /TASS/. Shells fell on the market.", "tass"),
        ("Shells fell on the market, a resident told AFP on Tuesday.", ""),
        ("The minister spoke to Reuters in Ankara.", ""),
        ("Shells fell on the market, SANA said.", ""),
        ("", ""),
    ],
)
def test_a_credit_names_the_agency_and_a_quotation_does_not(text: str, agency: str) -> None:
    """A byline, a bracket, a source line or a last word credits; who was told something or said it, does not."""
    assert copies.credit(text) == agency


def origins(*outlets: Outlet) -> tuple[str, ...]:
    """The origin of a text of Reuters and one without a credit, both of outlets o0 and o1."""
    table, links = scene(WIRE, OTHER)
    texts = ["BEIRUT (Reuters) - " + WIRE, OTHER]
    held = [document(s, t) for s, t in zip(table.statements, texts, strict=True)]
    return copies.trace(table, links, corpus(held[::-1], *outlets)).origin


def test_the_origin_is_that_of_the_document() -> None:
    """Every statement of a document has the agency that the document credits."""
    assert origins() == ("reuters", "")


@pytest.mark.parametrize(
    "agency", [Outlet("reuters", "R"), Outlet("r", "Reuters"), Outlet("r", "R", aliases=("Reuters",))]
)
def test_an_agency_that_is_an_outlet_of_the_corpus_goes_by_its_id(agency: Outlet) -> None:
    """A credit names the outlet whose id, name or alias is the agency's."""
    assert origins(agency, Outlet("o0", "North"), Outlet("o1", "South")) == (agency.id, "")


def test_an_agency_credits_nobody_with_its_own_name() -> None:
    """What an agency publishes under its own name has no other origin."""
    assert origins(Outlet("o0", "Reuters"), Outlet("o1", "South")) == ("", "")


def test_copies_and_credits_are_counted_and_nothing_is_lost() -> None:
    """Sentences are firsts of their text or copies, documents have a credit or not."""
    table = make_table(
        make_statement(d, 0, t) for d, t in [("a-1", WIRE), ("a-2", WIRE), ("b-1", WIRE), ("c-1", OTHER)]
    )
    found = Copies(np.array([0, 0, 0, 1]), ("", "afp", "afp", ""))
    texts, documents = copies.counts(table, found)
    assert (texts.entered, texts.left) == (4, 2)
    assert texts.drops == (("copied between outlets", 1), ("repeated by its outlet", 1))
    assert (documents.entered, documents.left, documents.drops) == (4, 2, (("credited to afp", 2),))


def test_the_claims_of_a_copied_sentence_are_one_family() -> None:
    """A claim has the family and the origin of its sentence; one that stands alone leaves them as they are."""
    sentences = make_table(
        [make_statement("a-1", 0, WIRE), make_statement("b-1", 0, WIRE), make_statement("c-1", 0, OTHER)]
    )
    cut = WIRE.index(" and killed")
    halves = [(d, a, b) for d in ("a-1", "b-1") for a, b in ((0, cut), (cut + 1, len(WIRE)))]
    claims = [make_statement(d, a, WIRE[a:b], sentence=Span(0, len(WIRE))) for d, a, b in halves]
    claims.append(sentences.statements[2])
    tables = Tables(sentences, tabulate_claims(sentences, claims, sentences.vector[[0, 0, 1, 1, 2]]))
    marked = tables.marked(Copies(np.array([0, 0, 1]), ("", "afp", ""))).claims.statements
    assert [(s.family, s.origin) for s in marked] == [
        (f"a-1:0-{cut}", ""), (f"a-1:0-{cut}", ""), (f"a-1:0-{cut}", "afp"), (f"a-1:0-{cut}", "afp"), (None, "")
    ]  # fmt: skip


# --------------------------------------------------------------------------- voices


def said(*texts: tuple[str, str | None, str]) -> Mapping[str, list[Statement]]:
    """By outlet its statements, each given as outlet, family and origin."""
    found: dict[str, list[Statement]] = {}
    for i, (outlet, family, origin) in enumerate(texts):
        found.setdefault(outlet, []).append(make_statement(f"{outlet}-{i}", 0, WIRE, family=family, origin=origin))
    return found


A, B, C, D = ("a", "x", ""), ("b", "x", ""), ("b", None, "afp"), ("c", None, "afp")
OWN = ("b", None, "")


@pytest.mark.parametrize(
    ("statements", "owner", "voices"),
    [
        ([A, ("d", None, "")], {}, 2),
        ([A, ("d", None, "")], {"a": "z", "d": "z"}, 1),  # one owner
        ([A, B], {}, 1),  # copies
        ([C, D], {}, 1),  # one agency
        ([D, ("afp", None, "")], {}, 1),  # the agency itself
        ([A, B, C, D, ("d", None, "")], {}, 2),  # b copies a, b and c print the agency
        ([A, ("a", None, ""), ("a", None, ""), B, OWN, OWN], {}, 2),  # one sentence of three in common
        ([A, ("a", None, ""), ("a", None, ""), B], {}, 1),  # all that the one says is of the other
        ([], {}, 0),
    ],
)
def test_voices_are_counted_once(statements: list, owner: dict[str, str], voices: int) -> None:
    """Outlets of one owner, or of which one prints mostly the other's text or its agency's, are one voice."""
    for ordered in (statements, statements[::-1]):
        held = said(*ordered)
        assert count({o: owner.get(o, o) for o in held}, kin(held)) == voices


def test_an_outlet_that_is_left_out_joins_no_others() -> None:
    """Two outlets that are one text only by way of a third are two voices without it."""
    pairs = kin(said(A, B, C, D))
    assert pairs == {("a", "b"), ("b", "c")}
    assert count({"a": "a", "c": "c"}, pairs) == 2


def test_a_statement_keeps_its_family_whatever_else_is_there() -> None:
    """Copies are found among any others."""
    assert len(set(families(OTHER, WIRE, "Another day passed without news from the front near Idlib.", WIRE))) == 3
