"""The dependency rule, read from the imports: down only, and one door opens the model libraries."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "compare"
PATHS = sorted(PACKAGE.rglob("*.py"))

LANGUAGE = {
    "", "types", "errors", "settings", "lexicon", "scorer", "comparison", "figures", "nearest", "search", "voices",
}  # fmt: skip
DOORS = {"corpus", "models", "gazetteer", "workspace"}
ORDER = {"pipeline"}
SURFACE = {"__main__", "cli", "report", "web"}
MODEL_LIBRARIES = {
    "onnx", "onnxruntime", "safetensors", "sentence_transformers", "spacy", "tokenizers", "torch",
    "transformers",
}  # fmt: skip


def name_of(path: Path) -> str:
    """The dotted name of a module inside the package: stages.slots.places; "" for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> set[str]:
    """All absolute names that a module imports, wherever in it: `from a import b` counts as a and as a.b."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the layer"
            names.update({node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)})
    return names


IMPORTS = {name_of(path): imported(ast.parse(path.read_text(encoding="utf-8"))) for path in PATHS}


def part_of(name: str) -> str:
    """The part of the house that a module belongs to; each stage is a part of its own: stages.slots."""
    return ".".join(name.split(".")[: 2 if name.startswith("stages.") else 1])


def inside(module: str) -> set[str]:
    """The other parts of the package that a module imports from."""
    known = {name for name in IMPORTS if name}
    found = {n.removeprefix("compare.") for n in IMPORTS[module] if n.startswith("compare.")}
    return {part_of(n) for n in found & known} - {part_of(module), "stages"}


def allowed(module: str) -> set[str]:
    """The parts that a module may import from: those below it, and doors from a door."""
    part = part_of(module)
    if part in LANGUAGE or part.startswith("stages"):
        return LANGUAGE
    if part in DOORS:
        return LANGUAGE | DOORS
    below = LANGUAGE | DOORS | {part_of(name) for name in IMPORTS if name.startswith("stages.")}
    return below if part in ORDER else below | ORDER | SURFACE


@pytest.mark.parametrize("module", [name or "compare" for name in IMPORTS])
def test_imports_point_down_only(module: str) -> None:
    """A module imports from parts below its own: no stage imports another stage or a door."""
    module = "" if module == "compare" else module
    assert inside(module) - allowed(module) == set()


@pytest.mark.parametrize("module", [name or "compare" for name in IMPORTS])
def test_every_module_has_a_place_in_the_house(module: str) -> None:
    """A module belongs to the language, a door, a stage, the order or the surface."""
    part = part_of(module) if module != "compare" else ""
    assert part in LANGUAGE | DOORS | ORDER | SURFACE or part.startswith("stages")


@pytest.mark.parametrize("module", [name or "compare" for name in IMPORTS if part_of(name) != "models"])
def test_only_the_door_of_models_opens_a_model_library(module: str) -> None:
    """No module outside models/ imports a library that runs or reads models."""
    names = IMPORTS["" if module == "compare" else module]
    assert {name.partition(".")[0] for name in names} & MODEL_LIBRARIES == set()


@pytest.mark.parametrize("path", sorted((PACKAGE / "models").glob("*.py")), ids=lambda path: path.stem)
def test_the_door_of_models_opens_its_libraries_inside_functions(path: Path) -> None:
    """Importing models/ loads no model library: they are imported where they are used."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = ast.Module([node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))], [])
    assert {name.partition(".")[0] for name in imported(top)} & (MODEL_LIBRARIES | {"numpy"}) == set()


@pytest.mark.parametrize("module", [name for name in IMPORTS if name.startswith("stages.")])
def test_a_stage_touches_neither_disk_nor_clock(module: str) -> None:
    """A stage imports nothing that reads files, tells the time of day, asks a network or draws lots."""
    world = {
        "io",
        "logging",
        "os",
        "pathlib",
        "random",
        "shutil",
        "socket",
        "sqlite3",
        "subprocess",
        "sys",
        "time",
    }
    assert {name.partition(".")[0] for name in IMPORTS[module]} & world == set()


@pytest.mark.parametrize("module", [name for name in IMPORTS if name.startswith("stages.")])
def test_a_stage_calls_neither_open_nor_print(module: str) -> None:
    """A stage has no call of open, print or input, and asks no clock for today."""
    path = PACKAGE.joinpath(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    calls = [n.func for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    named = {c.id for c in calls if isinstance(c, ast.Name)} & {"open", "print", "input"}
    asked = {c.attr for c in calls if isinstance(c, ast.Attribute)} & {"today", "now", "utcnow"}
    assert named | asked == set()
