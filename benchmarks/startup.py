"""Measure how long `parallax --help` takes, and check that it loads no model library.

    python benchmarks/startup.py

Prints the median, the fastest and the slowest of REPEATS new processes; the exit code is 1 where importing
the command loads one of HEAVY, or where the median is above LIMIT.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

REPEATS = 9  # odd, so that the median is one of them; a convention
LIMIT = 0.5  # seconds: below it an answer feels immediate; a convention
HEAVY = ("numpy", "onnx", "onnxruntime", "sentence_transformers", "sklearn", "spacy", "tokenizers", "torch")

ROOT = Path(__file__).parent.parent
HELP = "import sys; sys.argv[1:] = ['--help']; from compare.cli import app; app()"
LOADED = f"import sys, compare.cli; print(*sorted(set({HEAVY}) & set(sys.modules)))"


def main() -> int:
    """Measure, print and judge."""
    seconds = sorted(timed() for _ in range(REPEATS))
    median = statistics.median(seconds)
    print(f"parallax --help: median {median:.2f} s of {REPEATS}, {seconds[0]:.2f} to {seconds[-1]:.2f}")
    loaded = run(LOADED).split()
    print(f"model libraries loaded by the command: {', '.join(loaded) or 'none'}")
    return int(bool(loaded) or median > LIMIT)


def timed() -> float:
    """Seconds from the start of a new process to the end of its help."""
    start = time.perf_counter()
    run(HELP)
    return time.perf_counter() - start


def run(code: str) -> str:
    """What a new process prints for the code."""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return result.stdout


if __name__ == "__main__":
    sys.exit(main())
