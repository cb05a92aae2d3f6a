"""CSV in, records out: commas, quotes after RFC 4180, a header row with the names of the fields, UTF-8."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from compare.corpus.records import NOT_UTF8, REQUIRED, Record, refuse
from compare.types import Drop

# Characters of a cell; the csv module's own limit of 131,072 is less than a long report. A convention:
# ten times records.MAX_BYTES, so that a text over that limit is refused by its size and not by this one.
MAX_CELL = 100_000_000

_COLUMNS = f"{', '.join(REQUIRED)}, and any of the others"
_UNDECODED = re.compile("[\udc80-\udcff]")  # how "surrogateescape" marks bytes that are not UTF-8


@dataclass(frozen=True, slots=True)
class _Row:
    line: int  # where it begins, 1-based: a cell may span lines
    cells: list[str]


def read(path: Path, file: str) -> Iterator[Record | Drop]:
    """Yield one record or drop for each row below the header; empty cells are missing fields.

    A file without a proper header yields one drop for the whole of it. After a row with a faulty
    quote, reading goes on with the next line.

    Args:
        path: the file.
        file: its name in records and drops.

    Raises:
        OSError: the file cannot be read.
    """
    limit = csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            yield from _records(_rows(stream, file), file)
    finally:
        csv.field_size_limit(limit)


def _records(rows: Iterator[_Row | Drop], file: str) -> Iterator[Record | Drop]:
    header = next(rows, _Row(1, []))
    if isinstance(header, Drop):
        yield header
        return
    names = [name.strip() for name in header.cells]
    missing = [name for name in REQUIRED if name not in names]
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if missing or repeated:
        fault = (missing + repeated)[0]
        value, remedy = (
            ",".join(header.cells),
            f"head the file with one name a column, commas between: {_COLUMNS}",
        )
        yield refuse(file, header.line, "missing_header", field=fault, value=value, remedy=remedy)
        return
    for row in rows:
        yield row if isinstance(row, Drop) else _record(row, names, file)


def _rows(stream: TextIO, file: str) -> Iterator[_Row | Drop]:
    """Rows that are not blank, with the line that each begins on."""
    reader = csv.reader(stream, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            last = f"the row is read up to line {reader.line_num}"
            remedy = f'close each quoted cell, and double the quotes (") inside it; {last}'
            yield refuse(file, line, "not_csv", value=str(error), remedy=remedy)
            continue
        if cells:
            yield _Row(line, cells)


def _record(row: _Row, names: list[str], file: str) -> Record | Drop:
    undecoded = next((match.group() for cell in row.cells if (match := _UNDECODED.search(cell))), None)
    if undecoded is not None:
        value = f"byte 0x{ord(undecoded) - 0xDC00:02x}"
        return refuse(file, row.line, "not_utf8", value=value, remedy=NOT_UTF8)
    if len(row.cells) != len(names):
        value = f"{len(row.cells)} cells for {len(names)} columns"
        return refuse(file, row.line, "ragged_row", value=value, remedy="quote cells that hold commas or line breaks")
    return Record(file, row.line, dict(zip(names, row.cells, strict=True)))
