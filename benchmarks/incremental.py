"""Measure what it costs to add documents to a finished run, by stage, and that the result is that of a run on all.

    python -m benchmarks.incremental ../shared/gold/dev/corpus --kept 0.9

Three runs, each in a process of its own: on the documents that were published first, on all with the workspace that
the first run filled, and on all with an empty one. What is kept are vectors and parses; all else is done anew, since
what a statement weighs (the rarity of its words, its company) changes with what is beside it. Seconds are those of
the clock: measure on an idle machine.
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from tabulate import tabulate

from compare import pipeline
from compare.corpus import read
from compare.gazetteer import GeoNames
from compare.models import load_encoder, load_scorer, load_syntax
from compare.report import files
from compare.settings import Settings
from compare.types import Corpus
from compare.workspace import CachedEncoder, CachedSyntax, Workspace

TODAY = date(2100, 1, 1)  # no document is refused for its date
KEPT = 0.9  # share of the documents that the first run has
SCORERS = ("same_event", "same_event_in_company", "own_event", "relevance", "verdict", "absence", "occurrence", "told")
RUNS = ("part", "all, kept", "all, cold")


def main() -> None:
    """Run each in a new process, and print the seconds of each stage."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?", default=Path("../shared/gold/dev/corpus"))
    parser.add_argument("--kept", type=float, default=KEPT, help="share of the documents that the first run has")
    parser.add_argument("--into", type=Path, nargs=2, help="run here, into this folder, with this workspace")
    options = parser.parse_args()
    if options.into:
        print(measure(options.corpus, options.kept, *options.into), flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        kept, cold = Path(folder, "kept"), Path(folder, "cold")
        shares, places = (options.kept, 1.0, 1.0), (kept, kept, cold)
        told = [
            _apart(options.corpus, share, Path(folder, name), workspace)
            for name, share, workspace in zip(RUNS, shares, places, strict=True)
        ]
        print(_table([files.read(Path(folder, name)).seconds for name in RUNS]))
        print("\n".join(f"{name}: {line}" for name, line in zip(RUNS, told, strict=True)))
        print("equal to the byte" if _same(Path(folder, RUNS[1]), Path(folder, RUNS[2])) else "NOT EQUAL")


def measure(folder: Path, share: float, out: Path, workspace: Path) -> str:
    """Run on the documents published first, and tell how many there were and what was embedded."""
    corpus, refused = read(folder, today=TODAY)
    corpus = first(corpus, share)
    scorers = {name: load_scorer(name) for name in SCORERS}
    with Workspace(workspace) as held:
        encoder, syntax = CachedEncoder(load_encoder(), held), CachedSyntax(load_syntax(), held)
        doors = pipeline.Doors(encoder=encoder, syntax=syntax, gazetteer=GeoNames(), **scorers)
        files.write(pipeline.compare(corpus, refused, doors, Settings()), out)
        return f"{len(corpus.documents)} documents, {encoder.misses} texts embedded, {encoder.hits} kept"


def first(corpus: Corpus, share: float) -> Corpus:
    """The corpus with that share of its documents, those that were published first."""
    by_day = sorted(corpus.documents, key=lambda d: (d.published, d.id))
    chosen = by_day[: round(share * len(by_day))]
    return replace(corpus, documents=tuple(sorted(chosen, key=lambda d: d.id)))


def _apart(corpus: Path, share: float, out: Path, workspace: Path) -> str:
    command = [sys.executable, "-m", "benchmarks.incremental", str(corpus), "--kept", str(share)]
    command += ["--into", str(out), str(workspace)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _table(seconds: list[tuple[tuple[str, float], ...]]) -> str:
    runs = [dict(of_run) for of_run in seconds]
    rows = [[stage, *(of_run[stage] for of_run in runs)] for stage in runs[0]]
    rows.append(["all", *(sum(of_run.values()) for of_run in runs)])
    return tabulate(rows, ["seconds", *RUNS], floatfmt=".1f")


def _same(one: Path, other: Path) -> bool:
    return all((one / n).read_bytes() == (other / n).read_bytes() for n in files.NAMES if n != files.TIMING)


if __name__ == "__main__":
    main()
