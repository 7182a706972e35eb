"""Reading the folder of rights, once for each process: it changes only with the code."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from watandoshlar.domains.certificates.rules.rights import Right, Scheme, SchemeProblems, parse_scheme, rights_with
from watandoshlar.foundation.yaml_files import Problem

OWN = "vatandosh"
"""The scheme whose documents we issue."""


def read_schemes(folder: Path) -> dict[str, Scheme]:
    """Every scheme by its code, our own first. Raises SchemeProblems with what is wrong in any file, or `missing_file`
    where our own is not there."""
    found, problems = {}, []
    for path in sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != OWN, path.stem)):
        try:
            found[path.stem] = parse_scheme(path.read_text(encoding="utf-8"), path.name)
        except SchemeProblems as refused:
            problems += refused.problems
    if OWN not in found and not problems:
        problems.append(Problem(folder.name, f"{OWN}.yaml", 1, "", "missing_file"))
    if problems:
        raise SchemeProblems(problems)
    return found


@cache
def schemes() -> Mapping[str, Scheme]:
    """The schemes of the installation by code, our own first."""
    return read_schemes(settings.RIGHTS_DIRECTORY)


def own_scheme() -> Scheme:
    return schemes()[OWN]


def rights_of(document_type: str, category: str) -> tuple[Right, ...]:
    """What the holder of such a document may do; () where it gives no rights of its own."""
    return rights_with(own_scheme(), document_type, category)
