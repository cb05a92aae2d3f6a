"""Which words of a statement are the outlet's own, and which stand in quotation marks."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from compare.lexicon.doubt import CITED_THINGS
from compare.types import Span, Statement

GAP = "\x00"  # stands for each quoted character, so that offsets stay; neither letter nor space

# Closed pairs; a single mark only around a few words, for it is also an apostrophe.
_PAIR = re.compile(r"“[^”“]*”|«[^»«]*»|„[^“”„]*[“”]|\"[^\"]*\"|‘[^’‘]{1,60}’(?!\w)|(?<![\w'])'[^'\s][^']{0,60}'(?!\w)")
_MARKS = '"“”«»„'

# A quotation of at most this many words is a term or a scare quote, not a citation; a convention.
TERM_WORDS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement of a shared event with its quotations."""

    event: str
    statement: Statement
    quotes: tuple[Span, ...]  # offsets into the statement's text, sorted; they may overlap
    own: str  # the text with every quoted character replaced by GAP, as long as the text

    def says(self, start: int) -> bool:
        """Whether the character at an offset into the document stands in the statement, in the outlet's own words."""
        at = start - self.statement.start
        return 0 <= at < len(self.own) and self.own[at] != GAP


def read(event: str, statement: Statement, own_texts: Set[str] = frozenset()) -> Reading:
    """Tell a statement's quotations from the outlet's own words.

    Quotations are those of the attribution and those between marks in the text; a mark without its
    partner quotes to the end or from the start of the sentence, by the side on which a space
    stands. A sentence inside a longer quotation, without marks of its own, is only known to be one
    where its attribution says so. In a text that is its outlet's own statement (a ministry's page)
    the words count as the outlet's, and so does a short term between marks for which nobody else
    is named: it is the outlet's own term.

    Args:
        event: id of the event.
        statement: to be read.
        own_texts: documents that are their outlet's own statement, see `speaks_for_itself`.
    """
    text = statement.text
    spans = [Span(m.start(), m.end()) for m in _PAIR.finditer(text)] + said(statement)
    spans += _half_open(_masked(text, spans))
    quotes = tuple(sorted(spans, key=lambda span: (span.start, span.end)))
    others = [q for q in quotes if not _is_term(q, statement)] if statement.document in own_texts else quotes
    return Reading(event, statement, quotes, _masked(text, others))


# "designated a “terrorist organisation”" cites a designation
_CITED = re.compile(r"\b(?:a|an|as)\s\W{0,2}\w{0,3}$|\W(?:a|an)\s\w?$", re.IGNORECASE)


def scare_quotes(reading: Reading) -> list[Span]:
    """Short quotations where nobody speaks from whom they may be taken.

    A designation that is cited ("listed as a “terrorist group”"), a name ("Arab Spring"), a sentence, and the
    end of a longer quotation keep no distance.
    """
    text = reading.statement.text
    if reading.statement.speaker is not None:
        return []
    return [
        quote
        for quote in reading.quotes
        if _is_phrase(text[quote.start : quote.end]) and not _CITED.search(text[: quote.start + 4])
    ]


def _is_phrase(quote: str) -> bool:
    """Whether a quotation stands between its marks, is short, and neither a sentence nor a name."""
    words = quote.strip("\"“”«»„‘’' ").split()
    closed = len(quote) > 2 and quote[0] in "\"“«„‘'" and quote[-1] in "\"”»“’'"
    name = bool(words) and words[0][0].isupper() and words[-1][0].isupper()
    return closed and 0 < len(words) <= TERM_WORDS and not name and quote[-2] not in ".!?"


def speaks_for_itself(statement: Statement) -> bool:
    """Whether attribution took the outlet itself as speaker, without a cue: the text is its statement."""
    attribution = statement.speaker
    return attribution is not None and attribution.speaker == statement.outlet and not attribution.cue


def _is_term(quote: Span, statement: Statement) -> bool:
    """Whether a short quotation has no speaker but the outlet: none is named, or a thing is cited."""
    attribution = statement.speaker
    short = len(statement.text[quote.start : quote.end].split()) <= TERM_WORDS
    alone = attribution is None or speaks_for_itself(statement) or attribution.name.lower() in CITED_THINGS
    return short and alone


def said(statement: Statement) -> list[Span]:
    """Give what the speaker is quoted with, as offsets into the statement's text."""
    if statement.speaker is None:
        return []
    base, size = statement.start, len(statement.text)
    moved = (Span(max(q.start - base, 0), min(q.end - base, size)) for q in statement.speaker.quoted)
    return [span for span in moved if span.start < span.end]


def _masked(text: str, spans: Iterable[Span]) -> str:
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = GAP * (span.end - span.start)
    return "".join(characters)


def _half_open(text: str) -> list[Span]:
    at = next((i for i, character in enumerate(text) if character in _MARKS), None)
    if at is None:
        return []
    opens = text[at] in "“«„" or (text[at] == '"' and (at == 0 or text[at - 1].isspace()))
    return [Span(at, len(text)) if opens else Span(0, at + 1)]
