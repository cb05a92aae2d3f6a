"""The small scorers that we trained ourselves, read from JSON."""

from typing import TYPE_CHECKING

from compare.errors import ModelError
from compare.models.lock import Lock, read_lock, verify

if TYPE_CHECKING:
    from compare.scorer import Scorer


def load_scorer(name: str, lock: Lock | None = None) -> "Scorer":
    """Verify the scorers that we trained and read one of them.

    Args:
        name: same_event, same_event_in_company, own_event, relevance, verdict, absence,
            occurrence or told.
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
