"""Texts become unit vectors.

The encoder of the lock is a BERT (Devlin et al. 2019) with mean pooling (Reimers and Gurevych 2019), run by
ONNX Runtime on a graph that is built in memory from the locked weights.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from compare.errors import MissingExtraError, ModelError
from compare.models.lock import Lock, Model, read_lock, verify

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnx import ModelProto

# ONNX operator set 20 is the first with Gelu; the IR version that was published with it.
OPSET, IR_VERSION = 20, 9

# ONNX Runtime's levels: 3 is errors only. Warnings on graph clean-up would reach the user's terminal.
ORT_ERRORS_ONLY = 3

Progress = Callable[[int], None]


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
        """One projection of the value, parted into heads with its axes in that order."""
        vectors = graph.linear(value, f"{name}.{part}", scale=scale)
        return graph.node("Transpose", graph.node("Reshape", vectors, split), perm=order)

    query = head("query", [1, 0, 2], (width // heads) ** -0.5)
    scores = graph.node("MatMul", query, head("key", [1, 2, 0]))
    mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), head("value", [1, 0, 2]))
    return graph.node("Reshape", graph.node("Transpose", mixed, perm=[1, 0, 2]), joined)


def _shape(*sizes: int) -> "NDArray[np.int64]":
    import numpy as np

    return np.array(sizes, dtype=np.int64)
