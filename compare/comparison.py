"""How alike two statements are, respect by respect: the features that alignment and judgment weigh.

Enters: statements with their slots, and their vectors. Leaves: float32 matrices with one row a pair and
one named column a respect. Nothing here decides anything.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any
from unicodedata import combining, normalize

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compare.nearest import Probe, crowd
from compare.types import Event, Statement

Matrix = NDArray[np.float32]
Rows = NDArray[np.int64]

LEAD = 4  # sentences, headline included, that tell what a document is about (the news lead)
CONTEXT = (0.4, 0.3)  # weight of lead and neighbours beside the sentence itself; the first tried, not swept
OF_SENTENCE = 1.0  # weight of the sentence's vector beside the claim's own; best of 0, 1 and 4 on the dev gold
NEARLY_SAME = 0.7  # cosine of sentences that say nearly the same; a convention, not swept
STEM = 5  # letters of a word that count as its stem; a convention, not swept
WORD = re.compile(r"[A-Za-z]{3,}")
NAME = re.compile(r"(?<!^)\b[A-Z][\w-]{2,}")
NUMBER = re.compile(r"\b\d{1,6}\b")
ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ar|at|ad|az|es)-")
STROKES = str.maketrans("ıłŁøØđĐ", "ilLoOdD")  # letters that Unicode does not take apart into letter and mark


@dataclass(frozen=True, slots=True)
class Table:
    """Statements as numbers; row i of each matrix belongs to statements[i].

    Attributes:
        sentence: int64, shape (n,): the row of its sentence in the table of sentences; of that table, its own row.
        document: int64, shape (n,): the number of its document.
        position: float32, shape (n,): 0 for the first sentence of a document, 1 for the last.
        day: int64, shape (n,): the day of the document, as an ordinal.
        first, last: int64, shape (n,): the days on which what is told may have happened.
        timed: bool, shape (n,): whether the sentence itself says when.
        vector, context, lead: float32, shape (n, dim), unit rows: the sentence, with its neighbours,
            the lead of its document.
        common: float32, shape (n,): log(1 + k), k sentences of other documents saying nearly the same.
        words, names, numbers, places, actions, actors, targets: sparse, shape (n, vocabulary), weighted by
            rarity; words are unit rows.
        spots, areas: sparse, shape (n, vocabulary), one vocabulary: the places of a sentence, and with them the
            larger ones that contain them.
        stems, stem_pairs: the same for the beginnings of words, and of words that follow each other.
        polarity, modality, speaker: int64, shape (n,): equal numbers mean the same; speaker 0 is none.
        document_vector: float32, shape (documents, dim), unit rows: the mean of its sentences.
        document_names: sparse, shape (documents, vocabulary), unit rows.
        of_documents: the same for the actions, places and words of whole documents.
    """

    statements: tuple[Statement, ...]
    sentence: Rows
    document: Rows
    position: Matrix
    day: Rows
    first: Rows
    last: Rows
    timed: NDArray[np.bool_]
    vector: Matrix
    context: Matrix
    lead: Matrix
    common: Matrix
    words: sparse.csr_matrix
    names: sparse.csr_matrix
    numbers: sparse.csr_matrix
    places: sparse.csr_matrix
    actions: sparse.csr_matrix
    actors: sparse.csr_matrix
    targets: sparse.csr_matrix
    spots: sparse.csr_matrix
    areas: sparse.csr_matrix
    stems: sparse.csr_matrix
    stem_pairs: sparse.csr_matrix
    polarity: Rows
    modality: Rows
    speaker: Rows
    document_vector: Matrix
    document_names: sparse.csr_matrix
    of_documents: tuple[sparse.csr_matrix, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of rows a < b of different documents, with the probability that both are on one occurrence.

    Attributes:
        a, b: int64, shape (pairs,).
        likeness: float32, shape (pairs,), 0 to 1, of each pair alone: by it documents are searched.
        probe: how many of the nearest the search found on a sample; empty where the search was exact.
        in_company: the same in the company of all links: by it statements are joined; None: as alone.
    """

    a: Rows
    b: Rows
    likeness: Matrix
    probe: Probe = Probe()
    in_company: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Copies:
    """Which statements are one text and whose it is, row by row of a table.

    Attributes:
        family: int64, shape (n,): equal numbers are copies of each other.
        origin: as `Statement.origin`.
    """

    family: Rows
    origin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Sentences, which are aligned, and their claims, which are judged.

    Claims of one sentence tell of one occurrence, so a sentence's event and links are those of its claims.
    """

    sentences: Table
    claims: Table

    def events(self, of_sentences: Sequence[Event]) -> tuple[Event, ...]:
        """The same events with the claims in place of their sentences."""
        names = [s.id for s in self.sentences.statements]
        parts: dict[str, list[str]] = {name: [] for name in names}
        for claim, row in zip(self.claims.statements, self.claims.sentence.tolist(), strict=True):
            parts[names[row]].append(claim.id)
        return tuple(replace(e, statements=tuple(c for s in e.statements for c in parts[s])) for e in of_sentences)

    def links(self, of_sentences: Links) -> Links:
        """The same links between the first claims of their sentences."""
        first = np.searchsorted(self.claims.sentence, np.arange(len(self.sentences.statements)))
        return Links(first[of_sentences.a], first[of_sentences.b], of_sentences.likeness)

    def marked(self, of_sentences: Copies) -> "Tables":
        """The same tables, the claims with the family and the origin of their sentences.

        A family goes by the id of its first claim; a sentence that stands nowhere else has none.
        """
        count = np.bincount(of_sentences.family)
        name: dict[int, str] = {}
        claims = []
        for claim, row in zip(self.claims.statements, self.claims.sentence.tolist(), strict=True):
            family, origin = int(of_sentences.family[row]), of_sentences.origin[row]
            known = name.setdefault(family, claim.id) if count[family] > 1 else None
            claims.append(replace(claim, family=known, origin=origin) if known or origin else claim)
        return replace(self, claims=replace(self.claims, statements=tuple(claims)))


def tabulate(statements: Sequence[Statement], vectors: Matrix) -> Table:
    """Turn statements into numbers.

    Args:
        statements: sorted by document and start.
        vectors: float32, shape (len(statements), dim), unit rows in the same order.
    """
    documents = [list(rows) for _, rows in groupby(range(len(statements)), lambda i: statements[i].document)]
    number = np.repeat(np.arange(len(documents)), [len(rows) for rows in documents])
    position = np.concatenate([np.linspace(0, 1, len(rows)) for rows in documents] or [np.zeros(0)])
    lead = _means([rows[:LEAD] for rows in documents], vectors)
    names = [name_keys(s.text) for s in statements]
    words = [WORD.findall(bare(s.text).lower()) for s in statements]
    stems = [[word[:STEM] for word in row] for row in words]
    places = [[p.key for p in s.slots.places] for s in statements]
    actions = [s.slots.actions for s in statements]
    return Table(
        statements=tuple(statements),
        sentence=np.arange(len(statements)),
        document=number,
        position=position.astype(np.float32),
        day=_days(statements, lambda s: s.day),
        vector=vectors,
        context=_context(documents, vectors),
        lead=lead[number],
        common=np.log1p(crowd(vectors, number, NEARLY_SAME)).astype(np.float32),
        words=weigh(words, unit_rows=True),
        names=weigh(names),
        numbers=weigh([NUMBER.findall(s.text) for s in statements]),
        **_slot_columns(statements),
        stems=weigh(stems),
        stem_pairs=weigh([[f"{one} {two}" for one, two in pairwise(row)] for row in stems]),
        document_vector=_means(documents, vectors),
        document_names=_of_documents(names, documents),
        of_documents=tuple(_of_documents(keys, documents) for keys in (actions, places, words)),
    )


def tabulate_claims(sentences: Table, claims: Sequence[Statement], vectors: Matrix) -> Table:
    """Turn the claims of sentences into numbers.

    Slots and speaker are a claim's own, and its vector lies between its own and its sentence's. Words, names
    and numbers are those of the sentence, as are its place in the document, its neighbours and its lead: on
    the dev gold that is worth 0.03 of macro-F1, since "and wounded 160" alone says too little.

    Args:
        sentences: the table of their sentences.
        claims: sorted by document and start; each sentence has at least one.
        vectors: float32, shape (len(claims), dim), unit rows in the same order.
    """
    start = {(s.document, s.start): i for i, s in enumerate(sentences.statements)}
    rows = np.array([start[c.document, c.sentence.start if c.sentence else c.start] for c in claims], dtype=np.int64)
    return replace(
        sentences,
        statements=tuple(claims),
        sentence=rows,
        document=sentences.document[rows],
        position=sentences.position[rows],
        day=sentences.day[rows],
        vector=unit(vectors + OF_SENTENCE * sentences.vector[rows]),
        context=sentences.context[rows],
        lead=sentences.lead[rows],
        common=sentences.common[rows],
        words=sentences.words[rows],
        names=sentences.names[rows],
        numbers=sentences.numbers[rows],
        stems=sentences.stems[rows],
        stem_pairs=sentences.stem_pairs[rows],
        **_slot_columns(claims),
    )


def _slot_columns(statements: Sequence[Statement]) -> dict[str, Any]:
    """The columns of a table that come from slots and speaker."""
    spots = [[p.key for p in s.slots.places] for s in statements]
    areas = [[key for p in s.slots.places for key in (p.key, *p.within)] for s in statements]
    both = weigh([*spots, *areas])
    return {
        "first": _days(statements, lambda s: s.slots.when.first),
        "last": _days(statements, lambda s: s.slots.when.last),
        "timed": np.array([s.slots.when.start is not None for s in statements], dtype=bool),
        "places": weigh(spots),
        "spots": both[: len(spots)],
        "areas": both[len(spots) :],
        "actions": weigh([s.slots.actions for s in statements]),
        "actors": weigh([[p.key for p in s.slots.actors] for s in statements]),
        "targets": weigh([[p.key for p in s.slots.targets] for s in statements]),
        "polarity": _codes([s.slots.polarity for s in statements]),
        "modality": _codes([s.slots.modality for s in statements]),
        "speaker": _codes([s.speaker.speaker or s.speaker.name if s.speaker else "" for s in statements]),
    }


def unit(rows: Matrix) -> Matrix:
    """Scale each row to length 1; a row of zeros stays."""
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def in_context(table: Table, rows: Rows) -> Matrix:
    """Each of some statements with its document's lead and its neighbours, as unit rows, shape (len(rows), dim)."""
    return unit(table.vector[rows] + CONTEXT[0] * table.lead[rows] + CONTEXT[1] * table.context[rows])


def name_keys(text: str) -> list[str]:
    """Keys of the capitalised words of a sentence, equal for most transliterations of one name."""
    return [key for word in NAME.findall(bare(text)) if (key := name_key(word))]


def bare(text: str) -> str:
    """The text without marks on its letters (Unicode's NFKD, marks removed): Çavuşoğlu is Cavusoglu."""
    return "".join(c for c in normalize("NFKD", text) if not combining(c)).translate(STROKES)


def name_key(word: str) -> str:
    """Fold a name: no marks, article or doubled letters, no vowels after the first letter of a long name."""
    plain = re.sub(r"[^a-z]", "", ARTICLE.sub("", bare(word).lower()))
    single = re.sub(r"(.)\1+", r"\1", plain)
    return single[:1] + re.sub(r"[aeiouyh]", "", single[1:]) if len(single) > 4 else single


def weigh(rows: Iterable[Iterable[str]], *, unit_rows: bool = False) -> sparse.csr_matrix:
    """Bags of keys as a sparse matrix; a key that stands in k of n rows weighs sqrt(log((n + 1) / k)).

    The dot product of two rows is the sum of inverse document frequencies of what they share.

    Args:
        rows: the keys of each row; a key counts once.
        unit_rows: scale each row to length 1, so that the dot product is a cosine.
    """
    sets = [sorted(set(row)) for row in rows]
    vocabulary = {key: i for i, key in enumerate(sorted({key for row in sets for key in row}))}
    columns = np.array([vocabulary[key] for row in sets for key in row], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum([len(row) for row in sets])]).astype(np.int64)
    frequency = np.bincount(columns, minlength=len(vocabulary))
    weight = np.sqrt(np.log((len(sets) + 1) / np.maximum(frequency, 1)))
    matrix = sparse.csr_matrix(
        (weight[columns].astype(np.float32), columns, starts), shape=(len(sets), max(len(vocabulary), 1))
    )
    if not unit_rows:
        return matrix
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-12)) @ matrix)


def gap(table: Table, a: Rows, b: Rows) -> NDArray[np.int64]:
    """Days between what two statements tell of; 0 where their intervals meet."""
    begin, end = np.maximum(table.first[a], table.first[b]), np.minimum(table.last[a], table.last[b])
    return np.maximum(0, begin - end)


def shared(matrix: sparse.csr_matrix, a: Rows, b: Rows) -> Matrix:
    """Dot products of the rows a[k] and b[k], float32, shape (len(a),)."""
    return np.asarray(matrix[a].multiply(matrix[b]).sum(axis=1), dtype=np.float32).ravel()


def elsewhere(table: Table, a: Rows, b: Rows) -> NDArray[np.bool_]:
    """Whether both statements name places, and none of one is, contains or lies in one of the other."""
    meets = [
        np.asarray(table.spots[one].multiply(table.areas[other]).sum(axis=1)).ravel() > 0
        for one, other in ((a, b), (b, a))
    ]
    return filled(table.spots, a) & filled(table.spots, b) & ~meets[0] & ~meets[1]


def rarest(matrix: sparse.csr_matrix, a: Rows, b: Rows) -> Matrix:
    """The weight of the rarest key that the rows a[k] and b[k] share, 0 where they share none; shape (len(a),)."""
    return np.asarray(matrix[a].multiply(matrix[b]).max(axis=1).todense(), dtype=np.float32).ravel()


def mass(matrix: sparse.csr_matrix) -> Matrix:
    """The sum of squares of each row: the inverse document frequencies of all its keys."""
    return np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float32).ravel()


def dots(matrix: Matrix, a: Rows, b: Rows) -> Matrix:
    """Dot products of the rows a[k] and b[k] of a dense matrix."""
    return np.einsum("ij,ij->i", matrix[a], matrix[b])


def filled(matrix: sparse.csr_matrix, rows: Rows) -> NDArray[np.bool_]:
    """Which of some rows hold anything."""
    return matrix.indptr[rows + 1] > matrix.indptr[rows]


def _codes(values: Sequence[str]) -> Rows:
    """A number for each different value; the empty one, if any, is 0."""
    numbers = {value: i for i, value in enumerate(sorted({"", *(v.casefold() for v in values)}))}
    return np.array([numbers[v.casefold()] for v in values], dtype=np.int64)


def _means(groups: Sequence[list[int]], vectors: Matrix) -> Matrix:
    """The mean of each group of rows, as unit rows, shape (len(groups), dim)."""
    return unit(np.array([vectors[rows].mean(axis=0) for rows in groups]).reshape(-1, vectors.shape[1]))


def _of_documents(keys: Sequence[Sequence[str]], documents: Sequence[list[int]]) -> sparse.csr_matrix:
    return weigh([[key for i in rows for key in keys[i]] for rows in documents], unit_rows=True)


def _days(statements: Sequence[Statement], of: Callable[[Statement], object]) -> Rows:
    return np.array([of(s).toordinal() for s in statements], dtype=np.int64)  # type: ignore[attr-defined]


def _context(documents: Sequence[list[int]], vectors: Matrix) -> Matrix:
    """Each sentence together with the one before and the one after it."""
    context = vectors.copy()
    for rows in documents:
        context[rows[1:]] += vectors[rows[:-1]]
        context[rows[:-1]] += vectors[rows[1:]]
    return unit(context)
