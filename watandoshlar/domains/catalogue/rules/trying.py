"""Trying a definition out before it is published: is every question ever asked, and does no condition fail?

Where what is asked hangs only on answers with few values (choices, yes or no, for whom), all combinations are tried and
an unreachable page is proven so. Otherwise many random answers are tried, and what none of them reaches must be shown
by an example.
"""

import itertools
import math
import random
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Definition, Field, Page, Rule, fields_of
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Problem
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.kinds import kind_of
from watandoshlar.foundation.conditions import Condition, ConditionError

MOST_COMBINATIONS = 5000
SAMPLES = 400
UNANSWERED = object()


def reach_problems(definition: Definition, facts: Facts, reached: Collection[str] = ()) -> list[Problem]:
    """Pages and fields that no answers lead to. `reached` are ids of pages and fields that examples have reached.

    Codes: `unreachable_page`, `unreachable_field` (proven); `page_never_reached`, `field_never_reached` (no answers
    found: an example must show the way).
    """
    seen = set(reached)
    for answers in sampled_answers(definition, facts):
        if len(seen) == len(definition.pages) + len(definition.fields):
            return []
        try:
            seen |= _seen(Journey(definition, answers, facts))
        except ConditionError:
            # `failing_conditions` tells of it.
            continue
    problems = []
    for number, page in enumerate(definition.pages):
        if page.id not in seen:
            problems.append(_unreached(definition, facts, f"pages[{number}].show_if", page, page.show_if))
            continue
        for position, field in enumerate(page.fields):
            if field.id not in seen:
                path = f"pages[{number}].fields[{position}].show_if"
                problems.append(_unreached(definition, facts, path, field, field.show_if))
    return [problem for problem in problems if problem]


def _seen(journey: Journey) -> set[str]:
    return {page.id for page in journey.pages} | {field.id for page in journey.pages for field in journey.fields(page)}


def _unreached(definition: Definition, facts: Facts, path: str, item: Page | Field, rule: Rule) -> Problem | None:
    what = "page" if isinstance(item, Page) else "field"
    combinations = _combinations(definition, facts, item)
    if combinations is None:
        return Problem(path, f"{what}_never_reached", {"id": item.id})
    for answers in combinations:
        if item.id in _seen(Journey(definition, answers, facts)):
            return None
    return Problem(path, f"unreachable_{what}", {"id": item.id})


def _combinations(definition: Definition, facts: Facts, item: Page | Field) -> Iterator[Mapping[str, Any]] | None:
    """All answers that what is asked can hang on; None when there are too many or not finitely many."""
    names = _hangs_on(definition, item)
    if names & {"today", "post", "host_country"}:
        return None
    fields = [field for field in definition.fields.values() if field.id in names]
    if not all(kind_of(field).is_finite(field) for field in fields):
        return None
    domains = [(UNANSWERED, *kind_of(field).samples(field, facts)) for field in fields]
    if math.prod(map(len, domains)) > MOST_COMBINATIONS:
        return None
    ids = [field.id for field in fields]
    return (
        {name: value for name, value in zip(ids, values, strict=True) if value is not UNANSWERED}
        for values in itertools.product(*domains)
    )


def _hangs_on(definition: Definition, item: Page | Field) -> set[str]:
    """The fields, and facts, that decide whether the page or field is shown, through all conditions before it."""
    names: set[str] = set()
    waiting: list[Page | Field] = [item]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Field) and part.id in definition.page_of:
            waiting_page = definition.page_of[part.id]
            found = _mentioned(part.show_if) | _mentioned(waiting_page.show_if)
        else:
            found = _mentioned(part.show_if)
        fresh = found - names
        names |= fresh
        waiting += [definition.fields[name] for name in fresh if name in definition.fields]
    return names


def _mentioned(rule: Rule) -> frozenset[str]:
    return fields_of(rule) | (rule.names & {"today", "post", "host_country"} if isinstance(rule, Condition) else set())


def sampled_answers(definition: Definition, facts: Facts, count: int = SAMPLES) -> Iterator[dict[str, Any]]:
    """Answers of all sorts, the same in every run: some complete, some with gaps."""
    # Not for secrets: the seed makes every check of the same definition alike.
    choose = random.Random(definition.service)  # noqa: S311
    for number in range(count):
        gaps = 0.0 if number % 2 else 0.25
        answers = {}
        for field in definition.fields.values():
            samples = kind_of(field).samples(field, facts)
            if samples and choose.random() >= gaps:
                answers[field.id] = choose.choice(samples)
        yield answers


def failing_conditions(definition: Definition, facts: Facts) -> list[Problem]:
    """Conditions that fail when they are evaluated, such as a division by zero. Code: `evaluation_failed`."""
    for answers in sampled_answers(definition, facts):
        try:
            journey = Journey(definition, answers, facts)
            journey.problems()
            journey.ineligibility()
            journey.required_evidence()
            journey.fees_due()
            journey.term()
            journey.needs_second_officer()
            journey.expiry(facts.today + timedelta(days=1))
        except (ConditionError, OverflowError, ValueError) as error:
            return [Problem("", "evaluation_failed", {"detail": str(error)})]
    return []


def term_problems(definition: Definition, facts: Facts) -> list[Problem]:
    """Answers for which no term holds: somebody would be promised nothing. Code: `no_term`."""
    for answers in sampled_answers(definition, facts):
        journey = Journey(definition, answers, facts)
        if journey.ineligibility() is None and journey.term() is None:
            return [Problem("terms", "no_term")]
    return []
