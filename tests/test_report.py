"""Views of a run as rows, tables, JSON and the page."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest
from conftest import DAY, make_event, make_run, make_statement

from compare.errors import RunError
from compare.report import html, tables
from compare.report.tables import Answer, Crossing, Fact, Happening, Holding, Position, Said, Total, Voice
from compare.types import Count, Coverage, Credit, Label, Outlet, Reason, Run, State, Verdict

EIGHT = Said("rt", None, DAY, "rt-1", 20, 53, "Eight soldiers died near Saraqib.")
SIX = Said("sana", "Ministry of Defence", DAY, "sana-1", 14, 45, "Six soldiers died near Saraqib.")
SHELLING = Said("sana", None, DAY, "sana-1", 50, 81, "The shelling began before dawn.")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\" 'quoted' & {{ 7 * 7 }}"

VIEWS = {
    "summary": tables.summary,
    "by_outlet": tables.by_outlet,
    "by_speaker": tables.by_speaker,
    "events": tables.events,
    "side_by_side": lambda run: tables.side_by_side(run, "e1"),
    "speakers": lambda run: tables.speakers(run, "e1"),
    "contradictions": tables.contradictions,
    "omissions": tables.omissions,
    "framing": tables.framing,
    "revisions": tables.revisions,
}


# --------------------------------------------------------------------------- views


def test_side_by_side_shows_each_fact_once_with_every_other_outlet(run: Run) -> None:
    """Both figures stand in one row, the clash first; an outlet without the event shows its state."""
    silent = Answer("enab", "silent_on_event", "", None, ())
    clash = Answer("sana", "contradiction", "number: 8 dead v 6 dead", 0.9321, (SIX,))
    missing = Answer("rt", "omission", "not-addressed", 0.75, ())
    assert tables.side_by_side(run, "e1") == (
        Fact("e1", EIGHT, (silent, clash)),
        Fact("e1", SHELLING, (silent, missing)),
    )


def test_side_by_side_keeps_to_the_outlets_asked_for(run: Run) -> None:
    """Outlets are found by id or name in any case; others do not appear."""
    facts = tables.side_by_side(run, "e1", ["Sana", "enab baladi"])
    assert {fact.said.outlet for fact in facts} == {"sana"}
    assert {answer.outlet for fact in facts for answer in fact.answers} == {"enab"}


def test_side_by_side_keeps_a_statement_that_contradicts_a_third_outlet() -> None:
    """A statement shown as agreeing evidence has its own row where it contradicts somebody else."""
    one, two = make_statement("rt-1", 0, "Ten died."), make_statement("sana-1", 0, "They killed ten.")
    three = make_statement("enab-1", 0, "Forty died.")
    verdicts = (
        Verdict("e1", one.id, "sana", Label.AGREEMENT, Reason("number"), 0.9, (two.id,)),
        Verdict("e1", two.id, "enab", Label.CONTRADICTION, Reason("number", ("10 dead", "40 dead")), 0.9, (three.id,)),
    )
    run = make_run(
        statements=(three, one, two),
        events=(make_event("e1", (one, two, three)),),
        verdicts=verdicts,
        omissions=(),
        exclusives=(),
        patterns=(),
        revisions=(),
        contrasts=(),
    )
    said = [fact.said.text for fact in tables.side_by_side(run, "e1")]
    assert said == ["They killed ten.", "Ten died."]


def agreeing(**copied: str) -> Run:
    """RT, SANA and Enab with two facts each, all agreeing; keywords give the family of an outlet's first fact."""
    first = [make_statement(f"{o}-1", 0, "Ten died.", family=copied.get(o)) for o in ("enab", "rt", "sana")]
    second = [make_statement(f"{o}-1", 50, "The road was cut.") for o in ("enab", "rt")]
    pairs = [(a, b) for group in (first, second) for a in group for b in group if a is not b]
    verdicts = [Verdict("e1", a.id, b.outlet, Label.AGREEMENT, Reason("same-claim"), 0.8, (b.id,)) for a, b in pairs]
    said = (*first, *second)
    return make_run(
        statements=said, events=(make_event("e1", said),), verdicts=tuple(verdicts), omissions=(), contrasts=(),
        revisions=(), exclusives=(), patterns=(),
    )  # fmt: skip


def test_agreement_counts_independent_voices() -> None:
    """What three outlets say comes before what two say, and after it where the three print one text."""
    assert [(f.said.text, f.families) for f in tables.side_by_side(agreeing(), "e1")] == [
        ("Ten died.", 3),
        ("The road was cut.", 2),
    ]
    copied = agreeing(enab="x", rt="x", sana="x")
    assert [(f.said.text, f.families) for f in tables.side_by_side(copied, "e1")] == [
        ("The road was cut.", 2),
        ("Ten died.", 1),
    ]
    assert "said by 3 outlets, 1 independent voice" in html.render(copied)


def test_a_carrier_is_shown_with_whom_it_credits(run: Run) -> None:
    """An agency is named beside the outlet that prints it: by the outlet's name where the corpus holds it."""
    credits = (Credit("rt", "afp"), Credit("sana", "enab"))
    told = replace(run, omissions=(replace(run.omissions[0], credits=credits),))
    assert "rt (credits AFP), sana (credits Enab Baladi) (2" in tables.as_markdown(tables.omissions(told))
    assert "RT (credits AFP), SANA (credits Enab Baladi)" in html.render(told)


def test_a_sentence_is_shown_with_whom_its_document_credits(run: Run) -> None:
    """A statement of a document that credits an agency names it wherever it is shown."""
    told = replace(run, statements=tuple(replace(s, origin="afp") for s in run.statements))
    clash = tables.contradictions(told)[0]
    assert str(clash.one).startswith("rt (credits AFP): ")
    assert str(clash.other).startswith("sana (Ministry of Defence; credits AFP): ")
    assert "<b>RT</b> (credits AFP)" in html.render(told)


def test_covering_outlet_without_a_verdict_is_not_called_silent(run: Run) -> None:
    """Where a verdict is missing the answer says so: no omission is made up."""
    facts = tables.side_by_side(replace(run, verdicts=()), "e1")
    assert {a.verdict for fact in facts for a in fact.answers if a.outlet != "enab"} == {"not judged"}


def test_a_verdict_is_charged_to_the_speaker_of_its_evidence(run: Run) -> None:
    """A speaker has the name of the registry, and stands on the fact that its sentence contradicts."""
    ministry, rt, sana = tables.speakers(run, "e1")
    said = Position("says", "", None, EIGHT)
    against = Position("contradiction", "number: 8 dead v 6 dead", 0.9321, SIX)
    assert ministry == Voice("Ministry of Defence", "mod", ("sana",), 1, (Crossing(1, EIGHT, (against,)),), ())
    assert rt == Voice("(own words of rt)", None, ("rt",), 1, (Crossing(1, EIGHT, (said,)),), ())
    assert sana == Voice("(own words of sana)", None, ("sana",), 1, (Crossing(1, EIGHT, ()),), (SHELLING,))


def in_three_outlets(probability: float) -> Run:
    """A ministry speaks in two outlets, which agree as probably as told; a third outlet tells another figure."""
    said = make_run().statements[2].speaker
    one = make_statement("rt-1", 0, "Ten died, the ministry said.", speaker=said)
    two = make_statement("sana-1", 0, "The ministry said that ten had died.", speaker=said)
    three = make_statement("enab-1", 0, "Forty died.")
    clash = {"label": Label.CONTRADICTION, "reason": Reason("number", ("40 dead", "10 dead")), "probability": 0.2}
    verdicts = (
        Verdict("e1", one.id, "sana", Label.AGREEMENT, Reason("same-claim"), probability, (two.id,)),
        Verdict("e1", one.id, "enab", evidence=(three.id,), **clash),
        Verdict("e1", two.id, "enab", evidence=(three.id,), **clash),
        Verdict("e1", three.id, "rt", evidence=(one.id,), **clash),
    )
    statements = (three, one, two)
    lists = dict.fromkeys(("omissions", "revisions", "contrasts", "exclusives", "patterns"), ())
    return make_run(statements=statements, events=(make_event("e1", statements),), verdicts=verdicts, **lists)


def test_one_speaker_in_two_outlets_says_one_fact() -> None:
    """Agreeing wordings of one speaker are one fact with one row, carried by both outlets."""
    ministry, enab = tables.speakers(in_three_outlets(0.9), "e1")
    assert (ministry.outlets, ministry.families) == (("rt", "sana"), 2)
    assert [[(p.verdict, p.said.outlet) for p in c.positions] for c in ministry.crossings] == [
        [("says", "rt"), ("says", "sana")]
    ]
    assert [p.verdict for c in enab.crossings for p in c.positions] == ["contradiction"]
    assert "(2 independent)" in tables.as_table([ministry], width=120)


def test_an_answer_less_likely_than_not_is_told_as_possible() -> None:
    """Of a speaker that perhaps repeats itself no fact is joined; a contradiction may be only possible, too."""
    text = tables.as_csv(tables.speakers(in_three_outlets(0.3), "e1"))
    assert "perhaps agrees with itself: sana: " in text
    assert "perhaps contradicts Ministry of Defence (number: 40 dead v 10 dead): enab: " in text
    sure = tables.as_csv(tables.speakers(in_three_outlets(0.9), "e1"))
    assert "contradicts Ministry of Defence (number: 40 dead v 10 dead): enab: " in sure
    assert sure.count("perhaps contradicts") < text.count("perhaps contradicts")
    run = in_three_outlets(0.3)
    weak = tuple(replace(v, label=Label.COMPATIBLE) for v in run.verdicts)
    assert "≠</span>" in html.render(run)
    assert "~?</span>" in html.render(replace(run, verdicts=weak))


@pytest.mark.parametrize("make", [make_run, lambda: in_three_outlets(0.9), lambda: in_three_outlets(0.3)])
def test_each_statement_stands_with_the_speaker_who_says_it(make: Callable[[], Run]) -> None:
    """No statement of the event is lost, and none stands in the row of another speaker."""
    run = make()
    shown = set()
    for voice in tables.speakers(run, "e1"):
        own = {*voice.alone, *(p.said for c in voice.crossings for p in c.positions)}
        assert {said.voice for said in own} == {voice.speaker}
        shown |= {f"{said.document}:{said.start}-{said.end}" for said in own}
    assert shown == set(run.events[0].statements)


def test_facts_are_columns_where_they_fit_and_numbers_where_not() -> None:
    """A wide table heads a column with its fact, a narrow one lists each sentence once with the facts' numbers."""
    rows = tables.speakers(in_three_outlets(0.9), "e1")
    wide, narrow = (tables.as_table(rows, width=width).splitlines() for width in (160, 60))
    assert "Ten died, the ministry said." in wide[0] and max(map(len, wide)) <= 160
    assert max(map(len, narrow)) <= 60
    assert "".join(narrow).count("Ten died") == 1
    assert any("says: [1]" in line for line in narrow)


def test_contradiction_judged_from_both_sides_is_one_row(run: Run) -> None:
    """A pair is listed once, from the side that is surer."""
    assert [(c.one, c.other, c.probability) for c in tables.contradictions(run)] == [(EIGHT, SIX, 0.9321)]


def test_events_tell_outlets_of_how_many(run: Run) -> None:
    """Coverage is a count with its denominator, the most widely carried event first."""
    title = "Eight soldiers died near Saraqib."
    assert tables.events(run, least=2) == (Happening("e1", DAY, DAY, ("Saraqib",), title, 2, 3, 3, 1),)
    assert [row.event for row in tables.events(run)] == ["e1", "e2"]


def test_omissions_keep_the_order_of_the_run(run: Run) -> None:
    """The rank that the run gave is kept, and the filter takes the outlet's alone."""
    late = replace(run.omissions[0], outlet="sana", state=State.LATE)
    ranked = replace(run, omissions=(late, *run.omissions))
    assert [gap.outlet for gap in tables.omissions(ranked)] == ["sana", "enab"]
    assert [gap.outlet for gap in tables.omissions(ranked, "SANA")] == ["sana"]


def test_framing_keeps_to_the_outlets_asked_for(run: Run) -> None:
    """Contrasts of other outlets are left out."""
    assert [row.value for row in tables.framing(run, ["rt"])] == ["militants"]
    assert tables.framing(run, ["sana"]) == ()


def test_what_was_not_tested_is_no_number(run: Run) -> None:
    """Without enough mentions, odds, z and q read "too few"; what is only counted reads "not tested"."""
    few, tested = replace(run.contrasts[0], z=None), replace(run.contrasts[0], odds=0.0002, odds_high=4.0, q=0.0004)
    counted = replace(few, measure="voice words")
    rows = tables.framing(replace(run, contrasts=(few, tested, counted)))
    told = {(row.measure, row.z): tables.tested(row, tables.odds(row)) for row in rows}
    assert told == {
        ("label", None): "too few",
        ("label", 2.1): "<0.001 (>1000 to 4)",
        ("voice words", None): "not tested",
    }
    assert [row.found for row in tables.framing(replace(run, contrasts=(tested,)), findings=True)] == [True]
    assert tables.framing(replace(run, contrasts=(few,)), findings=True) == ()


def test_two_outlets_are_set_against_each_other(run: Run) -> None:
    """Of two outlets only what they use on common events is listed, and the events are counted."""
    pair = ["rt", "sana"]
    assert {row.outlet for row in tables.framing(run, pair)} <= {"rt", "sana"}
    assert tables.common_events(run, pair) == 1


def test_summary_counts_with_denominators(run: Run) -> None:
    """Labels and states are counted of their totals."""
    rows = tables.summary(run)
    assert Total("verdicts", "contradiction", 2, 3) in rows
    assert Total("run", "events of two or more outlets", 1, 2) in rows
    assert Total("drops", "corpus: duplicate_id", 1, 1) in rows


def test_holdings_count_outlets_and_speakers(run: Run) -> None:
    """A contradiction counts once for each of its sides."""
    assert tables.by_outlet(run) == (
        Holding("enab", 1, 0, 0, 0),
        Holding("rt", 2, 2, 2, 1),
        Holding("sana", 1, 2, 1, 1),
    )
    assert tables.by_speaker(run) == (Holding("Ministry of Defence", 1, 1, 1, 1),)


def test_unknown_event_names_near_ones(run: Run) -> None:
    """The error of an unknown event lists ids like it and the command that lists all."""
    with pytest.raises(RunError, match=r"'e3', near it: .*e1.*parallax events"):
        tables.side_by_side(run, "e3")


def test_unknown_outlet_names_near_ones(run: Run) -> None:
    """The error of an unknown outlet lists names like it and all ids."""
    with pytest.raises(RunError, match=r"'sanaa', near it: sana; the run has enab, rt, sana"):
        tables.omissions(run, "sanaa")


# --------------------------------------------------------------------------- formats


@pytest.mark.parametrize(("z", "told"), [(None, ""), (2.14, "+2.1"), (-2.14, "-2.1"), (-0.04, "+0.0")])
def test_a_score_has_its_sign(z: float | None, told: str) -> None:
    """A score is written with its sign, and none is written where nothing was tested; no zero is negative."""
    assert tables.score(z) == told


def test_a_page_of_chosen_omissions_tells_how_many_of_all_are_listed(run: Run) -> None:
    """Beside the counts of the run stands how many of them the page lists; the page of the run lists all."""
    two = (run.omissions[0], replace(run.omissions[0], outlet="sana"))
    whole = replace(run, omissions=two, counts=(*run.counts, Count("coverage", "absences", 9, 2, ())))
    assert "2 omissions told, 1 of them listed here" in html.render_omissions(whole, tables.Wanted("enab"))
    assert "of them listed here" not in html.render(whole)


def test_plots_tell_each_contrast_and_open_its_sentences(run: Run) -> None:
    """A contrast has a dot, full where it is beyond chance, and a part of its outlet's bar, each with its sentence."""
    found = replace(run.contrasts[0], q=0.01)
    text = html.render(replace(run, contrasts=(found, replace(found, value="rebels", count=5, z=-2.0, q=0.4))))
    framing = text[text.index('<section id="framing">') : text.index('<section id="drops">')]
    assert framing.count('class="found"') == 1 and framing.count('class="open"') == 1
    assert 'width="37.50%"' in framing and 'x="62.50%"' in framing  # rebels 5 of 8 first, then militants 3 of 8
    assert framing.count("<blockquote") == 4


def test_a_share_without_an_interval_says_why(run: Run) -> None:
    """Where a wording stands on too few texts for an interval, table and page say so: no cell is empty."""
    few = replace(run, contrasts=(replace(run.contrasts[0], low=None, high=None),))
    assert tables.interval(None, None) == "too few for an interval"
    assert "too few for an interval" in tables.as_table(tables.framing(few), width=160)
    assert "too few for an interval" in html.render(few)
    assert "too few for an interval" not in html.render(run)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_view_is_a_list_of_objects_in_json(run: Run, view) -> None:
    """Each row is an object, and the rows of one view have the same keys."""
    rows = json.loads(tables.as_json(view(run)))
    assert rows
    assert len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_every_table_says_the_same_at_every_width(run: Run, view, width: int) -> None:
    """Wrapping loses no row and no header."""
    table = tables.as_table(view(run), width=width)
    assert table.count("\n") >= len(view(run)) + 1


def test_prose_fits_the_terminal(run: Run) -> None:
    """A long text is wrapped to the width."""
    long = make_statement("rt-1", 0, "The road was closed again. " * 40)
    event = make_event("e1", (long, make_statement("sana-1", 0, "The road is open.")))
    statements = (long, make_statement("sana-1", 0, "The road is open."))
    sides = replace(run, statements=statements, events=(event,), verdicts=())
    assert max(map(len, tables.as_table(tables.side_by_side(sides, "e1"), width=100).splitlines())) <= 100


def test_empty_view_says_none() -> None:
    """A view without rows is told in words, and is an empty list in JSON."""
    assert (tables.as_table((), width=80), tables.as_json(())) == ("(none)", "[]")


def test_many_outlets_stand_under_one_another(run: Run) -> None:
    """Where columns would be too narrow to read, there is one column of answers."""
    narrow = tables.as_table(tables.side_by_side(run, "e1"), width=50)
    assert narrow.splitlines()[0].split() == ["statement", "others"]


def test_omission_on_a_terminal_is_read_from_left_to_right(run: Run) -> None:
    """On a terminal an omission has three columns: what is absent where, its sentence, its nearest statements."""
    shown = tables.as_table(tables.omissions(run), width=100).splitlines()
    assert shown[0].split() == ["absence", "omission", "nearest"]
    assert max(map(len, shown)) <= 100


def test_control_characters_do_not_reach_the_terminal(run: Run) -> None:
    """An escape sequence or a bidirectional override in a title is shown as a replacement character."""
    event = replace(run.events[0], title="\x1b[31mred\u202eder")
    table = tables.as_table(tables.events(replace(run, events=(event,))), width=120)
    assert "\ufffd[31mred\ufffdder" in table


@pytest.mark.parametrize(
    ("count", "total", "text"),
    [
        (0, 500, "0 %"),
        (1, 500, "<1 %"),
        (499, 500, ">99 %"),
        (500, 500, "100 %"),
        (1, 3, "33 %"),
        (0, 0, "-"),
    ],
)
def test_zero_and_hundred_percent_only_where_exact(count: int, total: int, text: str) -> None:
    """0 % is shown only for none, 100 % only for all."""
    assert tables.percent(count, total) == text


# --------------------------------------------------------------------------- the page


class Page(HTMLParser):
    """Tags with their attributes, in the order of the page, and its ids."""

    def __init__(self, text: str) -> None:
        """Read the whole text."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, and that it wants to be closed."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "hr", "br", "rect", "line"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attrs)))


def empty_run() -> Run:
    """A run without anything but its outlets."""
    kept = {"signature", "corpus", "seconds"}
    return make_run(**{f.name: () for f in fields(Run) if f.name not in kept})


@pytest.mark.parametrize("make", [make_run, empty_run])
def test_page_is_well_formed_and_links_lead_somewhere(make) -> None:
    """Every tag is closed, ids are unique, and every link inside the page has its target."""
    page = Page(html.render(make()))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    links = [a["href"][1:] for _, a in page.tags if (a.get("href") or "").startswith("#")]
    assert page.open == []
    assert len(ids) == len(set(ids))
    assert set(links) - set(ids) == set()


def test_page_needs_no_script_and_no_network(run: Run) -> None:
    """No script, no file from elsewhere, and a policy that forbids both."""
    page = Page(html.render(run))
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form"} == set()
    assert not [a for _, a in page.tags if any(name.startswith("on") or name == "src" for name in a)]
    assert "default-src 'none'" in html.render(run)
    assert "url(" not in html.render(run)


def worded(run: Run, text: str) -> Run:
    """The run with this text wherever text comes from outside."""
    corpus = replace(
        run.corpus,
        outlets=tuple(replace(o, name=text, kind=text, family=text) for o in run.corpus.outlets),
        speakers=tuple(replace(s, name=text) for s in run.corpus.speakers),
        documents=tuple(replace(d, title=text) for d in run.corpus.documents),
    )
    return replace(
        run,
        signature=text,
        corpus=corpus,
        statements=tuple(replace(s, text=text) for s in run.statements),
        events=tuple(replace(e, title=text, where=(text,)) for e in run.events),
        omissions=tuple(replace(o, sentence=text) for o in run.omissions),
        verdicts=tuple(replace(v, reason=Reason(text, (text, text))) for v in run.verdicts),
        revisions=tuple(replace(r, by=text, change=text) for r in run.revisions),
        contrasts=tuple(replace(c, measure=text, subject=text, value=text) for c in run.contrasts),
        drops=tuple(replace(d, field=text, value=text, text=text, remedy=text) for d in run.drops),
    )


def test_hostile_text_is_escaped_everywhere(run: Run) -> None:
    """Markup in any text of documents, speakers, registries or drops stays text."""
    hostile, plain = html.render(worded(run, HOSTILE)), html.render(worded(run, "plain"))
    assert [tag for tag, _ in Page(hostile).tags] == [tag for tag, _ in Page(plain).tags]
    assert [set(a) for _, a in Page(hostile).tags] == [set(a) for _, a in Page(plain).tags]
    assert "{{ 7 * 7 }}" in hostile


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://x"])
def test_only_addresses_of_the_web_become_links(run: Run, address: str) -> None:
    """A document's address of any scheme but http and https is not a link."""
    documents = tuple(replace(d, url=address) for d in run.corpus.documents)
    page = Page(html.render(replace(run, corpus=replace(run.corpus, documents=documents))))
    assert [a["href"] for _, a in page.tags if "href" in a and not a["href"].startswith("#")] == []


def test_page_is_the_same_twice(run: Run) -> None:
    """Two renderings are equal, whatever time they took."""
    assert html.render(run) == html.render(replace(run, seconds=(("corpus", 9.0),)))


def test_page_opens_with_the_counts_and_ends_with_the_signature(run: Run) -> None:
    """What was found and what was compared stand first, how stands last."""
    text = html.render(run)
    assert "1 contradiction and 1 omission; 1 event carried by two or more outlets" in text
    assert "4 documents, 3 outlets, 4 statements, 2 events" in text
    assert text.index("4 documents, 3 outlets, 4 statements") < text.index('id="matrix"')
    assert text.index('id="drops"') < text.index(run.signature)


def test_matrix_tells_states_in_words_and_leads_to_the_omission(run: Run) -> None:
    """A cell reads without colour, and an outlet's silence leads to its evidence."""
    text = html.render(run)
    assert "Enab Baladi: silent on event" in text
    assert 'href="#gap-e1-enab"' in text
    assert "SANA: covered, in a contradiction, 2 statements" in text


def test_an_outlet_that_perhaps_carries_an_event_is_told_apart(run: Run) -> None:
    """It is not counted among those that carry it, its cell says perhaps, and it is not called silent beside a fact."""
    (event, *others) = run.events
    states = (Coverage("enab", State.PERHAPS), *(c for c in event.coverage if c.outlet != "enab"))
    unsure = replace(run, events=(replace(event, coverage=states), *others), omissions=())
    assert [row.covered for row in tables.events(unsure) if row.event == "e1"] == [2]
    assert "Enab Baladi: perhaps" in html.render(unsure) and 'class="cell perhaps"' in html.render(unsure)
    assert {a.verdict for f in tables.side_by_side(unsure, "e1", ["enab", "rt"]) for a in f.answers} >= {"not judged"}


def test_omission_unfolds_to_its_evidence(run: Run) -> None:
    """The nearest statement, its score and the reason of its rejection stand under the sentence."""
    text = html.render(run)
    after = text[text.index(run.omissions[0].sentence) :]
    assert "cosine 0.41; rejected: another place" in after
    assert "cannot say how likely" in after
    assert "2 items of Enab Baladi" in after


def test_reported_silence_stands_in_its_own_part(run: Run) -> None:
    """A reported silence is not listed among the omissions."""
    told = replace(run.omissions[0], state=State.REPORTED_SILENCE, sentence="RT states that nobody commented.")
    text = html.render(replace(run, omissions=(told,)))
    assert text.index('id="silences"') < text.index(told.sentence)


def test_cut_lists_tell_how_much_more_and_where(run: Run) -> None:
    """What does not fit on the page is told with its number and its file."""
    many = tuple(replace(run.omissions[0], event=f"x{n}") for n in range(html.GAPS + 7))
    assert "and 7 more omissions in <code>omissions.jsonl</code>" in html.render(
        replace(run, omissions=tuple(replace(o, event="e1", fact=run.statements[0].id) for o in many))
    )


def test_page_of_many_statements_stays_small(run: Run) -> None:
    """The page of 15 outlets with 60 events of 60 long statements each stays below 3 MB."""
    outlets = tuple(Outlet(f"o{n:02}", f"Outlet {n}") for n in range(15))
    text = "The delegation left the town on the road to the north before the talks had begun again. " * 3
    events, statements, verdicts = [], [], []
    for number in range(60):
        members = [make_statement(f"o{n % 15:02}-{number}", 400 * n, f"{n} {text}") for n in range(60)]
        events.append(make_event(f"e{number:02}", tuple(members)))
        statements += members
        verdicts += [
            Verdict(f"e{number:02}", s.id, o.id, Label.COMPATIBLE, Reason("vaguer"), 0.5, (members[index].id,))
            for s in members
            for index, o in enumerate(outlets)
            if o.id != s.outlet
        ]
    large = replace(
        run,
        corpus=replace(run.corpus, outlets=outlets),
        statements=tuple(statements),
        events=tuple(events),
        verdicts=tuple(verdicts),
        omissions=(),
        exclusives=(),
        patterns=(),
        revisions=(),
        contrasts=(),
    )
    assert len(html.render(large).encode()) < 3_000_000


def test_page_says_nothing_on_truth(run: Run) -> None:
    """The page's own words judge no outlet."""
    text = re.sub(r"<style>.*?</style>", "", html.render(run), flags=re.S)
    judging = {"lie", "lies", "liar", "false", "fake", "propaganda", "trust", "reliable", "bias", "slant"}
    assert set(re.findall(r"[a-z]+", text.lower())) & judging == set()


# --------------------------------------------------------------------------- omissions as evidence


def test_a_miss_is_told_with_its_interval(run: Run) -> None:
    """The page tells how likely a miss is, with its interval, or that nobody can say."""
    known = replace(run.omissions[0], miss=0.12, miss_low=0.08, miss_high=0.2)
    assert "cannot say how likely" in html.render(run)
    assert "0.12 (0.08 to 0.20)" in html.render(replace(run, omissions=(known,)))


def test_the_page_shows_the_reverse_the_patterns_and_the_collection(run: Run) -> None:
    """What one outlet alone has, what is passed over, and what was collected stand on the page with their counts."""
    text = html.render(run)
    for told in ("RT alone has it.", "victims: soldiers", "1 of 9", "12 of 18", "3 of 4"):
        assert told in text
    assert text.index('id="collection"') < text.index("1 of 1")


def test_a_pattern_that_chance_explains_is_not_on_the_page(run: Run) -> None:
    """Above the threshold of q a pattern stays in the file."""
    weak = replace(run.patterns[0], q=html.TELLING)
    assert "victims: soldiers" not in html.render(replace(run, patterns=(weak,)))


@pytest.mark.parametrize("write", [tables.as_csv, tables.as_markdown], ids=["csv", "markdown"])
def test_hostile_cells_do_no_harm(run: Run, write: Callable[[Sequence[object]], str]) -> None:
    """No cell begins a formula, a column or an element."""
    gap = replace(tables.omissions(run)[0], sentence="=HYPERLINK(1)|<b>x", event="+1")
    text = write([gap])
    assert ",=HYPERLINK" not in text
    if write is tables.as_markdown:
        assert "<b>" not in text
        assert "\\|" in text
    else:
        assert "'+1" in text
