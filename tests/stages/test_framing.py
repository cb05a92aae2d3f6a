"""Framing: contrasts between outlets on the events that they share."""

import math
import random
from dataclasses import replace

import numpy as np
import pytest
from battle import NORTH, OUTLETS, SOUTH, rows, statement, texts
from conftest import make_event

from compare.lexicon.labels import LABELS
from compare.stages import framing
from compare.stages.framing import counting
from compare.stages.framing.labelling import labels
from compare.types import (
    Attribution,
    Contrast,
    Span,
    Speaker,
    Stance,
    Statement,
)


def contrast(statements: tuple[Statement, ...]) -> tuple[Contrast, ...]:
    """The contrasts of one event of all these statements."""
    return framing.contrast((make_event("e1", statements),), statements, OUTLETS)


def said(text: str, name: str, cue: str, stance: Stance, *, quoted: tuple[Span, ...] = ()) -> Attribution:
    """An attribution of a sentence that starts at offset 100."""
    return Attribution(name, None, cue, stance, None, Span(100, 105), Span(100, 100 + len(text)), quoted)


REBELS = "The rebels held the hill and the rebels' guns were quiet."
REBELS_AGAIN = "Rebel fighters held the bridge."
TERRORISTS = "The terrorists held the hill and the terrorists' guns were quiet."
TERRORISTS_AGAIN = "Terrorist groups held the bridge."
BATTLE = texts(NORTH, REBELS, REBELS_AGAIN) + texts(SOUTH, TERRORISTS, TERRORISTS_AGAIN)


# ------------------------------------------------------------------------ all measures


def test_order_of_statements_and_events_does_not_matter():
    """Shuffled statements and events give the same contrasts."""
    other = tuple(replace(s, id=f"x{s.id}", document=f"x{s.document}") for s in BATTLE)
    events, statements = [make_event("e1", BATTLE), make_event("e2", other)], list(BATTLE + other)
    expected = framing.contrast(tuple(events), tuple(statements), OUTLETS)
    random.Random(1).shuffle(statements)
    shuffled = tuple(replace(e, statements=e.statements[::-1]) for e in events[::-1])
    assert framing.contrast(shuffled, tuple(statements), OUTLETS) == expected
    assert expected


def test_each_count_is_its_statements():
    """A contrast's count is the number of its statements, all of its own outlet, within its interval."""
    outlet_of = {s.id: s.outlet for s in BATTLE}
    for c in contrast(BATTLE):
        assert c.count == len(set(c.statements)) and {outlet_of[i] for i in c.statements} <= {c.outlet}
        assert c.low is not None and c.high is not None
        assert 0 <= c.low <= c.count / c.total <= c.high <= 1


def test_contrasts_are_sorted():
    """Contrasts come by measure, subject, outlet, falling count and value."""
    found = contrast(BATTLE)
    assert list(found) == sorted(found, key=lambda c: (c.measure, c.subject, c.outlet, -c.count, c.value))


def test_nothing_from_nothing():
    """No statements give no contrasts."""
    assert framing.contrast((), (), OUTLETS) == ()


def test_same_words_give_no_contrast():
    """Outlets that use the same words are not set apart by any measure."""
    assert contrast(texts(NORTH, REBELS, REBELS_AGAIN) + texts(SOUTH, REBELS, REBELS_AGAIN)) == ()


def test_events_of_one_outlet_are_not_read():
    """Outlets that write on different events are not contrasted."""
    north, south = BATTLE[:8], BATTLE[8:]
    assert framing.contrast((make_event("e1", north), make_event("e2", south)), BATTLE, OUTLETS) == ()


def test_statements_outside_events_are_not_read():
    """A statement that no event holds does not count."""
    loose = texts("loose", TERRORISTS)
    assert framing.contrast((make_event("e1", BATTLE),), BATTLE + loose, OUTLETS) == contrast(BATTLE)


@pytest.mark.parametrize(("sentences", "documents"), [(9, 2), (1, 3)])
def test_too_few_are_listed_without_inference(sentences: int, documents: int):
    """With too few documents or mentions the labels stand with counts and statements alone."""
    north = texts(NORTH, *[REBELS] * sentences, documents=documents)
    south = texts(SOUTH, *[TERRORISTS] * sentences, documents=documents)
    n = sentences * documents
    assert contrast(north + south) == tuple(
        Contrast("label", "fighters", outlet, value, n, n, statements=tuple(sorted(s.id for s in own)))
        for outlet, value, own in [(NORTH, "rebels", north), (SOUTH, "terrorists", south)]
    )


def test_enough_are_listed_with_inference():
    """With enough mentions on both sides each row has an interval and a z-score."""
    assert all(None not in (c.z, c.low, c.high) for c in contrast(BATTLE))


def test_one_outlet_alone_is_not_listed():
    """A subject that one outlet uses, however it varies, is no contrast."""
    calm = texts(SOUTH, "The road was open.")
    assert contrast(texts(NORTH, REBELS, TERRORISTS, documents=1) + calm) == ()


def test_outlets_that_share_no_event_are_not_compared():
    """Outlets that use a subject, but on events that neither shares with the other, are not listed."""
    calm = "The road was open."
    one = texts(NORTH, REBELS) + texts("east", calm)
    two = texts(SOUTH, TERRORISTS) + texts("west", calm)
    assert framing.contrast((make_event("e1", one), make_event("e2", two)), one + two, OUTLETS) == ()


# ------------------------------------------------------------------------ labels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anti-government fighters left.", [("fighters", "anti-government fighters")]),
        ("an opposition-held town", [("fighters", "opposition fighters")]),
        ("The opposition met in Geneva.", []),
        ("The Free Syrian Army left.", []),
        ("The Syrian Arab Army came.", [("state", "Syrian Arab Army")]),
        ("Assads forces and Assad's forces", [("state", "Assad's forces")] * 2),
        ("a regime-held road", [("state", "regime")]),
        ("Turkish army, Kurdish fighters and the US government", []),
        ("Turkey-backed rebels", [("fighters", "rebels")]),
        ("IS militants", [("IS", "IS"), ("IS fighters", "militants")]),
        ("The Takfiri group ISIL left.", [("IS fighters", "takfiris"), ("IS", "ISIL")]),
        ("pro-regime gunmen", [("state", "regime")]),
        ("It is quiet, as is usual.", []),
        ("MILITANTS SAY CITY IS QUIET", [("fighters", "militants")]),
        ("Chemical weapons must be eliminated.", []),
        ("They captured the hill.", [("control", "captured")]),
        ("They captured two soldiers.", []),
        ("Anti-Assad forces left.", [("fighters", "anti-Assad forces")]),
        ("the Russian-regime offensive", [("state", "regime"), ("attack", "offensive")]),
        ("five airstrikes and an air strike", [("attack", "air strike")] * 2),
        ("a terrorist attack", [("attack", "terrorist attack")]),
    ],
)
def test_labels_of_a_text(text: str, expected: list[tuple[str, str]]):
    """The longest label at a place counts, and only for the referent that is meant."""
    assert [(found.family, found.name) for found in labels(text)] == expected


def test_every_form_is_found():
    """Each phrase of the list is read as its own label, or as none where it is listed to be left out."""
    for entry in LABELS:
        for form in entry.forms:
            found = [f.name for f in labels(f"{form} again") if f.family == entry.family]
            assert found == [entry.name] * bool(entry.name), form


def test_labels_lie_in_the_text():
    """Labels of a family are disjoint half-open spans, in order."""
    text = f"{REBELS} {TERRORISTS_AGAIN} The Syrian army shelled ISIS (Daesh) militants."
    for family in {found.family for found in labels(text)}:
        ends = [edge for f in labels(text) if f.family == family for edge in (f.start, f.end)]
        assert ends == sorted(ends) and ends[-1] <= len(text)


def test_outlets_with_other_labels_are_contrasted():
    """Each outlet's labels come with counts of statements and their total."""
    assert rows(contrast(BATTLE), "label", "fighters") == [
        (NORTH, "rebels", 8, 8),
        (NORTH, "terrorists", 0, 8),
        (SOUTH, "terrorists", 8, 8),
        (SOUTH, "rebels", 0, 8),
    ]


def test_quoted_words_are_not_the_outlets():
    """A label between quotation marks, or in a span that the attribution quotes, is left out."""
    marked = 'The mayor said: "Terrorists hold the hill, terrorists hold the bridge."'
    inside = "Terrorists hold the road, he went on."
    speech = said(inside, "The mayor", "", Stance.NEUTRAL, quoted=(Span(3100, 3100 + len(inside)),))
    quoting = tuple(
        s
        for n in range(4)
        for s in (
            statement(f"{NORTH}{n}", NORTH, marked, 2000),
            statement(f"{NORTH}{n}", NORTH, inside, 3100, speaker=speech),
        )
    )
    assert rows(contrast(BATTLE + quoting), "label", "fighters") == rows(contrast(BATTLE), "label", "fighters")


def test_half_open_quotation_is_not_the_outlets():
    """A quotation that goes on in the next sentence counts for its speaker."""
    halves = ("“Terrorists hold the hill.", "Terrorists hold the bridge,” the mayor said.")
    mixed = BATTLE + tuple(
        statement(f"{NORTH}{n}", NORTH, half, 2000 + 100 * i) for n in range(4) for i, half in enumerate(halves)
    )
    assert rows(contrast(mixed), "label", "fighters") == rows(contrast(BATTLE), "label", "fighters")


def own_page(text: str, speaker: str | None, name: str, cue: str) -> tuple[Statement, ...]:
    """A page of a ministry that is itself an outlet: a heading of its own, then a sentence."""
    title = "The ministry on the battle."
    heading = Attribution("The ministry", SOUTH, "", Stance.NEUTRAL, None, None, Span(0, len(title)))
    report = replace(said(text, name, cue, Stance.NEUTRAL), speaker=speaker)
    return (
        statement("page", SOUTH, title, speaker=heading),
        statement("page", SOUTH, text, 100, speaker=report),
    )


@pytest.mark.parametrize(
    ("speaker", "name", "cue", "own"),
    [
        (SOUTH, "The ministry", "", True),
        (None, "information", "According to", True),
        ("mayor", "the mayor", "said", False),
    ],
)
def test_term_of_an_own_statement(speaker: str | None, name: str, cue: str, own: bool):
    """In an outlet's own statement a short quoted term is its label, unless somebody else says it."""
    page = own_page("Nine men were “neutralised” there.", speaker, name, cue)
    found = contrast(page + texts(NORTH, "Nine men were killed there."))
    assert [(c.outlet, c.value) for c in found if c.subject == "deaths"] == [
        (NORTH, "killed"),
        (SOUTH, "neutralised"),
    ] * own


def test_quoted_term_of_another_text_is_not_the_outlets():
    """In a text that is nobody's own statement a term between quotation marks is no label of the outlet."""
    north = texts(NORTH, "Nine men were killed there.")
    assert contrast(north + texts(SOUTH, "Nine men were “neutralised” there.")) == ()


def test_documents_that_keep_to_one_word_weigh_less():
    """The interval is wider where each document keeps to one label than where each mixes them."""
    mixed = texts(NORTH, *[REBELS, TERRORISTS] * 4) + texts(SOUTH, *[TERRORISTS] * 8)
    apart = tuple(
        replace(s, text=REBELS if s.document in ("north0", "north1") else TERRORISTS)
        for s in mixed
        if s.outlet == NORTH
    )
    usage = [
        counting.columns(
            counting.Mention("label", "fighters", labels(s.text)[0].name, "e1", s.outlet, s.document, s.id)
            for s in statements + mixed[32:]
        )
        for statements in (mixed[:32], apart)
    ]
    mixing, keeping = (counting.sides(u, 0)[0].design_effect for u in usage)
    assert mixing == 1.0 < keeping


# ------------------------------------------------------------------------ words


def test_log_odds_by_hand():
    """The z-score is that of Monroe, Colaresi and Quinn 2008, worked out by hand."""
    own, others = np.array([6.0, 4.0]), np.array([2.0, 8.0])
    # prior 10 spread as the pool, 8 and 12 of 20: alpha 4 and 6
    delta = math.log((6 + 4) / (4 + 6)) - math.log((2 + 4) / (8 + 6))
    z = delta / math.sqrt(1 / 10 + 1 / 10 + 1 / 6 + 1 / 14)
    assert counting.log_odds(own, others, 10.0).z == pytest.approx([z, -z])
    assert z == pytest.approx(1.2801, abs=1e-4)  # 0.8473 / 0.6619


def test_unused_value_has_no_z():
    """A value that neither side uses is not compared."""
    z = counting.log_odds(np.array([3.0, 2.0, 0.0]), np.array([2.0, 3.0, 0.0]), 1.0).z
    assert np.isnan(z).tolist() == [False, False, True]


def test_events_are_compared_with_themselves():
    """An outlet that writes more on one of two events is not set apart by that event's words."""
    plan = [("e1", "north", 9, "siege"), ("e1", "south", 3, "siege"), ("e2", "north", 3, "talks"),
            ("e2", "south", 9, "talks")]  # fmt: skip
    usage = counting.columns(
        counting.Mention("word", "w", word, e, outlet, f"{outlet}{i}", f"{e}{outlet}{i}")
        for e, outlet, n, word in plan
        for i in range(n)
    )
    own, others = counting.sides(usage, 0)
    assert counting.log_odds(own.counts, others.counts, 1.0).z == pytest.approx([0.0, 0.0])


def test_one_event_keeps_plain_counts():
    """With one shared event the compared counts are the counts themselves."""
    usage = counting.columns(
        counting.Mention("word", "w", word, "e1", outlet, f"{outlet}{i}", f"{outlet}{i}")
        for outlet, word, n in [("north", "calm", 5), ("south", "calm", 2), ("south", "war", 7)]
        for i in range(100 * len(word), 100 * len(word) + n)
    )
    own, others = counting.sides(usage, 0)
    assert (own.counts.round(9).tolist(), others.counts.round(9).tolist()) == ([5.0, 0.0], [2.0, 7.0])


def many_words(outlet: str, word: str) -> tuple[Statement, ...]:
    """Sentences that differ between outlets in one word."""
    return texts(outlet, *[f"The {word} column came near {n}." for n in range(8)], documents=9)


def test_words_that_set_an_outlet_apart():
    """Words and pairs come out with the outlet that uses them, negative with the other."""
    found = [c for c in contrast(many_words(NORTH, "brave") + many_words(SOUTH, "weary")) if c.measure == "word"]
    signs = {(c.outlet, c.value): c.z > 0 for c in found}
    assert signs == {
        (outlet, value): (outlet == NORTH) == value.startswith("brave")
        for outlet in (NORTH, SOUTH)
        for value in ("brave", "brave column", "weary", "weary column")
    }


def test_names_numbers_and_outlets_are_no_words():
    """Capitalised names, numbers and function words never come out as words."""
    north = texts(NORTH, *["They met Aleppo 77 and the men."] * 8, documents=9)
    south = texts(SOUTH, *["They met Idlib 88 with a men."] * 8, documents=9)
    assert [c.value for c in contrast(north + south) if c.measure == "word"] == []


def test_many_tests_are_adjusted():
    """Benjamini and Hochberg's procedure gives the q of a hand calculation, and leaves out what was not tested."""
    q = counting.adjusted(np.array([0.0005, np.nan, 0.04, 0.9, 0.01]))
    assert q == pytest.approx([0.002, np.nan, 0.04 * 4 / 3, 0.9, 0.02], nan_ok=True)


def test_exact_test_is_fishers():
    """Three of four against one of four: the two-sided p of Fisher's tea lady."""
    assert counting.exact(np.array([3.0, 1.0]), np.array([1.0, 3.0])) == pytest.approx([34 / 70, 34 / 70])


def test_wilson_interval():
    """The interval is Wilson's: 5 of 10 gives 0.2366 to 0.7634; certain ends stay certain."""
    assert counting.wilson(5, 10) == (0.2366, 0.7634)
    assert (counting.wilson(0, 10)[0], counting.wilson(10, 10)[1]) == (0.0, 1.0)


# ------------------------------------------------------------------------ doubt


def reported(outlet: str, cue: str, stance: Stance, speaker: str | None = None) -> tuple[Statement, ...]:
    """The same report of a governor, by one cue."""
    text = f"The governor {cue} that the road was open."
    attribution = replace(said(text, "the governor", cue, stance), speaker=speaker)
    return tuple(replace(s, speaker=attribution) for s in texts(outlet, *[text] * 3))


def test_doubt_of_a_speaker():
    """An outlet whose cues doubt a speaker is contrasted with one whose cues are neutral."""
    found = contrast(reported(NORTH, "said", Stance.NEUTRAL) + reported(SOUTH, "claimed", Stance.DOUBTING))
    assert rows(found, "doubt", "Governor") == [
        (NORTH, "neutral", 12, 12),
        (NORTH, "doubting", 0, 12),
        (SOUTH, "doubting", 12, 12),
        (SOUTH, "neutral", 0, 12),
    ]


def test_doubt_of_a_side():
    """With the registry of speakers, doubt is also counted by their side and under their names."""
    speakers = (Speaker("gov", "Governor of Idlib", side="state"),)
    statements = reported(NORTH, "said", Stance.NEUTRAL, "gov") + reported(SOUTH, "claimed", Stance.DOUBTING, "gov")
    found = framing.contrast((make_event("e1", statements),), statements, OUTLETS, speakers=speakers)
    assert {c.subject for c in found if c.measure == "doubt"} == {"Governor of Idlib", "side: state"}


@pytest.mark.parametrize("party", ["so-called rebels", "alleged rebels", "'rebels'", "so-called “rebels”"])
def test_distance_from_a_name(party: str):
    """A distancing word or scare quotes before a party's name count as distance from it."""
    plain, distanced = texts(NORTH, *["The rebels came."] * 4), texts(SOUTH, *[f"The {party} came."] * 4)
    assert rows(contrast(plain + distanced), "doubt", "name: fighters") == [
        (NORTH, "plain", 16, 16),
        (NORTH, "distanced", 0, 16),
        (SOUTH, "distanced", 16, 16),
        (SOUTH, "plain", 0, 16),
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The governor denied that the road was open.", Stance.DENYING),
        ("The governor claimed responsibility for the blast.", Stance.DOUBTING),
        ("The governor could not confirm that the road was open.", Stance.ENDORSING),
    ],
)
def test_neither_doubt_nor_endorsement(text: str, stance: Stance):
    """A denial, a claim of responsibility and what could not be confirmed are told neutrally."""
    cue = next(word for word in text.split() if word in ("denied", "claimed", "confirm"))
    at = 100 + text.index(cue)
    report = replace(said(text, "the governor", cue, stance), cue_span=Span(at, at + len(cue)))
    south = tuple(replace(s, speaker=report) for s in texts(SOUTH, text))
    assert rows(contrast(reported(NORTH, "said", Stance.NEUTRAL) + south), "doubt", "Governor") == []


def test_words_that_may_be_a_speakers_are_no_scare_quotes():
    """A short quotation in an attributed sentence keeps no distance."""
    text = "The “rebels” came, the mayor said."
    speech = said(text, "The mayor", "said", Stance.NEUTRAL)
    south = tuple(replace(s, speaker=speech) for s in texts(SOUTH, text))
    found = contrast(texts(NORTH, *["The rebels came."] * 4) + south)
    assert rows(found, "doubt", "name: fighters") == []


def test_citing_a_designation_is_no_scare_quote():
    """Quotation marks around a designation do not count as distance."""
    cited = texts(SOUTH, *["It is listed as a “terrorist group” there."] * 4)
    found = contrast(texts(NORTH, *["The rebels came."] * 4) + cited)
    assert rows(found, "doubt", "name: fighters") == []


# ------------------------------------------------------------------------ voice


def test_share_of_voice():
    """Each outlet's speakers are counted among its attributed statements; a pronoun names nobody."""
    text = "The road was open, it was said."

    def voices(outlet: str, *names: str) -> tuple[Statement, ...]:
        made = texts(outlet, *[text] * len(names))
        return tuple(
            replace(s, speaker=said(text, names[i % len(names)], "said", Stance.NEUTRAL)) for i, s in enumerate(made)
        )

    found = contrast(voices(NORTH, "the governor", "The governor", "he") + voices(SOUTH, "Residents", "residents"))
    assert rows(found, "voice", "all speakers") == [
        (NORTH, "Governor", 8, 12),
        (NORTH, "other speakers", 4, 12),
        (NORTH, "Residents", 0, 12),
        (SOUTH, "Residents", 8, 8),
        (SOUTH, "Governor", 0, 8),
    ]
