"""The planted test: what is cut out, what is asked, and how its outcome is counted."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import make_statement, make_table

from compare.stages.coverage.probability import Occasion
from evaluation import gold, planted
from evaluation.planted import Plant, Trial

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev"
TEXTS = {
    "north-1": "The old bridge was bombed at dawn.",
    "south-1": "A bridge was hit in the morning.",
    "west-1": "Bombs fell on the old bridge.",
    "west-2": "Bombs fell on the old bridge.",
    "west-3": "Snow fell.",
}
TABLE = make_table([make_statement(d, 0, text) for d, text in TEXTS.items()])


def span(document: str) -> gold.GoldSpan:
    """The whole of a document."""
    return gold.GoldSpan(document, 0, len(TEXTS[document]))


def held(*targets: str) -> gold.Gold:
    """Gold in which these documents say what the first says."""
    items = tuple(
        gold.Item("E1", span("north-1"), "a bridge was bombed", t.partition("-")[0], "agreement", (span(t),), True)
        for t in targets
    )
    return gold.Gold(None, None, (gold.GoldEvent("E1", tuple(sorted(TEXTS)), ()),), items)


def test_a_fact_of_three_outlets_is_planted_in_each() -> None:
    """Each outlet that carries the fact is once the target, asked by the statements of the others."""
    found = planted.plants(held("south-1", "west-1"), TABLE)
    name = [s.document for s in TABLE.statements]
    told = {p.target: {name[r] for r in p.anchors} for p in found}
    assert told == {
        "north": {"south-1", "west-1"},
        "south": {"north-1", "west-1"},
        "west": {"north-1", "south-1"},
    }


def test_a_fact_of_two_outlets_is_not_planted() -> None:
    """Cut out of one of two outlets, a fact would be carried by one alone, and is never told."""
    assert planted.plants(held("south-1"), TABLE) == ()


def test_what_says_the_same_is_cut_out_too() -> None:
    """All statements of the target that carry the fact go, also one that is not annotated; others stay."""
    (west,) = (p for p in planted.plants(held("south-1", "west-1"), TABLE) if p.target == "west")
    assert {TABLE.statements[r].document for r in west.carrying} == {"west-1", "west-2"}


def test_what_carries_the_fact_by_reading_is_cut_out_too() -> None:
    """Also in other words, and in documents that are not on the event; of that outlet and that fact alone."""
    read = {("E1", "west", gold.digest("a bridge was bombed")): [span("west-3")]}
    own = replace(held("south-1", "west-1"), carried=read)
    found = {p.target: p.carrying for p in planted.plants(own, TABLE)}
    assert {TABLE.statements[r].document for r in found["west"]} == {"west-1", "west-2", "west-3"}
    assert {TABLE.statements[r].document for r in found["south"]} == {"south-1"}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the dev gold is not in ../shared")
def test_only_facts_that_the_gold_lets_plant_were_read() -> None:
    """The list of further carriers names facts that three outlets carry, and spans of the outlet's own documents."""
    own = gold.read(GOLD)
    outlet = {d.id: d.outlet for d in own.corpus.documents}
    said: dict[tuple[str, gold.GoldSpan, str], set[str]] = defaultdict(set)
    for item in (i for i in own.items if i.label == "agreement"):
        said[item.event, item.anchor, item.fact] |= {outlet[item.anchor.document], item.target}
    wide = {key: outlets for key, outlets in said.items() if len(outlets) >= planted.CARRIERS}
    facts = {(event, o, gold.digest(fact)) for (event, _, fact), outlets in wide.items() for o in outlets}
    assert set(own.carried) <= facts
    assert all(outlet[s.document] == target for (_, target, _), spans in own.carried.items() for s in spans)


def some(count: int) -> list[Plant]:
    """Plants that get in each other's way: each asks with what the next one cuts."""
    return [Plant(f"E{k}", "west", frozenset({k}), frozenset({k + 1})) for k in range(count)]


def test_a_round_cuts_nothing_that_it_asks_with() -> None:
    """No statement that a plant of the round asks with is cut out by another one."""
    dealt = planted.deal(some(40), np.random.default_rng(1))
    asking = {r for p, _ in dealt for r in p.anchors}
    assert dealt
    assert [r for p, _ in dealt for r in p.carrying if r in asking] == []


def test_the_same_seed_deals_the_same_round() -> None:
    """A round depends on the plants and the seed alone."""
    assert planted.deal(some(40), np.random.default_rng(3)) == planted.deal(some(40), np.random.default_rng(3))


def trial(removed: bool, reported: bool, probability: float | None = None) -> Trial:
    """One trial."""
    occasion = Occasion("west", "e1", "s", "other", 2, False)
    return Trial(some(1)[0], removed, reported, probability, occasion, 0.9 if reported else 0.1)


def test_the_outcome_counts_hits_and_false_reports() -> None:
    """Precision is hits of reports, recall hits of removals; what was left in and not told costs nothing."""
    trials = [trial(True, True, 0.9)] * 3 + [trial(False, True, 0.9)] + [trial(True, False)] + [trial(False, False)] * 5
    found = planted.outcome(trials, {})
    assert (found.removals, found.left_in, found.hits, found.false) == (4, 6, 3, 1)
    assert (found.precision, found.recall) == (0.75, 0.75)


def test_probabilities_that_come_true_have_no_calibration_error() -> None:
    """Three of four reports at 0.75 that are true are calibrated; all true at 0.75 are a quarter off."""
    right = [trial(True, True, 0.75)] * 3 + [trial(False, True, 0.75)]
    assert planted.outcome([*right, trial(False, False)], {}).calibration_error == 0
    sure = [trial(True, True, 0.75)] * 4
    assert planted.outcome([*sure, trial(False, False)], {}).calibration_error == pytest.approx(0.25)


def test_the_search_is_counted_on_what_was_left_and_what_was_cut() -> None:
    """R counts what was left in and found, φ what was cut out and falsely matched."""
    trials = [trial(False, False)] * 3 + [trial(False, True)] + [trial(True, False)] + [trial(True, True)] * 2
    assert planted.count_facts(trials) == {
        "facts_found": 3,
        "facts_mentioned": 4,
        "facts_mistaken": 1,
        "facts_absent": 3,
    }


def test_the_bins_hold_every_report_once() -> None:
    """Each report with a probability is in one of ten bins, 1 in the last."""
    trials = [trial(True, True, p) for p in (0.0, 0.05, 0.55, 0.999, 1.0)] + [trial(False, False)]
    bins = planted.outcome(trials, {}).bins
    assert [(b.low, b.reports) for b in bins] == [(0.0, 2), (0.5, 1), (0.9, 2)]
    assert replace(bins[0], told=0) != bins[0]
