"""The planted test: facts that an outlet does carry are cut out of its texts, or left in, and must be told right.

`python -m evaluation.planted --gold ../shared/gold/dev`. A plant is a fact of a gold event that a target outlet
carries by annotation. All statements of the target that carry it are removed (then a report is a hit), or none
(then it is false), half and half, in rounds with a fixed seed; a round never removes what another of its plants
asks with. Removed is what overlaps an annotated passage of the fact, what says nearly the same, and what carries it
elsewhere by reading (`annotations/README-carriers.md`): an omission that a second sentence fills would not be one.
Only the dev gold was read so; on another one further carriers stay, and recall is told too low.
The rest of the pipeline then runs on the statements that are left,
with the vectors that they have: table, events, search, verdicts, states, probabilities. All that is learned is
held out by fold, as in `python -m evaluation`. The texts are complete as we hold them, so c is 1 here.

Beside it the search is counted on the annotated items themselves, nothing removed: what `compare/settings.py`
holds as r and φ.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve, roc_auc_score
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.comparison import NEARLY_SAME, Links, Table, Tables, tabulate, tabulate_claims
from compare.errors import CompareError
from compare.scorer import Scorer
from compare.search import search
from compare.stages import alignment, copies, coverage, judgment
from compare.stages.coverage.facts import kind_of, unanswered
from compare.stages.coverage.probability import Occasion, Search, Share, history, missed
from compare.types import Corpus, Event, State, Statement, Verdict
from compare.voices import kin
from evaluation import gold, learning
from evaluation.__main__ import ROOT, Bench, Judges, judges_without, lay_out

SEED = 2020  # of the choice of plants; any number, fixed
ROUNDS = 4  # each asks some 150 plants; a convention: hundreds of removals in about two minutes
CARRIERS = 3  # outlets that must carry a fact: the one that it is cut out of, and the two of LEAST_CARRIERS
RECALLS = (0.5, 0.6, 0.7, 0.8)  # at which precision is told
BINS = 10  # of probability, equal in width


@dataclass(frozen=True, slots=True)
class Plant:
    """A fact that a target and at least two other outlets carry.

    Attributes:
        event: of the gold.
        target: the outlet that it is cut out of.
        anchors: rows of the others that carry it.
        carrying: the target's rows that carry it.
    """

    event: str
    target: str
    anchors: frozenset[int]
    carrying: frozenset[int]


@dataclass(frozen=True, slots=True)
class Trial:
    """One plant in one round: whether it was cut out, whether it was told missing, and how likely that is true."""

    plant: Plant
    removed: bool
    reported: bool
    probability: float | None  # that the outlet does not mention it; None where nothing was reported
    occasion: Occasion
    strength: float  # the least probability of silence over all statements of the fact, 0 to 1


@dataclass(frozen=True, slots=True)
class Bin:
    """The reports whose probability falls in one tenth."""

    low: float
    high: float
    reports: int
    told: float  # mean probability
    true: float  # share that was really cut out


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the planted test measures, and the counts of the search."""

    removals: int
    left_in: int
    hits: int
    false: int
    precision: float
    recall: float
    auc: float  # of the strength, whatever the threshold (area under the ROC curve)
    precision_at: Mapping[str, float]  # recall → the best precision that some threshold of the strength gives there
    calibration_error: float  # mean of |told − true| over the reports (Naeini, Cooper and Hauskrecht 2015)
    bins: tuple[Bin, ...]
    search: Mapping[str, int]


# ------------------------------------------------------------------------------- plants


def plants(held: gold.Gold, table: Table) -> tuple[Plant, ...]:
    """One plant for each fact and outlet, of facts that annotated agreements give to at least three outlets.

    A fact is what the items of one anchor sentence ask for; it is told of an outlet only where two others carry it.
    """
    rows = gold.rows_by_document(table)
    facts: dict[tuple[str, gold.GoldSpan, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for item in (i for i in held.items if i.label == "agreement"):
        for span in (item.anchor, *item.evidence):
            row = gold.row_of(span, table, rows.get(span.document, ()), item.fact)
            if row is not None:
                facts[item.event, item.anchor, item.fact][table.statements[row].outlet].add(row)
    passages = _passages(held, table, rows)
    found: dict[tuple[str, str, frozenset[int]], Plant] = {}
    for key, said in facts.items():
        for target in sorted(said) if len(said) >= CARRIERS else ():
            anchors = frozenset(r for outlet, own in said.items() if outlet != target for r in own)
            carrying = _carrying(held.documents_of(key[0]), (target, passages[key] | anchors), table, rows)
            read = held.carriers(key[0], target, key[2])
            carrying |= {r for s in read for r in _overlapping(s, table, rows)}
            found[key[0], target, carrying] = Plant(key[0], target, anchors, carrying)
    return tuple(found.values())


def _passages(
    held: gold.Gold, table: Table, rows: Mapping[str, Sequence[int]]
) -> Mapping[tuple[str, gold.GoldSpan, str], set[int]]:
    """All rows that an annotated passage of a fact overlaps with."""
    found: dict[tuple[str, gold.GoldSpan, str], set[int]] = defaultdict(set)
    for item in (i for i in held.items if i.label == "agreement"):
        for span in (item.anchor, *item.evidence):
            found[item.event, item.anchor, item.fact].update(_overlapping(span, table, rows))
    return found


def _overlapping(span: gold.GoldSpan, table: Table, rows: Mapping[str, Sequence[int]]) -> list[int]:
    held = (table.statements[r] for r in rows.get(span.document, ()))
    first = rows.get(span.document, [0])[0]
    return [first + k for k, s in enumerate(held) if s.start < span.end and span.start < s.end]


def _carrying(
    documents: Iterable[str], told: tuple[str, Iterable[int]], table: Table, rows: Mapping[str, Sequence[int]]
) -> frozenset[int]:
    """The target's rows among the passages of a fact, and those of its documents that say nearly the same."""
    (target, passages), sought = told, sorted(told[1])
    own = [r for d in documents for r in rows.get(d, ()) if table.statements[r].outlet == target]
    near = (table.vector[own] @ table.vector[sought].T).max(axis=1) >= NEARLY_SAME if own else ()
    cut = {r for r, close in zip(own, near, strict=True) if close} | (set(own) & set(passages))
    sentences = {int(table.sentence[r]) for r in cut}
    return frozenset(r for r in own if int(table.sentence[r]) in sentences)  # a sentence goes as a whole


def deal(found: Sequence[Plant], rng: np.random.Generator) -> list[tuple[Plant, bool]]:
    """One round: plants in an order by lot, none that cuts what another asks with, and which are cut out."""
    chosen: list[tuple[Plant, bool]] = []
    cut: set[int] = set()
    asking: set[int] = set()
    scenes: set[tuple[str, str]] = set()
    for k in rng.permutation(len(found)):
        plant, removed = found[k], bool(rng.integers(2))
        if plant.carrying & asking or plant.anchors & cut or (plant.event, plant.target) in scenes:
            continue
        chosen.append((plant, removed))
        scenes.add((plant.event, plant.target))
        asking |= plant.anchors
        cut |= plant.carrying
    return chosen


# ------------------------------------------------------------------------------- one run, held out


@dataclass(frozen=True, slots=True)
class Finished:
    """The later stages on a table: events with their states, and the verdicts of outlets on them."""

    scene: coverage.Scene
    events: tuple[Event, ...]
    verdicts: tuple[Verdict, ...]

    def silent(self, anchors: Iterable[str], target: str) -> bool:
        """Whether no verdict on any of the statements answers it; an outlet that is not on an event has none."""
        asked = set(anchors)
        own = [v for v in self.verdicts if v.target == target and v.anchor in asked]
        return all(unanswered(v, self.scene) for v in own)

    def strength(self, anchors: Iterable[str], target: str) -> float:
        """The least probability of silence over all verdicts on the statements; 1 where there is none."""
        asked = set(anchors)
        own = [v.absence for v in self.verdicts if v.target == target and v.anchor in asked]
        return min((a for a in own if a is not None), default=1.0)

    def covers(self, anchor: str, target: str) -> tuple[Event, bool]:
        """The event of a statement, and whether the target covers it."""
        event = next(e for e in self.events if anchor in e.statements)
        return event, any(
            c.outlet == target and c.state in (State.COVERED, State.PERHAPS, State.LATE) for c in event.coverage
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """What each fold's scorers are, learned without it, and the fold of each document."""

    same: tuple[learning.PairScorers, ...]
    own: tuple[Scorer, ...]
    judges: tuple[Judges, ...]
    folds: Mapping[str, int]


def learn(bench: Bench) -> Learned:
    """The scorers of each fold."""
    sentences = bench.tables.sentences
    folds = gold.document_folds(bench.gold, sentences)
    names = dict(zip(gold.rows_by_document(sentences), folds.tolist(), strict=True))
    own = [learning.learn_own_event(bench.gold, sentences, folds != fold) for fold in range(gold.FOLDS)]
    judges = [judges_without(fold, bench) for fold in range(gold.FOLDS)]
    return Learned(bench.lesson.scorers, tuple(own), tuple(judges), names)


def finish(
    tables: Tables, corpus: Corpus, learned: Learned, bench: Bench, *, fold_of: Mapping[tuple[str, str], int]
) -> Finished:
    """Run the later stages, every pair and every question scored by scorers that did not see it.

    Args:
        tables: the sentences and claims that are left.
        corpus: for outlets and documents.
        learned: from `learn`.
        bench: for settings.
        fold_of: for an anchor's id and a target the fold that its gold event is in; others are answered by the
            fold of the anchor's document. If it is not empty, only events and targets that it names are judged.
    """
    sentences, table = tables.sentences, tables.claims
    folds = np.array([learned.folds[d] for d in dict.fromkeys(s.document for s in sentences.statements)])
    links, own = _links(sentences, learned, folds, bench)
    events = tables.events(alignment.align(sentences, links, own, bench.settings))
    found = search(table, bench.settings)
    asked = judgment.questions(events, table, tables.links(links), bench.settings, found=found)
    ids = [s.id for s in table.statements]
    wanted = {(q.event, q.target) for q in asked if (ids[q.anchor], q.target) in fold_of}
    by_fold: dict[int, list[judgment.Question]] = defaultdict(list)
    for q in asked:
        if not fold_of or (q.event, q.target) in wanted:
            by_fold[fold_of.get((ids[q.anchor], q.target), int(folds[table.document[q.anchor]]))].append(q)
    verdicts: list[Verdict] = []
    for fold, own_questions in sorted(by_fold.items()):
        occurrence = partial(alignment.score, sentences, scorer=learned.same[fold][0])
        verdicts += judgment.judge(own_questions, table, learned.judges[fold], occurrence)
    kept = judgment.covering(tuple(verdicts), events, table, bench.settings)
    marked = tables.marked(copies.trace(sentences, links, corpus))
    scene = coverage.survey(marked.claims, corpus, bench.settings)
    return Finished(scene, coverage.cover(events, kept, scene), kept)


def without(tables: Tables, gone: Iterable[int]) -> Tables:
    """The tables without the sentences of these claims; the vectors of the others stay as they are."""
    cut = set(tables.claims.sentence[sorted(gone)].tolist())
    left = [r for r in range(len(tables.sentences.statements)) if r not in cut]
    rows = [r for r, sentence in enumerate(tables.claims.sentence.tolist()) if sentence not in cut]
    sentences = tabulate([tables.sentences.statements[r] for r in left], tables.sentences.vector[left])
    vectors = tables.claims.vector[rows]
    claims = tabulate_claims(sentences, [tables.claims.statements[r] for r in rows], vectors)
    return Tables(sentences, replace(claims, vector=vectors))  # they were mixed with their sentences' before


def _links(table: Table, learned: Learned, folds: NDArray, bench: Bench) -> tuple[Links, NDArray]:
    """Links scored without the folds of their documents, averaged where they are of two folds, and own events."""
    a, b = alignment.candidates(table, bench.settings.candidates)
    features, own_features = alignment.features(table, a, b), alignment.own_features(table)
    total, times = np.zeros((2, len(a)), dtype=np.float32), np.zeros(len(a), dtype=np.float32)
    own = np.zeros(len(table.statements), dtype=np.float32)
    for fold, ((same, in_company), mine) in enumerate(zip(learned.same, learned.own, strict=True)):
        out = (folds[table.document[a]] == fold) | (folds[table.document[b]] == fold)
        likeness = same.probabilities(features)[:, same.labels.index("same")].astype(np.float32)
        seen = alignment.rescore(table, Links(a, b, likeness), in_company)
        total[0, out] += likeness[out]
        total[1, out] += np.asarray(seen.in_company)[out]
        times[out] += 1
        rows = folds[table.document] == fold
        own[rows] = mine.probabilities(own_features[rows])[:, mine.labels.index("own")]
    alone, among = total / times
    return Links(a, b, alone, in_company=among), own


# ------------------------------------------------------------------------------- measuring


@threadpool_limits.wrap(limits=1)  # the same measures on any count of cores
def measure(folder: Path) -> Outcome:
    """The planted test and the counts of the search on one gold folder."""
    bench = lay_out(folder)
    corpus = replace(bench.gold.corpus, outlets=tuple(replace(o, completeness=1.0) for o in bench.gold.corpus.outlets))
    learned = learn(bench)
    whole = finish(bench.tables, corpus, learned, bench, fold_of={})
    found, rng = plants(bench.gold, bench.table), np.random.default_rng(SEED)
    trials: list[Trial] = []
    for _ in range(ROUNDS):
        trials += _round(deal(found, rng), corpus, learned, bench)
    events = count_events(bench, whole)
    return outcome(_likely(trials, events, whole, bench), {**count_facts(trials), **events})


def _round(dealt: Sequence[tuple[Plant, bool]], corpus: Corpus, learned: Learned, bench: Bench) -> list[Trial]:
    table = bench.table
    gone = {r for plant, removed in dealt if removed for r in plant.carrying}
    fold_of = {(table.statements[a].id, p.target): bench.gold.fold(p.event) for p, _ in dealt for a in p.anchors}
    found = finish(without(bench.tables, gone), corpus, learned, bench, fold_of=fold_of)
    return [_trial(plant, removed, found, table) for plant, removed in dealt]


def _trial(plant: Plant, removed: bool, found: Finished, table: Table) -> Trial:
    anchors = [table.statements[a].id for a in sorted(plant.anchors)]
    event, covered = found.covers(anchors[0], plant.target)
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in map(found.scene.statement, (a for a in anchors if a in found.scene.row)):
        said[statement.outlet].append(statement)
    voices = found.scene.voices(said, kin(said))
    kind = kind_of(found.scene.statement(anchors[0])) if covered else "event"
    occasion = Occasion(plant.target, event.id, anchors[0] if covered else None, kind, voices, False)
    return Trial(
        plant, removed, found.silent(anchors, plant.target), None, occasion, found.strength(anchors, plant.target)
    )


def _likely(trials: Sequence[Trial], events: Mapping[str, int], whole: Finished, bench: Bench) -> list[Trial]:
    """The reports with their probability: π from the texts as they are, r and φ from the trials of other folds."""
    seen = coverage.occasions(whole.events, whole.verdicts, whole.scene)
    likely = []
    for trial in trials:
        fold = bench.gold.fold(trial.plant.event)
        counted = count_facts([t for t in trials if bench.gold.fold(t.plant.event) != fold])
        settings = replace(bench.settings, **counted, **events)
        whole_event = trial.occasion.fact is None
        search_ = Search.of_events(settings) if whole_event else Search.of_facts(settings)
        past = history((o for o in seen if (o.fact is None) is whole_event), search_)
        chance = missed(past.prior(trial.occasion), 1.0, search_) if trial.reported else None
        likely.append(replace(trial, probability=None if chance is None else 1 - chance.value))
    return likely


def count_facts(trials: Sequence[Trial]) -> dict[str, int]:
    """Of the facts that were left in, the found; of those that were cut out, the falsely matched."""
    tally: dict[str, list[bool]] = defaultdict(list)
    for trial in trials:
        tally["absent" if trial.removed else "mentioned"].append(not trial.reported)
    return _counted("facts", tally)


def count_events(bench: Bench, found: Finished) -> dict[str, int]:
    """Of the outlets that report a gold event, those found to; of those that published and do not, the mistaken.

    Asked of each event of the run that a document's lead is in and at least two outlets report, once for each outlet
    without such a document. Where a run's event holds several of the gold, the outlets of all of them report it.
    """
    table, outlet = bench.table, {d.id: d.outlet for d in bench.gold.corpus.documents}
    leads = {table.statements[rows[0]].id: d for d, rows in gold.rows_by_document(table).items()}
    events_of: dict[str, list[gold.GoldEvent]] = defaultdict(list)
    for true in bench.gold.events:
        for document in true.main:
            events_of[document].append(true)
    tally: dict[str, list[bool]] = defaultdict(list)
    for event in found.events:
        led = {leads[s] for s in event.statements if s in leads}
        reporting = {outlet[d] for document in led for e in events_of[document] for d in e.documents}
        if len(reporting) < 2:
            continue
        for c in event.coverage:
            mentioned = c.state in (State.COVERED, State.PERHAPS)
            if c.outlet not in {outlet[d] for d in led} and (mentioned or c.state is State.SILENT_ON_EVENT):
                tally["mentioned" if c.outlet in reporting else "absent"].append(mentioned)
    return _counted("events", tally)


def _counted(level: str, tally: Mapping[str, Sequence[bool]]) -> dict[str, int]:
    mentioned, absent = tally["mentioned"], tally["absent"]
    return {
        f"{level}_found": sum(mentioned),
        f"{level}_mentioned": len(mentioned),
        f"{level}_mistaken": sum(absent),
        f"{level}_absent": len(absent),
    }


def outcome(trials: Sequence[Trial], counted: Mapping[str, int]) -> Outcome:
    """Precision, recall and calibration of the trials."""
    reports = [t for t in trials if t.reported]
    hits, removals = sum(t.removed for t in reports), sum(t.removed for t in trials)
    bins = _bins([t for t in reports if t.probability is not None])
    sure = sum(b.reports for b in bins)
    return Outcome(
        removals=removals,
        left_in=len(trials) - removals,
        hits=hits,
        false=len(reports) - hits,
        precision=round(hits / max(len(reports), 1), 4),
        recall=round(hits / max(removals, 1), 4),
        auc=round(float(roc_auc_score([t.removed for t in trials], [t.strength for t in trials])), 4),
        precision_at=_precision_at(trials),
        calibration_error=round(sum(b.reports * abs(b.told - b.true) for b in bins) / max(sure, 1), 4),
        bins=bins,
        search=counted,
    )


def _precision_at(trials: Sequence[Trial]) -> dict[str, float]:
    precision, recall, _ = precision_recall_curve([t.removed for t in trials], [t.strength for t in trials])
    return {f"{least:.1f}": round(float(precision[recall >= least].max()), 4) for least in RECALLS}


def _bins(reports: Sequence[Trial]) -> tuple[Bin, ...]:
    told = np.array([t.probability for t in reports], dtype=float)
    true = np.array([t.removed for t in reports], dtype=float)
    tenth = np.minimum((told * BINS).astype(int), BINS - 1)
    return tuple(
        Bin(
            k / BINS,
            (k + 1) / BINS,
            int(own.sum()),
            round(float(told[own].mean()), 4),
            round(float(true[own].mean()), 4),
        )
        for k in range(BINS)
        if (own := tenth == k).any()
    )


def main(
    folder: Annotated[Path, typer.Option("--gold", help="Gold folder.")] = ROOT / "../shared/gold/dev",
    as_json: Annotated[bool, typer.Option("--json", help="Print all as JSON.")] = False,
) -> None:
    """Cut facts out of an outlet's texts and see whether they are told missing."""
    try:
        found = measure(folder)
    except CompareError as error:
        typer.echo(f"evaluation.planted: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo(json.dumps(asdict(found), indent=1) if as_json else told(found))


def told(found: Outcome) -> str:
    """The outcome as tables."""
    head = [
        ["facts cut out", found.removals],
        ["left in", found.left_in],
        ["told missing, cut out", found.hits],
        ["told missing, left in", found.false],
        ["precision", f"{found.precision:.3f}"],
        ["recall", f"{found.recall:.3f}"],
        ["AUC", f"{found.auc:.3f}"],
        *([f"precision at recall {least}", f"{value:.3f}"] for least, value in found.precision_at.items()),
        ["calibration error", f"{found.calibration_error:.3f}"],
        *([name, value] for name, value in found.search.items()),
    ]
    for level in ("facts", "events"):
        for rate, (count, total) in {"r": ("found", "mentioned"), "φ": ("mistaken", "absent")}.items():
            share = Share(found.search[f"{level}_{count}"], found.search[f"{level}_{total}"])
            if share.interval is not None:
                low, high = share.interval
                head.append([f"{rate} of {level}", f"{share.value:.3f} ({low:.3f} to {high:.3f})"])
    bins = [[f"{b.low:.1f} to {b.high:.1f}", b.reports, f"{b.told:.2f}", f"{b.true:.2f}"] for b in found.bins]
    table = as_text(bins, ["probability", "reports", "told", "true"], tablefmt="github", disable_numparse=True)
    return as_text(head, ["measure", "value"], tablefmt="github", disable_numparse=True) + "\n\n" + table


if __name__ == "__main__":
    typer.run(main)
