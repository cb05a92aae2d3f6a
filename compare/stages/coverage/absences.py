"""From all that is absent to what is told: whole events, facts of covered events, silences that are reported.

Every absence is told or counted with the reason why it is not, so that in = out + unreported.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from compare.comparison import NEARLY_SAME
from compare.stages.coverage import sentences
from compare.stages.coverage.facts import (
    Facts,
    facts_of,
    in_own_words,
    kind_of,
    lack,
    names_of,
    plain,
    tells_something,
    unanswered,
)
from compare.stages.coverage.nearest import in_window, nearest
from compare.stages.coverage.probability import History, Occasion, Search, history, missed, surprise
from compare.stages.coverage.states import CARRYING, UNHELD, Scene, carrying, window
from compare.types import (
    Count,
    Credit,
    Event,
    Exclusive,
    Near,
    Omission,
    Outlet,
    Speaker,
    State,
    Statement,
    Verdict,
)
from compare.voices import Kin, kin

LEAST_CARRIERS = 2  # other outlets that must carry an event or a fact before its absence is told; convention
# Independent voices that must carry an event before an outlet is told of which we hold nothing from that
# time: such a row says more of our collection than of the outlet, and was 27 % of all omissions on the dev
# gold. A convention; the state stands in the event's coverage all the same.
LEAST_VOICES_UNHELD = 3
ORDER = [*State]

Absence = Omission | str  # what is told, or why it is not


@dataclass(frozen=True, slots=True)
class Case:
    """One event with the verdicts on it, what they say of its facts, and by outlet the statements that carry it."""

    event: Event
    verdicts: tuple[Verdict, ...]
    facts: Facts
    carrying: Mapping[str, Sequence[Statement]]
    kin: Kin  # outlets that print one text on it

    @property
    def carriers(self) -> frozenset[str]:
        """The outlets that carry the event, in time or late; what carries it perhaps is no witness and not accused."""
        return frozenset(c.outlet for c in self.event.coverage if c.state in CARRYING)


@dataclass(frozen=True, slots=True)
class Brief:
    """All that absences are told from: the scene and the outlets' histories."""

    scene: Scene
    events: History
    facts: History


def omit(events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene) -> tuple[tuple[Omission, ...], Count]:
    """Tell who is silent on what: whole events, facts of covered events, and silences that are reported.

    Ranked by independent voices that carry it, then by how unexpected the absence is. What is answered by a
    contradiction, a denial too, is no omission.

    Args:
        events: with coverage, from `cover`.
        verdicts: of the run.
        scene: from `survey`; its settings `report_voices` and `report_miss` are the threshold.

    Returns:
        The omissions, and the count of all absences: in, told, and left unreported by reason.
    """
    cases = _cases(events, verdicts, scene)
    seen = _occasions(cases, scene)
    brief = Brief(
        scene,
        history((o for o in seen if o.fact is None), Search.of_events(scene.settings)),
        history((o for o in seen if o.fact is not None), Search.of_facts(scene.settings)),
    )
    found: list[Absence] = []
    for case in cases:
        found += _silent(case, brief)
        found += _without_fact(case, brief)
        found += _reported_silence(case, brief)
    found = [_above_threshold(absence, scene) for absence in found]
    told = [absence for absence in found if isinstance(absence, Omission)]
    reasons = Counter(absence for absence in found if isinstance(absence, str))
    count = Count("coverage", "absences", len(found), len(told), tuple(sorted(reasons.items())))
    return tuple(sorted(told, key=_rank)), count


def _rank(found: Omission) -> tuple[bool, int, float, int, str, str, str]:
    """What says more of our collection than of the outlet comes last; then by voices and surprise."""
    place = ORDER.index(found.state)
    return (
        found.state in UNHELD,
        -found.families,
        -(found.surprise or 0.0),
        place,
        found.event,
        found.outlet,
        found.fact or "",
    )


def _above_threshold(absence: Absence, scene: Scene) -> Absence:
    if isinstance(absence, str) or absence.state is State.REPORTED_SILENCE:
        return absence
    if absence.families < scene.settings.report_voices:
        return "few independent voices carry it"
    if absence.miss is not None and absence.miss > scene.settings.report_miss:
        return "more likely missed by us"
    return absence


def _cases(events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene) -> tuple[Case, ...]:
    by_event: dict[str, list[Verdict]] = defaultdict(list)
    for v in sorted(verdicts, key=lambda v: (v.anchor, v.target)):
        by_event[v.event].append(v)
    said: dict[str, dict[str, Sequence[Statement]]] = defaultdict(dict)
    for (event, outlet), statements in carrying(events, verdicts, scene).items():
        said[event][outlet] = statements
    return tuple(
        Case(e, tuple(by_event[e.id]), facts_of(by_event[e.id], scene), said[e.id], kin(said[e.id])) for e in events
    )


def _credits(carriers: Sequence[str], said: Mapping[str, Sequence[Statement]]) -> tuple[Credit, ...]:
    """Whose text the carriers say that they print."""
    named = {(o, s.origin) for o in carriers for s in said.get(o, ()) if s.origin}
    return tuple(Credit(outlet, origin) for outlet, origin in sorted(named))


# ------------------------------------------------------------------------------- what could have been carried


def occasions(events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene) -> tuple[Occasion, ...]:
    """Every occasion on which an outlet could have carried an event or a fact that others carry.

    An event: for each outlet that published in its window. A fact, told once for all statements that say the
    same: for each outlet that covers its event.
    """
    return _occasions(_cases(events, verdicts, scene), scene)


def _occasions(cases: Sequence[Case], scene: Scene) -> tuple[Occasion, ...]:
    return tuple(o for case in cases for kind in (_of_event, _of_facts) for o in kind(case, scene))


def _of_event(case: Case, scene: Scene) -> Iterator[Occasion]:
    for c in case.event.coverage:
        others = case.carriers - {c.outlet}
        if c.state not in UNHELD and len(others) >= LEAST_CARRIERS:
            carried = c.state in (State.COVERED, State.PERHAPS)
            yield Occasion(c.outlet, case.event.id, None, "event", scene.voices(others, case.kin), carried)


def _of_facts(case: Case, scene: Scene) -> Iterator[Occasion]:
    facts, told = case.facts, set()
    for v in case.verdicts:
        fact = min(facts.same[v.anchor])
        if (fact, v.target) in told or not tells_something(scene.statement(v.anchor)):
            continue
        told.add((fact, v.target))
        others = facts.said[v.anchor] - {v.target}
        carried = any(v.target in facts.met[same] for same in facts.same[v.anchor])
        kind = kind_of(scene.statement(v.anchor))
        voices = scene.voices(others, facts.kin[v.anchor])
        yield Occasion(v.target, case.event.id, v.anchor, kind, voices, carried)


# ------------------------------------------------------------------------------- whole events


def _silent(case: Case, brief: Brief) -> Iterator[Absence]:
    scene, (_, last) = brief.scene, window(case.event, brief.scene.settings)
    for c in case.event.coverage:
        others, shelf = tuple(sorted(case.carriers - {c.outlet})), scene.shelves[c.outlet]
        if c.state is State.COVERED or not others:
            continue
        if len(others) < LEAST_CARRIERS:
            yield "few outlets carry it"
        elif c.state is State.PERHAPS:
            yield "not sure that it leaves the event out"
        elif c.state in UNHELD and scene.voices(others, case.kin) < LEAST_VOICES_UNHELD:
            yield "nothing held of the outlet"
        elif c.state is State.LATE and not shelf.begins_by(last):
            yield "an earlier mention may lie before what we hold"
        else:
            yield _of_whole_event(case, (c.outlet, c.state), others, brief)


def _of_whole_event(case: Case, absent: tuple[str, State], others: tuple[str, ...], brief: Brief) -> Omission:
    scene, (first, last), (outlet, state) = brief.scene, window(case.event, brief.scene.settings), absent
    shelf = scene.shelves[outlet]
    silent = state is State.SILENT_ON_EVENT
    held = in_window(shelf, first, last, scene) if shelf.published(first, last) else []
    found = Omission(
        event=case.event.id,
        outlet=outlet,
        state=state,
        fact=None,
        sentence="",
        published=shelf.published(first, last),
        first=first,
        last=last,
        carriers=others,
        families=scene.voices(others, case.kin),
        credits=_credits(others, case.carrying),
        nearest=nearest(case.event.statements, held, scene),
        others=sum(c.state not in UNHELD for c in case.event.coverage if c.outlet != outlet),
    )
    if silent:
        found = _weighed(
            found, Occasion(outlet, case.event.id, None, "event", found.families, False), brief.events, scene
        )
        found = replace(found, explanations=_explanations(found, case.event.statements, scene))
    since = min((s.day for s in case.carrying.get(outlet, ())), default=None)
    return replace(found, sentence=sentences.of_event(found, case.event.title, since, scene))


def _weighed(found: Omission, occasion: Occasion, past: History, scene: Scene) -> Omission:
    """The omission with how expected a mention was, and how likely it is that we only missed one."""
    prior = past.prior(occasion)
    chance = missed(prior, scene.shelves[found.outlet].outlet.completeness, past.search)
    ends = (None, None, None) if chance is None else (chance.value, chance.low, chance.high)
    miss, low, high = (None if x is None else round(x, 4) for x in ends)
    return replace(
        found, prior=round(prior, 4), surprise=round(surprise(prior), 2), miss=miss, miss_low=low, miss_high=high
    )


# ------------------------------------------------------------------------------- facts


def _without_fact(case: Case, brief: Brief) -> Iterator[Absence]:
    """Facts that LEAST_CARRIERS outlets carry and another outlet on the event does not, or does in part."""
    facts, scene = case.facts, brief.scene
    told: set[tuple[str, str]] = set()
    for v in sorted(case.verdicts, key=lambda v: (-len(facts.said[v.anchor]), v.anchor, v.target)):
        state = lack(v, scene)
        if state is None:
            if unanswered(v, scene):
                yield "the sentence tells nothing"
            continue
        carries = {State.ON_EVENT_WITHOUT_FACT: facts.met, State.ONLY_ATTRIBUTED: facts.asserted}
        holders = facts.asserted if state is State.ONLY_ATTRIBUTED else facts.said
        carriers = tuple(sorted(holders[v.anchor] - {v.target}))
        if v.target not in case.carriers:
            yield "not sure that it covers the event"
        elif any((same, v.target) in told for same in facts.same[v.anchor]):
            yield "told of another statement of the fact"
        elif any(v.target in carries.get(state, facts.said)[same] for same in facts.same[v.anchor]):
            yield "carried as another statement of the fact"
        elif len(carriers) < LEAST_CARRIERS:
            yield "few outlets carry it"
        else:
            told.add((v.anchor, v.target))
            yield _of_one_fact(case, v, state, (carriers, brief))


def _of_one_fact(case: Case, verdict: Verdict, state: State, told: tuple[tuple[str, ...], Brief]) -> Omission:
    (carriers, brief), (first, last) = told, window(case.event, told[1].scene.settings)
    scene, target, said = brief.scene, verdict.target, case.facts.carrying[verdict.anchor]
    found = Omission(
        event=case.event.id,
        outlet=target,
        state=state,
        fact=verdict.anchor,
        sentence="",
        published=scene.shelves[target].published(first, last),
        first=first,
        last=last,
        carriers=carriers,
        families=scene.voices(carriers, case.facts.kin[verdict.anchor]),
        credits=_credits(carriers, said),
        nearest=_near_fact(case.event, verdict, state, scene),
        others=len({*carriers, *case.carriers} - {target}),
    )
    if state is State.ON_EVENT_WITHOUT_FACT:
        kind = kind_of(scene.statement(verdict.anchor))
        occasion = Occasion(target, case.event.id, verdict.anchor, kind, found.families, False)
        found = _weighed(found, occasion, brief.facts, scene)
        found = replace(found, explanations=_explanations(found, (verdict.anchor,), scene))
    return replace(found, sentence=sentences.of_fact(found, verdict, scene))


def _near_fact(event: Event, verdict: Verdict, state: State, scene: Scene) -> tuple[Near, ...]:
    """The outlet's statements that come closest to the fact, of the event and the window; its form of it, if any."""
    fact = (verdict.anchor,)
    if state is State.ON_EVENT_WITHOUT_FACT:
        shelf, documents = scene.shelves[verdict.target], set(event.documents)
        own = [r for r in shelf.rows if scene.table.statements[r].document in documents]
        return nearest(fact, own + in_window(shelf, *window(event, scene.settings), scene), scene)
    near = nearest(fact, [scene.row[e] for e in verdict.evidence], scene)
    if state is State.VAGUER:
        return tuple(replace(n, why=str(verdict.reason)) for n in near)
    return tuple(replace(n, why=f"a claim of {sentences.speaker_of(n.statement, scene)}") for n in near)


# ------------------------------------------------------------------------------- what else it may be


def _explanations(found: Omission, facts: Sequence[str], scene: Scene) -> tuple[str, ...]:
    """What an absence may be other than silence, as far as what we hold can tell."""
    shelf = scene.shelves[found.outlet]
    more = sorted(set(shelf.outlet.languages) - shelf.languages)
    told = [
        _later(found, facts, scene),
        f"it also publishes in {', '.join(more)}, of which we hold nothing" if more else "",
        _closest(found, scene),
    ]
    share = shelf.outlet.completeness
    if share is None:
        told.append("which share of its output we hold is not known")
    elif share < 1:
        told.append(f"we hold {share:.0%} of its output")
    return tuple(text for text in told if text)


def _later(found: Omission, facts: Sequence[str], scene: Scene) -> str:
    """The outlet's first statement within `search_days` after the window that says nearly the same."""
    end = found.last + timedelta(days=scene.settings.search_days)
    later = [r for r in scene.shelves[found.outlet].rows if found.last < scene.table.statements[r].day <= end]
    if not later:
        return ""
    vectors = scene.table.vector
    close = (vectors[later] @ vectors[[scene.row[f] for f in facts]].T).max(axis=1) >= NEARLY_SAME
    days = [scene.table.statements[r].day for r, near in zip(later, close, strict=True) if near]
    return f"late: it says something near to it on {min(days):%-d %B %Y}" if days else ""


def _closest(found: Omission, scene: Scene) -> str:
    """What the nearest statement is, where it may be a weaker form of what is missed."""
    if not found.nearest or found.nearest[0].score < NEARLY_SAME or found.nearest[0].why != "does not say it":
        return ""
    best = scene.statement(found.nearest[0].statement)
    if not in_own_words(best, scene):
        return f"only as a claim: its nearest statement is one of {sentences.speaker_of(best.id, scene)}"
    return "vaguer: its nearest statement may be a weaker form of it"


# ------------------------------------------------------------------------------- reported silences


def _reported_silence(case: Case, brief: Brief) -> Iterator[Absence]:
    """Claims that somebody has not said something, told once for each party and event."""
    scene, (first, last) = brief.scene, window(case.event, brief.scene.settings)
    by_party: dict[str, list[Statement]] = defaultdict(list)
    for s in map(scene.statement, case.event.statements):
        for party in s.slots.silence.about if s.slots.silence else ():
            by_party[_party(party, scene)].append(s)
    for party, told in sorted(by_party.items()):
        shelf = scene.shelves.get(party)
        said: dict[str, list[Statement]] = defaultdict(list)
        for s in told:
            said[s.outlet].append(s)
        carriers = tuple(sorted(said))
        held = in_window(shelf, first, last, scene) if shelf else []
        found = Omission(
            event=case.event.id,
            outlet=party,
            state=State.REPORTED_SILENCE,
            fact=told[0].id,
            sentence="",
            published=shelf.published(first, last) if shelf else 0,
            first=first,
            last=last,
            carriers=carriers,
            families=scene.voices(carriers, kin(said)),
            credits=_credits(carriers, said),
            nearest=nearest((told[0].id,), held, scene),
        )
        yield replace(found, sentence=sentences.of_silence(found, told[0], scene))
        yield from ["told of the same party" for _ in told[1:]]


def _party(name: str, scene: Scene) -> str:
    """The id of an outlet or speaker that goes by this name, else the name as the text has it."""
    plain_name = plain(name)
    outlets: Mapping[str, Outlet | Speaker] = {o: s.outlet for o, s in scene.shelves.items()}
    for registry in (outlets, scene.speakers):
        for key, entry in sorted(registry.items()):
            if plain_name in names_of(entry):
                return key
    return name


# ------------------------------------------------------------------------------- the reverse


def exclusive(events: Sequence[Event], verdicts: Sequence[Verdict], scene: Scene) -> tuple[Exclusive, ...]:
    """Facts that one outlet has and none of the LEAST_CARRIERS or more others on the event answers.

    Most independent voices first. Of statements of one outlet that say nearly the same, the first is told.
    """
    found = (e for case in _cases(events, verdicts, scene) for e in _of_one_outlet(case, scene))
    return tuple(sorted(found, key=lambda e: (-e.families, e.event, e.outlet, e.fact)))


def _of_one_outlet(case: Case, scene: Scene) -> Iterator[Exclusive]:
    asked: dict[str, list[Verdict]] = defaultdict(list)
    for v in case.verdicts:
        asked[v.anchor].append(v)
    told: dict[str, list[int]] = defaultdict(list)
    for anchor, answers in asked.items():
        fact, row = scene.statement(anchor), scene.row[anchor]
        alone = all(unanswered(v, scene) for v in answers) and case.facts.met[anchor] == {fact.outlet}
        if len(answers) < LEAST_CARRIERS or not alone or not tells_something(fact):
            continue
        if any(scene.table.vector[row] @ scene.table.vector[r] >= NEARLY_SAME for r in told[fact.outlet]):
            continue
        told[fact.outlet].append(row)
        yield _only(case, fact, tuple(sorted(v.target for v in answers)), scene)


def _only(case: Case, fact: Statement, others: tuple[str, ...], scene: Scene) -> Exclusive:
    rows = [r for d in case.event.documents for r in scene.rows[d]]
    theirs = [r for r in rows if scene.table.statements[r].outlet in others]
    found = Exclusive(case.event.id, fact.outlet, fact.id, "", others, scene.voices(others, case.kin))
    found = replace(found, nearest=nearest((fact.id,), theirs, scene))
    return replace(found, sentence=sentences.of_exclusive(found, scene))
