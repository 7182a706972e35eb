"""A model walks an application to another office and back, and its result to the applicant, by the real acts.

The model knows facts, not states: who has the case, what was answered, where the result is. After each step it compares
them with the database, the legal clock and what each person may read.
"""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.domains.cases.builders import CHECK, PASSPORT, REASON, Office
from tests.undone_course import UndoneCourse
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.cases.api import (
    Case,
    access_case_as_officer,
    access_referral,
    chase_results,
    choose_way,
    collect_result,
    confirm_decision,
    due_date,
    hand_over_of,
    mark_ready,
    propose_decision,
    recall_referral,
    receive_result,
    refer_case,
    release_case,
    report_referral,
    return_result,
    send_result,
    take_back_result,
    take_case,
    take_referral,
    warn_of_referrals,
    withdraw_case,
)
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.django_db

ENDS = {"withdrawn", "refused"}
SEOUL = ZoneInfo("Asia/Seoul")


class Course(UndoneCourse):
    """`answer` is the last one of the other office; `result` is "" before there is one."""

    office: Office

    @initialize()
    def submit(self) -> None:
        case = self.office.case("submitted", PASSPORT)
        self.reference = case.reference
        self.is_taken = self.is_away = self.is_there = self.is_decided = self.is_over = self.by_two = False
        self.answer, self.result, self.asked = "", "", 0
        self.stands = False

    def read(self) -> Case:
        return Case.objects.select_related("post", "applicant", "account", "officer").get(reference=self.reference)

    def try_to(self, may: bool, act: Callable[..., Any], who: Any, **more: Any) -> bool:
        """The act is done exactly where the facts allow it."""
        try:
            with transaction.atomic():
                act(acting_user=who, reference=self.reference, **more)
        except DomainError:
            assert not may, act.__name__
            return False
        assert may, act.__name__
        return True

    # --- the post and the other office --------------------------------------------------------------------------------

    @rule()
    def take(self) -> None:
        if self.try_to(not (self.is_taken or self.is_over), take_case, self.office.officer):
            self.is_taken = True

    @property
    def is_at_desk(self) -> bool:
        return self.is_taken and not (self.is_away or self.is_decided or self.is_over)

    @rule()
    def release(self) -> None:
        if self.try_to(self.is_at_desk, release_case, self.office.officer):
            self.is_taken = False

    @rule()
    def refer(self) -> None:
        due_at = self.read().due_at
        if self.try_to(self.is_at_desk, refer_case, self.office.officer, rule_id=CHECK):
            self.is_away, self.is_there = True, False
            # No midnight of the term is left on its last day (docs/rules/terms.md, 6).
            self.stands = self.now.astimezone(SEOUL).date() < due_at.astimezone(SEOUL).date()
            self.asked += 1

    @rule()
    def take_check(self) -> None:
        may = self.is_away and not self.is_there
        if self.try_to(may, take_referral, self.office.capital, number=max(self.asked, 1)):
            self.is_there = True

    @rule(outcome=st.sampled_from(["nothing_against", "nothing_against", "against", "cannot_tell"]))
    def report(self, outcome: str) -> None:
        more = {"outcome": outcome, "note": "Found.", "reasons": [REASON] if outcome == "against" else []}
        if self.try_to(self.is_there, report_referral, self.office.capital, number=max(self.asked, 1), **more):
            self.is_away = self.is_there = False
            self.answer = outcome
            self.by_two = self.by_two or outcome != "nothing_against"

    @rule()
    def recall(self) -> None:
        if self.try_to(self.is_away, recall_referral, self.office.head):
            self.is_away = self.is_there = False

    @rule()
    def withdraw(self) -> None:
        if self.try_to(not (self.is_decided or self.is_over), withdraw_case, self.office.applicant):
            self.is_over, self.is_away, self.is_there = True, False, False

    @rule(outcome=st.sampled_from(["approve", "approve", "refuse"]))
    def decide(self, outcome: str) -> None:
        may = self.is_at_desk and (outcome == "refuse" or self.answer == "nothing_against")
        reasons = [REASON] if outcome == "refuse" else []
        if not self.try_to(may, propose_decision, self.office.officer, outcome=outcome, reasons=reasons):
            return
        if self.by_two:
            confirm_decision(acting_user=self.office.second, reference=self.reference, agrees=True)
        self.is_decided, self.is_over = outcome == "approve", outcome == "refuse"

    # --- the result ---------------------------------------------------------------------------------------------------

    @rule()
    def make_ready(self) -> None:
        if self.try_to(self.is_decided and not self.result, mark_ready, self.office.second):
            self.result = "ready"

    @rule()
    def choose_to_be_sent(self) -> None:
        may = self.result in ("", "ready") and not self.is_over
        self.try_to(may, choose_way, self.office.applicant, way="send", address="Specimen Street 1")

    @rule()
    def collect(self) -> None:
        seen = {"collected_by": "applicant", "document_seen": "passport", "number_seen": "FA 1"}
        if self.try_to(self.result == "ready", collect_result, self.office.second, **seen):
            self.result = "collected"

    @rule()
    def send(self) -> None:
        hand_over = hand_over_of(self.read())
        may = self.result == "ready" and hand_over is not None and hand_over.way == "send"
        if self.try_to(may, send_result, self.office.officer, carrier="Specimen Post", tracking="1"):
            self.result = "sent"

    @rule()
    def come_back(self) -> None:
        if self.try_to(self.result == "sent", take_back_result, self.office.officer):
            self.result = "ready"

    @rule()
    def receive(self) -> None:
        if self.try_to(self.result == "sent", receive_result, self.office.applicant):
            self.result = "received"

    @precondition(lambda self: self.result)
    @rule()
    def give_back(self) -> None:
        kept = hand_over_of(self.read()).keep_until
        may = self.result == "ready" and kept < self.now.date()
        if self.try_to(may, return_result, self.office.officer):
            self.result = "returned"

    @rule(days=st.integers(1, 70))
    def go_on(self, days: int) -> None:
        self.pass_time(days=days)
        warn_of_referrals(acting_user=SYSTEM)
        chase_results(acting_user=SYSTEM)

    # --- what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def the_case_is_where_the_facts_say(self) -> None:
        case = self.read()
        assert (case.state == "referred") == self.is_away == case.referrals.filter(ended_at=None).exists()
        assert (case.state in ENDS) == self.is_over
        assert (case.state in ("approved", "issued")) == self.is_decided
        assert (case.state == "issued") == bool(self.result)
        assert case.needs_second_officer == self.by_two

    @invariant()
    def the_clock_stands_while_it_is_away(self) -> None:
        case = self.read()
        if not self.is_over and not self.is_decided:
            assert (case.due_at is None) == (self.is_away and self.stands)
            assert due_date(case).moment == case.due_at

    @invariant()
    def it_is_read_only_by_who_has_it(self) -> None:
        if self.asked:
            view = access_referral(self.office.capital, self.reference, self.asked)
            assert view.may_read == self.is_there
        assert not access_case_as_officer(self.office.second, self.reference).may_read

    @invariant()
    def the_result_is_where_the_facts_say(self) -> None:
        hand_over = hand_over_of(self.read())
        state = hand_over.state if hand_over else ""
        assert ("" if state == "expected" else state) == self.result
        if self.result in ("collected", "received", "returned"):
            assert hand_over.ended_at

    @invariant()
    def nobody_is_written_to_twice_about_one_thing(self) -> None:
        keys = list(Letter.objects.values_list("account", "code", "key"))
        assert len(keys) == len(set(keys))
        assert Letter.objects.filter(code="case_referred").count() == self.asked


def test_every_path_there_and_back(office: Office) -> None:
    Course.office = office
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
