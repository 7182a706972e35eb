"""One application for several people: shared answers once, everything else of each, submitted together."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domains.cases.builders import TUTORIAL, Office, account_of, apply_latest_policy
from tests.domains.cases.trips import ANOTHER, CHILD, MYSELF, Travellers, travellers
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.api import (
    Case,
    Draft,
    access_draft,
    add_person,
    answers_of,
    family_of,
    incomplete_pages,
    journey_of,
    members_of,
    migrate_draft,
    remove_draft,
    save_page,
    states,
    submit_draft,
    submit_family,
    take_case,
    take_family,
    withdraw_case,
)
from watandoshlar.domains.cases.models import FamilyApplication
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.catalogue.models import Publication, ServiceVersion
from watandoshlar.domains.catalogue.rules.version import content_hash
from watandoshlar.foundation.references import is_reference

pytestmark = pytest.mark.django_db
KEY = "one-of-this-family"
BROTHER = {"person": {"person_name": {"family": "KARIMOV", "given": "TEMUR", "script": "Latn", "source": "passport"}}}


@pytest.fixture
def trip(publish) -> Travellers:
    publish("family-trip")
    return travellers()


def send(trip: Travellers, draft: Draft, key: str = KEY) -> list[Case]:
    return submit_family(acting_user=trip.applicant, draft_id=draft.pk, idempotency_key=key)


def test_the_shared_pages_are_asked_once(trip: Travellers) -> None:
    lead = trip.start()
    added = add_person(acting_user=trip.applicant, draft_id=lead.pk)
    journey = journey_of(*access_draft(trip.applicant, added.pk))
    assert [page.id for page in journey.own_pages] == ["who", "person", "finish"]
    assert journey.answers["mother_name"]["given"] == "LOLA"
    assert journey.next_page("together").id == "who"


def test_a_shared_page_is_changed_in_the_first_application_only(trip: Travellers) -> None:
    lead = trip.start()
    added = trip.add(lead)
    with pytest.raises(errors.PageShared):
        save_page(acting_user=trip.applicant, draft_id=added.pk, page_id="together", typed={"email": ["x@example.org"]})
    trip.page(lead, "together", CHILD, {"email": "other@example.org"})
    assert journey_of(*access_draft(trip.applicant, added.pk)).answers["email"] == "other@example.org"


def test_each_person_has_a_case_with_own_answers_and_the_shared_ones(trip: Travellers) -> None:
    lead = trip.start(CHILD)
    trip.add(lead, CHILD, **BROTHER)
    first, second = send(trip, lead)
    assert first.family == second.family != ""
    assert first.family.startswith("FA-")
    assert is_reference(first.family)
    assert [answers_of(case)["person_name"]["given"] for case in (first, second)] == ["MALIKA", "TEMUR"]
    assert {answers_of(case)["father_name"]["given"] for case in (first, second)} == {"ANVAR"}
    assert first.about != second.about
    assert family_of(second) == [first, second]
    assert Letter.objects.filter(code="case_submitted", account=trip.applicant).count() == 2


def test_everything_is_sent_once(trip: Travellers) -> None:
    lead = trip.start()
    added = trip.add(lead)
    cases = send(trip, lead)
    assert send(trip, lead) == send(trip, added) == send(trip, added, "another-key-entirely") == cases
    assert Case.objects.count() == 2


def test_a_key_of_another_family_is_refused(trip: Travellers) -> None:
    lead = trip.start()
    trip.add(lead)
    send(trip, lead)
    other = trip.start()
    trip.add(other)
    with pytest.raises(errors.KeyUsed):
        send(trip, other)


def test_what_is_missing_names_person_and_page_and_nothing_is_lost(trip: Travellers) -> None:
    lead = trip.start()
    trip.add(lead)
    third = add_person(acting_user=trip.applicant, draft_id=lead.pk)
    with pytest.raises(errors.FamilyIncomplete) as refused:
        send(trip, lead)
    (member,) = refused.value.problems
    assert (member.draft.pk, member.number, member.pages) == (third.pk, 3, ["who", "person", "finish"])
    assert not Case.objects.exists()
    trip.fill(third, CHILD, leave=("together", "parents"))
    assert len(send(trip, lead)) == 3


def test_who_cannot_apply_is_named_with_the_rule(trip: Travellers) -> None:
    lead = trip.start()
    old = trip.add(lead, MYSELF, person={"person_born": "1920-01-01"})
    with pytest.raises(errors.FamilyIncomplete) as refused:
        send(trip, lead)
    assert [(member.draft.pk, member.rule) for member in refused.value.problems] == [(old.pk, "born_lately")]


def test_nobody_is_in_it_twice(trip: Travellers) -> None:
    lead = trip.start(MYSELF)
    again = trip.add(lead, MYSELF)
    with pytest.raises(errors.FamilyIncomplete) as refused:
        send(trip, lead)
    assert [member.draft.pk for member in refused.value.problems] == [again.pk]
    for page_id in ("who", "person"):
        trip.page(again, page_id, CHILD)
    assert len(send(trip, lead)) == 2


def test_a_known_child_is_in_it_once(trip: Travellers) -> None:
    known = {"who": {"applicant": {"role": "child", "person": str(trip.case(CHILD).about_id)}}}
    lead = trip.start(CHILD, **known)
    again = trip.add(lead, CHILD, **known)
    with pytest.raises(errors.FamilyIncomplete) as refused:
        send(trip, lead)
    assert [member.draft.pk for member in refused.value.problems] == [again.pk]


def test_a_family_moves_to_a_newer_version_as_a_whole(trip: Travellers) -> None:
    lead = trip.start()
    added = trip.add(lead)
    content = deepcopy(current_version("family-trip").content)
    content["texts"]["en"]["title"] += " anew"
    newer = content_hash(content)
    ServiceVersion(content_hash=newer, slug="family-trip", content=content).save(force_insert=True)
    Publication(slug="family-trip", version_id=newer, difference="text_only", draft_policy="offer").save()
    apply_latest_policy("family-trip")
    assert migrate_draft(acting_user=trip.applicant, draft_id=added.pk).version_id == newer
    assert {draft.version_id for draft in Draft.objects.all()} == {newer}


def test_nobody_of_a_family_goes_alone(trip: Travellers) -> None:
    lead = trip.start()
    trip.add(lead)
    with pytest.raises(errors.FamilyTogether):
        submit_draft(acting_user=trip.applicant, draft_id=lead.pk, idempotency_key=KEY)


def test_there_are_no_more_people_than_the_service_takes(trip: Travellers) -> None:
    lead = trip.start()
    for _person in range(4):
        add_person(acting_user=trip.applicant, draft_id=lead.pk)
    with pytest.raises(errors.TooManyPeople):
        add_person(acting_user=trip.applicant, draft_id=lead.pk)


def test_a_service_for_one_person_takes_no_family(office: Office) -> None:
    with pytest.raises(errors.NotForFamilies):
        add_person(acting_user=office.applicant, draft_id=office.draft(TUTORIAL).pk)


def test_nobody_adds_a_person_to_the_application_of_somebody_else(trip: Travellers) -> None:
    lead = trip.start()
    with pytest.raises(errors.DraftNotFound):
        add_person(acting_user=account_of("aziz"), draft_id=lead.pk)
    trip.add(lead)
    with pytest.raises(errors.DraftNotFound):
        submit_family(acting_user=account_of("botir"), draft_id=lead.pk, idempotency_key=KEY)


def test_when_the_first_application_goes_the_next_one_leads(trip: Travellers) -> None:
    lead = trip.start()
    second, third = trip.add(lead), trip.add(lead, CHILD, **BROTHER)
    remove_draft(acting_user=trip.applicant, draft_id=lead.pk)
    draft, content = access_draft(trip.applicant, second.pk)
    assert draft.family.lead_id == second.pk
    assert content.answers["father_name"]["given"] == "ANVAR"
    assert not journey_of(draft, content).elsewhere
    assert len(send(trip, third)) == 2


def test_who_is_left_alone_is_no_family(trip: Travellers) -> None:
    lead = trip.start()
    added = trip.add(lead)
    remove_draft(acting_user=trip.applicant, draft_id=lead.pk)
    assert not FamilyApplication.objects.exists()
    draft, content = access_draft(trip.applicant, added.pk)
    assert incomplete_pages(journey_of(draft, content), content) == []
    submit_draft(acting_user=trip.applicant, draft_id=added.pk, idempotency_key=KEY)


def test_withdrawing_one_leaves_the_others(trip: Travellers) -> None:
    first, second = trip.family(CHILD, CHILD)
    withdraw_case(acting_user=trip.applicant, reference=first.reference)
    assert [case.state for case in family_of(second)] == ["withdrawn", states.FIRST_STATE]


def test_an_officer_takes_the_whole_family_but_what_somebody_has(trip: Travellers) -> None:
    first, second, third = trip.family(CHILD, CHILD, MYSELF)
    take_case(acting_user=trip.second, reference=second.reference)
    taken = take_family(acting_user=trip.officer, reference=first.reference)
    assert {case.pk for case in taken} == {first.pk, third.pk}
    assert [case.officer for case in family_of(first)] == [trip.officer, trip.second, trip.officer]


def test_the_people_of_a_family_cost_two_statements_each_at_most(trip: Travellers) -> None:
    lead = trip.start()
    trip.add(lead)
    with CaptureQueriesContext(connection) as two:
        assert len(members_of(access_draft(trip.applicant, lead.pk)[0])) == 2
    for _person in range(3):
        trip.add(lead)
    with CaptureQueriesContext(connection) as five:
        assert len(members_of(access_draft(trip.applicant, lead.pk)[0])) == 5
    assert len(five) == len(two)


def test_the_paper_of_one_person_stays_with_that_person(trip: Travellers) -> None:
    lead = trip.start(MYSELF)
    trip.add(lead, ANOTHER)
    first, second = send(trip, lead)
    assert "authority_scan" not in answers_of(first)
    assert answers_of(second)["authority_scan"]
