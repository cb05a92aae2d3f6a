"""What the statements of shared events use: labels, stances, agents, speakers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from compare.lexicon.doubt import CITED_THINGS, DISTANCING
from compare.stages.framing.counting import Mention
from compare.stages.framing.labelling import labels
from compare.stages.framing.naming import party
from compare.stages.framing.quotation import Reading, scare_quotes
from compare.stages.framing.stance import cues
from compare.stages.framing.telling import Deed, Telling, main_deed
from compare.stages.framing.voice import SIDE, WORDS, words_given
from compare.types import Modality, Part, Polarity, Scope, Speaker, Stance, Statement

Shared = Sequence[Reading]
Deeds = Mapping[str, tuple[Deed, ...]]  # statement id → what it tells of

REACH = 40  # characters before a party; the longest distancing phrase with its article has 28
NEWS_DAYS = 14  # an older deed is background of the news, not its event; a convention

# The agent of an event is the party that more than half of its sentences of harm name: in a battle
# with two sides no single agent can be hidden.
AGENT_SHARE = 0.5
ALL_AGENTS = "all agents"
NAMED, HIDDEN, ANOTHER = "named", "hidden", "another named"

# Speakers quoted less often than this on all shared events are counted together.
LEAST_VOICE = 3
OTHER_SPEAKERS = "other speakers"
TOP_SHARE = 1 / 3  # of a document's length: "near the top"; a convention

# Cues that doubt the speaker's words, beside those of the attribution.
DOUBTS_SPEAKER = frozenset(("insist", "unverified"))

# Pronouns name nobody; where attribution could not resolve them they count among the others.
_PRONOUNS = frozenset("he she it they who we i him her them this that which".split())


def find(
    shared: Shared, speakers: Sequence[Speaker] = (), *, deeds: Deeds, lengths: Mapping[str, int]
) -> list[Mention]:
    """Give the mentions of all measures but words.

    Args:
        shared: the statements of events of at least two outlets.
        speakers: the registry, for names and sides.
        deeds: what the statements tell of, by statement id.
        lengths: characters of each document, as far as its statements reach.
    """
    registry = {speaker.id: speaker for speaker in speakers}
    return [
        *_labels(shared),
        *_distance(shared),
        *_stances(shared, registry),
        *_agents(shared, deeds),
        *_voices(shared, registry, lengths),
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
        name, stance = speaker_name(reading.statement, registry), _stance(reading)
        if name:
            yield Mention.of(reading, "doubt", name, stance)
        if side := side_of(reading.statement, registry):
            yield Mention.of(reading, "doubt", f"{SIDE}{side}", stance)


_CLAIMED_DEED = re.compile(r"\s*(?:by|(?:full\s)?responsib\w+|credit|the attack)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|cannot|cant|can't|couldnt|couldn't|unable to)\s(?:\w+\s)?$", re.I)


def _stance(reading: Reading) -> str:
    """How the outlet presents the speaker's words.

    A denial is the speaker's act, a deed may be claimed ("claimed responsibility"), and "could not
    confirm" endorses nothing: all three are told neutrally.
    """
    statement = reading.statement
    attribution = statement.speaker
    if attribution is None or attribution.stance is Stance.DENYING:
        return Stance.NEUTRAL.value
    if span := attribution.cue_span:
        before = statement.text[: max(0, span.start - statement.start)]
        after = statement.text[max(0, span.end - statement.start) :]
        deed = attribution.cue.lower().startswith("claim") and _CLAIMED_DEED.match(after)
        if deed or _NOT.search(before[-REACH:]):
            return Stance.NEUTRAL.value
    doubted = any(cue.entry.name in DOUBTS_SPEAKER for cue in cues(reading.own))
    return Stance.DOUBTING.value if doubted else attribution.stance.value


def speaker_name(statement: Statement, registry: Mapping[str, Speaker]) -> str:
    """The registry's name, else the text's without article and seat; "" for a pronoun or a thing."""
    attribution = statement.speaker
    if attribution is None:
        return ""
    if known := registry.get(attribution.speaker or ""):
        return known.name
    name = " ".join(attribution.name.split()).strip(" ,")
    name = re.sub(r"^(?:by\s)?(?:(?:the|a|an)\s)?(?:[^\W\d_]+-based\s)?", "", name, flags=re.IGNORECASE)
    return "" if name.lower() in _PRONOUNS | CITED_THINGS else name[:1].upper() + name[1:]


def side_of(statement: Statement, registry: Mapping[str, Speaker]) -> str:
    """The side of a speaker: the registry's, else the party whose name is part of the speaker's."""
    attribution = statement.speaker
    if attribution is None:
        return ""
    known = registry.get(attribution.speaker or "")
    return known.side if known is not None and known.side else party(attribution.name)


_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(form).replace(' ', '[ -]') for form in DISTANCING)})"
    r"\s+(?:the\s+)?[\"“‘'«\x00]*$",
    re.IGNORECASE,
)


def _distance(shared: Shared) -> Iterator[Mention]:
    """Parties named with a distancing word or in scare quotes, against those named plainly."""
    for reading in shared:
        text, scare = reading.statement.text, scare_quotes(reading)
        for start, end, key in _parties(reading.statement):
            scared = any(quote.start <= start and end <= quote.end for quote in scare)
            if not scared and any(quote.start <= start < quote.end for quote in reading.quotes):
                continue  # the speaker's words
            distanced = scared or _BEFORE.search(text[max(0, start - REACH) : start])
            yield Mention.of(reading, "doubt", f"name: {key}", "distanced" if distanced else "plain")


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


# --------------------------------------------------------------------------- agent


def _agents(shared: Shared, deeds: Deeds) -> Iterator[Mention]:
    """How each sentence of harm tells the agent of its event; hidden only where others name it.

    Others are the other outlets and the same document. A sentence that names another party as the doer,
    and not the event's agent, tells of another.
    """
    harm = [(reading, told) for reading in shared if _is_news(reading) and (told := _own_deeds(reading, deeds))]
    named: dict[str, Counter[str]] = defaultdict(Counter)
    outlets: dict[tuple[str, str], set[str]] = defaultdict(set)
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reading, told in harm:
        for key in sorted(_doers(told)):
            named[reading.event][key] += 1
            outlets[reading.event, key].add(reading.statement.outlet)
            documents[reading.event, key].add(reading.statement.document)
    main = {event: top for event, counts in named.items() if (top := _majority(counts))}
    for reading, told in harm:
        if agent := main.get(reading.event):
            telling = _telling(told, agent)
            told_elsewhere = (
                outlets[reading.event, agent] - {reading.statement.outlet}
                or reading.statement.document in documents[reading.event, agent]
            )
            if telling in (NAMED, ANOTHER):
                yield from _told(reading, agent, telling)
            elif told_elsewhere:
                yield from _told(reading, agent, HIDDEN)
                yield Mention.of(reading, "hiding", ALL_AGENTS, telling)


def _told(reading: Reading, agent: str, how: str) -> Iterator[Mention]:
    yield Mention.of(reading, "agent", agent, how)
    yield Mention.of(reading, "agent", ALL_AGENTS, how)


def _is_news(reading: Reading) -> bool:
    """Whether a sentence tells of harm done of late, and neither sums up a war nor looks back."""
    slots, day = reading.statement.slots, reading.statement.day
    old = slots.when.start is not None and (day - slots.when.last).days > NEWS_DAYS
    summed = any(quantity.scope is Scope.CUMULATIVE for quantity in slots.quantities)
    return slots.modality is Modality.ACTUAL and slots.polarity is Polarity.ASSERTED and not (old or summed)


def _own_deeds(reading: Reading, deeds: Deeds) -> tuple[Deed, ...]:
    """The deeds that the statement tells outside quotations.

    Where it begins with an effect ("nine were killed"), what brought it about may stand in another part of the
    sentence ("when jets struck"): its other deeds are then told with it.
    """
    all_deeds = deeds.get(reading.statement.id, ())
    own = tuple(deed for deed in all_deeds if reading.says(deed.start))
    if not own or not own[0].effect:
        return own
    outside = (reading.statement.start, reading.statement.end)
    return own + tuple(deed for deed in all_deeds if not outside[0] <= deed.start < outside[1])


def _doers(told: Sequence[Deed]) -> frozenset[str]:
    """Keys of the parties that a statement names as doers."""
    return frozenset(party(deed.doer) for deed in told) - {""}


def _telling(told: Sequence[Deed], agent: str) -> str:
    """How a statement tells the agent of its event; who is named by no known name may be that agent."""
    main = main_deed(told)
    if agent in _doers(told):
        return NAMED
    if main is None or main.telling is not Telling.NAMED:
        return told[0].telling.value
    return ANOTHER if party(main.doer) else NAMED


def _majority(counts: Counter[str]) -> str | None:
    key, count = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return key if count > AGENT_SHARE * sum(counts.values()) else None


# --------------------------------------------------------------------------- voice


def _voices(shared: Shared, registry: dict[str, Speaker], lengths: Mapping[str, int]) -> Iterator[Mention]:
    """Who is quoted or paraphrased, in how many words, and how near the top."""
    attributed = [reading for reading in shared if reading.statement.speaker is not None]
    names = [speaker_name(reading.statement, registry) for reading in attributed]
    often = Counter(names)
    for reading, name in zip(attributed, names, strict=True):
        known = name if name and often[name] >= LEAST_VOICE else OTHER_SPEAKERS
        yield Mention.of(reading, "voice", "all speakers", known)
        yield Mention.of(reading, WORDS, "all speakers", known, weight=words_given(reading.statement))
        yield Mention.of(reading, "prominence", known, _place(reading.statement, lengths))
        if side := side_of(reading.statement, registry):
            yield Mention.of(reading, "voice", "all sides", side)


def _place(statement: Statement, lengths: Mapping[str, int]) -> str:
    if statement.part is Part.HEADLINE:
        return "headline"
    return "near the top" if statement.start < TOP_SHARE * lengths[statement.document] else "further down"
