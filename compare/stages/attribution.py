"""Sentences get their attribution: who is said to say it, by which cue, and what exactly.

In: a document, its sentences, the registry of speakers. Out: one attribution or None per sentence,
after PARC (Pareti 2012) and PolNeAR (Newell et al. 2018): the spans of speaker, cue and content.
No parse is used: a cue verb is found by its form, its speaker as the noun group beside it, its content
by the order of the three (before, after, around, inverted), which also works where the commas are lost.
A finder is a function from the tokens of a sentence to reports; one that reads a parse can stand beside
those here (`_FINDERS`) without a change elsewhere.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from compare.lexicon import cues as lexicon
from compare.lexicon.cues import CUES, Cue, Frame
from compare.types import Attribution, Document, Parse, Part, Sentence, Span, Speaker, Stance

UNNAMED = "unnamed"  # the name of the speaker of hearsay: "it was reported", "reportedly", "is believed to"
SAME_NAME = 90.0  # token_set_ratio, 0 to 100, from which names are one: halfway between "Ahmet Haddad" v "Mehmet
# Haddad" (88.0), who differ, and "Rami Abdulrahman" v "Rami Abdel Rahman" (90.9), who do not
WIDEST = 14  # tokens of a noun group; 97 % of the speakers of the PolNeAR training part have no more
ADJECTIVES = 6  # words between an article and the head of its noun group: "a local civil defence official"
SHORT_TAIL = 4  # words of a speaker after the colon of a headline: convention
LONGEST_QUOTATION = 8  # sentences; convention: where the next mark is further off, a closing mark is lost
MEMORY = 50  # attributions back to which a pronoun or a short name may refer: convention, keeps long texts linear
LONGEST_PRONOUN = 4  # letters, as in "they": a pronoun is nobody to be named as cited
SHORT_NAME = 2  # capitals that make a name before or after the colon of a headline: convention
SHORT_CONTENT = 2  # tokens; a shorter content is a slip of the rules, not a claim

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sens?|Reps?|Gov|Jr|Sr|St|Maj|Capt|Sgt|Prof|Adm|Rev|[A-Z])\.(?=\s)"
    r"|''|\d+(?:[.,:]\d+)*|[^\W_]+(?:['’.&/-][^\W_]+)*|\S"
)
_OPENING = re.compile(r"(?<![^\s(\[—–-])(?:[\"“«]|'')(?=\S)|“")
_CLOSING = re.compile(r"(?<=\S)(?:[\"”»]|'')")
_QUOTED = re.compile(r"“[^”“]{1,2000}”|«[^»«]{1,2000}»|(?<![\w\"])\"[^\"]{1,2000}\"|(?<!\w)'[^'\n]{3,300}'(?!\w)")
_SCENE = lexicon.TEMPORAL | lexicon.OPENERS | lexicon.CONJUNCTIONS | lexicon.ADVERBS | lexicon.JOINERS
_NO_NAMES = _SCENE | lexicon.DETERMINERS
_BREAKS = lexicon.JOINERS | lexicon.AUXILIARIES | lexicon.CONJUNCTIONS
_APPOSING = lexicon.DETERMINERS | lexicon.ROLES | lexicon.RELATIVES | {"of", "former", "senior"}
_EXPLAINING = lexicon.JOINERS | lexicon.ROLES | lexicon.EXPLAINING | {"a", "an", "the", ",", "("}
_NOMINAL = lexicon.AUXILIARIES | lexicon.JOINERS | {"by", "about"}  # after them a doubtful form is a noun
_HOLDING = lexicon.JOINERS | lexicon.DETERMINERS | {"by", "after"}  # after them a word is tied to what is before
_TAIL = lexicon.JOINERS | (lexicon.CONJUNCTIONS - {"that"}) | {"by", "near", "about"}
_NATIONS = frozenset(lexicon.NATIONS.values())
_QUOTES = frozenset({'"', "“", "”", "«", "»", "''"})
_GLUED = re.compile(r"(?<=[a-z]{3})[A-Z](?:[A-Z]+|[a-z]+)$")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Whether it is written as a name, Arabic articles included."""
        named = self.text[0].isupper() or (self.low.startswith(("al-", "el-", "as-", "ad-")) and len(self.low) > 4)
        return named and self.low not in _NO_NAMES or self.low in lexicon.PARTICLES_OF_NAMES

    @property
    def speaks(self) -> bool:
        """Whether it is a noun that can be a speaker, also as the end of a compound."""
        return self.low in lexicon.SPEAKER_NOUNS or self.low.rsplit("-", 1)[-1] in lexicon.SPEAKER_NOUNS

    @property
    def word(self) -> bool:
        """Whether it holds a letter or a digit."""
        return self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class _Report:
    """One reported claim within a sentence: token ranges are already character spans."""

    speaker: Span | None
    cue: Span | None  # None: a headline that names its speaker without a mark
    content: Span
    stance: Stance
    nested: Span | None = None


Tokens = Sequence[_Token]


# --------------------------------------------------------------------------- the document


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
    registry = _Registry.of(speakers)
    quotes = _quotations(sentences)
    heard: deque[_Heard] = deque(maxlen=MEMORY)
    spoken = list(_spoken(sentences, quotes))
    own: list[Attribution | None] = []
    for sentence, regions in zip(sentences, spoken, strict=True):
        report = _outermost(sentence, regions)
        own.append(None if report is None else _attribution(document.text, report, heard, registry))
    result = _carried(sentences, own, quotes)
    for i, sentence in enumerate(sentences):
        report = _outermost(sentence, []) if result[i] is None and spoken[i] else None
        if report:  # in a quotation for which nobody is named: its own cue is the best that there is
            result[i] = _attribution(document.text, report, deque(), registry)
        if result[i] is None and document.attributed_to is not None:
            result[i] = _whole(sentence, document.attributed_to, registry)
    return tuple(result)


def _attribution(text: str, report: _Report, heard: deque["_Heard"], registry: "_Registry") -> Attribution:
    """The attribution of a report; its speaker is heard from here on."""
    said = text[report.speaker.start : report.speaker.end] if report.speaker else UNNAMED
    name, speaker = _resolve(said, heard, registry)
    nested = _clean(text[report.nested.start : report.nested.end]) if report.nested else None
    if nested and set(nested.casefold().split()) <= set(name.casefold().split()):
        nested = None  # the speaker again, by a short name
    heard.append(_Heard(name, speaker, _kind(name)))
    return Attribution(
        name=name,
        speaker=speaker,
        cue=text[report.cue.start : report.cue.end] if report.cue else "",
        stance=report.stance,
        speaker_span=report.speaker,
        cue_span=report.cue,
        content_span=report.content,
        quoted=_quoted(text, report.content),
        nested=nested,
    )


def _whole(sentence: Sentence, speaker: str, registry: "_Registry") -> Attribution:
    """The attribution of a sentence in a text that is itself one speaker's statement."""
    span = Span(sentence.start, sentence.end)
    return Attribution(registry.name(speaker), speaker, "", Stance.NEUTRAL, None, None, span)


def _quoted(text: str, content: Span) -> tuple[Span, ...]:
    return tuple(Span(*m.span()) for m in _QUOTED.finditer(text, content.start, content.end))


def _clean(words: str) -> str:
    """A name without leading article, possessive and doubled spaces."""
    parts = words.split()
    while len(parts) > 1 and parts[0].casefold() in ("the", "a", "an"):
        parts = parts[1:]
    return _POSSESSIVE.sub("", " ".join(parts))


# --------------------------------------------------------------------------- quotations over sentences


def _quotations(sentences: Sequence[Sentence]) -> list[int | None]:
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


def _carried(
    sentences: Sequence[Sentence], found: list[Attribution | None], quotes: list[int | None]
) -> list[Attribution | None]:
    """Give the sentences of one quotation, and whole quotations beside an attributed one, its speaker."""
    result = list(found)
    for i in range(1, len(sentences)):  # forwards: an open quotation, a further quotation
        before = result[i - 1]
        if result[i] is None and before and _continues(sentences[i], sentences[i - 1], before, quotes[i]):
            result[i] = _taken_over(sentences[i], before)
    for i in range(len(sentences) - 2, -1, -1):  # backwards: the speaker is named where the quotation closes
        after, opened = result[i + 1], quotes[i + 1]
        if result[i] is None and after and opened is not None and opened <= i:
            result[i] = _taken_over(sentences[i], after)
    return result


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


# --------------------------------------------------------------------------- one sentence


def _outermost(sentence: Sentence, spoken: Sequence[Span]) -> _Report | None:
    """The report that holds the others, with whom its speaker cites; None where there is none.

    A cue within a spoken part of the sentence is not the outlet's, and opens nothing but a nested report.
    """
    tokens = [
        _Token(sentence.start + m.start(), sentence.start + m.end(), m.group(), _low(m.group()))
        for m in _TOKEN.finditer(sentence.text)
    ]
    everything = [r for finder in _FINDERS for r in finder(tokens) if not _is_self(tokens, r)]
    reports = _outside(everything, spoken)
    if not reports and sentence.part is Part.HEADLINE:
        reports = list(_in_headline(tokens))
    if not reports:
        reports = _outside([*_by_gerund(tokens), *_hearsay(tokens)], spoken)
    if not reports:
        return None
    best = min(reports, key=lambda r: (r.content.start, r.content.start - r.content.end))
    cited = [r for r in everything if r.cue and _holds(best.content, r.cue) and _is_other(r, best)]
    if best.nested is None and cited:
        best = replace(best, nested=max(cited, key=lambda r: r.content.end - r.content.start).speaker)
    return best


def _is_self(tokens: Tokens, report: _Report) -> bool:
    """Whether a report is by "I" or "we": outside a quotation that is the outlet."""
    speaker = report.speaker
    return speaker is not None and any(
        t.low in lexicon.SELVES for t in tokens if t.start == speaker.start and t.end == speaker.end
    )


def _outside(reports: Iterable[_Report], spoken: Sequence[Span]) -> list[_Report]:
    return [r for r in reports if r.cue and not any(_holds(region, r.cue) for region in spoken)]


def _is_other(report: _Report, best: _Report) -> bool:
    """Whether a report names another speaker, not by a pronoun."""
    speaker = report.speaker
    return speaker is not None and speaker != best.speaker and speaker.end - speaker.start > LONGEST_PRONOUN


def _low(word: str) -> str:
    """Small letters, except for the names that would read as small words (IS, US, WHO)."""
    return word if word in ("IS", "US", "WHO", "IT") else word.casefold().replace("’", "'")


def _spoken(sentences: Sequence[Sentence], quotes: Sequence[int | None]) -> Iterator[list[Span]]:
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


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _report(
    tokens: Tokens, speaker: range | None, cue: range | None, content: range, *, stance: Stance
) -> Iterator[_Report]:
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
    yield _Report(span, _span(tokens, cue) if cue else None, _span(tokens, range(first, last)), stance)


def _trimmed(tokens: Tokens, speaker: range) -> range:
    """A speaker without the preposition before it and the adverb or day after it; empty for a mere time."""
    first, stop = speaker.start, speaker.stop
    while stop - first > 1 and tokens[first].low in _LEADING:
        first += 1
    while stop - first > 1 and (_trails(tokens[stop - 1]) or tokens[stop - 1].low in lexicon.JOINERS):
        stop -= 1
    timed = stop < speaker.stop and tokens[stop - 1].low in lexicon.SPANS_OF_TIME
    return range(first, first) if timed else range(first, stop)


_LEADING = lexicon.JOINERS | {"by", "and", "but", "as", "about", "near"}


def _trails(token: _Token) -> bool:
    """Whether a word after a name tells when or how often it spoke: "first", "later", "Oct"."""
    small = token.text.islower() and (token.low in lexicon.ADVERBS or token.low in lexicon.ORDINALS)
    return small or token.low in lexicon.TEMPORAL or token.low in lexicon.SHORT_MONTHS


def _unglued(tokens: Tokens, speaker: range, *, before: bool) -> Span:
    """The span of a speaker; of two names whose space is lost ("DefenceUS officials"), the one at the cue."""
    span = _span(tokens, speaker)
    for token in tokens[speaker.start : speaker.stop]:
        for match in _GLUED.finditer(token.text):
            cut = token.start + match.start()
            if match.group().isupper() or match.group().casefold() in lexicon.NATIONS:
                span = Span(cut, span.end) if before else Span(span.start, min(span.end, cut))
    return span


def _span(tokens: Tokens, which: range) -> Span:
    return Span(tokens[which.start].start, tokens[which.stop - 1].end)


# --------------------------------------------------------------------------- noun groups


def _group_before(tokens: Tokens, end: int, low: int = 0) -> range | None:
    """The noun group that ends before token `end`, or None where there is none that could speak."""
    i = end - 1
    if i >= low and tokens[i].low in lexicon.PRONOUNS:
        return range(i, end)
    while i >= low and end - i <= WIDEST and _in_group(tokens, i, low, end):
        if tokens[i].text == ")":
            i -= 3
            continue
        i -= 1
        if tokens[i + 1].low in lexicon.DETERMINERS and not _joined(tokens, i, low):
            break
    first = i + 1
    while first < end and (tokens[first].low in lexicon.JOINERS or tokens[first].low in ("and", "-", "'")):
        first += 1
    while first < end - 1 and _low_at(tokens, first - 1) in lexicon.JOINERS and _is_country(tokens[first]):
        first += 1  # "close to Turkey Rami Haddad said"
    group = range(first, end)
    return group if group and _can_speak(tokens, group) else None


def _is_country(token: _Token) -> bool:
    return lexicon.NATIONS.get(token.low, token.low) != token.low


def _in_group(tokens: Tokens, i: int, low: int, end: int) -> bool:
    """Whether token `i`, next on the left of a noun group that ends before `end`, belongs to it."""
    token = tokens[i]
    if token.low in lexicon.TEMPORAL or token.low in lexicon.AUXILIARIES or token.low in lexicon.PRONOUNS:
        return False
    if token.text == ")":
        return i - 3 >= low and i < end - 1 and tokens[i - 2].text == "("
    if token.low in lexicon.DETERMINERS:
        counted = token.low in lexicon.CARDINALS and tokens[min(i + 1, end - 1)].capital
        return i < end - 1 and not counted
    if token.low in lexicon.JOINERS or token.low == "and":
        return i < end - 1 and _joined(tokens, i, low)
    if not token.word:
        return token.text in "-–&" and low < i < end - 1 and tokens[i - 1].end == token.start
    if token.low in lexicon.SPEAKERS_PLURAL and i + 1 < end and tokens[i + 1].capital:
        return False  # "killed six people AFP said"
    if token.capital or token.speaks or token.low in lexicon.MODIFIERS:
        return True
    if token.low in lexicon.PLACES and i > low and tokens[i - 1].capital:
        return True
    before_name = i + 1 < end and tokens[i + 1].capital
    return not before_name and _article(tokens, i, low) is not None


def _joined(tokens: Tokens, i: int, low: int) -> bool:
    """Whether a preposition or "and" at `i` ties what follows to a name or a noun that can speak."""
    if i <= low or tokens[i].low not in lexicon.JOINERS | {"and"}:
        return False
    left, word = tokens[i - 1], tokens[i].low
    if left.speaks:
        return True
    return word in ("of", "for", "and") and left.capital and i + 1 < len(tokens) and tokens[i + 1].capital


def _article(tokens: Tokens, i: int, low: int) -> int | None:
    """The index of the article of the noun group of token `i`, with nothing but its words between."""
    for j in range(i, max(low, i - ADJECTIVES) - 1, -1):
        token = tokens[j]
        if token.low in lexicon.DETERMINERS:
            return j if j < i and token.low not in lexicon.CARDINALS else None
        stop = token.low in _BREAKS or token.low in CUES or token.low in lexicon.TEMPORAL
        if stop or not token.text[0].isalpha():
            return None
    return None


def _can_speak(tokens: Tokens, group: range) -> bool:
    head = tokens[group.stop - 1]
    named = any(t.capital for t in tokens[group.start : group.stop])
    if any(t.low in lexicon.NOBODY for t in tokens[max(0, group.start - 1) : group.stop]):
        return False
    determined = tokens[group.start].low in lexicon.DETERMINERS and len(group) > 1
    return head.low in lexicon.PRONOUNS or head.speaks or named or determined


def _is_known(tokens: Tokens, group: range) -> bool:
    """Whether the group is a pronoun or has a name or a noun that can speak."""
    words = tokens[group.start : group.stop]
    return any(t.capital or t.speaks or t.low in lexicon.PRONOUNS for t in words)


def _group_after(tokens: Tokens, start: int) -> range | None:
    """The noun group that begins at token `start`, or None where there is none that could speak."""
    i = start
    headed = False
    while i < len(tokens) and i - start < WIDEST:
        token = tokens[i]
        if token.low in lexicon.PRONOUNS:
            i += i == start
            break
        if i == start and token.low in lexicon.DETERMINERS:
            i += 1
            continue
        if token.capital or token.speaks:
            headed = True
        elif token.low in lexicon.JOINERS or token.low == "and":
            if not headed or not _goes_on(tokens, i):
                break
        elif token.low == "the" and tokens[i - 1].low in lexicon.JOINERS:
            pass
        elif not _modifies(tokens, i, headed=headed):
            break
        i += 1
    while i > start and tokens[i - 1].low in lexicon.JOINERS | {"and", "the"}:
        i -= 1
    group = range(start, i)
    return group if group and _can_speak(tokens, group) else None


def _goes_on(tokens: Tokens, i: int) -> bool:
    """Whether after a preposition or "and" a name or a noun that can speak follows."""
    after = [t for t in tokens[i + 1 : i + 4] if t.low not in lexicon.DETERMINERS][:2]
    if not after or tokens[i].low == "to":
        return False
    return after[0].capital or (tokens[i].low != "with" and any(t.speaks for t in after))


def _modifies(tokens: Tokens, i: int, *, headed: bool) -> bool:
    """Whether a small word stands before a head that can speak: "a local civil defence official"."""
    if headed and tokens[i].low not in lexicon.MODIFIERS - lexicon.CARDINALS:
        return False
    for token in tokens[i : i + ADJECTIVES]:
        if token.speaks or (token.capital and not headed):
            return True
        if not token.text[0].isalpha() or token.low in _BREAKS or token.low in lexicon.TEMPORAL:
            return False
    return False


def _subject(tokens: Tokens, verb: int) -> range | None:
    """The noun group before a verb, past adverbs, auxiliaries, a day and "who"."""
    i = verb
    while i > 0 and _between(tokens, i - 1, verb):
        i -= 1
    if i > 2 and tokens[i - 1].text in ")]" and tokens[i - 3].text in "([":
        i -= 3
    if i < verb and tokens[i].text == "," and (named := _before_apposition(tokens, i)):
        return named
    first = _group_after(tokens, 0) if _low_at(tokens, i - 1) in ("and", "but", "or") else None
    return first if first and first.stop < i - 1 else _group_before(tokens, i)


def _between(tokens: Tokens, i: int, verb: int) -> bool:
    """Whether a token may stand between a subject and its verb."""
    low = tokens[i].low
    day = low in lexicon.TEMPORAL_LEAD and i + 1 < verb and tokens[i + 1].low in lexicon.TEMPORAL
    small = low in lexicon.AUXILIARIES - lexicon.BE or low in lexicon.TEMPORAL or low in ("who", "which", ",")
    return small or day or _is_adverb(tokens[i])


def _is_adverb(token: _Token) -> bool:
    derived = token.low.endswith("ly") and token.text.islower() and token.low not in lexicon.NOUNS_IN_LY
    return derived or token.low in lexicon.ADVERBS


def _before_apposition(tokens: Tokens, comma: int) -> range | None:
    """The name before "…, the spokesman of the council," that ends with this comma."""
    for i in range(comma - 1, max(0, comma - 3 * WIDEST), -1):
        if tokens[i].text == "," and (tokens[i + 1].low in _APPOSING or tokens[i + 1].text[0].isdigit()):
            return _group_before(tokens, i)
    return None


def _apposed(tokens: Tokens, group: range) -> range:
    """The name that the group explains ("the Observatory a monitor", "Haddad head of …"), or itself."""
    first = tokens[group.start]
    i = group.start - (group.start > 0 and tokens[group.start - 1].text == ",")
    office = first.low in ("the", "its") and tokens[group.stop - 1].low in lexicon.ROLES
    explains = office or first.low in lexicon.ROLES or first.low in ("a", "an")
    if not explains or i == 0 or not (tokens[i - 1].capital or tokens[i - 1].speaks):
        return group
    name = _group_before(tokens, i)
    if name is None:
        return group
    words = tokens[name.start : name.stop]
    body = any(t.low in lexicon.SPEAKERS_SINGULAR for t in words)
    person = first.low not in ("a", "an") and sum(t.capital for t in words) > 1
    return name if body or person or name.start == 0 else group


# --------------------------------------------------------------------------- verbs


def _by_verb(tokens: Tokens) -> Iterator[_Report]:
    """Reports by a finite cue verb."""
    for i in range(len(tokens)):
        for cue, verb in _cue_at(tokens, i):
            if _passive(tokens, i):
                yield from _by_passive(tokens, cue, verb)
            elif not verb.gerund and not (verb.base and _wished(tokens, i)):
                yield from _by_finite(tokens, cue, verb)


def _cue_at(tokens: Tokens, i: int) -> Iterator[tuple[range, Cue]]:
    low = tokens[i].low
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if following in lexicon.PARTICLES.get(low, ()):
        frame = Frame.CLAUSE if following in ("out", "clear", "that") else Frame.OBJECT
        stance = Stance.ENDORSING if following == "out" else Stance.NEUTRAL
        yield range(i, i + 2), Cue(stance, frame, low.endswith("ing"), bare=False, base=low in lexicon.BASES)
    elif low in CUES and not _is_noun(tokens, i, CUES[low]):
        verb = CUES[low]
        if low.startswith("claim") and following == "responsibility":
            verb = replace(verb, stance=Stance.NEUTRAL, frame=Frame.OBJECT)
        tolls = low.startswith("claim") and _takes_lives(tokens, i)
        if not tolls and not (low in lexicon.WEAK and _unmarked(tokens, i)):
            yield range(i, i + 1), verb


def _unmarked(tokens: Tokens, i: int) -> bool:
    """Whether neither "that" nor a colon follows and no quotation is in the sentence."""
    marked = any(t.low == "that" or t.text == ":" for t in tokens[i + 1 : i + 3])
    return not marked and all(t.text not in _QUOTES for t in tokens)


def _takes_lives(tokens: Tokens, i: int) -> bool:
    """Whether a form of "claim" counts victims ("claimed the lives of 12")."""
    words = [t.low for t in tokens[i + 1 : i + 7]]
    counted = bool(words) and (words[0] in lexicon.COUNTING or words[0][0].isdigit())
    counted = counted and lexicon.AUXILIARIES.isdisjoint(words)  # "claimed 12 were killed"
    return counted and not lexicon.TAKEN.isdisjoint(words)


def _is_noun(tokens: Tokens, i: int, verb: Cue) -> bool:
    """Whether a form that may be a noun is one here."""
    if not verb.bare:
        return False
    before, after = _low_at(tokens, i - 1), _low_at(tokens, i + 1)
    after_speaker = i > 0 and (tokens[i - 1].capital or tokens[i - 1].speaks)
    after_small = before in lexicon.PRONOUNS or before in lexicon.ADVERBS
    if not (after_speaker or after_small) or after in CUES or after in _NOMINAL:
        return True
    many = before in lexicon.SPEAKERS_PLURAL or before in ("they", "we", "i", "you", "who")
    return not (many or tokens[i].low.endswith(("s", "ed")) or before in lexicon.ADVERBS)


def _low_at(tokens: Tokens, i: int) -> str:
    """The word at an index in small letters, or nothing outside the sentence."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _passive(tokens: Tokens, i: int) -> bool:
    return _before_adverbs(tokens, i) in lexicon.BE


def _wished(tokens: Tokens, i: int) -> bool:
    """Whether a base form stands after "to" or an auxiliary ("did not confirm") and so reports nothing."""
    before = _before_adverbs(tokens, i)
    return before == "to" or before in lexicon.AUXILIARIES


def _before_adverbs(tokens: Tokens, i: int) -> str:
    i -= 1
    while i >= 0 and tokens[i].low in lexicon.ADVERBS:
        i -= 1
    return _low_at(tokens, i)


def _by_passive(tokens: Tokens, cue: range, verb: Cue) -> Iterator[_Report]:
    """The agent of a passive: "was denied by the ministry"."""
    form = tokens[cue.start].low
    agent = _group_after(tokens, cue.stop + 1) if _low_at(tokens, cue.stop) == "by" else None
    if form.endswith("ing"):
        yield from _by_finite(tokens, cue, replace(verb, gerund=False))
    elif agent and (verb.frame is Frame.CLAUSE or verb.stance is Stance.DENYING):
        yield from _report(tokens, agent, cue, range(0, cue.start), stance=verb.stance)
    elif agent and form in lexicon.ACCUSING:
        yield from _report(tokens, agent, cue, range(0, len(tokens)), stance=verb.stance)


def _by_finite(tokens: Tokens, cue: range, verb: Cue) -> Iterator[_Report]:
    """An active cue: speaker before it and content after, before or around; or the speaker after it."""
    if _participle(tokens, cue):
        return
    quoted = cue.start > 0 and tokens[cue.start - 1].text in _QUOTES
    group = None if quoted else _subject(tokens, cue.start)
    if group is None or _is_object(tokens, group, cue):
        inverted = list(_inverted(tokens, cue, verb))
        first = None if inverted or group else _first_group(tokens, cue.start)
        if first is None:
            yield from inverted
            return
        group = first
    if _is_known(tokens, group) or tokens[cue.start].low in lexicon.SAYING:
        yield from _in_order(tokens, group, cue, verb)


def _in_order(tokens: Tokens, group: range, cue: range, verb: Cue) -> Iterator[_Report]:
    """The report of a speaker before the cue; the words beside them tell where the content stands."""
    rest = _content_start(tokens, cue)
    speaker = _apposed(tokens, group)
    pronoun = tokens[group.start].low in lexicon.PRONOUNS
    subject = speaker if pronoun else _leading(tokens, group) or speaker
    if verb.frame is Frame.OBJECT:
        speaker, content = subject, range(cue.stop, len(tokens))
    elif _follows(tokens, speaker, rest):
        speaker, content = subject, range(rest, len(tokens))
    elif _goes_round(tokens, rest):
        content = range(0, len(tokens))
    else:
        content = range(0, speaker.start)
    yield from _report(tokens, speaker, cue, content, stance=verb.stance)


def _first_group(tokens: Tokens, verb: int) -> range | None:
    """The first noun group of a sentence where it may be the subject of a verb further on."""
    first = _group_after(tokens, 0)
    if first is None or first.stop > verb:
        return None
    between = tokens[first.stop : verb]
    broken = any(t.low in lexicon.AUXILIARIES or t.text in _QUOTES for t in between)
    relative = _low_at(tokens, first.stop) in lexicon.RELATIVES
    return first if len(between) <= WIDEST and (relative or not broken) else None


def _participle(tokens: Tokens, cue: range) -> bool:
    """Whether the form belongs to a noun ("a man believed to be", "told to leave")."""
    return tokens[cue.start].low in lexicon.PARTICIPLES and _low_at(tokens, cue.stop) == "to"


def _is_object(tokens: Tokens, group: range, cue: range) -> bool:
    """Whether the group before the verb ends a clause and the speaker follows ("by rebels said the army")."""
    inverting = group.start > 0 and tokens[cue.start].low in lexicon.INVERTING
    follower = _group_after(tokens, cue.stop) if inverting else None
    if follower is None:
        return False
    if tokens[cue.start].low in lexicon.SAYING and not any(t.word for t in tokens[follower.stop :]):
        return True
    lead = tokens[: group.start]
    governed = lead[-1].low in lexicon.JOINERS | {"by"} and tokens[group.start].low not in lexicon.PRONOUNS
    clause = not _introduces(lead) or any(t.low in lexicon.AUXILIARIES for t in lead)
    ended = _ends_group(tokens, follower, quoted=False)
    return ended and ((governed and clause) or not _is_known(tokens, group))


def _content_start(tokens: Tokens, cue: range) -> int:
    """The token after the cue, its addressee and its adjuncts ("told reporters on Sunday in a statement")."""
    i = cue.stop
    if tokens[cue.start].low in lexicon.TELLING and i < len(tokens):
        addressee = _addressee(tokens, i)
        i = addressee.stop if addressee else i
    while i < len(tokens):
        after = _after_adjunct(tokens, i)
        if after == i:
            return i
        i = after
    return i


def _addressee(tokens: Tokens, i: int) -> range | None:
    group = _group_after(tokens, i)
    if group:
        return group
    if tokens[i].low in lexicon.ADDRESSEES:
        return range(i, i + 1)
    for j in range(i, min(i + WIDEST, len(tokens))):
        if tokens[j].low == "that" or tokens[j].text in ":,":
            return range(i, j)
    return None


def _after_adjunct(tokens: Tokens, i: int) -> int:
    """The token after a time or a manner that begins at `i`, or `i`."""
    if tokens[i].low in lexicon.TEMPORAL:
        return i + 1
    after = _after_time(tokens, i) if tokens[i].low in lexicon.TEMPORAL_LEAD else i
    return _after_manner(tokens, i) if after == i and tokens[i].low in lexicon.BY_MEANS else after


def _after_time(tokens: Tokens, i: int) -> int:
    """Past "on late Sunday" and the like."""
    for n in range(i + 1, min(i + 4, len(tokens))):
        if tokens[n].low in lexicon.TEMPORAL:
            return n + 1
        if tokens[n].low not in lexicon.TEMPORAL_LEAD | lexicon.DETERMINERS:
            break
    return i


def _after_manner(tokens: Tokens, i: int) -> int:
    """Past "in a statement issued on", "in an interview with the paper", and what is before "that"."""
    for n in range(i + 1, min(i + ADJECTIVES, len(tokens))):
        if tokens[n].low == "that":
            return n
        if tokens[n].low in lexicon.MANNERS:
            n += 1 + (_low_at(tokens, n + 1) in lexicon.ISSUED)
            group = _group_after(tokens, n + 1) if _low_at(tokens, n) in ("with", "to", "from", "by") else None
            return group.stop if group else n
        if tokens[n].low in lexicon.AUXILIARIES | lexicon.CONJUNCTIONS or not tokens[n].word:
            break
    return i


def _follows(tokens: Tokens, speaker: range, rest: int) -> bool:
    """Whether the content stands after the cue, the speaker before it."""
    words = [t for t in tokens[rest:] if t.word]
    lead = tokens[: speaker.start]
    if len(words) < SHORT_CONTENT or _is_report(tokens, rest):
        return False
    if not any(t.word for t in lead):
        return True
    first = tokens[rest]
    if first.low == "that" or first.text == ":" or first.text in _QUOTES:
        return True
    if first.text == ",":
        return False
    if lead[-1].low in lexicon.CONJUNCTIONS or lead[-1].text in ";:":
        return True
    asserted = any(t.low in lexicon.AUXILIARIES for t in lead)
    if _is_tail(first) or _is_later(words):
        return not asserted and _introduces(lead) and len(lead) <= WIDEST
    return not asserted or any(t.low in lexicon.RELATIVES for t in lead)


def _is_later(words: Tokens) -> bool:
    """Whether words give a time to what was said before ("a day after …")."""
    return len(words) > 1 and words[1].low in lexicon.SPANS_OF_TIME and not words[0].capital


def _is_report(tokens: Tokens, rest: int) -> bool:
    """Whether after a cue only another speaker with a cue stands ("a source said SANA reported")."""
    group = _group_after(tokens, rest)
    if group is None or group.stop >= len(tokens) or tokens[group.stop].low not in CUES:
        return False
    return _content_start(tokens, range(group.stop, group.stop + 1)) >= len(tokens) - 1


def _introduces(lead: Tokens) -> bool:
    """Whether the words before the speaker only set the scene ("On Sunday", "However")."""
    return lead[0].low in _SCENE | lexicon.TEMPORAL_LEAD


def _is_tail(token: _Token) -> bool:
    """Whether words that begin so go on with an earlier clause rather than begin one."""
    gerund = token.low.endswith("ing") and token.text[0].islower() and token.low not in lexicon.NOUNS_IN_ING
    return token.low in _TAIL or gerund


def _goes_round(tokens: Tokens, rest: int) -> bool:
    """Whether after the cue the content goes on."""
    words = [t for t in tokens[rest:] if t.word]
    if len(words) < SHORT_CONTENT or _is_report(tokens, rest) or _is_later(words):
        return False
    return words[0].low not in lexicon.SETTING


def _leading(tokens: Tokens, group: range) -> range | None:
    """The subject where it reaches back to the beginning of the sentence, cut to the first name in it."""
    lead = tokens[: group.start]
    if not lead:
        return _first_name(tokens, group)
    if _introduces(lead):
        return None
    relative = next((n for n, t in enumerate(lead) if t.low in lexicon.RELATIVES), None)
    if relative is not None:
        return _group_before(tokens, relative)
    if any(t.low in lexicon.AUXILIARIES | lexicon.TEMPORAL or t.text in _QUOTES for t in lead):
        return None
    first = _group_after(tokens, 0)
    return _first_name(tokens, first) if first and _explained(tokens, first, group) else None


def _explained(tokens: Tokens, first: range, group: range) -> bool:
    """Whether the words between the first group and the one at the verb explain the first ("known as …")."""
    if first.stop >= group.start or tokens[group.start - 1].low in lexicon.JOINERS:
        return True
    word = tokens[first.stop].low
    return word in _EXPLAINING or word.endswith("ing")


def _first_name(tokens: Tokens, group: range) -> range:
    """The group up to its apposition ("Haddad head of …", "the Observatory a monitor")."""
    capitals = 0
    for i in group:
        token, before = tokens[i], tokens[i - 1]
        titled = capitals > 1 and before.capital and token.low in lexicon.ROLES and token.text[0].islower()
        article = token.low in ("a", "an") and before.low not in lexicon.JOINERS | {"and"}
        if titled or (article and i > group.start + 1):
            return range(group.start, i)
        capitals += token.capital
    return group


def _inverted(tokens: Tokens, cue: range, verb: Cue) -> Iterator[_Report]:
    """The speaker after the cue: "…" said the minister."""
    if tokens[cue.start].low not in lexicon.INVERTING or not any(t.word for t in tokens[: cue.start]):
        return
    group = _group_after(tokens, cue.stop)
    quoted = tokens[cue.start - 1].text in _QUOTES | {",", "?", "!"}
    if group is None or not _ends_group(tokens, group, quoted=quoted):
        return
    on = any(t.low in lexicon.GOING_ON for t in tokens[group.stop :])
    content = range(0, len(tokens) if on else cue.start)
    yield from _report(tokens, _first_name(tokens, group), cue, content, stance=verb.stance)


def _ends_group(tokens: Tokens, group: range, *, quoted: bool) -> bool:
    """Whether after an inverted speaker the sentence ends or goes on without a verb of his."""
    if group.stop == len(tokens):
        return True
    after = tokens[group.stop]
    if tokens[group.start].low in lexicon.PRONOUNS and not quoted:
        return not after.word
    apposed = after.low in _APPOSING | lexicon.TEMPORAL | {"also"}
    return quoted or apposed or not after.word or _is_tail(after)


# --------------------------------------------------------------------------- other cues


def _by_preposition(tokens: Tokens) -> Iterator[_Report]:
    """According to X, before or after the content."""
    for i in range(len(tokens) - 2):
        if tokens[i].low != "according" or tokens[i + 1].low != "to":
            continue
        cue = range(i, i + 2)
        group = _group_after(tokens, cue.stop) or range(cue.stop, min(cue.stop + 2, len(tokens)))
        first = sum(t.word for t in tokens[:i]) <= SHORT_CONTENT
        content = range(group.stop, len(tokens)) if first else range(0, i)
        yield from _report(tokens, _first_name(tokens, group), cue, content, stance=Stance.NEUTRAL)


def _by_quoting(tokens: Tokens) -> Iterator[_Report]:
    """X cites Y as saying; X was quoted by Y as saying; …, citing Y."""
    for i in range(len(tokens) - 1):
        if tokens[i].low not in lexicon.QUOTING:
            continue
        cue, passive, gerund = range(i, i + 1), _passive(tokens, i), tokens[i].low.endswith("ing")
        rest = _after_saying(tokens, i)
        cited = _group_after(tokens, i + 1)
        if passive and rest:
            agent = _group_after(tokens, i + 2) if tokens[i + 1].low == "by" else None
            yield from _quoted_by(tokens, agent, cue, rest)
        elif rest and cited and not gerund:
            for report in _report(tokens, _subject(tokens, i), cue, rest, stance=Stance.NEUTRAL):
                yield replace(report, nested=_span(tokens, cited))
        elif gerund and cited and i > SHORT_CONTENT and not passive:
            yield from _report(tokens, cited, cue, range(0, i), stance=Stance.NEUTRAL)


def _after_saying(tokens: Tokens, i: int) -> range | None:
    """The tokens after the next "as saying"."""
    for n in range(i, min(i + 2 * WIDEST, len(tokens) - 1)):
        if tokens[n].low == "as" and tokens[n + 1].low in ("saying", "stating", "confirming", "telling"):
            return range(n + 2, len(tokens))
    return None


def _quoted_by(tokens: Tokens, agent: range | None, cue: range, rest: range) -> Iterator[_Report]:
    """X was quoted (by the agent) as saying, with the content after or before it."""
    subject = _subject(tokens, cue.start - 1)
    if subject and subject.start > SHORT_CONTENT and (not rest or _is_tail(tokens[rest.start])):
        rest = range(0, subject.start)
    for report in _report(tokens, agent or subject, cue, rest, stance=Stance.NEUTRAL):
        yield replace(report, nested=_span(tokens, subject) if agent and subject else None)


_FINDERS = (_by_verb, _by_preposition, _by_quoting)


def _by_gerund(tokens: Tokens) -> Iterator[_Report]:
    """X did so, claiming that …: the speaker is the subject at the beginning of the sentence."""
    speaker = _group_after(tokens, 0)
    if speaker is None or not (len(speaker) > 1 or _is_named(tokens[0])):
        return
    for i in range(speaker.stop, len(tokens)):
        held = tokens[i - 1].low in _HOLDING
        for cue, verb in _cue_at(tokens, i):
            after = _low_at(tokens, cue.stop)
            clause = after == "that" or after in lexicon.PRONOUNS or after in lexicon.DETERMINERS
            if verb.gerund and not held and (clause or verb.frame is Frame.OBJECT):
                content = range(_content_start(tokens, cue), len(tokens))
                yield from _report(tokens, speaker, cue, content, stance=verb.stance)


def _is_named(token: _Token) -> bool:
    """Whether one capital word at the beginning of a sentence is a speaker for sure."""
    known = token.low in lexicon.PRONOUNS or token.low in lexicon.NATIONS
    return known or token.speaks or token.text.isupper()


def _hearsay(tokens: Tokens) -> Iterator[_Report]:
    """A claim of nobody named: "reportedly", "it was reported that", "is believed to"."""
    for i, token in enumerate(tokens):
        cue, whole = range(i, i + 1), range(0, len(tokens))
        if token.low in lexicon.HEARSAY:
            yield from _report(tokens, None, cue, whole, stance=lexicon.HEARSAY[token.low])
        elif token.low in lexicon.IMPERSONAL and _passive(tokens, i):
            stance = CUES[token.low].stance if token.low in CUES else Stance.NEUTRAL
            infinitive = _low_at(tokens, i + 1) == "to" and _low_at(tokens, i + 2) in ("be", "have")
            if _low_at(tokens, i - 2) == "it":
                rest = range(_content_start(tokens, cue), len(tokens))
                yield from _report(tokens, None, cue, rest, stance=stance)
            elif infinitive or _low_at(tokens, i + 1) in lexicon.FATES:
                yield from _report(tokens, None, cue, whole, stance=stance)


def _in_headline(tokens: Tokens) -> Iterator[_Report]:
    """Headlines: "12 dead: monitor", "Minister: town is safe", "12 dead NGO" with its mark lost."""
    tokens = tokens[: _headline_end(tokens)]
    for i in range(len(tokens) - 2, 0, -1):
        if not _is_mark(tokens, i):
            continue
        front, mark, tail = range(0, i), range(i, i + 1), range(i + 1, len(tokens))
        if len(tail) <= SHORT_TAIL and len(front) > SHORT_CONTENT and _names_speaker(tokens, tail):
            yield from _report(tokens, tail, mark, front, stance=Stance.NEUTRAL)
            return
        if tokens[i].text == ":" and len(front) <= ADJECTIVES and _names_speaker(tokens, front):
            yield from _report(tokens, front, mark, tail, stance=Stance.NEUTRAL)
            return
    yield from _at_bare_end(tokens)


def _headline_end(tokens: Tokens) -> int:
    """The token at which the headline proper ends and the name of a section or an outlet begins."""
    for i in range(2, len(tokens)):
        dash = tokens[i].text != ":" and _is_mark(tokens, i)
        if tokens[i].text == "|" or (dash and not _names_speaker(tokens, range(i + 1, len(tokens)))):
            return i
    return len(tokens)


def _at_bare_end(tokens: Tokens) -> Iterator[_Report]:
    """The last words of a headline where they are a speaker and nothing ties them to the words before."""
    last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].word), -1)
    if last < 0 or tokens[last].low not in lexicon.HEADLINE_SPEAKERS:
        return
    first = last
    while first > 1 and tokens[first - 1].low in lexicon.MODIFIERS | {"human"}:
        first -= 1
    if first > SHORT_CONTENT and tokens[first - 1].low not in _HOLDING | {"and"}:
        group = range(first, last + 1)
        yield from _report(tokens, group, None, range(0, first), stance=Stance.NEUTRAL)


def _is_mark(tokens: Tokens, i: int) -> bool:
    """Whether a colon, or a dash between spaces, parts a headline here."""
    if tokens[i].text == ":" or i + 1 == len(tokens):
        return tokens[i].text == ":"
    return tokens[i].text in "-–—" and tokens[i - 1].end < tokens[i].start < tokens[i + 1].start - 1


def _names_speaker(tokens: Tokens, group: range) -> bool:
    """Whether the words are a short name or hold a noun that can speak; a country is neither."""
    words = [t for t in tokens[group.start : group.stop] if t.word]
    if not words or any(t.text[0].isdigit() for t in words):
        return False
    if all(t.low in lexicon.NATIONS or t.low in lexicon.KICKERS for t in words):
        return False
    spoken = any(t.speaks or t.low in lexicon.HEADLINE_SPEAKERS for t in words)
    return spoken or (len(words) <= SHORT_NAME and all(t.capital for t in words))


# --------------------------------------------------------------------------- who it is


@dataclass(frozen=True, slots=True)
class _Heard:
    """A speaker of the document so far, with the kind of pronoun that can stand for it."""

    name: str
    speaker: str | None
    kind: str  # person, body or many


def _kind(name: str) -> str:
    words = name.casefold().split()
    if any(w in lexicon.SPEAKERS_PLURAL for w in words[-1:]):
        return "many"
    if any(w in lexicon.SPEAKERS_SINGULAR - lexicon.BODIES or w in lexicon.ROLES for w in words):
        return "person"
    if any(w in lexicon.BODIES for w in words) or name.isupper():
        return "body"
    return "person" if len(words) > 1 else "any"


def _resolve(said: str, heard: Sequence[_Heard], registry: "_Registry") -> tuple[str, str | None]:
    """The name to show and its id in the registry; a pronoun or short name is an earlier speaker's."""
    words = _clean(said)
    low = words.casefold()
    first = said.split()[0].casefold()
    definite = first == "the" or (first not in lexicon.DETERMINERS and _kind(words) != "many")
    if low in lexicon.PRONOUNS:
        wanted = lexicon.PRONOUNS[low]
        for earlier in reversed(heard):
            if earlier.name != UNNAMED and earlier.kind in (wanted, "any"):
                return earlier.name, earlier.speaker
        return words, None
    speaker = registry.find(words)
    if speaker:
        return speaker.name, speaker.id
    full = _short_for(words, heard) if definite else None
    return (full.name, full.speaker) if full else (words, None)


def _short_for(words: str, heard: Sequence[_Heard]) -> _Heard | None:
    """The last speaker of the same kind whose name holds all these words ("Observatory", "Haddad")."""
    parts, kind = set(words.casefold().split()), _kind(words)
    generic = lexicon.WATCHERS | lexicon.MODIFIERS
    for earlier in reversed(heard):
        names = set(earlier.name.casefold().split())
        if lexicon.WRITINGS & set(earlier.name.casefold().split()[-1:]):
            continue
        alike = kind == earlier.kind or "any" in (kind, earlier.kind)
        watcher = bool(parts & lexicon.WATCHERS and names & lexicon.WATCHING) and parts <= generic
        if alike and (parts < names or watcher) and not parts <= lexicon.NATIONS.keys():
            return earlier
    return None


@dataclass(frozen=True, slots=True)
class _Registry:
    """The speakers by the normal form of their names and aliases."""

    names: tuple[tuple[tuple[str, ...], Speaker], ...]

    @classmethod
    def of(cls, speakers: Iterable[Speaker]) -> "_Registry":
        pairs = ((_normal(alias), s) for s in speakers for alias in (s.name, s.id, *s.aliases))
        return cls(tuple(sorted(((n, s) for n, s in pairs if n), key=lambda pair: (pair[0], pair[1].id))))

    def name(self, speaker: str) -> str:
        """The registry's name of an id, or the id where the registry does not have it."""
        return next((s.name for _, s in self.names if s.id == speaker), speaker)

    def find(self, words: str) -> Speaker | None:
        """The one speaker whose name or alias this is; None where there is none, or two are as near."""
        wanted = _normal(words)
        exact = {s for n, s in self.names if len(n) == len(wanted) and sorted(n) == sorted(wanted)}
        if len(exact) == 1:
            return exact.pop()
        scores: dict[Speaker, float] = {}
        for name, speaker in self.names:
            if _may_be(wanted, name):
                score = fuzz.token_set_ratio(" ".join(wanted), " ".join(name))
                scores[speaker] = max(score, scores.get(speaker, 0.0))
        best = sorted(((score, s.id, s) for s, score in scores.items() if score >= SAME_NAME), reverse=True)
        clear = len(best) == 1 or (len(best) > 1 and best[0][0] > best[1][0])
        return best[0][2] if clear else None


def _normal(name: str) -> tuple[str, ...]:
    """The telling words of a name: small letters, no article, one spelling, one word for a nation."""
    words = re.findall(r"(?:[a-z]\.){2,}|[^\W_]+", name.casefold().replace("’", "'").replace("'s", ""))
    words = [lexicon.SPELLINGS.get(w.rstrip("."), w.rstrip(".")) for w in words]
    words = [lexicon.NATIONS.get(w, w) for w in words]
    return tuple(w for w in words if w not in lexicon.STOPWORDS)


def _may_be(wanted: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether two names agree in nation, portfolio and first name, so far as both have them."""
    a, b = set(wanted), set(name)
    telling = bool((a & b) - lexicon.GENERIC - _NATIONS)
    at_odds = a & _NATIONS != b & _NATIONS and (bool(a & _NATIONS and b & _NATIONS) or not telling)
    if at_odds or a & lexicon.PORTFOLIOS != b & lexicon.PORTFOLIOS:
        return False
    if b <= a and (telling or b & _NATIONS):  # more words than the name: titles before it, persons after it
        last = max(i for i, word in enumerate(wanted) if word in b)
        titles = lexicon.ROLES | lexicon.SPEAKER_NOUNS | lexicon.GENERIC | _NATIONS if telling else lexicon.HOLDING
        return set(wanted[:last]) - b <= titles | ({"national"} if a & lexicon.PORTFOLIOS else set())
    if a < b and telling:  # fewer: a surname, or a body cut short
        return wanted[-1] == name[-1] or not b.isdisjoint(lexicon.GENERIC | lexicon.SPEAKER_NOUNS)
    return telling or not a & b  # no word in common: a misspelling, for the score to judge
