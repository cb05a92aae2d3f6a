"""ClaimDiff, on pairs of our own in its format."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
import typer
from conftest import HashedWords
from typer.testing import CliRunner

from compare.errors import CorpusError
from compare.pipeline import Doors
from evaluation import claimdiff

CLAIMS = {
    "bridge": "Six workers died when the bridge of the town fell.",
    "bridge too": "Six workers died as the bridge of the town fell down. Nobody else was hurt.",
    "snow": "Snow will fall on the hills tonight.",
}


def write(folder: Path) -> Path:
    """Three pairs on two topics: one strengthens, its reverse too, one does neither."""
    pairs = [("bridge", "bridge too", 1), ("bridge too", "bridge", 1), ("bridge", "snow", 0)]
    for relation, name in claimdiff.FILES.items():
        rows = [
            {
                "topic": f"topic {k // 2}",
                "date": "2021-05-03",
                "pair_id": f"p{k}",
                "claim_a": CLAIMS[one],
                "claim_b": CLAIMS[other],
                "relation": holds if relation == "strengthen" else int(k == 2),
            }
            for k, (one, other, holds) in enumerate(pairs)
        ]
        (folder / name).write_bytes(gzip.compress(json.dumps({"data": rows}).encode()))
    return folder


def test_pairs_keep_both_labels_and_each_claim_is_one_document(tmp_path: Path) -> None:
    """A claim of several pairs is one document; a pair has the label of either file."""
    documents, pairs = claimdiff.read_claims(write(tmp_path))
    assert sorted(d.body for d in documents) == sorted(CLAIMS.values())
    assert [(p.strengthen, p.weaken) for p in pairs] == [(True, False), (True, False), (False, True)]
    assert (pairs[0].one, pairs[0].other) == (pairs[1].other, pairs[1].one)


def test_each_relation_is_measured_by_each_score(tmp_path: Path, doors: Doors) -> None:
    """The pair that says the same in other words is above the pair that does not, by cosine and by agreement."""
    documents, pairs = claimdiff.read_claims(write(tmp_path))
    found = claimdiff.measure(pairs, claimdiff.lay_out(documents, HashedWords(), doors.syntax, doors.gazetteer))
    assert {(a.relation, a.pairs, a.holds) for a in found} == {("weaken", 3, 1), ("strengthen", 3, 2)}
    assert [a.auc for a in found if a.relation == "strengthen"] == [1.0, 1.0, 1.0]
    assert claimdiff.table_of(found).count("2 of 3") == 3


def test_the_interval_holds_the_area_of_a_score_without_worth() -> None:
    """A score that tells nothing has an area of one half, inside its interval, the same twice."""
    rng = np.random.default_rng(1)
    told, topics = (rng.random(400) < 0.3, np.zeros(400)), np.repeat(np.arange(20), 20)
    found = claimdiff.area("weaken", "none", told, topics)
    assert found.low <= found.auc == 0.5 <= found.high
    assert found == claimdiff.area("weaken", "none", told, topics)


def test_absent_data_are_told_and_nothing_is_measured(tmp_path: Path) -> None:
    """Without the files a line names the one that is missing and the option."""
    with pytest.raises(CorpusError, match=r"ClaimDiff-weak-train.*--data"):
        claimdiff.read_claims(tmp_path)
    app = typer.Typer()
    app.command()(claimdiff.main)
    code = CliRunner().invoke(app, ["--data", str(tmp_path)])
    assert (code.exit_code, code.stdout) == (0, "")
    assert "claimdiff: not measured" in code.stderr
