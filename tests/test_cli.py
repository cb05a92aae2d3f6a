"""The command line: exit codes, what goes to stdout and what to stderr, every format."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from conftest import make_run
from typer.testing import CliRunner

from compare import __version__
from compare.cli import app
from compare.report import files, tables

OUTLETS = """
[[outlet]]
id = "rt"
name = "RT"
kind = "state broadcaster"
country = "RU"
languages = ["en"]

[[outlet]]
id = "sana"
name = "SANA"
kind = "state agency"
country = "SY"
languages = ["en"]
"""
TITLES = {"rt": "Eight soldiers killed near Saraqib", "sana": "Six soldiers killed near Saraqib"}
BODIES = {
    "rt": "Eight Turkish soldiers were killed in shelling near Saraqib on Monday, the ministry said.",
    "sana": "Six Turkish soldiers were killed in shelling near Saraqib on Monday. Nobody else was hurt.",
}
VIEWS = {
    "events": (["events"], lambda run: tables.events(run, least=2)),
    "side-by-side": (["side-by-side", "e1"], lambda run: tables.side_by_side(run, "e1")),
    "by speaker": (["side-by-side", "e1", "--by", "speaker"], lambda run: tables.speakers(run, "e1")),
    "two outlets": (
        ["side-by-side", "e1", "--outlets", "rt, sana"],
        lambda run: tables.side_by_side(run, "e1", ["rt", "sana"]),
    ),
    "omissions": (["omissions"], tables.omissions),
    "omissions of one": (["omissions", "--outlet", "enab"], lambda run: tables.omissions(run, "enab")),
    "only of one": (["omissions", "--show", "exclusives"], tables.exclusives),
    "patterns": (["omissions", "--show", "patterns"], tables.patterns),
    "tallies": (["omissions", "--show", "tallies"], tables.tallies),
    "collection": (["omissions", "--show", "collection"], tables.collection),
    "framing": (["framing", "--outlets", "rt"], lambda run: tables.framing(run, ["rt"])),
    "contradictions": (["contradictions"], lambda run: tables.disputes(run).rows),
}


def invoke(*words: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a written run."""
    files.write(make_run(), tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of two outlets with one document each."""
    path = tmp_path / "corpus"
    path.mkdir()
    (path / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    rows = [
        {
            "id": f"{o}-1",
            "outlet": o,
            "title": TITLES[o],
            "text": BODIES[o],
            "published": "2020-02-04T09:00:00Z",
        }
        for o in TITLES
    ]
    (path / "documents.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(("words", "view"), VIEWS.values(), ids=VIEWS)
def test_view_is_printed_as_json(folder: Path, words: list[str], view) -> None:
    """With --json stdout is the view of the run as a list of objects, stderr is empty."""
    result = invoke(words[0], folder, *words[1:], "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == json.loads(tables.as_json(view(files.read(folder))))


@pytest.mark.parametrize(("words", "view"), VIEWS.values(), ids=VIEWS)
def test_view_is_printed_as_a_table(folder: Path, words: list[str], view) -> None:
    """Without --json stdout is the table of the same rows."""
    result = CliRunner().invoke(app, [words[0], str(folder), *words[1:]], env={"COLUMNS": "120"})
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == tables.as_table(view(files.read(folder)), width=120) + "\n"


@pytest.mark.parametrize("axis", ["outlet", "speaker"])
def test_side_by_side_is_printed_in_every_format(folder: Path, axis: str) -> None:
    """CSV, Markdown and JSON hold the rows of the view."""
    words = ["side-by-side", folder, "e1", "--by", axis, "--format"]
    rows = {"outlet": tables.side_by_side, "speaker": tables.speakers}[axis](files.read(folder), "e1")
    assert invoke(*words, "csv").stdout == tables.as_csv(rows).replace("\r\n", "\n")
    assert invoke(*words, "md").stdout == tables.as_markdown(rows) + "\n"
    assert invoke(*words, "json").stdout == tables.as_json(rows) + "\n"


def test_version_is_the_package_s() -> None:
    """--version prints name and version."""
    assert invoke("--version").stdout == f"parallax {__version__}\n"


REFUSALS = {
    "no run": (["events", "{tmp}"], "holds no run"),
    "unknown event": (["side-by-side", "{out}", "e7"], "near it: e"),
    "unknown event by speaker": (["side-by-side", "{out}", "e7", "--by", "speaker"], "near it: e"),
    "unknown outlet": (["omissions", "{out}", "--outlet", "sanna"], "near it: sana"),
    "unknown outlets": (["framing", "{out}", "--outlets", "rt,bbc"], "'bbc'"),
    "no corpus": (["run", "{tmp}/nowhere", "-o", "{tmp}/new"], "nowhere"),
    "no settings": (["run", "{tmp}", "-o", "{tmp}/new", "--settings", "{tmp}/none.toml"], "none.toml"),
}


@pytest.mark.parametrize(("words", "told"), REFUSALS.values(), ids=REFUSALS)
def test_refusal_is_one_line_on_stderr_and_exit_2(tmp_path: Path, folder: Path, words: list[str], told: str) -> None:
    """What a user can mend is one line on stderr, nothing on stdout, exit code 2."""
    result = invoke(*(word.format(tmp=tmp_path, out=folder) for word in words))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("parallax: ")
    assert result.stderr.count("\n") == 1
    assert told in result.stderr


def test_refusal_shows_no_control_characters(folder: Path) -> None:
    """An escape sequence in a name does not reach the terminal."""
    assert "\x1b" not in invoke("omissions", folder, "--outlet", "\x1b[31mred").stderr


def test_unknown_option_exits_2(folder: Path) -> None:
    """A wrong option is a usage error."""
    assert invoke("events", folder, "--colour").exit_code == 2


def test_reader_that_stops_early_gets_no_traceback(folder: Path) -> None:
    """A closed pipe ends the command quietly."""
    code = "from compare.cli import app; app()"
    command = [sys.executable, "-c", code, "events", str(folder), "--json"]
    root = Path(__file__).parents[1]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_help_loads_no_heavy_library() -> None:
    """The help is printed without numpy, a model library, Jinja2 or tabulate."""
    code = (
        "import sys; from compare.cli import app; app(['--help'], standalone_mode=False); "
        "print(*sorted({'numpy', 'onnxruntime', 'scipy', 'jinja2', 'tabulate'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.splitlines()[-1] == ""


def test_package_can_be_run_as_a_module() -> None:
    """`python -m compare` is the command."""
    done = subprocess.run([sys.executable, "-m", "compare", "--version"], capture_output=True, text=True, check=True)
    assert "parallax" in done.stdout.lower()


def test_models_are_listed() -> None:
    """The list names the encoder with its licence."""
    rows = json.loads(invoke("models", "list", "--json").stdout)
    assert "encoder" in {row["role"] for row in rows}
    assert all(row["licence"] for row in rows)


def test_run_writes_a_folder_and_names_the_page(corpus: Path, tmp_path: Path) -> None:
    """A run ends with the path of its page on stdout; the folder reads back."""
    out = tmp_path / "new" / "out"
    result = invoke("run", corpus, "-o", out, "--no-cache")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == str(out / "report.html")
    assert [document.id for document in files.read(out).corpus.documents] == ["rt-1", "sana-1"]


@pytest.mark.parametrize("exact", [1, 50])
def test_run_tells_what_the_search_found(corpus: Path, tmp_path: Path, exact: int) -> None:
    """Where the search is not exact, one line on stderr tells how much of the nearest it found; else none."""
    (tmp_path / "settings.toml").write_text(f"exact_search = {exact}", encoding="utf-8")
    result = invoke("run", corpus, "-o", tmp_path / "new", "--settings", tmp_path / "settings.toml", "--no-cache")
    assert result.exit_code == 0
    told = [line for line in result.stderr.splitlines() if line.startswith("parallax: nearest: ")]
    assert [line.endswith(" found on a sample") for line in told] == [True] * (exact == 1)
    head = json.loads((tmp_path / "new" / files.HEAD).read_text(encoding="utf-8"))
    assert [c["unit"] for c in head["counts"] if c["stage"] == "search"] == ["nearest"] * (exact == 1)


def test_run_counts_refused_records_and_goes_on(corpus: Path, tmp_path: Path) -> None:
    """A refused record is told on stderr, stands in the drops, and does not change the exit code."""
    with (corpus / "documents.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('{"id": "rt-2"}\n')
    result = invoke("run", corpus, "-o", tmp_path / "out", "--no-cache", "--quiet")
    assert result.exit_code == 0
    assert result.stderr.startswith("parallax: 1 refused")
    assert result.stdout == f"{tmp_path / 'out' / 'report.html'}\n"
    assert [drop.line for drop in files.read(tmp_path / "out").drops if drop.stage == "corpus"] == [3]


def test_strict_run_stops_at_the_first_refused_record(corpus: Path, tmp_path: Path) -> None:
    """With --strict a refused record is an error, and nothing is written."""
    (corpus / "documents.jsonl").write_text('{"id": "rt-2"}\n', encoding="utf-8")
    result = invoke("run", corpus, "-o", tmp_path / "out", "--strict")
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "out").exists()


def test_corpus_without_a_usable_record_exits_1(corpus: Path, tmp_path: Path) -> None:
    """Where all records are refused there is nothing to compare, and nothing is written."""
    (corpus / "documents.jsonl").write_text('{"id": "rt-2"}\n', encoding="utf-8")
    result = invoke("run", corpus, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing to compare" in result.stderr
    assert not (tmp_path / "out").exists()


def test_run_does_not_touch_a_folder_of_other_files(corpus: Path) -> None:
    """A run into a folder that holds something else is refused before any work."""
    result = invoke("run", corpus, "-o", corpus)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "choose another folder" in result.stderr


def test_second_run_takes_its_vectors_from_the_cache(corpus: Path, tmp_path: Path) -> None:
    """With the cache a second run embeds nothing and writes the same files."""
    runner = CliRunner(env={"PARALLAX_CACHE": str(tmp_path / "cache")})
    told = [runner.invoke(app, ["run", str(corpus), "-o", str(tmp_path / name)]).stderr for name in "ab"]
    hits, _, total, *_ = told[1].removeprefix("parallax: ").split()
    assert told[0].startswith("parallax: 0 of")
    assert hits == total
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "ab")
    assert {name for name in one if one[name] != two[name]} <= {"timing.json"}


def test_run_summary_as_json_leaves_the_page_to_stderr(corpus: Path, tmp_path: Path) -> None:
    """With --json stdout is JSON alone."""
    result = invoke("run", corpus, "-o", tmp_path / "out", "--no-cache", "--json")
    assert {"group": "run", "name": "documents", "count": 2, "of": None} in json.loads(result.stdout)
    assert result.stderr == f"{tmp_path / 'out' / 'report.html'}\n"


# --------------------------------------------------------------------------- omissions, filtered and in every format

FILTERS = {
    "event": (["--event", "e1"], 1),
    "other event": (["--event", "e2"], 0),
    "state": (["--state", "silent_on_event"], 1),
    "other state": (["--state", "late"], 0),
    "since": (["--since", "2020-02-04"], 1),
    "since later": (["--since", "2020-02-05"], 0),
    "until": (["--until", "2020-02-04"], 1),
    "until earlier": (["--until", "2020-02-03"], 0),
    "voices": (["--least", "2"], 1),
    "more voices": (["--least", "3"], 0),
}


@pytest.mark.parametrize(("words", "count"), FILTERS.values(), ids=FILTERS)
def test_omissions_are_filtered(words: list[str], count: int, folder: Path) -> None:
    """Each filter lets pass what it names, ends included, and nothing else."""
    assert len(json.loads(invoke("omissions", folder, *words, "--json").stdout)) == count


def test_omissions_of_an_unknown_event_are_refused(folder: Path) -> None:
    """An event that is not there is an error that names near ones, not an empty list."""
    told = invoke("omissions", folder, "--event", "e11")
    assert told.exit_code == 2
    assert "near it: e1" in told.stderr


def test_omissions_print_as_csv(folder: Path) -> None:
    """CSV has a header, and a row of as many cells for each omission."""
    import csv

    rows = list(csv.reader(invoke("omissions", folder, "--format", "csv").stdout.splitlines()))
    assert rows[0][:4] == ["event", "outlet", "state", "omission"]
    assert [row[1] for row in rows[1:]] == ["enab"]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_omissions_print_as_markdown(folder: Path) -> None:
    """Markdown is one table with a line for each omission."""
    lines = invoke("omissions", folder, "--format", "md").stdout.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("|") and line.endswith("|") for line in lines)


def test_omissions_print_as_a_page(folder: Path) -> None:
    """The page holds the omissions that are wanted, the reported silences and what was collected, and no more."""
    page = invoke("omissions", folder, "--format", "html", "--outlet", "enab").stdout
    assert make_run().omissions[0].sentence in page
    for part, there in {"omissions": 1, "silences": 1, "collection": 1, "framing": 0, "contradictions": 0}.items():
        assert page.count(f'<section id="{part}">') == there
    assert (
        make_run().omissions[0].sentence
        not in invoke("omissions", folder, "--format", "html", "--outlet", "sana").stdout
    )
