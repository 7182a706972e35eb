"""Whether a condition holds for answers of which some are not known: yes, no, or open.

What is not answered is tried with every answer it can have. A condition that then always holds is `yes`, one that never
does is `no`, and only where the answer would make the difference is it `open`. So nothing is shown for want of an
answer, and nothing is hidden for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from watandoshlar.domains.guides.rules.questions import ANOTHER_COUNTRY, COUNTRY, UNANSWERED, Answers, Questions
from watandoshlar.foundation.conditions import Condition

YES, OPEN, NO = "yes", "open", "no"


@dataclass(frozen=True)
class Decided:
    """`because` are the questions that decided: the answered ones that suffice for yes or no, the unanswered ones that
    can still make the difference where it is open."""

    outcome: str
    because: tuple[str, ...]


def decide(condition: Condition, answers: Answers, questions: Questions) -> Decided:
    """Whether the condition holds for the answers, "" being no answer, and which questions decided it."""
    named = questions.named_in(condition)
    domains = {name: questions.possible(name, condition) for name in named}
    given = {name: _reduced(name, answers.get(name, UNANSWERED), domains[name]) for name in named}
    known = {name: answer for name, answer in given.items() if answer != UNANSWERED}
    outcome = _tried(condition, known, domains, questions)
    if outcome == OPEN:
        return Decided(OPEN, _deciding(condition, known, domains, questions))
    # Without an answer that is not needed the outcome stays; what is left suffices.
    for name in reversed(named):
        without = {other: answer for other, answer in known.items() if other != name}
        if name in known and _tried(condition, without, domains, questions) == outcome:
            known = without
    return Decided(outcome, tuple(name for name in named if name in known))


def together(decisions: Iterable[Decided]) -> Decided:
    """All of them: no as soon as one is no, else open as soon as one is open."""
    listed = list(decisions)
    for outcome in (NO, OPEN):
        found = [one for one in listed if one.outcome == outcome]
        if found:
            because = found[0].because if outcome == NO else tuple(name for one in found for name in one.because)
            return Decided(outcome, tuple(dict.fromkeys(because)))
    return Decided(YES, tuple(dict.fromkeys(name for one in listed for name in one.because)))


def _reduced(name: str, answer: str, domain: tuple[str, ...]) -> str:
    if name == COUNTRY and answer and answer not in domain:
        return ANOTHER_COUNTRY
    return answer


def _tried(
    condition: Condition, known: Mapping[str, str], domains: Mapping[str, tuple[str, ...]], questions: Questions
) -> str:
    unknown = [name for name in domains if name not in known]
    results = set()
    for tried in product(*(domains[name] for name in unknown)):
        results.add(_holds(condition, {**known, **dict(zip(unknown, tried, strict=True))}, questions))
        if len(results) > 1:
            return OPEN
    return YES if results == {True} else NO


def _holds(condition: Condition, answers: Mapping[str, str], questions: Questions) -> bool:
    unnamed = dict.fromkeys(questions.by_id, UNANSWERED)
    return bool(condition.evaluate({**unnamed, **answers}))


def _deciding(
    condition: Condition, known: Mapping[str, str], domains: Mapping[str, tuple[str, ...]], questions: Questions
) -> tuple[str, ...]:
    """The unanswered questions of which some answer changes what is possible. One of which every answer leaves it open
    is named as well when others need it to decide, so nothing that is asked for is in vain."""
    unknown = [name for name in domains if name not in known]
    return tuple(
        name
        for name in unknown
        if any(
            len({_holds(condition, {**known, **rest, name: answer}, questions) for answer in domains[name]}) > 1
            for rest in _others(unknown, name, domains)
        )
    )


def _others(unknown: list[str], name: str, domains: Mapping[str, tuple[str, ...]]) -> Iterable[dict[str, str]]:
    others = [other for other in unknown if other != name]
    for tried in product(*(domains[other] for other in others)):
        yield dict(zip(others, tried, strict=True))
