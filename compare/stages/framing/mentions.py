"""What the statements of shared events use: labels, stances, agents, speakers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from compare.lexicon.doubt import (
    AGENT_MODIFIERS,
    AGENTS,
    CITED_THINGS,
    DISTANCING,
    HAPPENING,
    HARM_FOLLOWERS,
    HARM_NOUNS,
    HARM_PARTICIPLES,
    MEANS,
)
from compare.stages.framing.counting import Mention
from compare.stages.framing.labelling import labels
from compare.stages.framing.quotation import TERM_WORDS, Reading
from compare.types import Modality, Polarity, Scope, Span, Speaker, Stance, Statement

Shared = Sequence[Reading]

REACH = 40  # characters before a party; the longest distancing phrase with its article has 28

# The agent of an event is the party that more than half of its sentences of harm name: in a battle
# with two sides no single agent can be hidden.
AGENT_SHARE = 0.5
NAMED = "named"

# Speakers quoted less often than this on all shared events are counted together.
LEAST_VOICE = 3
OTHER_SPEAKERS = "other speakers"

# Pronouns name nobody; where attribution could not resolve them they count among the others.
_PRONOUNS = frozenset("he she it they who we i him her them this that which".split())


def find(shared: Shared, speakers: Sequence[Speaker] = ()) -> list[Mention]:
    """Give the mentions of all measures.

    Args:
        shared: the statements of events of at least two outlets.
        speakers: the registry, for names and sides.
    """
    registry = {speaker.id: speaker for speaker in speakers}
    return [
        *_labels(shared),
        *_distance(shared),
        *_stances(shared, registry),
        *_agents(shared),
        *_voices(shared, registry),
    ]


def _labels(shared: Shared) -> Iterator[Mention]:
    for reading in shared:
        for label in labels(reading.own):
            yield Mention.of(reading, "label", label.family, label.name)


# --------------------------------------------------------------------------- doubt


def _stances(shared: Shared, registry: dict[str, Speaker]) -> Iterator[Mention]:
    for reading in shared:
        attribution = reading.statement.speaker
        if attribution is None or not attribution.cue:
            continue
        name, stance = _name(reading.statement, registry), _stance(reading.statement)
        if name:
            yield Mention.of(reading, "doubt", name, stance)
        speaker = registry.get(attribution.speaker or "")
        if speaker is not None and speaker.side:
            yield Mention.of(reading, "doubt", f"side: {speaker.side}", stance)


_CLAIMED_DEED = re.compile(r"\s*(?:by|(?:full\s)?responsib\w+|credit|the attack)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|cannot|cant|can't|couldnt|couldn't|unable to)\s(?:\w+\s)?$", re.I)


def _stance(statement: Statement) -> str:
    """How the outlet presents the speaker's words.

    A denial is the speaker's act, a deed may be claimed ("claimed responsibility"), and "could not
    confirm" endorses nothing: all three are told neutrally.
    """
    attribution = statement.speaker
    if attribution is None or attribution.stance is Stance.DENYING:
        return Stance.NEUTRAL.value
    if span := attribution.cue_span:
        before = statement.text[: max(0, span.start - statement.start)]
        after = statement.text[max(0, span.end - statement.start) :]
        deed = attribution.cue.lower().startswith("claim") and _CLAIMED_DEED.match(after)
        if deed or _NOT.search(before[-REACH:]):
            return Stance.NEUTRAL.value
    return attribution.stance.value


def _name(statement: Statement, registry: dict[str, Speaker]) -> str:
    """The registry's name, else the text's without article and seat; "" for a pronoun or a thing."""
    attribution = statement.speaker
    if attribution is None:
        return ""
    if attribution.speaker in registry:
        return registry[attribution.speaker].name
    name = " ".join(attribution.name.split()).strip(" ,")
    name = re.sub(r"^(?:by\s)?(?:(?:the|a|an)\s)?(?:[^\W\d_]+-based\s)?", "", name, flags=re.IGNORECASE)
    return "" if name.lower() in _PRONOUNS | CITED_THINGS else _upper_first(name)


def _upper_first(name: str) -> str:
    return name[:1].upper() + name[1:]


_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(form).replace(' ', '[ -]') for form in DISTANCING)})"
    r"\s+(?:the\s+)?[\"“‘'«\x00]*$",
    re.IGNORECASE,
)


def _distance(shared: Shared) -> Iterator[Mention]:
    """Parties named with a distancing word or in scare quotes, against those named plainly."""
    for reading in shared:
        text, scare = reading.statement.text, _scare_quotes(reading)
        for start, end, party in _parties(reading.statement):
            scared = any(quote.start <= start and end <= quote.end for quote in scare)
            if not scared and any(quote.start <= start < quote.end for quote in reading.quotes):
                continue  # the speaker's words
            distanced = scared or _BEFORE.search(text[max(0, start - REACH) : start])
            yield Mention.of(reading, "doubt", f"name: {party}", "distanced" if distanced else "plain")


def _parties(statement: Statement) -> list[tuple[int, int, str]]:
    """Offsets into the text and key of each party: of the slots, and labels that no slot covers."""
    base = statement.start
    slots = statement.slots.actors + statement.slots.targets
    parties = {(p.start - base, p.end - base, p.key) for p in slots}
    for label in labels(statement.text):
        free = all(label.end <= start or end <= label.start for start, end, _ in parties)
        if free and label.family in ("fighters", "state", "IS"):
            parties.add((label.start, label.end, label.family))
    return sorted(parties)


# "designated a “terrorist organisation”" cites a designation
_CITED = re.compile(r"\b(?:a|an|as)\s\W{0,2}\w{0,3}$|\W(?:a|an)\s\w?$", re.IGNORECASE)


def _scare_quotes(reading: Reading) -> list[Span]:
    """Short quotations where nobody speaks from whom they may be taken, and that cite no designation."""
    text = reading.statement.text
    if reading.statement.speaker is not None:
        return []
    return [
        quote
        for quote in reading.quotes
        if len(text[quote.start : quote.end].split()) <= TERM_WORDS and not _CITED.search(text[: quote.start + 4])
    ]


# --------------------------------------------------------------------------- agent


def _alternatives(forms: Sequence[str]) -> str:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in ordered)


_PASSIVE = re.compile(
    rf"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+\s)?(?:{_alternatives(HARM_PARTICIPLES)})\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+((?:[\w.'’-]+\s*){1,4})", re.IGNORECASE)
_HAPPENING = re.compile(rf"\b(?:{_alternatives(HAPPENING)})\b", re.IGNORECASE)
_NOUN = re.compile(rf"\b(?:{_alternatives(HARM_NOUNS)})\s+(?:{_alternatives(HARM_FOLLOWERS)})\b", re.IGNORECASE)
_ACTIVE = re.compile(
    r"\b(?:killed|killing|kills|bombed|bombing|shelled|shelling|struck|attacked|targeted|massacred|murdered|"
    r"executed|raided|bombarded|wounded|hit|pounded|launched|fired|carried out)\b",
    re.IGNORECASE,
)


_AGENT_WORD = re.compile(rf"\b(?:{_alternatives(sorted(AGENTS))})\b", re.IGNORECASE)
_BACKGROUND = re.compile(r"\b(?:since|years|war|conflict|uprising)\b", re.IGNORECASE)  # tolls so far, no deed
_PARTIES = frozenset({"fighters", "IS fighters", "state", "IS"})
_HELD = ("-held", "-controlled", " held", " controlled")
NEWS_DAYS = 14  # an older deed is background of the news, not its event; a convention
SUBJECT_GAP = 6  # characters between a victim and its passive verb: "militants have been killed"


def _agents(shared: Shared) -> Iterator[Mention]:
    """How sentences of harm name or hide the agent, in events where another outlet names it.

    A sentence that names another agent tells of another deed, or of the other side, and is left out.
    """
    harm = [(reading, how) for reading in shared if (how := _construction(reading))]
    named: dict[str, Counter[str]] = defaultdict(Counter)
    namers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading, _ in harm:
        for key in [actor.key for actor in reading.statement.slots.actors]:
            named[reading.event][key] += 1
            namers[reading.event, key].add(reading.statement.outlet)
    agent = {event: top for event, counts in named.items() if (top := _majority(counts))}
    for reading, how in harm:
        outlet, main = reading.statement.outlet, agent.get(reading.event)
        if main is None:
            continue
        if any(actor.key == main for actor in reading.statement.slots.actors):
            yield Mention.of(reading, "agent", main, NAMED)
        elif how != NAMED and namers[reading.event, main] - {outlet}:
            yield Mention.of(reading, "agent", main, how)


def _majority(counts: Counter[str]) -> str | None:
    key, count = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return key if count > AGENT_SHARE * sum(counts.values()) else None


def _construction(reading: Reading) -> str | None:
    """How a sentence of harm tells its agent; None where it tells of no harm done, or cannot be read.

    A sentence that names some party which is neither its victim nor clearly its agent is not read:
    no outlet is said to hide what it may have told.
    """
    slots, text = reading.statement.slots, reading.own
    passive, happening, noun = _PASSIVE.search(text), _HAPPENING.search(text), _NOUN.search(text)
    if slots.modality is not Modality.ACTUAL or slots.polarity is not Polarity.ASSERTED:
        return None
    if _looks_back(reading.statement):
        return None
    if slots.actors:
        return NAMED if passive or happening or noun or _ACTIVE.search(text) else None
    if not (passive or happening or noun) or _BACKGROUND.search(text):
        return None
    if passive and _by_agent(text[passive.end() :]) or noun and _modified(text[: noun.start()]):
        return "named otherwise"
    if _other_party(reading, passive.start() if passive else 0):
        return None
    return "hidden: passive" if passive else "hidden: noun" if noun else "hidden: intransitive"


def _looks_back(statement: Statement) -> bool:
    """Whether a sentence sums up a war so far, or tells of a day long before its document."""
    when, quantities = statement.slots.when, statement.slots.quantities
    old = when.start is not None and (statement.day - when.last).days > NEWS_DAYS
    return old or any(quantity.scope is Scope.CUMULATIVE for quantity in quantities)


def _by_agent(rest: str) -> bool:
    """Whether somebody, and not only a means, follows the passive."""
    by = _BY.search(rest[:80])
    words = {word.lower().strip(".'’") for word in by.group(1).split()} if by else set()
    return bool(words) and (MEANS.isdisjoint(words) or not AGENT_MODIFIERS.isdisjoint(words))


def _modified(before: str) -> bool:
    """Whether one of the three words before a noun of harm says whose it is."""
    return any(word.lower().strip(",.()'’") in AGENT_MODIFIERS for word in before.split()[-3:])


def _other_party(reading: Reading, verb: int) -> bool:
    """Whether a party is named that is neither a target nor right before the passive verb at `verb`."""
    text, base = reading.statement.text, reading.statement.start
    victims = [(t.start - base, t.end - base) for t in reading.statement.slots.targets]
    parties = [(label.start, label.end) for label in labels(text) if label.family in _PARTIES]
    parties += [match.span() for match in _AGENT_WORD.finditer(text)]
    return any(
        not text[start:end].endswith(_HELD)
        and not text[end:].startswith(_HELD)
        and not 0 <= verb - end <= SUBJECT_GAP
        and not any(low < end and start < high for low, high in victims)
        for start, end in parties
    )


# --------------------------------------------------------------------------- voice


def _voices(shared: Shared, registry: dict[str, Speaker]) -> Iterator[Mention]:
    attributed = [reading for reading in shared if reading.statement.speaker is not None]
    names = [_name(reading.statement, registry) for reading in attributed]
    often = Counter(names)
    for reading, name in zip(attributed, names, strict=True):
        known = name and often[name] >= LEAST_VOICE
        yield Mention.of(reading, "voice", "all speakers", name if known else OTHER_SPEAKERS)
