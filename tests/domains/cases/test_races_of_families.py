"""Families and consents with several at once: one wins, nothing is done twice, and no approval passes a withdrawal."""

from collections.abc import Callable

import pytest

from tests.domains.cases.test_races import at_once
from tests.domains.cases.trips import CHILD, Travellers, answer_by_link, consent, travellers
from watandoshlar.capabilities.audit.api import verify_record
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.cases.api import Case, add_person, propose_decision, submit_family
from watandoshlar.domains.cases.models import Draft, FamilyApplication

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def trip(publish: Callable[[str], None]) -> Travellers:
    publish("family-trip")
    return travellers()


@pytest.mark.parametrize("keys", [("same-key", "same-key"), ("one-key-", "another-key")])
def test_a_family_sent_twice_at_once_is_sent_once(trip: Travellers, keys: tuple[str, str]) -> None:
    lead = trip.start()
    added = trip.add(lead)
    sent = zip((lead, added), keys, strict=True)
    results = at_once(
        lambda draft=draft, key=key: submit_family(acting_user=trip.applicant, draft_id=draft.pk, idempotency_key=key)
        for draft, key in sent
    )
    assert results[0] == results[1] == list(Case.objects.order_by("pk"))
    assert Letter.objects.filter(code="case_submitted").count() == 2
    assert Letter.objects.filter(code="consent_asked").count() == 2


def test_two_tabs_add_no_more_people_than_the_service_takes(trip: Travellers) -> None:
    lead = trip.start()
    for _person in range(3):
        trip.add(lead)
    results = at_once([lambda: add_person(acting_user=trip.applicant, draft_id=lead.pk)] * 3)
    assert results.count("too_many_people") == 2
    assert sorted(Draft.objects.values_list("place", flat=True)) == [1, 2, 3, 4, 5]


def test_two_tabs_begin_one_family(trip: Travellers) -> None:
    lead = trip.start()
    added = at_once([lambda: add_person(acting_user=trip.applicant, draft_id=lead.pk)] * 2)
    assert {draft.family_id for draft in added} == {FamilyApplication.objects.get().pk}
    assert sorted(Draft.objects.values_list("place", flat=True)) == [1, 2, 3]


def test_who_withdraws_while_an_officer_approves(trip: Travellers) -> None:
    """Either the consent is gone and there is no approval, or the case was decided before."""
    case = trip.taken(CHILD)
    answer_by_link(case, "mother")
    answer_by_link(case, "father")
    decided, withdrawn = at_once(
        [
            lambda: propose_decision(acting_user=trip.officer, reference=case.reference, outcome="approve"),
            lambda: answer_by_link(case, "father", "withdraw"),
        ]
    )
    state = Case.objects.get(pk=case.pk).state
    if decided == "gates_closed":
        assert (state, consent(case, "father").state) == ("in_review", "withdrawn")
    else:
        assert (state, withdrawn, consent(case, "father").state) == ("approved", "consent_closed", "given")
    assert verify_record().findings == ()
