"""How well the slots read figures of casualties, times and places: `python -m evaluation.slots`.

In: a gold folder and the annotations beside this file (offsets and values). Out: for each kind, precision,
recall and F1 where the spans overlap and, one after the other, the parts of the value are right, too; the
share of annotated mentions that are wholly right is the recall of the last line. A mention found counts for
one annotated at most. Errors are shown of the half to develop on alone; the other half is only counted.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tabulate import tabulate

from compare.corpus import read as read_corpus
from compare.errors import CompareError, CorpusError
from compare.gazetteer import GeoNames
from compare.models import load_syntax
from compare.pipeline import read_document
from compare.stages.slots import datelines, times, tokens
from compare.types import Document, Place, Statement, Unit
from compare.workspace import CachedSyntax, Workspace
from evaluation.attribution import Score

ROOT = Path(__file__).parent.parent
ANNOTATIONS = Path(__file__).parent / "annotations"
# Which rows of the annotations are read; `further` was added later, to develop on, too.
HALVES = {
    "develop": ("develop",),
    "further": ("further",),
    "untouched": ("untouched",),
    "both": ("develop", "untouched"),
}
SEEN = ("develop", "further")  # whose errors may be read
UNITS = (
    Unit.DEAD,
    Unit.WOUNDED,
    Unit.CASUALTIES,
    Unit.NEUTRALISED,
    Unit.MISSING,
    Unit.CAPTURED,
    Unit.DISPLACED,
)
PARTS = {
    "quantities": ("span", "interval", "unit", "whose"),
    "times": ("span", "days"),
    "places": ("span", "place", "containment"),
}
ANYBODY = "people"  # whose figures are where the text does not say; the slots leave it empty, too
_CONTEXT = 110  # characters shown on each side of an error


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a document with its value, part by part, in the order of `PARTS` after the span.

    A part is right where all that was annotated of it was found: an empty one always is.
    """

    document: str
    start: int
    end: int
    value: tuple[frozenset, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found and what was wanted of one kind, and which belong together.

    Of each pair, `depth` tells how many parts are right, one after the other, the span being the first.
    """

    found: tuple[Mention, ...]
    wanted: tuple[Mention, ...]
    pairs: tuple[tuple[Mention, Mention, int], ...]

    def score(self, depth: int, kept: Callable[[Mention], bool] = lambda mention: True) -> Score:
        """Precision and recall where the first `depth` parts must be right, of the mentions that are kept."""
        right = [(f, w) for f, w, reached in self.pairs if reached >= depth]
        return Score(
            sum(kept(f) for f, _ in right),
            sum(map(kept, self.found)),
            sum(kept(w) for _, w in right),
            sum(map(kept, self.wanted)),
        )


def match(found: Sequence[Mention], wanted: Sequence[Mention]) -> Outcome:
    """Pair mentions that overlap one to one, those that agree most first, then the earlier."""
    near: dict[str, list[Mention]] = defaultdict(list)
    for mention in wanted:
        near[mention.document].append(mention)
    overlapping = [
        (f, w, 1 + _agreeing(f, w))
        for f in found
        for w in near[f.document]
        if max(f.start, w.start) < min(f.end, w.end)
    ]
    pairs, used_found, used_wanted = [], set(), set()
    for f, w, depth in sorted(overlapping, key=lambda p: (-p[2], p[0].document, p[0].start, p[1].start)):
        if f not in used_found and w not in used_wanted:
            pairs.append((f, w, depth))
            used_found.add(f)
            used_wanted.add(w)
    return Outcome(tuple(found), tuple(wanted), tuple(pairs))


def _agreeing(found: Mention, wanted: Mention) -> int:
    count = 0
    for mine, theirs in zip(found.value, wanted.value, strict=True):
        if not theirs <= mine:
            break
        count += 1
    return count


# ------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents with their statements, and up to where times and places of a document were annotated."""

    documents: dict[str, Document]
    statements: dict[str, tuple[Statement, ...]]
    annotated: dict[str, list[dict]] = field(default_factory=dict)  # rows of each file of annotations


def read(folder: Path, halves: Sequence[str]) -> Reading:
    """Read the annotated documents of some halves as the pipeline does.

    Raises:
        CorpusError: the gold folder has no such document.
    """
    names = ("quantities", "times", "places", "read")
    rows = {name: [row for row in _rows(ANNOTATIONS / f"{name}.jsonl") if row["half"] in halves] for name in names}
    wanted = {row["document"] for name in names for row in rows[name]}
    corpus, _ = read_corpus(folder / "corpus", today=datetime.now(UTC).date())
    documents = {d.id: d for d in corpus.documents if d.id in wanted}
    if wanted - documents.keys():
        raise CorpusError(f"{folder}: no document {min(wanted - documents.keys())}; give the gold folder of dev")
    with Workspace() as workspace:
        syntax, gazetteer = CachedSyntax(load_syntax(), workspace), GeoNames()
        statements = {
            d.id: read_document(d, corpus.speakers, syntax, gazetteer).sentences for d in documents.values()
        }  # fmt: skip
    return Reading(documents, statements, rows)


def _rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def quantities(reading: Reading) -> Outcome:
    """Figures of casualties: interval, unit, whose."""
    rows = reading.annotated["quantities"]
    wanted = [Mention(r["document"], r["start"], r["end"], _figure(**r)) for r in rows]
    found = {
        Mention(name, q.start, q.end, _figure(low=q.low, high=q.high, unit=str(q.unit), whose=q.whose or ANYBODY))
        for name in {r["document"] for r in rows}
        for statement in reading.statements[name]
        for q in statement.slots.quantities
        if q.unit in UNITS
    }
    return match(_ordered(found), wanted)


def _figure(*, low: float, high: float | None, unit: str, whose: str, **_: object) -> tuple[frozenset, ...]:
    return frozenset({(low, high)}), frozenset({unit}), frozenset({whose})


def days(reading: Reading) -> Outcome:
    """Words of time: first and last day. Datelines, and what stands behind the part annotated, do not count."""
    found = {
        Mention(r["document"], m.when.start or 0, m.when.end or 0, _days(str(m.when.first), str(m.when.last)))
        for r in reading.annotated["read"]
        for m in _times(reading.documents[r["document"]], reading.statements[r["document"]])
        if (m.when.start or 0) < r["times"]
    }
    rows = reading.annotated["times"]
    return match(
        _ordered(found), [Mention(r["document"], r["start"], r["end"], _days(r["first"], r["last"])) for r in rows]
    )


def _days(first: str, last: str) -> tuple[frozenset, ...]:
    return (frozenset({(first, last)}),)


def _times(document: Document, statements: Iterable[Statement]) -> list[times.Mention]:
    start, end = datelines.dateline(document) or (0, 0)
    day = datelines.reference_day(document)
    every = [m for s in statements for m in times.mentions(tokens.split(s.text, s.start), s.text, day)]
    return [m for m in every if not start <= (m.when.start or 0) < end]


def places(reading: Reading) -> Outcome:
    """Names of places: the place, and the larger one that contains it.

    A name repeated after it was annotated counts neither as found nor as wanted, nor does what stands behind
    the part annotated.
    """
    atlas = GeoNames()
    wanted = [_place(r, atlas) for r in reading.annotated["places"]]
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention in wanted:
        named[mention.document].append(mention)
    found = {
        mention
        for r in reading.annotated["read"]
        for statement in reading.statements[r["document"]]
        for p in statement.slots.places
        for mention in [Mention(r["document"], p.start, p.end, _located(p, atlas))]
        if p.start < r["places"] and not _repeated(mention, named[r["document"]])
    }
    return match(_ordered(found), wanted)


def _located(place: Place, atlas: GeoNames) -> tuple[frozenset, ...]:
    return frozenset({place.key, atlas.key(place.name)}), frozenset(place.within)


def _place(row: dict, atlas: GeoNames) -> Mention:
    """The keys that the gazetteer has for an annotated place and the larger one, if it knows that.

    Of a region that it lacks the direction is left out: "Eastern Ghouta" and "Ghouta" are one place here.
    """
    known = atlas.lookup(row["name"], row["country"])
    larger = atlas.lookup(row["within"], row["country"]) if row["within"] else ()
    plain = row["name"].removeprefix("Eastern ").removeprefix("Western ")
    key = known[0].key if known else atlas.key(plain)
    # A city that is its own province is contained in nothing but its country.
    within = frozenset({larger[0].key} - {key}) if larger else frozenset()
    return Mention(row["document"], row["start"], row["end"], (frozenset({key}), within))


def _repeated(mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether a place overlaps no annotated one and was annotated earlier in its document."""
    if any(max(mention.start, w.start) < min(mention.end, w.end) for w in named):
        return False
    return any(w.start < mention.start and w.value[0] <= mention.value[0] for w in named)


def _ordered(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.document, m.start, m.end))


KINDS: dict[str, Callable[[Reading], Outcome]] = {"quantities": quantities, "times": days, "places": places}

# ------------------------------------------------------------------------------- showing


def table(outcomes: dict[str, Outcome]) -> str:
    """Precision, recall and F1 by kind and part, and of casualties by unit."""
    rows = [(kind, *row) for kind, outcome in outcomes.items() for row in _rows_of(kind, outcome)]
    return tabulate(rows, headers=("kind", "right", "precision", "recall", "F1", "found", "wanted"), floatfmt=".3f")


def _is_of(unit: str, mention: Mention) -> bool:
    return unit in mention.value[1]


def _rows_of(kind: str, outcome: Outcome) -> list[tuple[str | float, ...]]:
    parts = PARTS[kind]
    scores = {"+ " * (depth > 1) + part: outcome.score(depth) for depth, part in enumerate(parts, start=1)}
    if kind == "quantities":
        for unit in UNITS:
            scores[f"all, of {unit}"] = outcome.score(len(parts), partial(_is_of, unit))
    return [(name, s.precision, s.recall, s.f1, s.found, s.wanted) for name, s in scores.items()]


def errors(outcome: Outcome, documents: dict[str, Document]) -> list[str]:
    """What is missing, spurious or wrong, each in its context, in the order of the text."""
    paired_found = {f for f, _, _ in outcome.pairs}
    paired_wanted = {w for _, w, _ in outcome.pairs}
    rows = [(w, f"wrong   {_told(f)} for {_told(w)}") for f, w, d in outcome.pairs if d <= len(w.value)]
    rows += [(w, f"missing {_told(w)}") for w in outcome.wanted if w not in paired_wanted]
    rows += [(f, f"extra   {_told(f)}") for f in outcome.found if f not in paired_found]
    rows.sort(key=lambda row: (row[0].document, row[0].start))
    return [f"{m.document}:{m.start}-{m.end} {said}\n    {_context(m, documents)}" for m, said in rows]


def _told(mention: Mention) -> str:
    return " ".join("/".join(sorted(map(str, part))) for part in mention.value)


def _context(mention: Mention, documents: dict[str, Document]) -> str:
    text = documents[mention.document].text
    before, after = text[max(0, mention.start - _CONTEXT) : mention.start], text[mention.end :][:_CONTEXT]
    return f"{before}[[{text[mention.start : mention.end]}]]{after}".replace("\n", " ")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of one half or both; exit status 2 where the data are absent."""
    parser = argparse.ArgumentParser(prog="evaluation.slots", description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, default=ROOT / "../shared/gold/dev", help="gold folder of dev")
    parser.add_argument("--half", default="develop", choices=sorted(HALVES), help="which half of the documents")
    parser.add_argument("--kind", choices=sorted(KINDS), help="one kind alone")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show so many errors, not of the untouched half"
    )
    options = parser.parse_args(arguments)
    if options.errors and options.half not in SEEN:
        parser.error("errors are shown of what is developed on alone: give --half develop or further")
    try:
        reading = read(options.gold, HALVES[options.half])
    except CompareError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    outcomes = {name: kind(reading) for name, kind in KINDS.items() if options.kind in (None, name)}
    print(table(outcomes))
    shown = [line for outcome in outcomes.values() for line in errors(outcome, reading.documents)]
    print(*shown[: options.errors], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
