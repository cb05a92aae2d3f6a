"""What each kind of feature earns in alignment: `python -m evaluation.ablation`.

Enters: the gold. Leaves: a table with a row for each set of features, taught and measured by five-fold
cross-validation over events as `python -m evaluation` does, with the spread of F1 over the folds: each fold's
documents alone, with their events. Candidates and the scorer of own events are the same in all rows.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from tabulate import tabulate as as_text
from threadpoolctl import threadpool_limits

from compare.comparison import Links, Table
from compare.settings import Settings
from compare.stages import alignment
from compare.types import Event
from evaluation import gold, learning
from evaluation.train import ROOT, lay_out

TIME = frozenset({
    "days apart", "same days", "both timed", "one timed", "timed apart", "published apart", "published within 1",
    "published within 3", "published within 10", "cosine on same days", "cosine within 10", "longer span",
    "shorter span", "longer ago", "less long ago", "older on same days", "older on day of other", "cosine on older",
    "cosine on day of other", "stems on older", "exact on older", "leads published apart", "timed days apart",
})  # fmt: skip
PLACE = frozenset({"places", "other places", "document places", "rarest place", "cosine in same place"})
PARTICIPANTS = frozenset({"names", "document names", "rarest name", "names contained"})
TEXT = frozenset(alignment.FEATURES) - TIME - PLACE - PARTICIPANTS
ROWS = {
    "text": TEXT,
    "text, time": TEXT | TIME,
    "text, time, place": TEXT | TIME | PLACE,
    "text, time, place, participants: all": TEXT | TIME | PLACE | PARTICIPANTS,
}


@threadpool_limits.wrap(limits=1)
def main(folder: Annotated[Path, typer.Option("--gold", help="Gold folder.")] = ROOT / "../shared/gold/dev") -> None:
    """Print the table; takes some minutes."""
    held, tables = lay_out(folder)
    table = tables.sentences
    found = learning.pairs(held, table, Settings().candidates)
    rows = []
    for name, kept in ROWS.items():
        fitted = learning.cross_fit(held, table, masked(found, kept))
        rows.append(_row(name, measure(held, table, fitted.links, fitted.own)))
    rows.append(_row("all, each pair alone", measure(held, table, replace(fitted.links, in_company=None), fitted.own)))
    head = ["features", "P", "R", "F1", "main R", "F1 of the folds"]
    typer.echo(as_text(rows, head, tablefmt="github", disable_numparse=True))


def masked(found: learning.Pairs, kept: frozenset[str]) -> learning.Pairs:
    """The pairs with the features that are not kept set to 0, so that nothing is learned from them."""
    mask = np.array([name in kept for name in alignment.FEATURES], dtype=np.float32)
    return replace(found, features=found.features * mask)


def measure(held: gold.Gold, table: Table, links: Links, own: np.ndarray) -> list[dict]:
    """What the gold's scorer counts on all documents, then on those of each fold alone."""
    events = alignment.align(table, links, own, Settings())
    folds = dict(zip(gold.rows_by_document(table), gold.document_folds(held, table).tolist(), strict=True))
    parts = [set(folds), *({d for d in folds if folds[d] == fold} for fold in range(gold.FOLDS))]
    return [_counted(held, events, part) for part in parts]


def _counted(held: gold.Gold, events: Sequence[Event], part: set[str]) -> dict:
    spec = importlib.util.spec_from_file_location("score", held.folder.parent / "score.py")
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    documents = [{"id": d.id, "outlet": d.outlet} for d in held.corpus.documents if d.id in part]
    true = [{"documents": e.documents, "main_documents": e.main} for e in held.events]
    return scorer.score_alignment(documents, true, [{"documents": e.documents} for e in events])


def _row(name: str, counted: list[dict]) -> list[str]:
    whole, folds = counted[0], [c["f1"] for c in counted[1:]]
    spread = f"{np.mean(folds):.3f} ± {np.std(folds):.3f} ({min(folds):.3f} to {max(folds):.3f})"
    return [name, *(f"{whole[k]:.3f}" for k in ("precision", "recall", "f1", "main_recall")), spread]


if __name__ == "__main__":
    typer.run(main)
