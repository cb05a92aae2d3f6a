"""The evaluation gate's own logic."""

from pathlib import Path

from evaluation import gate

FLOORS = {"macro F1 of 4 labels": 0.5, "evidence hit": 0.8}


def test_a_measure_below_its_floor_is_named() -> None:
    """Only what lies below is missed; at the floor is not below."""
    assert gate.missed(FLOORS, {"macro F1 of 4 labels": 0.5, "evidence hit": 0.79}) == ("evidence hit",)


def test_update_never_lowers_a_floor_unasked() -> None:
    """A worse measure leaves the old floor, a better one raises it."""
    raised = gate.new_floors(FLOORS, {"macro F1 of 4 labels": 0.4, "evidence hit": 0.9}, lower=False)
    assert raised == {"macro F1 of 4 labels": 0.5, "evidence hit": 0.895}


def test_update_lowers_a_floor_when_allowed() -> None:
    """With `lower` the floors are those of the measures."""
    floors = gate.new_floors({"evidence hit": 0.8}, {"evidence hit": 0.7}, lower=True)
    assert floors == {"evidence hit": 0.695}


def test_another_gold_has_another_digest(tmp_path: Path) -> None:
    """A changed byte or a changed name gives another digest."""
    (tmp_path / "items.jsonl").write_text("{}\n", encoding="utf-8")
    first = gate.digest_of(tmp_path)
    (tmp_path / "items.jsonl").write_text("{} \n", encoding="utf-8")
    second = gate.digest_of(tmp_path)
    (tmp_path / "items.jsonl").rename(tmp_path / "events.jsonl")
    assert len({first, second, gate.digest_of(tmp_path)}) == 3


def test_every_gated_measure_is_read_from_what_the_scorer_counts() -> None:
    """The names of the gate lead to numbers of the scorer."""
    counted = {
        "macro_f1_4": 0.5,
        "labels": {"contradiction": {"f1": 0.3}, "omission": {"precision": 0.4, "recall": 0.6}},
        "evidence_hit": 0.8,
        "alignment": {"precision": 0.7, "recall": 0.6, "main_recall": 0.9},
    }
    assert set(gate.read_measures(counted)) == set(gate.MEASURES)
