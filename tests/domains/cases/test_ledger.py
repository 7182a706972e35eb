"""What the events of a case say to the legal clock: for applications the same as their requests for items say."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domains.cases.builders import Office, reread
from tests.example_day import NOW
from watandoshlar.capabilities.posts.api import office_calendar, today_at
from watandoshlar.domains.cases.api import (
    Case,
    answer_request,
    close_request,
    due_date,
    ledger_of,
    request_items,
    take_case,
    term_of,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.legal_clock import Entry, due

pytestmark = pytest.mark.django_db


def by_requests(case: Case):
    """The same reckoning out of the rows of the requests."""
    office = case.post.code
    ledger = [Entry(code, case.submitted_at, office) for code in ("submitted", "complete", "received")]
    for request in case.item_requests.all():
        ledger.append(Entry("paused", request.asked_at, office))
        if ended := request.answered_at or request.closed_at:
            ledger.append(Entry("resumed", ended, office))
    return due(term_of(case), ledger, {office: office_calendar(case.post)}, clock.now())


def test_requests_pause_what_may_pause(office: Office) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        waits=st.lists(st.tuples(st.integers(1, 90), st.integers(1, 300), st.booleans()), max_size=4),
        is_open=st.booleans(),
    )
    def always(waits: list[tuple[int, int, bool]], is_open: bool) -> None:
        with transaction.atomic():
            case = office.case("in_review")
            mine = {"acting_user": office.officer, "reference": case.reference}
            now = NOW
            for place, (before, during, is_answered) in enumerate(waits):
                now += timedelta(hours=before)
                with clock.fixed(now):
                    until = today_at(case.post) + timedelta(days=1)
                    request_items(**mine, items=["read_on"], note="", due_on=until)
                if is_open and place == len(waits) - 1:
                    break
                now += timedelta(hours=during) if is_answered else timedelta(days=3)
                with clock.fixed(now):
                    if is_answered:
                        day = f"{20 + place}"
                        typed = {"read_on.day": [day], "read_on.month": ["12"], "read_on.year": ["2026"]}
                        answer_request(acting_user=office.applicant, reference=case.reference, typed=typed)
                    else:
                        close_request(**mine)
            with clock.fixed(now + timedelta(hours=1)):
                case = reread(case)
                reckoned, expected = due_date(case), by_requests(case)
                assert (reckoned.moment, reckoned.earliest, reckoned.steps) == (
                    expected.moment,
                    expected.earliest,
                    expected.steps,
                )
                assert case.due_at == expected.moment
            transaction.set_rollback(True)

    always()


def test_only_what_the_clock_knows_is_in_the_ledger(office: Office) -> None:
    case = office.case()
    before = ledger_of(case)
    take_case(acting_user=office.officer, reference=case.reference)
    assert ledger_of(case) == before
    assert [(entry.code, entry.office) for entry in before] == [
        ("submitted", "seoul"),
        ("complete", "seoul"),
        ("received", "seoul"),
    ]
