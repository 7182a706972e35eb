"""A model walks consents and papers of authority through days and acts: no decision is made without what it needs, and
nobody acts after the end.

The model knows facts, not states: what each person said last, until when a paper is good, who decided.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.domains.cases.trips import ANOTHER, CHILD, PASSPORT, Travellers, consent, link, travellers
from tests.undone_course import UndoneCourse
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.errors import MandateDay
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._consents import LINK_DAYS, MOST_LETTERS
from watandoshlar.domains.cases.api import (
    Case,
    access_case,
    answer_consents,
    answers_of,
    ask_consent,
    closed_gates,
    come_of_age,
    confirm_mandate,
    expire_consents,
    journey_of_case,
    mandates_for,
    propose_decision,
    record_consent,
    remind_of_mandates,
    take_back_mandate,
)
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.django_db
# Of age 40 days after the day of the tests.
BORN = "2008-12-12"
BIRTHDAY = date(2026, 12, 12)
SEEN = {"name": "ANVAR KARIMOV", "document": "AB7654321", "has_seen": True}
CHILDS, ANOTHERS = ("mother", "father"), ("represented",)


def refusal_of(act: Callable[[], object]) -> str:
    """The code with which it is refused; empty when it is not."""
    try:
        act()
    except DomainError as refused:
        return refused.code
    return ""


class Agreement(UndoneCourse):
    trip: Travellers

    @initialize(for_child=st.booleans())
    def apply(self, for_child: bool) -> None:
        self.rules = CHILDS if for_child else ANOTHERS
        changes = {"person_born": BORN} if for_child else {"person_email": "anvar@example.org"}
        self.case = self.trip.taken(CHILD if for_child else ANOTHER, person=changes)
        self.for_child = for_child
        self.said = dict.fromkeys(self.rules, "")
        self.open_until = dict.fromkeys(self.rules, self.now + timedelta(days=LINK_DAYS))
        self.letters = dict.fromkeys(self.rules, 1)
        self.papers: dict[int, date] = {}
        self.ended: set[int] = set()
        self.decided = False

    # --- what there is ------------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return today_at(self.case.post)

    def good_papers(self) -> list[int]:
        return [pk for pk, until in self.papers.items() if pk not in self.ended and self.today <= until]

    def why_not(self) -> str:
        """Why the applicant's account may not act now, in the words of the model."""
        if self.for_child:
            return "came_of_age" if self.today >= BIRTHDAY else ""
        if not self.papers:
            return ""
        return "" if self.good_papers() else ("acting_ended" if self.ended >= self.papers.keys() else "mandate_over")

    def missing(self) -> set[tuple[str, str]]:
        gates = {("consent", one) for one in self.rules if self.said[one] != "given"}
        return gates if self.for_child or self.good_papers() else gates | {("mandate", "mandate")}

    # --- what happens -------------------------------------------------------------------------------------------------

    @rule(days=st.sampled_from([1, 3, 14, 29, 31]))
    def days_pass(self, days: int) -> None:
        self.pass_time(days=days)

    @rule()
    def the_platform_looks(self) -> None:
        expire_consents(acting_user=SYSTEM)
        remind_of_mandates(acting_user=SYSTEM)
        come_of_age(acting_user=SYSTEM)
        late = [one for one in self.rules if not self.said[one] and self.now > self.open_until[one]]
        for one in late if not self.decided else ():
            self.said[one] = "expired"

    @rule(number=st.integers(0, 1), answer=st.sampled_from(["give", "refuse", "withdraw"]))
    def answers_by_link(self, number: int, answer: str) -> None:
        name = self.rules[number % len(self.rules)]
        asked = consent(self.case, name)
        waits = not self.said[name] and self.now <= self.open_until[name]
        fits = not self.decided and (self.said[name] == "given" if answer == "withdraw" else waits)
        try:
            answer_consents(acting_user=SYSTEM, **link(asked), answers={asked.pk: answer}, **PASSPORT)
        except (errors.ConsentClosed, errors.ConsentUnanswered):
            assert not fits
        else:
            assert fits
            self.said[name] = {"give": "given", "refuse": "refused", "withdraw": "withdrawn"}[answer]

    @rule(number=st.integers(0, 1), answer=st.sampled_from(["given", "refused", "withdrawn"]))
    def says_it_at_the_counter(self, number: int, answer: str) -> None:
        name = self.rules[number % len(self.rules)]
        fits = {
            "given": self.said[name] != "given",
            "refused": self.said[name] in ("", "expired"),
            "withdrawn": self.said[name] == "given",
        }[answer]
        said = {"reference": self.case.reference, "rule": name, "answer": answer, "how": "counter"}
        try:
            record_consent(acting_user=self.trip.officer, **said, **SEEN)
        except errors.ConsentClosed:
            assert self.decided or not fits
        else:
            assert fits
            assert not self.decided
            self.said[name] = answer

    @rule(number=st.integers(0, 1))
    def asks_again(self, number: int) -> None:
        name = self.rules[number % len(self.rules)]
        expected = self.why_not()
        if not expected and (self.decided or self.said[name] == "given"):
            expected = "consent_closed"
        if not expected and self.letters[name] == MOST_LETTERS:
            expected = "too_many_letters"
        ask = partial(ask_consent, acting_user=self.trip.applicant, reference=self.case.reference, rule=name)
        assert refusal_of(ask) == expected
        if not expected:
            self.said[name], self.open_until[name] = "", self.now + timedelta(days=LINK_DAYS)
            self.letters[name] += 1

    @precondition(lambda self: not self.for_child)
    @rule(days=st.integers(-2, 40))
    def officer_sees_a_paper(self, days: int) -> None:
        until = self.today + timedelta(days=days)
        try:
            mandate = confirm_mandate(
                acting_user=self.trip.officer, reference=self.case.reference, valid_until=until, has_seen=True
            )
        except MandateDay:
            assert days < 0
        else:
            assert days >= 0
            self.papers[mandate.pk] = until

    @precondition(lambda self: self.papers.keys() - self.ended)
    @rule()
    def paper_is_revoked(self) -> None:
        pk = min(self.papers.keys() - self.ended)
        take_back_mandate(acting_user=self.trip.officer, reference=self.case.reference, mandate_id=pk)
        self.ended.add(pk)

    @precondition(lambda self: not self.decided)
    @rule()
    def officer_approves(self) -> None:
        try:
            propose_decision(acting_user=self.trip.officer, reference=self.case.reference, outcome="approve")
        except errors.GatesClosed:
            assert self.missing()
        else:
            assert not self.missing()
            self.decided = True

    # --- what is always so --------------------------------------------------------------------------------------------

    @invariant()
    def gates_are_closed_while_something_is_missing(self) -> None:
        if self.decided:
            return
        case = Case.objects.select_related("applicant", "about", "post", "account").get(pk=self.case.pk)
        found = closed_gates(case, journey_of_case(case, answers_of(case)), "approve")
        assert {(gate.code, gate.id) for gate in found} == self.missing()

    @invariant()
    def the_account_reaches_the_case_only_while_it_acts(self) -> None:
        assert refusal_of(partial(access_case, self.trip.applicant, self.case.reference)) == self.why_not()

    @invariant()
    def what_was_done_stays(self) -> None:
        assert len(mandates_for(Case.objects.select_related("about", "account").get(pk=self.case.pk))) == len(
            self.papers
        )
        assert self.case.answer_sets.count() == 1


def test_no_decision_without_what_it_needs_and_nobody_acts_after_the_end(publish) -> None:
    publish("family-trip")

    class Here(Agreement):
        trip = travellers()

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
