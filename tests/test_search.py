"""The search of the other outlets: several ways, all days of the reach, nothing of one's own."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from conftest import DAY, make_event, make_statement, make_table

from compare import search as searching
from compare.comparison import Links, Table
from compare.search import Found, search
from compare.settings import Settings
from compare.stages import judgment
from compare.types import Place, Slots, Statement, When

NO_LINKS = Links(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


def told(document: str, text: str, day: int = 0, start: int = 0, **slots: object) -> Statement:
    """A statement some days after 4 February."""
    moment = DAY + timedelta(days=day)
    return make_statement(
        document, start, text, day=moment, published=moment, slots=Slots(When(moment, moment), **slots)
    )


STATEMENTS = (
    told("enab-1", "The hospital in Saraqib was hit by two rockets."),
    told("enab-1", "Its wards were empty.", start=60),
    told("rt-1", "Two rockets fell on a clinic.", day=2),
    told("rt-2", "A hospital in Tartus was opened.", day=20),
    told("rt-3", "The hospital in Saraqib was hit by two rockets.", day=50),
    told("sana-1", "Wheat prices fell.", day=1),
)


def found(table: Table, **changes: object) -> set[tuple[str, str]]:
    """The pairs of documents that the search brings together."""
    pairs = search(table, replace(Settings(), **changes))
    name = [s.document for s in table.statements]
    return {(name[a], name[b]) for a, b in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)}


def test_no_statement_is_found_for_its_own_outlet() -> None:
    """What is found is another outlet's."""
    pairs = search(make_table(STATEMENTS), Settings())
    outlet = [s.outlet for s in make_table(STATEMENTS).statements]
    assert len(pairs.a) > 0
    assert [1 for a, b in zip(pairs.a, pairs.b, strict=True) if outlet[a] == outlet[b]] == []


def test_each_pair_is_found_once_and_in_order() -> None:
    """Pairs are sorted, none stands twice, also where two ways find it."""
    pairs = search(make_table(STATEMENTS), Settings())
    listed = list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    assert listed == sorted(set(listed))


def test_the_search_reaches_as_many_days_as_the_setting_says() -> None:
    """A document of a day beyond the reach is not searched, one on its last day is."""
    table = make_table(STATEMENTS)
    assert ("enab-1", "rt-2") in found(table, search_days=20)
    assert ("enab-1", "rt-2") not in found(table, search_days=19)
    assert ("enab-1", "rt-3") in found(table, search_days=50)


def test_a_count_of_zero_finds_nothing() -> None:
    """The search can be switched off by its own number."""
    assert found(make_table(STATEMENTS), search_count=0) == set()


def test_each_outlet_has_its_own_best() -> None:
    """An outlet with many near statements does not crowd out another one."""
    many = [told(f"rt-{i}", "The hospital in Saraqib was hit by two rockets.") for i in range(20)]
    lone = told("sana-1", "A hospital was hit.")
    assert ("enab-1", "sana-1") in found(make_table([STATEMENTS[0], *many, lone]), search_count=1)


@pytest.mark.parametrize("way", range(len(searching.WAYS)), ids=searching.WAYS)
def test_the_ways_are_symmetric(way: int) -> None:
    """By each way, one statement is as near to another as that is to it."""
    table = make_table(STATEMENTS)
    rows = np.arange(len(table.statements))
    likeness = list(searching.ways(table, rows, rows))[way]
    assert np.allclose(likeness, likeness.T, atol=1e-5)


def test_slots_find_what_words_do_not() -> None:
    """Two statements of one place and no common word are found by their slots."""
    place = Place(0, 1, "Saraqib", "srqb")
    table = make_table([told("rt-1", "Shells landed.", places=(place,)), told("sana-1", "Nine died.", places=(place,))])
    rows = np.arange(2)
    vectors, _, slots, text = searching.ways(table, rows, rows)
    assert (vectors[0, 1], text[0, 1]) == (0, 0)
    assert slots[0, 1] > 0


def test_the_order_of_the_documents_does_not_matter() -> None:
    """The same statements in another order give the same pairs of documents."""
    assert found(make_table(STATEMENTS)) == found(make_table(STATEMENTS[::-1]))


def test_an_empty_corpus_is_searched_in_vain() -> None:
    """No statement, no pair."""
    assert len(search(make_table(()), Settings()).a) == 0


# --------------------------------------------------------------------------- what judgment asks


def test_an_outlet_without_a_document_on_the_event_is_asked_where_the_search_finds_one() -> None:
    """What a search finds becomes a candidate that is neither linked nor on the event."""
    table = make_table(STATEMENTS)
    event = make_event("e1", table.statements[:2])
    alone = judgment.questions((event,), table, NO_LINKS, Settings())
    asked = judgment.questions((event,), table, NO_LINKS, Settings(), found=search(table, Settings()))
    assert alone == ()
    assert {q.target for q in asked} == {"rt", "sana"}
    assert {(*q.linked, *q.inside) for q in asked} <= {(0.0,) * n + (False,) * n for n in range(1, 20)}


def test_a_found_statement_of_a_document_on_the_event_is_asked_once() -> None:
    """A candidate that the search finds again does not stand twice."""
    table = make_table(STATEMENTS[:3])
    event = make_event("e1", table.statements)
    pairs = Found(np.array([0], dtype=np.int64), np.array([2], dtype=np.int64))
    (question, *_) = judgment.questions((event,), table, NO_LINKS, Settings(), found=pairs)
    assert question.candidates == (2,)
