"""What is said at every start about the tables, and by `check --deploy` about the payment systems."""

from collections.abc import Callable

from django.conf import settings
from django.core.checks import Error, Info

from watandoshlar.domains.fees.connections import CONNECTIONS
from watandoshlar.domains.fees.rules.tables import shipped_base_units, shipped_connections
from watandoshlar.foundation.yaml_files import TableProblems

TABLES: tuple[Callable[[], object], ...] = (shipped_base_units, shipped_connections)


def refuse_unreadable_tables(**_options: object) -> list[Error]:
    """At every start: each problem of a table with its line."""
    problems: list[Error] = []
    for read in TABLES:
        try:
            read()
        except TableProblems as refused:
            problems += [Error(str(one), id="fees.E001") for one in refused.problems]
    return problems


def hint_at_connections(**_options: object) -> list[Info]:
    """Before an installation goes public: a payment system that is not configured refuses every call, one that is
    configured in half cannot work."""
    return [
        Info(
            f"Nobody can pay by {connection.title}: {', '.join(missing)} not set.",
            hint="docs/operations/payments.md says what it needs. Without it people pay at the post.",
            id=f"fees.I{number:03}",
        )
        for number, connection in enumerate(CONNECTIONS.values(), start=1)
        if (missing := [name for name in connection.needs if not getattr(settings, name)])
    ]
