"""Lists that are cut to a size that a page bears: rows enter, the first of them leave with how many more there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cut(Generic[Row]):
    """The first rows of a list, how many more there are, and in which file."""

    shown: tuple[Row, ...]
    more: int
    file: str


def cut(rows: Sequence[Row], limit: int, file: str) -> Cut[Row]:
    """Keep the first `limit` rows; `file` is that of the run which holds them all."""
    return Cut(tuple(rows[:limit]), max(0, len(rows) - limit), file)
