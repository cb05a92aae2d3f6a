"""Copies: one text printed by several outlets is one voice, and a credit names whose it is."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from conftest import make_statement, make_table

from compare.comparison import Copies, Links, Table
from compare.stages import copies
from compare.types import Document, Statement

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


def families(*texts: str) -> list[int]:
    """The family of each text."""
    table, links = scene(*texts)
    return copies.trace(table, links, [document(s) for s in table.statements]).family.tolist()


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
    found = copies.trace(table, none, [document(s) for s in table.statements])
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


def test_the_origin_is_that_of_the_document() -> None:
    """Every statement of a document has the agency that the document credits."""
    table, links = scene(WIRE, OTHER)
    texts = ["BEIRUT (Reuters) - " + WIRE, OTHER]
    held = [document(s, t) for s, t in zip(table.statements, texts, strict=True)]
    assert copies.trace(table, links, held[::-1]).origin == ("reuters", "")


HELD = Copies(family=np.array([0, 0, 1, 2, 3]), origin=("", "", "afp", "afp", ""))


@pytest.mark.parametrize(
    ("rows", "voice", "count"),
    [
        ([0, 4], ["a", "b"], 2),
        ([0, 4], ["a", "a"], 1),  # one owner
        ([0, 1], ["a", "b"], 1),  # copies
        ([2, 3], ["a", "b"], 1),  # one agency
        ([2, 4], ["a", "afp"], 1),  # the agency itself
        ([0, 1, 2, 3, 4], ["a", "b", "b", "c", "d"], 2),  # a copies b, b and c print the agency
        ([], [], 0),
    ],
)
def test_voices_are_counted_once(rows: list[int], voice: list[str], count: int) -> None:
    """Outlets of one owner, that print one text or one agency, are one voice."""
    assert HELD.voices(rows, voice) == count


def test_voices_do_not_depend_on_the_order() -> None:
    """The same statements in another order are as many voices."""
    rows, voice = [0, 1, 2, 3, 4], ["a", "b", "b", "c", "d"]
    assert HELD.voices(rows[::-1], voice[::-1]) == HELD.voices(rows, voice)


def test_a_statement_keeps_its_family_whatever_else_is_there() -> None:
    """Copies are found among any others."""
    assert len(set(families(OTHER, WIRE, "Another day passed without news from the front near Idlib.", WIRE))) == 3
    assert replace(HELD, origin=("",) * 5).voices([2, 3], ["a", "b"]) == 2
