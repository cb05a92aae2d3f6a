"""Places that a sentence names, with one key for all spellings.

A capitalised name is a place where the gazetteer knows it and nothing speaks for a person or group, or where
words say so ("the town of X", "X district", "near X").
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from compare.lexicon.actions import ACTIVE_VERBS
from compare.stages.slots.names import Name, opening
from compare.stages.slots.tokens import Token, at
from compare.types import Location, Place


class Gazetteer(Protocol):
    """Where the names of places are known; `compare.gazetteer` has the real one."""

    def lookup(self, name: str, country: str | None = None) -> tuple[Location, ...]:
        """Places of that name, those of the country first, then the most populous; countries included."""
        ...

    def key(self, name: str) -> str:
        """A key for a name that is not known, equal for its usual spellings."""
        ...


# A place whose name no word of its sentence marks as a place is taken only from this size on: below, names of
# towns are also names of people and ordinary words. Read off the development corpus.
_WELL_KNOWN = 50_000
# Abroad (outside the document's country) a name must be of a city at least this large.
_GREAT = 100_000
_OVERSHADOWS = 50  # times as many people; a convention
_PART = 5  # letters of a name told apart from another; shorter ones are parts of names
_WITHIN_REACH = 4  # tokens between a place and the larger one named after it: "Kobani in northern Syria"
_REGIONS = frozenset("province governorate countryside district region".split())


def read(
    tokens: Sequence[Token],
    text: str,
    gazetteer: Gazetteer,
    *,
    country: str | None,
    taken: frozenset[int],
    common: frozenset[str],
    known: frozenset[str] = frozenset(),
) -> tuple[Place, ...]:
    """Find the places in a sentence.

    Args:
        tokens: The tokens of the sentence.
        text: The canonical text that their offsets point into.
        gazetteer: Where names of places are known.
        country: ISO code of the country that the document speaks most about, or None.
        taken: Positions of tokens inside names of parties, which are no places.
        common: Words that the document also writes small, and so no names.
        known: Keys of places that other sentences of the document tell to be places.

    Returns:
        Places in the order of the text, not overlapping. A country that acts ("Russia said") is none; one
        after a preposition or with a direction ("northern Syria") is.
    """
    ground = _Ground(gazetteer, country, common, known)
    found: list[tuple[Place, Name]] = []
    position = 0
    while position < len(tokens):
        stop = position + 1
        for name in opening(tokens, position, text):
            party = not taken.isdisjoint(range(position, name.stop))
            place = _place(name, ground, party=party)
            if place is not None:
                found.append((place, name))
                stop = name.stop
                break
        position = stop
    return _nested(tokens, found, ground)


def settle(
    found: Sequence[tuple[Place, ...]], gazetteer: Gazetteer, country: str | None
) -> tuple[tuple[Place, ...], ...]:
    """Tell by the larger places named around it where a place lies that no list has or two provinces have.

    Args:
        found: The places of each sentence of a document, in order.
        gazetteer: Where names of places are known.
        country: ISO code of the country that the document speaks most about, or None.

    Returns:
        The same places in the same order. A place that no list has lies in the large town or province of the
        country named before it in its sentence, else after it there, else last before, else first after.
    """
    ground = _Ground(gazetteer, country, frozenset(), frozenset())
    large = {place for places in found for place in places if ground.large(place)}
    last = next((place for places in found for place in places if place in large), None)
    settled = []
    for places in found:
        around = [place for place in places if place in large]
        nearest = around[0] if around else last
        here = []
        for place in places:
            nearest = place if place in large else nearest
            here.append(ground.lying(place, nearest, [*around, *([last] if last else [])]))
        settled.append(tuple(here))
        last = nearest
    return _chained(settled)


def _chained(found: Sequence[tuple[Place, ...]]) -> tuple[tuple[Place, ...], ...]:
    """Let what contains a larger place contain the smaller one in it, too: "X in Y", and elsewhere "Y in Z"."""
    larger = {place.key: place.within for places in reversed(found) for place in places if place.within}

    def chained(place: Place) -> Place:
        """A place with what contains the one that it lies in."""
        if len(place.within) != 1:
            return place
        rest = (key for key in larger.get(place.within[0], ()) if key != place.key)
        return replace(place, within=(*place.within, *rest))

    return tuple(tuple(map(chained, places)) for places in found)


def country_of(names: Iterable[str], gazetteer: Gazetteer) -> str | None:
    """The country that these names and names of its cities name most, as an ISO code.

    Of 450 articles on the war in Syria, 445 are told so to be on Syria, and 430 where countries go before cities:
    a power that acts much is then taken for the scene.
    """
    countries: Counter[str] = Counter()
    cities: Counter[str] = Counter()
    for name in names:
        for place in gazetteer.lookup(name)[:1]:
            counts = cities if place.within else countries
            counts[place.country] += not place.within or place.population >= _GREAT
    named = countries.keys() | cities.keys()
    return min(named, key=lambda code: (-countries[code] - cities[code], -countries[code], code), default=None)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What decides on the names of a document."""

    gazetteer: Gazetteer
    country: str | None
    common: frozenset[str]
    known: frozenset[str]  # keys of places that the document tells elsewhere to be places

    def find(self, spelling: str) -> Location | None:
        """The place meant: the first, unless a city abroad is so large that everybody means it (Berlin)."""
        places = self.gazetteer.lookup(spelling, self.country) if len(spelling) > 2 else ()
        if not places:
            return None
        largest = max(places, key=lambda place: place.population)
        known = max(places[0].population, _GREAT // 10)
        return largest if largest.population > _OVERSHADOWS * known else places[0]

    def told(self, name: Name) -> bool:
        """Whether another sentence tells that the whole name is of a place."""
        return self.gazetteer.key(name.region) in self.known and not (name.personal or name.cut)

    def large(self, place: Place) -> bool:
        """Whether a place is a large town of the country, or the province of its name."""
        known = self.find(place.name)
        if known is None or known.country != self.country or not known.within:
            return False
        return known.population >= _GREAT

    def lying(self, place: Place, nearest: Place | None, around: Sequence[Place]) -> Place:
        """The place with the larger ones that contain it, as the places around it tell."""
        found = self.gazetteer.lookup(place.name, self.country)
        known = [one for one in found if one.country == self.country or not one.within]
        if not known and not place.within and nearest is not None:
            return replace(place, within=(nearest.key, *nearest.within))
        keys = {p.key for p in around}
        namesakes = [one for one in known if one.country == self.country and one.key == place.key and one.within]
        if len({one.within for one in namesakes}) < 2 or keys & set(place.within[:1]):
            return place
        meant = next((one for one in namesakes if one.within[0] in keys), None)
        return replace(place, within=meant.within) if meant else place

    def parted(self, text: str) -> bool:
        """Whether it is two names of the country's places whose comma is lost: "Tal Minnis Sarmada"."""
        words = text.split()
        breaks = (k for k in range(1, len(words)) if words[k][0].isupper())  # "X al-Y" is one name
        parts = ((" ".join(words[:k]), " ".join(words[k:])) for k in breaks)
        return any(all(self._local(part) for part in pair) for pair in parts)

    def _local(self, text: str) -> bool:
        found = self.gazetteer.lookup(text, self.country) if len(text) >= _PART else ()
        return any(place.within and place.country == self.country for place in found)

    def joined(self, words: tuple[str, ...]) -> bool:
        """Whether one of several words is a country or a large place by itself: "Syrias Aleppo"."""
        found = (self.find(word.removesuffix("s")) for word in words)
        return any(place and (not place.within or place.population >= _WELL_KNOWN) for place in found)


def _place(name: Name, ground: _Ground, *, party: bool) -> Place | None:
    """The place that a name means, if it means one."""
    if name.ordinary(ground.common):
        return None
    start = name.tokens[name.first].start
    possessor = name.text.removesuffix("'s").removesuffix("’s")
    for spelling in (possessor, possessor.removesuffix("s")):  # a possessive may have lost its apostrophe
        location = ground.find(spelling)
        if location is not None:
            end = start + len(spelling)
            if _credible(name, location, ground, party=party, spelling=spelling):
                return Place(start, end, spelling, location.key, location.within)
            if not (location.within and location.country != ground.country and (name.called or name.lonely)):
                return None  # else "the town of X" is another than the city of that name abroad
    told = name.called or name.lonely or ground.told(name)
    if party or not told or name.doubtful(ground.common):
        return None
    if (ground.joined(name.parts) and not name.generic) or ground.parted(name.text):
        return None
    return Place(start, start + len(name.text), name.text, ground.gazetteer.key(name.region))


def _credible(name: Name, location: Location, ground: _Ground, *, party: bool, spelling: str) -> bool:
    """Whether a known name is meant as a place here."""
    if not location.within:  # a country: only where things happen in it
        return name.inside or (name.directed and not name.speaking) or name.stage(possessed=spelling != name.text)
    if name.dateline:
        return location.population >= _GREAT
    if party and not (name.called or (name.inside and ground.gazetteer.lookup(name.text))):
        return False
    if location.country != ground.country:
        return location.population >= _GREAT and name.inside and not (name.personal or name.institution)
    if name.called or name.inside:
        return True
    if name.personal or name.institution:
        return False
    several = name.stop - name.first > 1
    return (
        name.locative
        or several
        or ((location.key in ground.known or location.population >= _WELL_KNOWN) and not name.power)
    )


def _nested(tokens: Sequence[Token], found: Sequence[tuple[Place, Name]], ground: _Ground) -> tuple[Place, ...]:
    """Let a larger place named right after a smaller one contain it: "X in Y province", "X district of Y"."""
    places = [place for place, _ in found]
    for index, ((place, name), (larger, after)) in enumerate(zip(found, found[1:], strict=False)):
        stop, first, end = name.stop, after.first, after.stop
        if first - stop > _WITHIN_REACH or place.key in (larger.key, *larger.within):
            continue
        known = ground.find(place.name)
        if known is not None and (not known.within or (len(known.within) == 1 and not name.quarter)):
            continue  # a country, or the seat of a province
        between = {token.low for token in tokens[stop:first]}
        if (name.listed and after.listed) or between & ACTIVE_VERBS:
            continue
        if between and (not between & {"in", "of", ","} or between & {"and", "or", "to", "from"}):
            continue
        quarter = name.quarter and larger.key not in place.within  # of a town, and not the town of that name
        if quarter or at(tokens, end) in _REGIONS or larger.key in place.within or not place.within:
            own = () if quarter else place.within
            rest = (key for key in (*own, *larger.within) if key not in (larger.key, place.key))
            places[index] = replace(place, within=(larger.key, *dict.fromkeys(rest)))
    return tuple(places)
