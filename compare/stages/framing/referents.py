"""Which nouns the outlets use for the same referent, found from the data and not from a list.

In: statements of shared events with their parses. Out: mentions of nouns by the group that they belong to.
Nouns for one referent stand in the same place of the same events: who does what is told, whom it befalls, where
it goes ("rebels", "opposition fighters" and "insurgents" seize the same hill). Each noun is a distribution over
(event, relation, verb or kind of deed), and over (relation, verb) alone; both are weighed by positive pointwise
mutual information and cut to their first singular directions (Deerwester et al. 1990; Levy, Goldberg and Dagan
2015). Nouns are joined by average linkage of their cosines, and only where two outlets have put the one and the
other in the same place of the same event.

A group is a finding on use, not on the world: it may hold two referents that do the same, and the sentences
tell. Labels that are verbs or adjectives are left to `labelling`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from compare.lexicon.actions import ACTIONS
from compare.lexicon.deeds import QUANTITIES
from compare.lexicon.labels import BARE_NOUNS, MEASURES
from compare.stages.framing.counting import Mention
from compare.stages.framing.naming import party
from compare.stages.framing.quotation import Reading
from compare.stages.framing.words import FUNCTION_WORDS, FURNITURE
from compare.types import Parse

MEASURE = "referent"

# A noun must stand in so many places of so many documents to have a distribution at all: conventions.
LEAST_USES = 8
LEAST_DOCUMENTS = 5
MOST_NOUNS = 600  # the most used ones: the time of the linkage grows with their square
DIRECTIONS = 40  # singular directions kept; of 20, 40 and 80 the groups read best on the dev corpus with 40

# Two nouns are only joined where outlets put one and the other in the same place of the same event, so often.
# By reading on the dev corpus: with 1, half of the groups hold two referents; with 2, few of 20; with 3, six
# groups are left.
SUBSTITUTED = 2
APART = 0.8  # cosine distance up to which groups are joined; of 0.7 and 0.8, by reading on the dev corpus
LARGEST = 12  # a larger group is no referent but a kind of word

_SLOTS = {
    "nsubj": "does", "obl:agent": "does", "obj": "suffers", "nsubj:pass": "suffers", "nmod": "of", "obl": "at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Use:
    """One noun in one place of one sentence."""

    noun: str
    place: tuple[str, str]  # relation, verb or kind of deed
    reading: Reading


def find(shared: Sequence[Reading], parses: Mapping[str, Parse]) -> list[Mention]:
    """Give the nouns of each group of at least two, in the outlets' own words.

    Args:
        shared: the statements of events of at least two outlets.
        parses: of the statements, by id; those without one are not read.
    """
    uses = [use for reading in shared if reading.statement.id in parses for use in _uses(reading, parses)]
    nouns = _frequent(uses)
    kept = [use for use in uses if use.noun in nouns]
    groups = _groups(kept, nouns)
    return [Mention.of(u.reading, MEASURE, groups[u.noun], u.noun) for u in kept if u.noun in groups]


def _uses(reading: Reading, parses: Mapping[str, Parse]) -> Iterator[_Use]:
    parse = parses[reading.statement.id]
    for i, token in enumerate(parse.tokens):
        slot = _SLOTS.get(token.dep)
        if slot is None or not token.tag.startswith("NN") or not reading.says(token.start):
            continue
        noun = _noun(parse, i)
        head = parse.tokens[token.head].lemma
        if noun and token.head != i:
            case = next((parse.tokens[c].lemma for c in parse.children(i) if parse.tokens[c].dep == "case"), "")
            relation = slot if slot in ("does", "suffers") else case
            yield _Use(noun, (relation, ACTIONS.get((head,), head)), reading)


def _noun(parse: Parse, i: int) -> str:
    """The noun, with the word before it where it says little alone ("regime forces"); "" for names and times."""
    token = parse.tokens[i]
    if token.lemma in MEASURES | QUANTITIES | FUNCTION_WORDS | FURNITURE or len(token.lemma) < 3:
        return ""
    if token.lemma in BARE_NOUNS:
        before = [c for c in parse.children(i) if c < i and parse.tokens[c].dep in ("compound", "amod")]
        words = [parse.tokens[c].text.lower() for c in before if parse.tokens[c].tag != "CD"]
        return f"{words[-1]} {token.lemma}" if words else token.lemma
    return token.lemma if not token.tag.startswith("NNP") or party(token.text) else ""


def _frequent(uses: Sequence[_Use]) -> tuple[str, ...]:
    """The nouns with enough uses in enough documents, the most used first."""
    count = Counter(use.noun for use in uses)
    documents = defaultdict(set)
    for use in uses:
        documents[use.noun].add(use.reading.statement.document)
    enough = [n for n in count if count[n] >= LEAST_USES and len(documents[n]) >= LEAST_DOCUMENTS]
    return tuple(sorted(enough, key=lambda n: (-count[n], n))[:MOST_NOUNS])


def _groups(uses: Sequence[_Use], nouns: tuple[str, ...]) -> dict[str, str]:
    """The name of the group of each noun that shares one: its most used nouns."""
    if len(nouns) < 3:
        return {}
    views = (lambda use: (use.reading.event, *use.place)), (lambda use: use.place)
    likeness = sum(_cosines(_weighed(uses, nouns, view)) for view in views) / len(views)
    distance = np.clip(1.0 - likeness, 0.0, None)
    distance[_substituted(uses, nouns) < SUBSTITUTED] = 1.0
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform((distance + distance.T) / 2, checks=False), "average")
    members = defaultdict(list)
    for noun, group in zip(nouns, fcluster(tree, APART, "distance"), strict=True):
        members[int(group)].append(noun)
    return {n: _name(group) for group in members.values() if 1 < len(group) <= LARGEST for n in group}


def _substituted(uses: Sequence[_Use], nouns: Sequence[str]) -> np.ndarray:
    """In how many places of events two nouns stand, in different outlets; int64, shape (n_nouns, n_nouns)."""
    row = {noun: i for i, noun in enumerate(nouns)}
    places: dict[tuple[str, ...], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for use in uses:
        places[use.reading.event, *use.place][row[use.noun]].add(use.reading.statement.outlet)
    shared = np.zeros((len(nouns), len(nouns)), dtype=np.int64)
    for held in places.values():
        for a, b in combinations(sorted(held), 2):
            if len(held[a] | held[b]) > 1:
                shared[a, b] += 1
                shared[b, a] += 1
    return shared


def _name(group: Sequence[str]) -> str:
    """The most used nouns first, as `_frequent` orders them."""
    return ", ".join(group[:3]) + (" …" if len(group) > 3 else "")


def _weighed(uses: Sequence[_Use], nouns: Sequence[str], view: Callable[[_Use], Hashable]) -> np.ndarray:
    """Positive pointwise mutual information of nouns and contexts; float64, shape (n_nouns, n_contexts)."""
    row = {noun: i for i, noun in enumerate(nouns)}
    contexts: dict[Hashable, int] = {}
    cells = [(row[use.noun], contexts.setdefault(view(use), len(contexts))) for use in uses]
    counts = np.zeros((len(nouns), len(contexts)))
    np.add.at(counts, tuple(np.array(cells).T), 1.0)
    counts = counts[:, (counts > 0).sum(axis=0) > 1]  # a context of one noun says nothing of two
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / max(counts.sum(), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(counts / expected)
    return np.where(counts > 0, np.maximum(information, 0.0), 0.0)


def _cosines(weighed: np.ndarray) -> np.ndarray:
    """Cosines of the rows in their first singular directions; float64, shape (n_nouns, n_nouns)."""
    values, vectors = np.linalg.eigh(weighed @ weighed.T)
    kept = slice(max(0, len(values) - DIRECTIONS), None)
    coordinates = vectors[:, kept] * np.sqrt(np.maximum(values[kept], 0.0))
    length = np.maximum(np.linalg.norm(coordinates, axis=1, keepdims=True), 1e-9)
    cosines: np.ndarray = (coordinates / length) @ (coordinates / length).T
    return cosines
