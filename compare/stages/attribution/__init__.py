"""Sentences get their attributions: who is said to say it, by which cue, and what exactly.

In: a document, its sentences and their parses, the registry of speakers. Out: the attributions of each
sentence, after PARC (Pareti 2012) and PolNeAR (Newell et al. 2018): the spans of speaker, cue and content.
Two finders look at each sentence: `verbs`, `phrases` and `headlines` by cue, form and order, which also works
where the commas are lost, and `parsed` by the dependency tree; `arbitration` weighs them and puts several
reports in order. `quotations` carries a speaker through a quotation, `speakers` tells who it is.
"""

from collections import deque
from collections.abc import Iterable

from compare.stages.attribution.arbitration import reports_of
from compare.stages.attribution.headlines import unsigned
from compare.stages.attribution.phrases import introduction
from compare.stages.attribution.quotations import carried, quotations, quoted_parts, spoken_parts
from compare.stages.attribution.reports import Report
from compare.stages.attribution.speakers import MEMORY, UNNAMED, Heard, Registry, clean, kind_of, resolve
from compare.stages.attribution.tokens import Words, split
from compare.types import Attribution, Document, Parse, Part, Sentence, Span, Speaker, Stance

__all__ = ["UNNAMED", "attribute"]


def attribute(
    document: Document, sentences: tuple[Sentence, ...], parses: Iterable[Parse], speakers: tuple[Speaker, ...]
) -> tuple[tuple[Attribution, ...], ...]:
    """Attribute the claims of each sentence to their outermost speakers.

    Args:
        document: the document of the sentences.
        sentences: in order, as `segment` gives them.
        parses: of the sentences, in order; each is looked at once and not kept.
        speakers: the registry; names are resolved to it by alias, then by likeness.

    Returns:
        One entry per sentence, in order: its attributions, contents disjoint and in order; empty where the
        outlet itself speaks. A sentence inside an open quotation takes the speaker over (spans of speaker
        and cue None), as does a paragraph after "The ministry said:", with or without marks, and every
        unattributed sentence of a document that is `attributed_to` somebody.
        `nested` is whom the speaker cites. Does not resolve pronouns to persons who never spoke.
    """
    text = document.text  # once: it is put together anew each time
    registry = Registry.of(speakers)
    quotes = quotations(sentences)
    heard: deque[Heard] = deque(maxlen=MEMORY)
    spoken = list(spoken_parts(sentences, quotes))
    own: list[tuple[Attribution, ...]] = []
    ahead: list[Attribution | None] = []  # who speaks the next sentence
    for sentence, parse, regions in zip(sentences, parses, spoken, strict=True):
        words = _words(sentence, document)
        found = reports_of(words, parse, sentence.part, regions)
        own.append(tuple(_attribution(text, report, heard, registry) for report in found))
        opened = introduction(words)
        ahead.append(_attribution(text, opened, heard, registry) if opened else None)
    result = carried(sentences, own, ahead, quotes, text)
    for i, sentence in enumerate(sentences):
        if not result[i] and spoken[i]:  # nobody is named for the quotation: its own cue is the best that there is
            inside = reports_of(_words(sentence, document), Parse(()), sentence.part, [])
            result[i] = tuple(_attribution(text, report, deque(), registry) for report in inside)
        if not result[i] and document.attributed_to is not None:
            result[i] = (_whole(sentence, document.attributed_to, registry),)
    return tuple(result)


def _words(sentence: Sentence, document: Document) -> Words:
    """The words of a sentence; those of a headline without the outlet's own name at its end."""
    words = split(sentence)
    return unsigned(words, document.outlet) if sentence.part is Part.HEADLINE else words


def _attribution(text: str, report: Report, heard: deque[Heard], registry: Registry) -> Attribution:
    """The attribution of a report; its speaker is heard from here on."""
    speaker_span = report.antecedent or report.speaker
    said = text[speaker_span.start : speaker_span.end] if speaker_span else UNNAMED
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


def _whole(sentence: Sentence, speaker: str, registry: Registry) -> Attribution:
    """The attribution of a sentence in a text that is itself one speaker's statement."""
    span = Span(sentence.start, sentence.end)
    return Attribution(registry.name(speaker), speaker, "", Stance.NEUTRAL, None, None, span)
