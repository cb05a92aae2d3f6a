"""The statements of an outlet that come nearest to what it does not say, and why each is no match."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from compare.comparison import Rows
from compare.figures import Relation, figure, match
from compare.search import WAYS, ways
from compare.stages.coverage.states import Scene, Shelf
from compare.types import Near, Polarity, Statement

FUSION = 60  # of reciprocal rank fusion; the value of its authors (Cormack, Clarke and Büttcher 2009)


def nearest(facts: Sequence[str], rows: Sequence[int], scene: Scene) -> tuple[Near, ...]:
    """The rows that come closest to any of the facts, by falling cosine.

    Sought by each way of `compare.search`, since a way that fails on one wording finds another; the ranks of
    the ways are fused (reciprocal rank fusion), and those that have a row among their own best are named.

    Args:
        facts: statement ids.
        rows: of the table; what is searched, all of it.
        scene: for the table and the number of `neighbours`.
    """
    if not rows or not facts:
        return ()
    count, own = scene.settings.neighbours, np.unique(np.array(rows, dtype=np.int64))
    sought = np.array([scene.row[f] for f in facts], dtype=np.int64)
    likeness = [np.round(way.max(axis=0), 5) for way in ways(scene.table, sought, own)]
    ranks = np.array([_ranks(values) for values in likeness])
    fused = (1 / (FUSION + ranks)).sum(axis=0)
    chosen = np.lexsort((own, -np.round(fused, 9)))[:count]
    found = [
        _near(
            own[k],
            sought,
            tuple(w for w, v, r in zip(WAYS, likeness, ranks, strict=True) if r[k] < count < v[k] + count),
            scene,
        )
        for k in chosen
    ]
    return tuple(sorted(found, key=lambda near: (-near.score, near.statement)))


def _ranks(values: np.ndarray) -> Rows:
    """0 for the largest; equal values in the order of the table."""
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return ranks


def _near(row: int, sought: Rows, by: tuple[str, ...], scene: Scene) -> Near:
    cosines = scene.table.vector[sought] @ scene.table.vector[row]
    best = int(np.round(cosines, 5).argmax())
    other = scene.table.statements[row]
    return Near(other.id, round(float(cosines[best]), 4), why_not(scene.table.statements[sought[best]], other), by)


def in_window(shelf: Shelf, first: date, last: date, scene: Scene) -> list[int]:
    """The rows of an outlet's documents of these days, both included."""
    return [r for r in shelf.rows if first <= scene.table.statements[r].day <= last]


def why_not(fact: Statement, other: Statement) -> str:
    """What tells two statements apart: denial, place, time, kind of action, figure, or that the words differ."""
    places, there = ({p.key: p.name for p in s.slots.places} for s in (fact, other))
    larger = {k for s in (fact, other) for p in s.slots.places for k in p.within}
    if places and there and not set(places) & set(there) and not larger & (set(places) | set(there)):
        return f"other place: {', '.join(there.values())}"
    a, b = fact.slots.when, other.slots.when
    if a.last < b.first or b.last < a.first:
        return f"other time: {b.first:%-d %B %Y}"
    acts = set(other.slots.actions)
    if fact.slots.actions and acts and not acts & set(fact.slots.actions):
        return f"other action: {', '.join(sorted(acts))}"
    figures = match(fact.slots.quantities, other.slots.quantities)
    if figures is not None and figures.relation is Relation.DISJOINT:
        return f"other figure: {figure(figures.other)}"
    if fact.slots.polarity is not other.slots.polarity:
        return f"{'denies' if other.slots.polarity is Polarity.DENIED else 'asserts'} where the fact does not"
    return "does not say it"
