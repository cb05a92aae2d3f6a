"""Which statements are copies of each other, and which are an agency's text: who is no independent voice.

Enters: the table of sentences with its links, and the corpus. Leaves: for each sentence its family of copies and
whose text its document says it is, and counts of both. Two outlets that print one text are one voice, however many
print it (`compare.voices`).

- A copy is a statement of another document with nearly the same words in the same order: the share of words kept
  by the shortest edit of insertions and deletions (Indel, by rapidfuzz). Only linked pairs are compared, since
  what has the same words is near: time grows with the links, not with the pairs.
- A credit is an agency's name where bylines stand: in brackets, before a date or a dash, after "source", or alone
  at the end. "The minister told AFP" and "SANA said" credit nobody: they name a speaker. Where an outlet of the
  corpus is the agency, by its id, its name or an alias, the credit names that outlet; a credit of oneself is none.
What two outlets write in their own words from one wire without a credit is not found.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from rapidfuzz.distance import Indel
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from compare.comparison import Copies, Links, Table, bare, dots
from compare.lexicon.agencies import AGENCIES, TITLES
from compare.types import Corpus, Count, Outlet

SAME_WORDS = 0.8  # share of words kept from which a statement is a copy; a convention, seen to hold on the dev gold
FEWEST = 8  # words of a statement that can be a copy: shorter ones are phrases of the trade
CLOSE = 0.8  # cosine below which no copy was found on the dev gold; spares the comparison of words
BATCH = 100_000  # pairs whose vectors are held at once
OPENING, CLOSING = 400, 120  # characters of a text in which a credit stands
_WORD = re.compile(r"\w+")
_NAMES = "|".join(sorted((re.escape(name) for name in AGENCIES), key=lambda name: (-len(name), name)))
_DATE = (
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]{0,6}\b|\d{1,2}[ /.-]"
)
_CREDIT = re.compile(
    rf"\((?:[\w ]{{1,30}}[/,] ?)?(?P<bracket>{_NAMES})\)"
    rf"|/(?P<slashed>{_NAMES})/"
    rf"|(?<!told )(?<!by )(?<!to )\b(?P<dated>{_NAMES}),? (?={_DATE}|[-–—] )"
    rf"|\b[Ss]ources?:? (?P<source>{_NAMES})\b"
)
_LAST = re.compile(rf"(?:^|[.\n\"”] ?|[-–—/] ?)(?P<last>{_NAMES})\.?\s*$")


def trace(table: Table, links: Links, corpus: Corpus) -> Copies:
    """Find the copies among linked statements and the credits of their documents.

    Args:
        table: the statements.
        links: from alignment; only these pairs are compared.
        corpus: the documents of the table, and the outlets.
    """
    text = {d.id: d.text for d in corpus.documents}
    outlets = _agencies(corpus.outlets)
    origin: list[str] = []
    for document, rows in groupby(table.statements, lambda s: s.document):
        key = credit(text[document])
        name, held = outlets.get(key, key), list(rows)
        origin += [name if name != held[0].outlet else ""] * len(held)
    return Copies(_families(table, links), tuple(origin))


def counts(table: Table, found: Copies) -> tuple[Count, Count]:
    """What was found, as sentences by whether they are the first of their text, and documents by whom they credit.

    Nothing is dropped: what is counted beside those that leave is a copy, or a document with a credit.
    """
    outlets: dict[int, set[str]] = {}
    copies: Counter[str] = Counter()
    for s, family in zip(table.statements, found.family.tolist(), strict=True):
        before = outlets.setdefault(family, set())
        if before:
            copies["repeated by its outlet" if s.outlet in before else "copied between outlets"] += 1
        before.add(s.outlet)
    origin = {s.document: o for s, o in zip(table.statements, found.origin, strict=True)}
    credits = Counter(f"credited to {o}" for o in origin.values() if o)
    return (
        Count("copies", "texts", len(table.statements), len(outlets), tuple(sorted(copies.items()))),
        Count("copies", "documents", len(origin), len(origin) - credits.total(), tuple(sorted(credits.items()))),
    )


def _agencies(outlets: Sequence[Outlet]) -> dict[str, str]:
    """By key of an agency the id of the outlet that it is; of several the first by id."""
    found: dict[str, str] = {}
    for outlet in sorted(outlets, key=lambda o: o.id):
        for name in (outlet.id, outlet.name, *outlet.aliases):
            if key := AGENCIES.get(name, name if name in TITLES else ""):
                found.setdefault(key, outlet.id)
    return found


def credit(text: str) -> str:
    """The key of the agency that a text credits, or "" where it credits none; the first one counts."""
    found = _CREDIT.search(text[:OPENING]) or _CREDIT.search(text[-CLOSING:]) or _LAST.search(text[-CLOSING:])
    return AGENCIES[next(name for name in found.groups() if name)] if found else ""


def _families(table: Table, links: Links) -> np.ndarray:
    """The number of the family of each row; rows of no family have one of their own."""
    size = len(table.statements)
    close = np.flatnonzero(_cosines(table, links) >= CLOSE)
    words: dict[int, list[str]] = {}
    for row in np.unique(np.concatenate([links.a[close], links.b[close]])).tolist():
        words[row] = _WORD.findall(bare(table.statements[row].text).lower())
    pairs = [(a, b) for a, b in zip(links.a[close].tolist(), links.b[close].tolist(), strict=True)]
    copies = np.array([p for p in pairs if _copied(words[p[0]], words[p[1]])], dtype=np.int64).reshape(-1, 2)
    graph = coo_matrix((np.ones(len(copies)), (copies[:, 0], copies[:, 1])), shape=(size, size))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _cosines(table: Table, links: Links) -> np.ndarray:
    parts = range(0, len(links.a), BATCH)
    found = [dots(table.vector, links.a[k : k + BATCH], links.b[k : k + BATCH]) for k in parts]
    return np.concatenate([np.zeros(0, dtype=np.float32), *found])


def _copied(one: Sequence[str], other: Sequence[str]) -> bool:
    if min(len(one), len(other)) < FEWEST:
        return False
    return Indel.normalized_similarity(one, other, score_cutoff=SAME_WORDS) >= SAME_WORDS
