"""The gate: fails when a measure falls below its floor in `evaluation/baseline.json`.

The floors hold for one gold folder, known by the sha256 of its files; on another one the gate refuses to
judge. A floor may rise freely with `--update`; it is lowered only with `--allow-lower`, and a sentence in
docs/design.md.
"""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from compare.errors import CompareError
from evaluation.__main__ import ROOT, measure

BASELINE = ROOT / "evaluation" / "baseline.json"
NOISE = 0.005  # a floor is this much below what was measured: about three items of 668
MEASURES = {  # name → path in what score.py counts, of the end-to-end run
    "macro F1 of 4 labels": ("macro_f1_4",),
    "contradiction F1": ("labels", "contradiction", "f1"),
    "omission precision": ("labels", "omission", "precision"),
    "omission recall": ("labels", "omission", "recall"),
    "evidence hit": ("evidence_hit",),
    "alignment precision": ("alignment", "precision"),
    "alignment recall": ("alignment", "recall"),
    "alignment recall on main events": ("alignment", "main_recall"),
}


def main(
    folder: Annotated[Path, typer.Option("--gold", help="Gold folder.")] = ROOT / "../shared/gold/dev",
    update: Annotated[bool, typer.Option("--update", help="Raise the floors to what is measured now.")] = False,
    allow_lower: Annotated[bool, typer.Option("--allow-lower", help="With --update: lower them too.")] = False,
) -> None:
    """Measure end to end and compare with the floors; exit code 1 where one is missed."""
    try:
        measured = read_measures(measure(folder)["ours, end to end"])
    except CompareError as error:
        typer.echo(f"gate: {error}", err=True)
        raise typer.Exit(2) from None
    pinned = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {"floors": {}}
    digest = digest_of(folder)
    if update:
        floors = new_floors(pinned["floors"], measured, lower=allow_lower)
        BASELINE.write_text(json.dumps({"gold": digest, "floors": floors}, indent=1) + "\n", encoding="utf-8")
        pinned = {"gold": digest, "floors": floors}
    if pinned.get("gold") != digest:
        typer.echo("gate: the gold is not the one the floors were set on; run with --update", err=True)
        raise typer.Exit(2)
    for name, floor in pinned["floors"].items():
        typer.echo(f"{'ok  ' if measured[name] >= floor else 'FAIL'} {name}: {measured[name]:.3f}, floor {floor:.3f}")
    if missed(pinned["floors"], measured):
        raise typer.Exit(1)


def read_measures(counted: dict) -> dict[str, float]:
    """Pick the gated measures out of what score.py counts."""
    found = {}
    for name, path in MEASURES.items():
        value: Any = counted
        for key in path:
            value = value[key]
        found[name] = float(value)
    return found


def missed(floors: dict[str, float], measured: dict[str, float]) -> tuple[str, ...]:
    """Names of the measures below their floor."""
    return tuple(name for name, floor in floors.items() if measured[name] < floor)


def new_floors(old: dict[str, float], measured: dict[str, float], *, lower: bool) -> dict[str, float]:
    """Floors at what was measured less the noise; an old floor is kept where it is higher, unless `lower`."""
    made = {name: round(value - NOISE, 3) for name, value in measured.items()}
    return made if lower else {name: max(value, old.get(name, 0.0)) for name, value in made.items()}


def digest_of(folder: Path) -> str:
    """The sha256 of the gold's files, by name."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    typer.run(main)
