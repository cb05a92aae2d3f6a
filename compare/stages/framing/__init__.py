"""Framing: how each outlet tells the events that it shares with others.

In: events, statements with their parses, outlets. Out: contrasts, each with its counts, interval and sentences.
Only statements of events that at least two outlets cover are read. Words inside quotation marks
count for the speaker, never for the outlet. There is no composite score.

- `mentions`: which labels, stances, agents and speakers the statements use;
- `referents`: which nouns the outlets use for the same referent, found from the data;
- `telling`: how a sentence tells who did a deed; `doers`: who it is; `tree`: its parse as a tree;
- `stance`: cues of doubt; `labelling`, `naming`: labels;
- `quotation`: the outlets' own words and those of others;
- `words`: words and runs of words that set an outlet apart;
- `counting`: shares, intervals, the log-odds ratio against the other outlets, and tests.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from compare.stages.framing import counting, mentions, referents, voice, words
from compare.stages.framing.counting import Mention
from compare.stages.framing.quotation import Reading, read, speaks_for_itself
from compare.stages.framing.telling import tell
from compare.types import Contrast, Event, Outlet, Parse, Speaker, Statement

__all__ = ["between", "circles", "contrast", "mentioned", "readings"]

NO_PARSES: Mapping[str, Parse] = {}


def contrast(
    events: tuple[Event, ...],
    statements: tuple[Statement, ...],
    outlets: tuple[Outlet, ...],
    *,
    speakers: tuple[Speaker, ...] = (),
    parses: Mapping[str, Parse] = NO_PARSES,
) -> tuple[Contrast, ...]:
    """Contrast how the outlets tell the events that they share.

    Measures, with their subjects and values:

    - `label`: family of referents, label;
    - `referent`, the same found from the data: group of nouns that stand in the same places, noun;
    - `word`: "own words", word or run of words;
    - `doubt`: speaker or "side: …", stance; "name: …" of a party, "plain" or "distanced";
    - `doubt by side`: "doubted", side; `total` are the reports of its words, `odds` are against the outlet's
      other sides;
    - `agent`: key of the agent that most sentences of the event name, or "all agents", "named", "hidden" or
      "another named"; hidden only where another outlet or the same document names it;
    - `hiding`: "all agents", "passive", "intransitive", "noun" or "means";
    - `voice`: "all speakers" or "all sides", speaker or side; `voice words`: the same, counted in words;
    - `prominence`: speaker, "headline", "near the top" or "further down".

    A label, stance, agent or speaker counts once a statement, so `count` is the number of `statements`
    (but for `voice words`); `total` is the sum of the counts of all values of the subject in the outlet.
    `z`, `odds` and `p` compare with the other outlets on the same events (see `counting`); None: not tested, for
    want of mentions. Many are tested: a finding is a row with q of at most `counting.LEVEL`. `low` and `high`
    are Wilson's interval, wider where single texts keep to one word; None: fewer than
    `counting.LEAST_MENTIONS` in `counting.LEAST_DOCUMENTS` documents.

    Args:
        events: their `statements` say which statements they hold; order is of no importance.
        statements: those in no event, or in an event of one outlet, are not read.
        outlets: their names and aliases are left out of the words.
        speakers: give the sides of speakers; else a side is the party in a speaker's name.
        parses: of the statements, by id; a statement without one tells of no deed.

    Returns:
        Contrasts sorted by measure, subject, outlet, falling count, value. A subject that fewer than
        two outlets of an event use, or for which all use the same value, has none; words are given
        only where they differ beyond chance.
        Does not say that a word is wrong, nor that an outlet prefers one side.
    """
    shared = readings(events, statements)
    return _contrasts(mentioned(shared, statements, speakers=speakers, parses=parses), shared, outlets)


def mentioned(
    shared: Sequence[Reading],
    statements: Iterable[Statement],
    *,
    speakers: tuple[Speaker, ...] = (),
    parses: Mapping[str, Parse] = NO_PARSES,
) -> list[Mention]:
    """Give what the statements of shared events use, of all measures but words."""
    deeds = {id_: tell(parses[id_]) for reading in shared if (id_ := reading.statement.id) in parses}
    found = mentions.find(shared, speakers, deeds=deeds, lengths=_lengths(statements))
    return [*found, *referents.find(shared, parses)]


def between(
    contrasts: Iterable[Contrast],
    events: tuple[Event, ...],
    statements: tuple[Statement, ...],
    outlets: tuple[Outlet, ...],
) -> tuple[Contrast, ...]:
    """Contrast some outlets with each other alone, from the contrasts of a run.

    Args:
        contrasts: what `contrast` gave for all outlets of a run; their statements say who used what.
        events: of the run.
        statements: of the run.
        outlets: those to be compared with each other, at least two; all others are left out.

    Returns:
        Contrasts as `contrast` gives them, each against the other outlets named here, on the events that they
        share with each other. A hidden agent may be one that only an outlet left out names.
    """
    ids = {outlet.id for outlet in outlets}
    shared = readings(events, tuple(s for s in statements if s.outlet in ids))
    read_as = {reading.statement.id: reading for reading in shared}
    found = [
        Mention.of(read_as[id_], row.measure, row.subject, row.value, weight=voice.words_given(read_as[id_].statement))
        for row in contrasts
        if row.measure not in ("word", voice.BY_SIDE)
        for id_ in row.statements
        if id_ in read_as
    ]
    return _contrasts(found, shared, outlets)


def _contrasts(found: Sequence[Mention], shared: Sequence[Reading], outlets: Sequence[Outlet]) -> tuple[Contrast, ...]:
    together = circles(shared)
    rows = [
        *counting.tables((m for m in found if m.measure != voice.WORDS), together),
        *voice.in_words((m for m in found if m.measure == voice.WORDS), together),
        *voice.by_side((m for m in found if m.measure == "doubt"), together),
        *words.contrasts(shared, outlets),
    ]
    return tuple(sorted(rows, key=lambda c: (c.measure, c.subject, c.outlet, -c.count, c.value)))


def _lengths(statements: Iterable[Statement]) -> dict[str, int]:
    """How far the statements of each document reach."""
    lengths: dict[str, int] = defaultdict(int)
    for statement in statements:
        lengths[statement.document] = max(lengths[statement.document], statement.end)
    return lengths


def readings(events: Sequence[Event], statements: Sequence[Statement]) -> tuple[Reading, ...]:
    """Read the statements of the events of at least two outlets, sorted by statement id."""
    event_of = {id_: event.id for event in sorted(events, key=lambda e: e.id) for id_ in event.statements}
    own_texts = frozenset(s.document for s in statements if speaks_for_itself(s))
    outlets = defaultdict(set)
    for statement in statements:
        outlets[event_of.get(statement.id)].add(statement.outlet)
    return tuple(
        read(event, statement, own_texts)
        for statement in sorted(statements, key=lambda s: s.id)
        if (event := event_of.get(statement.id)) is not None and len(outlets[event]) > 1
    )


def circles(shared: Sequence[Reading]) -> set[frozenset[str]]:
    """The outlets of each event."""
    outlets = defaultdict(set)
    for reading in shared:
        outlets[reading.event].add(reading.statement.outlet)
    return {frozenset(circle) for circle in outlets.values()}
