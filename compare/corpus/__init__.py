"""The door for documents: a folder (or one text file) in, a checked corpus and its drops out.

A corpus is a folder with `outlets.toml` and documents in any mix of three formats, in any subfolders:

- `*.jsonl`: JSON Lines, one object a line (`jsonl.py`);
- `*.csv`: a header row with the names of the fields, commas, RFC 4180 quoting (`csv_.py`);
- `*.txt`: one document a file, its outlet and date in the file's name or in front matter (`text.py`).

The fields are the same in all of them: id, outlet, title, text, published, and optionally modified,
fetched, language, url, attributed_to. Other fields are ignored. What is asked of a field stands in
`records.py`, once for all formats; what is asked of `outlets.toml` in `outlets.py`.

Not read at all: `README` and `LICENSE` files, `expected.jsonl`, hidden files and folders, and
subfolders that hold a finished run (`run.json`). Every other file becomes a drop.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from compare.corpus import csv_, jsonl, outlets, text
from compare.corpus.outlets import Register
from compare.corpus.records import Record, check, refuse
from compare.errors import CorpusError
from compare.types import Corpus, Document, Drop, Outlet, Speaker

__all__ = ["read"]

_READERS: dict[str, Callable[[Path, str], Iterable[Record | Drop]]] = {
    ".csv": csv_.read,
    ".jsonl": jsonl.read,
    ".txt": text.read,
}
_IGNORED = {"expected.jsonl", "readme", "readme.md", "readme.txt", "license", "license.md", "license.txt"}
_REGISTER = "outlets.toml"


def read(
    folder: Path, *, today: date, published: date | None = None, strict: bool = False
) -> tuple[Corpus, tuple[Drop, ...]]:
    """Read and check all documents of a corpus folder, or one plain text file.

    One bad record never stops the reading: it is dropped with its file, line, field, value and
    remedy. Each record becomes one document or one drop; a file that cannot be taken apart into
    records counts as one. Where an id stands twice, the first stays: first by path of the file
    (in the order of code points), then by line. Texts are kept exactly as given.

    One text file is taken as a corpus of one document. Where neither its name nor its front
    matter tells the outlet, the outlet is the file's stem.

    Args:
        folder: the corpus folder, or a `*.txt` file.
        today: the last day, in UTC, that a date of a document may be on.
        published: the date of the one text file; stands above the date in the file.
        strict: raise on the first drop instead of collecting it.

    Returns:
        The corpus, documents sorted by id, perhaps none; and the drops of stage "corpus", in the
        order of files and lines.

    Raises:
        CorpusError: no such folder, no document file in it, an invalid `outlets.toml`, a text file
            without a date; with `strict`, the first drop.
    """
    entries: Iterable[Record | Drop]
    if folder.is_file():
        register, entries = _article(folder, published)
    elif published is not None:
        raise CorpusError(f"published={published} is for one text file, {folder} is none; leave it out")
    else:
        register, entries = _folder(folder)
    documents: list[Document] = []
    drops: list[Drop] = []
    for result in _sift(entries, register, today):
        if isinstance(result, Document):
            documents.append(result)
        elif strict:
            raise CorpusError(_sentence(result))
        else:
            drops.append(result)
    return _corpus(register, documents), tuple(drops)


def _folder(folder: Path) -> tuple[Register, Iterator[Record | Drop]]:
    """The register and the lazily read records of a corpus folder."""
    if not folder.is_dir():
        raise CorpusError(f"no corpus folder {folder}; give a folder with {_REGISTER} and documents")
    register = outlets.load(folder / _REGISTER)
    files = _files(folder)
    if not any(path.suffix.lower() in _READERS for _, path in files):
        raise CorpusError(
            f"no document file in {folder} ({len(files)} other files); "
            f"add {', '.join(f'*{suffix}' for suffix in _READERS)}"
        )
    return register, (entry for name, path in files for entry in _entries(name, path))


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Name relative to the folder, and path, of all that is not ignored, sorted by name."""
    found = []
    for parent, folders, names in os.walk(folder, onerror=_unlistable):
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]  # walk does not enter them
        folders[:] = [name for name in folders if name[0] != "." and not (here / name / "run.json").exists()]
        wanted = [n for n in names + links if n[0] != "." and n.lower() not in _IGNORED]
        found += [(here / name).relative_to(folder).as_posix() for name in wanted]
    return [(name, folder / name) for name in sorted(found) if name != _REGISTER]


def _unlistable(error: OSError) -> None:
    raise CorpusError(f"cannot list {error.filename}: {error.strerror}; make the folder readable") from error


def _entries(name: str, path: Path) -> Iterator[Record | Drop]:
    """The records of one file by the reader of its format."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        yield refuse(
            name,
            None,
            "unknown_format",
            value=path.name,
            remedy="convert it to .jsonl, .csv or .txt, or take it out",
        )
        return
    try:
        yield from reader(path, name)
    except OSError as error:
        yield refuse(name, None, "unreadable_file", value=error.strerror, remedy="make the file readable")


def _article(path: Path, published: date | None) -> tuple[Register, list[Record | Drop]]:
    """The register and the one record of a text file, with defaults for what it does not tell."""
    if path.suffix.lower() != ".txt":
        raise CorpusError(f"{path} is not a .txt file; give a text file, or a folder with {_REGISTER} and documents")
    try:
        (record,) = text.read(path, path.name)
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror}; make the file readable") from error
    if isinstance(record, Drop):
        return Register((Outlet(path.stem, path.stem),)), [record]
    outlet = str(record.values.get("outlet") or path.stem)
    moment = record.values.get("published") if published is None else published.isoformat()
    if not moment:
        raise CorpusError(f"{path} has no date; give one with --date YYYY-MM-DD, or {text.FORM}")
    speaker = str(record.values.get("attributed_to") or "")
    register = Register((Outlet(outlet, outlet),), (Speaker(speaker, speaker),) if speaker else ())
    return register, [replace(record, values={**record.values, "outlet": outlet, "published": moment})]


def _sift(entries: Iterable[Record | Drop], register: Register, today: date) -> Iterator[Document | Drop]:
    """Check each record; of those with one id, only the first passes."""
    places: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, Drop):
            yield entry
            continue
        result = check(entry, register, today)
        if isinstance(result, Document) and result.id in places:
            result = _duplicate(entry, result.id, places[result.id])
        elif isinstance(result, Document):
            places[result.id] = entry.place
        yield result


def _duplicate(record: Record, id_: str, first: str) -> Drop:
    remedy = f"keep one of the two or rename one: {first} stays and {record.place} was dropped"
    return refuse(record.file, record.line, "duplicate_id", field="id", value=id_, remedy=remedy, document=id_)


def _corpus(register: Register, documents: Iterable[Document]) -> Corpus:
    """All parts sorted by id, with the digest over one JSON line for each of them."""
    publishers = tuple(sorted(register.outlets, key=lambda outlet: outlet.id))
    speakers = tuple(sorted(register.speakers, key=lambda speaker: speaker.id))
    ordered = tuple(sorted(documents, key=lambda document: document.id))
    nouns: tuple[Outlet | Speaker | Document, ...] = (*publishers, *speakers, *ordered)
    digest = hashlib.sha256()
    for noun in nouns:
        line = json.dumps(
            [type(noun).__name__, asdict(noun)], sort_keys=True, default=lambda moment: moment.isoformat()
        )
        digest.update(line.encode() + b"\n")
    return Corpus(publishers, speakers, ordered, digest.hexdigest())


def _sentence(drop: Drop) -> str:
    """A drop as one line of an error message."""
    place = f"{drop.file}, line {drop.line}" if drop.line else drop.file
    what = " = ".join(part for part in (drop.field, drop.value) if part)
    return f"{place}: {drop.reason} ({what}); {drop.remedy}"
