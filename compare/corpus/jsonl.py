"""JSON Lines in, records out: one object a line, UTF-8; blank lines are skipped."""

import codecs
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from compare.corpus.records import MAX_VALUE, NOT_UTF8, Record, refuse, undecodable
from compare.types import Drop

# Bytes of a line. A text just under records.MAX_BYTES with every character escaped (\u0041) takes six
# times its size, 60 MB; a longer line holds no acceptable text, and is passed over without being held.
MAX_LINE = 64_000_000


def read(path: Path, file: str) -> Iterator[Record | Drop]:
    """Yield one record or drop for each line that is not blank.

    Args:
        path: the file.
        file: its name in records and drops.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(_lines(stream), start=1):
            if line is None:
                yield refuse(
                    file,
                    number,
                    "too_large",
                    value=f"over {MAX_LINE} bytes",
                    remedy="split the line into documents",
                )
            elif line.strip():
                yield _record(file, number, line)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines without byte order mark; None for a line over the limit."""
    first = True
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line.removeprefix(codecs.BOM_UTF8) if first else line
        first = False


def _record(file: str, number: int, line: bytes) -> Record | Drop:
    try:
        values = json.loads(line.decode("utf-8"), object_pairs_hook=_unique)
    except UnicodeDecodeError as error:
        return refuse(file, number, "not_utf8", value=undecodable(error), remedy=NOT_UTF8)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of too many digits
        shown = line[:400].decode("utf-8", "replace").strip()
        return refuse(file, number, "not_json", value=shown, remedy=f"make the line one JSON object: {error}")
    if not isinstance(values, dict):
        return refuse(file, number, "not_an_object", value=values, remedy='write the fields as {"id": …}')
    return Record(file, number, values)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless a key stands twice: which of the two is meant cannot be known."""
    values = dict(pairs)
    if len(values) < len(pairs):
        (name, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the key {name[:MAX_VALUE]!r} stands twice")
    return values
