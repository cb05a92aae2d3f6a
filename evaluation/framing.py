"""How far the measures of framing can be trusted: `python -m evaluation.framing`.

- Detectors: F1 of named and hidden agents and of doubt on sentences labelled by reading (`annotations/`).
- Split halves: contrasts of two outlets, estimated on two random halves of the events that they share, should
  correlate. Over cells (pair of outlets, subject, value) with enough mentions on both sides of both halves,
  weighed by the inverse of their variance; stepped up to the whole by Spearman and Brown.
- Shuffled outlets: documents are dealt out to the outlets at random, so that no contrast is real. With no true
  finding, the share of shuffles with any finding is the false-discovery rate, and may not pass the stated one.
- Known groups: outlets of the two camps and wires, by the stance of their labels (`lexicon.labels`).
- NewsWCL50 (Hamborg et al. 2019): variants of one concept that we put in one group. Measuring only.
- BABE (Spinde et al. 2021): words marked as biased against our loaded labels and cues of doubt; it marks the
  taste of annotators on other topics, so the overlap is told for what it is.
"""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.errors import CompareError
from compare.gazetteer import GeoNames
from compare.lexicon.labels import LABELS, LabelStance
from compare.models import load_encoder, load_scorer, load_syntax
from compare.models.syntax import Syntax
from compare.pipeline import Clock, embed, parse_shared
from compare.pipeline import read as read_statements
from compare.settings import Settings
from compare.stages import alignment, framing
from compare.stages.framing import counting, labelling, quotation, referents, stance, telling, voice, words
from compare.stages.framing.counting import Mention, Usage
from compare.types import Event, Outlet, Parse, Part, Sentence, Slots, Statement, When
from compare.workspace import CachedEncoder, CachedSyntax, Workspace
from evaluation import gold

ROOT = Path(__file__).parent.parent
ANNOTATIONS = Path(__file__).parent / "annotations" / "agents.jsonl"
SEED = 7
SPLITS = 20  # random halves, whose correlations are averaged
LEAST_CELLS = 20  # behind a correlation: with fewer it says nothing; a convention
LEAST_HALF = 5  # mentions of a subject by each outlet in each half: with fewer a share is hardly a number

# Who stands where in the war of the dev gold, by ownership and declared side of the outlets: facts of the registry.
CAMPS = {
    "Damascus and allies": ("sana", "manar", "alalam", "tass", "sputnik"),
    "wires": ("reuters", "ahram"),  # Ahram Online prints AFP
    "Ankara, Riyadh, opposition": ("trt", "dailysabah", "arabiya", "asharqalawsat", "etilaf"),
}


@dataclass(frozen=True, slots=True)
class Bench:
    """The dev gold as the framing stage sees it."""

    outlets: tuple[Outlet, ...]
    events: tuple[Event, ...]
    sentences: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    shared: tuple[quotation.Reading, ...]
    parses: Mapping[str, Parse]


def main(
    folder: Annotated[Path, typer.Option("--gold", help="Gold folder.")] = ROOT / "../shared/gold/dev",
    data: Annotated[Path, typer.Option(help="Folder of public data sets.")] = ROOT / "../shared/data",
    shuffles: Annotated[int, typer.Option(min=1, help="Times that documents are dealt out at random.")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="Print all measures as JSON.")] = False,
) -> None:
    """Print the measures of framing."""
    try:
        measured = measure(folder, data, shuffles=shuffles)
    except CompareError as error:
        typer.echo(f"evaluation: {error}", err=True)
        raise typer.Exit(2) from None
    if as_json:
        typer.echo(json.dumps(measured, indent=1))
        return
    for name, rows in measured.items():
        typer.echo(f"\n{name}\n")
        typer.echo(as_text(rows, headers="keys", tablefmt="github", floatfmt=".2f"))


@threadpool_limits.wrap(limits=1)
def measure(folder: Path, data: Path, *, shuffles: int) -> dict[str, list[dict]]:
    """All measures, each as rows of a table; a data set that is not there is left out."""
    with Workspace() as workspace:
        syntax = CachedSyntax(load_syntax(), workspace)
        bench = _bench(gold.read(folder), syntax, workspace)
        found = _mentions(bench)
        measured = {
            "Detectors": detectors(bench, syntax),
            "Split halves": split_halves(found, bench),
            f"Shuffled outlets, {shuffles} times": shuffled(found, bench, times=shuffles),
            "Known groups": known_groups(found),
        }
        if (data / "newswcl50").exists():
            measured["NewsWCL50"] = newswcl50(data / "newswcl50", syntax)
    if (data / "babe").exists():
        measured["BABE"] = babe(data / "babe" / "final_labels_SG2.csv.gz")
    return measured


def _bench(held: gold.Gold, syntax: Syntax, workspace: Workspace) -> Bench:
    """Statements and events of the gold's corpus as a run makes them."""
    found = read_statements(held.corpus, syntax, GeoNames(), Clock(None))
    tables = embed(found, CachedEncoder(load_encoder(), workspace), Clock(None))
    scorers = load_scorer("same_event"), load_scorer("same_event_in_company")
    links = alignment.link(tables.sentences, scorers, Settings())
    own = alignment.own(tables.sentences, load_scorer("own_event"))
    events = tables.events(alignment.align(tables.sentences, links, own, Settings()))
    shared = framing.readings(events, found.claims)
    parses = parse_shared(events, found, syntax)
    return Bench(held.corpus.outlets, events, found.sentences, found.claims, shared, parses)


def _mentions(bench: Bench) -> list[Mention]:
    return framing.mentioned(bench.shared, bench.statements, parses=bench.parses)


# --------------------------------------------------------------------------- detectors


def detectors(bench: Bench, syntax: Syntax) -> list[dict]:
    """Precision, recall and F1 of each label, by the half of the annotations."""
    at = {(s.document, s.start): s for s in bench.sentences}
    rows = [json.loads(line) for line in ANNOTATIONS.read_text(encoding="utf-8").splitlines()]
    held = [(row, at[row["document"], row["start"]]) for row in rows if (row["document"], row["start"]) in at]
    sentences = [Sentence(s.document, s.start, s.end, s.text, s.part) for _, s in held]
    parses = syntax.parse(sentences)
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for (row, statement), parse in zip(held, parses, strict=True):
        pairs["agent", row["half"]].append((row["agent"], _agent(parse)))
        if row["doubt"] is not None:
            pairs["doubt", row["half"]].append((row["doubt"], _doubt(statement)))
    return [score for key, labelled in sorted(pairs.items()) for score in _scores(key, labelled)]


def _agent(parse: Parse) -> str:
    deed = telling.main_deed(telling.tell(parse))
    if deed is None:
        return "none"
    return "named" if deed.telling is telling.Telling.NAMED else "hidden"


def _doubt(statement: Statement) -> str:
    cues = stance.cues(statement.text)
    if quotation.scare_quotes(quotation.read("", statement)) or any(cue.entry.doubts for cue in cues):
        return "doubt"
    return "endorsement" if cues else "neutral"


def _scores(key: tuple[str, str], labelled: Sequence[tuple[str, str]]) -> Iterator[dict]:
    for label in sorted({wanted for wanted, _ in labelled}):
        right = sum(wanted == found == label for wanted, found in labelled)
        wanted_n, found_n = (sum(pair[side] == label for pair in labelled) for side in (0, 1))
        yield {
            "detector": key[0],
            "half": key[1],
            "label": label,
            "sentences": wanted_n,
            "precision": right / max(found_n, 1),
            "recall": right / max(wanted_n, 1),
            "F1": 2 * right / max(found_n + wanted_n, 1),
        }


# --------------------------------------------------------------------------- split halves


def split_halves(found: Sequence[Mention], bench: Bench) -> list[dict]:
    """For each measure the correlation of contrasts between two halves of the shared events.

    Once for outlets in pairs, on the events that the two share, once for each outlet against all others.
    """
    spoken = words.mentioned(bench.shared, bench.outlets)
    often = Counter(m.value for m in spoken)
    everything = [*found, *(m for m in spoken if often[m.value] >= words.LEAST_USES)]
    groups: dict[str, list[Usage]] = defaultdict(list)
    for (measure, _), usage in counting.usages(everything, framing.circles(bench.shared)):
        groups[measure].append(usage)
    return [
        {
            "measure": measure,
            **_reliability(measure, held, _in_pairs, "pairs"),
            **_reliability(measure, held, list, "all"),
        }
        for measure, held in sorted(groups.items())
    ]


Parted = Callable[[Sequence[Usage]], Iterable[Usage]]


def _reliability(measure: str, held: Sequence[Usage], parted: Parted, name: str) -> dict:
    generator = np.random.default_rng(SEED)
    tables = list(parted(held))
    prior = words.PRIOR_WORDS if measure == "word" else counting.PRIOR_MENTIONS
    correlations, cells = [], []
    for _ in range(SPLITS):
        halves = [half for table in tables if (half := _halves(table, generator, prior)) is not None]
        x, y, weight = np.concatenate(halves, axis=1) if halves else np.zeros((3, 0))
        cells.append(len(x))
        if len(x) > 2:
            correlations.append(_correlation(x, y, weight))
    enough = np.mean(cells) >= LEAST_CELLS
    r = float(np.nanmean(correlations)) if enough and correlations else None
    return {
        f"cells, {name}": round(float(np.mean(cells))),
        f"r, {name}": "too few" if r is None else f"{r:.2f}",
        f"r of the whole, {name}": "too few" if r is None else f"{2 * r / (1 + r):.2f}" if r > 0 else "none",
    }


def _in_pairs(held: Sequence[Usage]) -> Iterator[Usage]:
    """The mentions of each two outlets on the events that both use the subject on."""
    for usage in held:
        n = int(usage.event.max()) + 1
        on = [np.bincount(usage.event[usage.outlet == o], minlength=n) > 0 for o in range(len(usage.outlets))]
        for a, b in combinations(range(len(usage.outlets)), 2):
            common = on[a] & on[b]
            if common.sum() > 1:
                yield _part(usage, np.isin(usage.outlet, (a, b)) & common[usage.event])


def _part(usage: Usage, kept: np.ndarray) -> Usage:
    """Some mentions of a usage; the codes stay."""
    columns = ("value", "outlet", "event", "document", "statement")
    return replace(usage, **{name: getattr(usage, name)[kept] for name in columns})


def _halves(usage: Usage, generator: np.random.Generator, prior: float) -> np.ndarray | None:
    """The contrasts on a random half of the events, on the other half, and their weights; shape (3, n_cells)."""
    events = np.unique(usage.event)
    first = np.isin(usage.event, events[generator.permutation(len(events)) % 2 == 0])
    rows = []
    often = np.bincount(usage.value, minlength=len(usage.values)) >= counting.LEAST_USES
    outlets = np.unique(usage.outlet)
    for outlet in outlets[:1] if len(outlets) == 2 else outlets:  # of two, one is the mirror of the other
        ratios = [_contrast(_part(usage, half), int(outlet), prior) for half in (first, ~first)]
        if ratios[0] is None or ratios[1] is None:
            continue
        variance = ratios[0].deviation ** 2 + ratios[1].deviation ** 2
        row = np.stack([ratios[0].delta, ratios[1].delta, 1 / np.where(variance > 0, variance, np.nan)])
        rows.append(row[:, often & ~np.isnan(row).any(axis=0)])
    return np.concatenate(rows, axis=1) if rows else None


def _contrast(usage: Usage, outlet: int, prior: float) -> counting.Ratio | None:
    own, others = counting.sides(usage, outlet)
    mentions_of = [(usage.outlet == outlet).sum(), (usage.outlet != outlet).sum()]
    if min(mentions_of) < LEAST_HALF or min(own.counts.sum(), others.counts.sum()) <= 0:
        return None
    return counting.log_odds(own.counts, others.counts, prior)


def _correlation(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> float:
    """Pearson's correlation, each cell weighed by the inverse of its variance; NaN where one side is constant."""
    share = weight / max(weight.sum(), 1e-12)
    x, y = x - (share * x).sum(), y - (share * y).sum()
    scale = float(np.sqrt((share * x**2).sum() * (share * y**2).sum()))
    return float((share * x * y).sum() / scale) if scale > 0 else float("nan")


# --------------------------------------------------------------------------- shuffled outlets


def shuffled(found: Sequence[Mention], bench: Bench, *, times: int) -> list[dict]:
    """For each measure the share of shuffles with a finding, and how many findings they have."""
    generator = np.random.default_rng(SEED)
    owner = {s.document: s.outlet for s in bench.statements}
    documents, outlets = sorted(owner), np.array([owner[d] for d in sorted(owner)])
    circles = framing.circles(bench.shared)
    usages: dict[str, list[Usage]] = defaultdict(list)
    for (measure, _), usage in counting.usages((m for m in found if m.measure != voice.WORDS), circles):
        usages[measure].append(usage)
    word = words.used(bench.shared, bench.outlets)
    sides = [m for m in found if m.measure == "doubt"]
    findings: dict[str, list[int]] = defaultdict(list)
    for _ in range(times):
        dealt = dict(zip(documents, generator.permutation(outlets).tolist(), strict=True))
        for measure, held in usages.items():
            p = [counting.compare(measure, "", _dealt(usage, dealt)).p.ravel() for usage in held]
            findings[measure].append(_passed(np.concatenate(p)))
        z = np.concatenate([ratio.z for ratio in words.compare(_dealt(word, dealt))])
        findings["word"].append(_passed(counting.two_sided(z)))
        found_sides = voice.by_side(_sides_dealt(sides, generator), circles)
        findings[voice.BY_SIDE].append(sum(c.q is not None and c.q <= counting.LEVEL for c in found_sides))
    return [
        {
            "measure": measure,
            "shuffles with a finding": sum(n > 0 for n in counts) / times,
            "findings in all": sum(counts),
            "stated rate": counting.LEVEL,
        }
        for measure, counts in sorted(findings.items())
    ]


def _dealt(usage: Usage, dealt: Mapping[str, str]) -> Usage:
    """The same mentions, each document in the hands of another outlet."""
    owners = [dealt[document] for document in usage.documents]
    outlets = tuple(sorted(set(owners)))
    code = np.array([outlets.index(owner) for owner in owners], dtype=np.int64)
    return replace(usage, outlets=outlets, outlet=code[usage.document])


def _sides_dealt(reports: Sequence[Mention], generator: np.random.Generator) -> list[Mention]:
    """The reports of each outlet with the sides dealt out anew: its doubt then falls on no side more than chance."""
    of_outlet: dict[str, list[Mention]] = defaultdict(list)
    for m in sorted({m for m in reports if m.subject.startswith(voice.SIDE)}):
        of_outlet[m.outlet].append(m)
    dealt = []
    for held in of_outlet.values():
        order = generator.permutation(len(held))
        dealt += [m._replace(subject=held[i].subject) for m, i in zip(held, order, strict=True)]
    return dealt


def _passed(p: np.ndarray) -> int:
    q = counting.adjusted(p)
    return int((q <= counting.LEVEL).sum())


# --------------------------------------------------------------------------- known groups


def known_groups(found: Sequence[Mention]) -> list[dict]:
    """For each camp the share of labels against their referent, on events that outlets share."""
    stances = {(entry.family, entry.name): entry.stance for entry in LABELS}
    counts: dict[tuple[str, str], Counter[LabelStance]] = defaultdict(Counter)
    for m in set(found):
        if m.measure == "label" and (m.subject, m.value) in stances:
            counts[m.outlet, m.subject][stances[m.subject, m.value]] += 1
    rows = []
    for camp, outlets in CAMPS.items():
        for outlet in (*outlets, ""):
            members = (outlet,) if outlet else outlets
            sums = {f: sum((counts[o, f] for o in members), Counter()) for f in ("fighters", "state", "control")}
            rows.append({"camp": camp, "outlet": outlet or "all", **_against(sums)})
    return rows


def _against(sums: Mapping[str, Counter]) -> dict:
    cells = {}
    for family, name, stance_ in (
        ("fighters", "fighters: terrorists and their like", LabelStance.AGAINST),
        ("state", "state: regime and its like", LabelStance.AGAINST),
        ("control", "control: liberated and its like", LabelStance.FOR),
    ):
        total = sums[family].total()
        share = f"{sums[family][stance_] / total:.2f}" if total >= counting.LEAST_MENTIONS else "too few"
        cells[name] = f"{share} ({sums[family][stance_]} of {total})"
    return cells


# --------------------------------------------------------------------------- NewsWCL50


def newswcl50(folder: Path, syntax: Syntax) -> list[dict]:
    """Of pairs of head nouns that annotators give one concept in one event: how many stand in one group."""
    with gzip.open(folder / "event_mentions.json.gz", "rt", encoding="utf-8") as file:
        rows = json.load(file)
    shared, heads = _wcl_statements(rows, folder / "NewsWCL50.conll.gz")
    sentences = [Sentence(r.statement.document, 0, len(r.statement.text), r.statement.text) for r in shared]
    parses = dict(zip((r.statement.id for r in shared), syntax.parse(sentences), strict=True))
    group = {m.value: m.subject for m in referents.find(shared, parses)}
    pairs = {pair for concept in heads.values() for pair in combinations(sorted(concept), 2)}
    seen = [pair for pair in pairs if set(pair) <= set(group)]
    joined = [pair for pair in pairs if group.get(pair[0], 0) == group.get(pair[1], 1)]
    ours = [pair for pair in combinations(sorted(group), 2) if group[pair[0]] == group[pair[1]]]
    known = {head for concept in heads.values() for head in concept}
    judged = [pair for pair in ours if set(pair) <= known]
    return [
        {
            "pairs of variants": len(pairs),
            "both in some group": len(seen),
            "in one group": len(joined),
            "recall": len(joined) / max(len(pairs), 1),
            "our pairs that are variants": f"{sum(pair in pairs for pair in judged)} of {len(judged)}",
        }
    ]


def _wcl_statements(rows: Sequence[dict], path: Path) -> tuple[list[quotation.Reading], dict[str, set[str]]]:
    """The sentences as statements of one event a topic, an outlet a column; and the head nouns of each concept."""
    heads: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["mention_head_pos"] == "NOUN":
            heads[row["coref_chain"]].add(row["mention_head_lemma"].lower())
    shared: list[quotation.Reading] = []
    for key, sentence in _conll(path):
        document = key.rsplit("/", 1)[-1]
        topic, outlet = document.split("_", 1)
        shared.append(quotation.read(topic, _plain(document, outlet, len(shared), sentence)))
    return shared, heads


def _conll(path: Path) -> Iterator[tuple[str, str]]:
    """Document and text of each sentence, its words parted by spaces."""
    words_of: list[str] = []
    key = ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 3 and not line.startswith("#"):
                key = cells[0]
                words_of.append(cells[3])
            elif words_of:
                yield key, " ".join(words_of)
                words_of = []
    if words_of:
        yield key, " ".join(words_of)


def _plain(document: str, outlet: str, number: int, text: str) -> Statement:
    day = date(2018, 1, 1)  # nothing reads it
    return Statement(
        id=f"{document}:{number}",
        document=document,
        outlet=outlet,
        published=day,
        day=day,
        part=Part.BODY,
        start=0,
        end=len(text),
        text=text,
        speaker=None,
        slots=Slots(When(day, day)),
    )


# --------------------------------------------------------------------------- BABE


def babe(path: Path) -> list[dict]:
    """Words that annotators marked as biased against the loaded labels and cues of doubt that we find."""
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    ours = marked = both = 0
    for row in rows:
        biased = {word for phrase in re.findall(r"'([^']+)'", row["biased_words"]) for word in _tokens(phrase)}
        loaded = _loaded(row["text"])
        ours, marked, both = ours + len(loaded), marked + len(biased), both + len(loaded & biased)
    return [
        {
            "sentences": len(rows),
            "words marked as biased": marked,
            "our loaded words": ours,
            "in both": both,
            "of ours marked": both / max(ours, 1),
            "of marked ours": both / max(marked, 1),
        }
    ]


def _loaded(text: str) -> set[str]:
    stances = {(entry.family, entry.name): entry.stance for entry in LABELS}
    labels = (f for f in labelling.labels(text) if stances.get((f.family, f.name), "plain") is not LabelStance.PLAIN)
    spans = [(f.start, f.end) for f in labels] + [(c.start, c.end) for c in stance.cues(text)]
    return {word for start, end in spans for word in _tokens(text[start:end])}


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


if __name__ == "__main__":
    typer.run(main)
