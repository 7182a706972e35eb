"""Conditions: the small, typed, safe language in which a service definition says when something holds.

It is CEL, the Common Expression Language (docs/decisions/0001-conditions-in-cel.md): no loops without end, no
reading of anything but the values given, and every expression is checked against declared types before it runs.

An `Environment` declares names and types, `compile` gives a `Condition`, and a `Situation` binds values once for
any number of conditions::

    environment = Environment({"stay_kind": "string", "answered.stay_kind": "bool", "today": "timestamp"})
    temporary = environment.compile("stay_kind == 'temporary'", expect="bool")
    temporary.evaluate(environment.situation({"stay_kind": "temporary", ...}))

Days are timestamps at midnight UTC (`as_timestamp`). `NO_DAY` stands for a date that was not given.
"""

from watandoshlar.foundation.conditions.days import NO_DAY, as_timestamp, days_between, months_between, years_between
from watandoshlar.foundation.conditions.environment import (
    MAXIMUM_LENGTH,
    Condition,
    ConditionError,
    Environment,
    Situation,
    literals_in,
    names_in,
)

__all__ = [
    "MAXIMUM_LENGTH",
    "NO_DAY",
    "Condition",
    "ConditionError",
    "Environment",
    "Situation",
    "as_timestamp",
    "days_between",
    "literals_in",
    "months_between",
    "names_in",
    "years_between",
]
