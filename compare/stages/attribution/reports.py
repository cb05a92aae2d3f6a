"""A reported claim within one sentence, and how its spans are trimmed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compare.lexicon import cues as lexicon
from compare.stages.attribution.tokens import Word, Words, span_of
from compare.types import Span, Stance

SHORT_CONTENT = 2  # tokens; a shorter content is a slip of the rules, not a claim
_GLUED = re.compile(r"(?<=[a-z]{3})[A-Z](?:[A-Z]+|[a-z]+)$")
_LEADING = lexicon.JOINERS | {"by", "and", "but", "as", "about", "near"}


@dataclass(frozen=True, slots=True)
class Report:
    """One reported claim within a sentence: token ranges are already character spans."""

    speaker: Span | None
    cue: Span | None  # None: a headline that names its speaker without a mark
    content: Span
    stance: Stance
    nested: Span | None = None
    antecedent: Span | None = None  # for whom a relative pronoun as speaker stands


def holds(outer: Span, inner: Span) -> bool:
    """Whether a span lies in another."""
    return outer.start <= inner.start and inner.end <= outer.end


def make_report(
    tokens: Words, speaker: range | None, cue: range | None, content: range, *, stance: Stance
) -> Iterator[Report]:
    """The report of three token ranges, its content without marks at the edges; none if too short."""
    first, last = content.start, content.stop
    while first < last and tokens[first].text in ",:;-–—)." or first < last and tokens[first].low == "that":
        first += 1
    while first < last and tokens[last - 1].text in ",:;-–—(.":
        last -= 1
    if sum(t.word for t in tokens[first:last]) < SHORT_CONTENT:
        return
    speaker = _trimmed(tokens, speaker) if speaker else None
    if speaker is not None and not speaker:
        return
    span = _unglued(tokens, speaker, before=cue is None or speaker.start < cue.start) if speaker else None
    yield Report(span, span_of(tokens, cue) if cue else None, span_of(tokens, range(first, last)), stance)


def _trimmed(tokens: Words, speaker: range) -> range:
    """A speaker without the preposition before it and the adverb or day after it; empty for a mere time."""
    first, stop = speaker.start, speaker.stop
    while stop - first > 1 and (tokens[first].low in _LEADING or tokens[first].low in lexicon.TEMPORAL):
        first += 1
    while stop - first > 1 and (_trails(tokens[stop - 1]) or tokens[stop - 1].low in lexicon.JOINERS):
        stop -= 1
    timed = stop < speaker.stop and tokens[stop - 1].low in lexicon.SPANS_OF_TIME
    return range(first, first) if timed else range(first, stop)


def _trails(token: Word) -> bool:
    """Whether a word after a name tells when or how often it spoke: "first", "later", "Oct"."""
    small = token.text.islower() and (token.low in lexicon.ADVERBS or token.low in lexicon.ORDINALS)
    return small or token.low in lexicon.TEMPORAL or token.low in lexicon.SHORT_MONTHS


def _unglued(tokens: Words, speaker: range, *, before: bool) -> Span:
    """The span of a speaker; of two names whose space is lost ("DefenceUS officials"), the one at the cue."""
    span = span_of(tokens, speaker)
    for token in tokens[speaker.start : speaker.stop]:
        for match in _GLUED.finditer(token.text):
            cut = token.start + match.start()
            if match.group().isupper() or match.group().casefold() in lexicon.NATIONS:
                span = Span(cut, span.end) if before else Span(span.start, min(span.end, cut))
    return span
