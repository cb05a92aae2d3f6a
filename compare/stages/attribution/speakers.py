"""Who it is: the registry, and the earlier speakers for which a pronoun or a short name stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from compare.lexicon import cues as lexicon
from compare.types import Speaker

UNNAMED = "unnamed"  # the name of the speaker of hearsay: "it was reported", "reportedly", "is believed to"
SAME_NAME = 90.0  # token_set_ratio, 0 to 100, from which names are one: halfway between "Ahmet Haddad" v "Mehmet
# Haddad" (88.0), who differ, and "Rami Abdulrahman" v "Rami Abdel Rahman" (90.9), who do not
SHORT = 2  # words of a place and a surname run together
MEMORY = 50  # attributions back to which a pronoun or a short name may refer: convention, keeps long texts linear
_NATIONS = frozenset(lexicon.NATIONS.values())
_POSSESSIVE = re.compile(r"['’]s?$")


def clean(words: str) -> str:
    """A name without leading article or "same", possessive and doubled spaces."""
    parts = words.split()
    while len(parts) > 1 and parts[0].casefold() in ("the", "a", "an", "same"):
        parts = parts[1:]
    return _POSSESSIVE.sub("", " ".join(parts))


@dataclass(frozen=True, slots=True)
class Heard:
    """A speaker of the document so far, with the kind of pronoun that can stand for it."""

    name: str
    speaker: str | None
    kind: str  # person, body or many


def kind_of(name: str) -> str:
    """What a name stands for, as the pronouns tell it: person, body, many, or any."""
    words = name.casefold().split()
    if any(w in lexicon.SPEAKERS_PLURAL for w in words[-1:]):
        return "many"
    if any(w in lexicon.SPEAKERS_SINGULAR - lexicon.BODIES or w in lexicon.ROLES for w in words):
        return "person"
    if any(w in lexicon.BODIES for w in words) or name.isupper():
        return "body"
    return "person" if len(words) > 1 else "any"


def resolve(said: str, heard: Sequence[Heard], registry: "Registry") -> tuple[str, str | None]:
    """The name to show and its id in the registry; a pronoun or short name is an earlier speaker's."""
    words = clean(said)
    low = words.casefold()
    first = said.split()[0].casefold()
    definite = first == "the" or (first not in lexicon.DETERMINERS and kind_of(words) != "many")
    if low in lexicon.PRONOUNS:
        wanted = lexicon.PRONOUNS[low]
        for earlier in reversed(heard):
            if earlier.name != UNNAMED and earlier.kind in (wanted, "any"):
                return earlier.name, earlier.speaker
        return words, None
    speaker = registry.find(words) or registry.find(_after_kind(words))
    if speaker:
        return speaker.name, speaker.id
    full = (_short_for(words, heard) if definite else None) or _surname_of(words, heard)
    return (full.name, full.speaker) if full else (words, None)


def _surname_of(words: str, heard: Sequence[Heard]) -> Heard | None:
    """The earlier person whose surname two capitals end in, as where a comma is lost ("from Homs Haddad said")."""
    parts = words.casefold().split()
    for earlier in reversed(heard) if len(parts) == SHORT else ():
        names = earlier.name.casefold().split()
        if earlier.kind == "person" and len(names) > 1 and names[-1] == parts[-1] and parts[0] not in names:
            return earlier
    return None


def _after_kind(words: str) -> str:
    """The name after the kind of thing that bears it ("the pro-government site X", "state outlet Y"), or nothing."""
    parts = words.split()
    for i in range(len(parts) - 1, 0, -1):
        if parts[i - 1].casefold() in lexicon.MEDIA:
            return " ".join(parts[i:])
    return ""


def _short_for(words: str, heard: Sequence[Heard]) -> Heard | None:
    """The last speaker of the same kind whose name holds all these words ("Observatory", "Haddad")."""
    parts, kind = set(words.casefold().split()), kind_of(words)
    generic = lexicon.WATCHERS | lexicon.MODIFIERS
    for earlier in reversed(heard):
        names = set(earlier.name.casefold().split())
        if lexicon.WRITINGS & set(earlier.name.casefold().split()[-1:]):
            continue
        alike = kind == earlier.kind or "any" in (kind, earlier.kind)
        watcher = bool(parts & lexicon.WATCHERS and names & lexicon.WATCHING) and parts <= generic
        if alike and (parts < names or watcher) and not parts <= lexicon.NATIONS.keys():
            return earlier
    return None


@dataclass(frozen=True, slots=True)
class Registry:
    """The speakers by the normal form of their names and aliases."""

    names: tuple[tuple[tuple[str, ...], Speaker], ...]

    @classmethod
    def of(cls, speakers: Iterable[Speaker]) -> "Registry":
        """The registry of these speakers, in whatever order they come."""
        pairs = ((_normal(alias), s) for s in speakers for alias in (s.name, s.id, *s.aliases))
        return cls(tuple(sorted(((n, s) for n, s in pairs if n), key=lambda pair: (pair[0], pair[1].id))))

    def name(self, speaker: str) -> str:
        """The registry's name of an id, or the id where the registry does not have it."""
        return next((s.name for _, s in self.names if s.id == speaker), speaker)

    def find(self, words: str) -> Speaker | None:
        """The one speaker whose name or alias this is; None where there is none, or two are as near."""
        wanted = _normal(words)
        exact = {s for n, s in self.names if len(n) == len(wanted) and sorted(n) == sorted(wanted)}
        if len(exact) == 1:
            return exact.pop()
        scores: dict[Speaker, float] = {}
        for name, speaker in self.names:
            if _may_be(wanted, name):
                score = fuzz.token_set_ratio(" ".join(wanted), " ".join(name))
                scores[speaker] = max(score, scores.get(speaker, 0.0))
        best = sorted(((score, s.id, s) for s, score in scores.items() if score >= SAME_NAME), reverse=True)
        clear = len(best) == 1 or (len(best) > 1 and best[0][0] > best[1][0])
        return best[0][2] if clear else None


def _normal(name: str) -> tuple[str, ...]:
    """The telling words of a name: small letters, no article, one spelling, one word for a nation."""
    words = re.findall(r"(?:[a-z]\.){2,}|[^\W_]+", name.casefold().replace("’", "'").replace("'s", ""))
    words = [lexicon.SPELLINGS.get(w.rstrip("."), w.rstrip(".")) for w in words]
    words = [lexicon.NATIONS.get(w, w) for w in words]
    return tuple(w for w in words if w not in lexicon.STOPWORDS)


def _may_be(wanted: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether two names agree in nation, portfolio and first name, so far as both have them."""
    a, b = set(wanted), set(name)
    telling = bool((a & b) - lexicon.GENERIC - _NATIONS)
    at_odds = a & _NATIONS != b & _NATIONS and (bool(a & _NATIONS and b & _NATIONS) or not telling)
    if at_odds or a & lexicon.PORTFOLIOS != b & lexicon.PORTFOLIOS:
        return False
    if b <= a and (telling or b & _NATIONS):  # more words than the name: titles before it, persons after it
        last = max(i for i, word in enumerate(wanted) if word in b)
        titles = lexicon.ROLES | lexicon.SPEAKER_NOUNS | lexicon.GENERIC | _NATIONS if telling else lexicon.HOLDING
        return set(wanted[:last]) - b <= titles | ({"national"} if a & lexicon.PORTFOLIOS else set())
    if a < b and telling:  # fewer: a surname, or a body cut short
        return wanted[-1] == name[-1] or not b.isdisjoint(lexicon.GENERIC | lexicon.SPEAKER_NOUNS)
    return telling or not a & b  # no word in common: a misspelling, for the score to judge
