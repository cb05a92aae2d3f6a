"""Coverage: each state with what shows it, and omissions that can be read and checked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from conftest import DAY, make_event, make_statement, make_table

from compare.settings import Settings
from compare.stages import coverage
from compare.types import (
    Attribution,
    Corpus,
    Credit,
    Document,
    Event,
    Label,
    Omission,
    Outlet,
    Participant,
    Place,
    Quantity,
    Reason,
    Silence,
    Slots,
    Span,
    Speaker,
    Stance,
    State,
    Statement,
    Unit,
    Verdict,
    When,
)

SHELLING = "Shelling near Saraqib killed eight soldiers on Tuesday."
OUTLETS = (
    Outlet("enab", "Enab Baladi"),
    Outlet("mod", "Ministry of Defence", aliases=("Turkish military",)),
    Outlet("rt", "RT", family="state"),
    Outlet("sana", "SANA"),
    Outlet("tass", "TASS", family="state"),
    Outlet("wire", "Independent wire"),
)
SPEAKERS = (Speaker("sna", "Syrian National Army", "rebels", ("SNA",)),)


def told(document: str, text: str = SHELLING, *, day: int = 0, start: int = 0, **slots: object) -> Statement:
    """A statement of a document some days after 4 February, on an occurrence of that day."""
    moment = DAY + timedelta(days=day)
    return make_statement(
        document, start, text, day=moment, published=moment, slots=Slots(When(moment, moment), **slots)
    )


def other(document: str, day: int) -> Statement:
    """A statement on something else."""
    return told(document, "A fair opened in Tartus.", day=day)


def corpus(statements: Iterable[Statement], more: Iterable[Document] = ()) -> Corpus:
    """The corpus of these statements' documents, with all outlets."""
    documents = {
        s.document: Document(s.document, s.outlet, "", s.text, datetime.combine(s.day, time(9), UTC))
        for s in statements
    }
    documents |= {d.id: d for d in more}
    return Corpus(OUTLETS, SPEAKERS, tuple(documents[k] for k in sorted(documents)), "abc")


def survey(statements: Sequence[Statement], settings: Settings | None = None) -> coverage.Scene:
    """The scene of these statements."""
    return coverage.survey(make_table(statements), corpus(statements), settings or Settings(window_days=10))


def on(*statements: Statement, last: int = 0) -> Event:
    """An event of these statements from 4 February on."""
    event = make_event("e1", tuple(sorted(statements, key=lambda s: (s.document, s.start))))
    return replace(event, coverage=(), last=DAY + timedelta(days=last))


def states(event: Event, statements: Sequence[Statement], settings: Settings | None = None) -> dict[str, State]:
    """The state of each outlet on the event."""
    (covered,) = coverage.cover((event,), (), survey(statements, settings))
    return {c.outlet: c.state for c in covered.coverage}


def omissions(
    event: Event,
    statements: Sequence[Statement],
    verdicts: Sequence[Verdict] = (),
    settings: Settings | None = None,
) -> tuple[Omission, ...]:
    """All omissions of the event."""
    scene = survey(statements, settings)
    return coverage.omit(coverage.cover((event,), verdicts, scene), verdicts, scene)[0]


CARRIED = (
    told("rt-1", actions=("attack",)),
    told("sana-1", "Eight soldiers died in shelling near Saraqib.", actions=("attack",)),
)
WIDELY = (*CARRIED, told("mod-1"))  # three independent voices


# --------------------------------------------------------------------------- states


def test_every_outlet_has_one_state() -> None:
    """Coverage names each outlet once, sorted by id."""
    (event,) = coverage.cover((on(*CARRIED),), (), survey(CARRIED))
    assert [c.outlet for c in event.coverage] == [o.id for o in OUTLETS]


@pytest.mark.parametrize("day", [-2, 0, 10], ids=["before the event's day", "on it", "on the window's last day"])
def test_covered_is_a_statement_up_to_the_end_of_the_window(day: int) -> None:
    """An outlet with a statement on the event no later than the window's last day covers it."""
    said = told("wire-1", day=day)
    assert states(on(*CARRIED, said), [*CARRIED, said])["wire"] is State.COVERED


def test_late_is_a_first_statement_after_the_window() -> None:
    """An outlet whose first statement comes after the window is late."""
    said = told("wire-1", day=11)
    assert states(on(*CARRIED, said), [*CARRIED, said])["wire"] is State.LATE


def test_late_counts_the_first_statement_only() -> None:
    """An outlet that covers the event in time and comes back to it later is not late."""
    said = [told("wire-1", day=1), told("wire-2", day=40)]
    assert states(on(*CARRIED, *said), [*CARRIED, *said])["wire"] is State.COVERED


@pytest.mark.parametrize("day", [0, 10], ids=["first day", "last day"])
def test_silent_is_publishing_in_the_window_and_not_on_the_event(day: int) -> None:
    """An outlet with items in the window, both ends included, and none on the event is silent on it."""
    assert states(on(*CARRIED), [*CARRIED, other("wire-1", day)])["wire"] is State.SILENT_ON_EVENT


def test_not_publishing_is_a_pause_of_an_outlet_that_we_hold() -> None:
    """An outlet that published before and after the window and not in it, published nothing."""
    said = [other("wire-1", -3), other("wire-2", 20)]
    assert states(on(*CARRIED), [*CARRIED, *said])["wire"] is State.NOT_PUBLISHING


@pytest.mark.parametrize("days", [(), (-3,), (20,), (-9, -3)], ids=["nothing", "before", "after", "long before"])
def test_not_collected_is_holding_nothing_around_the_window(days: tuple[int, ...]) -> None:
    """Where our items of an outlet do not reach over the window, it is we who hold nothing."""
    said = [other(f"wire-{i}", day) for i, day in enumerate(days)]
    assert states(on(*CARRIED), [*CARRIED, *said])["wire"] is State.NOT_COLLECTED


def test_covered_is_a_sentence_elsewhere_that_answers_too() -> None:
    """An outlet whose sentence in another event answers a statement of this one covers this one."""
    said = other("wire-1", 1)
    verdict = Verdict("e1", CARRIED[0].id, "wire", Label.COMPATIBLE, Reason("other-words"), 0.6, (said.id,))
    scene = survey([*CARRIED, said])
    (event,) = coverage.cover((on(*CARRIED),), (verdict,), scene)
    assert {c.outlet: c.state for c in event.coverage}["wire"] is State.COVERED
    assert [o for o in coverage.omit((event,), (verdict,), scene)[0] if o.outlet == "wire" and o.fact is None] == []


def test_what_covers_less_than_surely_is_neither_accused_nor_a_witness() -> None:
    """An outlet whose only answer is hardly likely covers the event perhaps, omits nothing and is no carrier."""
    said = other("wire-1", 1)
    weak = Verdict("e1", CARRIED[0].id, "wire", Label.COMPATIBLE, Reason("other-words"), 0.2, (said.id,), 0.9)
    agreed = [
        Verdict("e1", CARRIED[0].id, "sana", Label.AGREEMENT, Reason("same-claim"), 0.8, (CARRIED[1].id,)),
        Verdict("e1", CARRIED[1].id, "rt", Label.AGREEMENT, Reason("same-claim"), 0.8, (CARRIED[0].id,)),
    ]
    none = Verdict("e1", CARRIED[1].id, "wire", Label.OMISSION, Reason("not-addressed"), 0.8)
    scene = survey([*CARRIED, said, other("tass-1", 1)])
    verdicts = (weak, none, *agreed)
    (event,) = coverage.cover((on(*CARRIED),), verdicts, scene)
    assert {c.outlet: c.state for c in event.coverage}["wire"] is State.PERHAPS
    found, count = coverage.omit((event,), verdicts, scene)
    assert [o for o in found if o.outlet == "wire"] == []
    assert {o.carriers for o in found if o.outlet == "tass"} == {("rt", "sana")}
    assert dict(count.drops)["not sure that it covers the event"] > 0
    assert dict(count.drops)["not sure that it leaves the event out"] == 1


def test_the_window_follows_the_event_and_the_setting() -> None:
    """The window runs from the event's first day to some days after its last: as many as the setting says."""
    event = on(*CARRIED, last=2)
    assert coverage.window(event, replace(Settings(), window_days=4)) == (DAY, DAY + timedelta(days=6))


# --------------------------------------------------------------------------- omissions of events


def test_a_silent_outlet_is_told_with_what_it_published() -> None:
    """A silence tells how many items were published, who carries the event, and what is nearest."""
    said = [other("wire-1", -1), other("wire-2", 1), other("wire-3", 10), other("wire-4", 11)]
    (found,) = (o for o in omissions(on(*CARRIED), [*CARRIED, *said]) if o.outlet == "wire")
    assert (found.state, found.fact, found.published) == (State.SILENT_ON_EVENT, None, 2)
    assert (found.first, found.last) == (DAY, DAY + timedelta(days=10))
    assert found.carriers == ("rt", "sana")
    assert {n.statement for n in found.nearest} == {said[1].id, said[2].id}


def test_nearest_statements_are_the_outlets_own_best_first() -> None:
    """Nearest are at most as many as the setting says, of the outlet, in the window, by falling cosine."""
    said = [
        told("wire-1", "A fair opened in Tartus.", day=1),
        told("wire-2", "Shelling near Idlib killed nobody.", day=2),
        told("wire-3", "Snow fell.", day=3),
        told("wire-4", SHELLING, day=11),
    ]
    found = omissions(on(*CARRIED), [*CARRIED, *said], settings=replace(Settings(window_days=10), neighbours=2))
    (silent,) = (o for o in found if o.outlet == "wire")
    scores = [n.score for n in silent.nearest]
    assert [n.statement for n in silent.nearest][0] == said[1].id
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert all(-1 <= s <= 1 for s in scores)
    assert all(n.why for n in silent.nearest)


def test_an_event_of_one_outlet_accuses_nobody() -> None:
    """What only one outlet carries is its own story: no omission is told."""
    assert omissions(on(CARRIED[0]), [CARRIED[0], other("wire-1", 1)]) == ()


def test_no_omission_has_fewer_than_two_carriers() -> None:
    """An outlet that comes late to the story of one other outlet has omitted nothing that two carried."""
    said = told("wire-1", day=15)
    found = omissions(on(CARRIED[0], said), [CARRIED[0], said])
    assert [o for o in found if len(o.carriers) < 2] == []


def test_a_late_outlet_does_not_count_toward_its_own_omission() -> None:
    """Where one outlet carries the event in time and one late, the late one has omitted nothing."""
    said = told("wire-1", day=15)
    found = omissions(on(CARRIED[0], said), [CARRIED[0], said, other("enab-1", 1)])
    assert [(o.outlet, o.state) for o in found] == [("enab", State.SILENT_ON_EVENT)]


@pytest.mark.parametrize("paused", [(), (-3, 20)], ids=["not collected", "not publishing"])
def test_an_outlet_of_which_nothing_is_held_is_told_where_three_voices_carry_the_event(
    paused: tuple[int, ...],
) -> None:
    """Two voices are too few to tell of an outlet without items in the window; its state is kept."""
    said = [other(f"wire-{i}", day) for i, day in enumerate(paused)]
    state = State.NOT_PUBLISHING if paused else State.NOT_COLLECTED
    family = (CARRIED[0], CARRIED[1], told("tass-1"))
    for carried, wanted in ((CARRIED, []), (family, []), (WIDELY, [state])):
        assert states(on(*carried), [*carried, *said])["wire"] is state
        found = omissions(on(*carried), [*carried, *said])
        assert [o.state for o in found if o.outlet == "wire"] == wanted


def test_an_outlet_is_not_its_own_carrier() -> None:
    """The outlets that carry what another omits never include that one, also where it is late."""
    said = told("wire-1", day=15)
    found = omissions(on(*CARRIED, said), [*CARRIED, said, other("wire-0", 1)])
    assert "wire" in {o.outlet for o in found}
    assert [o for o in found if o.outlet in o.carriers] == []


def test_a_first_mention_that_we_could_not_have_seen_is_not_told_as_late() -> None:
    """Where our items of an outlet begin after the window, an earlier mention may lie before them."""
    said = told("wire-1", day=15)
    found = omissions(on(*CARRIED, said), [*CARRIED, said])
    assert [o for o in found if o.outlet == "wire"] == []


def test_outlets_of_one_family_are_one_voice() -> None:
    """Two outlets of one owner count as one independent voice."""
    said = (told("rt-1"), told("tass-1"), told("sana-1"))
    found = {o.families for o in omissions(on(*said), [*said, other("wire-1", 1)])}
    assert found == {2}


def test_copies_and_credits_are_one_voice() -> None:
    """Outlets that print one text, or one agency, are one voice; who carries it stays, with whom it credits."""
    one, two, three = WIDELY
    copied = (replace(one, family=one.id), replace(two, family=one.id), three)
    credited = (replace(one, origin="afp"), replace(two, origin="afp"), three)
    for said in (copied, credited):
        (found,) = (o for o in omissions(on(*said), [*said, other("wire-1", 1)]) if o.outlet == "wire")
        assert (found.carriers, found.families) == (("mod", "rt", "sana"), 2)
        assert "3 other outlets (2 independent) do: " in found.sentence
    assert found.credits == (Credit("rt", "afp"), Credit("sana", "afp"))
    assert found.sentence.endswith(" do: Ministry of Defence, RT (credits AFP), SANA (credits AFP).")


def test_an_agency_of_the_corpus_is_one_voice_with_who_credits_it() -> None:
    """An outlet that credits another one of the corpus is no voice beside it."""
    said = (CARRIED[0], replace(CARRIED[1], origin="rt"))
    (found,) = (o for o in omissions(on(*said), [*said, other("wire-1", 1)]) if o.outlet == "wire")
    assert (found.families, found.credits) == (1, (Credit("sana", "rt"),))
    assert "SANA (credits RT)" in found.sentence


def test_a_fact_counts_the_voices_of_the_sentences_that_carry_it() -> None:
    """A fact that one outlet copies from the other has one voice; its event has one only where half is copied."""
    statements, event, verdicts = fact_scene(Label.OMISSION, Reason("not-addressed"))
    own = [told(f"{o}-1", "Another thing was said of it.", start=200) for o in ("rt", "sana")]
    copied = [replace(s, family="x") if s in CARRIED else s for s in statements] + own
    copied += [replace(s, id=f"{s.document}:300-400", start=300, end=400) for s in own]
    copied.append(other("wire-1", 1))
    event = on(*copied[:-1])
    found = omissions(event, copied, verdicts)
    assert {o.families for o in found if o.fact and o.carriers == ("rt", "sana")} == {1}
    assert {o.families for o in found if o.outlet == "wire"} == {3}


def test_omissions_are_ranked_by_independent_voices() -> None:
    """What most independent voices carry comes first."""
    wide = (told("rt-1"), told("sana-1"), told("mod-1"))
    narrow = (other("rt-2", 3), other("sana-2", 3))
    statements = [*wide, *narrow, told("wire-1", "Snow fell.", day=1)]
    scene = survey(statements)
    events = (replace(on(*narrow), id="e1"), replace(on(*wide), id="e2"))
    found, _ = coverage.omit(coverage.cover(events, (), scene), (), scene)
    held = [o.families for o in found if o.state not in (State.NOT_COLLECTED, State.NOT_PUBLISHING)]
    assert held == sorted(held, reverse=True)
    assert found[0].event == "e2"


def test_what_we_do_not_hold_comes_after_what_outlets_leave_out() -> None:
    """Findings on our collection follow those on outlets, however many voices carry the event."""
    states = [
        o.state for o in omissions(on(*WIDELY), [*WIDELY, told("wire-1", "Snow fell.", day=1), other("far-1", 90)], ())
    ]
    unheld = [s in (State.NOT_COLLECTED, State.NOT_PUBLISHING) for s in states]
    assert any(unheld) and not all(unheld)
    assert unheld == sorted(unheld)


def test_the_order_of_statements_and_verdicts_does_not_matter() -> None:
    """The same verdicts in another order give the same omissions."""
    statements, event, verdicts = fact_scene(Label.OMISSION, Reason("not-addressed", ("nearest 0.20 x",)))
    assert omissions(event, statements, verdicts) == omissions(event, statements, verdicts[::-1])


def test_a_document_without_a_statement_counts_as_published() -> None:
    """An outlet whose only item of the window holds no statement did publish, and is not "not collected"."""
    notice = Document("wire-1", "wire", "", "* * *", datetime(2020, 2, 5, 9, tzinfo=UTC))
    scene = coverage.survey(make_table(CARRIED), corpus(CARRIED, [notice]), Settings(window_days=10))
    (event,) = coverage.cover((on(*CARRIED),), (), scene)
    assert {c.outlet: c.state for c in event.coverage}["wire"] is State.SILENT_ON_EVENT


# --------------------------------------------------------------------------- omissions of facts


def fact_scene(label: Label, reason: Reason) -> tuple[list[Statement], Event, list[Verdict]]:
    """RT and SANA carry a fact, Enab covers the event and gets this verdict on it from both."""
    enab = told("enab-1", "Shelling was heard near Saraqib.", day=1)
    statements = [*CARRIED, enab]
    event = on(*statements)
    evidence = (enab.id,) if label is not Label.OMISSION else ()
    verdicts = [
        Verdict("e1", CARRIED[0].id, "sana", Label.AGREEMENT, Reason("same-claim"), 0.8, (CARRIED[1].id,)),
        Verdict("e1", CARRIED[1].id, "rt", Label.AGREEMENT, Reason("same-claim"), 0.8, (CARRIED[0].id,)),
        Verdict("e1", CARRIED[0].id, "enab", label, reason, 0.7, evidence),
        Verdict("e1", CARRIED[1].id, "enab", label, reason, 0.7, evidence),
    ]
    return statements, event, verdicts


def facts(label: Label, reason: Reason) -> list[Omission]:
    """The omissions of facts of that scene."""
    return [o for o in omissions(*reordered(*fact_scene(label, reason))) if o.fact]


def reordered(
    statements: list[Statement], event: Event, verdicts: list[Verdict]
) -> tuple[Event, list[Statement], list[Verdict]]:
    """The arguments of `omissions`."""
    return event, statements, verdicts


def test_an_outlet_on_the_event_without_the_fact_is_told_once() -> None:
    """A fact that two outlets carry in their own words, and a third does not, is told of the third once."""
    (found,) = facts(Label.OMISSION, Reason("not-addressed", ("nearest 0.20 enab-1:0-32",)))
    assert (found.outlet, found.state) == ("enab", State.ON_EVENT_WITHOUT_FACT)
    assert found.fact in {s.id for s in CARRIED}
    assert found.carriers == ("rt", "sana")
    assert [n.statement for n in found.nearest] == ["enab-1:0-32"]


def test_a_vaguer_form_is_told_as_vaguer() -> None:
    """An outlet with a weaker form of the fact is vaguer, and that form is its evidence."""
    (found,) = facts(Label.COMPATIBLE, Reason("vaguer", ("no figure",)))
    assert (found.outlet, found.state) == ("enab", State.VAGUER)
    assert [n.statement for n in found.nearest] == ["enab-1:0-32"]
    assert "vaguer" in found.sentence


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        (Label.AGREEMENT, Reason("same-claim")),
        (Label.CONTRADICTION, Reason("number", ("8 dead", "6 dead"))),
        (Label.COMPATIBLE, Reason("other-words")),
        (Label.COMPATIBLE, Reason("minimum-updated", ("at least 8 dead", "9 dead"))),
    ],
)
def test_a_fact_that_is_addressed_is_not_omitted(label: Label, reason: Reason) -> None:
    """Agreement, contradiction and another compatible account address the fact: no omission."""
    assert facts(label, reason) == []


def test_a_denial_is_no_omission() -> None:
    """An outlet that says the opposite has addressed the fact: a contradiction, never an omission."""
    assert facts(Label.CONTRADICTION, Reason("denial", ("asserted", "denied"))) == []


def test_a_fact_that_is_answered_in_other_words_of_it_is_not_omitted() -> None:
    """Where the outlet answers one of two statements of the same fact, it is not told to lack the other."""
    for label in (Label.AGREEMENT, Label.COMPATIBLE, Label.CONTRADICTION):
        statements, event, verdicts = fact_scene(Label.OMISSION, Reason("not-addressed"))
        answered = replace(verdicts[3], label=label, reason=Reason(""), evidence=("enab-1:0-32",))
        found = omissions(event, statements, [*verdicts[:3], answered])
        assert [o for o in found if o.fact] == []


def test_a_sentence_that_tells_nothing_is_no_fact() -> None:
    """A statement without a figure, a place, an action or a speaker is not missed in anybody's report."""
    empty = (told("rt-1", "He did not elaborate."), told("sana-1", "He did not elaborate further."))
    _, _, verdicts = fact_scene(Label.OMISSION, Reason("not-addressed"))
    enab = told("enab-1", "Shelling was heard near Saraqib.", day=1)
    ids = dict(zip((s.id for s in CARRIED), (s.id for s in empty), strict=True))
    moved = [replace(v, anchor=ids[v.anchor], evidence=tuple(ids.get(e, e) for e in v.evidence)) for v in verdicts]
    assert [o for o in omissions(on(*empty, enab), [*empty, enab], moved) if o.fact] == []


def test_a_more_exact_figure_is_not_vaguer() -> None:
    """Of dozens and 33, it is dozens that is vaguer."""
    dozens, exact = (
        told(d, text, quantities=(Quantity(0, 6, text.split()[0], low, high, Unit.DEAD, "people"),))
        for d, text, low, high in [
            ("rt-1", "Dozens died near Saraqib.", 24, 99),
            ("enab-1", "33 died near Saraqib.", 33, 33),
        ]
    )
    more = told("sana-1", "Many died near Saraqib.", actions=("death",))
    event = on(dozens, exact, more)

    def vaguer(anchor: Statement, answer: Statement) -> list[str]:
        verdicts = [
            Verdict("e1", anchor.id, answer.outlet, Label.COMPATIBLE, Reason("vaguer", ("x", "y")), 0.7, (answer.id,)),
            Verdict("e1", anchor.id, "sana", Label.AGREEMENT, Reason("same-claim"), 0.7, (more.id,)),
        ]
        found = omissions(event, [dozens, exact, more], verdicts)
        return [o.outlet for o in found if o.state is State.VAGUER]

    assert vaguer(exact, dozens) == ["rt"]
    assert vaguer(dozens, exact) == []


# --------------------------------------------------------------------------- facts that are only claims


def said_by(name: str, statement: Statement) -> Statement:
    """The statement as a claim of a speaker."""
    span = Span(statement.start, statement.start + 1)
    return replace(statement, speaker=Attribution(name, None, "said", Stance.NEUTRAL, span, span, span))


def claims(enab: Statement, sana: Statement = CARRIED[1]) -> list[Omission]:
    """RT and SANA assert a fact, and Enab agrees with this sentence: the omissions of facts."""
    statements = [CARRIED[0], sana, enab]
    verdicts = [
        Verdict("e1", CARRIED[0].id, "sana", Label.AGREEMENT, Reason("same-claim"), 0.8, (sana.id,)),
        Verdict("e1", CARRIED[0].id, "enab", Label.AGREEMENT, Reason("same-claim"), 0.8, (enab.id,)),
    ]
    return [o for o in omissions(on(*statements), statements, verdicts) if o.fact]


CLAIM = said_by("a medic", told("enab-1", f"{SHELLING[:-1]}, a medic said.", day=1))


def test_a_fact_that_an_outlet_carries_as_a_claim_only_is_told_so() -> None:
    """A fact that others assert and an outlet has from a speaker alone is told with that speaker."""
    (found,) = claims(CLAIM)
    assert (found.outlet, found.state, found.fact) == ("enab", State.ONLY_ATTRIBUTED, CARRIED[0].id)
    assert found.carriers == ("rt", "sana")
    assert [(n.statement, n.why) for n in found.nearest] == [(CLAIM.id, "a claim of a medic")]
    assert found.sentence == (
        "Enab Baladi, which published 1 item between 4 and 14 February 2020, carries "
        f"“{SHELLING[:-1]}” only as a claim of a medic; 2 other outlets assert it: RT, SANA."
    )


@pytest.mark.parametrize(
    "enab",
    [
        replace(CLAIM, speaker=None),
        said_by("Enab Baladi", CLAIM),
        said_by("a medic", told("enab-1", "Snow fell all day.", day=1)),
    ],
    ids=["no speaker", "the outlet itself", "another fact of that speaker"],
)
def test_what_is_not_only_a_claim_is_not_told_as_one(enab: Statement) -> None:
    """An outlet's own words, its own voice, and a claim of something else are no claim of this fact."""
    assert claims(enab) == []


def test_a_fact_that_others_have_as_a_claim_too_is_no_omission() -> None:
    """A fact that one outlet alone asserts, and all others attribute, is told of nobody."""
    assert claims(CLAIM, said_by("the army", CARRIED[1])) == []


def test_a_fact_of_one_outlet_accuses_nobody() -> None:
    """What only one outlet says is not omitted by the others."""
    statements, event, _ = fact_scene(Label.OMISSION, Reason(""))
    alone = [Verdict("e1", CARRIED[0].id, o, Label.OMISSION, Reason("not-addressed"), 0.7) for o in ("enab", "sana")]
    assert [o for o in omissions(event, statements, alone) if o.fact] == []


# --------------------------------------------------------------------------- reported silences


def silence_scene(*about: str) -> list[Statement]:
    """Two statements on the event and one that these parties have not spoken of it."""
    text = "They have not commented on the shelling."
    return [*CARRIED, told("wire-1", text, day=1, silence=Silence(0, 10, about))]


def silences(*about: str, more: Sequence[Statement] = ()) -> list[Omission]:
    """The reported silences of that scene."""
    statements = silence_scene(*about)
    return [o for o in omissions(on(*statements), [*statements, *more]) if o.state is State.REPORTED_SILENCE]


def test_a_reported_silence_is_told_for_each_party() -> None:
    """A claim that neither X nor Y has commented is one on X and one on Y, of the outlet that makes it."""
    found = silences("Syrian National Army", "the Turkish military")
    assert [(o.outlet, o.carriers) for o in found] == [("mod", ("wire",)), ("sna", ("wire",))]


def test_a_reported_silence_of_an_outlet_is_checked_against_its_items() -> None:
    """Where we hold the party's own items, their number and the nearest ones are given."""
    (found,) = silences("Turkish military", more=[other("mod-1", 1), other("mod-2", 3)])
    assert found.published == 2
    assert {n.statement.partition(":")[0] for n in found.nearest} == {"mod-1", "mod-2"}
    assert "2 items" in found.sentence


def test_a_reported_silence_of_somebody_unknown_keeps_the_name() -> None:
    """A party in no registry is named as the text names it, and the claim cannot be checked."""
    (found,) = silences("the village council")
    assert found.outlet == "the village council"
    assert (found.published, found.nearest) == (0, ())
    assert "cannot be checked" in found.sentence


# --------------------------------------------------------------------------- sentences


def shown() -> dict[State, Omission]:
    """One omission of each state."""
    statements, event, verdicts = fact_scene(Label.OMISSION, Reason("not-addressed", ("nearest 0.20 x",)))
    late = told("tass-1", day=15)
    days = {"tass-0": 1, "mod-1": 2, "mod-2": 3, "wire-1": -5, "wire-2": 30}
    more = [late, *(other(document, day) for document, day in days.items())]
    more += [told("rt-2", "Nobody commented.", day=1, silence=Silence(0, 6, ("Turkish military",)))]
    full = on(*statements, late, more[-1])
    found = [
        *omissions(full, [*statements, *more], verdicts),
        *facts(Label.COMPATIBLE, Reason("vaguer", ("no figure",))),
    ]
    found += omissions(on(*WIDELY), [*WIDELY, other("wire-1", -5), other("wire-2", 30)])
    return {o.state: o for o in (*found, *claims(CLAIM))}


SHOWN = shown()
TOLD = (
    State.NOT_COLLECTED, State.NOT_PUBLISHING, State.SILENT_ON_EVENT, State.LATE,
    State.ON_EVENT_WITHOUT_FACT, State.VAGUER, State.ONLY_ATTRIBUTED, State.REPORTED_SILENCE,
)  # fmt: skip


@pytest.mark.parametrize("state", TOLD)
def test_the_sentence_of_an_omission_names_the_outlet(state: State) -> None:
    """An omission's sentence is one sentence that names the outlet as its registry does."""
    name = {o.id: o.name for o in OUTLETS}[SHOWN[state].outlet]
    assert name in SHOWN[state].sentence
    assert SHOWN[state].sentence.endswith(".")
    assert "\n" not in SHOWN[state].sentence


@pytest.mark.parametrize("state", TOLD)
def test_the_sentence_of_an_omission_has_its_count(state: State) -> None:
    """A sentence says how many items were published, or how many outlets carry it."""
    found = SHOWN[state]
    n = len(found.carriers)
    counts = {f"{found.published} item", f"{n} other outlet", f"{n} of {found.others} other outlets"}
    assert any(count in found.sentence for count in counts)


@pytest.mark.parametrize("state", TOLD)
def test_the_sentence_of_an_omission_has_its_dates(state: State) -> None:
    """A sentence says of which days it speaks, with the year."""
    assert f"{SHOWN[state].last:%B %Y}" in SHOWN[state].sentence


def test_the_sentence_of_a_silence_reads_as_one_says_it() -> None:
    """A silence reads in one breath: who, how many items, when, what, and who carries it."""
    silent = {o.state: o for o in omissions(on(*CARRIED), [*CARRIED, other("wire-1", 1)])}[State.SILENT_ON_EVENT]
    assert silent.sentence == (
        "Independent wire, which published 1 item between 4 and 14 February 2020, does not mention "
        f"“{SHELLING[:-1]}”; 2 other outlets do: RT, SANA."
    )


def test_the_sentence_of_a_late_mention_has_its_lag() -> None:
    """A late mention is told with its day and how long after the window it came."""
    assert "first on 19 February 2020, 5 days after the window; " in SHOWN[State.LATE].sentence


def test_outlets_of_fewer_voices_are_told_as_such() -> None:
    """Where outlets that carry it share an owner, the sentence counts the independent voices too."""
    said = (told("rt-1"), told("tass-1"), told("sana-1"))
    (found,) = (o for o in omissions(on(*said), [*said, other("wire-1", 1)]) if o.outlet == "wire")
    assert found.sentence.endswith("; 3 other outlets (2 independent) do: RT, SANA, TASS.")


def test_a_window_of_one_day_reads_as_a_day() -> None:
    """Where the window is one day, the sentence says "on", not "between"."""
    found = omissions(
        on(*CARRIED), [*CARRIED, other("wire-1", 0)], settings=replace(Settings(window_days=10), window_days=0)
    )
    (silent,) = (o for o in found if o.outlet == "wire")
    assert silent.sentence.startswith("Independent wire, which published 1 item on 4 February 2020, does not mention")


def test_the_dates_of_a_window_say_what_differs() -> None:
    """Day, month and year are said once where both ends have the same, and twice where not."""
    ends = [(0, 7), (0, 27), (-50, 0)]
    told_days = [coverage.days_of(DAY + timedelta(days=a), DAY + timedelta(days=b)) for a, b in ends]
    assert told_days == [
        "between 4 and 11 February 2020",
        "between 4 February and 2 March 2020",
        "between 16 December 2019 and 4 February 2020",
    ]


def test_an_outlet_that_was_not_collected_is_not_accused() -> None:
    """The sentence on an outlet of which nothing is held says that nothing can be said."""
    assert "nothing can be said" in SHOWN[State.NOT_COLLECTED].sentence
    assert SHOWN[State.NOT_COLLECTED].nearest == ()


def test_a_long_fact_is_shortened_with_an_ellipsis() -> None:
    """A long statement is cut at a word; a short one stays whole, without its full stop."""
    assert coverage.shorten("word " * 60).endswith("word …")
    assert coverage.shorten("Eight died.") == "Eight died"


def test_how_likely_a_miss_is_stays_open_where_it_is_not_known() -> None:
    """Where completeness or recall is unknown, no probability is given."""
    assert {o.miss for o in SHOWN.values()} == {None}


# --------------------------------------------------------------------------- why a near statement is no match

IDLIB = Place(0, 1, "Idlib", "dlb")
SARAQIB, TARTUS = Place(0, 1, "Saraqib", "srqb", ("dlb",)), Place(0, 1, "Tartus", "trts")


@pytest.mark.parametrize(
    ("near", "why"),
    [
        (told("wire-1", places=(TARTUS,)), "other place: Tartus"),
        (told("wire-1", day=3, places=(SARAQIB,)), "other time: 7 February 2020"),
        (told("wire-1", places=(SARAQIB,), actions=("talks",)), "other action: talks"),
        (told("wire-1", places=(IDLIB,), actions=("attack",)), "does not say it"),
        (told("wire-1"), "does not say it"),
    ],
    ids=["place", "time", "action", "larger place", "nothing told"],
)
def test_why_a_near_statement_was_rejected(near: Statement, why: str) -> None:
    """The first of place, time and action that differs is named; a place within the other does not differ."""
    assert coverage.why_not(told("rt-1", places=(SARAQIB,), actions=("attack",)), near) == why


def test_parties_alone_reject_nothing() -> None:
    """Other parties in a statement are no reason by themselves."""
    army = Participant(0, 1, "army", "army")
    assert coverage.why_not(told("rt-1", actors=(army,)), told("wire-1")) == "does not say it"
