"""Pages about people beside the applicant: families, consents, papers of authority, and what is left after the end."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.domains.cases.builders import TRIP_FOLDER, example, rows_of_posts, rows_of_service
from tests.domains.cases.trips import ANOTHER, CHILD, Travellers, answer_by_link, consent, link, travellers
from tests.example_day import NOW
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.people.api import access_acted_for, register_person
from watandoshlar.domains.cases.api import Case, access_drafts, confirm_mandate, example_upload, submit_example
from watandoshlar.domains.cases.models import Consent
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
PASSPORT = "biometric-passport"
BORN = {"person": {"person_born": "2008-11-20"}}
OF_AGE = datetime(2026, 11, 20, 3, tzinfo=UTC)
UNTIL = NOW.date() + timedelta(days=20)


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker) -> Callable[[], None]:
    with django_db_blocker.unblock():
        kept = rows_of_posts(), rows_of_service(TRIP_FOLDER)

    def insert() -> None:
        for made in kept:
            made.insert()

    return insert


@pytest.fixture
def trip(db: None, rows: Callable[[], None]) -> Travellers:
    rows()
    return travellers()


@pytest.fixture
def applicant(trip: Travellers) -> Client:
    return client_of(trip.applicant.email)


def at(name: str, **place: object) -> str:
    with override("en"):
        return reverse(name, kwargs=place)


def test_a_child_is_named_where_the_result_is_no_document_of_the_platform(demonstration) -> None:
    raw = example(PASSPORT, "child-both-parents-agree")
    account = demonstration.applicant
    submit_example(acting_user=account, service=current_version(PASSPORT), raw=raw, country="KR")
    child = access_acted_for(account)[-1]
    assert child.name == {**raw["answers"]["person"]["applicant_name"], "patronymic": ""}
    client = client_of(account.email)
    assert "LOLA" in client.get(at("portal:people")).content.decode()
    assert client.get(at("portal:end_acting", person_id=child.person.pk)).status_code == 200


def test_somebody_of_whom_no_name_is_known(trip: Travellers, applicant: Client) -> None:
    unnamed = register_person(acting_user=trip.applicant, relation="child")
    assert applicant.get(at("portal:people")).status_code == 200
    assert applicant.get(at("portal:end_acting", person_id=unnamed.pk)).status_code == 200


def statements(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as sent:
        assert client.get(path).status_code == 200
    return len(sent)


# --- families ---------------------------------------------------------------------------------------------------------


def test_the_people_page_names_what_is_missing_with_links(trip: Travellers, applicant: Client) -> None:
    lead = trip.start()
    answer = applicant.post(at("portal:add_person", draft_id=lead.pk))
    added = access_drafts(trip.applicant).exclude(pk=lead.pk).get()
    assert answer["Location"] == at("portal:draft", draft_id=added.pk)
    page = applicant.get(at("portal:family", draft_id=lead.pk)).context
    assert [member["is_complete"] for member in page["members"]] == [True, False]
    assert [url.split("/page/")[1] for url, _title in page["members"][1]["incomplete"]] == [
        "who/?return=check",
        "person/?return=check",
        "finish/?return=check",
    ]
    assert not page["is_complete"]


def test_what_is_missing_comes_back_with_the_page(trip: Travellers, applicant: Client) -> None:
    lead = trip.start()
    applicant.post(at("portal:add_person", draft_id=lead.pk))
    place = at("portal:family", draft_id=lead.pk)
    answer = applicant.post(place, {"idempotency_key": "one-of-this-test"})
    assert (answer.status_code, answer.context["refused"] != "") == (400, True)
    assert not Case.objects.exists()


def test_a_shared_page_leads_to_the_first_application(trip: Travellers, applicant: Client) -> None:
    lead = trip.start()
    added = trip.add(lead)
    answer = applicant.get(at("portal:page", draft_id=added.pk, page_id="parents"))
    assert answer["Location"] == at("portal:page", draft_id=lead.pk, page_id="parents")
    sections = applicant.get(at("portal:check", draft_id=added.pk)).context["sections"]
    assert {section["id"] for section in sections if section["is_elsewhere"]} == {"together", "parents"}
    assert all(str(lead.pk) in section["change_url"] for section in sections if section["is_elsewhere"])


def test_one_of_a_family_is_sent_with_the_others_only(trip: Travellers, applicant: Client) -> None:
    lead = trip.start()
    trip.add(lead)
    answer = applicant.post(at("portal:submit", draft_id=lead.pk), {"idempotency_key": "one-of-this-test"})
    assert answer["Location"] == at("portal:family", draft_id=lead.pk)


def test_after_sending_the_page_leads_to_the_receipt_of_all(trip: Travellers, applicant: Client) -> None:
    lead = trip.start()
    added = trip.add(lead)
    place = at("portal:family", draft_id=lead.pk)
    first = applicant.post(place, {"idempotency_key": "one-of-this-test"})["Location"]
    assert applicant.post(place, {"idempotency_key": "one-of-this-test"})["Location"] == first
    family = applicant.get(first).context["family"]
    assert {member["reference"] for member in family} == set(Case.objects.values_list("reference", flat=True))
    assert applicant.get(at("portal:family", draft_id=added.pk)).status_code == 302


def test_more_people_cost_no_more_statements(trip: Travellers, applicant: Client) -> None:
    lead = trip.start()
    trip.add(lead)
    place = at("portal:family", draft_id=lead.pk)
    two = statements(applicant, place)
    for _person in range(3):
        trip.add(lead)
    assert statements(applicant, place) == two


def test_the_own_page_shows_a_family_as_one(trip: Travellers, applicant: Client) -> None:
    lead = trip.start()
    home = applicant.get(at("portal:home")).context
    assert [pk for pk, _title in home["may_add_person"]] == [lead.pk]
    trip.add(lead)
    home = applicant.get(at("portal:home")).context
    assert [card["url"] for card in home["drafts"]] == [at("portal:family", draft_id=lead.pk)]
    assert home["may_add_person"] == []


# --- consents ---------------------------------------------------------------------------------------------------------


def consent_page(case: Case, rule: str = "mother") -> str:
    return at("public_site:consent", **link(consent(case, rule)))


def test_the_page_shows_what_is_agreed_to_and_for_whom_and_nothing_else(trip: Travellers) -> None:
    case = trip.case()
    text = Client().get(consent_page(case)).content.decode()
    assert "MALIKA" in text
    for hidden in ("nodira@example.org", "ANVAR", "2016", case.reference):
        assert hidden not in text


def test_answering_by_the_page(trip: Travellers) -> None:
    case = trip.case()
    asked = consent(case, "mother")
    place = consent_page(case)
    nothing = Client().post(place)
    assert (nothing.status_code, len(nothing.context["error_summary"])) == (400, 1)
    words = {f"answer.{asked.pk}": "give", "name": "Lola Karimova", "document": "aa 123 4567", "is_me": "yes"}
    half = Client().post(place, {**words, "document": ""})
    assert (half.status_code, half.context["own_fields"][0].value) == (400, "Lola Karimova")
    assert Client().post(place, words).status_code == 200
    assert consent(case, "mother").state == "given"
    assert Client().get(place).context["given"]
    Client().post(place, {f"answer.{asked.pk}": "withdraw"})
    assert Client().get(place).status_code == 409


def test_tries_of_a_link_are_limited(trip: Travellers, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "consent": "2/h/key"}
    cache.clear()
    place = consent_page(trip.case())
    assert [Client().post(place).status_code for _try in range(3)] == [400, 400, 429]


def test_the_applicant_sends_the_letter_again_or_a_paper(trip: Travellers, applicant: Client) -> None:
    case = trip.case()
    place = {"reference": case.reference, "rule": "mother"}
    applicant.post(at("portal:ask_consent", **place), {"email": "lola.k@example.org"})
    assert Letter.objects.filter(account__email="lola.k@example.org", code="consent_asked").count() == 1
    applicant.post(at("portal:consent_paper", **place))
    assert consent(case, "mother").proof is None
    applicant.post(at("portal:consent_paper", **place), {"paper": example_upload("notary.pdf", "file")})
    paper = consent(case, "mother").proof
    file = at("portal:file", reference=case.reference, file_id=paper)
    assert applicant.get(file).status_code == 200
    assert client_of(trip.second.email).get(file).status_code == 404


def test_an_address_of_the_applicant_leads_back_to_its_page(trip: Travellers, applicant: Client) -> None:
    draft = trip.start(CHILD, parents={"mother_email": trip.applicant.email})
    answer = applicant.post(at("portal:submit", draft_id=draft.pk), {"idempotency_key": "one-of-this-test"})
    assert answer["Location"].startswith(at("portal:page", draft_id=draft.pk, page_id="parents"))


# --- the end of acting ------------------------------------------------------------------------------------------------


def test_after_the_end_only_what_was_sent_is_left(trip: Travellers, applicant: Client) -> None:
    case = trip.case(CHILD, **BORN)
    reference = {"reference": case.reference}
    with clock.fixed(OF_AGE):
        client = client_of(trip.applicant.email)
        for name in ("case", "receipt", "withdraw", "term"):
            assert client.get(at(f"portal:{name}", **reference)).status_code == 403
        answers = client.get(at("portal:answers", **reference))
        assert (answers.status_code, answers.context["ended"]) == (200, "came_of_age")
        (card,) = client.get(at("portal:home")).context["cases"]
        assert card["url"] == at("portal:answers", **reference)


def test_people_one_acts_for(trip: Travellers, applicant: Client) -> None:
    child, other = trip.case(CHILD, **BORN), trip.taken(ANOTHER)
    confirm_mandate(acting_user=trip.officer, reference=other.reference, valid_until=UNTIL, has_seen=True)
    people = {one["id"]: one for one in applicant.get(at("portal:people")).context["people"]}
    assert people[child.about_id]["is_until_of_age"]
    assert people[child.about_id]["until"] == OF_AGE.date() - timedelta(days=1)
    assert (people[other.about_id]["until"], len(people[other.about_id]["papers"])) == (UNTIL, 1)
    place = at("portal:end_acting", person_id=other.about_id)
    assert applicant.get(place).status_code == 200
    applicant.post(place)
    people = {one["id"]: one for one in applicant.get(at("portal:people")).context["people"]}
    assert people[other.about_id]["has_ended"]
    assert applicant.get(place).status_code == 404


# --- the officer ------------------------------------------------------------------------------------------------------


@pytest.fixture
def officer(trip: Travellers) -> Client:
    return client_of(trip.officer.email)


def test_the_officer_goes_from_person_to_person(trip: Travellers, officer: Client) -> None:
    cases = trip.family(CHILD, CHILD, CHILD)
    officer.post(at("workspace:take_family", reference=cases[0].reference))
    for number, case in enumerate(cases):
        people = officer.get(at("workspace:case", reference=case.reference)).context["people"]
        assert len(people["family"]) == 3
        assert people["next"]["reference"] == cases[(number + 1) % 3].reference


def test_names_open_with_the_case(trip: Travellers, officer: Client) -> None:
    case = trip.case()
    text = officer.get(at("workspace:case", reference=case.reference)).content.decode()
    assert "KARIMOV" not in text
    assert "consents" not in officer.get(at("workspace:case", reference=case.reference)).context["people"]


def test_what_is_written_down_and_what_is_refused_stays_on_the_page(trip: Travellers, officer: Client) -> None:
    case = trip.taken()
    place = at("workspace:record_consent", reference=case.reference)
    sent = {"rule": "father", "answer": "given", "how": "counter", "name": "Anvar Karimov", "document": "AB7654321"}
    refused = officer.post(place, sent)
    assert (refused.status_code, refused.context["forms"]["record_consent"].by_name["name"].value) == (
        400,
        "Anvar Karimov",
    )
    assert officer.post(place, {**sent, "has_seen": "yes"}).status_code == 302
    shown = {
        one["rule"]: one
        for one in officer.get(at("workspace:case", reference=case.reference)).context["people"]["consents"]
    }
    assert (shown["father"]["written"], shown["father"]["differs"]) == ("Anvar Karimov", False)


def test_a_name_that_differs_is_shown_to_the_officer(trip: Travellers, officer: Client) -> None:
    case = trip.taken()
    answer_by_link(case, "mother", name="SOMEBODY ELSE")
    shown = officer.get(at("workspace:case", reference=case.reference)).context["people"]["consents"]
    assert [one["differs"] for one in shown if one["rule"] == "mother"] == [True]


def test_a_paper_is_confirmed_and_ended_on_the_page(trip: Travellers, officer: Client) -> None:
    case = trip.taken(ANOTHER)
    place = at("workspace:confirm_mandate", reference=case.reference)
    form = officer.get(at("workspace:case", reference=case.reference)).context["forms"]["confirm_mandate"]
    assert form.by_name["valid_until"].value == "2027-05-31"
    assert officer.post(place, {"valid_until": "soon", "has_seen": "yes"}).status_code == 400
    assert officer.post(place, {"valid_until": UNTIL.isoformat(), "has_seen": "yes"}).status_code == 302
    (paper,) = officer.get(at("workspace:case", reference=case.reference)).context["people"]["mandates"]
    officer.post(at("workspace:end_mandate", reference=case.reference), {"mandate": paper["id"]})
    people = officer.get(at("workspace:case", reference=case.reference)).context["people"]
    assert people["acting_ended"]


def test_a_case_is_handed_over_on_the_page(trip: Travellers) -> None:
    case = trip.taken(CHILD, **BORN)
    with clock.fixed(OF_AGE):
        officer = client_of(trip.second.email)
        page = officer.get(at("workspace:case", reference=case.reference)).context
        assert "take_over" in page["forms"]
        sent = {"email": "malika@example.org", "has_seen": "yes"}
        refused = officer.post(at("workspace:take_over", reference=case.reference), sent)
        assert (refused.status_code, len(refused.context["error_summary"])) == (400, 1)


def test_statements_of_the_consent_page_do_not_grow_with_the_children(trip: Travellers) -> None:
    counts = []
    for number in (2, 4):
        family = trip.family(*[CHILD] * number)
        counts.append(statements(Client(), consent_page(family[0])))
        Consent.objects.update(letter=None)
    # Each child's answers are read: one statement for each.
    assert counts[1] - counts[0] == 2
