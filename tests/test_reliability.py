"""Recall of the evidence among candidates, and calibration, counted by hand and on the tiny gold."""

from pathlib import Path

import pytest
from conftest import HashedWords
from test_evaluation import EVENTS, write_gold

from compare.pipeline import Clock, Doors, embed
from compare.pipeline import read as read_statements
from compare.settings import Settings
from evaluation import calibration, candidates, gold
from evaluation.__main__ import Bench
from evaluation.__main__ import bench as lay_bench
from evaluation.candidates import Search


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, doors: Doors) -> Bench:
    """The tiny gold, laid out with vectors of hashed words."""
    held = gold.read(write_gold(Path(tmp_path_factory.mktemp("gold"))))
    read = read_statements(held.corpus, doors.syntax, doors.gazetteer, Clock(None))
    tables = embed(read, HashedWords(), Clock(None))
    return lay_bench(held, tables, Settings())


def test_recall_counts_an_item_without_a_search_as_missed() -> None:
    """One sentence of the evidence is enough, the rank decides among the best, and what was not asked is missed."""
    first = Search(frozenset({4, 9}), (4, 1, 2))
    fifth = Search(frozenset({5}), (1, 2, 3, 4, 5))
    never = Search(frozenset({7}), (1,))
    found = candidates.recall("any", [first, fifth, never], items=4)
    assert (found.items, found.asked, found.found, found.best) == (4, 3, 2, (1, 2, 2))
    assert found.candidates == 3.0
    assert "0.500 (2)" in candidates.table_of([found])


def test_recall_among_all_is_never_below_that_among_the_best(bench: Bench) -> None:
    """On the tiny gold each method is counted over the scored items with evidence."""
    found = candidates.measure(bench)
    assert [r.items for r in found] == [EVENTS] * 3
    for r in found:
        assert r.items >= r.asked >= r.found >= r.best[2] >= r.best[1] >= r.best[0]
    assert found[1].found == found[2].found == EVENTS  # the target's only document of the days holds the evidence


def test_probabilities_that_come_true_as_often_as_they_say_have_no_error() -> None:
    """The error is the mean distance of what was told from what came true, by bin."""
    exact = calibration.reliability("any", [0.25] * 4 + [1.0], [True, False, False, False, True])
    assert (exact.error, exact.count, exact.right) == (0.0, 5, 2)
    assert 0 < exact.chance < 0.5  # four draws at 0.25 seldom give one exactly
    assert calibration.reliability("any", [0.0, 1.0], [False, True]).chance == 0.0
    assert [(b.low, b.high, b.count) for b in exact.bins] == [(0.2, 0.3, 4), (0.9, 1.0, 1)]
    assert calibration.reliability("any", [0.9, 0.9, 0.1, 0.1], [False, False, False, False]).error == 0.5


def test_calibration_counts_every_question_once(bench: Bench) -> None:
    """Each scored question has one told verdict, under one label, and as many probabilities as the gold has labels."""
    told = {r.kind: r for r in calibration.measure(bench)}
    assert told["gold events: the told verdict"].count == 2 * EVENTS
    by_label = [r.count for kind, r in told.items() if kind.startswith("gold events: told ")]
    assert sum(by_label) == 2 * EVENTS and len(by_label) > 0
    assert told["gold events: the model's, of the told verdict"].count == 2 * EVENTS
    assert told["gold events: each of the four"].count == 2 * EVENTS * 2  # the tiny gold has two labels
    assert all(sum(b.count for b in r.bins) == r.count and 0 <= r.error <= 1 for r in told.values())
    assert all(r.kind in calibration.table_of(list(told.values())) for r in told.values())
