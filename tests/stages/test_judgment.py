"""Judgment: who is asked what, what is shown as evidence, how a verdict is told, and what a revision is.

The reasons are tested with scorers that always answer one label, so that no training changes them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product

import numpy as np
import pytest
from conftest import DAY, make_event, make_statement, make_table

from compare.comparison import Links, Matrix, Rows, Table
from compare.errors import ModelError
from compare.pipeline import Doors
from compare.scorer import Scorer
from compare.settings import Settings
from compare.stages import alignment, judgment
from compare.types import (
    Attribution,
    Event,
    Label,
    Modality,
    Participant,
    Place,
    Polarity,
    Quantity,
    Reason,
    Revision,
    Scope,
    Slots,
    Span,
    Stance,
    Statement,
    Unit,
    Verdict,
    When,
)

LABELS = tuple(str(label) for label in Label)


def told(document: str, start: int, text: str, *, day: int = 0, by: str | None = None, **slots: object) -> Statement:
    """A statement told, and happening, some days after 4 February, perhaps charged to a speaker."""
    moment = DAY + timedelta(days=day)
    speaker = by and Attribution(by, by, "said", Stance.NEUTRAL, None, None, Span(start, start + len(text)))
    when = slots.pop("when", When(moment, moment))
    return make_statement(
        document, start, text, day=moment, published=moment, speaker=speaker, slots=Slots(when, **slots)
    )


def count(low: float, high: float | None, unit: Unit = Unit.DEAD, whose: str = "people", **more: object) -> Quantity:
    """A quantity of a statement."""
    return Quantity(0, 1, f"{low:g}", low, high, unit, whose, **more)


def always(label: str, features: Sequence[str], labels: Sequence[str] = LABELS) -> Scorer:
    """A scorer that answers one label whatever it sees."""
    zeros = (0.0,) * len(features)
    bias = tuple(2.0 if name == label else 0.0 for name in labels)
    return Scorer(tuple(labels), tuple(features), zeros, (1.0,) * len(features), (zeros,) * len(labels), bias)


def by_cosine() -> Scorer:
    """A relevance scorer that ranks by the cosine of the sentences alone."""
    scorer = always("no", judgment.PAIR_FEATURES, ("evidence", "no"))
    weights = tuple(6.0 if name == "cosine" else 0.0 for name in judgment.PAIR_FEATURES)
    return replace(scorer, weights=(weights, scorer.weights[1]))


def even() -> judgment.Certainty:
    """Scorers of certainty that believe a verdict rather than not, whatever they see."""
    occurrence = always("same", judgment.OCCURRENCE_FEATURES, ("other", "same"))
    return judgment.Certainty(occurrence, always("right", judgment.TOLD_FEATURES, ("wrong", "right")))


def alike(a: Rows, b: Rows) -> Matrix:
    """Any two sentences are as likely as not on one occurrence."""
    return np.full(len(a), 0.5, dtype=np.float32)


NO_LINKS = Links(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


def ask(table: Table, *events: Event, links: Links = NO_LINKS) -> tuple[judgment.Question, ...]:
    """The questions on these events, on one event of all statements where none is given."""
    return judgment.questions(events or (make_event("e1", table.statements),), table, links, Settings())


def answer(asked: Sequence[judgment.Question], table: Table, doors: Doors) -> tuple[Verdict, ...]:
    """The verdicts of the shipped scorers."""
    occurrence = partial(alignment.score, table, scorer=doors.same_event)
    return judgment.judge(asked, table, doors.judges, occurrence)


def judge(statements: Iterable[Statement], label: Label, event: Event | None = None) -> tuple[Verdict, ...]:
    """All verdicts on one event of these statements by a scorer that always answers this label."""
    table = make_table(statements)
    event = event or make_event("e1", table.statements)
    scorer = always(label, judgment.VERDICT_FEATURES)
    return judgment.judge(ask(table, event), table, judgment.Judges(by_cosine(), scorer, scorer, even()), alike)


def reason(one: Statement, other: Statement, label: Label) -> str:
    """The reason of the verdict on the first statement."""
    (found,) = (v for v in judge((one, other), label) if v.anchor == one.id)
    return str(found.reason)


# --------------------------------------------------------------------------- questions


def three_outlets() -> Table:
    """RT with two documents, SANA and TASS with one each."""
    return make_table(
        [
            told("rt-1", 0, "Shelling killed eight near Saraqib."),
            told("rt-1", 50, "The road is closed."),
            told("rt-2", 0, "The road is open again."),
            told("sana-1", 0, "Eight died near Saraqib."),
            told("tass-1", 0, "A fair opened in Tartus."),
        ]
    )


def test_each_statement_is_asked_of_each_other_outlet_on_the_event() -> None:
    """Statements of an event times the other outlets with a document on it: so many questions."""
    table = three_outlets()
    event = make_event("e1", table.statements)
    asked = ask(table, event)
    wanted = {(i, o) for i, o in product(range(5), ("rt", "sana", "tass")) if table.statements[i].outlet != o}
    assert {(q.anchor, q.target) for q in asked} == wanted
    assert len(asked) == len(wanted)


def test_an_outlet_without_a_document_on_or_near_the_event_is_not_asked() -> None:
    """Who has no document on the event, and none linked to it, is not asked: its silence is of the event."""
    table = three_outlets()
    event = make_event("e1", (table.statements[0], table.statements[3]))
    assert {q.target for q in ask(table, event)} == {"rt", "sana"}


def test_all_sentences_of_a_document_on_the_event_are_searched() -> None:
    """A sentence that was sorted into another event is still searched before anything is called omitted."""
    table = three_outlets()
    event = make_event("e1", (table.statements[0], table.statements[3]))
    asked = {table.statements[q.anchor].outlet: q for q in ask(table, event)}
    assert [table.statements[i].id for i in asked["sana"].candidates] == ["rt-1:0-35", "rt-1:50-69"]


def linked(one: int, other: int, likeness: float) -> Links:
    """One link."""
    return Links(np.array([one]), np.array([other]), np.array([likeness], dtype=np.float32))


@pytest.mark.parametrize(("likeness", "asked"), [(0.9, {"rt", "sana", "tass"}), (0.01, {"rt", "sana"})])
def test_a_linked_document_is_searched_too(likeness: float, asked: set[str]) -> None:
    """A document in another event is searched where a link joins it to this one, and not for a weak link."""
    table = three_outlets()
    events = (
        make_event("e1", (table.statements[0], table.statements[3])),
        make_event("e2", (*table.statements[1:3], table.statements[4])),
    )
    found = [q for q in ask(table, *events, links=linked(0, 4, likeness)) if q.event == "e1"]
    assert {q.target for q in found} == asked


def test_verdicts_are_only_of_outlets_that_cover_the_event() -> None:
    """No verdict is left of an outlet that neither has a document on the event nor answers."""
    table = three_outlets()
    event = make_event("e1", (table.statements[0], table.statements[3]))
    anchor, answered = table.statements[0].id, (table.statements[4].id,)
    on = Verdict("e1", anchor, "sana", Label.OMISSION, Reason("not-addressed"), 0.8)
    silent = Verdict("e1", anchor, "tass", Label.OMISSION, Reason("not-addressed"), 0.8)
    answers = Verdict("e1", table.statements[3].id, "tass", Label.COMPATIBLE, Reason("other-words"), 0.8, answered)
    assert judgment.covering((on, silent), (event,), table, Settings()) == (on,)
    assert judgment.covering((on, silent, answers), (event,), table, Settings()) == (on, silent, answers)


@pytest.mark.parametrize(
    ("label", "answer", "occurrence", "covers"),
    [
        (Label.AGREEMENT, 0.9, 0.9, True),
        (Label.AGREEMENT, 0.9, 0.01, False),
        (Label.COMPATIBLE, 0.02, 0.9, False),
        (Label.OMISSION, 0.9, 0.9, False),
    ],
    ids=["answers on the event", "answers on another event", "hardly answers", "does not answer"],
)
def test_an_outlet_covers_an_event_where_it_answers_on_the_same_occurrence(
    label: Label, answer: float, occurrence: float, covers: bool
) -> None:
    """An answer about another event is no coverage of this one, however sure it is, and silence is none."""
    table = three_outlets()
    event = make_event("e1", (table.statements[0], table.statements[3]))
    evidence = () if label is Label.OMISSION else (table.statements[4].id,)
    told = Verdict(
        "e1", table.statements[0].id, "tass", label, Reason("number"), answer, evidence, None, None, occurrence
    )
    assert bool(judgment.covering((told,), (event,), table, Settings())) is covers


def test_no_event_gives_no_question() -> None:
    """Nothing is asked where nothing happened, nor of an event of one outlet."""
    table = three_outlets()
    assert judgment.questions((), table, NO_LINKS, Settings()) == ()
    assert ask(table, make_event("e1", table.statements[:3])) == ()


# --------------------------------------------------------------------------- verdicts


@pytest.fixture(scope="module")
def verdicts(doors: Doors) -> tuple[Verdict, ...]:
    """The verdicts of the shipped scorers on an event of three outlets."""
    table = three_outlets()
    asked = ask(table)
    return answer(asked, table, doors)


def test_evidence_is_of_the_target(verdicts: tuple[Verdict, ...]) -> None:
    """The sentences shown for a verdict are the target's, each once."""
    assert {e.partition("-")[0] == v.target for v in verdicts for e in v.evidence} <= {True}
    assert [v for v in verdicts if len(set(v.evidence)) != len(v.evidence)] == []


def test_only_an_omission_is_without_evidence(verdicts: tuple[Verdict, ...]) -> None:
    """Agreement, compatible and contradiction show one sentence at least; an omission shows none."""
    assert [v for v in verdicts if bool(v.evidence) == (v.label is Label.OMISSION)] == []
    for label in Label:
        found = judge(three_outlets().statements, label)
        assert {bool(v.evidence) for v in found} == {label is not Label.OMISSION}


def test_at_most_three_sentences_are_shown() -> None:
    """However many sentences the target has, three at most are shown."""
    many = [told("rt-1", 40 * i, "Shelling killed eight near Saraqib.") for i in range(8)]
    anchor = told("sana-1", 0, "Shelling killed eight near Saraqib.")
    found = [v for v in judge([*many, anchor], Label.AGREEMENT) if v.anchor == anchor.id]
    assert [len(v.evidence) for v in found] == [3]


def test_probabilities_lie_in_0_to_1(verdicts: tuple[Verdict, ...]) -> None:
    """The probability of a label is that of the likeliest of four: from a quarter to one."""
    assert [v for v in verdicts if not 0.25 <= v.probability <= 1] == []


def test_a_verdict_does_not_depend_on_the_other_questions(doors: Doors) -> None:
    """A question asked alone, or last, gets the same answer."""
    table = three_outlets()
    asked = ask(table)
    together = answer(asked, table, doors)
    alone = [answer((q,), table, doors)[0] for q in asked]
    reverse = answer(asked[::-1], table, doors)[::-1]
    assert together == tuple(alone) == reverse


def test_the_same_sentence_is_agreement(doors: Doors) -> None:
    """An outlet that says the sentence word for word agrees, and that sentence is the first evidence."""
    text = "Shelling near Saraqib killed eight soldiers on Tuesday."
    slots = {"quantities": (count(8, 8, whose="soldiers"),), "actions": ("attack", "death")}
    one, other = told("rt-1", 0, text, **slots), told("sana-1", 30, text, **slots)
    table = make_table((one, other, told("sana-1", 0, "Snow fell on the pass.")))
    asked = ask(table)
    found = {(v.anchor, v.target): v for v in answer(asked, table, doors)}
    assert found[one.id, "sana"].label is Label.AGREEMENT
    assert found[one.id, "sana"].evidence[0] == other.id


def test_a_negation_word_alone_is_no_contradiction(doors: Doors) -> None:
    """A "no" in a sentence on something else does not contradict."""
    one = told("rt-1", 0, "The road to Saraqib is closed to all traffic.")
    other = told("sana-1", 0, "There was no rain on the road to Saraqib.")
    table = make_table((one, other))
    asked = ask(table)
    labels = {v.label for v in answer(asked, table, doors)}
    assert Label.CONTRADICTION not in labels


def test_another_wording_without_a_figure_is_no_contradiction(doors: Doors) -> None:
    """A difference of tone is no contradiction."""
    one = told("rt-1", 0, "Heroic troops liberated the town of Saraqib.", actions=("capture",))
    other = told("sana-1", 0, "Troops brutally seized the town of Saraqib.", actions=("capture",))
    table = make_table((one, other))
    asked = ask(table)
    labels = {v.label for v in answer(asked, table, doors)}
    assert Label.CONTRADICTION not in labels


def test_scorers_trained_on_other_features_are_refused(doors: Doors) -> None:
    """A scorer with other features is refused, also where nothing is asked."""
    table = three_outlets()
    with pytest.raises(ModelError, match="make train-scorers"):
        judgment.judge((), table, replace(doors.judges, relevance=doors.verdict), alike)
    with pytest.raises(ModelError, match="make train-scorers"):
        judgment.judge((), table, replace(doors.judges, verdict=doors.relevance), alike)
    with pytest.raises(ModelError, match="make train-scorers"):
        judgment.judge((), table, replace(doors.judges, certainty=judgment.Certainty(doors.told, doors.told)), alike)


def test_features_have_a_name_each_and_are_finite(doors: Doors) -> None:
    """Both matrices have one column for each name, and no column is infinite, whatever the figures."""
    wide = (count(0, None), count(0, 0), count(1e9, None, Unit.DISPLACED))
    table = make_table([told("rt-1", 0, "!", quantities=wide), told("sana-1", 0, "?", quantities=wide)])
    (question, _) = ask(table)
    ranked = judgment.rank(question, *judgment.compared((question,), table, alike), doors.relevance)
    assert ranked.features.shape == (1, len(judgment.PAIR_FEATURES))
    row = judgment.verdict_features(question, ranked, table)
    assert row.shape == (len(judgment.VERDICT_FEATURES),)
    assert np.isfinite(ranked.features).all()
    assert np.isfinite(row).all()


def test_candidates_are_ranked_by_relevance_then_place() -> None:
    """The most relevant sentence comes first; of equal ones the first in the table; none is lost."""
    text = "Shelling killed eight near Saraqib."
    same = [told("rt-1", 0, "A fair opened."), told("rt-1", 50, text), told("rt-2", 0, text)]
    table = make_table([*same, told("sana-1", 0, text)])
    (question,) = (q for q in ask(table) if q.target == "rt")
    ranked = judgment.rank(question, *judgment.compared((question,), table, alike), by_cosine())
    assert ranked.rows == (1, 2, 0)
    assert list(ranked.relevance) == sorted(ranked.relevance, reverse=True)


# --------------------------------------------------------------------------- reasons

EIGHT, SIX = (count(8, 8, whose="soldiers"),), (count(6, 6, whose="soldiers"),)
ARMY, REBELS = Participant(0, 1, "Syrian army", "syria"), Participant(0, 1, "rebels", "rebels")
SARAQIB = Place(0, 1, "Saraqib", "srqb")
WEEK = DAY + timedelta(7)


def pair(one: dict[str, object], other: dict[str, object]) -> tuple[Statement, Statement]:
    """Two statements of two outlets with these slots."""
    return told("rt-1", 0, "Soldiers died in shelling.", **one), told("sana-1", 0, "Soldiers died in a clash.", **other)


@pytest.mark.parametrize(
    ("one", "other", "label", "code"),
    [
        (
            {"quantities": EIGHT},
            {"quantities": EIGHT},
            Label.AGREEMENT,
            "number: 8 soldiers dead v 8 soldiers dead",
        ),
        (
            {"quantities": EIGHT},
            {"quantities": SIX},
            Label.CONTRADICTION,
            "number: 8 soldiers dead v 6 soldiers dead",
        ),
        (
            {"quantities": (count(58, None),)},
            {"quantities": (count(86, 86),)},
            Label.COMPATIBLE,
            "minimum-updated: at least 58 dead v 86 dead",
        ),
        (
            {"quantities": (count(33, 33),)},
            {"quantities": (count(24, 99),)},
            Label.COMPATIBLE,
            "vaguer: 33 dead v 24 to 99 dead",
        ),
        ({"quantities": EIGHT}, {}, Label.COMPATIBLE, "vaguer: no figure"),
    ],
    ids=["equal", "number", "minimum-updated", "vaguer", "no figure"],
)
def test_a_reason_names_what_decides(one: dict[str, object], other: dict[str, object], label: Label, code: str) -> None:
    """A reason is a short code with the values of both sides."""
    assert reason(*pair(one, other), label) == code


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        (Label.AGREEMENT, {"number", "same-claim"}),
        (Label.COMPATIBLE, {"minimum-updated", "vaguer", "other-words"}),
        (Label.CONTRADICTION, {"number", "minimum-updated", "vaguer", "same-claim", "other-words"}),
        (Label.OMISSION, {"not-addressed"}),
    ],
    ids=LABELS[:4],
)
def test_a_reason_never_says_the_opposite_of_its_label(label: Label, codes: set[str]) -> None:
    """Whatever the slots, the code fits the label."""
    choices = ({}, {"quantities": EIGHT}, {"quantities": SIX}, {"actors": (ARMY,), "places": (SARAQIB,)})
    reasons = {reason(*pair(one, other), label) for one, other in product(choices, choices)}
    assert {r.partition(":")[0] for r in reasons} <= codes


DOWNED = "{} shot down the helicopter over the plain near Nayrab on Tuesday morning."
DEED = {"actions": ("downing",)}


def deeds(one: dict[str, object], other: dict[str, object]) -> tuple[Statement, Statement]:
    """Two statements of one deed in nearly the same words."""
    return told("rt-1", 0, DOWNED.format("The army"), **DEED, **one), told(
        "sana-1", 0, DOWNED.format("The rebels"), **DEED, **other
    )


@pytest.mark.parametrize("label", [Label.AGREEMENT, Label.CONTRADICTION])
def test_slots_alone_tell_one_deed_of_two_actors(label: Label) -> None:
    """Two named parties cannot both have done it, whatever the model finds likelier."""
    assert reason(*deeds({"actors": (ARMY,)}, {"actors": (REBELS,)}), label) == "actor: Syrian army v rebels"


@pytest.mark.parametrize("label", [Label.AGREEMENT, Label.CONTRADICTION])
def test_slots_alone_tell_a_denial_of_the_same_deed(label: Label) -> None:
    """The same party did and did not do it."""
    one = {"actors": (ARMY,), "polarity": Polarity.DENIED}
    assert reason(*deeds(one, {"actors": (ARMY,)}), label) == "denial: denied v asserted"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"actors": (ARMY,)}, {"actors": (ARMY,)}),
        ({"actors": (ARMY,)}, {}),
        ({"actors": (ARMY,), "modality": Modality.PLANNED}, {"actors": (REBELS,)}),
        ({"actors": (ARMY,), "when": When(DAY, DAY)}, {"actors": (REBELS,), "when": When(WEEK, WEEK)}),
        ({"polarity": Polarity.DENIED}, {"actors": (REBELS,)}),
        ({"actors": (ARMY,), "targets": (REBELS,)}, {"actors": (REBELS,), "targets": (ARMY,)}),
    ],
    ids=["same actor", "no actor", "a plan", "another day", "denial without a common actor", "counter-blow"],
)
def test_no_contradiction_without_a_kind_and_values(one: dict[str, object], other: dict[str, object]) -> None:
    """What no figure, actor or denial shows is not told as a contradiction, however likely the model finds it."""
    assert reason(*deeds(one, other), Label.CONTRADICTION).partition(":")[0] not in ("number", "actor", "denial")


def test_an_omission_names_the_nearest_statement() -> None:
    """The reason of an omission says which statement came nearest and how near."""
    one, other = pair({}, {})
    code, _, rest = reason(one, other, Label.OMISSION).partition(": nearest ")
    score, _, name = rest.partition(" ")
    assert (code, name) == ("not-addressed", other.id)
    assert 0 <= float(score) <= 1


def test_a_contradiction_shows_the_sentence_whose_figure_its_reason_names() -> None:
    """The figure in a reason stands in the first sentence shown, the one that a reader sees."""
    anchor = told("rt-1", 0, "Shelling near Saraqib killed eight soldiers.", quantities=EIGHT)
    nearest = told("sana-1", 0, "Shelling near Saraqib killed soldiers.")
    figure = told("sana-1", 60, "Six soldiers died in the town.", quantities=SIX)
    (found,) = (v for v in judge((anchor, nearest, figure), Label.CONTRADICTION) if v.anchor == anchor.id)
    assert str(found.reason) == "number: 8 soldiers dead v 6 soldiers dead"
    assert found.evidence[:1] == (figure.id,)


# --------------------------------------------------------------------------- revisions


def revisions(*statements: Statement) -> tuple[Revision, ...]:
    """The revisions within one event of these statements."""
    table = make_table(statements)
    return judgment.revise((make_event("e1", table.statements),), table)


NEUTRALISED = (count(76, 76, Unit.NEUTRALISED, "soldiers"),)
KILLED = (count(13, 13, whose="soldiers"),)


def test_a_speaker_that_lowers_its_figure_revises() -> None:
    """76 neutralised on one day and 13 killed some days later, by one ministry, is a revision."""
    first = told("rt-1", 0, "76 were neutralised.", by="msb", quantities=NEUTRALISED)
    later = told("sana-1", 0, "13 were killed.", day=4, by="msb", quantities=KILLED)
    assert revisions(later, first) == (
        Revision("e1", "msb", first.id, later.id, "76 soldiers neutralised, then 13 soldiers dead"),
    )


def test_two_speakers_do_not_revise_each_other() -> None:
    """Figures of two speakers differ; neither has changed its own."""
    first = told("rt-1", 0, "76 were neutralised.", by="msb", quantities=NEUTRALISED)
    later = told("rt-2", 0, "13 were killed.", day=4, by="sana", quantities=KILLED)
    assert revisions(first, later) == ()


def test_without_a_speaker_the_outlet_revises() -> None:
    """Figures that an outlet gives itself are charged to it."""
    first = told("rt-1", 0, "Eight died.", quantities=EIGHT)
    later = told("rt-2", 0, "Six died.", day=1, quantities=SIX)
    assert [r.by for r in revisions(first, later)] == ["rt"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (EIGHT, EIGHT),
        ((count(8, None),), (count(9, 9),)),
        (EIGHT, (count(12, 12, Unit.WOUNDED, "soldiers"),)),
        (EIGHT, (count(12, 12, whose="civilians"),)),
        ((count(33, 33),), (count(3, 3, whose="children", scope=Scope.SUBSET),)),
        ((count(54, 54, Unit.TARGETS, ""),), (count(60, 60, Unit.TARGETS, ""),)),
    ],
    ids=["same figure", "minimum met", "killed v wounded", "soldiers v civilians", "subset", "targets"],
)
def test_what_is_no_revision(earlier: tuple[Quantity, ...], later: tuple[Quantity, ...]) -> None:
    """An equal figure, a minimum that is met, another role, other people and a subset revise nothing."""
    assert (
        revisions(told("rt-1", 0, "Some.", quantities=earlier), told("rt-2", 0, "Some.", day=2, quantities=later)) == ()
    )


def test_two_figures_of_one_day_are_no_revision() -> None:
    """What is told on the same day is no change over time."""
    assert revisions(told("rt-1", 0, "Eight.", quantities=EIGHT), told("rt-2", 0, "Six.", quantities=SIX)) == ()


def test_a_change_is_told_once() -> None:
    """A change that two later documents repeat is one revision."""
    first = told("rt-1", 0, "Eight died.", quantities=EIGHT)
    repeats = [told(f"rt-{i}", 0, "Six died.", day=i, quantities=SIX) for i in (2, 3)]
    assert len(revisions(first, *repeats)) == 1


# --------------------------------------------------------------------------- rivals


def rival_features(*own: str) -> tuple[float, float]:
    """How like the only candidate is to another sentence of the anchor's document, and the anchor's lead over it."""
    rows = [told("a", 100 * k, text) for k, text in enumerate(own)]
    table = make_table((*rows, told("b", 0, "Shells killed five soldiers near Taftanaz")))
    scene = judgment.questions((make_event("e1", table.statements),), table, NO_LINKS, Settings())
    (compared,) = judgment.compared([q for q in scene if q.anchor == 0], table, alike)
    return tuple(float(compared.features[0, judgment.PAIR_FEATURES.index(n)]) for n in ("rival", "more than rival"))


def test_a_candidate_that_repeats_the_neighbour_of_its_anchor_has_a_rival() -> None:
    """Another sentence of the anchor's document that the candidate repeats leaves the anchor behind."""
    rival, lead = rival_features("The minister spoke in Ankara", "Shells killed five soldiers near Taftanaz")
    assert rival > 1
    assert lead < 0


def test_a_candidate_that_repeats_its_anchor_has_no_better_rival() -> None:
    """The anchor leads where its neighbours say something else, and a lone sentence has no rival at all."""
    words = "Shells killed five soldiers near Taftanaz"
    rival, lead = rival_features(words, "The minister spoke in Ankara")
    assert rival < 1 < rival + lead
    assert rival_features(words)[0] == 0
