from collections.abc import Callable

from django.core.checks import Error

from watandoshlar.domains.commissions.rules.bodies import shipped_bodies
from watandoshlar.domains.commissions.rules.commissions import shipped_commissions
from watandoshlar.foundation.yaml_files import TableProblems

TABLES: tuple[Callable[[], object], ...] = (shipped_bodies, shipped_commissions)


def refuse_unreadable_tables(**_options: object) -> list[Error]:
    """At every start: each problem of a table with its line."""
    problems: list[Error] = []
    for read in TABLES:
        try:
            read()
        except TableProblems as refused:
            problems += [Error(str(one), id="commissions.E001") for one in refused.problems]
    return problems
