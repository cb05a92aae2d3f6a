"""Reports by other cues: according to, cited as saying, participles, hearsay."""

from collections.abc import Iterator
from dataclasses import replace

from compare.lexicon import cues as lexicon
from compare.lexicon.cues import CUES, Frame
from compare.stages.attribution.contents import content_start
from compare.stages.attribution.groups import (
    WIDEST,
    first_name,
    group_after,
    group_before,
    is_known,
    names_speaker,
    subject_of,
)
from compare.stages.attribution.reports import SHORT_CONTENT, Report, make_report
from compare.stages.attribution.tokens import QUOTES, Word, Words, low_at, span_of
from compare.stages.attribution.verbs import cue_at, is_passive, is_tail
from compare.types import Stance

HOLDING = (
    lexicon.JOINERS | lexicon.DETERMINERS | {"by", "after", "without", "before"}
)  # after them a word is tied to what is before


def by_preposition(tokens: Words) -> Iterator[Report]:
    """According to X, before or after the content."""
    for i in range(len(tokens) - 2):
        if tokens[i].low != "according" or tokens[i + 1].low != "to":
            continue
        cue = range(i, i + 2)
        group = group_after(tokens, cue.stop) or range(cue.stop, min(cue.stop + 2, len(tokens)))
        first = sum(t.word for t in tokens[:i]) <= SHORT_CONTENT
        content = range(group.stop, len(tokens)) if first else range(0, i)
        yield from make_report(tokens, first_name(tokens, group), cue, content, stance=Stance.NEUTRAL)


def by_quoting(tokens: Words) -> Iterator[Report]:
    """X cites Y as saying; X was quoted by Y as saying; …, citing Y."""
    for i in range(len(tokens) - 1):
        if tokens[i].low not in lexicon.QUOTING:
            continue
        cue, passive, gerund = range(i, i + 1), is_passive(tokens, i), tokens[i].low.endswith("ing")
        rest = _after_saying(tokens, i)
        cited = group_after(tokens, i + 1)
        if passive and rest:
            agent = group_after(tokens, i + 2) if tokens[i + 1].low == "by" else None
            yield from _quoted_by(tokens, agent, cue, rest)
        elif rest and cited and not gerund:
            for report in make_report(tokens, subject_of(tokens, i), cue, rest, stance=Stance.NEUTRAL):
                yield replace(report, nested=span_of(tokens, cited))
        elif gerund and cited and i > SHORT_CONTENT and not passive:
            yield from make_report(tokens, cited, cue, range(0, i), stance=Stance.NEUTRAL)
        elif gerund and cited and i == 0:
            yield from make_report(tokens, cited, cue, range(cited.stop, len(tokens)), stance=Stance.NEUTRAL)


def _after_saying(tokens: Words, i: int) -> range | None:
    """The tokens after the next "as saying" or "saying that"."""
    for n in range(i, min(i + 2 * WIDEST, len(tokens) - 1)):
        if tokens[n].low == "as" and tokens[n + 1].low in ("saying", "stating", "confirming", "telling"):
            return range(n + 2, len(tokens))
        if tokens[n].low == "saying" and tokens[n + 1].low == "that":
            return range(n + 2, len(tokens))
    return None


def _quoted_by(tokens: Words, agent: range | None, cue: range, rest: range) -> Iterator[Report]:
    """X was quoted (by the agent) as saying, with the content after or before it."""
    subject = subject_of(tokens, cue.start - 1)
    if subject and subject.start > SHORT_CONTENT and (not rest or is_tail(tokens[rest.start])):
        rest = range(0, subject.start)
    for report in make_report(tokens, agent or subject, cue, rest, stance=Stance.NEUTRAL):
        yield replace(report, nested=span_of(tokens, subject) if agent and subject else None)


def by_gerund(tokens: Words) -> Iterator[Report]:
    """X did so, claiming that …: the speaker is the subject at the beginning of the sentence."""
    speaker = group_after(tokens, 0)
    if speaker is None or not (len(speaker) > 1 or _is_named(tokens[0])):
        return
    for i in range(speaker.stop, len(tokens)):
        held = tokens[i - 1].low in HOLDING
        for cue, verb in cue_at(tokens, i):
            after = low_at(tokens, cue.stop)
            clause = after == "that" or after in lexicon.PRONOUNS or after in lexicon.DETERMINERS
            if verb.gerund and not held and (clause or verb.frame is Frame.OBJECT):
                content = range(content_start(tokens, cue), len(tokens))
                yield from make_report(tokens, speaker, cue, content, stance=verb.stance)


def _is_named(token: Word) -> bool:
    """Whether one capital word at the beginning of a sentence is a speaker for sure."""
    known = token.low in lexicon.PRONOUNS or token.low in lexicon.NATIONS
    return known or token.speaks or token.text.isupper()


def hearsay(tokens: Words) -> Iterator[Report]:
    """A claim of nobody named: "reportedly", "it was reported that", "is believed to"."""
    for i, token in enumerate(tokens):
        cue, whole = range(i, i + 1), range(0, len(tokens))
        if token.low in lexicon.HEARSAY:
            yield from make_report(tokens, None, cue, whole, stance=lexicon.HEARSAY[token.low])
        elif token.low in lexicon.IMPERSONAL and is_passive(tokens, i):
            stance = CUES[token.low].stance if token.low in CUES else Stance.NEUTRAL
            infinitive = low_at(tokens, i + 1) == "to" and low_at(tokens, i + 2) in ("be", "have")
            if low_at(tokens, i - 2) == "it":
                rest = range(content_start(tokens, cue), len(tokens))
                yield from make_report(tokens, None, cue, rest, stance=stance)
            elif infinitive or low_at(tokens, i + 1) in lexicon.FATES:
                yield from make_report(tokens, None, cue, whole, stance=stance)


def by_label(tokens: Words) -> Iterator[Report]:
    """A name, a colon or dash, and a quotation or "we": 'Minister: "…"', "Turkey — We hit 54 targets"."""
    for i in range(1, min(WIDEST, len(tokens) - 1)):
        if tokens[i].text in ":–—" and (tokens[i + 1].text in QUOTES or tokens[i + 1].text in ("We", "Our")):
            group = group_before(tokens, i)
            begins = group and (group.start == 0 or tokens[group.start - 1].text == ":")
            if group and begins and (names_speaker(tokens, group) or tokens[group.start].low in lexicon.NATIONS):
                yield from make_report(tokens, group, range(i, i + 1), range(i + 1, len(tokens)), stance=Stance.NEUTRAL)
            return


def by_quotation(tokens: Words) -> Iterator[Report]:
    """Any verb between a speaker and a quotation: 'the outlet jabs, "…"'."""
    for i in range(1, len(tokens) - 2):
        verb = tokens[i].text.islower() and tokens[i].low.endswith(("s", "ed")) and not tokens[i].speaks
        if verb and tokens[i].low not in CUES and tokens[i + 1].text in ",:" and tokens[i + 2].text in QUOTES:
            group = group_before(tokens, i)
            if group and is_known(tokens, group):
                yield from make_report(tokens, group, range(i, i + 1), range(i + 2, len(tokens)), stance=Stance.NEUTRAL)


def introduction(tokens: Words) -> Report | None:
    """The speaker and cue with which a sentence ends that introduces the next one: "The mayor said:"."""
    if not tokens or tokens[-1].text not in ":," or len(tokens) < SHORT_CONTENT:
        return None
    for i in range(len(tokens) - 2, max(len(tokens) - WIDEST, -1), -1):
        for cue, verb in cue_at(tokens, i):
            if content_start(tokens, cue) < len(tokens) - 1 and not (i == 0 and group_after(tokens, cue.stop)):
                return None
            group = group_after(tokens, cue.stop) if i == 0 else subject_of(tokens, i)
            if group and not is_passive(tokens, i):
                return Report(span_of(tokens, group), span_of(tokens, cue), span_of(tokens, cue), verb.stance)
    return None
