"""Measures of coreference, on examples that can be counted by hand."""

from datetime import UTC, datetime

import pytest
from conftest import HashedWords

from compare.pipeline import Doors
from compare.types import Document
from evaluation.coreference import align, b_cubed, ceaf_e, conll, joined, muc


def clusters(text: str) -> dict[str, int]:
    """Clusters written as words of one-letter items: "abc de" is two."""
    return {item: number for number, word in enumerate(text.split()) for item in word}


KEY = clusters("abcde fg hijkl")
JOINED = clusters("abcde fghijkl")  # Bagga and Baldwin 1998, figure of their first response
CHAINED = clusters("abcdehijkl fg")  # their second: the graver error


@pytest.mark.parametrize(("response", "precision"), [(JOINED, 0.76), (CHAINED, 0.58)])
def test_b_cubed_tells_the_graver_error(response: dict[str, int], precision: float) -> None:
    """As its authors count: joining two large clusters costs more precision than joining a large and a small one."""
    assert b_cubed(KEY, response).precision == pytest.approx(precision, abs=0.005)
    assert b_cubed(KEY, response).recall == 1


@pytest.mark.parametrize("response", [JOINED, CHAINED])
def test_muc_does_not(response: dict[str, int]) -> None:
    """Both responses have nine of ten links right, and every link of the key."""
    assert muc(KEY, response).precision == pytest.approx(0.9)
    assert muc(KEY, response).recall == 1


def test_muc_counts_missing_links() -> None:
    """Of three links of abcd, ab and cd keep two."""
    assert muc(clusters("abcd"), clusters("ab cd")).recall == pytest.approx(2 / 3)


def test_ceaf_assigns_each_cluster_once() -> None:
    """Abcde finds its own (1), hijkl finds fghijkl (10 / 12), fg finds none."""
    found = ceaf_e(KEY, JOINED)
    assert found.precision == pytest.approx((1 + 10 / 12) / 2)
    assert found.recall == pytest.approx((1 + 10 / 12) / 3)


def test_the_right_answer_is_perfect_and_conll_is_the_mean() -> None:
    """Every measure of the key against itself is 1; else the three are averaged."""
    assert conll(KEY, KEY) == 1
    three = [measure(KEY, JOINED).f1 for measure in (muc, b_cubed, ceaf_e)]
    assert conll(KEY, JOINED) == pytest.approx(sum(three) / 3)


BRIDGE = "A bomb fell on the bridge of Raqqa on Monday."
SAID = {
    "north": f"{BRIDGE} Two workers died on the bridge of Raqqa.",
    "south": f"{BRIDGE} The bridge of Raqqa is closed to lorries.",
    "west": "The price of olive oil rose again. Growers fear a poor harvest.",
}


def test_documents_of_other_corpora_are_aligned_as_a_run_aligns(doors: Doors) -> None:
    """Each sentence is in one event, and documents that tell one bombing are together, the market apart."""
    day = datetime(2021, 5, 4, tzinfo=UTC)
    documents = [Document(name, name, "", body, day) for name, body in SAID.items()]
    statements, events = align(documents[::-1], HashedWords(), doors.syntax, doors.gazetteer)
    assert [s.document for s in statements] == ["north", "north", "south", "south", "west", "west"]
    assert sorted(i for e in events for i in e.statements) == sorted(s.id for s in statements)
    cluster = joined(statements, events)
    assert cluster["north"] == cluster["south"] != cluster["west"]
