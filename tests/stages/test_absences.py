"""Absences weighed: how likely a miss is, what is expected, what many of them show, what was collected."""

import warnings
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from conftest import DAY
from hypothesis import given
from hypothesis import strategies as st
from test_coverage import CARRIED, OUTLETS, SPEAKERS, WIDELY, fact_scene, on, other, survey, told

from compare.settings import Settings
from compare.stages import coverage
from compare.stages.coverage import pattern as passing
from compare.stages.coverage import probability
from compare.stages.coverage.probability import Occasion, Search, Share
from compare.types import Corpus, Document, Drop, Event, Label, Omission, Reason, Statement, Verdict

COUNTED = Settings(
    window_days=10,
    facts_found=80,
    facts_mentioned=100,
    facts_mistaken=30,
    facts_absent=100,
    events_found=90,
    events_mentioned=100,
    events_mistaken=10,
    events_absent=100,
)
SHARES = st.floats(0, 1)


def omissions(event: Event, statements: list[Statement], settings: Settings = COUNTED, **complete: float):
    """Omissions and their count; the outlets named hold that share of their output."""
    scene = survey(statements, settings)
    shelves = {
        o: replace(shelf, outlet=replace(shelf.outlet, completeness=complete.get(o)))
        for o, shelf in scene.shelves.items()
    }
    scene = replace(scene, shelves=shelves)
    return coverage.omit(coverage.cover((event,), (), scene), (), scene)


def silent(settings: Settings = COUNTED, **complete: float) -> Omission:
    """The wire, silent on an event that two others carry."""
    statements = [*CARRIED, other("wire-1", 1)]
    return next(o for o in omissions(on(*CARRIED), statements, settings, **complete)[0] if o.outlet == "wire")


# --------------------------------------------------------------------------- the formula


def test_the_formula_is_that_of_the_design() -> None:
    """P = π(1 − c·r) / (π(1 − c·r) + (1 − π)(1 − φ))."""
    assert probability.posterior(0.6, 0.5 * 0.8, 0.3) == pytest.approx(0.6 * 0.6 / (0.6 * 0.6 + 0.4 * 0.7))


@given(SHARES, SHARES, SHARES)
def test_a_miss_has_a_probability(prior: float, reached: float, mistaken: float) -> None:
    """Whatever the rates, the result lies between 0 and 1."""
    assert 0 <= probability.posterior(prior, reached, mistaken) <= 1


def test_a_search_that_finds_all_misses_nothing() -> None:
    """Where all is held and all is found, nothing found means nothing there."""
    assert probability.posterior(0.9, 1.0, 0.2) == 0


def test_the_less_we_hold_the_likelier_a_miss() -> None:
    """A smaller completeness makes a miss more likely, never less."""
    chances = [silent(wire=c).miss for c in (1.0, 0.6, 0.2)]
    assert chances == sorted(chances)
    assert len(set(chances)) == 3


def test_a_miss_lies_within_its_interval() -> None:
    """The interval of the recall gives the ends of that of the miss."""
    found = silent(wire=0.8)
    assert found.miss_low < found.miss < found.miss_high


@pytest.mark.parametrize(
    ("settings", "complete"),
    [(COUNTED, {}), (Settings(window_days=10), {"wire": 1.0})],
    ids=["completeness unknown", "recall unknown"],
)
def test_where_completeness_or_recall_is_unknown_nobody_can_say(settings: Settings, complete: dict) -> None:
    """Without c, or without r and φ, no probability is told, and the omission is told all the same."""
    if settings is not COUNTED:
        settings = replace(settings, events_mentioned=0, events_found=0, events_absent=0, events_mistaken=0)
    found = silent(settings, **complete)
    assert (found.miss, found.miss_low, found.miss_high) == (None, None, None)


def test_an_omission_that_we_likelier_missed_is_not_told() -> None:
    """Above the threshold of the setting it is counted with its reason in place of being told."""
    statements = [*CARRIED, other("wire-1", 1)]
    told_, count = omissions(on(*CARRIED), statements, replace(COUNTED, report_miss=0.0), wire=0.5)
    assert "wire" not in {o.outlet for o in told_}
    assert dict(count.drops)["more likely missed by us"] == 1


def test_the_interval_is_that_of_clopper_and_pearson() -> None:
    """8 of 10 is 0.444 to 0.975, as in their tables; nothing of nothing has none."""
    assert Share(8, 10).interval == pytest.approx((0.4439, 0.9748), abs=1e-4)
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


# --------------------------------------------------------------------------- what is expected


def history(**carried: str) -> probability.History:
    """The histories of outlets from strings of 1 (carried) and 0."""
    occasions = [Occasion(o, "e", None, "event", 2, c == "1") for o, marks in carried.items() for c in marks]
    return probability.history(occasions, Search(Share(9, 10), Share(1, 10)))


def absent(outlet: str, voices: int = 2) -> Occasion:
    """One more occasion of that outlet, not carried."""
    return Occasion(outlet, "e", None, "event", voices, False)


def test_an_outlet_that_carries_more_is_expected_to() -> None:
    """Outlets are ordered by their own history, and each lies between its own rate and that of all."""
    past = history(often="1" * 18 + "00", seldom="11" + "0" * 18, new="1")
    often, seldom, unknown = (past.prior(absent(o)) for o in ("often", "seldom", "nobody"))
    assert seldom < unknown < often
    assert often < 18 / 19 + 0.01


def test_outlets_that_do_not_differ_are_expected_alike() -> None:
    """Where the rates of all outlets are the same, little is left of each one's own."""
    past = history(a="10" * 10, b="01" * 10, c="10" * 10)
    assert past.prior(absent("a")) == pytest.approx(past.prior(absent("nobody")), abs=0.03)


def test_without_any_history_the_chances_are_even() -> None:
    """Things of a kind and size that nobody ever could carry have a prior of one half."""
    assert history(a="10").prior(absent("a", voices=1)) == 0.5


@given(st.floats(0.01, 0.98))
def test_a_surprise_grows_with_what_was_expected(prior: float) -> None:
    """The likelier a mention was, the more of a surprise its absence is; none is below 0 bits."""
    assert 0 <= probability.surprise(prior) < probability.surprise(prior + 0.01)


# --------------------------------------------------------------------------- conservation


def test_every_absence_is_told_or_counted() -> None:
    """What is absent is told or left unreported with a reason; the numbers add up."""
    statements, event, verdicts = fact_scene(Label.OMISSION, Reason("not-addressed"))
    statements = [*statements, other("wire-1", 1), told("tass-1", day=30)]
    scene = survey(statements, COUNTED)
    found, count = coverage.omit(coverage.cover((event,), verdicts, scene), verdicts, scene)
    assert (count.stage, count.left) == ("coverage", len(found))
    assert count.entered == count.left + sum(n for _, n in count.drops)
    assert count.entered > count.left


def test_few_independent_voices_are_under_the_threshold() -> None:
    """What fewer independent voices carry than the setting says is counted, not told."""
    statements = [*WIDELY, other("wire-1", 1)]
    many, _ = omissions(on(*WIDELY), statements, replace(COUNTED, report_voices=3))
    none, count = omissions(on(*WIDELY), statements, replace(COUNTED, report_voices=4))
    assert "wire" in {o.outlet for o in many}
    assert none == ()
    assert dict(count.drops)["few independent voices carry it"] >= 1


# --------------------------------------------------------------------------- what else it may be


def test_a_later_statement_near_to_it_is_told() -> None:
    """An outlet that says nearly the same after the window may be late, and is told so."""
    statements = [*CARRIED, other("wire-1", 1), told("wire-2", day=15)]
    found, _ = omissions(on(*CARRIED), statements)
    (wire,) = (o for o in found if o.outlet == "wire")
    assert "late: it says something near to it on 19 February 2020" in wire.explanations
    found, _ = omissions(on(*CARRIED), [*CARRIED, other("wire-1", 1), told("wire-2", day=60)])
    (wire,) = (o for o in found if o.outlet == "wire")
    assert not any(text.startswith("late") for text in wire.explanations)  # months later it is another story


def test_a_language_that_we_do_not_hold_is_told() -> None:
    """An outlet that also publishes in a language of which nothing is held may have said it there."""
    statements = [*CARRIED, other("wire-1", 1)]
    scene = survey(statements, COUNTED)
    wire = scene.shelves["wire"]
    shelf = replace(wire, outlet=replace(wire.outlet, languages=("en", "ar")))
    scene = replace(scene, shelves={**scene.shelves, "wire": shelf})
    found, _ = coverage.omit(coverage.cover((on(*CARRIED),), (), scene), (), scene)
    (gap,) = (o for o in found if o.outlet == "wire")
    assert "it also publishes in ar, of which we hold nothing" in gap.explanations


# --------------------------------------------------------------------------- the reverse


def alone(*labels: Label) -> list[str]:
    """The outlets that alone have a fact, where SANA and Enab answer RT's statement so."""
    statements = [*CARRIED, told("enab-1", "Snow fell.", actions=("weather",))]
    answers = zip(("sana", "enab"), labels, (CARRIED[1].id, statements[2].id), strict=True)
    verdicts = [
        Verdict("e1", CARRIED[0].id, o, label, Reason(""), 0.8, () if label is Label.OMISSION else (e,))
        for o, label, e in answers
    ]
    scene = survey(statements, COUNTED)
    events = coverage.cover((on(*statements),), verdicts, scene)
    return [e.outlet for e in coverage.exclusive(events, verdicts, scene)]


def test_a_fact_that_no_other_outlet_answers_is_exclusive() -> None:
    """A fact is one outlet's own where all the others on the event leave it open."""
    assert alone(Label.OMISSION, Label.OMISSION) == ["rt"]
    assert alone(Label.OMISSION, Label.AGREEMENT) == []
    assert alone(Label.CONTRADICTION, Label.OMISSION) == []


# --------------------------------------------------------------------------- unsure answers


@pytest.mark.parametrize(
    ("label", "probability_", "absence", "is_open"),
    [
        (Label.AGREEMENT, 0.35, 0.3, True),
        (Label.AGREEMENT, 0.7, 0.3, False),
        (Label.AGREEMENT, 0.45, 0.05, False),
        (Label.CONTRADICTION, 0.35, 0.3, False),
        (Label.OMISSION, 0.9, 0.9, True),
    ],
    ids=["unsure", "sure", "hardly silent", "a denial", "an omission"],
)
def test_an_unsure_answer_leaves_a_fact_open(label: Label, probability_: float, absence: float, is_open: bool) -> None:
    """An answer below one half, beside a fair chance of silence, answers nothing; a contradiction always does."""
    from compare.stages.coverage.facts import unanswered

    verdict = Verdict("e1", CARRIED[0].id, "enab", label, Reason(""), probability_, (), absence)
    assert unanswered(verdict, survey(CARRIED)) is is_open


# --------------------------------------------------------------------------- patterns


def test_the_stratified_test_gives_the_textbook_odds() -> None:
    """Two strata of the same odds have those odds together; no difference has p of 1."""
    stratum = passing._Stratum
    odds, p = passing.mantel_haenszel([stratum(10, 20, 5, 20), stratum(20, 40, 10, 40)])
    assert odds == pytest.approx(3.0)
    assert 0 < p < 0.05
    assert passing.mantel_haenszel([stratum(5, 10, 5, 10)]) == (1.0, pytest.approx(1.0))


def test_small_tables_are_tested_without_a_warning() -> None:
    """Three occasions in all have a variance, and nothing of it reaches the user's terminal as a warning."""
    stratum = passing._Stratum
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert 0 <= passing.mantel_haenszel([stratum(1, 1, 1, 2), stratum(0, 1, 1, 1)])[1] <= 1


def test_an_outlet_that_passes_over_a_kind_of_fact_is_a_pattern() -> None:
    """An outlet that leaves out on many events what the others carry stands first, with the facts it leaves out."""
    from compare.types import Participant

    army = Participant(0, 1, "army", "army")
    facts = [told(f"rt-{i}", f"Strike {i}.", actors=(army,)) for i in range(6)]
    scene = survey(facts, COUNTED)
    occasions = [
        Occasion(outlet, f"e{i}", fact.id, "other", 2, outlet != "sana")
        for i, fact in enumerate(facts)
        for outlet in ("sana", "enab", "wire", "mod")
    ]
    first = coverage.patterns(occasions, scene)[0]
    assert (first.outlet, first.subject, first.carried, first.chances) == ("sana", "actor: army", 0, 6)
    assert (first.others_carried, first.others_chances, first.events) == (18, 18, 6)
    assert set(first.facts) == {f.id for f in facts}
    assert first.p <= first.q <= 1


def test_tallies_expect_what_the_others_do() -> None:
    """Expected is the others' rate for as many chances; each occasion is counted once."""
    occasions = [Occasion(o, f"e{i}", None, "event", 2, o != "sana") for i in range(4) for o in ("sana", "rt", "enab")]
    rows = {t.outlet: t for t in coverage.tallies(occasions)}
    assert (rows["sana"].carried, rows["sana"].chances, rows["sana"].expected) == (0, 4, 4.0)
    assert (rows["rt"].carried, rows["rt"].expected) == (4, 2.0)
    assert all(t.low <= t.carried <= t.high for t in rows.values())


# --------------------------------------------------------------------------- what was collected


def test_every_outlet_has_a_record_for_every_month() -> None:
    """Documents are counted once, outlets without any have records too, refused and failed ones are named."""
    documents = tuple(
        Document(
            f"rt-{m}", "rt", "", "Text.", datetime(2020, m, 4, 9, tzinfo=UTC), fetched=datetime(2020, 5, m, tzinfo=UTC)
        )
        for m in (2, 3)
    )
    refused = (Drop("corpus", "empty_text", outlet="sana"), Drop("corpus", "not_json"))
    rows = coverage.collect(Corpus(OUTLETS, SPEAKERS, documents, ""), refused, (told("rt-2"),))
    assert len(rows) == 2 * len(OUTLETS)
    assert sum(r.documents for r in rows) == len(documents)
    assert [(r.outlet, r.failed) for r in rows if r.failed] == [("rt", 1)]
    assert [(r.outlet, r.refused) for r in rows if r.refused] == [("sana", 1)]
    (february,) = (r for r in rows if r.outlet == "rt" and r.first.month == 2)
    assert (february.first, february.last.day) == (DAY.replace(day=1), 29)
    assert february.fetched_first == february.fetched_last


def test_a_refused_record_tells_its_outlet(tmp_path) -> None:
    """A record that is refused for another reason keeps the outlet that it names, where that is known."""
    from datetime import date

    from compare.corpus import read

    (tmp_path / "outlets.toml").write_text('[[outlet]]\nid = "rt"\nname = "RT"\n', encoding="utf-8")
    lines = ['{"id": "1", "outlet": "rt", "text": " ", "published": "2020-02-04"}', '{"id": "2", "outlet": "x"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, drops = read(tmp_path, today=date(2021, 1, 1))
    assert [d.outlet for d in drops] == ["rt", None]
