"""What a service will say, as far as a few answers given before it decide it: yes, no, or still open.

Guides ask a handful of common questions. `asked_before` of a definition says what such an answer means for the answers
to be given here; everything else is unknown. So every sort of answer that is still possible is tried, along the same
walk (`Journey`) that an application takes. What holds in all of them is `yes`, what holds in none is `no`. There are no
second rules of eligibility that could say something else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import (
    FACT_NAMES,
    AskedBefore,
    Definition,
    EligibilityRule,
    Fee,
    Field,
    Page,
    Rule,
    Term,
    fields_of,
)
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.kinds import EVIDENCE_KINDS, kind_of
from watandoshlar.foundation.conditions import Condition

YES, OPEN, NO = "yes", "open", "no"
# Enough for every definition that there is; where it is not, the answer is "open".
MOST_TRIALS = 20_000
# What is open mostly shows after a few trials from one end or from the other.
FEW_TRIALS = 200

Told = Mapping[str, str]
"""Answers to common questions by their id; "" or none where there is no answer."""


@dataclass(frozen=True, slots=True)
class ForeseenFee:
    """A fee that is due, or may be (`outcome` yes or open); `waived` says whether a waiver holds."""

    fee: Fee
    outcome: str
    waived: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a service will say. `outcome`: yes, nobody with these answers is refused by a rule; no, everybody is, by
    `refused_by`; open, it hangs on the service's own questions `asks` or on the common ones `because`. Of a refusal
    `because` are the answers that lead to it. `undecided` are the rules that may still refuse. `papers` are what must
    be uploaded, yes or open by field."""

    outcome: str
    refused_by: EligibilityRule | None
    undecided: tuple[EligibilityRule, ...]
    because: tuple[str, ...]
    asks: tuple[str, ...]
    papers: Mapping[str, str]
    fees: tuple[ForeseenFee, ...]
    visit: str
    term: Term | None


@dataclass(frozen=True)
class _Ask:
    """One question to a definition: `test` answers it for a journey, whose fields it finds through `hangs_on`."""

    key: str
    hangs_on: tuple[Rule, ...]
    test: Callable[[Journey], Any]


class Prospects:
    """What one definition will say to whom. What was found out is kept for the day."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._day: date | None = None
        self._found: dict[tuple[str, tuple[AskedBefore, ...]], frozenset[Any]] = {}

    def foresee(self, told: Told, facts: Facts) -> Foreseen:
        """What the service will say to who answered so."""
        if facts.today != self._day:
            self._found, self._day = {}, facts.today
        outcomes = {rule: self._outcome(self._eligibility(rule), told, facts) for rule in self.definition.eligibility}
        refused_by = next((rule for rule, outcome in outcomes.items() if outcome == NO), None)
        undecided = [rule for rule, outcome in outcomes.items() if outcome == OPEN]
        asks: tuple[str, ...] = ()
        if refused_by:
            because = self._reason(self._eligibility(refused_by), told, facts)
        else:
            because = self._could_decide(undecided, told, facts)
            asks = self._asked(undecided, told, facts)
        return Foreseen(
            outcome=NO if refused_by else OPEN if undecided else YES,
            refused_by=refused_by,
            undecided=tuple(undecided),
            because=because,
            asks=asks,
            papers=dict(self._papers(told, facts)),
            fees=tuple(self._fees(told, facts)),
            visit=self._visit(told, facts),
            term=self._term(told, facts),
        )

    @cached_property
    def common_questions(self) -> tuple[str, ...]:
        """The common questions that say something here, in order."""
        return tuple(self.common_answers)

    @cached_property
    def common_answers(self) -> Mapping[str, tuple[str, ...]]:
        """The answers that say something here, by common question."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.definition.asked_before:
            for question, answers in entry.when:
                found[question] = tuple(dict.fromkeys((*found.get(question, ()), *answers)))
        return found

    # --- what is asked of the definition ----------------------------------------------------------------------------

    def _eligibility(self, rule: EligibilityRule) -> _Ask:
        page = self.definition.page(rule.page)
        shown = _shown_when(page)
        return _Ask(
            f"eligibility.{rule.id}",
            (rule.require, *shown),
            lambda journey: not _is_asked(journey, page) or journey.holds(rule.require),
        )

    def _papers(self, told: Told, facts: Facts) -> Iterable[tuple[str, str]]:
        for field in self.definition.fields.values():
            if field.kind in EVIDENCE_KINDS:
                found = [(field.id, self._required(field))]
            elif field.kind == "group":
                inner = [one for one in field.fields if one.kind in EVIDENCE_KINDS and one.required is not False]
                found = [(f"{field.id}.{one.id}", self._shown(field)) for one in inner]
            else:
                continue
            for name, ask in found:
                outcome = self._outcome(ask, told, facts)
                # Which rows there will be, nobody knows yet.
                if outcome != NO:
                    yield name, OPEN if "." in name else outcome

    def _required(self, field: Field) -> _Ask:
        page = self.definition.page_of[field.id]
        return _Ask(
            f"required.{field.id}",
            (page.show_if, field.show_if, field.required),
            lambda journey: all(map(journey.holds, (page.show_if, field.show_if, field.required))),
        )

    def _shown(self, field: Field) -> _Ask:
        page = self.definition.page_of[field.id]
        rules = (page.show_if, field.show_if)
        return _Ask(f"shown.{field.id}", rules, lambda journey: all(map(journey.holds, rules)))

    def _fees(self, told: Told, facts: Facts) -> Iterable[ForeseenFee]:
        for fee in self.definition.fees:
            outcome = self._outcome(_holds(f"fees.{fee.id}", fee.when), told, facts)
            waivers = tuple(waiver.when for waiver in fee.waivers)
            if outcome != NO:
                waived = self._outcome(_any_holds(f"waived.{fee.id}", waivers), told, facts) if waivers else NO
                yield ForeseenFee(fee, outcome, waived)

    def _visit(self, told: Told, facts: Facts) -> str:
        visit = self.definition.visit
        return self._outcome(_holds("visit", visit.when), told, facts) if visit else NO

    def _term(self, told: Told, facts: Facts) -> Term | None:
        """The term that is sure: the first that holds, when none before it may."""
        for term in self.definition.terms:
            outcome = self._outcome(_holds(f"terms.{term.id}", term.when), told, facts)
            if outcome != NO:
                return term if outcome == YES else None
        return None

    # --- what decides -----------------------------------------------------------------------------------------------

    def _reason(self, ask: _Ask, told: Told, facts: Facts) -> tuple[str, ...]:
        """Answers that suffice for the outcome."""
        kept = {question: told[question] for question in self.common_questions if told.get(question)}
        outcome = self._outcome(ask, kept, facts)
        for question in reversed(list(kept)):
            without = {other: answer for other, answer in kept.items() if other != question}
            if self._outcome(ask, without, facts) == outcome:
                kept = without
        return tuple(kept)

    def _could_decide(self, rules: Iterable[EligibilityRule], told: Told, facts: Facts) -> tuple[str, ...]:
        """The common questions without an answer of which some answer decides one of the rules."""
        asks = [self._eligibility(rule) for rule in rules]
        return tuple(
            question
            for question in self.common_questions
            if not told.get(question)
            and any(
                self._outcome(ask, {**told, question: answer}, facts) != OPEN
                for ask in asks
                for answer in self.common_answers[question]
            )
        )

    def _asked(self, rules: Iterable[EligibilityRule], told: Told, facts: Facts) -> tuple[str, ...]:
        """The fields on which the rules hang and whose answers are not known."""
        named = {name for rule in rules for name in fields_of(rule.require)}
        return tuple(
            name
            for name in self.definition.fields
            if name in named and len(self._results(self._answer(name), told, facts)) > 1
        )

    def _answer(self, name: str) -> _Ask:
        field = self.definition.fields[name]
        page = self.definition.page_of[name]
        # The answer itself must be among what is tried.
        answered = self.definition.environment.compile(f"answered.{name}", "bool")
        return _Ask(
            f"answer.{name}",
            (answered, page.show_if, field.show_if),
            lambda journey: repr(journey.given(name)),
        )

    # --- trying -----------------------------------------------------------------------------------------------------

    def _outcome(self, ask: _Ask, told: Told, facts: Facts) -> str:
        results = self._results(ask, told, facts)
        return {frozenset({True}): YES, frozenset({False}): NO}.get(results, OPEN)

    def _results(self, ask: _Ask, told: Told, facts: Facts) -> frozenset[Any]:
        """The answers to the question that are possible: both, once there are two; none when nothing can be said."""
        names, entries = self._hangs_on(ask.hangs_on, told)
        if (ask.key, entries) not in self._found:
            self._found[ask.key, entries] = (
                _Trial(self.definition, names, (ask.hangs_on, entries), facts).results(ask.test)
                if names.isdisjoint({"post", "host_country"})
                else frozenset()
            )
        return self._found[ask.key, entries]

    def _hangs_on(self, rules: Iterable[Rule], told: Told) -> tuple[set[str], tuple[AskedBefore, ...]]:
        """The fields on which the rules hang, through every condition before them, with what is told of any of them."""
        given = [entry for entry in self.definition.asked_before if entry.speaks_for(told)]
        names, entries = self._names(rules), []
        while fresh := [
            entry for entry in given if entry not in entries and names & _fields(self.definition, entry.then)
        ]:
            entries += fresh
            names |= self._names(entry.then for entry in fresh)
        return names, tuple(entry for entry in given if entry in entries)

    def _names(self, rules: Iterable[Rule]) -> set[str]:
        waiting, names = list(rules), set()
        while waiting:
            rule = waiting.pop()
            facts = rule.names & FACT_NAMES.keys() - {"today"} if isinstance(rule, Condition) else frozenset()
            for name in (_fields(self.definition, rule) | facts) - names:
                names.add(name)
                if field := self.definition.fields.get(name):
                    waiting += [field.show_if, field.required, self.definition.page_of[name].show_if]
        return names


class _Trial:
    """Tries every sort of answer to some fields of a definition that agrees with what is told."""

    def __init__(
        self,
        definition: Definition,
        names: set[str],
        asked: tuple[tuple[Rule, ...], tuple[AskedBefore, ...]],
        facts: Facts,
    ) -> None:
        hangs_on, entries = asked
        pages = [
            replace(page, fields=tuple(one for one in page.fields if one.id in names)) for page in definition.pages
        ]
        self.definition = replace(definition, pages=tuple(page for page in pages if page.fields))
        self.fields = tuple(self.definition.fields.values())
        self.facts = facts
        self.forward = self.values = self._values(definition, hangs_on, entries)
        self.backward = {name: values[::-1] for name, values in self.forward.items()}
        self.entries = self._by_last_field(entries)
        self.left = 0

    def results(self, test: Callable[[Journey], Any]) -> frozenset[Any]:
        found: set[Any] = set()
        for backwards, trials in ((False, FEW_TRIALS), (True, FEW_TRIALS), (False, MOST_TRIALS)):
            self.values = self.backward if backwards else self.forward
            self.left = trials
            self._walk(0, {}, test, found)
            if len(found) > 1 or self.left:
                return frozenset(found)
        return frozenset()

    def _walk(self, position: int, answers: dict[str, Any], test: Callable[[Journey], Any], found: set[Any]) -> None:
        journey = Journey(self.definition, answers, self.facts)
        if len(found) > 1 or not self.left or not self._agrees(journey, position):
            return
        while position < len(self.fields) and not journey.shows(self.fields[position].id):
            position += 1
        if position == len(self.fields):
            self.left -= 1
            found.add(test(journey))
            return
        field = self.fields[position]
        for value in self.values[field.id]:
            self._walk(position + 1, {**answers, field.id: value}, test, found)
        if not journey.is_required(field):
            self._walk(position + 1, answers, test, found)

    def _agrees(self, journey: Journey, position: int) -> bool:
        """Whether what is told of the answer just given holds; of a question that is not asked nothing is told."""
        if not position:
            return True
        return all(
            journey.holds(entry.then)
            for entry in self.entries.get(self.fields[position - 1].id, ())
            if all(map(journey.shows, _fields(self.definition, entry.then)))
        )

    def _values(
        self, definition: Definition, hangs_on: tuple[Rule, ...], entries: tuple[AskedBefore, ...]
    ) -> Mapping[str, tuple[Any, ...]]:
        rules = [rule for page in self.definition.pages for rule in (page.show_if, *_rules_of(page))]
        # The question itself may be about a field that is not tried, such as a paper.
        rules += hangs_on
        rules += [rule.require for rule in definition.eligibility]
        rules += [fee.when for fee in definition.fees] + [one.when for fee in definition.fees for one in fee.waivers]
        rules += [entry.then for entry in entries]
        conditions = [rule for rule in rules if isinstance(rule, Condition)]
        return {
            field.id: kind_of(field).turning(
                field, self.facts, [one.source for one in conditions if field.id in one.names]
            )
            for field in self.fields
        }

    def _by_last_field(self, entries: tuple[AskedBefore, ...]) -> Mapping[str, list[AskedBefore]]:
        order = [field.id for field in self.fields]
        found: dict[str, list[AskedBefore]] = {}
        for entry in entries:
            found.setdefault(max(_fields(self.definition, entry.then), key=order.index), []).append(entry)
        return found


def _fields(definition: Definition, rule: Rule) -> frozenset[str]:
    """The fields that a rule names, and no functions."""
    return fields_of(rule) & definition.fields.keys()


def _rules_of(page: Page) -> list[Rule]:
    return [rule for field in page.fields for rule in (field.show_if, field.required)]


def _shown_when(page: Page) -> tuple[Rule, ...]:
    """The rules that say whether the page is asked: a page of which no field is shown is not."""
    fields = tuple(field.show_if for field in page.fields)
    return (page.show_if,) if True in fields else (page.show_if, *fields)


def _is_asked(journey: Journey, page: Page) -> bool:
    return journey.holds(page.show_if) and any(journey.holds(field.show_if) for field in page.fields)


def _holds(key: str, rule: Rule) -> _Ask:
    return _Ask(key, (rule,), lambda journey: journey.holds(rule))


def _any_holds(key: str, rules: tuple[Rule, ...]) -> _Ask:
    return _Ask(key, rules, lambda journey: any(map(journey.holds, rules)))
