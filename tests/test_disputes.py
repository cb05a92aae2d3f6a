"""Contradictions as rows: grouped, sorted, filtered, counted, and in every form."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from conftest import DAY, make_event, make_run, make_statement
from typer.testing import CliRunner

from compare.cli import Order, app
from compare.errors import RunError
from compare.report import files, html, tables
from compare.report.tables import Dispute, Disputed
from compare.types import Attribution, Label, Reason, Run, Span, Stance, Statement, Verdict

ALL = Disputed(least_probability=0)
CHILDREN = Reason("number", ("2 children dead", "5 children dead"))


def said(document: str, start: int, text: str, *, by: str = "", day: date = DAY) -> Statement:
    """A statement of a day, told by a speaker where one is named."""
    speaker = Attribution(by, None, "said", Stance.NEUTRAL, None, None, Span(start, start + len(text))) if by else None
    return replace(make_statement(document, start, text, speaker=speaker), published=day)


def against(event: str, one: Statement, other: Statement, reason: Reason, probability: float) -> Verdict:
    """The verdict that the second contradicts the first."""
    return Verdict(event, one.id, other.outlet, Label.CONTRADICTION, reason, probability, (other.id,))


EIGHT = said("rt-1", 0, "Eight soldiers died.")
EIGHT_TOO = said("enab-1", 0, "Eight were killed.", by="a medic")
SIX = said("sana-1", 0, "Six soldiers died.", by="the ministry", day=DAY + timedelta(1))
TWO = said("rt-1", 40, "Two children died.")
FIVE = said("sana-1", 40, "Five children died.")
LATE = said("rt-3", 0, "Rebels shot the aircraft down.", day=DAY + timedelta(9))
NEVER = said("enab-3", 0, "Rebels did not shoot it down.", day=DAY + timedelta(9))


def disputed() -> Run:
    """A run in which three outlets dispute three facts: the first by three pairs of sentences on two events."""
    statements = tuple(sorted((EIGHT, EIGHT_TOO, SIX, TWO, FIVE, LATE, NEVER), key=lambda s: (s.document, s.start)))
    return make_run(
        statements=statements,
        events=(
            make_event("e1", (EIGHT, SIX, TWO)),
            make_event("e2", (EIGHT_TOO, FIVE)),
            make_event("e3", (LATE, NEVER)),
        ),
        verdicts=(
            against("e1", EIGHT, SIX, Reason("number", ("8 dead", "6 dead")), 0.71),
            against("e1", SIX, EIGHT, Reason("number", ("6 dead", "8 dead")), 0.6),
            against("e2", EIGHT_TOO, SIX, Reason("number", ("8 dead", "6 dead")), 0.5),
            against("e1", TWO, FIVE, CHILDREN, 0.74),
            against("e3", LATE, NEVER, Reason("denial", ("asserted", "denied")), 0.12),
        ),
        omissions=(),
        exclusives=(),
        patterns=(),
        revisions=(),
        contrasts=(),
    )


@pytest.fixture(scope="module")
def run() -> Run:
    """That run."""
    return disputed()


@pytest.fixture
def folder(run: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of that run."""
    path = tmp_path_factory.mktemp("runs") / "out"
    files.write(run, path)
    return str(path)


def call(folder: str, *words: str) -> tuple[str, str]:
    """What the command says on stdout and on stderr."""
    told = CliRunner().invoke(app, ["contradictions", folder, *words])
    assert told.exit_code == 0, told.output
    return told.stdout, told.stderr


def listed(folder: str, *words: str) -> list[str]:
    """The kinds and values that the command lists."""
    rows = json.loads(call(folder, "--json", *words)[0])
    return [f"{r['kind']}: {r['one']['value']} v {r['other']['value']}" for r in rows]


def test_two_values_of_one_fact_are_one_row_with_who_says_which(run: Run) -> None:
    """Pairs of the same values on joined events are one row; each sentence is on its side once, the surest first."""
    first = next(row for row in tables.disputes(run, ALL).rows if "soldiers" in row.said[0].text)
    assert (first.events, first.kind, first.pairs, first.voices) == (("e1", "e2"), "number", 2, 3)
    assert (first.one.value, first.other.value, first.probability) == ("8 dead", "6 dead", 0.71)
    assert [s.text for s in first.one.said] == [EIGHT.text, EIGHT_TOO.text]
    assert [s.text for s in first.other.said] == [SIX.text]
    assert first.one.carriers == "enab (a medic); rt" and first.other.carriers == "sana (the ministry)"
    assert (first.first, first.last) == (DAY, DAY + timedelta(1))


def test_equal_values_of_two_events_stay_two_rows() -> None:
    """The same two figures told of events that nothing joins are two facts."""
    run = disputed()
    apart = replace(
        run, verdicts=(*run.verdicts, against("e3", LATE, NEVER, Reason("number", ("8 dead", "6 dead")), 0.4))
    )
    rows = [row for row in tables.disputes(apart, ALL).rows if row.kind == "number" and row.one.value == "8 dead"]
    assert [row.events for row in rows] == [("e1", "e2"), ("e3",)]


def test_every_pair_of_sentences_is_in_one_row(run: Run) -> None:
    """No pair is lost and none is counted twice, and the order of the verdicts does not matter."""
    rows = tables.disputes(run, ALL).rows
    assert sum(row.pairs for row in rows) == len(tables.contradictions(run))
    assert tables.disputes(replace(run, verdicts=run.verdicts[::-1]), ALL) == tables.disputes(run, ALL)


@pytest.mark.parametrize(
    "wanted",
    [
        Disputed(),
        ALL,
        Disputed(outlet="Enab", least_probability=0),
        Disputed(event="e3"),
        Disputed(kind="denial", least_probability=0.5),
        Disputed(since=DAY + timedelta(5), until=DAY + timedelta(8)),
        Disputed(least=3),
    ],
)
def test_what_is_listed_and_what_is_left_out_are_all(run: Run, wanted: Disputed) -> None:
    """A row is listed or counted under one reason, and the line says both numbers."""
    found = tables.disputes(run, wanted)
    gone = sum(count for _, count in found.left_out)
    assert len(found.rows) + gone == len(tables.disputes(run, ALL).rows) == 3
    assert str(found).startswith(f"{len(found.rows)} of 3 contradictions listed")
    assert all(reason in str(found) for reason, _ in found.left_out)


def test_the_most_probable_then_the_most_carried_come_first(run: Run) -> None:
    """Within a tenth of probability the row of more independent voices leads; the other orders keep to their key."""
    rows = tables.disputes(run, ALL).rows
    assert [row.probability for row in rows] == [0.71, 0.74, 0.12]
    assert [row.voices for row in rows] == [3, 2, 2]
    by_day = tables.disputes(run, replace(ALL, order="days")).rows
    assert [row.first for row in by_day] == sorted(row.first for row in rows)
    by_voices = tables.disputes(run, replace(ALL, order="voices")).rows
    assert [row.voices for row in by_voices] == sorted((row.voices for row in rows), reverse=True)
    assert set(tables.ORDERS) == {str(order) for order in Order}


SOLDIERS, DENIED = "number: 8 dead v 6 dead", "denial: asserted v denied"
FILTERS: dict[str, tuple[Sequence[str], list[str]]] = {
    "likelier than not": ((), [SOLDIERS, str(CHILDREN)]),
    "all": (("--least-probability", "0"), [SOLDIERS, str(CHILDREN), DENIED]),
    "outlet": (("--outlet", "enab", "--least-probability", "0"), [SOLDIERS, DENIED]),
    "event": (("--event", "e2"), [SOLDIERS, str(CHILDREN)]),
    "other event": (("--event", "e3"), []),
    "kind": (("--kind", "denial", "--least-probability", "0.1"), [DENIED]),
    "since": (("--since", "2020-02-06", "--least-probability", "0"), [DENIED]),
    "since a day of it": (("--since", "2020-02-05"), [SOLDIERS]),
    "until": (("--until", "2020-02-04", "--least-probability", "0"), [SOLDIERS, str(CHILDREN)]),
    "voices": (("--least", "3"), [SOLDIERS]),
}


@pytest.mark.parametrize(("words", "expected"), FILTERS.values(), ids=FILTERS)
def test_contradictions_are_filtered(words: Sequence[str], expected: list[str], folder: str) -> None:
    """Each filter lets pass what it names, ends included, and nothing else."""
    assert listed(folder, *words) == expected


def test_what_was_left_out_is_told_beside_the_list(folder: str) -> None:
    """The reason and its number go to stderr, so that stdout is the list alone."""
    out, err = call(folder, "--json", "--least", "3")
    assert len(json.loads(out)) == 1
    assert err == "parallax: 1 of 3 contradictions listed; 2 left out as of fewer than 3 independent voices\n"


def test_an_unknown_event_or_outlet_is_refused(run: Run) -> None:
    """A name that the run does not know is an error, not an empty list."""
    with pytest.raises(RunError, match="near it: e1"):
        tables.disputes(run, Disputed(event="e11"))
    with pytest.raises(RunError, match="no outlet 'nobody'"):
        tables.disputes(run, Disputed(outlet="nobody"))


def test_rows_come_back_from_their_json(run: Run) -> None:
    """What JSON holds is the rows, whole and in order."""
    rows = tables.disputes(run, ALL).rows
    assert msgspec.json.decode(tables.as_json(rows), type=tuple[Dispute, ...]) == rows


@pytest.mark.parametrize("form", ["table", "csv", "md", "html"])
def test_every_form_shows_both_values_with_their_outlets(form: str, folder: str) -> None:
    """Values, outlets, speakers and sentences stand in every form, in the same order."""
    shown = call(folder, "--format", form)[0]
    for part in ("8 dead", "6 dead", "a medic", "Eight soldiers died.", "Five children died."):
        assert part in shown
    assert shown.index("8 dead") < shown.index("5 children dead")
    assert "did not shoot" not in shown


def test_a_table_fits_a_narrow_terminal(run: Run) -> None:
    """At 80 columns no line is longer, and each row keeps its probability and both sides."""
    lines = tables.as_table(tables.disputes(run, ALL).rows, width=80).splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines if line[:2] == "0."] == ["0.71", "0.74", "0.12"]


def test_the_page_has_the_order_of_the_list(run: Run) -> None:
    """The contradictions of the page of a run are those that are listed by default, in that order."""
    page = html.render(run)
    part = page[page.index('<section id="contradictions">') : page.index('<section id="events">')]
    assert part.index(EIGHT.text) < part.index(TWO.text)
    assert NEVER.text not in part and "1 left out as less probable than 0.5" in part
    assert [row.kind for row in tables.disputes(run).rows] == ["number", "number"]
