"""`outlets.toml` in, the register of outlets and speakers out; anything odd in it is an error."""

import tomllib
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from compare.errors import CorpusError
from compare.types import Outlet, Speaker

_Noun = TypeVar("_Noun", Outlet, Speaker)


@dataclass(frozen=True, slots=True)
class Register:
    """Who publishes and who is quoted, in the order of the file."""

    outlets: tuple[Outlet, ...]
    speakers: tuple[Speaker, ...] = ()


def load(path: Path) -> Register:
    """Read `outlets.toml`: tables `[[outlet]]` and `[[speaker]]` with the fields of the two types.

    `id` and `name` are required, the rest is optional; `completeness` is a share from 0 to 1.
    An outlet and a speaker may have the same id, two outlets or two speakers may not.

    Raises:
        CorpusError: the file is missing, is not TOML in UTF-8 or lists no outlet; or an entry (named in the
            message) has an unknown key, a wrong type, no id or name, or the id of another one.
    """
    content = _parse(path)
    unknown = sorted(content.keys() - {"outlet", "speaker"})
    if unknown:
        raise CorpusError(f"{path}: unknown table {unknown[0]!r}; only [[outlet]] and [[speaker]] are read")
    register = Register(_table(path, content, Outlet), _table(path, content, Speaker))
    if not register.outlets:
        raise CorpusError(f"{path} lists no outlet; add one [[outlet]] with id and name for each outlet")
    return register


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise CorpusError(f"no {path}; write one [[outlet]] with id and name for each outlet") from error
    except OSError as error:
        raise CorpusError(f"cannot read {path}: {error.strerror}; make the file readable") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CorpusError(f"{path} is not TOML: {error}; mend that line") from error


def _table(path: Path, content: dict[str, Any], noun: type[_Noun]) -> tuple[_Noun, ...]:
    """All entries of one kind, each checked."""
    kind = noun.__name__.lower()
    entries = content.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CorpusError(f"{path}: {kind} is not a list of tables; head each entry with [[{kind}]]")
    nouns: dict[str, _Noun] = {}
    for number, entry in enumerate(entries, start=1):
        label = f"{path}: {kind} {number} ({entry.get('id', 'without id')!r})"
        made = noun(**_values(label, entry, noun))
        if made.id in nouns:
            raise CorpusError(f"{label}: the id stands twice; give each {kind} an id of its own")
        nouns[made.id] = made
    return tuple(nouns.values())


def _values(label: str, entry: dict[str, Any], noun: type) -> dict[str, Any]:
    """The values of one entry in the types of the noun's fields."""
    known = {field.name: field for field in fields(noun)}
    for name in entry:
        if name not in known:
            raise CorpusError(f"{label}: unknown key {name!r}; known are {', '.join(known)}")
    for name, field in known.items():
        if field.default is MISSING and not entry.get(name):
            raise CorpusError(f'{label}: {name} is missing; add {name} = "…"')
    return {name: _value(f"{label}: {name}", value, known[name].type) for name, value in entry.items()}


def _value(label: str, value: object, type_: object) -> object:
    fits, wanted = _TYPES[type_]
    if not fits(value):
        raise CorpusError(f"{label} = {value!r} is not {wanted}; write it as {wanted}")
    return tuple(value) if isinstance(value, list) else value


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_share(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


_TYPES: dict[object, tuple[Callable[[object], bool], str]] = {
    str: (_is_string, "a string"),
    str | None: (_is_string, "a string"),
    tuple[str, ...]: (_is_strings, "a list of strings"),
    float | None: (_is_share, "a number from 0 to 1"),
}
