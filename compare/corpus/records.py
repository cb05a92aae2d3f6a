"""One raw record in, one document or one drop out: all that is asked of a field, once for all formats."""

import re
import reprlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from html.entities import html5
from itertools import chain

from compare.corpus.outlets import Register
from compare.types import Document, Drop

REQUIRED = ("id", "outlet", "text", "published")

# Bytes in UTF-8 of one field, about 1.5 million words. A convention: no news item is as long; a text
# of that size is a dump or a whole archive, and would be taken for one item of one day.
MAX_BYTES = 10_000_000

MAX_VALUE = 80  # characters of a refused value that are shown; a convention: it fits on one line

NOT_UTF8 = "save the file as UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8"

TOO_LARGE = f"a field has to be under {MAX_BYTES:,} bytes; split it into the items that were published"

_PROSE = ("title", "text")  # fields that may hold tabs and line breaks
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # category Cc without tab, newline, return
_CONTROL_OR_BREAK = re.compile("[\x00-\x1f\x7f-\x9f]")
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MOMENT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    "(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)

# The elements that the body of a page is made of (WHATWG HTML, with the old ones still met). A name in
# angle brackets that is none of them, an address or a heart (<3) is plain text.
_ELEMENTS = frozenset(
    "html head title meta link style script noscript body header footer nav main section article aside "
    "h1 h2 h3 h4 h5 h6 p br hr pre blockquote ol ul li dl dt dd figure figcaption div center font "
    "a abbr b big cite code del em i ins mark q s small span strong strike sub sup time tt u wbr "
    "img picture source video audio iframe embed object svg table caption tbody thead tfoot tr td th "
    "form input button select option textarea label".split()
)
_TAG = re.compile(r"</?([a-z][a-z0-9]{0,9})(?:\s*/?>|\s[^<>=]*=[^<>]*>)|<!(?:--|doctype )", re.I | re.A)
_ENTITY = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")
_REPR = reprlib.Repr()  # bounded in depth and length, whatever a record holds
_REPR.maxstring = _REPR.maxother = MAX_VALUE


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one document as a reader found them, nothing of them checked."""

    file: str  # relative to the corpus folder
    line: int  # where the record begins, 1-based
    values: Mapping[str, object]
    hint: str = ""  # how the format gives a field that is missing

    @property
    def place(self) -> str:
        """File and line, as messages name them."""
        return f"{self.file}, line {self.line}"


class _RefusedError(Exception):
    """The first thing wrong with a record; never leaves this module."""

    def __init__(self, reason: str, field: str, value: object, *, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.field, self.value, self.remedy = reason, field, value, remedy


def check(record: Record, register: Register, today: date) -> Document | Drop:
    """Turn a record into a document, or into a drop that names the first thing wrong with it.

    Dates without a zone are taken as UTC, dates without a time as midnight. Does not compare
    records with each other, nor clean anything: title and text pass as given or not at all.
    """
    try:
        return _document(record, register, today)
    except _RefusedError as wrong:
        id_, outlet = record.values.get("id"), record.values.get("outlet")
        known = any(outlet == o.id for o in register.outlets)
        drop = refuse(
            record.file,
            record.line,
            wrong.reason,
            field=wrong.field,
            value=wrong.value,
            remedy=wrong.remedy,
            document=id_ if isinstance(id_, str) and wrong.field != "id" else None,
        )
        return replace(drop, outlet=str(outlet)) if known else drop


def refuse(
    file: str,
    line: int | None,
    reason: str,
    *,
    field: str | None = None,
    value: object = None,
    remedy: str,
    document: str | None = None,
) -> Drop:
    """Make a drop of stage "corpus", with its value shortened to MAX_VALUE characters."""
    return Drop(
        "corpus",
        reason,
        file=_one_line(file),
        line=line,
        field=field,
        value=None if value is None else _shown(value),
        remedy=_one_line(remedy),
        document=document,
    )


def undecodable(error: UnicodeDecodeError) -> str:
    """The first byte that is not UTF-8, as a value to show."""
    return f"byte 0x{error.object[error.start]:02x} at {error.start}"


def _document(record: Record, register: Register, today: date) -> Document:
    outlets = {outlet.id for outlet in register.outlets}
    speakers = {speaker.id for speaker in register.speakers}
    title = _optional(record, "title") or ""
    document = Document(
        id=_required(record, "id"),
        outlet=_known("outlet", _required(record, "outlet"), outlets),
        title=_plain("title", title) if title.strip() else "",
        body=_plain("text", _required(record, "text")),
        published=_moment("published", _required(record, "published"), today),
        language=_optional(record, "language") or "en",
        modified=_optional_moment(record, "modified", today),
        fetched=_optional_moment(record, "fetched", today),
        url=_optional(record, "url"),
        attributed_to=_optional(record, "attributed_to"),
    )
    if document.attributed_to is not None:
        _known("attributed_to", document.attributed_to, speakers)
    return document


def _required(record: Record, field: str) -> str:
    value = _string(record, field)
    if field == "text" and value is not None and not value.strip():
        raise _RefusedError("empty_text", field, value, remedy="give the text, or take the record out")
    if value is None or not value.strip():
        raise _RefusedError("missing_field", field, value, remedy=record.hint or f"give the record a value for {field}")
    return value


def _optional(record: Record, field: str) -> str | None:
    return _string(record, field) or None


def _string(record: Record, field: str) -> str | None:
    """The value where it is text that can be kept, None where there is none."""
    value = record.values.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _RefusedError("wrong_type", field, value, remedy=f"write {field} as a string")
    size = len(value.encode("utf-8", "surrogatepass"))
    if size >= MAX_BYTES:
        raise _RefusedError("too_large", field, f"{size} bytes", remedy=TOO_LARGE)
    found = _SURROGATE.search(value)
    if found is not None:
        raise _RefusedError("lone_surrogate", field, _code(found), remedy="write the character whole, or as U+FFFD")
    found = (_CONTROL if field in _PROSE else _CONTROL_OR_BREAK).search(value)
    if found is not None:
        raise _RefusedError(
            "control_character", field, _code(found), remedy="take the character out or decode it right"
        )
    return value


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found.group()):04X} at {found.start()}"


def _plain(field: str, value: str) -> str:
    """The value, unless it is markup."""
    tags = (match for match in _TAG.finditer(value) if match[1] is None or match[1].lower() in _ELEMENTS)
    entities = (match for match in _ENTITY.finditer(value) if match[1] is None or f"{match[1]};" in html5)
    found = next(chain(tags, entities), None)
    if found is not None:
        remedy = "extract the plain text first, for example with trafilatura; html.unescape resolves lone entities"
        raise _RefusedError("html", field, value[found.start() : found.start() + MAX_VALUE], remedy=remedy)
    return value


def _known(field: str, value: str, ids: set[str]) -> str:
    if value not in ids:
        kind = "outlet" if field == "outlet" else "speaker"
        remedy = f"add it to outlets.toml as [[{kind}]], or write the id of one that is there"
        raise _RefusedError(f"unknown_{kind}", field, value, remedy=remedy)
    return value


def _optional_moment(record: Record, field: str, today: date) -> datetime | None:
    value = _optional(record, field)
    return None if value is None else _moment(field, value, today)


def _moment(field: str, value: str, today: date) -> datetime:
    """A date or time with its zone, UTC where none is given."""
    try:
        moment = datetime.fromisoformat(value) if _MOMENT.fullmatch(value) else None
    except ValueError:  # the right form, but no such day, hour or zone
        moment = None
    if moment is None:
        remedy = "write it as 2020-02-04 or 2020-02-04T17:30:00+03:00 (ISO 8601)"
        raise _RefusedError("bad_date", field, value, remedy=remedy)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment > datetime.combine(today, time.max, UTC):
        raise _RefusedError("future_date", field, value, remedy=f"correct the date; today is {today.isoformat()}")
    return moment


def _shown(value: object) -> str:
    """A value on one line, shortened."""
    text = value if isinstance(value, str) else _REPR.repr(value)
    line = _one_line(text[: MAX_VALUE + 1])
    return line if len(line) <= MAX_VALUE else line[: MAX_VALUE - 1] + "…"


def _one_line(text: str) -> str:
    """The text with line breaks, control characters and lone surrogates (of a file's name, say) escaped."""
    return _UNSHOWABLE.sub(lambda found: ascii(found.group())[1:-1], text)
