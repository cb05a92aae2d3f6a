"""A pair in the company of all links: what the features of the second scorer stand for."""

import numpy as np
import pytest
from conftest import make_statement, make_table

from compare.comparison import Links, Table
from compare.stages import alignment
from compare.stages.alignment.company import company, gather


def table() -> Table:
    """Four documents with four sentences each."""
    return make_table(
        [make_statement(f"o{d}-1", 100 * k, f"Item {d} {k} of the day.") for d in range(4) for k in range(4)]
    )


def links(*pairs: tuple[int, int, float]) -> Links:
    """Links of rows with their likeness."""
    a, b, p = zip(*pairs, strict=True)
    return Links(np.array(a), np.array(b), np.array(p, dtype=np.float32))


FOUND = links((0, 4, 0.9), (0, 8, 0.4), (1, 5, 0.6), (2, 6, 0.2), (3, 15, 0.5), (4, 8, 0.7))


def column(found: Links, name: str) -> list[float]:
    """One column of the features of these links."""
    return alignment.among(table(), found)[:, alignment.COMPANY.index(name)].tolist()


def logit(p: float) -> float:
    """As the features have it."""
    return float(np.log((p + 1e-3) / (1.001 - p)))


def test_a_pair_sees_the_other_pairs_of_its_documents() -> None:
    """The best three of its couple of documents, their sum, and whether it is the best itself."""
    assert column(FOUND, "best of couple") == pytest.approx(
        [logit(p) for p in (0.9, 0.4, 0.9, 0.9, 0.5, 0.7)], abs=1e-4
    )
    assert column(FOUND, "third of couple")[:2] == pytest.approx([logit(0.2), logit(0)], abs=1e-4)
    assert column(FOUND, "all of couple")[0] == pytest.approx(np.log1p(1.7))
    assert column(FOUND, "is best of couple") == [1, 1, 0, 0, 1, 1]


def test_a_pair_sees_what_both_are_linked_to() -> None:
    """Rows 0 and 4 are both linked to row 8, and their documents to its document."""
    assert column(FOUND, "common links")[0] == pytest.approx(np.log1p(0.4 * 0.7))
    assert column(FOUND, "common links")[2] == 0
    assert column(FOUND, "common documents")[0] == pytest.approx(np.log1p(0.4 * 0.7))


def test_a_pair_sees_whether_either_is_linked_better_elsewhere() -> None:
    """Row 8 is linked better with row 4 than with row 0."""
    assert column(FOUND, "less of own best")[1] == pytest.approx(0.4 / 0.9)
    assert column(FOUND, "more of own best")[1] == pytest.approx(0.4 / 0.7)


def test_a_pair_sees_the_leads() -> None:
    """The first two sentences of a document are its lead."""
    assert column(FOUND, "both lead") == [1, 1, 1, 0, 0, 1]
    assert column(FOUND, "leads")[3] == pytest.approx(logit(0.9), abs=1e-4)


def test_the_features_are_the_same_in_parts_and_from_the_other_side() -> None:
    """A pair has the same row alone and among others, and with its ends exchanged."""
    whole = alignment.among(table(), FOUND)
    held = gather(table(), FOUND)
    parts = np.concatenate([company(held, slice(0, 2)), company(held, slice(2, None))])
    turned = alignment.among(table(), Links(FOUND.b, FOUND.a, FOUND.likeness))
    assert whole == pytest.approx(parts, abs=1e-6)
    assert whole == pytest.approx(turned, abs=1e-6)
    assert np.isfinite(whole).all()
