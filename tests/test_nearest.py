"""Nearest rows: exact, the same in every company, and among groups above a size."""

import numpy as np
import pytest

from compare import nearest

SIZE, DIMENSION, PER_DOCUMENT = 300, 24, 3


def rows(size: int = SIZE) -> np.ndarray:
    """Unit rows of a fixed seed, in loose groups, so that some are near."""
    draw = np.random.default_rng(1)
    centres = draw.normal(size=(20, DIMENSION))
    found = centres[draw.integers(0, 20, size)] + 0.4 * draw.normal(size=(size, DIMENSION))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def documents(size: int = SIZE) -> np.ndarray:
    """Three rows a document."""
    return np.arange(size) // PER_DOCUMENT


def as_set(pairs: np.ndarray) -> set[tuple[int, int]]:
    """Pairs, whatever their order."""
    return {(int(a), int(b)) for a, b in pairs}


def by_hand(held: np.ndarray, document: np.ndarray, count: int) -> set[tuple[int, int]]:
    """The nearest rows of other documents by sorting all products."""
    product = nearest.whole(held).astype(np.float64) @ nearest.whole(held).T.astype(np.float64)
    found = set()
    for i in range(len(held)):
        order = sorted((j for j in range(len(held)) if document[j] != document[i]), key=lambda j: (-product[i, j], j))
        found |= {(i, j) for j in order[:count]}
    return found


def test_the_nearest_rows_are_those_of_all_products() -> None:
    """Each row has its nearest rows of other documents, and of equally near ones the lower."""
    pairs, probe = nearest.nearest(rows(), documents(), 7)
    assert as_set(pairs) == by_hand(rows(), documents(), 7)
    assert probe == nearest.Probe()


def test_equal_rows_are_chosen_by_their_number() -> None:
    """Of ten equal texts the first ones of other documents are taken."""
    held = np.repeat(rows(1), 10, axis=0)
    pairs, _ = nearest.nearest(held, np.arange(10), 2)
    assert as_set(pairs) == {(0, 1), (0, 2), (1, 0), (1, 2), *((i, j) for i in range(2, 10) for j in (0, 1))}


def test_the_products_are_whole_and_exact() -> None:
    """Summed in any order, the products are the same to the last bit."""
    held = nearest.whole(rows())
    turned = held[:, ::-1]
    assert ((held @ held.T) == (turned @ turned.T)).all()
    assert ((held @ held.T) == (held.astype(np.float64) @ held.T.astype(np.float64))).all()


def test_a_search_in_time_sees_the_days_around_only() -> None:
    """In time, the neighbours are the nearest among the rows of at most so many days away."""
    day = np.random.default_rng(2).integers(0, 60, SIZE)
    pairs = nearest.nearest_in_time(rows(), documents(), 3, day=day, within=5)
    held = nearest.whole(rows()).astype(np.float64)
    want = set()
    for i in range(SIZE):
        near = [j for j in range(SIZE) if documents()[j] != documents()[i] and abs(day[i] - day[j]) <= 5]
        want |= {(i, j) for j in sorted(near, key=lambda j: (-(held[i] @ held[j]), j))[:3]}
    assert as_set(pairs) == want


def test_a_crowd_is_counted_in_other_documents() -> None:
    """Rows above the product are counted, those of the own document are not."""
    held = rows()
    want = ((held @ held.T > 0.6) & (documents()[:, None] != documents()[None, :])).sum(axis=1)
    assert nearest.crowd(held, documents(), 0.6).tolist() == want.tolist()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups so small that a group is compared with a fifth of the rows."""
    monkeypatch.setattr(nearest, "GROUP", 16)
    monkeypatch.setattr(nearest, "CELL", 4)
    monkeypatch.setattr(nearest, "LOOK", 40)


@pytest.mark.usefixtures("small")
def test_each_row_is_searched_for_once_among_groups() -> None:
    """Groups hold each row once, and each is compared with itself at least, and with a part of the rows."""
    sought = list(nearest._neighbourhoods(nearest.whole(rows()), np.arange(SIZE), exact=100))
    assert sorted(np.concatenate([some for some, _ in sought]).tolist()) == list(range(SIZE))
    assert all(set(some.tolist()) <= set(others.tolist()) for some, others in sought)
    assert 0 < np.mean([len(others) for _, others in sought]) < SIZE / 2


@pytest.mark.usefixtures("small")
def test_equal_rows_are_compared_with_a_part_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many copies of one text are cut into groups, so that time does not grow with their square."""
    monkeypatch.setattr(nearest, "CHUNK", 16)
    monkeypatch.setattr(nearest, "LOOK", 8)
    held = nearest.whole(np.repeat(rows(1), SIZE, axis=0))
    assert max(len(others) for _, others in nearest._neighbourhoods(held, np.arange(SIZE), exact=100)) <= 2 * 16
    assert nearest.nearest(np.repeat(rows(1), SIZE, axis=0), np.arange(SIZE), 5, exact=100)[0].shape == (5 * SIZE, 2)


@pytest.mark.usefixtures("small")
def test_a_search_among_groups_tells_how_well_it_found() -> None:
    """Above so many rows nearly the same pairs come back, twice the same, and the probe counts what was found."""
    exact, _ = nearest.nearest(rows(), documents(), 7)
    one, probe = nearest.nearest(rows(), documents(), 7, exact=100)
    two, _ = nearest.nearest(rows(), documents(), 7, exact=100)
    assert one.tolist() == two.tolist()
    assert len(as_set(one) & as_set(exact)) > 0.95 * len(exact)
    assert 0.95 * probe.wanted < probe.found <= probe.wanted


@pytest.mark.usefixtures("small")
def test_crowded_days_are_searched_among_groups_too() -> None:
    """Where a window of days holds more than so many rows, nearly the same pairs are found."""
    day = np.random.default_rng(2).integers(0, 20, SIZE)
    exact = nearest.nearest_in_time(rows(), documents(), 3, day=day, within=5)
    crowd = nearest.crowd(rows(), documents(), 0.6)
    found = nearest.nearest_in_time(rows(), documents(), 3, day=day, within=5, exact=100)
    assert len(as_set(found) & as_set(exact)) > 0.9 * len(exact)
    assert (np.abs(day[found[:, 0]] - day[found[:, 1]]) <= 5).all()
    assert np.abs(nearest.crowd(rows(), documents(), 0.6, exact=100) - crowd).max() <= 2


def test_no_rows_have_no_neighbours() -> None:
    """Nothing, and a single document, have no pairs."""
    none = np.zeros((0, DIMENSION), dtype=np.float32)
    assert len(nearest.nearest(none, documents(0), 5)[0]) == 0
    assert len(nearest.nearest_in_time(none, documents(0), 5, day=documents(0), within=3)) == 0
    assert len(nearest.nearest(rows(2), np.zeros(2, dtype=np.int64), 5)[0]) == 0
