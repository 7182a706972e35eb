"""Who acts for another by a paper, acts until its day: then nothing more, and what was done stays."""

from datetime import date, datetime, timedelta

import pytest

from tests.domains.cases.builders import account_of
from tests.domains.cases.trips import ANOTHER, CHILD, MYSELF, Travellers, answer_by_link, travellers
from tests.example_day import NOW
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.people.api import access_acted_for, access_people_of, end_acting
from watandoshlar.capabilities.people.errors import MandateDay, MandateNotFound, OwnPersonStays, PersonNotFound
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts.remind_of_mandates import REMIND_DAYS
from watandoshlar.domains.cases.api import (
    Case,
    access_case,
    access_cases,
    access_submitted,
    acting_ended_in,
    answers_of,
    closed_gates,
    confirm_mandate,
    journey_of_case,
    mandates_for,
    propose_decision,
    remind_of_mandates,
    take_back_mandate,
    take_case,
    withdraw_case,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 1)
EMAIL = {"person": {"person_email": "anvar@example.org"}}


@pytest.fixture
def trip(publish) -> Travellers:
    publish("family-trip")
    return travellers()


def confirm(trip: Travellers, case: Case, until: date = UNTIL, **more):
    return confirm_mandate(
        acting_user=trip.officer, reference=case.reference, valid_until=until, **{"has_seen": True, **more}
    )


def closed(case: Case) -> set[str]:
    return {gate.code for gate in closed_gates(case, journey_of_case(case, answers_of(case)), "approve")}


def on(day: date, hour: int = 3) -> object:
    """A moment of the day in Seoul, which is nine hours ahead."""
    return clock.fixed(datetime(day.year, day.month, day.day, hour, tzinfo=NOW.tzinfo))


def test_the_paper_opens_the_gate_when_an_officer_has_seen_it(trip: Travellers) -> None:
    case = trip.taken(ANOTHER, **EMAIL)
    answer_by_link(case, "represented")
    assert closed(case) == {"mandate"}
    with pytest.raises(errors.GatesClosed):
        propose_decision(acting_user=trip.officer, reference=case.reference, outcome="approve")
    mandate = confirm(trip, case)
    assert mandate.proof is not None
    assert closed(case) == set()
    assert propose_decision(acting_user=trip.officer, reference=case.reference, outcome="approve").state == "approved"


def test_only_the_officer_of_the_case_confirms_and_only_after_seeing_it(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    with pytest.raises(errors.NotYourCase):
        confirm_mandate(acting_user=trip.second, reference=case.reference, valid_until=UNTIL, has_seen=True)
    with pytest.raises(errors.IdentityUnseen):
        confirm(trip, case, has_seen=False)
    with pytest.raises(MandateDay):
        confirm(trip, case, date(2026, 11, 1))
    assert not mandates_for(case)


def test_nobody_acts_by_a_paper_where_none_is_asked(trip: Travellers) -> None:
    with pytest.raises(errors.NoMandate):
        confirm(trip, trip.taken(CHILD))


def test_after_its_day_the_account_does_nothing_and_reads_nothing_new(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    confirm(trip, case)
    with on(UNTIL):
        assert access_case(trip.applicant, case.reference) == case
    with on(UNTIL + timedelta(days=1)):
        assert acting_ended_in(trip.applicant, access_cases(trip.applicant)) == {case.pk: "mandate_over"}
        with pytest.raises(errors.MandateOver):
            access_case(trip.applicant, case.reference)
        with pytest.raises(errors.MandateOver):
            withdraw_case(acting_user=trip.applicant, reference=case.reference)
        assert closed(case) >= {"mandate"}
        # What was done stays: the case, its state, and what was sent.
        assert access_submitted(trip.applicant, case.reference) == (case, 1)
        assert Case.objects.get(pk=case.pk).state == "in_review"


def test_the_day_ends_at_the_post(trip: Travellers) -> None:
    """15:00 UTC is midnight in Seoul."""
    case = trip.taken(ANOTHER)
    confirm(trip, case)
    last = datetime(2026, 12, 1, 14, 59, tzinfo=NOW.tzinfo)
    with clock.fixed(last):
        assert today_at(case.post) == UNTIL
        access_case(trip.applicant, case.reference)
    with clock.fixed(last + timedelta(minutes=1)), pytest.raises(errors.MandateOver):
        access_case(trip.applicant, case.reference)


def test_nothing_new_is_written_to_who_acts_no_more(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    confirm(trip, case)
    with on(UNTIL + timedelta(days=1)):
        propose_decision(acting_user=trip.officer, reference=case.reference, outcome="refuse", reasons=["not_suitable"])
    assert not Letter.objects.filter(account=trip.applicant, code="case_refused").exists()


def test_a_new_paper_begins_it_anew(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    confirm(trip, case)
    with on(UNTIL + timedelta(days=3)):
        confirm(trip, case, UNTIL + timedelta(days=30))
        assert access_case(trip.applicant, case.reference) == case
        assert len(mandates_for(case)) == 2


def test_a_letter_says_so_fourteen_days_before(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    confirm(trip, case)
    days = {}
    for left in (REMIND_DAYS + 1, REMIND_DAYS, 3):
        with on(UNTIL - timedelta(days=left)):
            remind_of_mandates(acting_user=SYSTEM)
            days[left] = Letter.objects.filter(account=trip.applicant, code="mandate_ends").count()
    assert days == {REMIND_DAYS + 1: 0, REMIND_DAYS: 1, 3: 1}


def test_a_paper_that_was_revoked_ends_at_once(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    mandate = confirm(trip, case)
    take_back_mandate(acting_user=trip.officer, reference=case.reference, mandate_id=mandate.pk)
    with pytest.raises(errors.ActingEnded):
        access_case(trip.applicant, case.reference)
    assert Letter.objects.filter(account=trip.applicant, code="mandate_ended").count() == 1
    with pytest.raises(MandateNotFound):
        take_back_mandate(acting_user=trip.officer, reference=case.reference, mandate_id=mandate.pk)


def test_a_paper_for_the_service_counts_for_the_next_application(trip: Travellers) -> None:
    first = trip.taken(ANOTHER)
    confirm(trip, first, services=["family-trip"])
    person = {"applicant": {"role": "another", "person": str(first.about_id)}}
    second = trip.case(ANOTHER, who=person)
    assert second.about == first.about
    assert "mandate" not in closed(second)
    third = trip.case(ANOTHER)
    assert "mandate" in closed(third)


def test_a_paper_for_one_case_does_not_open_another(trip: Travellers) -> None:
    first = trip.taken(ANOTHER)
    confirm(trip, first)
    second = trip.case(ANOTHER, who={"applicant": {"role": "another", "person": str(first.about_id)}})
    assert "mandate" in closed(second)


def test_one_ends_it_oneself(trip: Travellers) -> None:
    case = trip.taken(ANOTHER)
    confirm(trip, case)
    own = next(person for person in access_people_of(trip.applicant) if person.relation == "myself")
    with pytest.raises(OwnPersonStays):
        end_acting(acting_user=trip.applicant, person_id=own.pk)
    with pytest.raises(PersonNotFound):
        end_acting(acting_user=account_of("aziz"), person_id=case.about_id)
    end_acting(acting_user=trip.applicant, person_id=case.about_id)
    with pytest.raises(errors.ActingEnded):
        access_case(trip.applicant, case.reference)
    (acted_for,) = access_acted_for(trip.applicant)
    assert not acted_for.authority.holds_on(NOW.date())
    assert list(entries_of_chain(f"person:{case.about_id}"))[-1].act == "end_acting"


def test_for_oneself_no_paper_is_needed_and_none_ends(trip: Travellers) -> None:
    case = take_case(acting_user=trip.officer, reference=trip.case(MYSELF).reference)
    assert closed(case) == set()
    with on(date(2036, 1, 1)):
        assert access_case(trip.applicant, case.reference) == case
