"""Comparison: statements as numbers, and the likeness of two of them respect by respect."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from conftest import DAY, HashedWords, make_statement, make_table
from hypothesis import given
from hypothesis import strategies as st

from compare.comparison import dots, gap, name_key, name_keys, shared, tabulate, unit, weigh
from compare.types import Place, Slots, Statement, When


def told(document: str, start: int, text: str, *, days: tuple[int, int] = (0, 0), **slots: object) -> Statement:
    """A statement on some days counted from 4 February."""
    when = When(DAY + timedelta(days=days[0]), DAY + timedelta(days=days[1]))
    return make_statement(document, start, text, slots=Slots(when, **slots))


THREE = (
    told("rt-1", 0, "Shelling in Saraqib killed eight."),
    told("rt-1", 40, "The road is closed.", days=(2, 3)),
    told("sana-1", 0, "Eight died in Saraqib.", days=(3, 9)),
)
bags = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6), max_size=8)


def at(*rows: int) -> np.ndarray:
    """Row numbers."""
    return np.array(rows, dtype=np.int64)


# --------------------------------------------------------------------------- the table


def test_every_row_of_the_table_belongs_to_one_statement() -> None:
    """All matrices of a table have a row for each statement, that of documents one for each document."""
    table = make_table(THREE)
    rows = [table.document, table.position, table.day, table.first, table.last, table.timed]
    rows += [table.vector, table.context, table.lead]
    assert {len(part) for part in rows} == {3}
    bags = (table.words, table.names, table.numbers, table.places, table.actions)
    assert {part.shape[0] for part in bags} == {3}
    assert table.document_names.shape[0] == 2
    assert table.statements == THREE
    assert table.document.tolist() == [0, 0, 1]


def test_position_runs_from_0_to_1_in_each_document() -> None:
    """The first sentence of a document is at 0 and the last at 1; the only one is at 0."""
    assert make_table(THREE).position.tolist() == [0, 1, 0]


def test_vectors_are_unit_rows() -> None:
    """Sentence, context and lead have rows of length 1, so that a dot product is a cosine."""
    table = make_table(THREE)
    for part in (table.vector, table.context, table.lead):
        assert np.linalg.norm(part, axis=1) == pytest.approx(np.ones(3))
        assert part.dtype == np.float32


def test_context_is_of_the_document_alone() -> None:
    """The neighbours of a sentence are those of its document, never of the next one."""
    alone = make_table(THREE[2:])
    assert make_table(THREE).context[2] == pytest.approx(alone.context[0])


def test_the_vectors_given_are_not_changed() -> None:
    """Laying out a table leaves the caller's vectors as they were."""
    vectors = HashedWords().encode([s.text for s in THREE])
    before = vectors.copy()
    tabulate(THREE, vectors)
    assert np.array_equal(vectors, before)


def test_an_empty_table_has_no_rows() -> None:
    """Without statements there is a table without rows, and no error."""
    table = tabulate((), np.zeros((0, 64), dtype=np.float32))
    assert (table.statements, len(table.document), table.words.shape[0]) == ((), 0, 0)


def test_a_date_that_is_only_assumed_does_not_count_as_told() -> None:
    """A statement is timed where words of its own say when."""
    words = replace(THREE[0], slots=Slots(When(DAY, DAY, 3, 9)))
    assert make_table((words, THREE[2])).timed.tolist() == [True, False]


# --------------------------------------------------------------------------- bags of keys


@given(bags)
def test_shared_weight_is_symmetric_and_zero_without_a_common_key(rows: list[list[str]]) -> None:
    """The dot product of two bags is the same from either side, and 0 where they share nothing."""
    matrix = weigh(rows)
    pairs = [(i, j) for i in range(len(rows)) for j in range(len(rows))]
    a, b = at(*(i for i, _ in pairs)), at(*(j for _, j in pairs))
    if pairs:
        found = shared(matrix, a, b)
        assert found == pytest.approx(shared(matrix, b, a))
        common = [bool(set(rows[i]) & set(rows[j])) for i, j in pairs]
        assert (found > 0).tolist() == common


@given(bags)
def test_unit_bags_have_length_1_or_are_empty(rows: list[list[str]]) -> None:
    """With unit rows, a bag with keys has length 1, and one without keys length 0."""
    matrix = weigh(rows, unit_rows=True)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    assert lengths == pytest.approx(np.array([1.0 if row else 0.0 for row in rows]), abs=1e-5)


def test_a_rare_key_weighs_more_than_a_common_one() -> None:
    """The weight of a shared key falls with the number of rows that have it; twice in a row counts once."""
    matrix = weigh([["rare", "common"], ["rare", "rare"], ["common"], ["common"]])
    assert shared(matrix, at(0), at(1))[0] == pytest.approx(np.log(5 / 2), rel=1e-5)
    assert shared(matrix, at(0), at(2))[0] == pytest.approx(np.log(5 / 3), rel=1e-5)


@given(st.permutations(range(4)))
def test_the_order_of_rows_changes_no_weight(order: Sequence[int]) -> None:
    """Two bags share the same weight wherever they stand."""
    rows = [["a", "b"], ["b"], ["a", "c"], []]
    one, other = weigh(rows), weigh([rows[i] for i in order])
    place = {row: i for i, row in enumerate(order)}
    assert shared(other, at(place[0]), at(place[2])) == pytest.approx(shared(one, at(0), at(2)))


# --------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "spellings",
    [("Saraqib", "Saraqeb", "Saraaqib"), ("Erdogan", "Erdogaan"), ("Aleppo", "Alepo"), ("al-Bab", "Bab")],
    ids=lambda names: names[0],
)
def test_spellings_of_a_name_have_one_key(spellings: tuple[str, ...]) -> None:
    """Spellings that differ in vowels, doubled letters or the article have one key."""
    assert len({name_key(name) for name in spellings}) == 1


def test_marks_on_letters_change_no_key() -> None:
    """Erdoğan and Erdogan are one name, and so are Çavuşoğlu and Cavusoglu."""
    assert name_key("Erdoğan") == name_key("Erdogan")
    assert name_key("Çavuşoğlu") == name_key("Cavusoglu")
    assert name_key("Yıldırım") == name_key("Yildirim")


@pytest.mark.parametrize("name", ["Çavuşoğlu", "İncirlik", "Édouard", "Şanlıurfa", "C\u0327avuşoğlu"])
def test_a_name_may_open_with_any_capital(name: str) -> None:
    """A name whose first letter carries a mark is found as well as one without, composed or not."""
    assert name_keys(f"Yesterday {name} spoke") == [name_key(name)]
    assert name_key(name)[:1] in "ceis"


def test_words_are_shared_whatever_the_marks_on_their_letters() -> None:
    """A word with marks and the same word without are one word."""
    cities = {"rt-1": "Şanlıurfa", "sana-1": "Sanliurfa", "tass-1": "Hama"}
    table = make_table(told(document, 0, city) for document, city in cities.items())
    assert (shared(table.words, at(0, 0), at(1, 2)) > 0).tolist() == [True, False]


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    """A capital that only opens the sentence does not make a name; a number word or small word has no key."""
    assert name_keys("Shelling hit the town of Saraqib") == [name_key("Saraqib")]


# --------------------------------------------------------------------------- distances


def test_gap_is_the_days_between_two_intervals() -> None:
    """Days apart are 0 where intervals meet, and else those between the nearer ends; from either side."""
    table = make_table(THREE)
    assert gap(table, at(0, 1, 0, 2), at(1, 2, 2, 0)).tolist() == [2, 0, 3, 3]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), min_size=2, max_size=5))
def test_gap_is_the_least_distance_of_any_two_days(spans: list[tuple[int, int]]) -> None:
    """The gap of two intervals is the least distance of a day of the one to a day of the other."""
    told_on = [told("rt-1", 40 * i, "It rained.", days=(a, a + n)) for i, (a, n) in enumerate(spans)]
    days = [range(a, a + n + 1) for a, n in spans]
    wanted = [min(abs(x - y) for x in days[0] for y in other) for other in days]
    assert gap(make_table(told_on), at(*[0] * len(spans)), at(*range(len(spans)))).tolist() == wanted


def test_dots_are_cosines_of_unit_rows() -> None:
    """The dot product of a unit row with itself is 1."""
    vectors = unit(np.array([[3, 4], [1, 0]], dtype=np.float32))
    assert dots(vectors, at(0, 0, 1), at(0, 1, 1)) == pytest.approx([1, 0.6, 1])


def test_a_row_of_zeros_stays() -> None:
    """Scaling to length 1 leaves a row of zeros, without a warning or a NaN."""
    assert unit(np.zeros((2, 3), dtype=np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_places_are_shared_by_key() -> None:
    """Two spellings of a place with one key are one place."""
    one = told("rt-1", 0, "Saraqib fell.", places=(Place(0, 7, "Saraqib", "srqb"),))
    two = told("sana-1", 0, "Saraqeb held.", places=(Place(0, 7, "Saraqeb", "srqb"),))
    three = told("tass-1", 0, "Hama held.", places=(Place(0, 4, "Hama", "hm"),))
    table = make_table((one, two, three))
    assert (shared(table.places, at(0, 0), at(1, 2)) > 0).tolist() == [True, False]


def test_days_are_ordinals() -> None:
    """The days of a table are ordinals of the calendar."""
    assert date.fromordinal(int(make_table(THREE).day[0])) == DAY
