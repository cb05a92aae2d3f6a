"""Framing: how a sentence tells who did a deed, whose words it doubts, and which nouns name one referent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from battle import NORTH, OUTLETS, SOUTH, rows, statement, texts
from conftest import DAY, make_event

from compare.models import load_syntax
from compare.stages import framing
from compare.stages.framing import counting, referents, voice
from compare.stages.framing.naming import party
from compare.stages.framing.quotation import read, scare_quotes
from compare.stages.framing.stance import cues
from compare.stages.framing.telling import Telling, main_deed, tell
from compare.types import (
    Attribution,
    Contrast,
    Modality,
    Outlet,
    Parse,
    Part,
    Quantity,
    Scope,
    Sentence,
    Slots,
    Span,
    Stance,
    Statement,
    Unit,
    When,
)

Parser = Callable[[tuple[Statement, ...]], dict[str, Parse]]


@pytest.fixture(scope="module")
def parser() -> Parser:
    """Parses of statements by the shipped pipeline, by id."""
    syntax = load_syntax()

    def parse(statements: tuple[Statement, ...]) -> dict[str, Parse]:
        sentences = [Sentence(s.document, s.start, s.end, s.text) for s in statements]
        return dict(zip((s.id for s in statements), syntax.parse(sentences), strict=True))

    return parse


def contrast(statements: tuple[Statement, ...], parser: Parser) -> tuple[Contrast, ...]:
    """The contrasts of one event of all these statements, parsed."""
    return framing.contrast((make_event("e1", statements),), statements, OUTLETS, parses=parser(statements))


def used(found: tuple[Contrast, ...], measure: str, subject: str) -> list[tuple[str, str, int, int]]:
    """The rows of one subject that occur."""
    return [row for row in rows(found, measure, subject) if row[2]]


# ------------------------------------------------------------------------ telling


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("The army killed nine people in the market.", Telling.NAMED),
        ("Nine people were killed by the army.", Telling.NAMED),
        ("Nine people were killed in army shelling.", Telling.NAMED),
        ("Nine people were killed when army jets struck the market.", Telling.NAMED),
        ("Army jets carried out raids on the market.", Telling.NAMED),
        ("The raids were carried out by Russian jets.", Telling.NAMED),
        ("The ministry accused the rebels of using chlorine.", Telling.NAMED),
        ("The group claimed responsibility for the attack.", Telling.NAMED),
        ("Nine people were killed in the market.", Telling.PASSIVE),
        ("Nine killed in market", Telling.PASSIVE),
        ("Nine people were killed by a mortar shell.", Telling.PASSIVE),
        ("Nine people died in the market.", Telling.INTRANSITIVE),
        ("Two shells fell on the market.", Telling.INTRANSITIVE),
        ("The shelling of the market went on.", Telling.NOUN),
        ("The raid killed nine people.", Telling.NOUN),
        ("Rockets hit the market.", Telling.MEANS),
        ("The rebel-held market was shelled.", Telling.PASSIVE),
        ("A suicide attack hit the market.", Telling.NOUN),
    ],
)
def test_telling_of_a_deed(text: str, telling: Telling, parser: Parser):
    """A deed is told by name, or hidden by a passive, an intransitive, a noun or a means."""
    deed = main_deed(tell(next(iter(parser((statement("d", NORTH, text),)).values()))))
    assert deed is not None and deed.telling is telling


@pytest.mark.parametrize(
    "text",
    [
        "The road was open.",
        "The rebel-held town was quiet.",
        "Fighting went on between the army and the rebels.",
        "The wounded were in a serious condition.",
    ],
)
def test_no_deed(text: str, parser: Parser):
    """States, fighting of two sides and the wounded are no deed."""
    assert tell(next(iter(parser((statement("d", NORTH, text),)).values()))) == ()


def test_deeds_point_into_the_document(parser: Parser):
    """The words of a deed, of its doer and of its target lie at their offsets in the document, in order."""
    text = "Army jets bombed the market and rebels shelled two villages."
    held = statement("d", NORTH, text, 500)
    deeds = tell(parser((held,))[held.id])
    spans = [(d.agent, Span(d.start, d.end), d.target) for d in deeds]
    words = [tuple(text[s.start - 500 : s.end - 500] for s in found if s is not None) for found in spans]
    assert words == [("Army", "bombed", "market"), ("rebels", "shelled", "two villages")] or words == [
        ("Army", "bombed", "market"),
        ("rebels", "shelled", "villages"),
    ]


def test_nothing_to_tell():
    """A sentence without words tells of no deed."""
    assert tell(Parse(())) == () and main_deed(()) is None


# ------------------------------------------------------------------------ agents of events


NAMING = "The Syrian army killed nine people in the market."


def harm(parser: Parser, *sentences: str, **changes: object) -> list[tuple[str, str, int, int]]:
    """The agents of an event on which one outlet names the army, and the other tells it with these sentences."""
    told = texts(NORTH, NAMING, NAMING, NAMING) + texts(SOUTH, *sentences, **changes)
    return used(contrast(told, parser), "agent", "government")


def test_hidden_agent_beside_a_named_one(parser: Parser):
    """A sentence without the agent is contrasted with those of the other outlet that name it."""
    hidden = "Nine people were killed in the market."
    assert harm(parser, *[hidden] * 3) == [(NORTH, "named", 12, 12), (SOUTH, "hidden", 12, 12)]


def test_ways_of_hiding(parser: Parser):
    """How an agent is hidden is counted by construction."""
    told = texts(NORTH, NAMING, "Nine people were killed in the market.", "Nine people died in the market.")
    found = contrast(told + texts(SOUTH, NAMING, NAMING, "Nine people died in the market."), parser)
    assert used(found, "hiding", "all agents") == [
        (NORTH, "intransitive", 4, 8),
        (NORTH, "passive", 4, 8),
        (SOUTH, "intransitive", 4, 4),
    ]


def test_another_agent_is_told_apart(parser: Parser):
    """A sentence that names another party as the doer neither names nor hides the event's agent."""
    assert harm(parser, "Turkey bombed the market.")[-1] == (SOUTH, "another named", 4, 4)


def test_agent_hidden_by_nobody_who_could_know(parser: Parser):
    """Where no outlet names an agent, nobody hides one."""
    told = texts(NORTH, "Nine people were killed.") + texts(SOUTH, "Nine people died in the market.")
    assert [c for c in contrast(told, parser) if c.measure in ("agent", "hiding")] == []


def test_agent_named_elsewhere_in_the_same_document(parser: Parser):
    """A document that names the agent in one sentence and hides it in another is counted, alone as it is."""
    told = texts(NORTH, NAMING, NAMING, "Nine people died in the market.") + texts(SOUTH, "Turkey bombed the market.")
    assert (NORTH, "hidden", 4, 12) in used(contrast(told, parser), "agent", "government")


def test_quoted_deed_is_the_speakers(parser: Parser):
    """A deed told inside quotation marks neither names nor hides an agent for the outlet."""
    assert harm(parser, "He said: “Nine people were killed in the market.”") == []


@pytest.mark.parametrize(
    "slots",
    [
        Slots(When(DAY, DAY), modality=Modality.POSSIBLE),
        Slots(When(date(2019, 12, 1), date(2019, 12, 1), 100, 104)),
        Slots(When(DAY, DAY), quantities=(Quantity(100, 104, "Nine", 9, 9, Unit.DEAD, "", Scope.CUMULATIVE),)),
    ],
    ids=["possible", "long ago", "the war so far"],
)
def test_background_hides_no_agent(slots: Slots, parser: Parser):
    """A possible deed, a day long before the document and a sum of a war so far are not read."""
    assert harm(parser, "Nine people were killed in the market.", slots=slots) == []


def test_statement_without_a_parse_tells_of_no_deed():
    """Without parses there is no contrast of agents, and no error."""
    told = texts(NORTH, NAMING) + texts(SOUTH, "Nine people were killed in the market.")
    assert [c for c in framing.contrast((make_event("e1", told),), told, OUTLETS) if c.measure == "agent"] == []


# ------------------------------------------------------------------------ stance


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("He claimed that the road was open.", ["claim"]),
        ("The group claimed responsibility for it.", []),
        ("The blast claimed the lives of nine.", []),
        ("the so-called army of the north", ["so-called"]),
        ("It could not be independently verified.", ["unverified"]),
        ("The army has not yet confirmed it.", []),
        ("The army confirmed it.", ["confirm"]),
        ("He was admitted to hospital.", []),
        ("He admitted that it was so.", ["admit"]),
        ("He insists on his rights.", []),
        ("She insisted that it was so.", ["insist"]),
        ("under the pretext of fighting the enemy", ["pretext"]),
        ("CLAIMS", ["claim"]),
        ("", []),
    ],
)
def test_cues_of_doubt_and_endorsement(text: str, classes: list[str]):
    """A cue counts where words are doubted or vouched for, and not in its other senses."""
    found = cues(text)
    assert [cue.entry.name for cue in found] == classes
    assert all(0 <= cue.start < cue.end <= len(text) for cue in found)


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("The “caliphate” was quiet.", True),
        ("The 'moderate opposition' came.", True),
        ("The “Arab Spring” began.", False),
        ("“It is quiet.”", False),
        ("It is listed as a “terrorist group” there.", False),
        ("We are safe.”", False),
        ("They never came back to the “town by the river of which he spoke”.", False),
    ],
)
def test_scare_quotes(text: str, scare: bool):
    """A short phrase between its marks is a scare quote; a name, a sentence and a designation are none."""
    assert bool(scare_quotes(read("e1", statement("d", NORTH, text)))) is scare


def report(outlet: str, name: str, stance: Stance, times: int, *, documents: int = 4) -> tuple[Statement, ...]:
    """Reports of what a speaker says."""
    text = f"The {name} said that the road to {name} was open."
    cue = Attribution(name, None, "said", stance, None, None, Span(0, 0))
    made = texts(outlet, *[text] * times, documents=documents)
    said = (replace(cue, content_span=Span(s.start, s.end)) for s in made)
    return tuple(replace(s, id=f"{name}{stance}{s.id}", speaker=a) for s, a in zip(made, said, strict=True))


def test_doubt_between_sides():
    """An outlet that doubts one side and not the other has an odds ratio above 1 with a small p; few have none."""
    told = report(NORTH, "Russian ministry", Stance.DOUBTING, 4) + report(NORTH, "Turkish ministry", Stance.NEUTRAL, 4)
    told += report(SOUTH, "Turkish ministry", Stance.NEUTRAL, 1, documents=1)
    found = {
        (c.outlet, c.value): c
        for c in framing.contrast((make_event("e1", told),), told, OUTLETS)
        if c.measure == voice.BY_SIDE
    }
    doubted, few = found[NORTH, "russia"], found[SOUTH, "turkey"]
    assert (doubted.count, doubted.total) == (16, 16) and len(doubted.statements) == 16
    assert doubted.odds is not None and doubted.odds_low is not None and doubted.odds_low > 1
    assert doubted.q is not None and doubted.q <= counting.LEVEL
    assert (few.odds, few.p, few.low) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the Russian Defence Ministry", "russia"),
        ("Syrian Observatory for Human Rights", "observatory"),
        ("US officials", "usa"),
        ("the UK-based Observatory", "observatory"),
        ("he told us", ""),
        ("residents", "civilians"),
        ("", ""),
    ],
)
def test_party_of_a_name(name: str, key: str):
    """A name belongs to the party of its longest form."""
    assert party(name) == key


# ------------------------------------------------------------------------ voice


def test_words_given_to_speakers_are_conserved():
    """The words given to all speakers of an outlet sum up to its total, and the share lies in its interval."""
    told = report(NORTH, "mayor", Stance.NEUTRAL, 4) + report(NORTH, "governor", Stance.NEUTRAL, 2)
    told += report(SOUTH, "mayor", Stance.NEUTRAL, 3)
    found = [c for c in framing.contrast((make_event("e1", told),), told, OUTLETS) if c.measure == voice.WORDS]
    by_outlet = {outlet: [c for c in found if c.outlet == outlet] for outlet in (NORTH, SOUTH)}
    for held in by_outlet.values():
        assert {c.total for c in held} == {sum(c.count for c in held)}
        assert all(
            c.low is not None and c.high is not None and c.low <= round(c.count / c.total, 4) <= c.high for c in held
        )
    assert {c.value: c.count for c in by_outlet[SOUTH]} == {"Mayor": 12 * 10}


def test_prominence_counts_each_report_once():
    """Each report of a speaker stands in the headline, near the top or further down."""
    told = report(NORTH, "mayor", Stance.NEUTRAL, 4) + report(SOUTH, "mayor", Stance.NEUTRAL, 1)
    told += tuple(replace(s, id=f"h{s.id}", part=Part.HEADLINE) for s in report(SOUTH, "mayor", Stance.NEUTRAL, 2))
    found = framing.contrast((make_event("e1", told),), told, OUTLETS)
    assert used(found, "prominence", "Mayor") == [
        (NORTH, "further down", 12, 16),
        (NORTH, "near the top", 4, 16),
        (SOUTH, "headline", 8, 12),
        (SOUTH, "near the top", 4, 12),
    ]


# ------------------------------------------------------------------------ referents


def scene(outlet: str, noun: str, other: str) -> tuple[Statement, ...]:
    """Sentences in which two nouns each have their own places."""
    sentences = (
        f"The {noun} seized the hill.",
        f"The {noun} shelled the bridge.",
        f"Planes bombed the {other}.",
        f"Doctors left the {other}.",
    )
    return texts(outlet, *sentences, documents=8)


def test_nouns_in_the_same_places_are_one_referent(parser: Parser):
    """Nouns that two outlets put in the same places of an event are grouped; nouns of other places are not."""
    told = scene(NORTH, "insurgents", "clinic") + scene(SOUTH, "gunmen", "hospital")
    shared = framing.readings((make_event("e1", told),), told)
    groups = {m.value: m.subject for m in referents.find(shared, parser(told))}
    assert groups["insurgent"] == groups["gunman"] != groups["clinic"] == groups["hospital"]


def test_nouns_never_set_for_each_other_are_no_group(parser: Parser):
    """Nouns that no two outlets put in the same place are left alone, and so is a corpus of few nouns."""
    told = scene(NORTH, "insurgents", "clinic") + texts(SOUTH, "The road was open.", documents=8)
    assert referents.find(framing.readings((make_event("e1", told),), told), parser(told)) == []


# ------------------------------------------------------------------------ between


def test_outlets_are_contrasted_with_each_other_alone():
    """Contrasts between two outlets are those of a run of these two, whatever a third outlet says."""
    pair = texts(NORTH, *["The rebels held the hill."] * 3) + texts(SOUTH, *["The terrorists held the hill."] * 3)
    third = texts("third", *["The gunmen held the hill."] * 3)
    of_three = framing.contrast((make_event("e1", pair + third),), pair + third, (*OUTLETS, Outlet("third", "Third")))
    found = framing.between(of_three, (make_event("e1", pair + third),), pair + third, OUTLETS)
    assert found == framing.contrast((make_event("e1", pair),), pair, OUTLETS)
    assert {c.outlet for c in found} == {NORTH, SOUTH}
