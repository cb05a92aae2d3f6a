"""Sentences come apart into claims: parts that can each be agreed with, contradicted or missing alone.

In: a sentence, its parse, and the spans that no cut may part. Out: its claims, one span each, in order;
together they are the sentence. "The strike killed 58 and wounded 160, while Russia denied it" has three.

The parse finds coordinated and contrasted clauses; words and their order find a second toll ("and 160
wounded", "injuring 20") and a part ("including 11 children"), where parses of news fail. Plain lists of
things or people stay whole, and so do verbs that share what stands after them ("shelled and bombed the town").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.lexicon.numbers import CARDINALS, PLURALS, SEVERAL
from compare.lexicon.units import ACTIVES, CONDITIONS, OUTCOMES, PARTICIPLES, SUBSET_OPENERS
from compare.types import Attribution, Claim, Parse, Sentence, Span, Token, Unit

LEAST = 2  # words of a claim: "injuring 20" has two
WAITING = 12  # words before a cut that may still wait for their verb: convention
REACH = 6  # words from "and" to the outcome of a second toll, and from an opener to its number: convention

_CONTRAST = frozenset("while whereas although though but".split())
_JOINERS = frozenset(("and", "but", ",", ";", "while", "with", "as", "plus", "&"))
_COMPLEMENTS = frozenset("obj iobj obl obl:unmarked obl:agent ccomp xcomp nsubj:pass csubj:pass".split())
_SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"))
_VERBS = frozenset(("VERB", "AUX"))
_NUMBERS = CARDINALS.keys() | PLURALS.keys() | SEVERAL.keys() | {"dozen", "hundred", "thousand", "another"}
_OUTCOME: dict[str, Unit] = {**PARTICIPLES, **CONDITIONS, **OUTCOMES, **ACTIVES}
_RESULTS = {word: unit for word, unit in ACTIVES.items() if word.endswith("ing")}
_OPENERS = tuple(sorted(SUBSET_OPENERS, key=len, reverse=True))
_BREAKS = frozenset(". ; : ? ! who which that where after when before".split())


def cuts(parse: Parse) -> tuple[int, ...]:
    """Where claims may begin in a sentence, beside its start, as offsets in order.

    Time is linear in the length of the sentence but for the depth of its tree.
    """
    tokens = parse.tokens
    found = {*_clauses(parse), *_tolls(tokens), *_parts(tokens)}
    return tuple(sorted({tokens[_past_comma(tokens, cut)].start for cut in found}))


def divide(sentence: Sentence, cuts: Sequence[int], held: Sequence[Span] = ()) -> tuple[Claim, ...]:
    """Divide a sentence into its claims.

    Args:
        sentence: the sentence.
        cuts: where claims may begin, from `cuts`.
        held: spans inside which no claim may begin, as of a quantity or a cue.

    Returns:
        At least one claim, in order, disjoint, without white space at the edges; every character of the
        sentence that is not white space is in exactly one of them. No claim has fewer than `LEAST` words.
    """
    starts = [sentence.start]
    for at in cuts:
        inside = any(span.start < at < span.end for span in held)
        if not inside and _enough(sentence, starts[-1], at) and _enough(sentence, at, sentence.end):
            starts.append(at)
    spans = zip(starts, [*starts[1:], sentence.end], strict=True)
    return tuple(_claim(sentence, start, end) for start, end in spans)


def _past_comma(tokens: Sequence[Token], cut: int) -> int:
    """The cut itself, or behind the comma that stands there: a comma closes the claim before it."""
    return cut + 1 if tokens[cut].text in (",", ";") and cut + 1 < len(tokens) else cut


def whole(sentence: Sentence) -> Claim:
    """A sentence as one claim."""
    return _claim(sentence, sentence.start, sentence.end)


def spoken(claim: Claim, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content holds most of a claim, its content cut to the claim; None where none does.

    A claim that holds no content but the cue itself keeps the attribution as it is.
    """
    best, most = None, 0
    for found in attributions:
        start, end = max(claim.start, found.content_span.start), min(claim.end, found.content_span.end)
        if end - start > most:
            quoted = tuple(
                Span(max(q.start, start), min(q.end, end)) for q in found.quoted if q.start < end and start < q.end
            )
            best, most = replace(found, content_span=Span(start, end), quoted=quoted), end - start
    cues = [a for a in attributions if a.cue_span and claim.start <= a.cue_span.start < claim.end]
    return best or (cues[0] if cues else None)


def _claim(sentence: Sentence, start: int, end: int) -> Claim:
    text = sentence.text[start - sentence.start : end - sentence.start].rstrip()
    within = Span(sentence.start, sentence.end)
    return Claim(sentence.document, start, start + len(text), text, sentence.part, within)


def _enough(sentence: Sentence, start: int, end: int) -> bool:
    words = sentence.text[start - sentence.start : end - sentence.start].split()
    return sum(any(map(str.isalnum, word)) for word in words) >= LEAST


# --------------------------------------------------------------------------- clauses, by the parse


def _clauses(parse: Parse) -> Iterator[int]:
    """Where a clause begins that is joined to the one before, or set against it."""
    tokens = parse.tokens
    below: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            below[token.head].append(i)
    for i, token in enumerate(tokens):
        if token.pos not in _VERBS or token.head == i:
            continue
        joined = token.dep == "conj" and token.head < i and tokens[token.head].pos in _VERBS
        contrast = token.dep == "advcl" and any(tokens[k].text.casefold() in _CONTRAST for k in below[i])
        apart = token.dep == "parataxis" and any(tokens[k].text in (";", "–", "—", "--") for k in below[i])
        if joined or contrast or apart:
            inside = parse.subtree(i)
            first, last = inside[0], inside[-1]
            own = any(tokens[k].dep in _SUBJECTS for k in below[i])
            if joined and not own and not _complete(tokens, below, head=token.head, cut=first, verb=i):
                continue
            if (contrast or apart) and not own or _dangling(tokens, first):
                continue
            if joined and not _opens(tokens, first):
                continue
            if first > token.head:
                yield first
            elif contrast and last + 1 < len(tokens):
                yield last + 1


def _complete(tokens: Sequence[Token], below: Sequence[Sequence[int]], *, head: int, cut: int, verb: int) -> bool:
    """Whether two verbs of one subject each have their own object or complement, on their side of the cut."""
    before = any(tokens[k].dep in _COMPLEMENTS and head < k < cut for k in below[head])
    passive = any(tokens[k].dep in ("nsubj:pass", "aux:pass") for k in below[head])
    after = any(tokens[k].dep in _COMPLEMENTS and k > verb for k in below[verb])
    return (before or passive) and after


def _opens(tokens: Sequence[Token], cut: int) -> bool:
    """Whether a clause begins with a joining word or after a mark; else its subject may stand before it."""
    return tokens[cut].pos in ("CCONJ", "SCONJ", "PUNCT") or (cut > 0 and tokens[cut - 1].pos == "PUNCT")


def _dangling(tokens: Sequence[Token], cut: int) -> bool:
    """Whether what stands before a cut waits for its verb: "as the army || and its allies attacked"."""
    for token in reversed(tokens[max(0, cut - WAITING) : cut]):
        if token.pos in _VERBS:
            return False
        if token.pos == "SCONJ" or token.dep == "mark":
            return True
    return False


# --------------------------------------------------------------------------- tolls, by words


def _tolls(tokens: Sequence[Token]) -> Iterator[int]:
    """Where a toll of another outcome begins: "… and 160 wounded", "… injuring 20", "… and wounded 160"."""
    before: set[Unit] = set()
    for i, token in enumerate(tokens):
        low = token.text.casefold()
        starts = low in _JOINERS or low in _RESULTS
        unit = _second_toll(tokens, i) if starts and before else None
        if unit is not None and unit not in before and not _between(tokens, i):
            yield i
        if low in _OUTCOME:
            before.add(_OUTCOME[low])


def _second_toll(tokens: Sequence[Token], position: int) -> Unit | None:
    """The outcome told right after a joiner with a number of its own; None where that is none."""
    unit: Unit | None = _RESULTS.get(tokens[position].text.casefold())
    counted = False
    for token in tokens[position + 1 : position + 1 + REACH]:
        low = token.text.casefold()
        if low in _BREAKS or low in ("and", "or") or (counted and low in _JOINERS):
            return None
        if token.pos == "NUM" or low in _NUMBERS or low[0].isdigit():
            counted = True
        unit = unit or _OUTCOME.get(low)
        if unit is not None and counted:
            return unit
    return None


def _between(tokens: Sequence[Token], position: int) -> bool:
    """Whether "and" joins the ends of a range: "between 20 and 30"."""
    return any(token.text.casefold() == "between" for token in tokens[max(0, position - 3) : position])


def _parts(tokens: Sequence[Token]) -> Iterator[int]:
    """Where a counted part of a counted whole is opened: "58 people were killed, including 11 children".

    Where what befell them is told only after the part, the whole is not yet a claim.
    """
    counted = told = False
    for i, token in enumerate(tokens):
        low = token.text.casefold()
        size = next((len(words) for words in _OPENERS if _follows(tokens, i, words)), 0)
        if size and counted and told and any(map(_is_number, tokens[i + size : i + size + REACH])):
            yield i
        counted, told = counted or _is_number(token), told or low in _OUTCOME
        if low in (".", ";"):
            counted = told = False


def _follows(tokens: Sequence[Token], position: int, words: Sequence[str]) -> bool:
    found = [t.text.casefold() for t in tokens[position : position + len(words)]]
    return found == list(words)


def _is_number(token: Token) -> bool:
    return token.pos == "NUM" or token.text[0].isdigit() or token.text.casefold() in _NUMBERS
