"""Alignment: each statement in one event, by what, where and when, whatever the order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from conftest import DAY, make_statement, make_table
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.comparison import Links, Table
from compare.errors import ModelError
from compare.models import load_scorer
from compare.pipeline import Doors
from compare.settings import Settings
from compare.stages import alignment
from compare.types import Event, Part, Place, Slots, Statement, When

CLASH = (
    "Shelling near Saraqib killed eight soldiers.",
    "Shelling near Saraqib killed six soldiers, the ministry said.",
    "Eight soldiers were killed by shelling near Saraqib.",
)
FAIR = ("A book fair opened in Tartus.", "Nine publishers came to the book fair in Tartus.")
SARAQIB, TARTUS = Place(0, 1, "Saraqib", "srqb"), Place(0, 1, "Tartus", "trts")


def told(
    document: str, start: int, text: str, *, day: int = 0, places: tuple[Place, ...] = (), **changes: object
) -> Statement:
    """A statement told, and happening, some days after 4 February."""
    moment = DAY + timedelta(days=day)
    return make_statement(
        document,
        start,
        text,
        day=moment,
        published=moment,
        slots=Slots(When(moment, moment), places=places),
        **changes,
    )


def scene() -> list[Statement]:
    """Three documents on a clash on one day, two on a fair a month later."""
    return [
        told("rt-1", 0, CLASH[0], places=(SARAQIB,)),
        told("sana-1", 0, CLASH[1], places=(SARAQIB,)),
        told("tass-1", 0, CLASH[2], places=(SARAQIB,)),
        told("rt-2", 0, FAIR[0], day=30, places=(TARTUS,)),
        told("sana-2", 0, FAIR[1], day=30, places=(TARTUS,)),
    ]


def events_of(table: Table, doors: Doors, settings: Settings | None = None) -> tuple[Event, ...]:
    """The events of a table by the shipped scorer."""
    settings = settings or Settings()
    scorers = doors.same_event, doors.same_event_in_company
    links, own = alignment.link(table, scorers, settings), alignment.own(table, doors.own_event)
    return alignment.align(table, links, own, settings)


def align(statements: Sequence[Statement], doors: Doors, **changes: object) -> list[set[str]]:
    """The statements of each event, by their documents."""
    events = events_of(make_table(statements), doors, replace(Settings(), **changes))
    return [{s.partition(":")[0] for s in e.statements} for e in events]


def rows(*numbers: int) -> np.ndarray:
    """Row numbers."""
    return np.array(numbers, dtype=np.int64)


def one_a_document(count: int) -> Table:
    """A table of documents with one sentence each."""
    return make_table([told(f"rt-{i:03d}", 0, f"Item {i} of the day.") for i in range(count)])


# --------------------------------------------------------------------------- events


def test_statements_on_one_occurrence_are_one_event(doors: Doors) -> None:
    """The same shelling told three times on one day is one event; a fair a month later is another."""
    assert align(scene(), doors) == [{"rt-1", "sana-1", "tass-1"}, {"rt-2", "sana-2"}]


def test_differing_figures_do_not_part_an_event(doors: Doors) -> None:
    """Eight killed and six killed in one shelling are one event: the difference is what is looked for."""
    assert align([s for s in scene() if s.document in ("rt-1", "sana-1")], doors) == [{"rt-1", "sana-1"}]


def test_the_same_words_on_another_place_and_month_are_another_event(doors: Doors) -> None:
    """A fair in another town, months later, is not the first one, however alike the words."""
    one = told("rt-1", 0, "Shelling in Saraqib killed eight.", places=(SARAQIB,))
    other = told("sana-1", 0, "Shelling in Tartus killed two.", day=200, places=(TARTUS,))
    assert len(align([one, other], doors)) == 2


def test_a_cut_of_0_joins_and_a_cut_of_1_parts(doors: Doors) -> None:
    """Raising the cut never leaves fewer events."""
    counts = [len(align(scene(), doors, event_cut=cut)) for cut in (0.01, 0.2, 0.5, 0.9, 1.0)]
    assert counts == sorted(counts)
    assert counts[-1] == 5


def test_the_order_of_events_is_that_of_their_days(doors: Doors) -> None:
    """Events are numbered by their first day, then by their first statement, without gaps."""
    events = events_of(make_table(scene()), doors)
    assert [e.id for e in events] == ["e1", "e2"]
    assert [(e.first, e.last) for e in events] == [(DAY, DAY), (DAY + timedelta(days=30),) * 2]


def test_no_statement_gives_no_event(doors: Doors) -> None:
    """An empty table has no events."""
    assert align([], doors) == []


def test_other_features_are_refused(doors: Doors) -> None:
    """A scorer that was trained on other features is refused before anything is aligned."""
    with pytest.raises(ModelError, match="make train-scorers"):
        alignment.link(make_table(scene()), (doors.verdict, doors.verdict), Settings())


def test_an_event_says_when_where_and_by_whom(doors: Doors) -> None:
    """An event has the documents and statements that it holds, its days and its places."""
    event = events_of(make_table(scene()), doors)[0]
    assert event.documents == ("rt-1", "sana-1", "tass-1")
    assert event.where == ("Saraqib",)
    assert (event.first, event.last) == (DAY, DAY)


def test_an_event_is_called_by_its_most_central_headline(doors: Doors) -> None:
    """The title is a headline where there is one, on one line, cut at a word."""
    long = "Shelling near Saraqib kills eight soldiers as the\nconvoy " + "moves on " * 20
    heads = [told("rt-1", 0, CLASH[0]), told("sana-1", 0, long.strip(), part=Part.HEADLINE)]
    events = events_of(make_table(heads), doors, replace(Settings(), event_cut=0.001))
    titles = [e.title for e in events if f"sana-1:0-{len(long.strip())}" in e.statements]
    assert len(titles) == 1
    assert titles[0].startswith("Shelling near Saraqib kills eight soldiers as the convoy moves")
    assert titles[0].endswith(" …")
    assert "\n" not in titles[0]


def test_one_old_date_does_not_stretch_an_event(doors: Doors) -> None:
    """A statement far from the day that most are on does not become the first day of the event."""
    table = make_table([*scene()[:3], told("wire-1", 0, CLASH[0], day=-60)])
    (event,) = alignment.name_events(rows(0, 0, 0, 0), table)
    assert (event.first, event.last) == (DAY, DAY)


# --------------------------------------------------------------------------- conservation and order

WORDS = st.sampled_from("shelling convoy bridge minister hospital market helicopter talks snow school".split())


@st.composite
def documents(draw: st.DrawFn) -> list[Statement]:
    """Up to six documents of up to seven sentences on up to ninety days."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        day, start = draw(st.integers(0, 90)), 0
        for _ in range(draw(st.integers(1, 7))):
            text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=5)))
            found.append(told(f"{draw(st.sampled_from(['rt', 'sana']))}-{number}", start, text, day=day))
            start += len(text) + 1
    return sorted(found, key=lambda s: (s.document, s.start))


@settings(max_examples=60, deadline=None)
@given(documents())
def test_each_statement_is_in_exactly_one_event(statements: list[Statement]) -> None:
    """Whatever the documents, no statement is lost or doubled."""
    unique = list({s.id: s for s in statements}.values())
    table = make_table(unique)
    links = alignment.link(table, (load_scorer("same_event"), load_scorer("same_event_in_company")), Settings())
    events = alignment.align(table, links, alignment.own(table, load_scorer("own_event")), Settings())
    assert all(0 <= likeness <= 1 for likeness in links.likeness.tolist())
    assert sorted(s for e in events for s in e.statements) == sorted(s.id for s in unique)
    assert all(e.first <= e.last for e in events)
    assert len({e.id for e in events}) == len(events)
    assert [e.id for e in events] == sorted(e.id for e in events)


@settings(max_examples=60, deadline=None)
@given(documents(), st.integers(1, 30))
def test_candidates_are_pairs_of_two_documents(statements: list[Statement], count: int) -> None:
    """Each candidate pair is of two documents, stands once, lower row first, in order."""
    table = make_table({s.id: s for s in statements}.values())
    a, b = alignment.candidates(table, count)
    pairs = list(zip(a.tolist(), b.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert all(one < other for one, other in pairs)
    assert not np.any(table.document[a] == table.document[b])


@settings(max_examples=40, deadline=None)
@given(documents())
def test_with_room_for_all_every_pair_is_a_candidate(statements: list[Statement]) -> None:
    """A search for as many as there are finds every pair of two documents."""
    table = make_table({s.id: s for s in statements}.values())
    n = len(table.statements)
    a, b = alignment.candidates(table, n)
    wanted = [(i, j) for i in range(n) for j in range(i + 1, n) if table.document[i] != table.document[j]]
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == wanted


@settings(max_examples=40, deadline=None)
@given(documents())
def test_features_are_symmetric_and_finite(statements: list[Statement]) -> None:
    """A pair has the same features from either side, one column for each name, and none is infinite."""
    table = make_table({s.id: s for s in statements}.values())
    a, b = alignment.candidates(table, 20)
    if len(a):
        found = alignment.features(table, a, b)
        assert found.shape == (len(a), len(alignment.FEATURES))
        assert np.isfinite(found).all()
        assert found == pytest.approx(alignment.features(table, b, a), abs=1e-5)


# --------------------------------------------------------------------------- grouping


def grouped(table: Table, links: dict[tuple[int, int], float], cut: float = 0.5, own: float = 0.0) -> list[int]:
    """Cluster numbers from 0 in the order of their first row, from likenesses of pairs."""
    a, b = rows(*(i for i, _ in links)), rows(*(j for _, j in links))
    likeness = np.array(list(links.values()), dtype=np.float32)
    owned = np.full(len(table.statements), own, dtype=np.float32)
    label = alignment.group(table, Links(a, b, likeness), owned, cut=cut).tolist()
    order = {number: i for i, number in enumerate(dict.fromkeys(label))}
    return [order[number] for number in label]


def test_a_pair_above_the_cut_joins() -> None:
    """Two documents with a likeness above the cut are one event, below it two."""
    table = one_a_document(4)
    assert grouped(table, {(0, 1): 0.9, (2, 3): 0.4}) == [0, 0, 1, 2]


def test_one_link_does_not_chain_two_groups() -> None:
    """Two tight groups with one good pair between them stay two: the average counts, not the best."""
    tight = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (3, 4): 0.9, (3, 5): 0.9, (4, 5): 0.9}
    assert grouped(one_a_document(6), {**tight, (2, 3): 0.8}) == [0, 0, 0, 1, 1, 1]


def test_without_links_each_document_is_alone() -> None:
    """No likeness, no joining."""
    assert grouped(one_a_document(3), {}) == [0, 1, 2]


def test_the_sentences_of_one_document_stay_together_without_links() -> None:
    """A later sentence that nothing is linked to stays with the lead of its document."""
    table = make_table([told("rt-1", 20 * i, f"Sentence {i} here.") for i in range(9)])
    assert grouped(table, {}) == [0] * 9


def test_a_later_sentence_goes_with_the_older_event_that_it_tells_of() -> None:
    """A background sentence that is linked to another document leaves its own document's event."""
    later = [told("rt-1", 20 * i, f"Sentence {i} here.") for i in range(9)]
    table = make_table([*later, told("sana-1", 0, "The older event.")])
    assert grouped(table, {(8, 9): 0.9}) == [0] * 8 + [1, 1]


@given(st.permutations(range(5)))
def test_the_order_of_pairs_does_not_matter(order: Sequence[int]) -> None:
    """The same likenesses in another order give the same events."""
    links = {(0, 1): 0.9, (1, 2): 0.7, (0, 2): 0.6, (2, 3): 0.55, (3, 4): 0.8}
    pairs = list(links.items())
    assert grouped(one_a_document(5), dict(pairs[i] for i in order)) == grouped(one_a_document(5), links)


def test_sentences_on_the_own_event_stay_with_the_lead_that_their_documents_share() -> None:
    """Two documents on one event that also share a later fact give one event, unless the fact is of another."""
    statements = [told(d, k, f"Sentence {k} of {d}.") for d in ("rt-1", "sana-1") for k in range(4)]
    links = {(0, 4): 0.9, (3, 7): 0.9}
    assert set(grouped(make_table(statements), links, own=0.8)) == {0}
    assert grouped(make_table(statements), links, own=0.1)[3] != 0
