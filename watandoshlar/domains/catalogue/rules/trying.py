"""Trying a definition out before it is published: is every question ever asked, and does no condition fail?

Where what is asked hangs only on answers with few values (choices, yes or no, for whom), all combinations are tried and
an unreachable page is proven so. Otherwise many random answers are tried, and what none of them reaches must be shown
by an example.
"""

import itertools
import math
import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from watandoshlar.domains.catalogue.rules.definition import Definition, Field, Page, Rule, fields_of
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Problem
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.kinds import kind_of
from watandoshlar.foundation.conditions import Condition, ConditionError

MOST_COMBINATIONS = 5000
SAMPLES = 400
UNANSWERED = object()
Item = TypeVar("Item")


def reach_problems(definition: Definition, facts: Facts, reached: Collection[str] = ()) -> list[Problem]:
    """Pages and fields, those inside groups too, that no answers lead to. `reached` are ids that examples have reached.

    Codes: `unreachable_page`, `unreachable_field` (proven); `page_never_reached`, `field_never_reached` (no answers
    found: an example must show the way).
    """
    seen = set(reached)
    wanted = len(definition.pages) + len(list(definition.all_fields()))
    for answers in sampled_answers(definition, facts):
        if len(seen) == wanted:
            return []
        try:
            seen |= Journey(definition, answers, facts).asked_ids
        except ConditionError:
            # `trial_problems` tells of it.
            continue
    hidden = (_unreached(definition, facts, path, item) for path, item in _first_unseen(definition, seen))
    return [problem for problem in hidden if problem]


def _first_unseen(definition: Definition, seen: Collection[str]) -> Iterator[tuple[str, Page | Field]]:
    """What was not reached, with its path; not what is inside something that was not reached either."""

    def unseen(items: Sequence[Page | Field], path: str) -> Iterator[tuple[str, Page | Field]]:
        for number, item in enumerate(items):
            place = f"{path}[{number}]"
            if item.id not in seen:
                yield f"{place}.show_if", item
            else:
                yield from unseen(item.fields, f"{place}.fields")

    return unseen(definition.pages, "pages")


def _unreached(definition: Definition, facts: Facts, path: str, item: Page | Field) -> Problem | None:
    what = "page" if isinstance(item, Page) else "field"
    combinations = _combinations(definition, facts, item)
    if combinations is None:
        return Problem(path, f"{what}_never_reached", {"id": item.id})
    for answers in combinations:
        if item.id in Journey(definition, answers, facts).asked_ids:
            return None
    return Problem(path, f"unreachable_{what}", {"id": item.id})


def _combinations(definition: Definition, facts: Facts, item: Page | Field) -> Iterator[Mapping[str, Any]] | None:
    """All answers that what is asked can hang on; None when there are too many or not finitely many."""
    names = _hangs_on(definition, item)
    if names & {"today", "post", "host_country"}:
        return None
    fields = [field for field in definition.all_fields() if field.id in names]
    if not all(kind_of(field).is_finite(field) for field in fields):
        return None
    domains = [(UNANSWERED, *kind_of(field).samples(field, facts)) for field in fields]
    if math.prod(map(len, domains)) > MOST_COMBINATIONS:
        return None
    group = definition.group_of.get(item.id)
    return (_answers(definition, group, fields, values) for values in itertools.product(*domains))


def _answers(
    definition: Definition, group: Field | None, fields: Sequence[Field], values: Sequence[Any]
) -> dict[str, Any]:
    """The values as answers; those of fields inside the group as its one row."""
    given = {field.id: value for field, value in zip(fields, values, strict=True) if value is not UNANSWERED}
    answers = {name: value for name, value in given.items() if name in definition.fields}
    if group:
        row = {name: value for name, value in given.items() if name in definition.group_of}
        answers[group.id] = [{"row": "1", **row}]
    return answers


def _hangs_on(definition: Definition, item: Page | Field) -> set[str]:
    """The fields, and facts, that decide whether the page or field is shown, through all conditions before it."""
    every = {field.id: field for field in definition.all_fields()}
    names: set[str] = set()
    waiting: list[Page | Field] = [item]
    while waiting:
        part = waiting.pop()
        group = definition.group_of.get(part.id) if isinstance(part, Field) else None
        around = [group, definition.page_of.get((group or part).id)] if isinstance(part, Field) else []
        fresh = {name for one in (part, *around) if one for name in _mentioned(one.show_if)} - names
        names |= fresh
        waiting += [every[name] for name in fresh if name in every]
    return names


def _mentioned(rule: Rule) -> frozenset[str]:
    return fields_of(rule) | (rule.names & {"today", "post", "host_country"} if isinstance(rule, Condition) else set())


def sampled_answers(definition: Definition, facts: Facts, count: int = SAMPLES) -> Iterator[dict[str, Any]]:
    """Answers of all sorts, the same in every run: some complete, some with gaps."""
    samples = {field.id: kind_of(field).samples(field, facts) for field in definition.all_fields()}
    # Not for secrets: the seed makes every check of the same definition alike.
    choose = random.Random(definition.service)  # noqa: S311
    for number in range(count):
        gaps = 0.0 if number % 2 else 0.25
        answers = _sampled(definition.fields.values(), samples, choose, gaps)
        for group in (field for field in definition.fields.values() if field.id in answers and field.fields):
            answers[group.id] = [
                {"row": row["row"], **_sampled(group.fields, samples, choose, gaps)} for row in answers[group.id]
            ]
        yield answers


def _sampled(
    fields: Iterable[Field], samples: Mapping[str, Sequence[Any]], choose: random.Random, gaps: float
) -> dict[str, Any]:
    answers = {}
    for field in fields:
        if samples[field.id] and choose.random() >= gaps:
            answers[field.id] = choose.choice(samples[field.id])
    return answers


def trial_problems(definition: Definition, facts: Facts) -> list[Problem]:
    """Conditions that fail when they are evaluated, such as a division by zero, each at every place where it stands;
    where none fails, answers for which no term holds: somebody would be promised nothing.

    Codes: `evaluation_failed`, `no_term`.
    """
    found: dict[str, Problem] = {}
    without_term = False
    for answers in sampled_answers(definition, facts):
        try:
            journey = Journey(definition, answers, facts)
            journey.problems()
            journey.required_evidence()
            journey.fees_due()
            journey.needs_second_officer()
            for arrangement in (journey.visit, journey.consents_due, journey.referrals_due, journey.mandate_due):
                arrangement()
            journey.recommendations_due()
            journey.is_confidential()
            for problem in _reckoned(journey, facts):
                found.setdefault(problem.path, problem)
            term, unsuitable = journey.term(), journey.ineligibility()
            without_term |= term is None and unsuitable is None
        except ConditionError as error:
            for path in (path for path, rule in _conditions(definition) if rule == error.condition):
                found.setdefault(path, Problem(path, "evaluation_failed", {"detail": error.detail}))
    return list(found.values()) or ([Problem("terms", "no_term")] if without_term else [])


def _reckoned(journey: Journey, facts: Facts) -> Iterator[Problem]:
    """What is reckoned for a document and cannot be: a length for which the calendar has no day, a category that is no
    rights code, a nationality that is no country."""
    for path, reckon in (
        ("document.valid_for.length", lambda: journey.expiry(facts.today + timedelta(days=1))),
        ("document.category", journey.category),
        ("document.nationality", journey.nationality),
    ):
        try:
            reckon()
        except (OverflowError, ValueError) as error:
            yield Problem(path, "evaluation_failed", {"detail": str(error)})


def _conditions(definition: Definition) -> Iterator[tuple[str, Rule | int | str | None]]:
    """Every rule of a definition with its path in the file."""
    for page, at in _numbered(definition.pages, "pages"):
        yield f"{at}.show_if", page.show_if
        for field, place in _numbered(page.fields, f"{at}.fields"):
            for one, path in ((field, place), *_numbered(field.fields, f"{place}.fields")):
                yield from ((f"{path}.show_if", one.show_if), (f"{path}.required", one.required))
    for check, at in _numbered(definition.checks, "checks"):
        yield f"{at}.require", check.require
    for rule, at in _numbered(definition.eligibility, "eligibility"):
        yield f"{at}.require", rule.require
    for fee, at in _numbered(definition.fees, "fees"):
        yield from ((f"{at}.when", fee.when), (f"{at}.amount", fee.amount))
        yield from ((f"{place}.when", waiver.when) for waiver, place in _numbered(fee.waivers, f"{at}.waivers"))
    for term, at in _numbered(definition.terms, "terms"):
        yield from ((f"{at}.when", term.when), (f"{at}.length", term.length))
    yield "decision.second_officer", definition.decision.second_officer
    if definition.document:
        yield "document.valid_for.length", definition.document.valid_length
        yield "document.category", definition.document.category
        yield "document.nationality", definition.document.nationality
        if limit := definition.document.until_age:
            yield "document.until_age.when", limit.when
    yield from _conditions_of_arrangements(definition)


def _conditions_of_arrangements(definition: Definition) -> Iterator[tuple[str, Rule | int | str | None]]:
    if visit := definition.visit:
        yield from (("visit.when", visit.when), ("visit.minutes", visit.minutes), ("visit.courtesy", visit.courtesy))
    for key in ("consents", "referrals", "recommendations"):
        yield from ((f"{at}.when", rule.when) for rule, at in _numbered(getattr(definition, key), key))
    if definition.mandate:
        yield "mandate.when", definition.mandate.when
    yield "confidential", definition.confidential
    yield from ((f"{at}.then", rule.then) for rule, at in _numbered(definition.asked_before, "asked_before"))


def _numbered(items: Iterable[Item], path: str) -> Iterator[tuple[Item, str]]:
    return ((item, f"{path}[{number}]") for number, item in enumerate(items))
