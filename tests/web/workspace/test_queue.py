"""The queue: what each officer finds in it, and that it costs the same however long it is."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from watandoshlar.domains.cases.api import Case, answers_of, queue_counts, queue_of, request_items
from watandoshlar.domains.cases.states import OPEN_STATES
from watandoshlar.foundation import clock

QUEUE = "/en/work/"


def copies_of(case: Case, count: int) -> None:
    """More cases like this one; only their outside matters here."""
    for number in range(count):
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy._state.adding = None, True
        copy.reference, copy.idempotency_key = f"WD-26-COPY-{number}", f"copy-{number}"
        copy.state, copy.officer = "submitted", None
        copy.save(force_insert=True)


def test_nothing_personal_stands_in_a_row(staff, demonstration) -> None:
    page = staff("second.seoul").client.get(QUEUE).content.decode()
    assert demonstration.waiting.reference in page
    assert answers_of(demonstration.waiting)["applicant_name"]["family"] not in page
    assert demonstration.waiting.account.email not in page


def test_other_posts_are_not_in_it(staff, demonstration) -> None:
    page = staff("officer.moscow").client.get(QUEUE).content.decode()
    assert demonstration.taken.reference in page
    assert demonstration.waiting.reference not in page


def test_counts_are_those_of_the_lists(staff, officer, demonstration) -> None:
    copies_of(demonstration.waiting, 2)
    for name in ("officer.seoul", "second.seoul", "officer.moscow"):
        account = staff(name).account
        counts = queue_counts(account)
        assert counts["all"] == queue_of(account).count()
        assert counts["mine"] == queue_of(account, mine=True).count()
        assert {state: counts.get(state, 0) for state in OPEN_STATES} == {
            state: queue_of(account, state=state).count() for state in OPEN_STATES
        }


def test_tabs_say_how_many_and_which_is_open(officer) -> None:
    tabs = officer.client.get(f"{QUEUE}?mine=1").context["tabs"]
    mine = queue_of(officer.account, mine=True).count()
    assert mine
    assert [(tab["label"], tab["count"]) for tab in tabs if tab["current"]] == [("Mine", mine)]


def test_an_overdue_case_says_since_when(staff, demonstration) -> None:
    with clock.fixed(clock.now() + timedelta(days=30)):
        row = staff("officer.seoul").client.get(QUEUE).context["cases"][0]
    assert row["overdue"]
    assert row["left"].startswith("overdue by ")


def test_a_case_that_waits_for_the_applicant_says_until_when(officer) -> None:
    due_on = clock.now().date() + timedelta(days=9)
    request_items(acting_user=officer.account, reference=officer.reference, items=["phone"], note="", due_on=due_on)
    rows = officer.client.get(f"{QUEUE}?mine=1").context["cases"]
    (row,) = (row for row in rows if row["reference"] == officer.reference)
    day = date_format(due_on, "SHORT_DATE_FORMAT")
    assert (row["due"], row["left"], row["asked"]) == (None, "", f"the applicant has until {day}")
    with clock.fixed(clock.now() + timedelta(days=10)):
        page = officer.client.get(f"{QUEUE}?mine=1").content.decode()
    assert f"no answer by {day}" in page


@pytest.mark.parametrize("sent", ["?state=nonsense", "?page=900", "?mine=2&page=x"])
def test_nonsense_in_the_address_shows_the_queue(staff, sent: str) -> None:
    assert staff("officer.seoul").client.get(QUEUE + sent).status_code == 200


def test_it_costs_the_same_however_long_it_is(staff, demonstration, django_assert_max_num_queries) -> None:
    client = staff("officer.seoul").client
    client.get(QUEUE)
    with django_assert_max_num_queries(12) as short:
        client.get(QUEUE)
    copies_of(demonstration.waiting, 40)
    with django_assert_max_num_queries(12) as long:
        assert len(client.get(QUEUE).context["cases"]) > 40
    assert len(long) == len(short)
