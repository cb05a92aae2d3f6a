"""How well attribution finds who says what: PolNeAR (Newell et al. 2018), against a baseline.

In: the PolNeAR archive or folder (brat standoff: `text/*.txt`, `attributions/*.ann`). Out: a table of
precision, recall and F1 for cues, for contents, and for contents with the right speaker; by attributions
(any overlap counts, as the soft match of Pareti 2015) and by content words. PolNeAR's word "Source" is
our speaker. Of texts that two annotators marked, the first file by name counts. Measuring only: nothing
is learnt here.
"""

import argparse
import io
import re
import sys
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tabulate import tabulate

from compare.errors import CorpusError
from compare.models import Syntax, load_syntax
from compare.stages.attribution import attribute
from compare.stages.segmentation import segment
from compare.types import Attribution, Document, Span
from compare.workspace import CachedSyntax, Workspace

WRITTEN = datetime(2016, 11, 8, tzinfo=UTC)  # PolNeAR's texts end on this day; attribution does not look at it
_WORD = re.compile(r"\w+")
_SMALL = frozenset("the a an of for and in at to 's".split())


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as sets of character offsets; no speaker means that none is named."""

    speaker: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one measure: found and right, found, to be found."""

    right_found: int = 0
    found: int = 0
    right_wanted: int = 0
    wanted: int = 0

    def __add__(self, other: "Score") -> "Score":
        """The counts of both together."""
        return Score(
            self.right_found + other.right_found,
            self.found + other.found,
            self.right_wanted + other.right_wanted,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """Right among found, 0 to 1; 0 where nothing was found."""
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Found among wanted, 0 to 1; 0 where nothing was wanted."""
        return self.right_wanted / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Finder = Callable[[str], list[Relation]]


def read_polnear(path: Path, part: str = "dev") -> list[tuple[str, list[Relation]]]:
    """Read texts with their attributions, sorted by file name.

    Args:
        path: the archive (`.tar.gz`), the folder that holds it, or the unpacked folder.
        part: "dev" or "train".

    Raises:
        CorpusError: there is no PolNeAR at the path.
    """
    files = dict(_files(path, part))
    marked: dict[str, str] = {}
    for name in sorted(files, reverse=True):
        if name.endswith(".ann"):
            marked[name.rsplit("_", 1)[0]] = files[name]
    texts = {name.removesuffix(".txt"): text for name, text in files.items() if name.endswith(".txt")}
    if not texts:
        raise CorpusError(f"no PolNeAR texts of part {part!r} in {path}: give the folder of its archive")
    return [(texts[name], read_brat(marked[name])) for name in sorted(texts) if name in marked]


def _files(path: Path, part: str) -> Iterator[tuple[str, str]]:
    archives = [path] if path.is_file() else sorted(path.glob("*.tar.gz"))
    wanted = (f"data/{part}/text/", f"data/{part}/attributions/")
    for archive in archives:
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile() and any(folder in "/" + member.name for folder in wanted):
                    stream = tar.extractfile(member) or io.BytesIO()
                    yield Path(member.name).name, stream.read().decode("utf-8")
    for folder in wanted if not archives else ():
        for file in sorted((path / folder).glob("*")):
            yield file.name, file.read_bytes().decode("utf-8")


def read_brat(annotations: str) -> list[Relation]:
    """The attributions of one brat file, in file order, with discontinuous spans joined."""
    spans: dict[str, tuple[str, frozenset[int]]] = {}
    relations: list[Relation] = []
    for line in annotations.splitlines():
        fields = line.split("\t")
        if fields[0][:1] == "T" and len(fields) > 1:
            kind, offsets = fields[1].split(" ", 1)
            spans[fields[0]] = (kind, _offsets(offsets))
        elif fields[0][:1] == "E" and len(fields) > 1:
            parts = [spans[ref] for ref in re.findall(r":(T\d+)", fields[1]) if ref in spans]
            roles = [frozenset().union(*(s for k, s in parts if k == role)) for role in ("Source", "Cue", "Content")]
            if roles[2]:
                relations.append(Relation(*roles))
    return relations


def _offsets(text: str) -> frozenset[int]:
    pairs = [pair.split() for pair in text.split(";")]
    return frozenset(i for start, end in pairs for i in range(int(start), int(end)))


def ours(text: str, syntax: Syntax) -> list[Relation]:
    """The attributions of the stage, those of one quotation over several sentences apart."""
    document = _document(text)
    sentences, _ = segment(document)
    found = [a for own in attribute(document, sentences, tuple(syntax.parse(sentences)), ()) for a in own]
    named = {a.name: a.speaker_span for a in reversed(found) if a.speaker_span}
    relations = []
    for a in found:
        mine = _range(a.speaker_span or named.get(a.name) or _mention(text, a))
        cue = _range(a.cue_span) if a.cue_span else frozenset()
        if a.speaker_span:
            named[a.name] = a.speaker_span
        relations.append(Relation(mine, cue, _range(a.content_span) - mine - cue))
    return relations


def _mention(text: str, attribution: Attribution) -> Span:
    """The last mention of a speaker before what he says; empty where there is none."""
    at = text.rfind(attribution.name, 0, attribution.content_span.start)
    return Span(at, at + len(attribution.name)) if at >= 0 else Span(0, 0)


def baseline(text: str) -> list[Relation]:
    """Each quotation belongs to the capitals or pronoun beside the first of a few verbs in its sentence."""
    verb = re.compile(r"\b(?:said|says|told|wrote|added|tweeted|according to)\b")
    beside = re.compile(r"(?:[A-Z][\w.'-]*\s+){1,4}$|\b(?:he|she|they|it|He|She|They|It)\s+$")
    after = re.compile(r"\s+((?:[A-Z][\w.'-]*\s*){1,4}|he\b|she\b|they\b|it\b)")
    relations = []
    for sentence in segment(Document("d", "o", "", text, WRITTEN))[0]:
        cue = verb.search(sentence.text)
        quotes = list(re.finditer(r"[\"“][^\"”“]+[\"”]", sentence.text))
        if not cue or not quotes:
            continue
        speaker = beside.search(sentence.text, 0, cue.start()) or after.match(sentence.text, cue.end())
        content = frozenset(i + sentence.start for q in quotes for i in range(*q.span()))
        named = frozenset(i + sentence.start for i in range(*speaker.span())) if speaker else frozenset()
        relations.append(Relation(named, frozenset(i + sentence.start for i in range(*cue.span())), content))
    return relations


def _range(span: Span) -> frozenset[int]:
    return frozenset(range(span.start, span.end))


def same_speaker(text: str, found: Relation, wanted: Relation) -> bool:
    """Whether the two speakers share a telling word in the text, or neither is named."""
    if not wanted.speaker or not found.speaker:
        return not wanted.speaker and not found.speaker
    shared = found.speaker & wanted.speaker
    if shared:
        words = (m.group() for m in _WORD.finditer(text, min(shared), max(shared) + 1))
        return any(w.casefold() not in _SMALL for w in words)
    names = [
        {m.group().casefold() for m in _WORD.finditer(text, min(s), max(s) + 1)}
        for s in (found.speaker, wanted.speaker)
    ]
    return bool((names[0] & names[1]) - _SMALL)


def score(text: str, found: Sequence[Relation], wanted: Sequence[Relation]) -> dict[str, Score]:
    """Score one text.

    Returns:
        Measures by name: "cue", "content", "content + speaker" count attributions that overlap by at
        least one character; "words + speaker" counts words of contents.
    """

    def by(right: Callable[[Relation, Relation], bool], kept: Callable[[Relation], object]) -> Score:
        """Of the relations that are kept, how many have a right one on the other side."""
        mine, gold = [f for f in found if kept(f)], [w for w in wanted if kept(w)]
        hits = sum(any(right(f, w) for w in gold) for f in mine)
        reached = sum(any(right(f, w) for f in mine) for w in gold)
        return Score(hits, len(mine), reached, len(gold))

    def spoken(f: Relation, w: Relation) -> bool:
        """Whether contents overlap and the speaker is the same."""
        return bool(f.content & w.content) and same_speaker(text, f, w)

    return {
        "cue": by(lambda f, w: bool(f.cue & w.cue), lambda r: r.cue),
        "content": by(lambda f, w: bool(f.content & w.content), lambda r: r.content),
        "content + speaker": by(spoken, lambda r: r.content),
        "words + speaker": _words(text, found, wanted),
    }


def _words(text: str, found: Sequence[Relation], wanted: Sequence[Relation]) -> Score:
    words = [m.start() for m in _WORD.finditer(text)]
    mine = {i: f for f in found for i in words if i in f.content}
    gold = {i: w for w in wanted for i in words if i in w.content}
    pairs = {(id(mine[i]), id(gold[i])): (mine[i], gold[i]) for i in mine.keys() & gold.keys()}
    same = {key for key, (f, w) in pairs.items() if same_speaker(text, f, w)}
    right = sum((id(mine[i]), id(gold[i])) in same for i in mine.keys() & gold.keys())
    return Score(right, len(mine), right, len(gold))


# --------------------------------------------------------------------------- kinds

_QUOTE = re.compile('["“”«»]')
_SHARE = 0.9  # of a content's characters between its first and last mark, from which it is quoted whole: convention


def kinds(text: str, relation: Relation, tags: Mapping[int, str]) -> tuple[str, ...]:
    """The kinds of an attribution: how it quotes, what its cue is, and where the cue stands.

    Args:
        text: the document.
        relation: found or to be found.
        tags: Penn tags of the words by their first character.
    """
    return (_quoting(text, relation), _cueing(text, relation, tags), _order(relation))


def _quoting(text: str, relation: Relation) -> str:
    start, end = min(relation.content), max(relation.content) + 1
    marks = [m.start() for m in _QUOTE.finditer(text, max(0, start - 1), end + 1)]
    if not marks:
        return "quotes: indirect"
    whole = len(marks) > 1 and marks[-1] - marks[0] >= _SHARE * (end - start)
    return "quotes: direct" if whole else "quotes: mixed"


def _cueing(text: str, relation: Relation, tags: Mapping[int, str]) -> str:
    if not relation.cue:
        return "cue: none"
    words = text[min(relation.cue) : max(relation.cue) + 1].casefold()
    if "according" in words:
        return "cue: according to"
    forms = [tags[i] for i in sorted(relation.cue) if i in tags]
    if any(tag.startswith("VB") for tag in forms):
        return "cue: verb"
    return "cue: noun" if any(tag.startswith("NN") for tag in forms) else "cue: other"


def _order(relation: Relation) -> str:
    if not relation.cue:
        return "order: no cue"
    at = min(relation.cue)
    if at <= min(relation.content):
        return "order: cue before content"
    return "order: cue after content" if at > max(relation.content) else "order: cue inside content"


def by_kind(corpus: Iterable[tuple[str, list[Relation]]], syntax: Syntax) -> dict[str, Score]:
    """Contents with the right speaker by kind: precision over what was found of it, recall over what is marked."""
    total: dict[str, Score] = {}
    for text, wanted in corpus:
        tags = _tags(text, syntax)
        found = ours(text, syntax)
        for mine, others, sides in ((found, wanted, (1, 0)), (wanted, found, (0, 1))):
            for relation in (r for r in mine if r.content):
                right = any(relation.content & o.content and same_speaker(text, relation, o) for o in others)
                one = Score(right * sides[0], sides[0], right * sides[1], sides[1])
                for kind in kinds(text, relation, tags):
                    total[kind] = total.get(kind, Score()) + one
    return total


def _tags(text: str, syntax: Syntax) -> dict[int, str]:
    sentences, _ = segment(_document(text))
    return {token.start: token.tag for parse in syntax.parse(sentences) for token in parse.tokens}


def _document(text: str) -> Document:
    """A text as a document; its first paragraph is the headline."""
    title, gap, body = text.partition("\n\n")
    return Document("d", "o", title, body, WRITTEN) if gap else Document("d", "o", "", text, WRITTEN)


def evaluate(corpus: Iterable[tuple[str, list[Relation]]], finder: Finder) -> dict[str, Score]:
    """The measures of a finder, summed over the texts of a corpus."""
    total: dict[str, Score] = {}
    for text, wanted in corpus:
        for name, counts in score(text, finder(text), wanted).items():
            total[name] = total.get(name, Score()) + counts
    return total


def table(corpus: Sequence[tuple[str, list[Relation]]]) -> str:
    """Precision, recall and F1 with counts, ours beside the baseline, then ours by kind."""
    with Workspace() as workspace:
        syntax = CachedSyntax(load_syntax(), workspace)
        finders = (("baseline", baseline), ("parallax", partial(ours, syntax=syntax)))
        rows = _rows(corpus, finders)
        shares = by_kind(corpus, syntax)
    head = ("measure", "finder", "precision", "recall", "F1", "found", "wanted")
    rows = sorted(rows, key=lambda row: row[0])
    rows += [(kind, "parallax", s.precision, s.recall, s.f1, s.found, s.wanted) for kind, s in sorted(shares.items())]
    return tabulate(rows, headers=head, floatfmt=".3f")


def _rows(
    corpus: Sequence[tuple[str, list[Relation]]], finders: Iterable[tuple[str, Finder]]
) -> list[tuple[str | float, ...]]:
    return [
        (measure, who, s.precision, s.recall, s.f1, s.found, s.wanted)
        for who, finder in finders
        for measure, s in evaluate(corpus, finder).items()
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for a part of PolNeAR; exit status 2 where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("polnear", type=Path, help="PolNeAR's archive or folder")
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    options = parser.parse_args(arguments)
    try:
        print(table(read_polnear(options.polnear, options.part)))
    except CorpusError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
