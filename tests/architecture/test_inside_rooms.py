"""Inside a room: what a file may use follows from its name (ARCHITECTURE.md, "A room")."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import FLOORS, PACKAGE, ROOT, module_of, relative, rooms, tree_of

# From the ground up. What bears none of these names (`content.py`, `keys.py`) lies as high as what it uses.
HEIGHTS = {"states": 0, "rules": 1, "errors": 2, "models": 3, "queries": 4, "acts": 5, "api": 6}
ADAPTERS = {"notifications", "admin", "tasks", "apps", "management", "checks", "allauth_adapter"}
# Below the queries nothing is known of other rooms.
BLIND = HEIGHTS["models"]


def files_of_rooms() -> list[Path]:
    return sorted(path for room in rooms() for path in room.rglob("*.py") if "migrations" not in path.parts)


def room_of(path: Path) -> Path:
    return PACKAGE.joinpath(*path.relative_to(PACKAGE).parts[:2])


def name_in_room(path: Path) -> str:
    return path.relative_to(room_of(path)).with_suffix("").parts[0]


@cache
def uses(path: Path) -> tuple[set[Path], set[str]]:
    """Files of the same room that a file imports, and modules of other rooms."""
    own = module_of(room_of(path))
    here, elsewhere = set(), set()
    for module, names in imports(path):
        parts = module.split(".")
        if module == own or module.startswith(own + "."):
            here |= {file for name in names for file in (file_of(module, name),) if file and file != path}
        elif parts[0] == "watandoshlar" and parts[1] in FLOORS:
            elsewhere.add(module)
    return here, elsewhere


def imports(path: Path) -> list[tuple[str, list[str]]]:
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, [""]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = ".".join(filter(None, (package, node.module))) if node.level else node.module
            found.append((module, [alias.name for alias in node.names]))
    return found


def file_of(module: str, name: str) -> Path | None:
    """The file that holds the name: a module of a package, or the module itself."""
    base = ROOT / module.replace(".", "/")
    candidates = (base / f"{name}.py", base / name / "__init__.py", base.with_suffix(".py"), base / "__init__.py")
    return next((path for path in candidates if path.exists()), None)


@cache
def height(path: Path) -> int:
    name = name_in_room(path)
    if name in HEIGHTS:
        return HEIGHTS[name]
    return max((height(used) for used in uses(path)[0]), default=0)


@pytest.mark.parametrize("path", [path for path in files_of_rooms() if name_in_room(path) in HEIGHTS], ids=relative)
def test_a_file_uses_what_lies_below_it(path: Path) -> None:
    here, elsewhere = uses(path)
    above = sorted(relative(used) for used in here if height(used) > height(path) or name_in_room(used) in ADAPTERS)
    assert not above, f"{relative(path)} uses what lies above it"
    if height(path) <= BLIND:
        assert not elsewhere, f"{relative(path)} knows another room"


@pytest.mark.parametrize(
    ("file", "as_high_as"), [("content", "models"), ("terms", "queries"), ("demonstration", "acts")]
)
def test_a_file_without_such_a_name_lies_as_high_as_what_it_uses(file: str, as_high_as: str) -> None:
    assert height(PACKAGE / "domains" / "cases" / f"{file}.py") == HEIGHTS[as_high_as]
