"""Two outlets that tell of one battle: what the tests of framing share."""

from conftest import make_statement

from compare.types import Contrast, Outlet, Statement

NORTH, SOUTH = "north", "south"
OUTLETS = (Outlet(NORTH, "North Daily"), Outlet(SOUTH, "South Agency"))


def statement(document: str, outlet: str, text: str, at: int = 0, **changes: object) -> Statement:
    """A statement without speaker and slots, but for the changes."""
    return make_statement(document, at, text, outlet=outlet, **changes)


def texts(outlet: str, *sentences: str, documents: int = 4, **changes: object) -> tuple[Statement, ...]:
    """The same sentences in several documents of an outlet, at offsets above 0."""
    return tuple(
        statement(f"{outlet}{n}", outlet, sentence, 100 + 1000 * i, **changes)
        for n in range(documents)
        for i, sentence in enumerate(sentences)
    )


def rows(found: tuple[Contrast, ...], measure: str, subject: str) -> list[tuple[str, str, int, int]]:
    """Outlet, value, count and total of the contrasts of one subject."""
    chosen = [c for c in found if (c.measure, c.subject) == (measure, subject)]
    return [(c.outlet, c.value, c.count, c.total) for c in chosen]
