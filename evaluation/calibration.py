"""Whether a probability of a verdict means what it says: `python -m evaluation.calibration --gold ../shared/gold/dev`.

Enters: a gold folder. Leaves: a reliability table of ten bins and the expected calibration error (Naeini, Cooper and
Hauskrecht 2015) of the verdict that is told, and of all four probabilities, by five-fold cross-validation over events:
a question is answered by scorers that learned from the other folds. The told verdict is counted as a whole, by label,
and beside the probability that the model gave the same label, which was told before certainty was learned on its own.
Items ask only of outlets on the event. So the contradictions that a run tells on the whole corpus are counted, too, as
two readers read them (`annotations/README-clashes.md`); where they differ, or nobody read, a pair is left out.
It does not say how good the verdicts are.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.errors import CompareError
from compare.stages import alignment, judgment
from compare.types import Label
from evaluation import certainty, gold, learning
from evaluation.__main__ import ROOT, Bench, judges_without, lay_out

BINS = 10  # as the reliability tables of Guo and others (2017); a convention
DRAWS = 200  # of what would come true if each probability were exact; a convention


@dataclass(frozen=True, slots=True)
class Bin:
    """The probabilities of one tenth, from low up to and without high; 1 is in the last."""

    low: float
    high: float
    count: int
    told: float  # mean probability
    true: float  # share that was so


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far the probabilities of one kind are from the shares that came true."""

    kind: str
    count: int
    right: int  # that came true
    error: float  # expected calibration error, 0 to 1
    chance: float  # the error that exact probabilities would have on as many, on average
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One answered question: the verdict with its probability, the model's four probabilities, and the gold's label."""

    label: str
    probability: float
    four: tuple[tuple[str, float], ...]
    gold: str

    @property
    def by_model(self) -> float:
        """The model's probability of the label, whoever decided it; 0 for a label that it does not know."""
        return dict(self.four).get(self.label, 0.0)


def reliability(kind: str, told: Sequence[float], true: Sequence[bool]) -> Reliability:
    """Sort probabilities into ten bins of equal width; empty ones are left out."""
    probability, came = np.array(told, dtype=float), np.array(true, dtype=float)
    tenth = np.minimum((probability * BINS).astype(int), BINS - 1)
    bins = tuple(_bin(k, probability[tenth == k], came[tenth == k]) for k in range(BINS) if (tenth == k).any())
    exact = np.random.default_rng(0).random((DRAWS, len(told))) < probability
    chance = float(np.mean([_apart(probability - drawn, tenth) for drawn in exact]))
    apart = _apart(probability - came, tenth)
    return Reliability(kind, len(told), int(came.sum()), round(apart, 4), round(chance, 4), bins)


def _apart(off: NDArray[np.float64], tenth: NDArray[np.int64]) -> float:
    """The mean of |told − true| over the bins, each by its count."""
    return float(np.abs(np.bincount(tenth, off, BINS)).sum()) / max(len(off), 1)


def _bin(k: int, told: NDArray[np.float64], true: NDArray[np.float64]) -> Bin:
    return Bin(k / BINS, (k + 1) / BINS, len(told), float(told.mean()), float(true.mean()))


@threadpool_limits.wrap(limits=1)
def measure(bench: Bench) -> tuple[Reliability, ...]:
    """Reliability end to end, with the gold's events given, and of all contradictions of a run."""
    in_run: list[Told] = []
    given: list[Told] = []
    for judges, own in _folds(bench):
        sure = certainty.given(judges)
        in_run += [_answer(e, judges, bench) for e in own if e.question.event != e.item.event]
        given += [_answer(e, sure, bench) for e in own if e.question.event == e.item.event]
    return (*_kinds("end to end", in_run), *_kinds("gold events", given), _of_a_run(bench))


def _of_a_run(bench: Bench) -> Reliability:
    """The contradictions that a run tells, judged by scorers that learned from no item and no pair of the fold."""
    told: list[float] = []
    right: list[bool] = []
    count = 0
    statement = {s.id: s for s in bench.table.statements}
    asked_by_fold = certainty.by_fold(bench.gold, bench.tables, bench.lesson, bench.settings)
    for fold, asked in enumerate(asked_by_fold):
        occurrence = partial(alignment.score, bench.tables.sentences, scorer=bench.lesson.scorers[fold][0])
        for v in judgment.judge(asked, bench.table, judges_without(fold, bench), occurrence):
            if v.label is not Label.CONTRADICTION:
                continue
            count += 1
            read = bench.gold.read_as(statement[v.anchor], statement[v.evidence[0]])
            if len({code is gold.ReadAs.RIGHT for code in read}) == 1:
                told.append(v.probability)
                right.append(read[0] is gold.ReadAs.RIGHT)
    return reliability(f"a run: told contradiction, of {count} those read alike", told, right)


def _folds(bench: Bench) -> list[tuple[judgment.Judges, list[learning.Example]]]:
    """For each fold judges that did not learn from it, and its scored questions."""
    made, fold = bench.lesson.examples, bench.gold.fold
    return [
        (
            judges_without(k, bench),
            [e for e in made if e.item.scored and fold(e.item.event) == k],
        )
        for k in range(gold.FOLDS)
    ]


def _answer(example: learning.Example, judges: judgment.Judges, bench: Bench) -> Told:
    ranked = judgment.rank(example.question, example.compared, judges.relevance)
    verdict = judgment.answer(example.question, ranked, judges, bench.table)
    features = judgment.verdict_features(example.question, ranked, bench.table)[None, :]
    four = tuple(zip(judges.verdict.labels, judges.verdict.probabilities(features)[0].tolist(), strict=True))
    return Told(str(verdict.label), verdict.probability, four, example.item.label)


def _kinds(where: str, told: Sequence[Told]) -> tuple[Reliability, ...]:
    """The told verdict, all and by label; the same with the model's probability; all four of each question."""
    each = [(p, label == t.gold) for t in told for label, p in t.four]
    by_label = [(label, own) for label in Label if (own := [t for t in told if t.label == label])]
    return (
        _right(f"{where}: the told verdict", told, [t.probability for t in told]),
        *(_right(f"{where}: told {label}", own, [t.probability for t in own]) for label, own in by_label),
        _right(f"{where}: the model's, of the told verdict", told, [t.by_model for t in told]),
        *(_right(f"{where}: the model's, of {label}", own, [t.by_model for t in own]) for label, own in by_label),
        reliability(f"{where}: each of the four", [p for p, _ in each], [came for _, came in each]),
    )


def _right(kind: str, told: Sequence[Told], probability: Sequence[float]) -> Reliability:
    """How far probabilities are from the share of verdicts that are right."""
    return reliability(kind, probability, [t.label == t.gold for t in told])


def table_of(found: Sequence[Reliability]) -> str:
    """The errors, then one table of bins for each kind."""
    rows = [[r.kind, r.count, r.right, f"{r.error:.3f}", f"{r.chance:.3f}"] for r in found]
    head = ["probabilities", "count", "came true", "calibration error", "if all were exact"]
    parts = [as_text(rows, head, tablefmt="github", disable_numparse=True)]
    for r in found:
        bins = [[f"{b.low:.1f} to {b.high:.1f}", b.count, f"{b.told:.3f}", f"{b.true:.3f}"] for b in r.bins]
        head = ["probability", "count", "mean told", "came true"]
        parts.append(f"{r.kind}\n\n{as_text(bins, head, tablefmt='github', disable_numparse=True)}")
    return "\n\n".join(parts)


def main(
    folder: Annotated[Path, typer.Option("--gold", help="Gold folder.")] = ROOT / "../shared/gold/dev",
    as_json: Annotated[bool, typer.Option("--json", help="Print all bins as JSON.")] = False,
) -> None:
    """Print the reliability of the probabilities of verdicts; takes about three minutes."""
    try:
        found = measure(lay_out(folder))
    except CompareError as error:
        typer.echo(f"calibration: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo(json.dumps([asdict(r) for r in found], indent=1) if as_json else table_of(found))


if __name__ == "__main__":
    typer.run(main)
