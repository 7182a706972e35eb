from collections.abc import Callable

from django.core.checks import Error

from watandoshlar.domains.appeals.rules.bodies import shipped_bodies
from watandoshlar.domains.appeals.rules.routing import shipped_routes
from watandoshlar.domains.appeals.rules.themes import shipped_themes
from watandoshlar.domains.appeals.rules.times import shipped_times
from watandoshlar.foundation.yaml_files import TableProblems

TABLES: tuple[Callable[[], object], ...] = (shipped_bodies, shipped_themes, shipped_routes, shipped_times)


def refuse_unreadable_tables(**_options: object) -> list[Error]:
    """At every start: each problem of a table with its line. What rests on a broken table repeats that one's."""
    problems: dict[str, Error] = {}
    for read in TABLES:
        try:
            read()
        except TableProblems as refused:
            problems |= {str(one): Error(str(one), id="appeals.E001") for one in refused.problems}
    return list(problems.values())
