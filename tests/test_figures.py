"""Figures: what can be compared with what, and how two intervals stand to each other."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.figures import Relation, compare, figure, match
from compare.types import Quantity, Scope, Unit

EQUAL, OVERLAP, DISJOINT = Relation.EQUAL, Relation.OVERLAP, Relation.DISJOINT


def count(
    low: float, high: float | None, unit: Unit = Unit.DEAD, *, whose: str = "people", scope: Scope = Scope.TOTAL
) -> Quantity:
    """A quantity from low to high; no high: at least low."""
    return Quantity(0, 1, f"{low:g}", low, high, unit, whose, scope)


def exact(number: float, unit: Unit = Unit.DEAD, *, whose: str = "people", scope: Scope = Scope.TOTAL) -> Quantity:
    """An exact figure."""
    return count(number, number, unit, whose=whose, scope=scope)


def relation(a: Quantity, b: Quantity) -> Relation | None:
    """How the best pair of two statements with one figure each stands, None where nothing compares."""
    found = match((a,), (b,))
    return found and found.relation


# The shapes of the regression suite: what differs, what is vaguer, and what is another thing altogether.
SHAPES = {
    "58 v 58": (exact(58), exact(58), EQUAL),
    "58 v at least 58": (exact(58), count(58, None), EQUAL),
    "at least 58 v at least 58": (count(58, None), count(58, None), EQUAL),
    "at least 58 v 86": (count(58, None), exact(86), OVERLAP),
    "at least 58 v at least 86": (count(58, None), count(86, None), OVERLAP),
    "at least 86 v 58": (count(86, None), exact(58), DISJOINT),
    "58 v 86": (exact(58), exact(86), DISJOINT),
    "dozens v 33": (count(24, 99), exact(33), OVERLAP),
    "dozens v 7": (count(24, 99), exact(7), DISJOINT),
    "some 20 v 22": (count(18, 22), exact(22), OVERLAP),
    "up to 30 v 12": (count(0, 30), exact(12), OVERLAP),
    "up to 30 v 31": (count(0, 30), exact(31), DISJOINT),
    "several v 7": (count(3, 9), exact(7), OVERLAP),
    "more than 100 v 101": (count(101, None), exact(101), EQUAL),
    "killed v wounded": (exact(4), exact(9, Unit.WOUNDED), None),
    "killed v missing": (exact(4), exact(9, Unit.MISSING), None),
    "killed v captured": (exact(4), exact(9, Unit.CAPTURED), None),
    "wounded v captured": (exact(4, Unit.WOUNDED), exact(9, Unit.CAPTURED), None),
    "killed v targets struck": (exact(76), exact(54, Unit.TARGETS), None),
    "killed v displaced": (exact(76), exact(900_000, Unit.DISPLACED), None),
    "casualties v killed": (exact(30, Unit.CASUALTIES), exact(30), EQUAL),
    "casualties v captured": (exact(30, Unit.CASUALTIES), exact(30, Unit.CAPTURED), None),
    "neutralised v missing": (exact(76, Unit.NEUTRALISED), exact(76, Unit.MISSING), None),
    "soldiers v civilians": (exact(5, whose="soldiers"), exact(9, whose="civilians"), None),
    "soldiers v fighters": (exact(5, whose="soldiers"), exact(9, whose="fighters"), None),
    "police v civilians": (exact(5, whose="police"), exact(9, whose="civilians"), None),
    "children v women": (exact(5, whose="children"), exact(9, whose="women"), None),
    "soldiers v soldiers": (exact(5, whose="soldiers"), exact(9, whose="soldiers"), DISJOINT),
    "things v things": (exact(5, Unit.THINGS, whose=""), exact(9, Unit.THINGS, whose=""), None),
    "3 children v 33": (exact(3, whose="children"), exact(33), None),
    "40 children v 33": (exact(40, whose="children"), exact(33), DISJOINT),
    "33 children v 33": (exact(33, whose="children"), exact(33), EQUAL),
    "3 children v 33 civilians": (exact(3, whose="children"), exact(33, whose="civilians"), None),
    "up to 5 children v at least 33": (count(0, 5, whose="children"), count(33, None), None),
    "at least 40 children v 33": (count(40, None, whose="children"), exact(33), DISJOINT),
    "nobody named v people": (exact(3, whose=""), exact(33), DISJOINT),
    "3 children v 33 of nobody named": (exact(3, whose="children"), exact(33, whose=""), None),
    "two subsets of one kind": (
        exact(3, whose="children", scope=Scope.SUBSET),
        exact(5, whose="children", scope=Scope.SUBSET),
        DISJOINT,
    ),
}


@pytest.mark.parametrize(("a", "b", "wanted"), SHAPES.values(), ids=SHAPES)
def test_two_figures_stand_as_they_should(a: Quantity, b: Quantity, wanted: Relation | None) -> None:
    """Each shape of two figures is equal, overlaps, differs, or counts different things."""
    assert relation(a, b) is wanted


@pytest.mark.parametrize(("a", "b", "wanted"), SHAPES.values(), ids=SHAPES)
def test_the_order_of_two_figures_does_not_matter(a: Quantity, b: Quantity, wanted: Relation | None) -> None:
    """The relation of two figures is the same from either side."""
    assert relation(b, a) is wanted


def test_neutralised_compares_with_killed() -> None:
    """The neutralised may be dead, so 76 neutralised and 76 killed are the same figure."""
    assert relation(exact(76, Unit.NEUTRALISED, whose="soldiers"), exact(76, whose="soldiers")) is EQUAL


def test_a_subset_does_not_contradict_the_total() -> None:
    """Three children among the dead and 33 dead are no two answers to one question."""
    children = exact(3, whose="children", scope=Scope.SUBSET)
    assert relation(children, exact(33)) is None


def test_a_nested_kind_below_the_whole_does_not_contradict_it() -> None:
    """Three children killed and 33 people killed can both be true, also where no word says "among them"."""
    assert relation(exact(3, whose="children"), exact(33)) is not DISJOINT


def test_a_nested_kind_above_the_whole_contradicts_it() -> None:
    """Forty children killed and 33 people killed cannot both be true."""
    assert relation(exact(40, whose="children"), exact(33)) is DISJOINT


# --------------------------------------------------------------------------- choosing a pair


def test_nothing_to_compare_is_none() -> None:
    """A statement without figures, or with figures of other things, has no match."""
    assert match((), (exact(3),)) is None
    assert match((exact(3),), ()) is None
    assert match((exact(3),), (exact(3, Unit.VEHICLES),)) is None


def test_the_same_unit_goes_before_a_unit_that_contains_it() -> None:
    """Of 20 casualties and 8 killed, 8 killed is what 6 killed is compared with."""
    found = match((exact(6),), (exact(20, Unit.CASUALTIES), exact(8)))
    assert found is not None
    assert (found.other.low, found.other.unit) == (8, Unit.DEAD)


def test_the_same_people_go_before_a_kind_that_contains_them() -> None:
    """Of 30 people and 4 children killed, 4 children is what 5 children are compared with."""
    found = match((exact(5, whose="children"),), (exact(30), exact(4, whose="children")))
    assert found is not None
    assert found.other.whose == "children"
    assert found.same_people


def test_an_equal_figure_goes_before_one_that_differs() -> None:
    """Of "4 killed, later 9 killed", 9 is what 9 killed is compared with."""
    found = match((exact(9),), (exact(4), exact(9)))
    assert found is not None
    assert found.relation is EQUAL


bounds = st.integers(0, 200)
quantities = st.builds(
    lambda low, width, unit, whose, scope: count(
        low, None if width is None else low + width, unit, whose=whose, scope=scope
    ),
    bounds,
    st.none() | bounds,
    st.sampled_from(Unit),
    st.sampled_from(["", "people", "civilians", "children", "soldiers", "fighters", "police"]),
    st.sampled_from(Scope),
)


@given(quantities)
def test_a_figure_equals_itself(quantity: Quantity) -> None:
    """A figure of something that can be compared is equal to itself."""
    assert relation(quantity, quantity) is (None if quantity.unit is Unit.THINGS else EQUAL)


@given(quantities, quantities)
def test_comparison_is_symmetric(a: Quantity, b: Quantity) -> None:
    """Whether and how two figures compare, and how far apart they are, is the same from either side."""
    one, other = compare(a, b), compare(b, a)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.relation, one.same_people, one.same_scope) == (
            other.relation,
            other.same_people,
            other.same_scope,
        )
        assert one.distance == pytest.approx(other.distance)


@given(quantities, quantities)
def test_disjoint_means_that_no_number_is_in_both(a: Quantity, b: Quantity) -> None:
    """Two figures of one kind differ if, and only if, no number satisfies both."""
    found = compare(a, b)
    if found is not None and a.unit is b.unit:
        top = max(x for q in (a, b) for x in (q.low, q.high or q.low)) + 1
        common = [
            n for n in range(int(top) + 1) if all(q.low <= n <= (top if q.high is None else q.high) for q in (a, b))
        ]
        assert (found.relation is DISJOINT) == (not common)


@given(st.lists(quantities, max_size=4), st.lists(quantities, max_size=4))
def test_a_match_is_found_where_any_pair_compares(ones: list[Quantity], others: list[Quantity]) -> None:
    """There is a match if, and only if, some pair can be compared; it is one of the pairs."""
    pairs = [m for a in ones for b in others if (m := compare(a, b)) is not None]
    found = match(ones, others)
    assert (found in pairs) if pairs else (found is None)


# --------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (exact(58), "58 dead"),
        (count(58, None), "at least 58 dead"),
        (count(24, 99, Unit.WOUNDED), "24 to 99 wounded"),
        (count(0, 30), "up to 30 dead"),
        (exact(0), "0 dead"),
        (exact(5, whose="soldiers"), "5 soldiers dead"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_figure_reads_as_a_reader_says_it(quantity: Quantity, words: str) -> None:
    """A figure names its bounds, whose it is where that is more than people, and its unit."""
    assert figure(quantity) == words


def test_a_large_figure_keeps_all_its_digits() -> None:
    """1,234,567 is not rounded."""
    assert figure(exact(1_234_567, Unit.DISPLACED)).replace(",", "").startswith("1234567 ")


def test_a_fraction_is_kept_and_a_whole_number_has_none() -> None:
    """2.5 reads 2.5, and 3.0 reads 3."""
    assert [figure(exact(n, Unit.MONEY)) for n in (2.5, 3.0)] == ["2.5 money", "3 money"]


def test_a_figure_of_people_and_one_of_nobody_named_count_the_same_people() -> None:
    """Where the text names no kind, the figure is of people: an empty kind and "people" are one."""
    found = match((exact(3, whose=""),), (exact(3),))
    assert found is not None
    assert found.same_people
    assert str(found.told()) == "number: 3 dead v 3 dead"


def test_the_reason_names_both_figures() -> None:
    """A difference, a raised minimum and a vaguer figure each have their code with both values."""
    told = [
        str(match((a,), (b,)).told())
        for a, b in [(exact(58), exact(86)), (count(58, None), exact(86)), (count(24, 99), exact(33))]
    ]
    assert told == [
        "number: 58 dead v 86 dead",
        "minimum-updated: at least 58 dead v 86 dead",
        "vaguer: 24 to 99 dead v 33 dead",
    ]


def test_a_change_reads_in_order_of_time() -> None:
    """A revision names the earlier figure first."""
    found = match((exact(76, Unit.NEUTRALISED, whose="soldiers"),), (exact(13, whose="soldiers"),))
    assert found is not None
    assert found.changed() == "76 soldiers neutralised, then 13 soldiers dead"


@pytest.mark.parametrize(("dead", "disjoint"), [(13, False), (0, False), (80, True)], ids=["fewer", "none", "more"])
def test_the_dead_among_the_neutralised_differ_only_if_they_are_more(dead: int, disjoint: bool) -> None:
    """Of 76 neutralised 13 may be dead, but not 80."""
    assert (relation(exact(76, Unit.NEUTRALISED), exact(dead)) is DISJOINT) == disjoint


def test_figures_of_two_sides_do_not_compare() -> None:
    """Soldiers of the government are not those of Turkey."""
    one, other = replace(exact(76), side="government"), replace(exact(5), side="turkey")
    assert relation(one, other) is None


EXCLUSIVE = {
    "58 v 86": (exact(58), exact(86), True),
    "58 v 58": (exact(58), exact(58), False),
    "at least 58 v 86": (count(58, None), exact(86), False),
    "at least 86 v 58": (count(86, None), exact(58), True),
    "dozens v 120": (count(24, 99), exact(120), False),
    "dozens v 200": (count(24, 99), exact(200), True),
    "some 20 v 24": (count(18, 22), exact(24), False),
    "some 20 v 40": (count(18, 22), exact(40), True),
    "up to 30 v 31": (count(0, 30), exact(31), True),
    "part v larger whole": (exact(4, scope=Scope.SUBSET), exact(10), False),
    "part v smaller whole": (exact(10, scope=Scope.SUBSET), exact(4), True),
    "part v part": (exact(4, scope=Scope.SUBSET), exact(10, scope=Scope.SUBSET), True),
    "sum v one day": (exact(240, scope=Scope.CUMULATIVE), exact(6), False),
    "sum v sum": (exact(240, scope=Scope.CUMULATIVE), exact(310, scope=Scope.CUMULATIVE), True),
    "more killed than neutralised": (exact(20, Unit.NEUTRALISED), exact(51), True),
    "fewer killed than neutralised": (exact(51, Unit.NEUTRALISED), exact(20), False),
    "many wounded v soldiers neutralised": (
        count(2000, 99_999, Unit.WOUNDED),
        exact(101, Unit.NEUTRALISED, whose="soldiers"),
        False,
    ),
}


@pytest.mark.parametrize(("a", "b", "wanted"), EXCLUSIVE.values(), ids=EXCLUSIVE)
def test_figures_that_exclude_each_other(a: Quantity, b: Quantity, wanted: bool) -> None:
    """Parts, sums and vague ends that come near exclude nothing, in either order."""
    for found in (match((a,), (b,)), match((b,), (a,))):
        assert found is not None
        assert found.exclusive is wanted
