"""Framing: how each outlet tells the events that it shares with others.

In: events, statements, outlets. Out: contrasts, each with its counts, interval and sentences.
Only statements of events that at least two outlets cover are read. Words inside quotation marks
count for the speaker, never for the outlet. There is no composite score.

- `mentions`: which labels, stances, agents and speakers the statements use;
- `quotation`: the outlets' own words and those of others;
- `words`: words and pairs of words that set an outlet apart;
- `counting`: shares, intervals and the log-odds ratio against the other outlets.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from compare.stages.framing import counting, mentions, words
from compare.stages.framing.quotation import Reading, read, speaks_for_itself
from compare.types import Contrast, Event, Outlet, Speaker, Statement

__all__ = ["contrast"]


def contrast(
    events: tuple[Event, ...],
    statements: tuple[Statement, ...],
    outlets: tuple[Outlet, ...],
    *,
    speakers: tuple[Speaker, ...] = (),
) -> tuple[Contrast, ...]:
    """Contrast how the outlets tell the events that they share.

    Measures: `label` (subject: family of referents, value: label), `word` (subject: "own words",
    value: word or pair of words), `doubt` (subject: speaker or "side: …", value: stance; subject
    "name: …" of a party, value: "plain" or "distanced"), `agent` (subject: key of the agent that
    most sentences of the event name, value: how the sentence names or hides it; hidden only where
    another outlet names it), `voice` (subject: "all speakers", value: speaker).
    A label, stance, agent or speaker counts once a statement, so `count` is the number of
    `statements`; `total` is the sum of the counts of all values of the subject in the outlet.
    `z` compares with the other outlets on the same events (see `counting`); None: not tested, for
    want of mentions. Many are tested: one |z| above 1.96 alone is no finding. `low` and `high` are
    Wilson's interval, wider where single texts keep to one word; None: fewer than
    `counting.LEAST_MENTIONS` in `counting.LEAST_DOCUMENTS` documents.

    Args:
        events: their `statements` say which statements they hold; order is of no importance.
        statements: those in no event, or in an event of one outlet, are not read.
        outlets: their names and aliases are left out of the words.
        speakers: give the sides of speakers; without them doubt is shown by speaker alone.

    Returns:
        Contrasts sorted by measure, subject, outlet, falling count, value. A subject that fewer than
        two outlets of an event use, or for which all use the same value, has none; words are given
        only where they differ beyond chance.
        Does not say that a word is wrong, nor that an outlet prefers one side.
    """
    shared = tuple(_shared(events, statements))
    found = mentions.find(shared, speakers)
    rows = [*counting.tables(found, _circles(shared)), *words.contrasts(shared, outlets)]
    return tuple(sorted(rows, key=lambda c: (c.measure, c.subject, c.outlet, -c.count, c.value)))


def _shared(events: tuple[Event, ...], statements: tuple[Statement, ...]) -> Iterator[Reading]:
    """Read the statements of the events of at least two outlets, sorted by statement id."""
    event_of = {id_: event.id for event in sorted(events, key=lambda e: e.id) for id_ in event.statements}
    own_texts = frozenset(s.document for s in statements if speaks_for_itself(s))
    outlets = defaultdict(set)
    for statement in statements:
        outlets[event_of.get(statement.id)].add(statement.outlet)
    for statement in sorted(statements, key=lambda s: s.id):
        event = event_of.get(statement.id)
        if event is not None and len(outlets[event]) > 1:
            yield read(event, statement, own_texts)


def _circles(shared: Sequence[Reading]) -> set[frozenset[str]]:
    """The outlets of each event."""
    outlets = defaultdict(set)
    for reading in shared:
        outlets[reading.event].add(reading.statement.outlet)
    return {frozenset(circle) for circle in outlets.values()}
