"""Applicants made from a definition itself: they answer page after page, with anything that is taken."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Definition, Field, Page
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.kinds import kind_of

TODAY = date(2026, 11, 2)
# Days that people have: of birth, of papers that ended or will end, of journeys.
OFFSETS = (-4000, -900, -400, -200, -40, -10, -1, 0, 1, 5, 40, 100, 200, 700, 3000)
DAYS = [TODAY + timedelta(days=offset) for offset in OFFSETS]
DAYS += [TODAY.replace(year=TODAY.year - years) for years in (1, 4, 9, 13, 15, 16, 17, 18, 25, 40, 63)]
# How often a page is tried before one goes back to an earlier one, and how often one begins anew.
PATIENCE, BEGINNINGS = 80, 12
MOST_PAGES = 80


class NoWayOn(Exception):
    """No answers to a page were taken, after those given before it."""


@dataclass
class Applicant:
    """Fills in page after page, with any answers that are taken."""

    definition: Definition
    facts: Facts
    chance: Random
    answers: dict[str, Any] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)

    @property
    def journey(self) -> Journey:
        return Journey(self.definition, self.answers, self.facts)

    def walk(self) -> str | None:
        """To the end: the rule by which they cannot apply, or None when the application is whole.

        Answers of an earlier page may leave none for a later one (who arrived before they were born); people go back
        then, so a page is a dead end only when no beginning leads on from it.
        """
        for _beginning in range(BEGINNINGS):
            self.answers, self.pages = {}, []
            try:
                return self._walk_on()
            except NoWayOn as stuck:
                last = stuck
        raise last

    def _walk_on(self) -> str | None:
        while page := next((page for page in self.journey.pages if page not in self.pages), None):
            assert len(self.pages) < MOST_PAGES
            self.pages.append(page)
            if not self.leave(page):
                raise NoWayOn(page.id)
            # Most who are told that they cannot apply look whether they have answered wrongly.
            if self.journey.ineligibility(page.id) and self.chance.random() < 0.9:
                self.leave(page, eligible=True)
            if rule := self.journey.ineligibility(page.id):
                return rule.id
        return None

    def leave(self, page: Page, *, eligible: bool = False) -> bool:
        before = dict(self.answers)
        for _try in range(PATIENCE):
            self.answers = {name: value for name, value in before.items() if name not in self.fields_of(page)}
            for asked in page.fields:
                if asked in self.journey.fields(page):
                    self.answer(asked)
            if not self.journey.page_problems(page) and not (eligible and self.journey.ineligibility(page.id)):
                return True
        self.answers = before
        return False

    @staticmethod
    def fields_of(page: Page) -> set[str]:
        return {asked.id for asked in page.fields}

    def answer(self, asked: Field) -> None:
        # What need not be answered often is not.
        if not self.journey.is_required(asked) and self.chance.random() < 0.5:
            return
        if asked.kind == "group":
            most = min(asked.options["max_rows"], max(asked.options["min_rows"], 3))
            count = self.chance.randint(max(1, asked.options["min_rows"]), most)
            self.answers[asked.id] = [self.row(asked, number) for number in range(1, count + 1)]
        elif (value := self.value(asked)) is not None:
            self.answers[asked.id] = value

    def row(self, group: Field, number: int) -> dict[str, Any]:
        row: dict[str, Any] = {"row": str(number)}
        for inner in group.fields:
            if inner.id in [asked.id for asked, _required in self.journey.row_fields(group, row)]:
                row[inner.id] = self.value(inner)
        return {name: value for name, value in row.items() if value is not None}

    def value(self, asked: Field) -> Any:
        kind = kind_of(asked)
        values = list(kind.samples(asked, self.facts))
        if asked.kind == "date":
            values += [day.isoformat() for day in DAYS]
        fitting = [value for value in values if not kind.check(asked, value, self.facts)]
        return self.chance.choice(fitting) if fitting else None
