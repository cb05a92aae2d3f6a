"""Sentences get their attributions."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from compare.lexicon import cues as lexicon
from compare.lexicon.cues import CUES, Cue, Frame
from compare.stages.attribution.headlines import in_headline
from compare.stages.attribution.phrases import by_gerund, by_preposition, by_quoting, hearsay
from compare.stages.attribution.quotations import carried, quotations, quoted_parts, spoken_parts
from compare.stages.attribution.reports import Report, holds
from compare.stages.attribution.speakers import MEMORY, UNNAMED, Heard, Registry, clean, kind_of, resolve
from compare.stages.attribution.tokens import TOKEN, Word, Words, low
from compare.stages.attribution.verbs import by_verb
from compare.types import Attribution, Document, Parse, Part, Sentence, Span, Speaker, Stance

LONGEST_PRONOUN = 4  # letters, as in "they": a pronoun is nobody to be named as cited
FINDERS = (by_verb, by_preposition, by_quoting)


def attribute(
    document: Document, sentences: tuple[Sentence, ...], parses: tuple[Parse, ...], speakers: tuple[Speaker, ...]
) -> tuple[Attribution | None, ...]:
    """Attribute each sentence to its outermost speaker.

    Args:
        document: the document of the sentences.
        sentences: in order, as `segment` gives them.
        parses: of the sentences.
        speakers: the registry; names are resolved to it by alias, then by likeness.

    Returns:
        One entry per sentence, in order; None where the outlet itself speaks. A sentence inside an open
        quotation takes the speaker over (spans of speaker and cue None), as does every unattributed
        sentence of a document that is `attributed_to` somebody. `nested` is whom the speaker cites.
        Does not resolve pronouns to persons who never spoke, and gives one attribution per sentence.
    """
    registry = Registry.of(speakers)
    quotes = quotations(sentences)
    heard: deque[Heard] = deque(maxlen=MEMORY)
    spoken = list(spoken_parts(sentences, quotes))
    own: list[Attribution | None] = []
    for sentence, regions in zip(sentences, spoken, strict=True):
        report = _outermost(sentence, regions)
        own.append(None if report is None else _attribution(document.text, report, heard, registry))
    result = carried(sentences, own, quotes)
    for i, sentence in enumerate(sentences):
        report = _outermost(sentence, []) if result[i] is None and spoken[i] else None
        if report:  # in a quotation for which nobody is named: its own cue is the best that there is
            result[i] = _attribution(document.text, report, deque(), registry)
        if result[i] is None and document.attributed_to is not None:
            result[i] = _whole(sentence, document.attributed_to, registry)
    return tuple(result)


def _attribution(text: str, report: Report, heard: deque["Heard"], registry: "Registry") -> Attribution:
    """The attribution of a report; its speaker is heard from here on."""
    said = text[report.speaker.start : report.speaker.end] if report.speaker else UNNAMED
    name, speaker = resolve(said, heard, registry)
    nested = clean(text[report.nested.start : report.nested.end]) if report.nested else None
    if nested and set(nested.casefold().split()) <= set(name.casefold().split()):
        nested = None  # the speaker again, by a short name
    heard.append(Heard(name, speaker, kind_of(name)))
    return Attribution(
        name=name,
        speaker=speaker,
        cue=text[report.cue.start : report.cue.end] if report.cue else "",
        stance=report.stance,
        speaker_span=report.speaker,
        cue_span=report.cue,
        content_span=report.content,
        quoted=quoted_parts(text, report.content),
        nested=nested,
    )


def _whole(sentence: Sentence, speaker: str, registry: "Registry") -> Attribution:
    """The attribution of a sentence in a text that is itself one speaker's statement."""
    span = Span(sentence.start, sentence.end)
    return Attribution(registry.name(speaker), speaker, "", Stance.NEUTRAL, None, None, span)


def _outermost(sentence: Sentence, spoken: Sequence[Span]) -> Report | None:
    """The report that holds the others, with whom its speaker cites; None where there is none.

    A cue within a spoken part of the sentence is not the outlet's, and opens nothing but a nested report.
    """
    tokens = [
        Word(sentence.start + m.start(), sentence.start + m.end(), m.group(), low(m.group()))
        for m in TOKEN.finditer(sentence.text)
    ]
    everything = [r for finder in FINDERS for r in finder(tokens) if not _is_self(tokens, r)]
    reports = _outside(everything, spoken)
    if not reports and sentence.part is Part.HEADLINE:
        reports = list(in_headline(tokens))
    if not reports:
        reports = _outside([*by_gerund(tokens), *hearsay(tokens)], spoken)
    if not reports:
        return None
    best = min(reports, key=lambda r: (r.content.start, r.content.start - r.content.end))
    cited = [r for r in everything if r.cue and holds(best.content, r.cue) and _is_other(r, best)]
    if best.nested is None and cited:
        best = replace(best, nested=max(cited, key=lambda r: r.content.end - r.content.start).speaker)
    return best


def _is_self(tokens: Words, report: Report) -> bool:
    """Whether a report is by "I" or "we": outside a quotation that is the outlet."""
    speaker = report.speaker
    return speaker is not None and any(
        t.low in lexicon.SELVES for t in tokens if t.start == speaker.start and t.end == speaker.end
    )


def _outside(reports: Iterable[Report], spoken: Sequence[Span]) -> list[Report]:
    return [r for r in reports if r.cue and not any(holds(region, r.cue) for region in spoken)]


def _is_other(report: Report, best: Report) -> bool:
    """Whether a report names another speaker, not by a pronoun."""
    speaker = report.speaker
    return speaker is not None and speaker != best.speaker and speaker.end - speaker.start > LONGEST_PRONOUN
