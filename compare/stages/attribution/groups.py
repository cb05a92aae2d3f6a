"""Noun groups by form and order: the group before a cue, the group after it, its first name."""

from compare.lexicon import cues as lexicon
from compare.lexicon.cues import CUES
from compare.stages.attribution.tokens import QUOTES, SCENE, Word, Words, is_adverb, low_at

WIDEST = 14  # tokens of a noun group; 97 % of the speakers of the PolNeAR training part have no more
_PLACING = frozenset("in of near from at outside around".split())
BRACKETED = 5  # words between brackets after a name: "(SOHR)", "(R-Ark.)"; convention
SHORT_NAME = 2  # capitals that make a name before or after the colon of a headline: convention
ADJECTIVES = 6  # words between an article and the head of its noun group: "a local civil defence official"
_BREAKS = lexicon.JOINERS | lexicon.AUXILIARIES | lexicon.CONJUNCTIONS
APPOSING = lexicon.DETERMINERS | lexicon.ROLES | lexicon.RELATIVES | {"of", "former", "senior"}
_EXPLAINING = lexicon.JOINERS | lexicon.ROLES | lexicon.EXPLAINING | {"a", "an", "the", ",", "("}


def group_before(tokens: Words, end: int, low: int = 0) -> range | None:
    """The noun group that ends before token `end`, or None where there is none that could speak."""
    i = end - 1
    if i >= low and tokens[i].low in lexicon.PRONOUNS:
        return range(i, end)
    while i >= low and end - i <= WIDEST and _in_group(tokens, i, low, end):
        if tokens[i].text == ")":
            i = _before_brackets(tokens, i + 1) - 1
            continue
        i -= 1
        if tokens[i + 1].low in lexicon.DETERMINERS and not _joined(tokens, i, low):
            break
    first = i + 1
    while first < end and (tokens[first].low in lexicon.JOINERS or tokens[first].low in ("and", "-", "'")):
        first += 1
    while first < end - 1 and low_at(tokens, first - 1) in lexicon.JOINERS and _is_country(tokens[first]):
        first += 1  # "close to Turkey Rami Haddad said"
    group = range(_after_place(tokens, first, end), end)
    return group if group and _can_speak(tokens, group) else None


def _after_place(tokens: Words, first: int, end: int) -> int:
    """The noun that speaks, where the name before it ends a phrase of place ("in Raqqa reports say")."""
    noun = end - 1
    while noun > first and (tokens[noun - 1].low in lexicon.MODIFIERS and tokens[noun - 1].text.islower()):
        noun -= 1
    placed = low_at(tokens, first - 1) in _PLACING and all(t.capital for t in tokens[first:noun])
    nation = any(t.low in lexicon.NATIONALITIES for t in tokens[first:noun])
    speaks = tokens[end - 1].speaks and tokens[end - 1].text.islower()
    return noun if placed and speaks and noun > first and not nation else first


def _before_brackets(tokens: Words, i: int) -> int:
    """The index before short brackets that end at `i` ("Haddad (Homs)"), or `i`."""
    if i == 0 or tokens[i - 1].text not in ")]":
        return i
    return next((n for n in range(i - 2, max(i - 2 - BRACKETED, 0), -1) if tokens[n].text in "(["), i)


def _is_country(token: Word) -> bool:
    return lexicon.NATIONS.get(token.low, token.low) != token.low


def _in_group(tokens: Words, i: int, low: int, end: int) -> bool:
    """Whether token `i`, next on the left of a noun group that ends before `end`, belongs to it."""
    token = tokens[i]
    if token.low in lexicon.TEMPORAL or token.low in lexicon.AUXILIARIES or token.low in lexicon.PRONOUNS:
        return False
    if token.text == ")":
        return i < end - 1 and low < _before_brackets(tokens, i + 1) <= i
    if token.low in lexicon.DETERMINERS:
        counted = token.low in lexicon.CARDINALS and tokens[min(i + 1, end - 1)].capital
        return i < end - 1 and not counted
    if token.low in lexicon.JOINERS or token.low == "and":
        return i < end - 1 and _joined(tokens, i, low)
    if not token.word:
        return token.text in "-–&" and low < i < end - 1 and tokens[i - 1].end == token.start
    if token.low in lexicon.SPEAKERS_PLURAL and token.text.islower() and i + 1 < end and tokens[i + 1].capital:
        return False  # "killed six people AFP said"
    if token.capital or token.speaks or token.low in lexicon.MODIFIERS:
        return True
    if token.low in lexicon.PLACES and i > low and tokens[i - 1].capital:
        return True
    before_name = i + 1 < end and tokens[i + 1].capital
    return not before_name and _article(tokens, i, low) is not None


def _joined(tokens: Words, i: int, low: int) -> bool:
    """Whether a preposition or "and" at `i` ties what follows to a name or a noun that can speak."""
    if i <= low or tokens[i].low not in lexicon.JOINERS | {"and"}:
        return False
    left, word = tokens[i - 1], tokens[i].low
    if left.speaks:
        return True
    named = i + 1 < len(tokens) and (tokens[i + 1].capital or tokens[i + 1].text == "The")
    return word in ("of", "for", "and") and left.capital and named


def _article(tokens: Words, i: int, low: int) -> int | None:
    """The index of the article of the noun group of token `i`, with nothing but its words between."""
    for j in range(i, max(low, i - ADJECTIVES) - 1, -1):
        token = tokens[j]
        if token.low in lexicon.DETERMINERS:
            return j if j < i and token.low not in lexicon.CARDINALS else None
        stop = token.low in _BREAKS or token.low in CUES or token.low in lexicon.TEMPORAL
        if stop or not token.text[0].isalpha():
            return None
    return None


def _can_speak(tokens: Words, group: range) -> bool:
    head = tokens[group.stop - 1]
    named = any(t.capital for t in tokens[group.start : group.stop])
    if any(t.low in lexicon.NOBODY for t in tokens[max(0, group.start - 1) : group.stop]):
        return False
    determined = tokens[group.start].low in lexicon.DETERMINERS and len(group) > 1
    return head.low in lexicon.PRONOUNS or head.speaks or named or determined


def is_known(tokens: Words, group: range) -> bool:
    """Whether the group is a pronoun or has a name or a noun that can speak."""
    words = tokens[group.start : group.stop]
    return any(t.capital or t.speaks or t.low in lexicon.PRONOUNS for t in words)


def group_after(tokens: Words, start: int) -> range | None:
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


def _goes_on(tokens: Words, i: int) -> bool:
    """Whether after a preposition or "and" a name or a noun that can speak follows."""
    after = [t for t in tokens[i + 1 : i + 4] if t.low not in lexicon.DETERMINERS][:2]
    if not after or tokens[i].low == "to":
        return False
    return after[0].capital or (tokens[i].low != "with" and any(t.speaks for t in after))


def _modifies(tokens: Words, i: int, *, headed: bool) -> bool:
    """Whether a small word stands before a head that can speak: "a local civil defence official"."""
    if headed and tokens[i].low not in lexicon.MODIFIERS - lexicon.CARDINALS:
        return False
    for token in tokens[i : i + ADJECTIVES]:
        if token.speaks or (token.capital and not headed):
            return True
        if not token.text[0].isalpha() or token.low in _BREAKS or token.low in lexicon.TEMPORAL:
            return False
    return False


def subject_of(tokens: Words, verb: int) -> range | None:
    """The noun group before a verb, past adverbs, auxiliaries, a day and "who"."""
    i = verb
    while i > 0 and _between(tokens, i - 1, verb):
        i -= 1
    i = _before_brackets(tokens, i)
    if i < verb and tokens[i].text == "," and (named := _before_apposition(tokens, i)):
        return named
    first = group_after(tokens, 0) if low_at(tokens, i - 1) in ("and", "but", "or") else None
    return first if first and first.stop < i - 1 else group_before(tokens, i)


def _between(tokens: Words, i: int, verb: int) -> bool:
    """Whether a token may stand between a subject and its verb."""
    low = tokens[i].low
    day = low in lexicon.TEMPORAL_LEAD and i + 1 < verb and tokens[i + 1].low in lexicon.TEMPORAL
    small = low in lexicon.AUXILIARIES - lexicon.BE or low in lexicon.TEMPORAL or low in ("who", "which", ",")
    return small or day or is_adverb(tokens[i])


def _before_apposition(tokens: Words, comma: int) -> range | None:
    """The name before "…, the spokesman of the council," that ends with this comma."""
    for i in range(comma - 1, max(0, comma - 3 * WIDEST), -1):
        if tokens[i].text == "," and (tokens[i + 1].low in APPOSING or tokens[i + 1].text[0].isdigit()):
            return group_before(tokens, i)
    return None


def apposed(tokens: Words, group: range) -> range:
    """The name that the group explains ("the Observatory a monitor", "Haddad head of …"), or itself."""
    first = tokens[group.start]
    i = group.start - (group.start > 0 and tokens[group.start - 1].text == ",")
    office = first.low in ("the", "its") and tokens[group.stop - 1].low in lexicon.ROLES
    explains = office or first.low in lexicon.ROLES or first.text in ("a", "an")  # not "Aleppo A source said"
    if not explains or i == 0 or not (tokens[i - 1].capital or tokens[i - 1].speaks):
        return group
    name = group_before(tokens, i)
    if name is None or (_is_named(tokens, group) and not _is_named(tokens, name)):
        return group
    words = tokens[name.start : name.stop]
    if (
        len(group) == 2
        and tokens[group.stop - 1].low in lexicon.WATCHERS
        and not any(t.low in lexicon.WATCHING for t in words)
    ):
        return group  # another speaker: "… by the army a monitor said"
    body = any(t.low in lexicon.SPEAKERS_SINGULAR for t in words)
    person = first.low not in ("a", "an") and sum(t.capital for t in words) > 1
    return name if body or person or name.start == 0 else group


def first_group(tokens: Words, verb: int) -> range | None:
    """The first noun group of a sentence where it may be the subject of a verb further on."""
    first = group_after(tokens, 0)
    if first is None or first.stop > verb:
        return None
    between = tokens[first.stop : verb]
    broken = any(t.low in lexicon.AUXILIARIES or t.text in QUOTES for t in between)
    relative = low_at(tokens, first.stop) in lexicon.RELATIVES
    return first if len(between) <= WIDEST and (relative or not broken) else None


def introduces(lead: Words) -> bool:
    """Whether the words before the speaker only set the scene ("On Sunday", "However")."""
    return lead[0].low in SCENE | lexicon.TEMPORAL_LEAD


def before_relative(tokens: Words, group: range) -> range | None:
    """The name before "which" or "who", where the group ends its clause ("X which relies on Y said")."""
    for i in range(group.start - 1, max(group.start - WIDEST, 0), -1):
        if tokens[i].low in lexicon.RELATIVES:
            return group_before(tokens, i)
        if tokens[i].text in QUOTES or tokens[i].low in CUES:
            return None
    return None


def leading(tokens: Words, group: range) -> range | None:
    """The subject where it reaches back to the beginning of the sentence, cut to the first name in it."""
    lead = tokens[: group.start]
    if not lead:
        return first_name(tokens, group)
    if introduces(lead):
        return None
    relative = next((n for n, t in enumerate(lead) if t.low in lexicon.RELATIVES), None)
    if relative is not None:
        return group_before(tokens, relative)
    if any(t.low in lexicon.AUXILIARIES | lexicon.TEMPORAL or t.text in QUOTES for t in lead):
        return None
    first = group_after(tokens, 0)
    if first is None or (_is_named(tokens, group) and not _is_named(tokens, first)):
        return None
    return first_name(tokens, first) if _explained(tokens, first, group) else None


def _is_named(tokens: Words, group: range) -> bool:
    """Whether a group holds a name, not only nouns."""
    return any(t.capital for t in tokens[group.start : group.stop])


def _explained(tokens: Words, first: range, group: range) -> bool:
    """Whether the words between the first group and the one at the verb explain the first ("known as …")."""
    if first.stop >= group.start or tokens[group.start - 1].low in lexicon.JOINERS:
        return True
    word = tokens[first.stop].low
    word = low_at(tokens, first.stop + 1) if word in ("formerly", "also", "better") else word
    return word in _EXPLAINING or word.endswith("ing")


def first_name(tokens: Words, group: range) -> range:
    """The group up to its apposition ("Haddad head of …", "the Observatory a monitor")."""
    capitals = 0
    for i in group[1:]:
        if tokens[i].text in ("A", "An") and tokens[i - 1].capital:  # a heading: "Aleppo A military source said"
            return first_name(tokens, range(i, group.stop))
    for i in group:
        token, before = tokens[i], tokens[i - 1]
        titled = capitals > 1 and before.capital and token.low in lexicon.ROLES and token.text[0].islower()
        article = token.low in ("a", "an") and before.low not in lexicon.JOINERS | {"and"}
        if titled or (article and i > group.start + 1):
            return range(group.start, i)
        capitals += token.capital
    return group


def names_speaker(tokens: Words, group: range) -> bool:
    """Whether the words are a short name or hold a noun that can speak; a country is neither."""
    words = [t for t in tokens[group.start : group.stop] if t.word]
    if not words or any(t.text[0].isdigit() for t in words):
        return False
    if all(t.low in lexicon.NATIONS or t.low in lexicon.KICKERS for t in words):
        return False
    spoken = any(t.speaks or t.low in lexicon.HEADLINE_SPEAKERS for t in words)
    return spoken or (len(words) <= SHORT_NAME and all(t.capital for t in words))
