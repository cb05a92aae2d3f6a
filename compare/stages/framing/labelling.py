"""Which labels of `lexicon.labels` a text uses, and where."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from compare.lexicon.labels import LABELS, NEAR, NOT_PEOPLE, NOT_PLACES, OTHER_PARTIES


class Found(NamedTuple):
    """A label in a text; half-open offsets."""

    start: int
    end: int
    family: str
    name: str


_NOT_WITH = {
    ("deaths", "neutralised"): NOT_PEOPLE,
    ("deaths", "eliminated"): NOT_PEOPLE,
    ("control", "captured"): NOT_PLACES,
    ("control", "seized"): NOT_PLACES,
    ("control", "freed"): NOT_PLACES,
    ("control", "liberated"): NOT_PLACES,
}
_WORD = re.compile(r"[^\W\d_]+")
REACH = 60  # characters; room for NEAR words


@dataclass(frozen=True, slots=True)
class _Matcher:
    """All forms of a family in one pattern, longest first, with the label of each normalised form."""

    pattern: re.Pattern[str]
    names: dict[str, str]


def _matcher(family: str) -> _Matcher:
    forms = [(form, entry) for entry in LABELS if entry.family == family for form in entry.forms]
    forms.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    parts = [_pattern(form) if entry.exact else f"(?i:{_pattern(form)})" for form, entry in forms]
    names = {_normal(form): entry.name for form, entry in forms}
    return _Matcher(re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)"), names)


def _pattern(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"[\s-]").replace(r"\-", r"[\s-]?").replace("'", "['’]?")


def _normal(form: str) -> str:
    return re.sub(r"[\W_]+", "", form).lower()


def _first_words(form: str) -> set[str]:
    """How the first run of letters of a form may be written: with or without hyphens, apostrophes."""
    plain = form.lower().replace("'", "")
    return {_LETTERS.findall(text)[0] for text in (form.lower(), plain, plain.replace("-", ""))}


_LETTERS = re.compile(r"[^\W\d_]+")
_FAMILIES = {family: _matcher(family) for family in sorted({entry.family for entry in LABELS})}
_STARTS: dict[str, set[str]] = defaultdict(set)  # first word: families with a form that begins so
for _entry in LABELS:
    for _form in _entry.forms:
        for _word in _first_words(_form):
            _STARTS[_word].add(_entry.family)


def labels(text: str) -> tuple[Found, ...]:
    """Find the labels in a text, sorted by start; within a family they do not overlap.

    Fighters named right beside an IS name are of the family "IS fighters": "IS militants".
    Does not resolve pronouns, nor tell which of several armed groups "militants" are.
    """
    found = [label for label in _matches(text) if label.name and not _other_sense(text, label)]
    names = [label for label in found if label.family == "IS"]
    return tuple(sorted(_apart(label, text, names) for label in found))


def _matches(text: str) -> Iterator[Found]:
    taken: dict[str, int] = {}
    for word in _LETTERS.finditer(text):
        for family in _STARTS.get(word.group().lower(), ()):
            matcher = _FAMILIES[family]
            if word.start() >= taken.get(family, 0) and (match := matcher.pattern.match(text, word.start())):
                taken[family] = match.end()
                yield Found(match.start(), match.end(), family, matcher.names[_normal(match.group())])


def _other_sense(text: str, label: Found) -> bool:
    if label.family == "IS" and label.name == "IS":
        return text.isupper()
    if label.family in ("fighters", "state"):
        before = text[max(0, label.start - 24) : label.start]
        word = before.split()[-1].lower() if before[-1:] in (" ", "-") and before.split() else ""
        return word.strip("-(,").removesuffix("-backed") in OTHER_PARTIES and not word.endswith("-backed")
    stop = _NOT_WITH.get((label.family, label.name), frozenset())
    return bool(stop) and not stop.isdisjoint(_near(text, label))


def _near(text: str, label: Found) -> list[str]:
    """The words right after a label, and those right before it: "weapons must be eliminated"."""
    after = _WORD.findall(text[label.end : label.end + REACH].lower())[:NEAR]
    return after + _WORD.findall(text[max(0, label.start - REACH) : label.start].lower())[-NEAR:]


def _apart(label: Found, text: str, names: list[Found]) -> Found:
    """Fighters of the Islamic State are another referent than the others who fight the state."""
    beside = label.family == "fighters" and any(
        text[a.end : b.start].strip(" ()-") == "" and a.end < b.start
        for name in names
        for a, b in ((name, label), (label, name))
    )
    return label._replace(family="IS fighters") if beside else label
