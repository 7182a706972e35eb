"""docs/operations/settings.md names every environment variable that the platform reads, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operations" / "settings.md"
# What the environment and its copies are called.
ENVIRONMENTS = {"environ", "environment"}
READING = {"get", "pop", "setdefault", "getenv"}
# Set by the platform for the programs it starts; nobody chooses these.
OWN = {"HOME"}


def python_files() -> list[Path]:
    return [ROOT / "run.py", *(path for folder in ("config", "watandoshlar") for path in (ROOT / folder).rglob("*.py"))]


def named(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def variables_read(tree: ast.AST) -> Iterator[str]:
    """Literal names read: `os.environ["X"]`, `os.environ.get("X")`, `os.getenv("X")`, and in a tuple `NEEDED`."""
    for node in ast.walk(tree):
        literal: ast.expr | None = None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and named(node.value) in ENVIRONMENTS:
            literal = node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READING:
            if named(node.func.value) in ENVIRONMENTS | {"os"} and node.args:
                literal = node.args[0]
        elif isinstance(node, ast.Assign) and [named(target) for target in node.targets] == ["NEEDED"]:
            yield from ast.literal_eval(node.value)
        if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
            yield literal.value


def variables_documented() -> list[str]:
    return re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def needed() -> set[str]:
    tree = ast.parse((ROOT / "config" / "settings" / "production.py").read_text(encoding="utf-8"))
    return {
        name
        for node in tree.body
        if isinstance(node, ast.Assign) and [named(target) for target in node.targets] == ["NEEDED"]
        for name in ast.literal_eval(node.value)
    }


def test_reading_is_recognised() -> None:
    source = """
a = os.environ["A"]; b = os.environ.get("B", ""); c = environment.pop("C"); d = os.getenv("D")
e = f"{os.environ.get('E', '')}"; f = environ["F"]; NEEDED = ("G", "H"); other["I"]; other.get("J")
"""
    assert sorted(variables_read(ast.parse(source))) == list("ABCDEFGH")


def test_every_variable_is_documented_once() -> None:
    read = {
        name for path in python_files() for name in variables_read(ast.parse(path.read_text(encoding="utf-8")))
    } - OWN
    documented = variables_documented()
    assert sorted(documented) == sorted(read)


def test_what_production_needs_is_marked() -> None:
    marked = re.findall(r"^\| `([A-Z_]+)` \| \*\*needed\*\*", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(marked) == sorted(needed())
