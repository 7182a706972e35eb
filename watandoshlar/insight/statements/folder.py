"""Reading the folder of statements, once for each process, and comparing it with the record of what was said."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from watandoshlar.foundation.yaml_files import Problem
from watandoshlar.insight.statements.rules.saying import changed_since, record_of, said_in_the_past
from watandoshlar.insight.statements.rules.subjects import FOLDER, StatementProblems, Subject, parse_subject

RECORD = "said.txt"


def read_subjects(folder: Path) -> dict[str, Subject]:
    """Every subject by its code. Raises StatementProblems with what is wrong in any file."""
    subjects, problems = {}, []
    for path in sorted(folder.glob("*.yaml")):
        try:
            subjects[path.stem] = parse_subject(path.read_text(encoding="utf-8"), path.name)
        except StatementProblems as refused:
            problems += refused.problems
    if problems:
        raise StatementProblems(problems)
    return subjects


def check_record(folder: Path, subjects: Mapping[str, Subject]) -> None:
    """Raises StatementProblems.

    `past_was_changed` names the first line that is no longer true, `said_in_the_past` a new statement that claims to be
    older than one on record, `not_recorded` how many `record_statements` has to write down.
    """
    kept = kept_record(folder)
    if changed := changed_since(kept, subjects):
        raise StatementProblems([_problem(kept.index(changed), changed[:80], "past_was_changed")])
    if late := said_in_the_past(kept, subjects):
        raise StatementProblems([_problem(len(kept), one, "said_in_the_past") for one in late])
    if missing := len(record_of(subjects, kept)) - len(kept):
        raise StatementProblems([_problem(len(kept), str(missing), "not_recorded")])


def _problem(line: int, path: str, code: str) -> Problem:
    return Problem(FOLDER, RECORD, line + 1, path, code)


def kept_record(folder: Path) -> list[str]:
    path = folder / RECORD
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@cache
def subjects() -> Mapping[str, Subject]:
    """The subjects of the installation by code."""
    return read_subjects(settings.STATEMENTS_DIRECTORY)
