"""A plain text file in, one record out.

The outlet and the date stand in the name of the file, `<outlet>_<YYYY-MM-DD>.txt` or
`<outlet>_<YYYY-MM-DD>_<slug>.txt`, or in front matter: `key: value` lines between two lines of
`---` at the top, keys being the fields of a document. Front matter stands above the name. Values
are taken as they stand, without quotes or lists. Empty lines below the front matter belong to it.

The id is the stem of the file. The first line is the title if a blank line and more text follow,
unless the front matter gives a title. All of the rest is the text, white space included.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from compare.corpus.records import MAX_BYTES, NOT_UTF8, TOO_LARGE, Record, refuse, undecodable
from compare.types import Drop

FORM = "name the file <outlet>_<YYYY-MM-DD>_<slug>.txt, or head it with 'published: …' between two lines of ---"

# Characters. The longest of 450 real news headlines (the dev gold) has 136; a longer first line is a
# paragraph of a text that has no title.
MAX_TITLE = 200

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_NAME = re.compile(r"(?P<outlet>.+?)_(?P<published>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:_.*)?", re.DOTALL)


def read(path: Path, file: str) -> Iterator[Record | Drop]:
    """Yield the one record of the file, or its drop.

    Args:
        path: the file.
        file: its name in records and drops.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        content = stream.read(2 * MAX_BYTES)  # with room for front matter: the text itself is checked later
        if stream.read(1):
            yield refuse(file, 1, "too_large", field="text", value=f"over {len(content)} bytes", remedy=TOO_LARGE)
            return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        yield refuse(file, line, "not_utf8", value=undecodable(error), remedy=NOT_UTF8)
        return
    yield _record(path.stem, file, text)


def _record(stem: str, file: str, text: str) -> Record | Drop:
    name = _NAME.fullmatch(stem)
    values: dict[str, object] = {"id": stem, **(name.groupdict() if name else {})}
    opening = _FENCE.match(text)
    if opening is not None:
        closing = _FENCE.search(text, opening.end())
        lines = text[opening.end() : closing.start() if closing else opening.end()].split("\n")
        wrong = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and ":" not in line]
        if closing is None or wrong:
            number, line = wrong[0] if wrong else (1, opening.group())
            remedy = "write front matter as 'key: value' lines between two lines of ---"
            return refuse(file, number, "bad_front_matter", value=line, remedy=remedy)
        pairs = (line.partition(":") for line in lines if line.strip())
        values |= {key.strip(): value.strip() for key, _, value in pairs}
        text = text[closing.end() :].lstrip("\r\n")
    return Record(file, 1, values | _title_and_body(text, values.get("title")), hint=FORM)


def _title_and_body(text: str, title: object) -> dict[str, object]:
    first, _, rest = text.partition("\n")
    blank, _, body = rest.partition("\n")
    headed = 0 < len(first.strip()) and len(first) <= MAX_TITLE and not blank.strip() and body.strip()
    if headed and not title:
        return {"title": first.removesuffix("\r"), "text": body}
    return {"title": title, "text": text}
