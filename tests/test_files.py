"""A run as a folder: what is written, what comes back, what is refused."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import make_run, make_statement

from compare.errors import RunError
from compare.report import files
from compare.types import Corpus, Kind, Reason, Run


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of all files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows(folder: Path, name: str) -> list[dict]:
    """The rows of one JSON Lines file."""
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").split("\n")[:-1]]


def test_run_comes_back_as_it_was_written(tmp_path: Path, run: Run) -> None:
    """Reading a written run gives an equal run, with its seconds."""
    files.write(run, tmp_path / "out")
    back = files.read(tmp_path / "out")
    assert (back, back.seconds) == (run, run.seconds)


def test_a_value_that_holds_the_word_between_values_comes_back(tmp_path: Path, run: Run) -> None:
    """What a reason names is read from its values, not from its words."""
    clash = replace(run.verdicts[0], reason=Reason(Kind.ACTOR, ("police v crowd unit", "army")))
    files.write(replace(run, verdicts=(clash,)), tmp_path)
    assert files.read(tmp_path).verdicts[0].reason == clash.reason


def test_a_run_without_families_and_credits_is_read(tmp_path: Path, run: Run) -> None:
    """A run written before statements had a family and an origin, and omissions credits, comes back without them."""
    files.write(run, tmp_path)
    for name, gone in (("statements", ("family", "origin")), ("omissions", ("credits",))):
        lines = [{k: v for k, v in row.items() if k not in gone} for row in rows(tmp_path, f"{name}.jsonl")]
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in lines), encoding="utf-8")
    assert {(s.family, s.origin) for s in files.read(tmp_path).statements} == {(None, "")}
    assert {o.credits for o in files.read(tmp_path).omissions} == {()}


def test_bodies_of_documents_are_not_written(tmp_path: Path, run: Run) -> None:
    """A document comes back without its body and else unchanged."""
    full = replace(run.corpus.documents[0], body="Nobody was there.", url="https://example.org/1")
    files.write(replace(run, corpus=replace(run.corpus, documents=(full,))), tmp_path)
    assert files.read(tmp_path).corpus.documents == (replace(full, body=""),)
    assert "Nobody was there" not in (tmp_path / "run.json").read_text(encoding="utf-8")


def test_empty_run_comes_back(tmp_path: Path) -> None:
    """A run that holds nothing at all is written and read."""
    empty = Run("s", Corpus((), (), (), ""), (), (), (), (), (), (), (), ())
    files.write(empty, tmp_path)
    assert files.read(tmp_path) == empty


def test_folder_holds_exactly_the_files_of_a_run(tmp_path: Path, run: Run) -> None:
    """All files are there, and no partial one."""
    files.write(run, tmp_path)
    assert sorted(contents(tmp_path)) == sorted(files.NAMES)


def test_order_of_rows_in_the_run_does_not_matter(tmp_path: Path, run: Run) -> None:
    """Runs whose rows stand in another order give the same bytes in every JSON Lines file."""
    mixed = random.Random(1)
    fields = ("statements", "events", "verdicts", "revisions", "contrasts", "drops")
    shuffled = {name: tuple(mixed.sample(getattr(run, name), len(getattr(run, name)))) for name in fields}
    files.write(run, tmp_path / "a")
    files.write(replace(run, **shuffled), tmp_path / "b")
    lines = [{k: v for k, v in contents(tmp_path / x).items() if k.endswith(".jsonl")} for x in "ab"]
    assert lines[0] == lines[1]


def test_only_the_timing_differs_between_equal_runs(tmp_path: Path, run: Run) -> None:
    """Seconds stand in timing.json and nowhere else."""
    files.write(run, tmp_path / "a")
    files.write(replace(run, seconds=(("corpus", 77.125),)), tmp_path / "b")
    one, two = contents(tmp_path / "a"), contents(tmp_path / "b")
    assert {name for name in one if one[name] != two[name]} == {"timing.json"}


def test_rows_have_the_published_keys(tmp_path: Path, run: Run) -> None:
    """Events and verdicts have exactly the keys that the format promises, in that order."""
    files.write(run, tmp_path)
    assert rows(tmp_path, "events.jsonl")[1] == {
        "event": "e2",
        "title": "The talks in Sochi go on.",
        "when": {"first": "2020-02-04", "last": "2020-02-04"},
        "where": ["Saraqib"],
        "documents": ["rt-2"],
        "statements": ["rt-2:10-35"],
        "coverage": {"enab": "not_publishing", "rt": "covered", "sana": "silent_on_event"},
    }
    assert rows(tmp_path, "verdicts.jsonl")[0] == {
        "event": "e1",
        "anchor": {"document": "rt-1", "start": 20, "end": 53},
        "target": "sana",
        "verdict": "contradiction",
        "reason": "number: 8 dead v 6 dead",
        "values": ["8 dead", "6 dead"],
        "probability": 0.9321,
        "evidence": [{"document": "sana-1", "start": 14, "end": 45}],
        "absence": None,
        "by_model": None,
        "occurrence": None,
    }
    statement = rows(tmp_path, "statements.jsonl")[2]
    keys = "id document outlet published day part start end text speaker slots sentence family origin event"
    assert list(statement) == keys.split()
    assert (statement["event"], statement["speaker"]["name"]) == ("e1", "the ministry")


def test_floats_are_rounded(tmp_path: Path, run: Run) -> None:
    """Probabilities are written with four decimals."""
    verdict = replace(run.verdicts[0], probability=0.123456789)
    files.write(replace(run, verdicts=(verdict,)), tmp_path)
    assert rows(tmp_path, "verdicts.jsonl")[0]["probability"] == 0.1235


def test_text_of_any_script_and_line_separators_stay_one_row(tmp_path: Path, run: Run) -> None:
    """Arabic text, quotes and Unicode line separators come back as they were, one row a line."""
    odd = make_statement("rt-9", 0, 'قال "نعم"\u2028ثم\u0085غادر\n')
    files.write(replace(run, statements=(*run.statements[:2], odd, *run.statements[2:])), tmp_path)
    assert odd in files.read(tmp_path).statements
    assert (tmp_path / "statements.jsonl").read_bytes().count(b"\n") == len(run.statements) + 1


def test_earlier_run_is_replaced_and_other_files_stay(tmp_path: Path, run: Run) -> None:
    """Writing over a run replaces its files; a note that lies beside them is not touched."""
    files.write(run, tmp_path)
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    files.write(replace(run, signature="second"), tmp_path)
    assert files.read(tmp_path).signature == "second"
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "mine"


def test_folder_of_other_files_is_refused(tmp_path: Path, run: Run) -> None:
    """A folder with files that are no run is left as it is."""
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match=r"thesis\.txt"):
        files.write(run, tmp_path)
    assert list(contents(tmp_path)) == ["thesis.txt"]


def test_interrupted_run_is_no_run_and_can_be_written_again(tmp_path: Path, run: Run) -> None:
    """Without run.json a folder is refused by read, and accepted by write."""
    files.write(run, tmp_path)
    (tmp_path / "run.json").rename(tmp_path / "run.json.partial")
    with pytest.raises(RunError, match="parallax run CORPUS -o"):
        files.read(tmp_path)
    files.write(run, tmp_path)
    assert files.read(tmp_path) == run


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path, run: Run) -> None:
    """A path that is a file gives a RunError with the path."""
    path = tmp_path / "out"
    path.write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="out"):
        files.write(run, path)


def test_other_format_is_refused(tmp_path: Path, run: Run) -> None:
    """A run of another format version names both versions."""
    files.write(run, tmp_path)
    head = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    (tmp_path / "run.json").write_text(json.dumps(head | {"format": 99}), encoding="utf-8")
    with pytest.raises(RunError, match=r"99.*reads 4"):
        files.read(tmp_path)


BROKEN = {
    "no JSON": ("events.jsonl", 2, "{"),
    "missing key": ("verdicts.jsonl", 1, '{"event": "e1"}'),
    "unknown state": ("omissions.jsonl", 1, '{"event": "e1", "outlet": "rt", "state": "asleep"}'),
    "wrong type": ("framing.jsonl", 1, '{"measure": 3}'),
    "blank line": ("drops.jsonl", 1, ""),
    "anchor that is no statement": (
        "verdicts.jsonl",
        3,
        '{"event": "e1", "anchor": {"document": "rt-1", "start": 1, "end": 2}, "target": "sana", '
        '"verdict": "omission", "reason": "", "values": [], "probability": 1, "evidence": []}',
    ),
}


@pytest.mark.parametrize(("name", "number", "line"), BROKEN.values(), ids=BROKEN)
def test_broken_line_is_refused_with_file_and_line(tmp_path: Path, run: Run, name: str, number: int, line: str) -> None:
    """A line that is not a row of its file is named by file and number."""
    files.write(run, tmp_path)
    lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
    lines[number - 1] = line
    (tmp_path / name).write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    with pytest.raises(RunError, match=rf"{name}, line {number}: "):
        files.read(tmp_path)


@pytest.mark.parametrize("name", [name for name in files.NAMES if name != files.PAGE])
def test_missing_file_is_refused(tmp_path: Path, run: Run, name: str) -> None:
    """A run that lacks one of its data files is refused."""
    files.write(run, tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(RunError, match=name.replace(".", r"\.")):
        files.read(tmp_path)


def test_head_that_is_no_run_is_refused(tmp_path: Path) -> None:
    """A run.json of something else is refused, not a traceback."""
    (tmp_path / "run.json").write_text("[]", encoding="utf-8")
    with pytest.raises(RunError, match=r"run\.json"):
        files.read(tmp_path)


def test_statement_outside_of_every_event_has_a_null_event(tmp_path: Path) -> None:
    """A statement that no event holds is written with event null."""
    alone = make_statement("rt-1", 0, "It rains.")
    files.write(
        make_run(
            statements=(alone,),
            events=(),
            verdicts=(),
            omissions=(),
            exclusives=(),
            patterns=(),
            revisions=(),
            contrasts=(),
        ),
        tmp_path,
    )
    assert rows(tmp_path, "statements.jsonl")[0]["event"] is None
