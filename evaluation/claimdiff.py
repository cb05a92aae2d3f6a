"""Whether claims of two outlets strengthen or weaken each other, by our scores: `python -m evaluation.claimdiff`.

Enters: the training part of ClaimDiff (Ko et al. 2023), pairs of claims of two outlets on one story, labelled by
people. Leaves: for "weaken" and "strengthen", each against all other pairs, the area under the ROC curve of the
verdict's probability of contradiction and of agreement, beside that of the relevance and the cosine, with 95 %
intervals over topics.

Each claim is a document of its own; the claims of a pair are asked about as if both documents were on one event. The
shipped scorers answer, which have never seen these data. To weaken is more than to contradict: it takes in doubt,
another cause and another emphasis. Most pairs stand a second time reversed, with a label of its own; both count.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.comparison import Tables
from compare.errors import CompareError, CorpusError
from compare.gazetteer import GeoNames
from compare.models import Encoder, Syntax, load_encoder, load_scorer, load_syntax
from compare.pipeline import Clock, embed, read
from compare.settings import Settings
from compare.stages import alignment, judgment, slots
from compare.types import Corpus, Document, Label
from compare.workspace import CachedEncoder, CachedSyntax, Workspace
from evaluation.gold import rows_by_document

ROOT = Path(__file__).parent.parent
FILES = {"weaken": "ClaimDiff-weak-train.json.gz", "strengthen": "ClaimDiff-strength-train.json.gz"}
RESAMPLES = 500  # of the topics, for an interval; a convention
PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims on one topic, by the names of their documents, and whether the second weakens or strengthens it."""

    one: str
    other: str
    topic: str
    weaken: bool
    strengthen: bool


@dataclass(frozen=True, slots=True)
class Area:
    """The area under the ROC curve of one score for one relation, with its interval over topics."""

    relation: str
    score: str
    pairs: int
    holds: int  # pairs in which the relation holds
    auc: float
    low: float
    high: float


def read_claims(folder: Path) -> tuple[list[Document], list[Pair]]:
    """Read the pairs, and their claims as documents, each once.

    Raises:
        CorpusError: a file of it is not there.
    """
    held = {relation: _rows(folder / name) for relation, name in FILES.items()}
    labels: dict[str, dict[str, bool]] = defaultdict(dict)
    for relation, rows in held.items():
        for row in rows:
            labels[row["pair_id"]][relation] = row["relation"] == 1
    texts = sorted({(row["date"], row[side]) for row in held["weaken"] for side in ("claim_a", "claim_b")})
    names = {text: f"c{k:05d}" for k, text in enumerate(texts)}
    documents = [_document(name, day, text) for (day, text), name in names.items()]
    pairs = [
        Pair(names[r["date"], r["claim_a"]], names[r["date"], r["claim_b"]], r["topic"], **labels[r["pair_id"]])
        for r in held["weaken"]
    ]
    return documents, pairs


def _rows(path: Path) -> list[dict]:
    try:
        return json.loads(gzip.decompress(path.read_bytes()))["data"]
    except OSError as error:
        raise CorpusError(
            f"cannot read {path}: {error.strerror}; --data names a folder with ClaimDiff train"
        ) from error


def _document(name: str, day: str, text: str) -> Document:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Document(id=name, outlet=name, title="", body=text, published=published)


def lay_out(documents: Sequence[Document], encoder: Encoder, syntax: Syntax, gazetteer: slots.Gazetteer) -> Tables:
    """The sentences and claims of the documents as tables."""
    corpus = Corpus((), (), tuple(documents), digest="")
    return embed(read(corpus, syntax, gazetteer, Clock(None)), encoder, Clock(None))


@threadpool_limits.wrap(limits=1)
def measure(pairs: Sequence[Pair], tables: Tables) -> tuple[Area, ...]:
    """The areas of all scores for both relations; pairs of which a claim has no statement are left out."""
    rows = rows_by_document(tables.claims)
    kept = [p for p in pairs if p.one in rows and p.other in rows]
    scores = _scores(kept, tables, rows)
    topics = np.unique([p.topic for p in kept], return_inverse=True)[1]
    true = {"weaken": [p.weaken for p in kept], "strengthen": [p.strengthen for p in kept]}
    own = {"weaken": f"probability of {Label.CONTRADICTION}", "strengthen": f"probability of {Label.AGREEMENT}"}
    return tuple(
        area(relation, score, (np.array(true[relation]), scores[score]), topics)
        for relation in FILES
        for score in (own[relation], "relevance", "cosine")
    )


def _scores(pairs: Sequence[Pair], tables: Tables, rows: Mapping[str, Sequence[int]]) -> dict[str, NDArray[np.float64]]:
    """For each pair the most that any statement of the first has by each score."""
    table = tables.claims
    asked = [_question(anchor, rows[p.other], p) for p in pairs for anchor in rows[p.one]]
    of_pair = np.repeat(np.arange(len(pairs)), [len(rows[p.one]) for p in pairs])
    occurrence = partial(alignment.score, tables.sentences, scorer=load_scorer("same_event"))
    verdict, relevance = load_scorer("verdict"), load_scorer("relevance")
    found: dict[str, list[float]] = defaultdict(list)
    for question, compared in zip(asked, judgment.compared(asked, table, occurrence), strict=True):
        ranked = judgment.rank(question, compared, relevance)
        four = verdict.probabilities(judgment.verdict_features(question, ranked, table)[None, :])[0]
        for label in (Label.CONTRADICTION, Label.AGREEMENT):
            found[f"probability of {label}"].append(four[verdict.labels.index(label)])
        found["relevance"].append(ranked.relevance[0])
        found["cosine"].append(compared.features[:, judgment.PAIR_FEATURES.index("cosine")].max())
    return {name: _most(np.array(values, dtype=float), of_pair) for name, values in found.items()}


def _most(values: NDArray[np.float64], of_pair: NDArray[np.int64]) -> NDArray[np.float64]:
    most = np.full(of_pair.max() + 1, -np.inf)
    np.maximum.at(most, of_pair, values)
    return most


def _question(anchor: int, candidates: Sequence[int], pair: Pair) -> judgment.Question:
    """What the other claim says on a statement, as of a document on the event with no likelier link than it needs."""
    linked, inside = (Settings().search_least,) * len(candidates), (True,) * len(candidates)
    return judgment.Question(pair.topic, anchor, pair.other, tuple(candidates), linked, inside)


def area(
    relation: str, score: str, told: tuple[NDArray[np.bool_], NDArray[np.float64]], topics: NDArray[np.int64]
) -> Area:
    """The area of one score, with the percentiles of a bootstrap over topics, whose pairs hang together.

    Args:
        relation: weaken or strengthen.
        score: its name.
        told: for each pair whether the relation holds, and the score.
        topics: the number of each pair's topic, from 0.
    """
    true, values = told
    members = [np.flatnonzero(topics == k) for k in range(topics.max() + 1)]
    rng, drawn = np.random.default_rng(0), []
    for _ in range(RESAMPLES):
        rows = np.concatenate([members[k] for k in rng.integers(len(members), size=len(members))])
        if 0 < true[rows].sum() < len(rows):
            drawn.append(roc_auc_score(true[rows], values[rows]))
    low, high = np.percentile(drawn, PERCENTILES)
    auc = roc_auc_score(true, values)
    return Area(relation, score, len(true), int(true.sum()), *(round(float(x), 4) for x in (auc, low, high)))


def table_of(found: Sequence[Area]) -> str:
    """The areas as a table, with what they were counted on."""
    rows = [
        [a.relation, f"{a.holds} of {a.pairs}", a.score, f"{a.auc:.3f}", f"{a.low:.3f} to {a.high:.3f}"] for a in found
    ]
    head = ["relation", "pairs", "score", "AUC", "95 % interval over topics"]
    return as_text(rows, head, tablefmt="github", disable_numparse=True)


def main(
    folder: Annotated[Path, typer.Option("--data", help="ClaimDiff folder.")] = ROOT / "../shared/data/claimdiff",
    as_json: Annotated[bool, typer.Option("--json", help="Print the areas as JSON.")] = False,
) -> None:
    """Print the areas; nothing is measured, and a line says so, where the data are absent. Takes about two minutes."""
    try:
        documents, pairs = read_claims(folder)
    except CompareError as error:
        typer.echo(f"claimdiff: not measured: {error}", err=True)
        return
    with Workspace() as workspace:
        encoder, syntax = CachedEncoder(load_encoder(), workspace), CachedSyntax(load_syntax(), workspace)
        found = measure(pairs, lay_out(documents, encoder, syntax, GeoNames()))
    typer.echo(json.dumps([asdict(a) for a in found], indent=1) if as_json else table_of(found))


if __name__ == "__main__":
    typer.run(main)
