"""Who carries an event or a fact, and for who does not: which kind of not, with the evidence.

Enters: events, verdicts, the table of statements, the corpus. Leaves: events with a state for each outlet,
and omissions, each as one English sentence with what the outlet published in that time and its nearest
statements (design.md, section 6). Says "cannot say how likely" where completeness or recall is unknown.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from compare.comparison import NEARLY_SAME, Table
from compare.figures import match
from compare.settings import Settings
from compare.types import (
    Corpus,
    Coverage,
    Event,
    Label,
    Near,
    Omission,
    Outlet,
    Speaker,
    State,
    Statement,
    Verdict,
)

LEAST_CARRIERS = 2  # other outlets that must carry an event or a fact before its absence is told; convention
# Independent voices that must carry an event before an outlet is told of which we hold nothing from that
# time: such a row says more of our collection than of the outlet, and was 27 % of all omissions on the dev
# gold. A convention; the state stands in the event's coverage all the same.
LEAST_VOICES_UNHELD = 3
UNHELD = (State.NOT_COLLECTED, State.NOT_PUBLISHING)
UNNAMED = "unnamed"  # what attribution calls the speaker of hearsay
NAMED = 4  # carriers that an omission's sentence names; its row has them all
WORDS_SHOWN = 24  # words of a statement that an omission's sentence quotes (a line and a half of print)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What we hold of one outlet: the days of its documents, sorted, and its rows in the table.

    A document counts also where none of its sentences became a statement: it was published.
    """

    outlet: Outlet
    days: tuple[date, ...]
    rows: tuple[int, ...]

    def published(self, first: date, last: date) -> int:
        """Count its documents from `first` to `last`, both included."""
        return bisect_right(self.days, last) - bisect_left(self.days, first)

    def begins_by(self, last: date) -> bool:
        """Whether we hold a document up to this day: else its first mention may lie before what we hold."""
        return bool(self.days) and self.days[0] <= last

    def spans(self, first: date, last: date) -> bool:
        """Whether its documents begin before and go on after the window: it was collected then."""
        return bool(self.days) and self.days[0] <= first and self.days[-1] >= last


@dataclass(frozen=True, slots=True)
class Scene:
    """What all findings of one run are told from."""

    table: Table
    row: Mapping[str, int]  # statement id → row
    rows: Mapping[str, Sequence[int]]  # document id → its rows, in order
    shelves: Mapping[str, Shelf]
    speakers: Mapping[str, Speaker]
    settings: Settings

    def statement(self, name: str) -> Statement:
        """The statement of this id."""
        return self.table.statements[self.row[name]]


@dataclass(frozen=True, slots=True)
class Facts:
    """For each statement of an event: which outlets carry what it says, itself among them, and how.

    Attributes:
        met: outlets that say it, a vaguer form of it, or something against it.
        said: outlets that say it.
        asserted: outlets that say it in their own words, not as a speaker's claim.
        same: statements that say the same.
    """

    met: Mapping[str, set[str]]
    said: Mapping[str, set[str]]
    asserted: Mapping[str, set[str]]
    same: Mapping[str, set[str]]


def survey(table: Table, corpus: Corpus, settings: Settings) -> Scene:
    """Gather what coverage is judged from.

    The day of a document is that of the table (datelines first); where it has no statement, its publication.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    by_document: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(table.statements):
        rows[s.outlet].append(i)
        by_document[s.document].append(i)
    days: dict[str, list[date]] = defaultdict(list)
    for d in corpus.documents:
        held = by_document.get(d.id)
        days[d.outlet].append(table.statements[held[0]].day if held else d.published.date())
    shelves = {o.id: Shelf(o, tuple(sorted(days[o.id])), tuple(rows[o.id])) for o in corpus.outlets}
    row = {s.id: i for i, s in enumerate(table.statements)}
    return Scene(table, row, by_document, shelves, {s.id: s for s in corpus.speakers}, settings)


def cover(events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene) -> tuple[Event, ...]:
    """Give each event a state for every outlet, sorted by outlet id.

    An outlet covers an event if it has a statement in it, or a sentence elsewhere that answers one.
    """
    days = _days_told(events, verdicts, scene)
    shelves = sorted(scene.shelves.items())

    def states(event: Event) -> Iterable[Coverage]:
        return (Coverage(o, state_of(event, shelf, days[event.id, o], scene)) for o, shelf in shelves)

    return tuple(replace(e, coverage=tuple(states(e))) for e in events)


def _days_told(
    events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene
) -> Mapping[tuple[str, str], list[date]]:
    """The days on which each outlet carries each event."""
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for event in events:
        for s in map(scene.statement, event.statements):
            days[event.id, s.outlet].append(s.day)
    for v in verdicts:
        days[v.event, v.target] += [scene.statement(i).day for i in v.evidence]
    return days


def state_of(event: Event, shelf: Shelf, days: Sequence[date], scene: Scene) -> State:
    """One outlet's state on one event: covered, late, silent, not publishing or not collected.

    Args:
        event: the event.
        shelf: what we hold of the outlet.
        days: the days of its documents that carry the event.
        scene: for the length of the window.
    """
    first, last = window(event, scene.settings)
    if days:
        return State.LATE if min(days) > last else State.COVERED
    if shelf.published(first, last):
        return State.SILENT_ON_EVENT
    return State.NOT_PUBLISHING if shelf.spans(first, last) else State.NOT_COLLECTED


def window(event: Event, settings: Settings) -> tuple[date, date]:
    """The days in which an outlet could have carried the event, both ends included."""
    return event.first, event.last + timedelta(days=settings.window_days)


def omit(events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene) -> tuple[Omission, ...]:
    """Tell who is silent on what: whole events, facts of covered events, and silences that are reported.

    Ranked by independent voices that carry it, most first. Left out are events and facts that fewer than
    LEAST_CARRIERS other outlets carry, facts that name no figure, place, action or speaker, outlets of which
    we hold nothing in the window where fewer than LEAST_VOICES_UNHELD voices carry the event, and late
    mentions by outlets of which we hold nothing up to the window's end. What is answered by a contradiction,
    a denial too, is no omission.
    """
    by_event: dict[str, list[Verdict]] = defaultdict(list)
    for v in verdicts:
        by_event[v.event].append(v)
    days = _days_told(events, verdicts, scene)
    found: list[Omission] = []
    for event in events:
        found += _silent(event, days, scene)
        found += _without_fact(event, by_event[event.id], scene)
        found += _reported_silence(event, scene)
    order = [*State]
    return tuple(sorted(found, key=lambda o: (-o.families, order.index(o.state), o.event, o.outlet, o.fact or "")))


def _silent(event: Event, days: Mapping[tuple[str, str], Sequence[date]], scene: Scene) -> Iterable[Omission]:
    carriers = {c.outlet for c in event.coverage if c.state in (State.COVERED, State.LATE)}
    first, last = window(event, scene.settings)
    for c in event.coverage:
        others = tuple(sorted(carriers - {c.outlet}))
        voices = _voices(others, scene)
        if c.state is State.COVERED or len(others) < LEAST_CARRIERS:
            continue
        if c.state in UNHELD and voices < LEAST_VOICES_UNHELD:
            continue
        shelf = scene.shelves[c.outlet]
        n = shelf.published(first, last)
        if c.state is State.LATE and not shelf.begins_by(last):
            continue
        found = Omission(
            event=event.id,
            outlet=c.outlet,
            state=c.state,
            fact=None,
            sentence="",
            published=n,
            first=first,
            last=last,
            carriers=others,
            families=voices,
            nearest=_nearest(event.statements, shelf, (first, last), scene) if n else (),
        )
        since = min(days[event.id, c.outlet], default=None)
        yield replace(found, sentence=_event_sentence(found, event.title, since, scene))


def _without_fact(event: Event, verdicts: Sequence[Verdict], scene: Scene) -> Iterable[Omission]:
    """Facts that LEAST_CARRIERS outlets carry and another outlet on the event does not, or does in part."""
    facts = _facts(verdicts, scene)
    first, last = window(event, scene.settings)
    told: set[tuple[str, str]] = set()
    for v in sorted(verdicts, key=lambda v: (-len(facts.said[v.anchor]), v.anchor, v.target)):
        state = _lack(v, scene)
        if state is None or any((same, v.target) in told for same in facts.same[v.anchor]):
            continue
        carries = {State.ON_EVENT_WITHOUT_FACT: facts.met, State.ONLY_ATTRIBUTED: facts.asserted}
        if any(v.target in carries.get(state, facts.said)[same] for same in facts.same[v.anchor]):
            continue
        holders = facts.asserted if state is State.ONLY_ATTRIBUTED else facts.said
        carriers = tuple(sorted(holders[v.anchor] - {v.target}))
        if len(carriers) < LEAST_CARRIERS:
            continue
        told.add((v.anchor, v.target))
        found = Omission(
            event=event.id,
            outlet=v.target,
            state=state,
            fact=v.anchor,
            sentence="",
            published=scene.shelves[v.target].published(first, last),
            first=first,
            last=last,
            carriers=carriers,
            families=_voices(carriers, scene),
            nearest=_near_fact(event, v, state, scene),
        )
        yield replace(found, sentence=_fact_sentence(found, v, scene))


def _facts(verdicts: Sequence[Verdict], scene: Scene) -> Facts:
    met: dict[str, set[str]] = defaultdict(set)
    said: dict[str, set[str]] = defaultdict(set)
    asserted: dict[str, set[str]] = defaultdict(set)
    same: dict[str, set[str]] = defaultdict(set)
    for v in verdicts:
        anchor, evidence = scene.statement(v.anchor), [scene.statement(e) for e in v.evidence]
        for outlets in (met, said):
            outlets[v.anchor].add(anchor.outlet)
        if _in_own_words(anchor, scene):
            asserted[v.anchor].add(anchor.outlet)
        same[v.anchor].add(v.anchor)
        if v.label is not Label.OMISSION:
            met[v.anchor].add(v.target)
        if v.label is Label.AGREEMENT or (v.label is Label.COMPATIBLE and _lack(v, scene) is None):
            said[v.anchor].add(v.target)
            if any(_in_own_words(e, scene) for e in evidence):
                asserted[v.anchor].add(v.target)
        if v.label is Label.AGREEMENT:
            for e in v.evidence[:1]:
                same[v.anchor].add(e)
                same[e].add(v.anchor)
    return Facts(met, said, asserted, same)


def _lack(verdict: Verdict, scene: Scene) -> State | None:
    """What the target lacks of the anchor's fact by one verdict; None where it answers it."""
    anchor, evidence = scene.statement(verdict.anchor), [scene.statement(e) for e in verdict.evidence]
    if verdict.label is Label.OMISSION:
        return State.ON_EVENT_WITHOUT_FACT if _tells_something(anchor) else None
    if verdict.label is Label.COMPATIBLE and verdict.reason.startswith("vaguer"):
        return State.VAGUER if _wider(anchor, evidence) else None
    if verdict.label is Label.AGREEMENT and evidence and _in_own_words(anchor, scene):
        claims = not any(_in_own_words(e, scene) for e in evidence)
        return State.ONLY_ATTRIBUTED if claims and _nearly_same(anchor, evidence[0], scene) else None
    return None


def _tells_something(fact: Statement) -> bool:
    """Whether a sentence has a figure, a place, an action or a speaker: "He did not elaborate." has none."""
    slots = fact.slots
    return bool(slots.quantities or slots.places or slots.actions or fact.speaker)


def _nearly_same(one: Statement, other: Statement, scene: Scene) -> bool:
    """Whether two sentences are so near that the speaker of the one is the speaker of this very fact."""
    vectors = scene.table.vector
    return float(vectors[scene.row[one.id]] @ vectors[scene.row[other.id]]) >= NEARLY_SAME


def _wider(fact: Statement, evidence: Sequence[Statement]) -> bool:
    """Whether the first evidence has no figure to compare, or one that leaves more open than the fact's."""
    figures = match(fact.slots.quantities, evidence[0].slots.quantities) if evidence else None
    if figures is None or figures.one.high is None or figures.other.high is None:
        return True
    return figures.other.high - figures.other.low > figures.one.high - figures.one.low


def _in_own_words(statement: Statement, scene: Scene) -> bool:
    """Whether a statement has no speaker, or its outlet speaks for itself."""
    speaker = statement.speaker
    if speaker is None:
        return True
    return not {_plain(speaker.name), _plain(speaker.speaker or "")}.isdisjoint(
        _names(scene.shelves[statement.outlet].outlet)
    )


def _reported_silence(event: Event, scene: Scene) -> Iterable[Omission]:
    """Claims that somebody has not said something, told once for each party and event."""
    first, last = window(event, scene.settings)
    by_party: dict[str, list[Statement]] = defaultdict(list)
    for s in map(scene.statement, event.statements):
        for party in s.slots.silence.about if s.slots.silence else ():
            by_party[_party(party, scene)].append(s)
    for party, told in sorted(by_party.items()):
        shelf = scene.shelves.get(party)
        carriers = tuple(sorted({s.outlet for s in told}))
        n = shelf.published(first, last) if shelf else 0
        found = Omission(
            event=event.id,
            outlet=party,
            state=State.REPORTED_SILENCE,
            fact=told[0].id,
            sentence="",
            published=n,
            first=first,
            last=last,
            carriers=carriers,
            families=_voices(carriers, scene),
            nearest=_nearest((told[0].id,), shelf, (first, last), scene) if shelf and n else (),
        )
        yield replace(found, sentence=_silence_sentence(found, told[0], scene))


def _party(name: str, scene: Scene) -> str:
    """The id of an outlet or speaker that goes by this name, else the name as the text has it."""
    plain = _plain(name)
    outlets: Mapping[str, Outlet | Speaker] = {o: s.outlet for o, s in scene.shelves.items()}
    for registry in (outlets, scene.speakers):
        for key, entry in sorted(registry.items()):
            if plain in _names(entry):
                return key
    return name


def _names(entry: Outlet | Speaker) -> set[str]:
    return {_plain(n) for n in (entry.id, entry.name, *entry.aliases)}


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def _nearest(facts: Sequence[str], shelf: Shelf, days: tuple[date, date], scene: Scene) -> tuple[Near, ...]:
    """The outlet's statements of the window that come closest to any of the facts."""
    statements = scene.table.statements
    rows = np.array([r for r in shelf.rows if days[0] <= statements[r].day <= days[1]], dtype=np.int64)
    sought = np.array([scene.row[f] for f in facts], dtype=np.int64)
    return _near_rows(rows, sought, scene)


def _near_fact(event: Event, verdict: Verdict, state: State, scene: Scene) -> tuple[Near, ...]:
    """The outlet's statements on the event that come closest to the fact; its form of it, if any."""
    sought = np.array([scene.row[verdict.anchor]])
    if state is not State.ON_EVENT_WITHOUT_FACT:
        near = _near_rows(np.array([scene.row[e] for e in verdict.evidence], dtype=np.int64), sought, scene)
        if state is State.VAGUER:
            return tuple(replace(n, why=verdict.reason) for n in near)
        return tuple(replace(n, why=f"a claim of {_who(n.statement, scene)}") for n in near)
    rows = [r for d in event.documents for r in scene.rows[d]]
    own = [r for r in rows if scene.table.statements[r].outlet == verdict.target]
    return _near_rows(np.array(own, dtype=np.int64), sought, scene)


def _near_rows(rows: np.ndarray, sought: np.ndarray, scene: Scene) -> tuple[Near, ...]:
    if not len(rows):
        return ()
    cosines = scene.table.vector[rows] @ scene.table.vector[sought].T
    best = cosines.max(axis=1)
    order = np.lexsort((rows, -best))[: scene.settings.neighbours]
    return tuple(
        Near(
            scene.table.statements[rows[k]].id,
            round(float(best[k]), 4),
            why_not(scene.table.statements[sought[cosines[k].argmax()]], scene.table.statements[rows[k]]),
        )
        for k in order
    )


def why_not(fact: Statement, other: Statement) -> str:
    """What tells two statements apart: place, time, kind of action, or that the words differ."""
    places, there = ({p.key: p.name for p in s.slots.places} for s in (fact, other))
    larger = {k for s in (fact, other) for p in s.slots.places for k in p.within}
    if places and there and not set(places) & set(there) and not larger & (set(places) | set(there)):
        return f"other place: {', '.join(there.values())}"
    a, b = fact.slots.when, other.slots.when
    if a.last < b.first or b.last < a.first:
        return f"other time: {b.first:%-d %B %Y}"
    acts = set(other.slots.actions)
    if fact.slots.actions and acts and not acts & set(fact.slots.actions):
        return f"other action: {', '.join(sorted(acts))}"
    return "does not say it"


def _voices(outlets: Iterable[str], scene: Scene) -> int:
    return len({scene.shelves[o].outlet.voice for o in outlets})


# ------------------------------------------------------------------------------- sentences


def _event_sentence(found: Omission, title: str, since: date | None, scene: Scene) -> str:
    who, what = scene.shelves[found.outlet].outlet.name, f"“{title.rstrip('.')}”"
    days, carried = days_of(found.first, found.last), f"{_carriers(found, scene, 'carry it', 'carries it')}."
    if found.state is State.NOT_COLLECTED:
        return f"We hold nothing of {who} {days}, so nothing can be said on {what}; {carried}"
    if found.state is State.NOT_PUBLISHING:
        return f"{who} published nothing that we hold {days}, so not {what} either; {carried}"
    if found.state is State.LATE and since is not None:
        lag = _many((since - found.last).days, "day")
        return f"{who} mentions {what} first on {since:%-d %B %Y}, {lag} after the window; {carried}"
    return f"{_publisher(found, scene)} does not mention {what}; {_carriers(found, scene, 'do', 'does')}."


def _fact_sentence(found: Omission, verdict: Verdict, scene: Scene) -> str:
    who, fact = _publisher(found, scene), f"“{shorten(scene.statement(verdict.anchor).text)}”"
    carried = f"{_carriers(found, scene, 'carry it', 'carries it')}."
    if found.state is State.VAGUER:
        return f"{who} is vaguer than {fact} ({verdict.reason}); {carried}"
    if found.state is State.ONLY_ATTRIBUTED:
        asserted = _carriers(found, scene, "assert it", "asserts it")
        return f"{who} carries {fact} only as a claim of {_who(verdict.evidence[0], scene)}; {asserted}."
    return f"{who} reports on the event without {fact}; {carried}"


def _silence_sentence(found: Omission, claim: Statement, scene: Scene) -> str:
    teller, shelf = scene.shelves[claim.outlet].outlet.name, scene.shelves.get(found.outlet)
    speaker = scene.speakers.get(found.outlet)
    who = shelf.outlet.name if shelf else speaker.name if speaker else found.outlet
    held = "we do not collect it, so this cannot be checked"
    if shelf is not None:
        held = f"we hold {_many(found.published, 'item')} of it {days_of(found.first, found.last)}"
    when = f"{claim.day:%-d %B %Y}"
    return f"{teller} says on {when} that {who} has not spoken: “{shorten(claim.text)}”; {held}."


def _publisher(found: Omission, scene: Scene) -> str:
    """The outlet with what it published in the window, as the subject of a sentence."""
    who, days = scene.shelves[found.outlet].outlet.name, days_of(found.first, found.last)
    if not found.published:
        return f"{who}, of which we hold no item {days},"
    return f"{who}, which published {_many(found.published, 'item')} {days},"


def _who(statement: str, scene: Scene) -> str:
    """The speaker of a statement: by the registry's name, else as the text has it."""
    said = scene.statement(statement).speaker
    if said is None or said.name == UNNAMED:
        return "somebody unnamed"
    known = scene.speakers.get(said.speaker or "")
    return known.name if known else said.name


def _carriers(found: Omission, scene: Scene, they: str, it: str) -> str:
    """How many outlets do what the predicate says, how many voices they are, and the first names."""
    n = len(found.carriers)
    names = ", ".join(scene.shelves[o].outlet.name for o in found.carriers[:NAMED])
    independent = "" if found.families == n else f" of {found.families} independent voices"
    more = " …" if n > NAMED else ""
    return f"{_many(n, 'other outlet')}{independent} {it if n == 1 else they} ({names}{more})"


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' if n != 1 else ''}"


def days_of(first: date, last: date) -> str:
    """A window in words, each of month and year said once where both ends share it."""
    if first == last:
        return f"on {first:%-d %B %Y}"
    if first.year != last.year:
        return f"between {first:%-d %B %Y} and {last:%-d %B %Y}"
    if first.month != last.month:
        return f"between {first:%-d %B} and {last:%-d %B %Y}"
    return f"between {first.day} and {last:%-d %B %Y}"


def shorten(text: str) -> str:
    """The first words of a statement, with an ellipsis where more follows."""
    words = text.split()
    return " ".join(words[:WORDS_SHOWN]).rstrip(".") + ("" if len(words) <= WORDS_SHOWN else " …")
