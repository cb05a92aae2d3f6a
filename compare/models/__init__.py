"""The door of the models: what `models.lock` names comes in verified, by role, and nothing else does.

Enters: `models.lock` and the folders that it names. Leaves: encoders that turn texts into unit vectors, a
syntax that turns sentences into parses, and the scorers. This package alone imports model libraries, and
only inside functions, so that importing it costs nothing. Nothing here asks a network.
"""

from compare.models.encoder import Encoder, OnnxEncoder, Progress, SentenceTransformersEncoder, load_encoder
from compare.models.lock import (
    Lock,
    LockedFile,
    Model,
    ModelRow,
    ModelState,
    list_models,
    read_lock,
    verify,
    verify_models,
)
from compare.models.scorers import load_scorer
from compare.models.syntax import SpacySyntax, Syntax, load_syntax

__all__ = [
    "Encoder",
    "Lock",
    "LockedFile",
    "Model",
    "ModelRow",
    "ModelState",
    "OnnxEncoder",
    "Progress",
    "SentenceTransformersEncoder",
    "SpacySyntax",
    "Syntax",
    "list_models",
    "load_encoder",
    "load_scorer",
    "load_syntax",
    "read_lock",
    "verify",
    "verify_models",
]
