"""Measure alignment on many statements: time, peak memory, and the share of true pairs that survive blocking.

    python -m benchmarks.alignment 100000 300000 1000000

Each size runs in a process of its own. Statements are made up: documents of a dozen sentences a piece, one event
each and some sentences on older ones; the vectors of an event lie around a centre of its own, with noise as
between sentences of the dev gold (cosine of two sentences on one event about 0.6), centres around those of
20 topics; dates, places and names go with the event. The days grow with the size, as a corpus does that is
collected for longer. The exponent is the slope of log time over log size, between the smallest and largest.
"""

import argparse
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

import numpy as np
from threadpoolctl import threadpool_limits

from compare.comparison import Links, Matrix, Table, tabulate
from compare.models import load_scorer
from compare.settings import Settings
from compare.stages import alignment
from compare.types import Part, Place, Slots, Statement, When

DIMENSION = 384
SENTENCES = 12  # a document
DOCUMENTS = 8  # an event
A_DAY = 700  # statements; a million are then four years
TOPICS = 20
APART, NOISE = 0.8, 0.85  # of centres from their topic, of sentences from their centre; see above
OLDER = 0.2  # of sentences that tell of an older event
SEED = 0
WORDS = tuple(f"{a}{b}{c}en" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprst")


def main() -> None:
    """Run each size in a new process, and print the exponent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[100_000, 300_000, 1_000_000])
    parser.add_argument("--one", type=int, help="measure this size here")
    options = parser.parse_args()
    if options.one:
        print(measure(options.one), flush=True)
        return
    seconds = []
    for size in options.sizes:
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.alignment", "--one", str(size)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        print(told, end="", flush=True)
        seconds.append(float(told.split(" s of one core")[0].rsplit(" ", 1)[-1]))
    if len(seconds) > 1:
        growth = np.log(seconds[-1] / seconds[0]) / np.log(options.sizes[-1] / options.sizes[0])
        print(f"exponent from {options.sizes[0]} to {options.sizes[-1]}: {growth:.2f}")


@threadpool_limits.wrap(limits=1)
def measure(size: int) -> str:
    """One line on one size; seconds are those of the processor, since others may use the machine."""
    statements, vectors, events = make(size)
    clock, lap = time.process_time(), []
    table = tabulate(statements, vectors)
    lap.append(time.process_time())
    a, b, probe = alignment.search(table, Settings().candidates)
    lap.append(time.process_time())
    scorer = load_scorer("same_event")
    links = Links(a, b, alignment.score(table, a, b, scorer), probe)
    links = alignment.rescore(table, links, load_scorer("same_event_in_company"))
    lap.append(time.process_time())
    own = alignment.own(table, load_scorer("own_event"))
    found = alignment.align(table, links, own, Settings())
    lap.append(time.process_time())
    parts = np.diff([clock, *lap])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    recall = f", search found {probe.found / probe.wanted:.3f}" if probe.wanted else ", search exact"
    return (
        f"{size} statements: {lap[-1] - clock:.0f} s of one core (table {parts[0]:.0f}, search {parts[1]:.0f}, "
        f"scores {parts[2]:.0f}, events {parts[3]:.0f}), peak {memory:.1f} GiB, {len(a)} pairs{recall}, "
        f"true couples kept {survival(table, a, b, events):.3f}, {len(found)} events"
    )


def make(size: int) -> tuple[list[Statement], Matrix, np.ndarray]:
    """Statements sorted by document, their vectors, and the event of each."""
    draw = np.random.default_rng(SEED)
    documents = size // SENTENCES
    count = max(1, documents // DOCUMENTS)
    span = max(1, size // A_DAY)
    days = np.sort(draw.integers(0, span, count))
    topic = _unit(_unit(draw.normal(size=(1, DIMENSION))) + _unit(draw.normal(size=(TOPICS, DIMENSION))))
    centre = _unit(topic[draw.integers(0, TOPICS, count)] + APART * _unit(draw.normal(size=(count, DIMENSION))))
    own = np.repeat(draw.permutation(np.arange(documents) % count), SENTENCES)
    older = (draw.random(len(own)) < OLDER) & (np.tile(np.arange(SENTENCES), documents) > 1)
    event = np.where(older, (own * draw.random(len(own))).astype(np.int64), own)
    vectors = np.empty((len(own), DIMENSION), dtype=np.float32)
    for start in range(0, len(own), 10_000):
        part = slice(start, start + 10_000)
        noise = _unit(draw.normal(size=(len(event[part]), DIMENSION)))
        vectors[part] = _unit(centre[event[part]] + NOISE * noise)
    statements = [_statement(i, int(own[i]), int(event[i]), days) for i in range(len(own))]
    return statements, vectors, event


def _statement(number: int, own: int, event: int, days: np.ndarray) -> Statement:
    """One sentence; a tenth of its words are those of its event."""
    document, place = divmod(number, SENTENCES)
    day, when = date(2012, 1, 1) + timedelta(int(days[own])), date(2012, 1, 1) + timedelta(int(days[event]))
    words = [WORDS[(number * 7 + k * 13) % len(WORDS)] for k in range(9)]
    name = WORDS[event % len(WORDS)].title() + WORDS[event // len(WORDS) % len(WORDS)]
    where = f"town{event % 3000}"
    text = f"In {name} {' '.join(words)}."
    return Statement(
        id=f"d{document:07d}:{place * 200}-{place * 200 + len(text)}",
        document=f"d{document:07d}",
        outlet=f"o{document % 40}",
        published=day,
        day=day,
        part=Part.BODY,
        start=place * 200,
        end=place * 200 + len(text),
        text=text,
        speaker=None,
        slots=Slots(When(when, when, 0 if own != event else None), places=(Place(0, 2, where, where),)),
    )


def survival(table: Table, a: np.ndarray, b: np.ndarray, event: np.ndarray) -> float:
    """The share of couples of documents on one own event of which a pair of sentences on it is a candidate."""
    own = event[::SENTENCES]
    documents = [np.flatnonzero(own == e) for e in np.unique(own)[:: max(1, len(np.unique(own)) // 500)]]
    wanted = {(int(x), int(y)) for d in documents for x in d for y in d if x < y}
    same = event[a] == event[b]
    kept = set(zip(table.document[a[same]].tolist(), table.document[b[same]].tolist(), strict=True))
    return len(wanted & kept) / len(wanted)


def _unit(rows: np.ndarray) -> Matrix:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


if __name__ == "__main__":
    main()
