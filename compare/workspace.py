"""The door of what is kept between runs: one SQLite file, so that no text is embedded or parsed twice.

Enters and leaves: vectors and parses by (digest of the model, sha256 of the text). Losing the file loses time
only. It lies in the folder that the environment variable PARALLAX_CACHE names, else in the platform's cache folder.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from compare.errors import WorkspaceError
from compare.models import Encoder, Progress, Syntax
from compare.types import Parse, Sentence

if TYPE_CHECKING:
    import msgspec
    import numpy as np
    from numpy.typing import NDArray

FILE = "vectors.sqlite"

# Marks the file as ours in its header (SQLite's application_id): "PRLX" in ASCII.
APPLICATION_ID = 0x50524C58

# Raised when the table changes; a file of another version is refused, not migrated: it is only a cache.
SCHEMA_VERSION = 1

# How long a run waits for another one that is writing: a block takes milliseconds, a slow disk some seconds.
WAIT_SECONDS = 30.0

# Texts embedded between two writes: about two seconds of work, which is what an interruption loses.
BLOCK = 256

# Little-endian on every machine, so that the file may be copied between them.
STORED = "<f4"

# SQLite's extended result codes carry the primary one in their lowest byte.
PRIMARY_CODE = 0xFF

_TABLE = """
CREATE TABLE vector (
    encoder TEXT NOT NULL, text TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (encoder, text)
)
"""


def cache_folder() -> Path:
    """Return PARALLAX_CACHE where it is set, else the platform's cache folder; does not make it."""
    if folder := os.environ.get("PARALLAX_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("parallax", appauthor=False)


class Workspace:
    """Vectors kept in one SQLite file; several runs may use it at once. Closed by `with` or `close`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open the file, and make it and its folder where they are missing.

        Args:
            folder: where the file lies; by default `cache_folder()`.

        Raises:
            WorkspaceError: the file is damaged, not ours, or cannot be opened.
        """
        self.path = (folder or cache_folder()) / FILE
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                f"cannot make the cache folder {self.path.parent}: {error.strerror}; "
                "set PARALLAX_CACHE to a folder that can be written"
            ) from error
        with self._translated():
            self._connection = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            self._claim()
        except WorkspaceError:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the workspace itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; what was stored stays."""
        self._connection.close()

    def find(self, encoder: str, texts: Sequence[str], *, dimension: int) -> "dict[str, NDArray[np.float32]]":
        """Look up the vectors of texts.

        Args:
            encoder: digest of the encoder.
            texts: sha256 of each text.
            dimension: of the encoder's vectors.

        Returns:
            float32 vectors of shape (dimension,) by sha256; those that are not stored are left out.

        Raises:
            WorkspaceError: the file is damaged, or a vector has another dimension.
        """
        import numpy as np

        dtype = np.dtype(STORED)
        return {text: self._vector(blob, dtype, dimension) for text, blob in self.find_bytes(encoder, texts)}

    def find_bytes(self, model: str, texts: Iterable[str]) -> Iterator[tuple[str, object]]:
        """Look up what a model made of texts, given by their sha256; those that are not stored are left out.

        Raises:
            WorkspaceError: the file is damaged.
        """
        query = "SELECT value FROM vector WHERE encoder = ? AND text = ?"
        with self._translated():
            for text in texts:
                if row := self._connection.execute(query, (model, text)).fetchone():
                    yield text, row[0]

    def store(self, encoder: str, texts: Sequence[str], vectors: "NDArray[np.float32]") -> None:
        """Keep vectors; those that are there already stay as they are.

        Args:
            encoder: digest of the encoder.
            texts: sha256 of each text.
            vectors: float32, shape (n_texts, dimension), row i belongs to texts[i].

        Raises:
            WorkspaceError: the file is damaged or cannot be written.
        """
        self.store_bytes(encoder, texts, [row.astype(STORED).tobytes() for row in vectors])

    def store_bytes(self, model: str, texts: Sequence[str], blobs: Sequence[bytes]) -> None:
        """Keep what a model made of texts, blobs[i] of texts[i]; what is there already stays as it is.

        Raises:
            WorkspaceError: the file is damaged or cannot be written.
        """
        rows = [(model, text, blob) for text, blob in zip(texts, blobs, strict=True)]
        with self._transaction() as connection:
            connection.executemany("INSERT OR IGNORE INTO vector VALUES (?, ?, ?)", rows)

    def _vector(self, blob: object, dtype: "np.dtype[np.float32]", dimension: int) -> "NDArray[np.float32]":
        import numpy as np

        if not isinstance(blob, bytes) or len(blob) != dimension * dtype.itemsize:
            size = len(blob) if isinstance(blob, bytes) else type(blob).__name__
            raise WorkspaceError(
                f"{self.path} holds a vector of {size} bytes where {dimension * dtype.itemsize} belong; "
                "delete the file: it is only a cache and fills again"
            )
        return np.frombuffer(blob, dtype=dtype).astype(np.float32)

    def _claim(self) -> None:
        """Make the table in a new file, and refuse a file that something else has written."""
        with self._transaction() as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if (application, version) == (APPLICATION_ID, SCHEMA_VERSION):
                return
            if (application, version, tables) != (0, 0, 0):
                raise WorkspaceError(
                    f"{self.path} is not a cache of this version of Parallax: its application id is "
                    f"{application:#x}, its version {version}; move it away, or set PARALLAX_CACHE "
                    "to another folder"
                )
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """One write: IMMEDIATE takes the lock at once, so two runs queue and never deadlock."""
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                yield self._connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE in (
                sqlite3.SQLITE_CORRUPT,
                sqlite3.SQLITE_NOTADB,
            ):
                raise WorkspaceError(
                    f"{self.path} is damaged or not a SQLite file: {error}; "
                    "delete it: it is only a cache and fills again"
                ) from error
            raise WorkspaceError(
                f"cannot use the cache {self.path}: {error}; end other runs that use it, free its disk, "
                "or set PARALLAX_CACHE to a folder that can be written"
            ) from error


class CachedEncoder:
    """An encoder that asks the workspace first and another encoder only for what is not there.

    `hits` and `misses` count the texts asked for since it was made: a miss is a text that the other encoder
    had to embed, a hit any other (also the second of two equal texts). Their sum is the number of texts.
    """

    def __init__(self, encoder: Encoder, workspace: Workspace) -> None:
        """Wrap an encoder; the vectors are those of that encoder, bit for bit."""
        self.name, self.digest, self.dimension = encoder.name, encoder.digest, encoder.dimension
        self.hits = self.misses = 0
        self._encoder, self._workspace = encoder, workspace

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> "NDArray[np.float32]":
        """Embed texts; see `compare.models.Encoder.encode`.

        Raises:
            WorkspaceError: the file of the workspace is damaged or cannot be written.
        """
        import numpy as np

        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        known = self._workspace.find(self.digest, sorted(set(keys)), dimension=self.dimension)
        unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        self.hits += len(texts) - len(unknown)
        self.misses += len(unknown)
        report = _shifted(progress, len(texts) - len(unknown))
        report(0)
        for start in range(0, len(unknown), BLOCK):
            block = list(unknown)[start : start + BLOCK]
            vectors = self._encoder.encode([unknown[key] for key in block], progress=_shifted(report, start))
            self._workspace.store(self.digest, block, vectors)
            known.update(zip(block, vectors, strict=True))
        found = [known[key] for key in keys]
        return np.array(found, dtype=np.float32).reshape(len(texts), self.dimension)


class CachedSyntax:
    """A syntax that asks the workspace first and another syntax only for what is not there."""

    def __init__(self, syntax: Syntax, workspace: Workspace) -> None:
        """Wrap a syntax; the parses are those of that syntax."""
        self.name, self.digest = syntax.name, syntax.digest
        self._syntax, self._workspace = syntax, workspace

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Parse]:
        """Parse sentences; see `compare.models.Syntax.parse`.

        Raises:
            WorkspaceError: the file of the workspace is damaged or cannot be written.
        """
        import msgspec

        decoder = msgspec.msgpack.Decoder(Parse)
        for start in range(0, len(sentences), BLOCK):
            block = {hashlib.sha256(s.text.encode()).hexdigest(): s for s in sentences[start : start + BLOCK]}
            found = {k: self._decoded(decoder, b) for k, b in self._workspace.find_bytes(self.digest, block)}
            unknown = {k: replace(s, start=0, end=len(s.text)) for k, s in block.items() if k not in found}
            made = dict(zip(unknown, self._syntax.parse(list(unknown.values())), strict=True))
            if made:
                blobs = [msgspec.msgpack.encode(parse) for parse in made.values()]
                self._workspace.store_bytes(self.digest, list(made), blobs)
            found.update(made)
            for s in sentences[start : start + BLOCK]:
                yield found[hashlib.sha256(s.text.encode()).hexdigest()].moved(s.start)

    def _decoded(self, decoder: "msgspec.msgpack.Decoder[Parse]", blob: object) -> Parse:
        import msgspec

        try:
            return decoder.decode(blob)  # type: ignore[arg-type]
        except (msgspec.MsgspecError, TypeError) as error:
            raise WorkspaceError(
                f"{self._workspace.path} holds a parse that cannot be read: {error}; "
                "delete the file: it is only a cache and fills again"
            ) from error


def _shifted(progress: Progress | None, done: int) -> Progress:
    """The same progress, counted from what was done before; silent where there is none."""
    return lambda count: progress(done + count) if progress else None
