"""Events of other corpora by our alignment: `python -m evaluation.coreference`.

- Gun Violence Corpus (Vossen et al. 2018; CC BY 4.0), part val: are the documents of one incident in one event?
  Documents that share an event of ours are together; B-cubed F1 (Bagga and Baldwin 1998).
- ECB+ (Cybulska and Vossen 2014; CC BY 3.0), test topics 36 to 45: event mentions in the validated sentences,
  gold mentions, topics given; the mean F1 of MUC (Vilain et al. 1995), B-cubed and CEAF-e (Luo 2005), as the
  CoNLL shared task counts. Two mentions are one chain where their heads have one lemma and their documents, or
  statements, are in one event of ours; the usual baseline asks for the lemma only. Our unit is the statement, not the
  word: the table tells what alignment adds to lemmas, not how good a system of coreference we are.

Nothing is learnt here: the shipped scorers are used, which have seen neither corpus.
"""

import csv
import gzip
import io
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import numpy as np
import typer
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.errors import CorpusError
from compare.gazetteer import GeoNames
from compare.models import Encoder, Syntax, load_encoder, load_scorer, load_syntax
from compare.pipeline import Clock, embed, read
from compare.settings import Settings
from compare.stages import alignment, slots
from compare.types import Corpus, Document, Event, Statement
from compare.workspace import CachedEncoder, CachedSyntax, Workspace

ROOT = Path(__file__).parent.parent
TEST_TOPICS = range(36, 46)
UNDATED = datetime(2010, 1, 1, tzinfo=UTC)  # ECB+ tells no dates; all its documents get this one

Clustering = Mapping[str, Hashable]  # item → cluster; the items of two clusterings are the same


# ------------------------------------------------------------------------------- measures


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(key: Clustering, response: Clustering) -> Score:
    """B-cubed: for each item the share of its cluster that belongs to it (Bagga and Baldwin 1998)."""
    true, found = _sets(key), _sets(response)
    shared = {item: len(true[key[item]] & found[response[item]]) for item in key}
    return Score(
        float(np.mean([shared[i] / len(found[response[i]]) for i in key])),
        float(np.mean([shared[i] / len(true[key[i]]) for i in key])),
    )


def muc(key: Clustering, response: Clustering) -> Score:
    """MUC: links that are missing to join each cluster (Vilain et al. 1995); clusters of one count nothing."""
    return Score(_links_kept(response, key), _links_kept(key, response))


def _links_kept(one: Clustering, other: Clustering) -> float:
    clusters = _sets(one).values()
    links = sum(len(c) - 1 for c in clusters)
    kept = sum(len(c) - len({other[i] for i in c}) for c in clusters)
    return kept / links if links else 0.0


def ceaf_e(key: Clustering, response: Clustering) -> Score:
    """CEAF-e: the best one-to-one assignment of clusters by their Dice coefficients, phi 4 (Luo 2005)."""
    true, found = list(_sets(key).values()), list(_sets(response).values())
    number = {item: k for k, cluster in enumerate(found) for item in cluster}
    likeness = np.zeros((len(true), len(found)))
    for i, cluster in enumerate(true):
        for k, count in Counter(number[item] for item in cluster).items():
            likeness[i, k] = 2 * count / (len(cluster) + len(found[k]))
    best = likeness[linear_sum_assignment(-likeness)].sum()
    return Score(float(best / len(found)), float(best / len(true)))


def conll(key: Clustering, response: Clustering) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e."""
    return float(np.mean([measure(key, response).f1 for measure in (muc, b_cubed, ceaf_e)]))


def _sets(clustering: Clustering) -> dict[Hashable, set[str]]:
    held: dict[Hashable, set[str]] = defaultdict(set)
    for item, cluster in clustering.items():
        held[cluster].add(item)
    return held


# ------------------------------------------------------------------------------- alignment


def align(
    documents: Sequence[Document], encoder: Encoder, syntax: Syntax, gazetteer: slots.Gazetteer
) -> tuple[tuple[Statement, ...], tuple[Event, ...]]:
    """The sentences of documents, sorted by document and start, and their events by the shipped scorers."""
    corpus = Corpus((), (), tuple(sorted(documents, key=lambda d: d.id)), digest="")
    settings = Settings()
    table = embed(read(corpus, syntax, gazetteer, Clock(None)), encoder, Clock(None)).sentences
    scorers = load_scorer("same_event"), load_scorer("same_event_in_company")
    links, own = alignment.link(table, scorers, settings), alignment.own(table, load_scorer("own_event"))
    return table.statements, alignment.align(table, links, own, settings)


def joined(statements: Sequence[Statement], events: Sequence[Event]) -> dict[str, int]:
    """Cluster documents: those that share an event are together, and so on; the number of its cluster for each."""
    number = {d: k for k, d in enumerate(sorted({s.document for s in statements}))}
    pairs = [(number[one], number[two]) for e in events for one, two in pairwise(e.documents)]
    a, b = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    graph = coo_matrix((np.ones(len(a)), (a, b)), shape=(len(number), len(number)))
    return dict(zip(number, connected_components(graph, directed=False)[1].tolist(), strict=True))


# ------------------------------------------------------------------------------- the Gun Violence Corpus


def read_gvc(folder: Path) -> tuple[list[Document], dict[str, str]]:
    """Read the documents of part val, and the incident of each.

    Raises:
        CorpusError: it is not there.
    """
    words: dict[str, list[list[str]]] = defaultdict(list)
    for line in gzip.decompress(_bytes(folder / "val.dataset.conll.gz")).decode().splitlines():
        parts = line.split("\t")
        if len(parts) == 5:
            held = words[parts[0]]
            held += [[] for _ in range(int(parts[1]) + 1 - len(held))]
            held[int(parts[1])].append(parts[3])
    documents, incident = [], {}
    for key, sentences in sorted(words.items()):
        _, subtopic, name = key.split("/")
        incident[name] = subtopic
        day, title, *body = (_joined(w) for w in sentences)
        written = datetime.fromisoformat(day).replace(tzinfo=UTC)
        documents.append(Document(name, name, title, "\n".join(body) or title, written))
    return documents, incident


def _joined(words: Sequence[str]) -> str:
    return re.sub(r" ([,.;:?!)%])", r"\1", " ".join(w for w in words if w != "//n"))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror}; --data names the folder of data sets") from error


def measure_gvc(folder: Path, encoder: Encoder, syntax: Syntax, gazetteer: slots.Gazetteer) -> Score:
    """B-cubed of documents by incident."""
    documents, incident = read_gvc(folder)
    found = joined(*align(documents, encoder, syntax, gazetteer))
    return b_cubed(incident, {d: found.get(d, d) for d in incident})


# ------------------------------------------------------------------------------- ECB+


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold event mention: its chain, its words and where they begin in the document's text."""

    id: str
    document: str
    chain: str
    head: str
    start: int


def read_ecb(folder: Path) -> tuple[list[Document], list[Mention]]:
    """Read documents and event mentions of the test topics; mentions in the validated sentences only.

    Raises:
        CorpusError: it is not there.
    """
    documents: list[Document] = []
    mentions: list[Mention] = []
    with tarfile.open(fileobj=io.BytesIO(_bytes(folder / "ecbplus.tar.gz"))) as archive:
        table = next(m for m in archive.getmembers() if m.name.endswith("sentences.csv"))
        valid = _validated((archive.extractfile(table) or io.BytesIO()).read().decode())
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            name = Path(member.name).stem
            if member.name.endswith(".xml") and int(name.split("_")[0]) in TEST_TOPICS:
                root = ElementTree.fromstring((archive.extractfile(member) or io.BytesIO()).read())
                document, starts = _text_of(root, name)
                documents.append(document)
                mentions += _mentions(root, name, starts, valid[name])
    return documents, mentions


def _validated(table: str) -> dict[str, set[int]]:
    valid: dict[str, set[int]] = defaultdict(set)
    for row in csv.DictReader(io.StringIO(table)):
        valid[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    return valid


def _text_of(root: ElementTree.Element, name: str) -> tuple[Document, dict[str, int]]:
    """The document, a line a sentence, and where each token begins."""
    text, starts, last = "", {}, None
    for token in root.iter("token"):
        if last is not None:
            text += " " if token.get("sentence") == last else "\n"
        last = token.get("sentence")
        starts[token.get("t_id", "")] = len(text)
        text += token.text or ""
    return Document(name, name, "", text, UNDATED), starts


def _mentions(root: ElementTree.Element, name: str, starts: dict[str, int], valid: set[int]) -> Iterator[Mention]:
    chains: dict[str, str] = {}
    for relation in root.iterfind("Relations/*"):
        chain = relation.get("note") or f"{name}:{relation.get('r_id')}"
        chains |= {source.get("m_id", ""): chain for source in relation.iterfind("source")}
    tokens = {t.get("t_id", ""): t for t in root.iter("token")}
    for marked in root.iterfind("Markables/*"):
        ids = [anchor.get("t_id", "") for anchor in marked.iterfind("token_anchor")]
        if ids and marked.tag.startswith(("ACTION", "NEG_ACTION")) and int(tokens[ids[0]].get("sentence", 0)) in valid:
            number = marked.get("m_id", "")
            words = " ".join(tokens[i].text or "" for i in ids)
            yield Mention(f"{name}:{number}", name, chains.get(number, f"{name}:{number}"), words, starts[ids[0]])


def lemmas(mentions: Sequence[Mention]) -> dict[str, str]:
    """The lemma of the head of each mention, by our syntax pipeline."""
    import spacy

    pipeline = spacy.load(ROOT / "compare" / "weights" / "syntax")
    parsed = pipeline.pipe(m.head for m in mentions)
    return {m.id: next(s.root.lemma_.lower() for s in doc.sents) for m, doc in zip(mentions, parsed, strict=True)}


def measure_ecb(folder: Path, encoder: Encoder, syntax: Syntax, gazetteer: slots.Gazetteer) -> dict[str, float]:
    """CoNLL F1 of the lemma baseline, and of lemmas inside our events: of documents, and of statements."""
    documents, mentions = read_ecb(folder)
    statements, events = align(documents, encoder, syntax, gazetteer)
    event_of = {s: e.id for e in events for s in e.statements}
    held: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        held[s.document].append(s)
    cluster, lemma = joined(statements, events), lemmas(mentions)
    key, baseline, of_documents, of_statements = {}, {}, {}, {}
    for m in mentions:
        told = next((event_of[s.id] for s in held[m.document] if s.start <= m.start < s.end), m.id)
        key[m.id], baseline[m.id] = m.chain, (m.document.split("_")[0], lemma[m.id])
        of_documents[m.id] = (*baseline[m.id], cluster[m.document])
        of_statements[m.id] = (*baseline[m.id], told)
    return {
        "lemma": conll(key, baseline),
        "lemma, documents that share an event": conll(key, of_documents),
        "lemma, statements of one event": conll(key, of_statements),
    }


@threadpool_limits.wrap(limits=1)
def main(data: Annotated[Path, typer.Option(help="Folder of data sets.")] = ROOT / "../shared/data") -> None:
    """Print the measures of both corpora."""
    with Workspace() as workspace:
        models = CachedEncoder(load_encoder(), workspace), CachedSyntax(load_syntax(), workspace), GeoNames()
        gvc, ecb = measure_gvc(data / "gvc", *models), measure_ecb(data / "ecbplus", *models)
    rows = [["GVC val, documents by incident", "B-cubed", f"{gvc.precision:.3f}", f"{gvc.recall:.3f}", f"{gvc.f1:.3f}"]]
    for name, f1 in ecb.items():
        rows.append([f"ECB+ test, {name}", "CoNLL", "", "", f"{f1:.3f}"])
    typer.echo(as_text(rows, ["corpus", "measure", "P", "R", "F1"], tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    typer.run(main)
