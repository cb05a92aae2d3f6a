"""Train the English syntax model: tags, features, lemmas, dependency trees, sentence boundaries.

What enters: UD English EWT (CC BY-SA 4.0), three gzipped CoNLL-U files, and the word-piece
embeddings of the locked encoder all-MiniLM-L6-v2 (Apache-2.0), which become static word vectors.
What leaves: a spaCy model folder as written by ``Language.to_disk``; no pickle in it.
How long: about 25 minutes on one core.
What to expect on the test part, given tokens and sentences: tag 95.0, pos 95.6, morph 95.9, lemma 96.3,
UAS 87.3, LAS 84.0; from raw text: tag 93.3, UAS 84.6, LAS 81.3, sentences F1 84.5. The model card has the
whole table.

Conventions: tag is XPOS (Penn Treebank), pos is UPOS, dependency labels are those of UD as they
stand, except that the root is called ROOT, as spaCy has it. Multiword tokens ("don't") are kept as
their syntactic words ("do", "n't"), which is also what spaCy's English tokenizer makes of them;
enhanced dependencies and their empty nodes are left out.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from safetensors.numpy import load_file
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.strings import StringStore
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, fix_random_seed
from spacy.vectors import Vectors
from spacy.vocab import Vocab
from thinc.api import Adam, NumpyOps, Optimizer, set_current_ops
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer as PieceTokenizer

from compare.models import read_lock, verify

SEED = 7

# Passes over the training part. LAS on the development part after 4, 8, 12 and 16 of 18 passes: 80.4,
# 82.8, 83.6, 83.9; it levels off as the rate falls.
EPOCHS = 18
# Words in one step of the optimizer. Neither this nor the rate, its warm-up or the dropout was swept: they
# were the first tried. DECAY is spaCy's default.
BATCH_WORDS = 800
PEAK_RATE = 0.0015
WARM_UP = 0.05  # share of the training
DROPOUT = 0.2
DECAY = 0.01

# The size of the network, bounded by file size (under 20 MB) and speed (over 4,000 words a second).
WIDTH = 128
DEPTH = 4  # each layer sees one neighbour more on both sides
HIDDEN = 128
# Rows of the hash tables: a few thousand, since the word vectors carry most of the words. Not swept.
EMBED_ROWS = {"NORM": 3000, "PREFIX": 1500, "SUFFIX": 2500, "SHAPE": 1500}
# Of 128, 96, 80, 64 and 48 the development part shows no loss down to 64 (LAS 83.8 to 83.9 throughout).
VECTOR_DIMS = 64

# Labels rarer than this in the training part are not learnt: too few to learn from.
RAREST_EDIT = 2  # of a lemma's edit
RAREST_LABEL = 10  # of a dependency

# Shares of the training text that are altered, chosen and not swept. News feeds lose commas and
# apostrophes, and write headlines with capitals; most of the text stays as it is, so that clean text is
# read as well.
WORN = 0.3  # of the sentences lose commas and apostrophes
RECASED = 0.12  # of the sentences are written in other case:
LOWERED = 0.6  # of these in lower case, the others With Capitals
BROKEN = 0.5  # of the passages have a blank line between paragraphs
LONGEST_PASSAGE = 8  # sentences; the parser learns from passages where a sentence ends

# Prefixes that the treebank leaves on their word, counted in its training part: all that stand whole at
# least twice and are parted at most once ("meh" and "psycho" left out).
LIGHT_PREFIXES = "anti co cross e ex mid multi neo non over post pre pro re semi sub".split()

SCORES = "token_f tag_acc pos_acc morph_acc lemma_acc dep_uas dep_las all_uas all_las sents_f".split()

LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
LABELLER = {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}
TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": list(EMBED_ROWS),
        "rows": list(EMBED_ROWS.values()),
        "include_static_vectors": True,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": DEPTH,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
PARSER = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "parser",
    "extra_state_tokens": False,
    "hidden_width": HIDDEN,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": LISTENER,
}


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; head is an index within the sentence, for the root its own."""

    form: str
    lemma: str
    tag: str
    pos: str
    morph: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One tree, and whether a paragraph begins with it."""

    words: tuple[Word, ...]
    opens_paragraph: bool


# A document is the run of its sentences, in order.
Document = tuple[Sentence, ...]

# A blank line between paragraphs, as spaCy sees it: a token that hangs on the word before.
BREAK = Word("\n\n", "\n\n", "_SP", "SPACE", "", -1, "dep", False)

APOSTROPHE = re.compile("['’‘`]")


# --- the treebank ---------------------------------------------------------------------------


def read_parts(folder: Path) -> tuple[list[Document], ...]:
    """Read the training, development and test part, in this order."""
    return tuple(read_treebank(folder / f"en_ewt-ud-{name}.conllu.gz") for name in ("train", "dev", "test"))


def read_treebank(path: Path) -> list[Document]:
    """Read one part of the treebank.

    Args:
        path: A gzipped CoNLL-U file that begins with a ``# newdoc`` line.

    Returns:
        The documents in file order; their sentences are those of the treebank.
    """
    documents: list[list[Sentence]] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().strip().split("\n\n"):
            if "# newdoc" in block:
                documents.append([])
            documents[-1].append(_read_sentence(block))
    return [tuple(document) for document in documents]


def _read_sentence(block: str) -> Sentence:
    rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
    glued = {int(row[0]) for row in rows if row[0].isdigit() and "SpaceAfter=No" in row[9]}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            glued.update(range(first, last + ("SpaceAfter=No" in row[9])))
    words = tuple(_read_word(row, glued) for row in rows if row[0].isdigit())
    return Sentence(words, "# newpar" in block)


def _read_word(row: list[str], glued: set[int]) -> Word:
    number, form, lemma, pos, tag, morph, head, dep = row[:8]
    root = head == "0"
    return Word(
        form=form,
        lemma=lemma,
        tag=tag,
        pos=pos,
        morph="" if morph == "_" else morph,
        head=int(number if root else head) - 1,
        dep="ROOT" if root else dep,
        space=int(number) not in glued,
    )


# --- training text that looks like the news it will meet ------------------------------------


def worn(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Take commas and apostrophes away, as feeds that lose their punctuation do.

    A comma or a lone quote goes if it is a leaf. A possessive clitic melts into the word before it
    ("Syria's" to "Syrias"), which keeps its own head and label. A contraction loses its apostrophe
    only where the tokenizer still parts it ("dont", but never "its").

    Args:
        words: A tree.

    Returns:
        A tree again, unless every word would go: then the words as they came.
    """
    inner = {word.head for i, word in enumerate(words) if word.head != i}
    gone: set[int] = set()
    changed = list(words)
    for i, word in enumerate(words):
        stem = APOSTROPHE.sub("", word.form)
        if i not in inner and word.dep == "punct" and (not stem or word.form == ","):
            gone.add(i)
        elif i not in inner and word.tag == "POS" and i and not words[i - 1].space:
            gone.add(i)
            changed[i - 1] = replace(changed[i - 1], form=changed[i - 1].form + stem)
        elif stem not in ("", word.form) and i and _parted(words[i - 1].form, stem):
            changed[i] = replace(word, form=stem)
    return _without(tuple(changed), gone) if len(gone) < len(words) else words


@cache
def _parted(left: str, right: str) -> bool:
    """Whether the tokenizer cuts the two written as one just between them."""
    return [token.text for token in _tokenizer()(left + right)] == [left, right]


@cache
def _tokenizer() -> Tokenizer:
    return blank_english().tokenizer


def _without(words: tuple[Word, ...], gone: set[int]) -> tuple[Word, ...]:
    """Remove leaves; the space after a removed word passes to the word before it."""
    place: dict[int, int] = {}
    kept: list[Word] = []
    for i, word in enumerate(words):
        if i not in gone:
            place[i] = len(kept)
            kept.append(word)
        elif kept and word.space:
            kept[-1] = replace(kept[-1], space=True)
    return tuple(replace(word, head=place[word.head]) for word in kept)


def recased(words: tuple[Word, ...], rng: random.Random) -> tuple[Word, ...]:
    """Write a sentence in lower case, or With Capitals as headlines are."""
    if rng.random() < LOWERED:
        return tuple(replace(word, form=word.form.lower()) for word in words)
    return tuple(replace(word, form=word.form[0].upper() + word.form[1:]) for word in words)


def _varied(sentence: Sentence, rng: random.Random) -> Sentence:
    words = sentence.words
    if rng.random() < WORN:
        words = worn(words)
    if rng.random() < RECASED:
        words = recased(words, rng)
    return replace(sentence, words=words)


def passages(documents: list[Document], rng: random.Random) -> Iterator[Document]:
    """Cut each document into runs of 1 to LONGEST_PASSAGE sentences, each sentence varied afresh."""
    for document in documents:
        start = 0
        while start < len(document):
            stop = start + rng.randint(1, LONGEST_PASSAGE)
            yield tuple(_varied(sentence, rng) for sentence in document[start:stop])
            start = stop


# --- from sentences to spaCy examples -------------------------------------------------------


def make_doc(vocab: Vocab, sentences: Document, *, breaks: bool) -> Doc:
    """Join sentences into one annotated spaCy Doc.

    Args:
        vocab: The vocabulary of the pipeline.
        sentences: At least one sentence, in order.
        breaks: Whether a BREAK stands before each paragraph but the first.

    Returns:
        A Doc with tags, features, lemmas, trees and sentence starts.
    """
    words: list[Word] = []
    starts: list[bool] = []
    for sentence in sentences:
        if breaks and words and sentence.opens_paragraph:
            words[-1] = replace(words[-1], space=False)
            words.append(replace(BREAK, head=len(words) - 1))
            starts.append(False)
        first = len(words)
        words.extend(replace(word, head=first + word.head) for word in sentence.words)
        starts.extend(i == 0 for i in range(len(sentence.words)))
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.morph for word in words],
        lemmas=[word.lemma for word in words],
        heads=[word.head for word in words],
        deps=[word.dep for word in words],
        sent_starts=starts,
    )


def on_given_tokens(gold: Doc) -> Example:
    """Pair a gold Doc with a bare one of the same tokens."""
    spaces = [bool(token.whitespace_) for token in gold]
    return Example(Doc(gold.vocab, words=[token.text for token in gold], spaces=spaces), gold)


def _training_examples(vocab: Vocab, documents: list[Document], rng: random.Random) -> list[Example]:
    docs = [make_doc(vocab, p, breaks=rng.random() < BROKEN) for p in passages(documents, rng)]
    rng.shuffle(docs)
    return [on_given_tokens(doc) for doc in docs]


def batched(examples: list[Example]) -> Iterator[list[Example]]:
    """Cut examples, in order, into batches of at least BATCH_WORDS words (the last may be smaller)."""
    batch: list[Example] = []
    size = 0
    for example in examples:
        batch.append(example)
        size += len(example.reference)
        if size >= BATCH_WORDS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# --- the pipeline ---------------------------------------------------------------------------


def blank_english() -> Language:
    """Make an empty English pipeline whose tokenizer is a little nearer to the treebank.

    Runs of one sign ("!!!", "----") stay whole, and so do words with a light prefix ("pro-Iranian").
    """
    nlp = spacy.blank("en")
    run = r"(?P<run>[!?_=*<>~-])(?P=run)+"
    nlp.tokenizer.prefix_search = compile_prefix_regex([run, *nlp.Defaults.prefixes]).search
    nlp.tokenizer.suffix_search = compile_suffix_regex([run, *nlp.Defaults.suffixes]).search
    infixes = [run, *map(_sparing_light_prefixes, nlp.Defaults.infixes)]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def _sparing_light_prefixes(rule: str) -> str:
    """Forbid the hyphen rule, recognised by its group of hyphens, to cut after a light prefix."""
    guard = "".join(rf"(?<!\b{prefix})" for prefix in LIGHT_PREFIXES)
    return rule.replace("(?:-|", f"(?i:{guard})(?:-|")


def build(documents: list[Document]) -> Language:
    """Assemble the pipeline, untrained.

    Args:
        documents: The training part, for its word list.

    Returns:
        One shared tok2vec with tagger, morphologizer, lemmatizer and parser listening to it.
    """
    nlp = blank_english()
    nlp.vocab.vectors = _word_vectors(nlp.vocab, documents)
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": LABELLER})
    nlp.add_pipe("morphologizer", config={"model": LABELLER})
    lemmatizer = {"model": LABELLER, "min_tree_freq": RAREST_EDIT}
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config=lemmatizer)
    nlp.add_pipe("parser", config={"model": PARSER, "min_action_freq": RAREST_LABEL})
    nlp.meta.update(name="syntax", description="UD English EWT syntax", license="CC BY-SA 4.0")
    return nlp


def _word_vectors(vocab: Vocab, documents: list[Document]) -> Vectors:
    """Give each whole word-piece and each treebank word the mean of its word-piece embeddings."""
    folder = verify(read_lock().model("encoder"))
    table = load_file(folder / "model.safetensors")["embeddings.word_embeddings.weight"]
    pieces = PieceTokenizer.from_file(str(folder / "tokenizer.json"))
    pieces.no_padding()
    pieces.no_truncation()
    forms = {word.form.lower() for document in documents for s in document for word in s.words}
    words = sorted(w for w in forms | set(pieces.get_vocab()) if w.isascii() and w.isalpha())
    encoded = pieces.encode_batch(words, add_special_tokens=False)
    data = np.stack([table[item.ids].mean(axis=0) for item in encoded])
    data -= data.mean(axis=0)
    data /= np.linalg.norm(data, axis=1).mean()
    return Vectors(strings=vocab.strings, data=data, keys=words, attr="LOWER", name="word-pieces")


def _learn_rate(done: float) -> float:
    """Rise to PEAK_RATE over the first WARM_UP of the training, then fall to nearly nothing."""
    return PEAK_RATE * max(min(done / WARM_UP, (1 - done) / (1 - WARM_UP)), 0.005)


def train(nlp: Language, documents: list[Document], development: list[Document]) -> Optimizer:
    """Train all components together, for EPOCHS passes.

    Args:
        nlp: The pipeline from build; trained in place.
        documents: The training part.
        development: The development part, scored now and then for the eye only.

    Returns:
        The optimizer, which holds the averaged weights: better than the last ones.
    """
    rng = random.Random(SEED)
    fix_random_seed(SEED)
    sample = _training_examples(nlp.vocab, documents, rng)
    nlp.initialize(lambda: sample)
    optimizer = Adam(PEAK_RATE, L2=DECAY, grad_clip=1.0, use_averages=True)
    for epoch in range(EPOCHS):
        batches = list(batched(_training_examples(nlp.vocab, documents, rng)))
        for i, batch in enumerate(batches):
            optimizer.learn_rate = _learn_rate((epoch + i / len(batches)) / EPOCHS)
            nlp.update(batch, drop=DROPOUT, sgd=optimizer)
        if epoch % 4 == 3:
            with nlp.use_params(optimizer.averages):
                print(f"epoch {epoch + 1}: {scores_by_sentence(nlp, development)}", flush=True)
    return optimizer


# --- making it small ------------------------------------------------------------------------


def fold_vectors(nlp: Language) -> None:
    """Replace the word vectors by their best VECTOR_DIMS dimensions for this model, in place.

    The model sees the vectors V only through its projection W, so V Wᵀ is all it needs: that
    product, cut to its first singular directions, becomes the new table.
    """
    nodes = nlp.get_pipe("tok2vec").model.walk()
    projection = next(node for node in nodes if node.name == "static_vectors")
    product = nlp.vocab.vectors.data @ projection.get_param("W").T
    left, strength, right = np.linalg.svd(product, full_matrices=False)
    projection.set_param("W", None)
    projection.set_dim("nM", VECTOR_DIMS, force=True)
    projection.set_param("W", np.ascontiguousarray(right[:VECTOR_DIMS].T))
    nlp.vocab.vectors.data = np.ascontiguousarray((left * strength)[:, :VECTOR_DIMS])


def needed_strings(nlp: Language) -> StringStore:
    """Collect the labels, which are all the strings that a fresh pipeline must know."""
    names = ("tagger", "parser")
    strings = {label for name in names for label in nlp.get_pipe(name).labels}
    strings |= set(nlp.get_pipe("morphologizer").label_data["morph"].values())
    trees = nlp.get_pipe("lemmatizer").label_data["trees"]
    strings |= {tree[side] for tree in trees for side in ("orig", "subst") if side in tree}
    return StringStore(sorted(strings))


def shrink(folder: Path) -> Language:
    """Make a saved model small and whole, in place.

    Args:
        folder: What ``to_disk`` wrote.

    Returns:
        The pipeline as read back from the folder.
    """
    nlp = spacy.load(folder)
    fold_vectors(nlp)
    nlp.to_disk(folder)
    needed_strings(nlp).to_disk(folder / "vocab" / "strings.json")
    # spaCy reads by which attribute the vectors are keyed, but writes it for floret tables only. Without
    # this line capitalised words lose their vectors when the model is read: 3 points of LAS.
    srsly.write_json(folder / "vocab" / "vectors.cfg", {"mode": "default", "attr": LOWER})
    return spacy.load(folder)


# --- scores ---------------------------------------------------------------------------------


def scores_by_sentence(nlp: Language, documents: list[Document]) -> dict[str, float]:
    """Score on given tokens and given sentences: each sentence is a Doc of its own."""
    alone = [(sentence,) for document in documents for sentence in document]
    golds = [make_doc(nlp.vocab, sentences, breaks=False) for sentences in alone]
    return _scores(nlp, [on_given_tokens(gold) for gold in golds])


def scores_by_document(nlp: Language, documents: list[Document]) -> dict[str, float]:
    """Score on given tokens; the parser finds the sentences of each document."""
    golds = [make_doc(nlp.vocab, document, breaks=False) for document in documents]
    return _scores(nlp, [on_given_tokens(gold) for gold in golds])


def scores_on_worn_text(nlp: Language, documents: list[Document]) -> dict[str, float]:
    """Score as by sentence, after all commas and apostrophes were taken away."""
    stripped = [tuple(replace(s, words=worn(s.words)) for s in document) for document in documents]
    return scores_by_sentence(nlp, stripped)


def scores_from_raw_text(nlp: Language, documents: list[Document]) -> dict[str, float]:
    """Score with tokens and sentences found by the pipeline; a blank line between paragraphs."""
    golds = [make_doc(nlp.vocab, document, breaks=True) for document in documents]
    return _scores(nlp, [Example(nlp.make_doc(gold.text), gold) for gold in golds])


def _scores(nlp: Language, examples: list[Example]) -> dict[str, float]:
    """Score in percent; UAS and LAS without punctuation, as spaCy counts, and with it (all_)."""
    began = time.perf_counter()
    for example, doc in zip(examples, nlp.pipe([e.predicted for e in examples]), strict=True):
        example.predicted = doc
    seconds = time.perf_counter() - began
    scores: dict[str, Any] = Scorer(nlp).score(examples)
    strict = Scorer.score_deps(examples, "dep", getter=lambda token, _: token.dep_)
    scores |= {"all_uas": strict["dep_uas"], "all_las": strict["dep_las"]}
    percent = {name: round(100 * scores[name], 2) for name in SCORES}
    words = sum(len(example.predicted) for example in examples)
    return percent | {"words_per_second": round(words / seconds)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the model, write it, read it back and print its scores on the test part."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ud-ewt"), help="treebank")
    parser.add_argument("--out", type=Path, default=Path("compare/weights/syntax"), help="model")
    options = parser.parse_args(arguments)
    # numpy multiplies matrices nearly three times as fast as thinc by default (80 against 30 GFLOPS).
    set_current_ops(NumpyOps(use_blis=False))
    threadpool_limits(1)  # the scores below were made on one thread; more would sum in another order
    training, development, test = read_parts(options.data)
    nlp = build(training)
    optimizer = train(nlp, training, development)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(options.out)
    small = shrink(options.out)
    for score in (scores_by_sentence, scores_by_document, scores_on_worn_text, scores_from_raw_text):
        print(f"test, {score.__name__}: {score(small, test)}")


if __name__ == "__main__":
    main()
