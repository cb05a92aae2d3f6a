"""No text is embedded twice, several runs share one file, and a file that is not ours is left alone."""

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from compare.errors import WorkspaceError
from compare.workspace import BLOCK, FILE, CachedEncoder, Workspace, cache_folder

TEXTS = ("The bridge is closed.", "", "Мост закрыт.", "The bridge is closed.", "It rained.")


ROOT = Path(__file__).parent.parent

# One run of several: argv is the folder and a letter; half of its texts are its own, half are everybody's.
RUN = """
import sys
from pathlib import Path

sys.path.append("tests")
from compare.workspace import CachedEncoder, Workspace
from test_workspace import HashingEncoder

with Workspace(Path(sys.argv[1])) as workspace:
    for number in range(40):
        CachedEncoder(HashingEncoder(), workspace).encode([f"{number}", f"{sys.argv[2]}{number}"])
"""


class HashingEncoder:
    """A bag of hashed words: depends on the text alone and notes what it was asked for."""

    name, dimension = "hashing", 16

    def __init__(self, digest: str = "d" * 64) -> None:
        """Start with nothing asked."""
        self.digest = digest
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """One unit vector a text."""
        self.asked += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in ("", *text.split()):
                vectors[row, hashlib.sha256(word.encode()).digest()[0] % self.dimension] += 1
            vectors[row] /= np.linalg.norm(vectors[row])
            if progress:
                progress(row + 1)
        return vectors


def test_second_run_gives_the_same_bytes_and_embeds_nothing(tmp_path):
    """A run after a run takes every vector from the file, bit for bit."""
    with Workspace(tmp_path) as workspace:
        first = CachedEncoder(HashingEncoder(), workspace).encode(TEXTS)
    inner = HashingEncoder()
    with Workspace(tmp_path) as workspace:
        cached = CachedEncoder(inner, workspace)
        second = cached.encode(TEXTS)
    assert second.tobytes() == first.tobytes() == HashingEncoder().encode(TEXTS).tobytes()
    assert (second.dtype, second.shape) == (np.float32, (5, 16))
    assert (inner.asked, cached.hits, cached.misses) == ([], len(TEXTS), 0)


def test_equal_texts_are_embedded_once_and_counted(tmp_path):
    """Only distinct unknown texts reach the encoder; hits and misses add up to the texts asked for."""
    inner = HashingEncoder()
    with Workspace(tmp_path) as workspace:
        cached = CachedEncoder(inner, workspace)
        cached.encode(TEXTS[3:])
        cached.encode(TEXTS)
    assert inner.asked == [TEXTS[3], TEXTS[4], TEXTS[1], TEXTS[2]]
    assert (cached.hits, cached.misses) == (3, 4)


def test_another_encoder_does_not_see_the_vectors(tmp_path):
    """Vectors belong to the digest of their encoder."""
    other = HashingEncoder("e" * 64)
    with Workspace(tmp_path) as workspace:
        CachedEncoder(HashingEncoder(), workspace).encode(TEXTS)
        CachedEncoder(other, workspace).encode(TEXTS)
    assert len(other.asked) == 4


def test_no_texts_give_no_rows(tmp_path):
    """No text gives an array of no rows and the right width."""
    with Workspace(tmp_path) as workspace:
        assert CachedEncoder(HashingEncoder(), workspace).encode([]).shape == (0, 16)


def test_more_than_one_block_keeps_the_order(tmp_path):
    """Texts beyond one block come back in the order asked for."""
    texts = [f"bulletin {number}" for number in range(2 * BLOCK + 1)]
    with Workspace(tmp_path) as workspace:
        cached = CachedEncoder(HashingEncoder(), workspace)
        cached.encode(texts[::7])
        found = cached.encode(texts)
    assert found.tobytes() == HashingEncoder().encode(texts).tobytes()


def test_progress_starts_at_what_is_known_and_ends_at_all(tmp_path):
    """Progress never falls, starts with the texts that are known and ends with all of them."""
    seen: list[int] = []
    texts = [f"bulletin {number}" for number in range(BLOCK + 3)]
    with Workspace(tmp_path) as workspace:
        cached = CachedEncoder(HashingEncoder(), workspace)
        cached.encode(texts[:2])
        cached.encode(texts, progress=seen.append)
    assert seen == list(range(2, BLOCK + 4))


def test_finished_blocks_survive_an_interruption(tmp_path):
    """What was embedded before a run broke off is not embedded again."""
    texts = [f"bulletin {number}" for number in range(BLOCK + 1)]

    def stop(done: int) -> None:
        if done > BLOCK:
            raise KeyboardInterrupt

    with Workspace(tmp_path) as workspace, pytest.raises(KeyboardInterrupt):
        CachedEncoder(HashingEncoder(), workspace).encode(texts, progress=stop)
    inner = HashingEncoder()
    with Workspace(tmp_path) as workspace:
        CachedEncoder(inner, workspace).encode(texts)
    assert inner.asked == texts[BLOCK:]


def test_runs_at_once_share_one_file(tmp_path):
    """Processes that open, write and read one new file at once all finish, and all vectors are there."""
    runs = [subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path), name], cwd=ROOT) for name in "abcd"]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    texts = [f"{name}{number}" for name in ("", *"abcd") for number in range(40)]
    with Workspace(tmp_path) as workspace:
        cached = CachedEncoder(HashingEncoder(), workspace)
        assert cached.encode(texts).tobytes() == HashingEncoder().encode(texts).tobytes()
    assert (cached.hits, cached.misses) == (200, 0)


def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    """A file of something else is refused by its path with the remedy, and not one byte of it changes."""
    path = tmp_path / FILE
    path.write_bytes(b"not a database, but somebody's notes. " * 100)
    with pytest.raises(WorkspaceError, match=f"{path} is damaged or not a SQLite file.*delete it"):
        Workspace(tmp_path)
    assert path.read_bytes() == b"not a database, but somebody's notes. " * 100


def test_database_of_something_else_is_refused(tmp_path):
    """A SQLite file that another program made is refused and stays as it is."""
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("CREATE TABLE vector (encoder, text, value)")
    other.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(WorkspaceError, match="is not a cache of this version of Parallax.*move it away"):
        Workspace(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_file_of_another_version_is_refused(tmp_path):
    """A cache with another schema version is refused with that version."""
    Workspace(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as later:
        later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(WorkspaceError, match="its version 99"):
        Workspace(tmp_path)


def test_damaged_pages_are_refused(tmp_path):
    """A file whose pages were overwritten is refused on reading, never answered from."""
    texts = [f"bulletin {number}" for number in range(200)]
    with Workspace(tmp_path) as workspace:
        CachedEncoder(HashingEncoder(), workspace).encode(texts)
    path = tmp_path / FILE
    page = 4096
    path.write_bytes(path.read_bytes()[:page] + b"\xff" * (path.stat().st_size - page))
    with pytest.raises(WorkspaceError, match="is damaged.*delete it"), Workspace(tmp_path) as workspace:
        CachedEncoder(HashingEncoder(), workspace).encode(texts)


def test_vector_of_another_size_is_refused(tmp_path):
    """A stored vector that cannot be the encoder's is refused with both sizes."""
    key = hashlib.sha256(b"short").hexdigest()
    with Workspace(tmp_path) as workspace:
        workspace.store("d" * 64, [key], np.ones((1, 3), dtype=np.float32))
        with pytest.raises(WorkspaceError, match="12 bytes where 64 belong"):
            CachedEncoder(HashingEncoder(), workspace).encode(["short"])


def test_folder_that_cannot_be_made_is_refused(tmp_path):
    """A cache folder below a file is refused with the way out."""
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot make the cache folder .*PARALLAX_CACHE"):
        Workspace(tmp_path / "file" / "cache")


def test_cache_folder_is_the_one_of_the_environment(monkeypatch, tmp_path):
    """PARALLAX_CACHE names the folder; without it the platform's folder for this program is used."""
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path))
    named = cache_folder()
    monkeypatch.delenv("PARALLAX_CACHE")
    assert (named, "parallax" in cache_folder().parts) == (tmp_path, True)
