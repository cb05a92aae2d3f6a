"""Measure the pipeline on a gold folder: `python -m evaluation --gold ../shared/gold/dev`.

Everything that is learned from the gold is measured by five-fold cross-validation over events: an item is
answered by scorers that were trained without the items of its event's fold, and a pair of statements is
scored by those trained without the documents of its folds. The scorer of the gold (score.py, two folders up)
counts, on files in the format of a run.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.comparison import Links, Table, Tables
from compare.errors import CompareError
from compare.gazetteer import GeoNames
from compare.models import load_encoder, load_scorer, load_syntax
from compare.pipeline import Clock, embed
from compare.pipeline import read as read_statements
from compare.settings import Settings
from compare.stages import alignment, coverage, judgment
from compare.types import Event, Verdict
from compare.workspace import CachedEncoder, CachedSyntax, Workspace
from evaluation import baselines, certainty, gold, learning

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "evaluation" / "results.json"


Judges = judgment.Judges
NO_LINKS = Links(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Answers:
    """What one method says: events and verdicts, in the form of a run."""

    events: tuple[Event, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """The gold laid out for measuring."""

    gold: gold.Gold
    tables: Tables
    lesson: learning.Lesson
    proof: certainty.Proof
    settings: Settings

    @property
    def table(self) -> Table:
        """The claims, which are judged."""
        return self.tables.claims


def main(
    folder: Annotated[Path, typer.Option("--gold", help="Gold folder.")] = ROOT / "../shared/gold/dev",
    as_json: Annotated[bool, typer.Option("--json", help="Print all measures as JSON.")] = False,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Use the shipped scorers instead of cross-validation.")
    ] = False,
    write: Annotated[Path | None, typer.Option(help="Write the measures to this file.")] = None,
) -> None:
    """Print the table of measures: baselines and ours, with the gold's events given and end to end."""
    try:
        results = measure(folder, shipped=shipped)
    except CompareError as error:
        typer.echo(f"evaluation: {error}", err=True)
        raise typer.Exit(2) from None
    if write is not None:
        write.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    typer.echo(json.dumps(results, indent=1) if as_json else table_of(results))


@threadpool_limits.wrap(limits=1)  # sums in another order move a few items of 668 in cross-validation
def measure(folder: Path, *, shipped: bool = False) -> dict[str, dict]:
    """All methods on one gold folder: name → what score.py counts."""
    bench = lay_out(folder)
    methods: dict[str, Callable[[Bench], Answers]] = {
        "cosine only, documents clustered": lambda b: _baseline(b, baselines.no_rule),
        "negation rule, documents clustered": lambda b: _baseline(b, baselines.negation_rule),
        "number rule, documents clustered": lambda b: _baseline(b, baselines.number_rule),
        "cosine only, gold events": lambda b: _baseline_given(b, baselines.no_rule),
        "negation rule, gold events": lambda b: _baseline_given(b, baselines.negation_rule),
        "ours, gold events": _shipped_given if shipped else _ours_given,
        "ours, end to end": _shipped_end_to_end if shipped else _ours_end_to_end,
    }
    return {name: count(method(bench), bench) for name, method in methods.items()}


def lay_out(folder: Path) -> Bench:
    """Read a gold folder, its claims and vectors, and what the judges are taught with."""
    held = gold.read(folder)
    with Workspace() as workspace:
        encoder, syntax = CachedEncoder(load_encoder(), workspace), CachedSyntax(load_syntax(), workspace)
        tables = embed(read_statements(held.corpus, syntax, GeoNames(), Clock(None)), encoder, Clock(None))
    return bench(held, tables, Settings())


def bench(held: gold.Gold, tables: Tables, settings: Settings) -> Bench:
    """The gold with what everything is taught with."""
    lesson = learning.prepare(held, tables, settings)
    return Bench(held, tables, lesson, certainty.prove(held, tables, lesson, settings), settings)


# ------------------------------------------------------------------------------- methods


def _baseline(bench: Bench, rule: baselines.Rule) -> Answers:
    events = baselines.cluster_documents(bench.table)
    asked = _scored(judgment.questions(events, bench.table, NO_LINKS, bench.settings), bench)
    return _answers(events, baselines.judge(asked, bench.table, rule), bench)


def _baseline_given(bench: Bench, rule: baselines.Rule) -> Answers:
    return Answers((), baselines.judge([e.question for e in _given(bench)], bench.table, rule))


def _shipped_given(bench: Bench) -> Answers:
    return Answers((), _judge([e.question for e in _given(bench)], bench, _shipped_judges()))


def _shipped_end_to_end(bench: Bench) -> Answers:
    sentences = bench.tables.sentences
    links = alignment.link(sentences, (load_scorer("same_event"), load_scorer("same_event_in_company")), bench.settings)
    own = alignment.own(sentences, load_scorer("own_event"))
    events = bench.tables.events(alignment.align(sentences, links, own, bench.settings))
    links, found = bench.tables.links(links), bench.lesson.found
    asked = judgment.questions(events, bench.table, links, bench.settings, found=found)
    return _answers(events, _judge(asked, bench, _shipped_judges()), bench)


def _shipped_judges() -> Judges:
    sure = judgment.Certainty(load_scorer("occurrence"), load_scorer("told"))
    return Judges(load_scorer("relevance"), load_scorer("verdict"), load_scorer("absence"), sure)


def _judge(asked: Sequence[judgment.Question], bench: Bench, judges: Judges) -> tuple[Verdict, ...]:
    occurrence = partial(alignment.score, bench.tables.sentences, scorer=load_scorer("same_event"))
    return judgment.judge(asked, bench.table, judges, occurrence)


def _ours_given(bench: Bench) -> Answers:
    """Each item on the gold's own event, answered by judges that learned from the other folds."""
    verdicts: list[Verdict] = []
    for fold in range(gold.FOLDS):
        judges = judges_without(fold, bench)
        for example in (e for e in _given(bench) if bench.gold.fold(e.item.event) == fold):
            ranked = judgment.rank(example.question, example.compared, judges.relevance)
            verdicts.append(judgment.answer(example.question, ranked, judges, bench.table))
    return Answers((), tuple(verdicts))


def _ours_end_to_end(bench: Bench) -> Answers:
    """Events from held-out links; each item is answered by judges that learned from the other folds.

    All statements of the item's event are judged with it, since an outlet that has no document on the event
    covers it by its surest answer.
    """
    table, lesson = bench.table, bench.lesson
    questions = judgment.questions(lesson.events, table, lesson.links, bench.settings, found=lesson.found)
    verdicts: list[Verdict] = []
    for fold in range(gold.FOLDS):
        asked = [e for e in _asked(bench) if bench.gold.fold(e.item.event) == fold]
        scenes = {(e.question.event, e.question.target) for e in asked}
        wanted = {(e.question.anchor, e.question.target) for e in asked}
        judged = judgment.judge(
            [q for q in questions if (q.event, q.target) in scenes],
            table,
            judges_without(fold, bench),
            partial(alignment.score, bench.tables.sentences, scorer=lesson.scorers[fold][0]),
        )
        row = {s.id: i for i, s in enumerate(table.statements)}
        kept = judgment.covering(judged, lesson.events, table, bench.settings)
        verdicts += [v for v in kept if (row[v.anchor], v.target) in wanted]
    scene = coverage.survey(table, bench.gold.corpus, bench.settings)
    return Answers(coverage.cover(lesson.events, verdicts, scene), tuple(verdicts))


def judges_without(fold: int, bench: Bench) -> Judges:
    """Judges that learned from the items of the other folds."""
    return certainty.judges_without(fold, bench.gold, bench.table, bench.lesson, bench.proof)


def _given(bench: Bench) -> list[learning.Example]:
    return [e for e in bench.lesson.examples if e.item.scored and e.question.event == e.item.event]


def _asked(bench: Bench) -> list[learning.Example]:
    return [e for e in bench.lesson.examples if e.item.scored and e.question.event != e.item.event]


def _scored(asked: Sequence[judgment.Question], bench: Bench) -> list[judgment.Question]:
    """Only the questions that a scored item asks: the others cost time and are not counted."""
    wanted = {(e.question.anchor, e.question.target) for e in _given(bench)}
    return [q for q in asked if (q.anchor, q.target) in wanted]


def _answers(events: Sequence[Event], verdicts: Sequence[Verdict], bench: Bench) -> Answers:
    """As a run writes them: verdicts on outlets that cover the event, events with a state for each outlet."""
    kept = judgment.covering(verdicts, events, bench.table, bench.settings)
    scene = coverage.survey(bench.table, bench.gold.corpus, bench.settings)
    return Answers(coverage.cover(events, kept, scene), kept)


# ------------------------------------------------------------------------------- counting


def count(answers: Answers, bench: Bench) -> dict:
    """Write the answers as a run and let the gold's own scorer count."""
    scorer = bench.gold.folder.parent / "score.py"
    span = {s.id: {"document": s.document, "start": s.start, "end": s.end} for s in bench.table.statements}
    with tempfile.TemporaryDirectory() as folder:
        _lines(Path(folder) / "events.jsonl", (_event_row(e) for e in answers.events))
        _lines(Path(folder) / "verdicts.jsonl", (_verdict_row(v, span) for v in answers.verdicts))
        told = subprocess.run(
            [sys.executable, str(scorer), str(bench.gold.folder), folder, "--json"],
            capture_output=True,
            text=True,
            check=True,
        )
    return json.loads(told.stdout)


def _event_row(event: Event) -> dict:
    return {"documents": event.documents, "coverage": {c.outlet: c.state for c in event.coverage}}


def _verdict_row(verdict: Verdict, span: dict[str, dict]) -> dict:
    return {
        "event": verdict.event,
        "anchor": span[verdict.anchor],
        "target": verdict.target,
        "verdict": verdict.label,
        "reason": str(verdict.reason),
        "evidence": [span[e] for e in verdict.evidence],
    }


def _lines(path: Path, rows: Iterable[dict]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


COLUMNS = ("agreement", "compatible", "contradiction", "omission")


def _aligned(counted: dict) -> list[str]:
    """Precision, recall and recall on main events; empty where the events were given."""
    if not counted["pairs"]["predicted"]:
        return ["", "", ""]
    return [f"{counted[k]:.2f}" for k in ("precision", "recall", "main_recall")]


def table_of(results: dict[str, dict]) -> str:
    """The measures as the README shows them."""
    rows = []
    for name, r in results.items():
        labels = r["labels"]
        rows.append(
            [
                name,
                f"{r['macro_f1_4']:.2f}",
                *(f"{labels[c]['f1']:.2f}" for c in COLUMNS),
                f"{labels['omission']['precision']:.2f}",
                f"{r['evidence_hit']:.2f}",
                *_aligned(r["alignment"]),
            ]
        )
    head = ["method", "macro-F1", *COLUMNS, "omission precision", "evidence", "events P", "events R", "main R"]
    return as_text(rows, head, tablefmt="github", disable_numparse=True)


if __name__ == "__main__":
    typer.run(main)
