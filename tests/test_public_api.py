"""Public names: each has a docstring, and a package that lists its names lists them all, sorted."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PATHS = sorted([*(ROOT / "compare").rglob("*.py"), *(ROOT / "evaluation").rglob("*.py")])
# Packages that hide their modules behind __all__.
LISTED = ("corpus", "report/tables", "stages/slots", "stages/framing")


def tree_of(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def undocumented(node: ast.Module | ast.ClassDef, prefix: str = "") -> list[str]:
    """The public functions, classes and methods below a node that have no docstring."""
    found: list[str] = []
    for child in node.body:
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        special = child.name.startswith("_") and child.name not in ("__enter__", "__exit__")
        if special or any(getattr(d, "id", "") == "overload" for d in child.decorator_list):
            continue
        if not ast.get_docstring(child):
            found.append(prefix + child.name)
        if isinstance(child, ast.ClassDef):
            found += undocumented(child, f"{child.name}.")
    return found


def assigned(tree: ast.Module, name: str) -> list[str] | None:
    """The literal list that a module gives to a name at its top, or None."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == name for t in node.targets):
            return list(ast.literal_eval(node.value))
    return None


def defined(tree: ast.Module) -> set[str]:
    """The public functions and classes that a module defines itself."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {n.name for n in tree.body if isinstance(n, kinds) and not n.name.startswith("_")}


def bound(tree: ast.Module) -> set[str]:
    """All names at the top of a module: defined, assigned or imported."""
    names = defined(tree)
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign):
            names.update(t.id for t in node.targets if isinstance(t, ast.Name))
    return names


IDS = [path.relative_to(ROOT).as_posix() for path in PATHS]


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_every_module_says_what_it_is(path: Path) -> None:
    """A module opens with a docstring."""
    assert ast.get_docstring(tree_of(path))


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_every_public_name_says_what_it_does(path: Path) -> None:
    """A public function, class or method has a docstring."""
    assert undocumented(tree_of(path)) == []


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_a_list_of_names_is_sorted_and_true(path: Path) -> None:
    """Where a module has __all__, it is sorted, names each thing once, and each thing is there."""
    tree = tree_of(path)
    names = assigned(tree, "__all__")
    if names is not None:
        assert names == sorted(set(names))
        assert set(names) - bound(tree) == set()
        assert defined(tree) - set(names) == set()


@pytest.mark.parametrize("package", LISTED)
def test_a_package_of_several_modules_lists_its_names(package: str) -> None:
    """A package that hides its modules says in __all__ what it offers."""
    assert assigned(tree_of(ROOT / "compare" / package / "__init__.py"), "__all__")


@pytest.mark.parametrize("package", LISTED)
def test_nothing_outside_reaches_past_the_list(package: str) -> None:
    """Code outside such a package imports only the names that it lists, never one of its modules."""
    name, names = f"compare.{package.replace('/', '.')}", set()
    for path in (ROOT / "compare").rglob("*.py"):
        if path.is_relative_to(ROOT / "compare" / package):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(name):
                names.update({(node.module, alias.name) for alias in node.names})
    listed = set(assigned(tree_of(ROOT / "compare" / package / "__init__.py"), "__all__") or ())
    assert names - {(name, n) for n in listed} == set()
