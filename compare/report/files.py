"""A run as a folder of files: JSON Lines, one row a line, and back again.

A `types.Run` enters `write`, a folder leaves it; `read` goes the other way. UTF-8, stable order of
keys and rows, so two runs over the same input are equal byte for byte. `timing.json` alone may differ.

`run.json` is taken away first and written last: a folder that holds it holds a whole run.
"""

import json
import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from compare.errors import RunError
from compare.report import html
from compare.types import (
    Contrast,
    Corpus,
    Count,
    Coverage,
    Document,
    Drop,
    Event,
    Exclusive,
    Label,
    Omission,
    Outlet,
    Pattern,
    Reason,
    Record,
    Revision,
    Run,
    Speaker,
    State,
    Statement,
    Tally,
    Verdict,
)

FORMAT = 4  # of the folder, written in run.json; 4: an outlet may carry an event perhaps
DECIMALS = 4  # of probabilities, scores and intervals; a convention: finer digits differ between machines
HEAD = "run.json"
PAGE = "report.html"
TIMING = "timing.json"
ROWS = (
    "statements", "events", "verdicts", "omissions", "exclusives", "tallies", "patterns", "records", "revisions",
    "framing", "drops",
)  # fmt: skip

NAMES = (*(f"{name}.jsonl" for name in ROWS), TIMING, PAGE, HEAD)

Row = TypeVar("Row")
Noun = TypeVar("Noun")


class _Span(msgspec.Struct, frozen=True):
    document: str
    start: int
    end: int


class _When(msgspec.Struct, frozen=True):
    first: date
    last: date


class _Event(msgspec.Struct, frozen=True):
    event: str
    title: str
    when: _When
    where: tuple[str, ...]
    documents: tuple[str, ...]
    statements: tuple[str, ...]
    coverage: dict[str, State]


class _Verdict(msgspec.Struct, frozen=True):
    event: str
    anchor: _Span
    target: str
    verdict: Label
    reason: str  # in words; its values once more, since one may hold " v "
    values: tuple[str, ...]
    probability: float
    evidence: tuple[_Span, ...]
    absence: float | None = None
    by_model: float | None = None
    occurrence: float | None = None


class _Head(msgspec.Struct, frozen=True):
    format: int
    signature: str
    corpus: str
    counts: tuple[Count, ...]
    outlets: tuple[Outlet, ...]
    speakers: tuple[Speaker, ...]
    documents: tuple[dict[str, Any], ...]  # Document without its body


def claim(folder: Path) -> None:
    """Make a folder for a run, or make sure that it is free for one.

    Free is a folder that is empty, or holds a run, whole or interrupted; nothing is deleted here.

    Raises:
        RunError: The folder holds other files and no run, or cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise RunError(f"cannot use {folder}: {error.strerror}; choose another folder") from error
    foreign = sorted(held - {*NAMES, *map(_partial, NAMES)})
    if foreign and HEAD not in held:
        raise RunError(f"{folder} holds other files ({foreign[0]}) and no run; choose another folder")


def write(run: Run, folder: Path) -> None:
    """Write a run into a folder, in place of an earlier run that stands there.

    Other files in the folder stay. Floats are rounded to `DECIMALS`. The bodies of the documents
    are not written: statements carry their own text.

    Args:
        run: A finished run; omissions keep its order (the most telling first), every other file is
            sorted by the position or the names of its rows.
        folder: Made where it is missing.

    Raises:
        RunError: The folder holds other files and no run, or cannot be written.
    """
    timing = _line(dict(run.seconds), indent=1)
    contents = {**_lines(run), TIMING: timing, PAGE: html.render(run), HEAD: _head(run)}
    claim(folder)
    try:
        (folder / HEAD).unlink(missing_ok=True)
        for name in NAMES:
            _replace(folder / name, contents[name])
    except OSError as error:
        raise RunError(f"cannot write the run to {folder}: {error.strerror}; choose another") from error


def read(folder: Path) -> Run:
    """Read a run that `write` wrote.

    Returns:
        The run, rows in the order of the files; each document has an empty body, so offsets cannot
        be resolved in it: the text stands in the statements.

    Raises:
        RunError: No finished run stands there, its format is of another version, or a line is broken
            (the message names file and line).
    """
    head = _read_head(folder)
    statements = _read_rows(folder, "statements", Statement, lambda row: row)
    ids = {(row.document, row.start, row.end): row.id for row in statements}
    return Run(
        signature=head.signature,
        corpus=Corpus(head.outlets, head.speakers, _documents(folder, head), head.corpus),
        statements=statements,
        events=_read_rows(folder, "events", _Event, _to_event),
        verdicts=_read_rows(folder, "verdicts", _Verdict, lambda row: _to_verdict(row, ids)),
        omissions=_read_rows(folder, "omissions", Omission, lambda row: row),
        revisions=_read_rows(folder, "revisions", Revision, lambda row: row),
        contrasts=_read_rows(folder, "framing", Contrast, lambda row: row),
        drops=_read_rows(folder, "drops", Drop, lambda row: row),
        counts=head.counts,
        seconds=tuple(_decode(folder / TIMING, dict[str, float]).items()),
        exclusives=_read_rows(folder, "exclusives", Exclusive, lambda row: row),
        tallies=_read_rows(folder, "tallies", Tally, lambda row: row),
        patterns=_read_rows(folder, "patterns", Pattern, lambda row: row),
        records=_read_rows(folder, "records", Record, lambda row: row),
    )


# --------------------------------------------------------------------------- writing


def _lines(run: Run) -> dict[str, str]:
    spans = {s.id: _Span(s.document, s.start, s.end) for s in run.statements}
    event_of = {statement: event.id for event in run.events for statement in event.statements}
    statements = sorted(run.statements, key=lambda s: (s.document, s.start, s.end))
    events = sorted(run.events, key=lambda e: e.id)
    verdicts = sorted((_from_verdict(v, spans) for v in run.verdicts), key=_verdict_key)
    revisions = sorted(run.revisions, key=lambda r: (r.event, r.by, r.earlier, r.later))
    contrasts = sorted(run.contrasts, key=lambda c: (c.measure, c.subject, c.outlet, -c.count, c.value))
    drops = sorted(run.drops, key=_drop_key)
    rows: dict[str, Iterable[object]] = {
        "statements": ({**msgspec.to_builtins(s), "event": event_of.get(s.id)} for s in statements),
        "events": map(_from_event, events),
        "verdicts": verdicts,
        "omissions": run.omissions,
        "exclusives": run.exclusives,
        "tallies": run.tallies,
        "patterns": run.patterns,
        "records": run.records,
        "revisions": revisions,
        "framing": contrasts,
        "drops": drops,
    }
    return {f"{name}.jsonl": "".join(map(_line, rows[name])) for name in ROWS}


def _from_event(event: Event) -> _Event:
    return _Event(
        event=event.id,
        title=event.title,
        when=_When(event.first, event.last),
        where=event.where,
        documents=event.documents,
        statements=event.statements,
        coverage={c.outlet: c.state for c in event.coverage},
    )


def _from_verdict(verdict: Verdict, spans: dict[str, _Span]) -> _Verdict:
    return _Verdict(
        event=verdict.event,
        anchor=spans[verdict.anchor],
        target=verdict.target,
        verdict=verdict.label,
        reason=str(verdict.reason),
        values=verdict.reason.values,
        probability=verdict.probability,
        evidence=tuple(spans[statement] for statement in verdict.evidence),
        absence=verdict.absence,
        by_model=verdict.by_model,
        occurrence=verdict.occurrence,
    )


def _verdict_key(row: _Verdict) -> tuple[str, str, int, int, str]:
    return row.event, row.anchor.document, row.anchor.start, row.anchor.end, row.target


def _drop_key(drop: Drop) -> tuple[tuple[str, str], tuple[str, int], tuple[str, int], str]:
    place = drop.file or "", drop.line or 0
    span = drop.document or "", drop.start or 0
    return (drop.stage, drop.reason), place, span, _line(drop)


def _head(run: Run) -> str:
    documents = [msgspec.to_builtins(document) for document in run.corpus.documents]
    for row in documents:
        del row["body"]
    head = _Head(
        format=FORMAT,
        signature=run.signature,
        corpus=run.corpus.digest,
        counts=run.counts,
        outlets=run.corpus.outlets,
        speakers=run.corpus.speakers,
        documents=tuple(documents),
    )
    return _line(head, indent=1)


def _line(value: object, *, indent: int | None = None) -> str:
    plain = _rounded(msgspec.to_builtins(value))
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=indent) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(_partial(path.name))
    partial.write_bytes(text.encode())
    os.replace(partial, path)


def _partial(name: str) -> str:
    return f"{name}.partial"


# --------------------------------------------------------------------------- reading


def _read_head(folder: Path) -> _Head:
    path = folder / HEAD
    if not path.is_file():
        raise RunError(f"{folder} holds no run (no {HEAD}); make one: parallax run CORPUS -o {folder}")
    version = _decode(path, dict[str, Any]).get("format")
    if version != FORMAT:
        raise RunError(f"{path} has format {version!r}, this version reads {FORMAT}; run it again")
    return _decode(path, _Head)


def _documents(folder: Path, head: _Head) -> tuple[Document, ...]:
    try:
        return msgspec.convert([{**row, "body": ""} for row in head.documents], tuple[Document, ...])
    except msgspec.ValidationError as error:
        raise RunError(f"{folder / HEAD}: documents: {error}; run the comparison again") from error


def _read_rows(folder: Path, name: str, kind: type[Row], build: Callable[[Row], Noun]) -> tuple[Noun, ...]:
    path = folder / f"{name}.jsonl"
    rows = []
    for number, line in enumerate(_bytes(path).splitlines(), start=1):
        try:
            rows.append(build(msgspec.json.decode(line, type=kind)))
        except (msgspec.DecodeError, RunError) as error:
            raise RunError(f"{path}, line {number}: {error}; run the comparison again") from error
    return tuple(rows)


def _decode(path: Path, kind: type[Row]) -> Row:
    try:
        return msgspec.json.decode(_bytes(path), type=kind)
    except msgspec.DecodeError as error:
        raise RunError(f"{path}: {error}; run the comparison again") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RunError(f"cannot read {path}: {error.strerror}; run the comparison again") from error


def _to_event(row: _Event) -> Event:
    return Event(
        id=row.event,
        title=row.title,
        first=row.when.first,
        last=row.when.last,
        where=row.where,
        documents=row.documents,
        statements=row.statements,
        coverage=tuple(Coverage(outlet, state) for outlet, state in row.coverage.items()),
    )


def _to_verdict(row: _Verdict, ids: dict[tuple[str, int, int], str]) -> Verdict:
    def identify(span: _Span) -> str:
        """The id of the statement that stands at a place."""
        try:
            return ids[span.document, span.start, span.end]
        except KeyError:
            raise RunError(f"no statement at {span.document}:{span.start}-{span.end}") from None

    return Verdict(
        event=row.event,
        anchor=identify(row.anchor),
        target=row.target,
        label=row.verdict,
        reason=Reason(row.reason.partition(": ")[0], row.values),
        probability=row.probability,
        evidence=tuple(identify(span) for span in row.evidence),
        absence=row.absence,
        by_model=row.by_model,
        occurrence=row.occurrence,
    )
