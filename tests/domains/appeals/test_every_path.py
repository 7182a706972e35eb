"""A model walks every path of an appeal: none registers late, loses a forward, or ends without an outcome.

The model knows facts, not states: who has the appeal, what was sent where, what was answered. After each step it
compares them with the register, the ledger of the legal clock and the letters.
"""

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

from tests.domains.appeals.builders import Reception, code_of, replies, reread, typed_appeal
from tests.undone_course import UndoneCourse
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.posts.api import office_calendar, today_at
from watandoshlar.domains.appeals.api import (
    Appeal,
    answer_appeal,
    answers_to,
    extend_term,
    file_appeal,
    forward_appeal,
    forwards_of,
    rate_answer,
    record_reply,
    reopen_appeal,
    reply_as_body,
    reply_token,
    take_back_appeal,
)
from watandoshlar.domains.appeals.models import Forward
from watandoshlar.domains.appeals.rules.outcomes import APPEAL_OUTCOMES, DEMAND_OUTCOMES
from watandoshlar.domains.cases.api import (
    confirm_decision,
    due_date,
    ledger_of,
    propose_decision,
    release_case,
    take_case,
    withdraw_case,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import is_working_day
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.django_db

ENDS = {"answered", "not_considered", "withdrawn"}
OUTSIDE = ("interior", "justice", "pension-fund")


class Course(UndoneCourse):
    """`holder` is who works on it: "" in a queue, an account's name, or the body that has it."""

    reception: Reception

    @initialize(hours=st.integers(0, 24 * 9), demands=st.integers(1, 3), named=st.booleans())
    def register(self, hours: int, demands: int, named: bool) -> None:
        self.pass_time(hours=hours)
        pages = typed_appeal(demands=tuple(f"Demand {number}." for number in range(1, demands + 1)))
        if not named:
            del pages["who"]
        draft = self.reception.draft(pages)
        self.appeal = file_appeal(acting_user=self.applicant, draft_id=draft.pk, idempotency_key="key-of-the-model")
        self.sent: list[str] = []
        self.answered_by: list[str] = []
        self.round, self.ended, self.decided = 1, False, False
        self.holder, self.proposed = "", False

    # --- what there is ------------------------------------------------------------------------------------------------

    @property
    def applicant(self):
        return self.reception.applicant

    @property
    def reference(self) -> str:
        return self.appeal.case.reference

    def read(self) -> Appeal:
        self.appeal = reread(self.appeal)
        return self.appeal

    def worker(self):
        """Whoever of the office in charge may take it."""
        code = self.read().case.post.code
        if code == "ministry":
            return self.reception.central
        if code == "moscow":
            return self.reception.abroad
        return self.reception.officer if self.reception.officer.email not in self.answered_by else self.reception.second

    def at_work(self) -> bool:
        return bool(self.holder) and self.holder not in OUTSIDE and not (self.proposed or self.ended)

    def answers(self, data: st.DataObject):
        return replies(*(data.draw(st.sampled_from(DEMAND_OUTCOMES)) for _ in range(self.appeal.demands)))

    # --- steps --------------------------------------------------------------------------------------------------------

    @rule(hours=st.integers(1, 24 * 6))
    def wait(self, hours: int) -> None:
        self.pass_time(hours=hours)

    @precondition(lambda self: not self.holder and not self.ended)
    @rule()
    def take(self) -> None:
        worker = self.worker()
        if code := code_of(take_case, acting_user=worker, reference=self.reference):
            # Whoever answered before, or sent it to the body that did, leaves it to a colleague.
            assert code == "officer_barred"
            assert self.appeal.case.bars.filter(account=worker).exists()
            return
        self.holder = worker.email

    @precondition(at_work)
    @rule()
    def release(self) -> None:
        release_case(acting_user=self.read().case.officer, reference=self.reference)
        self.holder = ""

    @precondition(at_work)
    @rule(body=st.sampled_from((*OUTSIDE, "ministry", "moscow", "seoul")))
    def forward(self, body: str) -> None:
        case = self.read().case
        if body == case.post.code:
            with pytest.raises(DomainError), transaction.atomic():
                forward_appeal(acting_user=case.officer, reference=self.reference, to_body=body, why="Competent.")
            return
        forward_appeal(acting_user=case.officer, reference=self.reference, to_body=body, why="Competent.")
        self.sent.append(body)
        self.holder = body if body in OUTSIDE else ""

    @precondition(lambda self: self.holder in OUTSIDE)
    @rule(data=st.data(), how=st.sampled_from(["link", "mail", "back", "too few", "wrong link"]))
    def body_acts(self, data: st.DataObject, how: str) -> None:
        officer = self.read().case.officer
        forward = Forward.objects.get(appeal=self.appeal, ended_at__isnull=True, is_outside=True)
        given = self.answers(data)
        link = {"acting_user": SYSTEM, "reference": self.reference, "number": forward.number}
        if how == "back":
            take_back_appeal(acting_user=officer, reference=self.reference)
            self.holder = officer.email
        elif how == "mail":
            record_reply(acting_user=officer, reference=self.reference, replies=given)
            self.close("answered", officer.email)
        elif how == "link" and forward.link_until >= clock.now():
            reply_as_body(**link, token=reply_token(forward), replies=given)
            self.close("answered", "")
        else:
            given = {} if how == "too few" else given
            token = reply_token(forward) if how == "too few" else "0" * 40
            with pytest.raises(DomainError), transaction.atomic():
                reply_as_body(**link, token=token, replies=given)

    @precondition(at_work)
    @rule(data=st.data(), complete=st.booleans())
    def answer(self, data: st.DataObject, complete: bool) -> None:
        officer = self.read().case.officer
        given = self.answers(data)
        if not complete:
            given.pop(data.draw(st.sampled_from(sorted(given))))
            with pytest.raises(DomainError) as refused, transaction.atomic():
                answer_appeal(acting_user=officer, reference=self.reference, replies=given)
            assert refused.value.code == "demands_unanswered"
            return
        answer_appeal(acting_user=officer, reference=self.reference, replies=given)
        self.close("answered", officer.email)

    @precondition(at_work)
    @rule(rung=st.sampled_from(["further_study", "exceptional"]))
    def extend(self, rung: str) -> None:
        case = self.read().case
        before = case.due_at
        code = code_of(extend_term, acting_user=case.officer, reference=self.reference, rung=rung, reason="study")
        assert code in ("", "extension_refused")
        after = self.read().case.due_at
        assert after == before if code else after >= before

    @precondition(lambda self: at_work_in_seoul(self))
    @rule()
    def propose_not_to_consider(self) -> None:
        officer = self.read().case.officer
        propose_decision(
            acting_user=officer, reference=self.reference, outcome="not_consider", reasons=["other_procedure"]
        )
        self.proposed = True

    @precondition(lambda self: self.proposed)
    @rule(agrees=st.booleans())
    def judge_the_proposal(self, agrees: bool) -> None:
        confirm_decision(acting_user=self.reception.head, reference=self.reference, agrees=agrees, note="Look again.")
        self.proposed = False
        self.round += not agrees
        if agrees:
            self.close("not_considered", "")

    @precondition(lambda self: not self.ended and not self.proposed)
    @rule()
    def withdraw(self) -> None:
        withdraw_case(acting_user=self.applicant, reference=self.reference)
        self.close("withdrawn", "")

    @precondition(lambda self: self.ended and self.read().case.state == "answered")
    @rule(mark=st.integers(1, 5), again=st.booleans())
    def rate_and_reopen(self, mark: int, again: bool) -> None:
        mine = {"acting_user": self.applicant, "reference": self.reference}
        assert code_of(rate_answer, **mine, mark=mark) in ("", "rated_already")
        if not again or len(self.answered_by) >= 2:
            return
        if code := code_of(reopen_appeal, **mine, why="It is not solved."):
            assert code == "reopening_over"
            return
        self.ended, self.holder = False, ""
        self.round += 1

    def close(self, state: str, by: str) -> None:
        self.ended, self.holder = True, ""
        if by:
            self.answered_by.append(by)
        assert self.read().case.state == state

    # --- promises -----------------------------------------------------------------------------------------------------

    @invariant()
    def registered_on_the_day(self) -> None:
        if not hasattr(self, "appeal"):
            return
        appeal = self.read()
        calendar = office_calendar(forwards_of(appeal)[0].from_post if self.sent else appeal.case.post)
        received = appeal.case.submitted_at.astimezone(calendar.timezone)
        assert is_working_day(calendar, appeal.registered_on)
        if is_working_day(calendar, received.date()) and received.time() < calendar.closes:
            assert appeal.registered_on == received.date()
        else:
            assert appeal.registered_on > received.date() or not is_working_day(calendar, received.date())

    @invariant()
    def no_forward_is_lost(self) -> None:
        if not hasattr(self, "appeal"):
            return
        assert [forward.to_body for forward in forwards_of(self.appeal)] == self.sent
        # The clocks tell of each, the earlier ones stay in view.
        started = [entry.office for entry in ledger_of(self.appeal.case) if entry.code == "received"]
        assert [office for office in started if office in self.sent][: len(self.sent)] or not self.sent
        assert len(due_date(self.appeal.case).clocks) >= 1 + len(self.sent)
        told = Letter.objects.filter(account=self.applicant, code="appeal_forwarded").count()
        assert told == len(self.sent)

    @invariant()
    def no_end_without_an_outcome(self) -> None:
        if not hasattr(self, "appeal"):
            return
        appeal = self.read()
        assert (appeal.case.state in ENDS) == self.ended
        if appeal.case.state == "answered":
            assert appeal.outcome in DEMAND_OUTCOMES
            given = [one for one in answers_to(appeal) if one.round == appeal.case.round]
            assert [one.number for one in given] == list(range(1, appeal.demands + 1))
        elif appeal.case.state == "not_considered":
            assert appeal.outcome == "not_considered"
        elif appeal.case.state == "forwarded":
            assert appeal.outcome == "forwarded"
        elif not self.ended:
            assert appeal.outcome == ""
        assert appeal.outcome in ("", *APPEAL_OUTCOMES)
        assert (appeal.closed_on is not None) == self.ended
        assert Forward.objects.filter(appeal=appeal, is_outside=True, ended_at=None).exists() == (
            appeal.case.state == "forwarded"
        )

    @invariant()
    def the_term_is_that_of_the_office_in_charge(self) -> None:
        if not hasattr(self, "appeal") or self.ended:
            return
        case = self.read().case
        reckoned = due_date(case)
        assert case.due_at == reckoned.moment
        assert reckoned.clocks[-1].office == (self.holder if self.holder in OUTSIDE else case.post.code)
        assert today_at(case.post, reckoned.clocks[-1].started) <= today_at(case.post)

    @invariant()
    def nothing_happens_twice_in_a_moment(self) -> None:
        self.pass_time(minutes=1)


def at_work_in_seoul(course: Course) -> bool:
    """The head of the model works in Seoul."""
    return course.at_work() and course.read().case.post.code == "seoul"


def test_every_path(reception: Reception) -> None:
    Course.reception = reception
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
