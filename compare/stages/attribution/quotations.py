"""Quotation marks, quotations over several sentences, and who speaks them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compare.types import Attribution, Part, Sentence, Span

LONGEST_QUOTATION = 8  # sentences; convention: where the next mark is further off, a closing mark is lost
_OPENING = re.compile(r"(?<![^\s(\[—–-])(?:[\"“«]|'')(?=\S)|“")
_CLOSING = re.compile(r"(?<=\S)(?:[\"”»]|'')")
_ITEM = re.compile(r"[-–—*•▪●‣◦]\s|\d{1,3}[.)]\s")
_QUOTED = re.compile(r"“[^”“]{1,2000}”|«[^»«]{1,2000}»|(?<![\w\"])\"[^\"]{1,2000}\"|(?<!\w)'[^'\n]{3,300}'(?!\w)")


def quoted_parts(text: str, content: Span) -> tuple[Span, ...]:
    """The parts of a content inside quotation marks, marks included."""
    return tuple(Span(*m.span()) for m in _QUOTED.finditer(text, content.start, content.end))


def quotations(sentences: Sequence[Sentence]) -> list[int | None]:
    """For each sentence the index of the sentence in which the quotation that it begins in was opened."""
    marks = [
        (index, opening)
        for index, sentence in enumerate(sentences)
        if sentence.part is Part.BODY
        for _, opening in _marks(sentence)
    ]
    result: list[int | None] = [None] * len(sentences)
    for (first, opening), (last, again) in zip(marks, marks[1:], strict=False):
        if opening and not again and last - first <= LONGEST_QUOTATION:  # else its closing mark is lost
            result[first + 1 : last + 1] = [first] * (last - first)
    return result


def carried(
    sentences: Sequence[Sentence],
    found: Sequence[tuple[Attribution, ...]],
    ahead: Sequence[Attribution | None],
    quotes: Sequence[int | None],
    text: str,
) -> list[tuple[Attribution, ...]]:
    """Give the sentences of one quotation, and whole quotations beside an attributed one, its speaker.

    `ahead` is for each sentence who is introduced as the speaker of the next one ("The mayor said:").
    """
    result = list(found)
    for i, spoken in _blocks(sentences, ahead, text):
        marked = quoted_parts(text, Span(sentences[i].start, sentences[i].end))
        result[i] = (replace(_taken_over(sentences[i], spoken), cue=spoken.cue, quoted=marked),)
    for i in range(1, len(sentences)):  # forwards: an open quotation, a further quotation
        opened, before = ahead[i - 1], result[i - 1]
        if opened and _is_quotation(sentences[i].text):
            result[i] = (replace(_taken_over(sentences[i], opened), cue=opened.cue),)
        elif not result[i] and before and _continues(sentences[i], sentences[i - 1], before[-1], quotes[i]):
            result[i] = (_taken_over(sentences[i], before[-1]),)
    for i in range(len(sentences) - 2, -1, -1):  # backwards: the speaker is named where the quotation closes
        after, onward = result[i + 1], quotes[i + 1]
        if not result[i] and after and onward is not None and onward <= i:
            result[i] = (_taken_over(sentences[i], after[0]),)
    return result


def _blocks(
    sentences: Sequence[Sentence], ahead: Sequence[Attribution | None], text: str
) -> Iterator[tuple[int, Attribution]]:
    """The sentences set off as a quotation by a colon and a new paragraph, without marks, and who speaks them.

    The quotation is one paragraph, or a list: all paragraphs that begin with a mark of lists, as the first does.
    """
    speaker: Attribution | None = None
    listed = False
    for i in range(1, len(sentences)):
        here, before = sentences[i], sentences[i - 1]
        if before.part is Part.HEADLINE or "\n" not in text[before.end : here.start]:
            if speaker is not None:
                yield i, speaker
            continue
        item = _ITEM.match(here.text) is not None
        if ahead[i - 1] is not None and before.text.endswith(":") and not _OPENING.match(here.text):
            speaker, listed = ahead[i - 1], item
        elif not (listed and item):
            speaker = None
        if speaker is not None:
            yield i, speaker


def _is_quotation(text: str) -> bool:
    """Whether a sentence begins with a quotation that is still open in its second half, or closes there."""
    if not _OPENING.match(text):
        return False
    closing = _CLOSING.search(text, 1)
    return closing is None or closing.start() > len(text) // 2


def _continues(sentence: Sentence, before: Sentence, spoken: Attribution, opened: int | None) -> bool:
    """Whether a sentence goes on with the speech of the one before."""
    if before.part is Part.HEADLINE:
        return False
    text = sentence.text
    whole = text[0] in "\"“«'" and text.rstrip(".!?")[-1:] in "\"”»'"
    return (opened is not None and _closes_late(sentence)) or (whole and bool(spoken.quoted))


def _closes_late(sentence: Sentence) -> bool:
    """Whether the open quotation goes on to the end of the sentence or near it."""
    closing = _CLOSING.search(sentence.text)
    return closing is None or closing.start() > len(sentence.text) // 2


def _taken_over(sentence: Sentence, spoken: Attribution) -> Attribution:
    span = Span(sentence.start, sentence.end)
    return replace(spoken, cue="", speaker_span=None, cue_span=None, content_span=span, quoted=(span,), nested=None)


def spoken_parts(sentences: Sequence[Sentence], quotes: Sequence[int | None]) -> Iterator[list[Span]]:
    """For each sentence its parts inside quotation marks, those that reach in or out of it included."""
    for sentence, opened, onward in zip(sentences, quotes, (*quotes, None)[1:], strict=True):
        regions: list[Span] = []
        start = None if opened is None else sentence.start
        for at, opening in _marks(sentence):
            if not opening and start is not None:
                regions.append(Span(start, at))
            start = at if opening else None
        if start is not None and onward is not None:
            regions.append(Span(start, sentence.end))
        yield regions


def _marks(sentence: Sentence) -> list[tuple[int, bool]]:
    """The quotation marks of a sentence in order, and whether each opens."""
    opening = [(sentence.start + m.start(), True) for m in _OPENING.finditer(sentence.text)]
    taken = {at for at, _ in opening}
    closing = [(sentence.start + m.start(), False) for m in _CLOSING.finditer(sentence.text)]
    return sorted(opening + [(at, shut) for at, shut in closing if at not in taken])
