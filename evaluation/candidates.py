"""Whether the sentence that answers is looked at: `python -m evaluation.candidates --gold ../shared/gold/dev`.

Enters: a gold folder. Leaves: a table, for the items with evidence, of the share of which at least one sentence of
the evidence is among the candidates, and among the best of them. What ranks them is learned from the gold, so it is
measured by five-fold cross-validation over events: an item is ranked by a scorer that learned from the other folds.
An item whose question is not asked, since nothing was found to search, counts as missed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.comparison import Rows, Table
from compare.errors import CompareError
from compare.scorer import Scorer
from compare.stages import judgment
from evaluation import gold, learning
from evaluation.__main__ import ROOT, Bench, lay_out

BEST = (3, 8, 50)  # shown as evidence at most, looked at for a denial or another actor, and what a plain search brings
DAYS = 30  # before and after the anchor's day that the plain search reads, as the search of a run does


@dataclass(frozen=True, slots=True)
class Recall:
    """Items with evidence, and how many have a sentence of it among the candidates.

    Attributes:
        method: what chose and ranked the candidates.
        items: with evidence, scored.
        asked: of these, those for which anything was found to look at.
        found: with a sentence of it among all candidates.
        best: the same among the best 3, 8 and 50.
        candidates: sentences that were looked at for one item, on average over the items asked.
    """

    method: str
    items: int
    asked: int
    found: int
    best: tuple[int, ...]
    candidates: float


@dataclass(frozen=True, slots=True)
class Search:
    """One item: the sentences that hold its evidence, and the candidate sentences, best first."""

    evidence: frozenset[int]
    ranked: tuple[int, ...]


@threadpool_limits.wrap(limits=1)
def measure(bench: Bench) -> tuple[Recall, ...]:
    """Recall of the gold evidence end to end, on the gold's own events, and by a plain search of vectors."""
    wanted = [i for i in bench.gold.items if i.scored and i.evidence]
    scorers = [_relevance_without(fold, bench) for fold in range(gold.FOLDS)]
    asked = [e for e in bench.lesson.examples if e.item.scored and e.item.evidence]
    in_run = [e for e in asked if e.question.event != e.item.event]
    given = [e for e in asked if e.question.event == e.item.event]
    return (
        recall("candidates of a run, ranked by relevance", _ranked(in_run, scorers, bench), len(wanted)),
        recall("all sentences on the gold's event, ranked by relevance", _ranked(given, scorers, bench), len(wanted)),
        recall(f"all sentences within {DAYS} days, ranked by cosine", _plain(wanted, bench), len(wanted)),
    )


def recall(method: str, found: Sequence[Search], items: int) -> Recall:
    """Count the searches that hold a sentence of the evidence, of so many items; those not searched are missed."""
    return Recall(
        method=method,
        items=items,
        asked=len(found),
        found=sum(_holds(s, len(s.ranked)) for s in found),
        best=tuple(sum(_holds(s, best) for s in found) for best in BEST),
        candidates=round(float(np.mean([len(s.ranked) for s in found])), 1) if found else 0.0,
    )


def _holds(search: Search, best: int) -> bool:
    return not search.evidence.isdisjoint(search.ranked[:best])


def _relevance_without(fold: int, bench: Bench) -> Scorer:
    seen = [e for e in bench.lesson.examples if bench.gold.fold(e.item.event) != fold]
    return learning.learn_relevance(seen, bench.lesson.read.without(fold))


def _ranked(examples: Iterable[learning.Example], scorers: Sequence[Scorer], bench: Bench) -> list[Search]:
    table, rows = bench.table, gold.rows_by_document(bench.table)
    found = []
    for example in examples:
        ranked = judgment.rank(example.question, example.compared, scorers[bench.gold.fold(example.item.event)])
        sentences = tuple(dict.fromkeys(int(table.sentence[r]) for r in ranked.rows))
        found.append(Search(evidence(example.item, table, rows), sentences))
    return found


def evidence(item: gold.Item, table: Table, rows: Mapping[str, Sequence[int]]) -> frozenset[int]:
    """The sentences, by their rows, that the spans of an item's evidence mean."""
    meant = (gold.row_of(span, table, rows[span.document], item.fact) for span in item.evidence)
    return frozenset(int(table.sentence[r]) for r in meant if r is not None)


def _plain(items: Sequence[gold.Item], bench: Bench) -> list[Search]:
    """What a search by the vectors of whole sentences finds in all of the outlet around the day of the anchor."""
    sentences, rows = bench.tables.sentences, gold.rows_by_document(bench.tables.sentences)
    claims = gold.rows_by_document(bench.table)
    outlet = np.array([s.outlet for s in sentences.statements])
    published = np.array([s.day.toordinal() for s in sentences.statements])
    found = []
    for item in items:
        anchor = gold.row_of(item.anchor, sentences, rows[item.anchor.document])
        if anchor is not None:
            near = np.abs(published - published[anchor]) <= DAYS
            held: Rows = np.flatnonzero((outlet == item.target) & near)
            order = np.argsort(-(sentences.vector[held] @ sentences.vector[anchor]), kind="stable")
            ranked = tuple(held[order].tolist())
            found.append(Search(evidence(item, bench.table, claims), ranked))
    return found


def table_of(found: Iterable[Recall]) -> str:
    """The shares as a table, each with what it is a share of."""
    rows = [
        [
            r.method,
            r.items,
            r.asked,
            *(f"{n / r.items:.3f} ({n})" if r.items else "-" for n in (r.found, *r.best)),
            r.candidates,
        ]
        for r in found
    ]
    head = ["candidates", "items", "asked", "among all", *(f"best {n}" for n in BEST), "sentences an item"]
    return as_text(rows, head, tablefmt="github", disable_numparse=True)


def main(
    folder: Annotated[Path, typer.Option("--gold", help="Gold folder.")] = ROOT / "../shared/gold/dev",
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Print the recall of the gold evidence among the candidates; takes about a minute."""
    try:
        found = measure(lay_out(folder))
    except CompareError as error:
        typer.echo(f"candidates: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo(json.dumps([asdict(r) for r in found], indent=1) if as_json else table_of(found))


if __name__ == "__main__":
    typer.run(main)
