"""Acts: one file each, named by what it does; each asks who acts and writes into the audit log."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, module_of, relative, rooms, tree_of

LOG = "append_entry"


def acts() -> list[Path]:
    return sorted(path for room in rooms() for path in (room / "acts").glob("*.py") if not path.name.startswith("_"))


def functions_of(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}


def public_functions(path: Path) -> list[ast.FunctionDef]:
    return [function for name, function in functions_of(path).items() if not name.startswith("_")]


ACTS = {function.name: path for path in acts() for function in public_functions(path)}


@pytest.mark.parametrize("path", acts(), ids=relative)
def test_an_act_is_named_by_its_file_and_says_what_it_does(path: Path) -> None:
    act = functions_of(path).get(path.stem)
    assert act, f"{relative(path)} does not define {path.stem}"
    assert ast.get_docstring(act), f"{path.stem} needs a docstring"


@pytest.mark.parametrize("path", acts(), ids=relative)
def test_every_act_asks_who_acts(path: Path) -> None:
    for function in public_functions(path):
        names = [argument.arg for argument in function.args.kwonlyargs]
        assert "acting_user" in names, f"{function.name} does not ask who acts, or not by that word"
        default = function.args.kw_defaults[names.index("acting_user")]
        assert default is None, f"{function.name}: acting_user must not have a default"


def called_names(function: ast.FunctionDef) -> set[str]:
    return {
        node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@cache
def imported_names(path: Path) -> dict[str, Path]:
    """Where the names come from that a file takes from other files of its own room or through another room's door."""
    room = module_of(path).rpartition(".acts")[0]
    names: dict[str, Path] = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("watandoshlar.domains."):
            file = ROOT / (node.module.replace(".", "/") + ".py")
            behind = imported_names(file) if file.name == "api.py" and not node.module.startswith(room + ".") else {}
            names |= {alias.asname or alias.name: behind.get(alias.name, file) for alias in node.names}
    return names


def reaches_the_log(path: Path, name: str, seen: frozenset[tuple[Path, str]] = frozenset()) -> bool:
    """Whether the function writes an entry, by itself or through a function of its room or another act."""
    function = functions_of(path).get(name)
    if function is None or (path, name) in seen:
        return False
    called = called_names(function)
    if LOG in called:
        return True
    known = seen | {(path, name)}
    here = functions_of(path)
    # What a door takes from the package of its acts lies in the file of that act.
    behind = {name: file for name, file in imported_names(path).items() if file.exists()}
    there = {**{act: file for act, file in ACTS.items() if act not in here}, **behind}
    return any(
        reaches_the_log(path if each in here else there[each], each, known)
        for each in called
        if each in here or each in there
    )


# The room of the log itself: what it does to its own rows is the log.
@pytest.mark.parametrize("path", [path for path in acts() if "audit" not in path.parts], ids=relative)
def test_every_act_reaches_the_audit_log(path: Path) -> None:
    for function in public_functions(path):
        assert reaches_the_log(path, function.name), f"{relative(path)}: {function.name} leaves no trace"
