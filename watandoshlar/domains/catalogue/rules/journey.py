"""The way that one person's answers open through a definition: what is asked, what is wrong, what follows.

Answers are stored values by field id (`rules.kinds`). Pages and fields are walked in order, so that an answer whose
question is hidden counts as not given for every condition after it; it stays stored all the same.

`Journey` walks once and answers any number of questions; the functions below it are for a single question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import (
    ConsentRule,
    Definition,
    EligibilityRule,
    Fee,
    Field,
    MandateRule,
    Page,
    RecommendationRule,
    ReferralRule,
    Rule,
)
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds import EVIDENCE_KINDS, empty_value, is_answered, kind_of
from watandoshlar.domains.catalogue.rules.paper import CATEGORY
from watandoshlar.foundation.conditions import Condition, Environment, Situation, as_timestamp
from watandoshlar.foundation.countries import is_country
from watandoshlar.foundation.legal_clock import Term as LegalTerm

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FeeDue:
    """A fee that these answers make due: `tariff` names the post's amount, or `amount` minor units of `currency`, or
    `base_units` of the base calculation unit. `waived_by` is the waiver that holds, if one does; the rest as in Fee."""

    id: str
    tariff: str | None
    amount: int | None
    currency: str | None
    source: str | None
    base_units: Decimal | None = None
    kind: str = "fee"
    due: str = "decision"
    waived_by: str | None = None


@dataclass(frozen=True, slots=True)
class VisitDue:
    """A visit that these answers make necessary, as in VisitRule; `is_courtesy`: they open the courtesy lane."""

    minutes: int
    per_person: int
    is_courtesy: bool
    before: str
    source: str | None


@dataclass(frozen=True)
class TermDue(LegalTerm):
    """The term that holds for these answers; its sources are keys of the definition."""

    starts: str = "submitted"


class Journey:
    """One walk through a definition with given answers and facts."""

    def __init__(self, definition: Definition, answers: Answers, facts: Facts) -> None:
        self.definition = definition
        self.answers = answers
        self.facts = facts
        self._values = _values_of(definition.fields.values(), answers) | {
            "today": as_timestamp(facts.today),
            "post": facts.post,
            "host_country": facts.host_country,
        }
        self._bound: Situation | None = None
        self._fields: dict[str, tuple[Field, ...]] = {}
        for page in definition.pages:
            self._walk(page)

    def _walk(self, page: Page) -> None:
        if not self.holds(page.show_if):
            self._hide(page.fields)
            return
        shown = []
        for field in page.fields:
            if self.holds(field.show_if):
                shown.append(field)
            else:
                self._hide((field,))
        self._fields[page.id] = tuple(shown)

    def _hide(self, fields: tuple[Field, ...]) -> None:
        for field in fields:
            if self._values[f"answered.{field.id}"]:
                self._values[field.id] = empty_value(field)
                self._values[f"answered.{field.id}"] = False
                self._bound = None

    @property
    def _situation(self) -> Situation:
        # Bound once for all conditions, and again only after a hidden answer was taken out of the values.
        if self._bound is None:
            self._bound = self.definition.environment.situation(self._values)
        return self._bound

    def holds(self, rule: Rule) -> bool:
        """Whether a rule of the definition holds for these answers; those to hidden questions do not count."""
        return rule.evaluate(self._situation) if isinstance(rule, Condition) else rule

    def _number(self, rule: int | Condition) -> int:
        return rule.evaluate(self._situation) if isinstance(rule, Condition) else rule

    # --- what is asked ----------------------------------------------------------------------------------------------

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that are asked, in order. A page of which no field is shown is not."""
        return tuple(page for page in self.definition.pages if self._fields.get(page.id))

    def fields(self, page: Page) -> tuple[Field, ...]:
        """The fields that the page asks, in order; none when the page itself is hidden."""
        return self._fields.get(page.id, ())

    def next_page(self, page_id: str) -> Page | None:
        """The page that is asked after the one named; None when all have been."""
        ids = [page.id for page in self.definition.pages]
        asked = {page.id: page for page in self.pages}
        return next((asked[later] for later in ids[ids.index(page_id) + 1 :] if later in asked), None)

    def shows(self, field_id: str) -> bool:
        """Whether the field is asked."""
        page = self.definition.page_of.get(field_id)
        return page is not None and any(field.id == field_id for field in self.fields(page))

    @property
    def asked_ids(self) -> set[str]:
        """Ids of all pages and fields that are asked, those in any row included."""
        fields = [field for page in self.pages for field in self.fields(page)]
        inner = [asked for field in fields for row in self._rows(field) for asked, _ in self.row_fields(field, row)]
        return {item.id for item in (*self.pages, *fields, *inner)}

    def asks(self, name: str) -> bool:
        """Whether the question to which the HTML name belongs is asked, in its row too."""
        field_id, _, place = name.partition(".")
        if not self.shows(field_id):
            return False
        field = self.definition.fields[field_id]
        row_id, _, inner = place.partition(".")
        if field.kind != "group" or not inner:
            return True
        row = next((row for row in self._rows(field) if row["row"] == row_id), {})
        return inner.partition(".")[0] in ("row", *(asked.id for asked, _required in self.row_fields(field, row)))

    def _rows(self, group: Field) -> list[Mapping[str, Any]]:
        value = self.answers.get(group.id)
        return value if group.kind == "group" and is_answered(group, value) else []

    def is_required(self, field: Field) -> bool:
        """Whether an answer to a field that is asked must be given."""
        return self.holds(field.required)

    def row_fields(self, group: Field, row: Mapping[str, Any]) -> tuple[tuple[Field, bool], ...]:
        """The fields of a group that one row asks, each with whether it must be answered."""
        environment = self.definition.row_environments.get(group.id, self.definition.environment)
        values = self._values | _values_of(group.fields, row)
        asked = []
        for field in group.fields:
            if _row_holds(field.show_if, environment, values):
                asked.append((field, _row_holds(field.required, environment, values)))
            else:
                values |= {field.id: empty_value(field), f"answered.{field.id}": False}
        return tuple(asked)

    def relevant_answers(self) -> dict[str, Any]:
        """The answers to what is asked, as they are submitted; in groups too. The others stay in the draft."""
        relevant = {}
        for page in self.pages:
            for field in self.fields(page):
                if is_answered(field, self.answers.get(field.id)):
                    relevant[field.id] = self.relevant(field, self.answers[field.id])
        return relevant

    def relevant(self, field: Field, value: Any) -> Any:
        """A stored value of a field without what its rows do not ask."""
        if field.kind != "group" or not is_answered(field, value):
            return value
        kept = []
        for row in value:
            asked = {"row", *(inner.id for inner, _ in self.row_fields(field, row))}
            kept.append({key: part for key, part in row.items() if key in asked})
        return kept

    # --- what is wrong ----------------------------------------------------------------------------------------------

    def page_problems(self, page: Page) -> dict[str, list[Fault]]:
        """What is wrong with the stored answers of a page, by field id: missing, not acceptable, or against a check."""
        problems: dict[str, list[Fault]] = {}
        for field in self.fields(page):
            if faults := self.faults(field):
                problems[field.id] = faults
        for check in self.definition.checks:
            if check.page == page.id and self._breaks(check.fields, check.require):
                first = next((name for name in check.fields if self.shows(name)), check.fields[0])
                problems.setdefault(first, []).append(Fault("check_failed", facts={"check": check.id}))
        return problems

    def problems(self) -> dict[str, dict[str, list[Fault]]]:
        """What is wrong on every page that is asked, by page id; pages in order without those that are right."""
        found = {page.id: self.page_problems(page) for page in self.pages}
        return {page_id: problems for page_id, problems in found.items() if problems}

    def _breaks(self, fields: tuple[str, ...], require: Rule) -> bool:
        return all(self._values[f"answered.{name}"] for name in fields) and not self.holds(require)

    def faults(self, field: Field) -> list[Fault]:
        """What is wrong with the answer to one field, whether it is asked on this branch or not."""
        value = self.answers.get(field.id)
        kind = kind_of(field)
        if not is_answered(field, value):
            return [Fault(kind.required_code)] if self.is_required(field) else []
        faults = list(kind.check(field, value, self.facts))
        if field.kind == "group":
            for row in value:
                faults += [fault.inside(row["row"]) for fault in self._row_faults(field, row)]
        return faults

    def _row_faults(self, group: Field, row: Mapping[str, Any]) -> list[Fault]:
        faults = []
        for field, is_required in self.row_fields(group, row):
            kind = kind_of(field)
            value = row.get(field.id)
            if is_answered(field, value):
                faults += [fault.inside(field.id) for fault in kind.check(field, value, self.facts)]
            elif is_required:
                faults.append(Fault(kind.required_code, field.id))
        return faults

    # --- what follows -----------------------------------------------------------------------------------------------

    def ineligibility(self, upto_page: str | None = None) -> EligibilityRule | None:
        """The first rule by which one cannot apply, in the order of the pages.

        Only pages that are asked and in which nothing is missing or wrong are judged, up to and with `upto_page`.
        """
        last = self.definition.page(upto_page) if upto_page else None
        for page in self.pages:
            rules = [rule for rule in self.definition.eligibility if rule.page == page.id]
            if rules and not self.page_problems(page):
                for rule in rules:
                    if not self.holds(rule.require):
                        return rule
            if page is last:
                return None
        return None

    def required_evidence(self) -> tuple[str, ...]:
        """Ids of the file and photo fields that must be answered, those of groups as `group.field`."""
        found: list[str] = []
        for page in self.pages:
            for field in self.fields(page):
                if field.kind in EVIDENCE_KINDS and self.is_required(field):
                    found.append(field.id)
                if field.kind == "group":
                    found += self._evidence_of_rows(field)
        return tuple(dict.fromkeys(found))

    def _evidence_of_rows(self, group: Field) -> list[str]:
        return [
            f"{group.id}.{field.id}"
            for row in self._rows(group)
            for field, is_required in self.row_fields(group, row)
            if is_required and field.kind in EVIDENCE_KINDS
        ]

    def fees_due(self) -> tuple[FeeDue, ...]:
        """The fees that these answers make due, in the order of the definition."""
        return tuple(self._fee_due(fee) for fee in self.definition.fees if self.holds(fee.when))

    def _fee_due(self, fee: Fee) -> FeeDue:
        return FeeDue(
            id=fee.id,
            tariff=fee.tariff,
            amount=None if fee.amount is None else self._number(fee.amount),
            currency=fee.currency,
            source=fee.source,
            base_units=fee.base_units,
            kind=fee.kind,
            due=fee.due,
            waived_by=next((waiver.id for waiver in fee.waivers if self.holds(waiver.when)), None),
        )

    def visit(self) -> VisitDue | None:
        """The visit that these answers make necessary; None when nobody need appear."""
        rule = self.definition.visit
        if rule is None or not self.holds(rule.when):
            return None
        return VisitDue(
            self._number(rule.minutes), rule.per_person, self.holds(rule.courtesy), rule.before, rule.source
        )

    def consents_due(self) -> tuple[ConsentRule, ...]:
        """Whose consent these answers make necessary."""
        return tuple(rule for rule in self.definition.consents if self.holds(rule.when))

    def referrals_due(self) -> tuple[ReferralRule, ...]:
        """The checks of other offices that these answers make necessary."""
        return tuple(rule for rule in self.definition.referrals if self.holds(rule.when))

    def recommendations_due(self) -> tuple[RecommendationRule, ...]:
        """Whose recommendation these answers make necessary."""
        return tuple(rule for rule in self.definition.recommendations if self.holds(rule.when))

    def mandate_due(self) -> MandateRule | None:
        """The mandate that who applies must show; None when they need none."""
        rule = self.definition.mandate
        return rule if rule and self.holds(rule.when) else None

    def is_confidential(self) -> bool:
        """Whether letters and lists may not name the service."""
        return self.holds(self.definition.confidential)

    def term(self) -> TermDue | None:
        """The first term whose condition holds; None when none does."""
        for term in self.definition.terms:
            if self.holds(term.when):
                return TermDue(
                    id=term.id,
                    length=self._number(term.length),
                    unit=term.unit,
                    source=term.source or "",
                    rolls=term.rolls,
                    may_pause=term.may_pause,
                    starts=term.starts,
                    ends=term.ends,
                    ladder=term.ladder,
                    duties=term.duties,
                )
        return None

    def needs_second_officer(self) -> bool:
        """Whether a second officer must confirm the decision."""
        return self.holds(self.definition.decision.second_officer)

    def given(self, field_id: str | None) -> Any:
        """The answer to a field that is asked; None for no field, no question or no answer."""
        return self.answers[field_id] if field_id and self._values[f"answered.{field_id}"] else None

    def base(self) -> str:
        """The number of the document on which the one to be issued rests; empty where it rests on none."""
        document = self.definition.document
        given = [self.given(name) for name in document.rests_on] if document else []
        return next((number for number in given if number), "")

    def nationality(self) -> str:
        """The country of the holder, two letters; "" for none that is known. Raises ValueError for no country."""
        document = self.definition.document
        said = document.nationality if document else None
        if not isinstance(said, Condition):
            return self.given(said) or ""
        code: str = said.evaluate(self._situation)
        if code and not is_country(code):
            raise ValueError(f"{code!r} is no country")
        return code

    def category(self) -> str:
        """The rights code of the document, "inherited", or "" for none. Raises ValueError for what is no code."""
        document = self.definition.document
        code = document.category if document else ""
        if isinstance(code, Condition):
            code = code.evaluate(self._situation)
            if not CATEGORY.fullmatch(code):
                raise ValueError(f"{code!r} is no rights code")
        return code

    def granted_until(self, issued_on: date) -> date | None:
        """The last day that a document issued on the day may have, whatever papers it rests on: by its own length and
        by the age of its holder; None for no limit."""
        document = self.definition.document
        if document is None:
            return None
        limits = []
        if document.valid_length is not None:
            limits.append(_after(issued_on, self._number(document.valid_length), document.valid_unit))
        if (limit := document.until_age) and self.holds(limit.when) and (born := self.given(document.birth_date)):
            limits.append(add_months(first_day(born), limit.years * 12) - timedelta(days=1))
        return min(limits, default=None)

    def paper_limits(self) -> tuple[date, ...]:
        """The days that the document may not outlast, as the answers give them."""
        document = self.definition.document
        names = document.not_after if document else ()
        return tuple(first_day(day) for name in names if (day := self.given(name)))

    def expiry(self, issued_on: date, *others: date | None) -> date | None:
        """The last day on which a document issued on the day is valid: the earliest of what is granted, of the days
        that it may not outlast, and of the last days of `others` on which it rests; None when it does not expire."""
        return earliest(self.granted_until(issued_on), *self.paper_limits(), *others)


def earliest(*days: date | None) -> date | None:
    """The earliest of the days that there are; None without any."""
    return min((day for day in days if day is not None), default=None)


def _after(day: date, length: int, unit: str | None) -> date:
    if unit == "days":
        return day + timedelta(days=length)
    return add_months(day, length * 12 if unit == "years" else length)


def first_day(written: str) -> date:
    """The day of a date, the first one that a partial date may mean."""
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _values_of(fields: Any, answers: Answers) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields:
        value = answers.get(field.id)
        answered = is_answered(field, value)
        values[field.id] = kind_of(field).condition_value(field, value) if answered else empty_value(field)
        values[f"answered.{field.id}"] = answered
    return values


def _row_holds(rule: Rule, environment: Environment, values: dict[str, Any]) -> bool:
    return rule.evaluate(environment.situation(values)) if isinstance(rule, Condition) else rule


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"{months} months after {day} is no day")


# --- single questions -----------------------------------------------------------------------------------------------


def visible_pages(definition: Definition, answers: Answers, facts: Facts) -> tuple[Page, ...]:
    """See Journey.pages."""
    return Journey(definition, answers, facts).pages


def visible_fields(definition: Definition, page: Page, answers: Answers, facts: Facts) -> tuple[Field, ...]:
    """See Journey.fields."""
    return Journey(definition, answers, facts).fields(page)


def next_page(definition: Definition, answers: Answers, facts: Facts, page_id: str) -> Page | None:
    """See Journey.next_page."""
    return Journey(definition, answers, facts).next_page(page_id)


def page_problems(definition: Definition, page: Page, answers: Answers, facts: Facts) -> dict[str, list[Fault]]:
    """See Journey.page_problems."""
    return Journey(definition, answers, facts).page_problems(page)


def problems(definition: Definition, answers: Answers, facts: Facts) -> dict[str, dict[str, list[Fault]]]:
    """See Journey.problems."""
    return Journey(definition, answers, facts).problems()


def ineligibility(
    definition: Definition, answers: Answers, facts: Facts, upto_page: str | None = None
) -> EligibilityRule | None:
    """See Journey.ineligibility."""
    return Journey(definition, answers, facts).ineligibility(upto_page)


def relevant_answers(definition: Definition, answers: Answers, facts: Facts) -> dict[str, Any]:
    """See Journey.relevant_answers."""
    return Journey(definition, answers, facts).relevant_answers()


def required_evidence(definition: Definition, answers: Answers, facts: Facts) -> tuple[str, ...]:
    """See Journey.required_evidence."""
    return Journey(definition, answers, facts).required_evidence()


def fees_due(definition: Definition, answers: Answers, facts: Facts) -> tuple[FeeDue, ...]:
    """See Journey.fees_due."""
    return Journey(definition, answers, facts).fees_due()


def term_for(definition: Definition, answers: Answers, facts: Facts) -> TermDue | None:
    """See Journey.term."""
    return Journey(definition, answers, facts).term()


def needs_second_officer(definition: Definition, answers: Answers, facts: Facts) -> bool:
    """See Journey.needs_second_officer."""
    return Journey(definition, answers, facts).needs_second_officer()


def expiry_of(definition: Definition, answers: Answers, facts: Facts, issued_on: date) -> date | None:
    """See Journey.expiry."""
    return Journey(definition, answers, facts).expiry(issued_on)


def is_confirmed(definition: Definition) -> bool:
    """Whether every legal source of the definition is confirmed."""
    return all(source.state == "confirmed" for source in definition.sources.values())
