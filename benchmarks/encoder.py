"""Measure the encoder: texts a second and time to the first vector, against sentence-transformers.

    python benchmarks/encoder.py

Prints one line a measure: medians of REPEATS runs over TEXTS made-up sentences of news length. Time to the
first vector is that of a new process, from its start: imports, hashing the files, building, one text.
`batched` runs sentence-transformers with its default of 32 texts at a time on all cores, as it is used
elsewhere; `one by one` is how Parallax runs it, on one core, so that a vector does not depend on its batch.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from compare.models import OnnxEncoder, SentenceTransformersEncoder, read_lock, verify

REPEATS = 5  # odd, so that the median is one of them; a convention
TEXTS = 200  # a few seconds a run on two cores

OPENINGS = (
    "Officials said",
    "According to the ministry,",
    "Residents told reporters that",
    "State media wrote:",
)
MIDDLES = ("at least {n} people were hurt", "{n} vehicles were damaged", "a column of {n} trucks passed")
PLACES = ("near the old bridge", "on the road to the airport", "in two villages west of the river")
ENDINGS = ("on Monday evening", "during the night, while talks went on in the capital", "before dawn")

FIRST = {
    "onnx": "from compare.models import load_encoder; load_encoder().encode(['First.'])",
    "sentence-transformers": (
        "from compare.models import *; m = read_lock().model('encoder');"
        "SentenceTransformersEncoder(m, verify(m)).encode(['First.'])"
    ),
}


def main() -> None:
    """Measure and print."""
    texts = sentences(TEXTS)
    model = read_lock().model("encoder")
    folder = verify(model)
    onnx, reference = OnnxEncoder(model, folder), SentenceTransformersEncoder(model, folder)
    runs: dict[str, Callable[[], np.ndarray]] = {
        "onnx": lambda: onnx.encode(texts),
        "sentence-transformers, batched": lambda: batched(reference, texts),
        "sentence-transformers, one by one": lambda: reference.encode(texts),
    }
    print(f"{os.cpu_count()} cores, {TEXTS} texts, medians of {REPEATS}")
    for name, (wall, cpu) in rates(runs).items():
        print(f"{name}: {wall:.0f} texts/s, {cpu:.0f} texts per second of one core")
    apart = np.abs(onnx.encode(texts) - reference.encode(texts)).max()
    print(f"largest difference of a coordinate: {apart:.1e}")
    for name, code in FIRST.items():
        print(f"{name}: first vector after {statistics.median(first(code) for _ in range(REPEATS)):.2f} s")


def batched(encoder: SentenceTransformersEncoder, texts: list[str]) -> np.ndarray:
    """Embed in batches on all cores, then give the cores back."""
    torch.set_num_threads(os.cpu_count() or 1)
    vectors = encoder._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    torch.set_num_threads(1)
    return vectors


def sentences(count: int) -> list[str]:
    """Make distinct sentences of 15 to 30 words, the same in every run."""
    parts = [(a, b, c, d) for a in OPENINGS for b in MIDDLES for c in PLACES for d in ENDINGS]
    chosen = (parts[number % len(parts)] for number in range(count))
    return [" ".join(words).format(n=number + 2) + "." for number, words in enumerate(chosen)]


def rates(runs: dict[str, Callable[[], np.ndarray]]) -> dict[str, tuple[float, float]]:
    """Texts per second of wall time and of processor time; the runs take turns, so load hits all alike."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(REPEATS):
        for name, run in runs.items():
            wall, cpu = time.perf_counter(), time.process_time()
            run()
            seconds[name].append((time.perf_counter() - wall, time.process_time() - cpu))
    return {
        name: (TEXTS / statistics.median(w for w, _ in taken), TEXTS / statistics.median(c for _, c in taken))
        for name, taken in seconds.items()
    }


def first(code: str) -> float:
    """Seconds that a new process takes for the code."""
    start = time.perf_counter()
    root = Path(__file__).parent.parent
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
