"""Train the eight scorers on the whole dev gold and lock them: `make train-scorers`.

Enters: a gold folder. Leaves: compare/weights/scorers/ with same_event.json,
same_event_in_company.json, own_event.json, relevance.json, verdict.json, absence.json, occurrence.json and told.json,
and their digests in models.lock.
Takes about three minutes once the vectors are cached.
What they are worth is measured by `python -m evaluation`, which trains them anew without the events that it
asks about.
"""

import hashlib
import re
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
import typer
from threadpoolctl import threadpool_limits

from compare.comparison import Tables
from compare.gazetteer import GeoNames
from compare.models import load_encoder, load_syntax
from compare.pipeline import Clock, embed
from compare.pipeline import read as read_statements
from compare.scorer import Scorer
from compare.settings import Settings
from compare.workspace import CachedEncoder, CachedSyntax, Workspace
from evaluation import certainty, gold, learning

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "compare" / "weights" / "scorers"
LOCK = ROOT / "models.lock"


@threadpool_limits.wrap(limits=1)  # the same numbers on any count of cores
def train(
    folder: Annotated[Path, typer.Option("--gold", help="Gold folder to learn from.")] = ROOT / "../shared/gold/dev",
) -> None:
    """Train the scorers and write them with their digests."""
    held, tables = lay_out(folder)
    sentences = tables.sentences
    found = learning.pairs(held, sentences, Settings().candidates)
    alone, in_company, _ = learning.learn_same_event(found, sentences, np.ones(len(found.a), dtype=bool))
    lesson = learning.prepare(held, tables, Settings())
    proof = certainty.prove(held, tables, lesson, Settings())
    # Of a gold that nobody read, the probability of one occurrence would be one half, whatever the sentences.
    typer.echo(f"read pairs: {len(held.clashes)}; readings of contradictions told: {len(proof.clashes.true)}")
    judges = certainty.judges_without(None, held, tables.claims, lesson, proof)
    own_event = learning.learn_own_event(held, sentences, np.ones(sentences.document[-1] + 1, dtype=bool))
    write("same_event", alone)
    write("same_event_in_company", in_company)
    write("own_event", own_event)
    write("relevance", judges.relevance)
    write("verdict", judges.verdict)
    write("absence", judges.absence)
    write("occurrence", judges.certainty.occurrence)
    write("told", judges.certainty.told)


def lay_out(folder: Path) -> tuple[gold.Gold, Tables]:
    """Read a gold folder and lay its sentences and claims out as tables."""
    held = gold.read(folder)
    with Workspace() as workspace:
        encoder, syntax = CachedEncoder(load_encoder(), workspace), CachedSyntax(load_syntax(), workspace)
        return held, embed(read_statements(held.corpus, syntax, GeoNames(), Clock(None)), encoder, Clock(None))


def write(name: str, scorer: Scorer) -> None:
    """Write one scorer, a number a line, and its digest into models.lock."""
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    path = WEIGHTS / f"{name}.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(scorer), indent=1) + b"\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = LOCK.read_text(encoding="utf-8")
    if f'"{name}.json" = ' not in lines:  # a scorer that was not locked before
        lines = lines.replace("[scorers.files]\n", f'[scorers.files]\n"{name}.json" = ""\n')
    LOCK.write_text(re.sub(rf'("{name}\.json" = )"[0-9a-f]*"', rf'\1"{digest}"', lines), encoding="utf-8")
    typer.echo(f"{path.relative_to(ROOT)} {digest}")


if __name__ == "__main__":
    typer.run(train)
