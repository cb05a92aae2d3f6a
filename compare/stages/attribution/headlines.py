"""Headlines that name their speaker at an end."""

from collections.abc import Iterator

from compare.lexicon import cues as lexicon
from compare.stages.attribution.groups import ADJECTIVES, names_speaker
from compare.stages.attribution.phrases import HOLDING
from compare.stages.attribution.reports import SHORT_CONTENT, Report, make_report
from compare.stages.attribution.tokens import Words
from compare.types import Stance

SHORT_TAIL = 4  # words of a speaker after the colon of a headline: convention


def in_headline(tokens: Words) -> Iterator[Report]:
    """Headlines: "12 dead: monitor", "Minister: town is safe", "12 dead NGO" with its mark lost."""
    tokens = tokens[: _headline_end(tokens)]
    for i in range(len(tokens) - 2, 0, -1):
        if not _is_mark(tokens, i):
            continue
        front, mark, tail = range(0, i), range(i, i + 1), range(i + 1, len(tokens))
        if len(tail) <= SHORT_TAIL and len(front) > SHORT_CONTENT and names_speaker(tokens, tail):
            yield from make_report(tokens, tail, mark, front, stance=Stance.NEUTRAL)
            return
        if tokens[i].text == ":" and len(front) <= ADJECTIVES and names_speaker(tokens, front):
            yield from make_report(tokens, front, mark, tail, stance=Stance.NEUTRAL)
            return
    yield from _at_bare_end(tokens)


def unsigned(tokens: Words, outlet: str) -> Words:
    """A headline without the name of its outlet after the last dash or bar: "… killed - Daily Post"."""
    mark = next((i for i in range(len(tokens) - 1, 1, -1) if tokens[i].text in "|-–—"), None)
    if mark is None:
        return tokens
    tail = "".join(t.low for t in tokens[mark + 1 :] if t.word)
    name = "".join(c for c in outlet.casefold() if c.isalnum())
    if not name or not tail or not (tail.startswith(name) or name.startswith(tail)):
        return tokens
    while mark > SHORT_TAIL and tokens[mark - 2].text in "|-–—" and not tokens[mark - 1].speaks:
        mark -= 2  # the name of a section before it: "… - World - Daily Post"
    return tokens[:mark]


def _headline_end(tokens: Words) -> int:
    """The token at which the headline proper ends and the name of a section or an outlet begins."""
    for i in range(2, len(tokens)):
        dash = tokens[i].text != ":" and _is_mark(tokens, i)
        if tokens[i].text == "|" or (dash and not names_speaker(tokens, range(i + 1, len(tokens)))):
            return i
    return len(tokens)


def _at_bare_end(tokens: Words) -> Iterator[Report]:
    """The last words of a headline where they are a speaker and nothing ties them to the words before."""
    last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].word), -1)
    if last < 0 or tokens[last].low not in lexicon.HEADLINE_SPEAKERS:
        return
    first = last
    while first > 1 and tokens[first - 1].low in lexicon.MODIFIERS | {"human"}:
        first -= 1
    counted = tokens[first - 1].low in lexicon.NATIONALITIES or tokens[first - 1].text[0].isdigit()
    if first > SHORT_CONTENT and not counted and tokens[first - 1].low not in HOLDING | {"and"}:
        group = range(first, last + 1)
        yield from make_report(tokens, group, None, range(0, first), stance=Stance.NEUTRAL)


def _is_mark(tokens: Words, i: int) -> bool:
    """Whether a colon, or a dash between spaces, parts a headline here."""
    if tokens[i].text == ":" or i + 1 == len(tokens):
        return tokens[i].text == ":"
    return tokens[i].text in "-–—" and tokens[i - 1].end < tokens[i].start < tokens[i + 1].start - 1
