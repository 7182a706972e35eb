"""A child comes of age in the middle of a case: the case goes on, the parent does not."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.domains.cases.builders import account_of
from tests.domains.cases.trips import ANOTHER, CHILD, MYSELF, Travellers, answer_by_link, travellers
from tests.example_day import NOW
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.evidence.models import StoredFile
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.people.api import access_known_people, access_own_person, register_person
from watandoshlar.capabilities.people.models import ActsFor
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts.come_of_age import TOLD_DAYS
from watandoshlar.domains.cases.api import (
    Case,
    access_case,
    answer_request,
    answers_of,
    come_of_age,
    example_upload,
    expire_consents,
    propose_decision,
    remind_of_mandates,
    request_items,
    submit_draft,
    submit_family,
    take_over_case,
    withdraw_case,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
BORN = "2008-11-20"
BIRTHDAY = date(2026, 11, 20)
TEEN = {"person": {"person_born": BORN}}


@pytest.fixture
def trip(publish) -> Travellers:
    publish("family-trip")
    return travellers()


def on(day: date, hour: int = 3) -> object:
    """A moment of the day in Seoul, which is nine hours ahead."""
    return clock.fixed(datetime(day.year, day.month, day.day, hour, tzinfo=NOW.tzinfo))


def letters(trip: Travellers, code: str, account=None) -> int:
    return Letter.objects.filter(account=account or trip.applicant, code=code).count()


def hand_over(trip: Travellers, case: Case, email: str = "malika@example.org", *, has_seen: bool = True) -> Case:
    return take_over_case(acting_user=trip.second, reference=case.reference, email=email, has_seen=has_seen)


def test_until_the_day_before_the_parent_acts(trip: Travellers) -> None:
    case = trip.case(CHILD, **TEEN)
    with on(BIRTHDAY - timedelta(days=1)):
        assert access_case(trip.applicant, case.reference) == case
        assert [known.person_id for known in access_known_people(trip.applicant)] == [case.about_id]


def test_from_the_birthday_on_the_parent_does_not(trip: Travellers) -> None:
    case = trip.taken(CHILD, **TEEN)
    request_items(
        acting_user=trip.officer, reference=case.reference, items=["email"], note="", due_on=date(2026, 12, 1)
    )
    with on(BIRTHDAY):
        for act in (
            lambda: access_case(trip.applicant, case.reference),
            lambda: withdraw_case(acting_user=trip.applicant, reference=case.reference),
            lambda: answer_request(acting_user=trip.applicant, reference=case.reference, typed={}),
        ):
            with pytest.raises(errors.CameOfAge):
                act()
        assert access_known_people(trip.applicant) == []


def test_the_day_begins_at_the_post(trip: Travellers) -> None:
    """15:00 UTC is midnight in Seoul."""
    case = trip.case(CHILD, **TEEN)
    midnight = datetime(2026, 11, 19, 15, tzinfo=NOW.tzinfo)
    with clock.fixed(midnight - timedelta(minutes=1)):
        access_case(trip.applicant, case.reference)
        assert come_of_age(acting_user=SYSTEM) == 0
    with clock.fixed(midnight):
        with pytest.raises(errors.CameOfAge):
            access_case(trip.applicant, case.reference)
        assert come_of_age(acting_user=SYSTEM) == 1


def test_parent_and_officer_are_told_before_and_on_the_day_once(trip: Travellers) -> None:
    case = trip.taken(CHILD, **TEEN)
    # Submitted eighteen days before the birthday: the letter of thirty days before comes with the first run.
    for day in (NOW.date(), NOW.date() + timedelta(days=1)):
        with on(day):
            assert come_of_age(acting_user=SYSTEM) == 0
    assert letters(trip, "comes_of_age") == 1
    for day in (BIRTHDAY, BIRTHDAY + timedelta(days=1)):
        with on(day):
            come_of_age(acting_user=SYSTEM)
    assert letters(trip, "came_of_age") == 1
    assert letters(trip, "came_of_age_at_post", trip.officer) == 1
    assert [event.name for event in case.events.filter(name="come_of_age")] == ["come_of_age"]


def test_for_a_child_who_is_of_age_no_parent_applies(trip: Travellers) -> None:
    grown = {"person": {"person_born": NOW.date().replace(year=NOW.year - 18).isoformat()}}
    draft = trip.start(CHILD, **grown)
    with pytest.raises(errors.ChildOfAge) as refused:
        submit_draft(acting_user=trip.applicant, draft_id=draft.pk, idempotency_key="one-of-this-test")
    assert refused.value.fields["page"] == "person"
    trip.add(draft)
    with pytest.raises(errors.FamilyIncomplete) as refused:
        submit_family(acting_user=trip.applicant, draft_id=draft.pk, idempotency_key="one-of-this-test")
    assert [member.draft.pk for member in refused.value.problems] == [draft.pk]


def test_nobody_is_told_earlier_than_thirty_days_before(trip: Travellers) -> None:
    day = NOW.date() + timedelta(days=TOLD_DAYS + 1)
    trip.case(CHILD, person={"person_born": day.replace(year=day.year - 18).isoformat()})
    come_of_age(acting_user=SYSTEM)
    assert letters(trip, "comes_of_age") == 0
    with on(NOW.date() + timedelta(days=1)):
        come_of_age(acting_user=SYSTEM)
    assert letters(trip, "comes_of_age") == 1


@pytest.mark.parametrize("name", [MYSELF, ANOTHER])
def test_only_children_come_of_age(trip: Travellers, name: str) -> None:
    case = trip.case(name, **TEEN)
    with on(BIRTHDAY):
        assert access_case(trip.applicant, case.reference) == case
        assert come_of_age(acting_user=SYSTEM) == 0


def test_the_case_goes_on_by_the_rules_of_the_day_of_submission(trip: Travellers) -> None:
    case = trip.taken(CHILD, **TEEN)
    answer_by_link(case, "mother")
    answer_by_link(case, "father")
    with on(BIRTHDAY):
        come_of_age(acting_user=SYSTEM)
        assert (
            propose_decision(acting_user=trip.officer, reference=case.reference, outcome="approve").state == "approved"
        )
        assert letters(trip, "case_approved") == 0


def test_the_date_of_birth_stands_nowhere_in_clear(trip: Travellers) -> None:
    trip.case(CHILD, **TEEN)
    row = ActsFor.objects.get(relation="child")
    assert row.valid_until is None
    for part in (b"2008", b"2026", b"11-20"):
        assert part not in bytes(row.of_age_on)


def test_the_person_takes_the_case_over_at_the_counter(trip: Travellers) -> None:
    case = trip.taken(CHILD, **TEEN)
    grown = account_of("malika")
    with on(BIRTHDAY):
        assert hand_over(trip, case).account == grown
        assert access_case(grown, case.reference) == case
        assert answers_of(case)["person_born"] == BORN
        assert access_own_person(grown) == case.about
        with pytest.raises(errors.CaseNotFound):
            access_case(trip.applicant, case.reference)
        assert (letters(trip, "case_taken_over", grown), letters(trip, "case_left")) == (1, 1)
        withdraw_case(acting_user=grown, reference=case.reference)


def test_who_took_it_over_answers_the_officer_with_files_of_their_own(trip: Travellers) -> None:
    case = trip.taken(CHILD, **TEEN)
    grown = account_of("malika")
    request_items(
        acting_user=trip.officer, reference=case.reference, items=["authority_scan"], note="", due_on=date(2026, 12, 1)
    )
    with on(BIRTHDAY):
        hand_over(trip, case)
        uploads = {"authority_scan": [example_upload("paper.pdf", "file")]}
        answer_request(acting_user=grown, reference=case.reference, typed={}, uploads=uploads)
    (kept,) = answers_of(Case.objects.select_related("applicant").get(pk=case.pk))["authority_scan"]
    assert StoredFile.objects.get(pk=kept["id"]).person == case.about


def test_who_has_an_own_person_already_keeps_it(trip: Travellers) -> None:
    case = trip.taken(CHILD, **TEEN)
    grown = account_of("malika")
    own = register_person(acting_user=grown, relation="myself")
    with on(BIRTHDAY):
        hand_over(trip, case)
        assert access_own_person(grown) == own
        assert access_case(grown, case.reference) == case
        assert come_of_age(acting_user=SYSTEM) == 0


def test_what_stands_in_the_way_of_a_take_over(trip: Travellers) -> None:
    case = trip.taken(CHILD, **TEEN)
    account_of("malika")
    with pytest.raises(errors.NotOfAge):
        hand_over(trip, case)
    with on(BIRTHDAY):
        with pytest.raises(errors.IdentityUnseen):
            hand_over(trip, case, has_seen=False)
        with pytest.raises(errors.AccountNeeded):
            hand_over(trip, case, "malikka@example.org")
        with pytest.raises(errors.SameAccount):
            hand_over(trip, case, trip.applicant.email)
        for worker in (trip.second, trip.officer):
            with pytest.raises(errors.OwnApplication):
                hand_over(trip, case, worker.email)
        assert Case.objects.get(pk=case.pk).account == trip.applicant


def test_the_database_moves_no_case_without_a_take_over(trip: Travellers) -> None:
    case = trip.case(CHILD, **TEEN)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET account_id = %s WHERE id = %s", [account_of("malika").pk, case.pk])


def test_only_the_platform_watches_birthdays(trip: Travellers) -> None:
    for act in (come_of_age, remind_of_mandates, expire_consents):
        with pytest.raises(access_errors.RoleMissing):
            act(acting_user=trip.applicant)
