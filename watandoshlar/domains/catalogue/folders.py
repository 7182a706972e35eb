"""Reading service folders from disk: strict YAML, with the place of every value."""

import re
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems, Problem
from watandoshlar.domains.catalogue.rules.publication import ServiceFolder
from watandoshlar.foundation.yaml_files import LOADER

Marks = dict[str, tuple[int, int]]
DEFINITION = "definition.yaml"


class _StrictLoader(LOADER):
    """YAML in which only true and false are booleans, dates stay strings, and a key cannot be given twice."""

    yaml_implicit_resolvers = {
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key_node, _ in node.value:
            if keys.count(key_node.value) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key_node.value!r} is given twice", key_node.start_mark
                )
        return super().construct_mapping(node, deep)


_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def folders(*, with_tutorial: bool | None = None) -> list[Path]:
    """The service folders, by name; those that begin with an underscore only `with_tutorial`, which a demonstration
    implies."""
    if with_tutorial is None:
        with_tutorial = settings.DEMONSTRATION
    found = sorted(path.parent for path in settings.SERVICES_DIRECTORY.glob(f"*/{DEFINITION}"))
    return [folder for folder in found if with_tutorial or not folder.name.startswith("_")]


def read_folder(folder: Path) -> ServiceFolder:
    """Read a service folder. Raises DefinitionProblems (`bad_yaml`) when a file is no YAML."""
    definition, marks = _read(folder / DEFINITION, folder)
    files = {path.stem.lower(): path for path in sorted((folder / "texts").glob("*.yaml"))}
    return ServiceFolder(
        name=folder.name,
        definition=definition,
        marks=marks,
        texts={language: _read(path, folder)[0] for language, path in files.items()},
        text_files={language: str(path.relative_to(folder)) for language, path in files.items()},
        examples={path.stem: _read(path, folder)[0] for path in sorted((folder / "examples").glob("*.yaml"))},
    )


def _read(path: Path, folder: Path) -> tuple[Any, Marks]:
    loader = _StrictLoader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}
        return loader.construct_document(node), dict(_marks(node, ""))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        problem = Problem(
            "", "bad_yaml", {"detail": error.problem or ""}, str(path.relative_to(folder)), line=line, column=column
        )
        raise DefinitionProblems([problem]) from error
    finally:
        loader.dispose()


def _marks(node: yaml.Node, path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    yield path, (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _marks(value, f"{path}.{key.value}" if path else str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _marks(value, f"{path}[{index}]")
