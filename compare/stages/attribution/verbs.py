"""Reports by a finite cue verb, found by form and order, which also works where the commas are lost."""

from collections.abc import Iterator
from dataclasses import replace

from compare.lexicon import cues as lexicon
from compare.lexicon.cues import CUES, Cue, Frame
from compare.stages.attribution.contents import content_start
from compare.stages.attribution.groups import (
    APPOSING,
    WIDEST,
    apposed,
    before_relative,
    first_group,
    first_name,
    group_after,
    introduces,
    is_known,
    leading,
    subject_of,
)
from compare.stages.attribution.reports import SHORT_CONTENT, Report, make_report
from compare.stages.attribution.tokens import QUOTES, Word, Words, low_at
from compare.types import Stance

_NOMINAL = lexicon.AUXILIARIES | lexicon.JOINERS | {"by", "about"}  # after them a doubtful form is a noun
_TAIL = lexicon.JOINERS | (lexicon.CONJUNCTIONS - {"that"}) | {"by", "near", "about"}


def by_verb(tokens: Words) -> Iterator[Report]:
    """Reports by a finite cue verb."""
    for i in range(len(tokens)):
        for cue, verb in cue_at(tokens, i):
            if is_passive(tokens, i):
                yield from _by_passive(tokens, cue, verb)
            elif not verb.gerund and not (verb.base and _wished(tokens, i)):
                yield from _by_finite(tokens, cue, verb)


def cue_at(tokens: Words, i: int) -> Iterator[tuple[range, Cue]]:
    """The cue verb that begins at a token, if one does."""
    low = tokens[i].low
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if following in lexicon.PARTICLES.get(low, ()):
        frame = Frame.CLAUSE if following in ("out", "clear", "that") else Frame.OBJECT
        stance = Stance.ENDORSING if following == "out" else Stance.NEUTRAL
        yield range(i, i + 2), Cue(stance, frame, low.endswith("ing"), bare=False, base=low in lexicon.BASES)
    elif low in lexicon.CALLING and any(t.text in QUOTES for t in tokens[i + 1 : i + WIDEST]):
        yield range(i, i + 1), Cue(Stance.NEUTRAL, Frame.OBJECT, low.endswith("ing"), bare=False, base=low == "call")
    elif low in CUES and not _is_noun(tokens, i, CUES[low]):
        verb = CUES[low]
        if low.startswith("claim") and following == "responsibility":
            verb = replace(verb, stance=Stance.NEUTRAL, frame=Frame.OBJECT)
        tolls = low.startswith("claim") and _takes_lives(tokens, i)
        if not tolls and not (low in lexicon.WEAK and _unmarked(tokens, i)):
            yield range(i, i + 1), verb


def _unmarked(tokens: Words, i: int) -> bool:
    """Whether neither "that" nor a colon follows and no quotation is in the sentence."""
    marked = any(t.low == "that" or t.text == ":" for t in tokens[i + 1 : i + 3])
    return not marked and all(t.text not in QUOTES for t in tokens)


def _takes_lives(tokens: Words, i: int) -> bool:
    """Whether a form of "claim" counts victims ("claimed the lives of 12")."""
    words = [t.low for t in tokens[i + 1 : i + 7]]
    counted = bool(words) and (words[0] in lexicon.COUNTING or words[0][0].isdigit())
    counted = counted and lexicon.AUXILIARIES.isdisjoint(words)  # "claimed 12 were killed"
    return counted and not lexicon.TAKEN.isdisjoint(words)


def _is_noun(tokens: Words, i: int, verb: Cue) -> bool:
    """Whether a form that may be a noun is one here."""
    if not verb.bare:
        return False
    before, after = low_at(tokens, i - 1), low_at(tokens, i + 1)
    after_speaker = i > 0 and (tokens[i - 1].capital or tokens[i - 1].speaks)
    after_small = before in lexicon.PRONOUNS or before in lexicon.ADVERBS
    if not (after_speaker or after_small) or after in CUES or after in _NOMINAL:
        return True
    many = before in lexicon.SPEAKERS_PLURAL or before in ("they", "we", "i", "you", "who")
    return not (many or tokens[i].low.endswith(("s", "ed")) or before in lexicon.ADVERBS)


def is_passive(tokens: Words, i: int) -> bool:
    """Whether a form of "be" stands before, past adverbs."""
    return _before_adverbs(tokens, i) in lexicon.BE


def _wished(tokens: Words, i: int) -> bool:
    """Whether a base form stands after "to" or an auxiliary ("did not confirm") and so reports nothing."""
    before = _before_adverbs(tokens, i)
    return before == "to" or before in lexicon.AUXILIARIES


def _before_adverbs(tokens: Words, i: int) -> str:
    i -= 1
    while i >= 0 and tokens[i].low in lexicon.ADVERBS:
        i -= 1
    return low_at(tokens, i)


def _by_passive(tokens: Words, cue: range, verb: Cue) -> Iterator[Report]:
    """The agent of a passive: "was denied by the ministry"."""
    form = tokens[cue.start].low
    agent = group_after(tokens, cue.stop + 1) if low_at(tokens, cue.stop) == "by" else None
    if form.endswith("ing"):
        yield from _by_finite(tokens, cue, replace(verb, gerund=False))
    elif agent and (verb.frame is Frame.CLAUSE or verb.stance is Stance.DENYING):
        yield from make_report(tokens, agent, cue, range(0, cue.start), stance=verb.stance)
    elif agent and form in lexicon.ACCUSING:
        yield from make_report(tokens, agent, cue, range(0, len(tokens)), stance=verb.stance)


def _by_finite(tokens: Words, cue: range, verb: Cue) -> Iterator[Report]:
    """An active cue: speaker before it and content after, before or around; or the speaker after it."""
    if _participle(tokens, cue):
        return
    quoted = cue.start > 0 and tokens[cue.start - 1].text in QUOTES
    group = None if quoted else subject_of(tokens, cue.start)
    if group is None or _is_object(tokens, group, cue):
        inverted = list(_inverted(tokens, cue, verb))
        first = None if inverted or group else first_group(tokens, cue.start)
        if first is None:
            yield from inverted
            return
        group = first
    if is_known(tokens, group) or tokens[cue.start].low in lexicon.SAYING:
        yield from _in_order(tokens, group, cue, verb)


def _in_order(tokens: Words, group: range, cue: range, verb: Cue) -> Iterator[Report]:
    """The report of a speaker before the cue; the words beside them tell where the content stands."""
    rest = content_start(tokens, cue)
    speaker = apposed(tokens, group)
    pronoun = tokens[group.start].low in lexicon.PRONOUNS
    subject = speaker if pronoun else leading(tokens, group) or speaker
    if verb.frame is Frame.OBJECT:
        speaker, content = subject, range(rest if rest < len(tokens) else cue.stop, len(tokens))
    elif _follows(tokens, speaker, rest):
        speaker, content = subject, range(rest, len(tokens))
    elif _goes_round(tokens, rest):
        content = range(0, len(tokens))
    else:
        speaker = before_relative(tokens, group) or speaker
        content = range(0, speaker.start)
    yield from make_report(tokens, speaker, cue, content, stance=verb.stance)


def _participle(tokens: Words, cue: range) -> bool:
    """Whether the form belongs to a noun ("a man believed to be", "told to leave", "the claims noted by")."""
    if low_at(tokens, cue.stop) == "by" and tokens[cue.start].low.endswith("ed"):
        return True
    return tokens[cue.start].low in lexicon.PARTICIPLES and low_at(tokens, cue.stop) == "to"


def _is_object(tokens: Words, group: range, cue: range) -> bool:
    """Whether the group before the verb ends a clause and the speaker follows ("by rebels said the army")."""
    inverting = group.start > 0 and tokens[cue.start].low in lexicon.INVERTING
    follower = _follower(tokens, cue) if inverting else None
    if follower is None:
        return False
    if tokens[cue.start].low in lexicon.SAYING and not any(t.word for t in tokens[follower.stop :]):
        return True
    lead = tokens[: group.start]
    governed = lead[-1].low in lexicon.JOINERS | {"by"} and tokens[group.start].low not in lexicon.PRONOUNS
    clause = not introduces(lead) or any(t.low in lexicon.AUXILIARIES for t in lead)
    ended = _ends_group(tokens, follower, quoted=False)
    return ended and ((governed and clause) or not is_known(tokens, group))


def _follows(tokens: Words, speaker: range, rest: int) -> bool:
    """Whether the content stands after the cue, the speaker before it."""
    words = [t for t in tokens[rest:] if t.word]
    lead = tokens[: speaker.start]
    if len(words) < SHORT_CONTENT or _is_report(tokens, rest):
        return False
    if not any(t.word for t in lead):
        return True
    first = tokens[rest]
    if first.low == "that" or first.text == ":" or first.text in QUOTES:
        return True
    if first.text == ",":
        return False
    if lead[-1].low in lexicon.CONJUNCTIONS or lead[-1].text in ";:":
        return True
    asserted = any(t.low in lexicon.AUXILIARIES for t in lead)
    if is_tail(first) or _is_later(words):
        return not asserted and introduces(lead) and len(lead) <= WIDEST
    return not asserted or any(t.low in lexicon.RELATIVES for t in lead)


def _is_later(words: Words) -> bool:
    """Whether words give a time to what was said before ("a day after …")."""
    return len(words) > 1 and words[1].low in lexicon.SPANS_OF_TIME and not words[0].capital


def _is_report(tokens: Words, rest: int) -> bool:
    """Whether after a cue only another speaker with a cue stands ("a source said SANA reported")."""
    group = group_after(tokens, rest)
    if group is None or group.stop >= len(tokens) or tokens[group.stop].low not in CUES:
        return False
    return content_start(tokens, range(group.stop, group.stop + 1)) >= len(tokens) - 1


def is_tail(token: Word) -> bool:
    """Whether words that begin so go on with an earlier clause rather than begin one."""
    gerund = token.low.endswith("ing") and token.text[0].islower() and token.low not in lexicon.NOUNS_IN_ING
    return token.low in _TAIL or gerund


def _goes_round(tokens: Words, rest: int) -> bool:
    """Whether after the cue the content goes on."""
    words = [t for t in tokens[rest:] if t.word]
    if len(words) < SHORT_CONTENT or _is_report(tokens, rest) or _is_later(words):
        return False
    return words[0].low not in lexicon.SETTING


def _inverted(tokens: Words, cue: range, verb: Cue) -> Iterator[Report]:
    """The speaker after the cue: "…" said the minister."""
    if tokens[cue.start].low not in lexicon.INVERTING or not any(t.word for t in tokens[: cue.start]):
        return
    group = _follower(tokens, cue)
    quoted = tokens[cue.start - 1].text in QUOTES | {",", "?", "!"}
    if group is None or not _ends_group(tokens, group, quoted=quoted):
        return
    on = any(t.low in lexicon.GOING_ON for t in tokens[group.stop :])
    content = range(0, len(tokens) if on else cue.start)
    yield from make_report(tokens, first_name(tokens, group), cue, content, stance=verb.stance)


def _follower(tokens: Words, cue: range) -> range | None:
    """The noun group directly after a cue; none after "he added quoting …"."""
    tail = cue.stop < len(tokens) and is_tail(tokens[cue.stop])
    return None if tail else group_after(tokens, cue.stop)


def _ends_group(tokens: Words, group: range, *, quoted: bool) -> bool:
    """Whether after an inverted speaker the sentence ends or goes on without a verb of his."""
    if group.stop == len(tokens):
        return True
    after = tokens[group.stop]
    if tokens[group.start].low in lexicon.PRONOUNS and not quoted:
        return not after.word
    apposed = after.low in APPOSING | lexicon.TEMPORAL | {"also"}
    return quoted or apposed or not after.word or is_tail(after)
