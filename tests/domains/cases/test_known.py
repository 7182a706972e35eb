"""What is known is offered and never assumed; what was decided before stays as it was."""

import random
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domains.cases.builders import PAPERS, PAPERS_FOLDER, SEOUL
from tests.passports import invented_zone, jpeg, passport_page
from watandoshlar.capabilities.evidence.rules import zones
from watandoshlar.capabilities.people.api import access_known_facts
from watandoshlar.domains.cases.api import (
    access_draft,
    access_offers,
    answers_of,
    confirm_decision,
    doubts_of,
    errors,
    journey_of,
    journey_of_case,
    propose_decision,
    read_pictures,
    save_page,
    start_draft,
    start_example,
    submit_draft,
    take_case,
)
from watandoshlar.domains.cases.models import AnswerSet
from watandoshlar.domains.catalogue.api import current_version, read_folder
from watandoshlar.foundation.references import write_zone

pytestmark = pytest.mark.django_db
MYSELF, CHILD = (read_folder(PAPERS_FOLDER).examples[name] for name in ("myself", "child"))


@pytest.fixture(autouse=True)
def published(office, publish):
    publish(PAPERS)


def begin(office):
    return start_draft(acting_user=office.applicant, slug=PAPERS, post_code="seoul", country="KR")


def save(office, draft, page_id, typed, **uploads):
    return save_page(acting_user=office.applicant, draft_id=draft.pk, page_id=page_id, typed=typed, uploads=uploads)


def submitted(office, raw=MYSELF, **changes):
    draft = start_example(acting_user=office.applicant, service=current_version(PAPERS), raw=raw, **SEOUL)
    for page_id, typed in changes.items():
        save(office, draft, page_id, typed)
    return submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")


def approved(office, raw=MYSELF, **changes):
    case = submitted(office, raw, **changes)
    take_case(acting_user=office.officer, reference=case.reference)
    propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")
    if raw is CHILD:
        confirm_decision(acting_user=office.second, reference=case.reference, agrees=True)
    return case


def offers(office, draft, page_id="papers"):
    """Field, value and origin of what a page offers."""
    draft, content = access_draft(office.applicant, draft.pk)
    journey = journey_of(draft, content)
    page = journey.definition.page(page_id)
    return {
        offer.field.id: (offer.value, offer.origin.kind)
        for offer in reversed(access_offers(office.applicant, draft, journey, page))
    }


def applies_for(office, draft, role, person=""):
    save(office, draft, "who", {"applicant.role": [role], "applicant.person": [str(person)]})


def test_of_somebody_new_nothing_is_known(office):
    assert offers(office, begin(office)) == {}


def test_what_was_approved_is_offered_with_its_origin(office):
    case = approved(office)
    draft = begin(office)
    assert offers(office, draft) == {
        "full_name": (answers_of(case)["full_name"], "document"),
        "born": ("1985-05-15", "case"),
        "number": ("FA1234567", "case"),
        "until": ("2031-03-12", "case"),
        "personal_number": ("41505851234569", "case"),
    }
    assert set(offers(office, draft, "contact")) == {"phone", "email"}
    known = access_known_facts(office.applicant, case.applicant_id)
    assert {known[name].reference for name in known if name != "name"} == {case.reference}


def test_nothing_is_filled_in_by_being_known(office):
    approved(office)
    _draft, content = access_draft(office.applicant, begin(office).pk)
    assert (content.answers, content.typed) == ({}, {})


@pytest.mark.parametrize("outcome", ["nothing", "refuse"])
def test_what_was_not_approved_is_not_known(office, outcome):
    case = submitted(office)
    if outcome == "refuse":
        take_case(acting_user=office.officer, reference=case.reference)
        propose_decision(
            acting_user=office.officer, reference=case.reference, outcome="refuse", reasons=["not_suitable"]
        )
    # A name is kept as written from the day on which it is submitted.
    assert set(access_known_facts(office.applicant, case.applicant_id)) == {"name"}


def test_a_changed_fact_does_not_touch_earlier_cases(office):
    first = approved(office)
    before = [bytes(row.answers) for row in AnswerSet.objects.filter(case=first)]
    second = approved(office, papers={"number": ["FB9999999"]})
    assert [bytes(row.answers) for row in AnswerSet.objects.filter(case=first)] == before
    assert answers_of(first)["number"] == "FA1234567"
    known = access_known_facts(office.applicant, first.applicant_id)
    assert (known["passport_number"].value, known["passport_number"].reference) == ("FB9999999", second.reference)
    assert known["birth_date"].reference == first.reference
    assert offers(office, begin(office))["number"] == ("FB9999999", "case")


def test_what_is_answered_so_already_is_not_offered(office):
    approved(office)
    draft = begin(office)
    save(office, draft, "papers", {"number": ["FA1234567"]})
    assert "number" not in offers(office, draft)
    save(office, draft, "papers", {"number": ["FA0000001"]})
    assert offers(office, draft)["number"] == ("FA1234567", "case")


def test_what_could_not_be_an_answer_any_more_is_not_offered(office):
    approved(office)
    draft = begin(office)
    loaded, content = access_draft(office.applicant, draft.pk)
    journey = journey_of(loaded, content)
    journey.facts = replace(journey.facts, today=date(2031, 3, 13))
    page = journey.definition.page("papers")
    names = [offer.field.id for offer in access_offers(office.applicant, loaded, journey, page)]
    assert "until" not in names
    assert "number" in names


def test_a_child_is_offered_what_is_known_of_the_child(office):
    approved(office)
    case = approved(office, CHILD)
    child = answers_of(case)["applicant"]["person"]
    draft = begin(office)
    applies_for(office, draft, "child", child)
    assert offers(office, draft)["number"] == ("FA7654321", "case")
    assert offers(office, draft)["full_name"][0]["given"] == "Lola"
    # Somebody is reached where who applies is reached.
    assert offers(office, draft, "contact")["email"] == ("nodira@example.org", "case")
    applies_for(office, draft, "myself")
    assert offers(office, draft)["number"] == ("FA1234567", "case")


def test_of_a_child_who_is_new_nothing_is_known(office):
    approved(office)
    draft = begin(office)
    applies_for(office, draft, "child")
    assert offers(office, draft) == {}
    assert "phone" in offers(office, draft, "contact")


def test_offers_take_few_questions(office, django_assert_max_num_queries):
    approved(office)
    draft, content = access_draft(office.applicant, begin(office).pk)
    journey = journey_of(draft, content)
    with django_assert_max_num_queries(3):
        access_offers(office.applicant, draft, journey, journey.definition.page("papers"))
    with django_assert_max_num_queries(0):
        access_offers(office.applicant, draft, journey, journey.definition.page("who"))


# --- what is read off a picture -------------------------------------------------------------------------------------


@pytest.fixture
def zone():
    return replace(invented_zone(random.Random(7)), family="KARIMOVA", given="NODIRA")


@pytest.fixture
def add_scan(office, zone, monkeypatch):
    """Adds a picture on which a machine sees this zone; that it sees one is the evidence room's to prove."""

    def add(draft, seen=zone):
        readings = [write_zone("TD3", seen)] * 2 if seen else []
        monkeypatch.setattr(zones, "examine_apart", lambda *_: {"numbers": readings, "names": readings})
        picture = SimpleUploadedFile("passport.jpg", jpeg(passport_page(zone, 60)), "image/jpeg")
        save(office, draft, "who", {}, scan=[picture])
        return read_pictures(acting_user=office.applicant, draft_id=draft.pk, page_id="who")

    return add


def test_what_was_read_is_offered_in_this_draft_only(office, zone, add_scan):
    draft = begin(office)
    assert add_scan(draft)
    assert offers(office, draft) == {
        "born": (zone.birth_date.isoformat(), "upload"),
        "number": (zone.number, "upload"),
        "until": (zone.expires_on.isoformat(), "upload"),
        "personal_number": (zone.pinfl, "upload"),
    }
    assert offers(office, begin(office)) == {}
    assert access_known_facts(office.applicant, draft.applicant_id) == {}


def test_names_are_never_taken_from_a_picture(office, add_scan):
    draft = begin(office)
    add_scan(draft)
    assert "full_name" not in offers(office, draft)


def test_a_picture_is_read_once_and_what_cannot_be_read_is_typed(office, add_scan):
    draft = begin(office)
    assert add_scan(draft, None) is False
    assert read_pictures(acting_user=office.applicant, draft_id=draft.pk, page_id="who") is None
    assert read_pictures(acting_user=office.applicant, draft_id=draft.pk, page_id="papers") is None
    assert offers(office, draft) == {}


def test_a_picture_that_was_taken_away_offers_nothing(office, add_scan):
    draft = begin(office)
    add_scan(draft)
    _draft, content = access_draft(office.applicant, draft.pk)
    save(office, draft, "who", {"scan.remove": [content.answers["scan"][0]["id"]]})
    assert offers(office, draft) == {}


def doubts(office, draft):
    journey = journey_of(*access_draft(office.applicant, draft.pk))
    return {doubt.field_id: doubt.code for doubt in doubts_of(journey)}


def typed_name(family, given):
    name = {"family": family, "given": given, "patronymic": "", "script": "Latn", "source": "passport"}
    return {f"full_name.{part}": [value] for part, value in name.items()}


def test_a_difference_is_a_question_and_refuses_nothing(office, zone, add_scan):
    draft = start_example(acting_user=office.applicant, service=current_version(PAPERS), raw=MYSELF, **SEOUL)
    assert doubts(office, draft) == {}
    add_scan(draft)
    assert doubts(office, draft) == dict.fromkeys(["born", "number", "until", "personal_number"], "picture")
    case = submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="key-of-draft")
    seen = {doubt.field_id: doubt.seen for doubt in doubts_of(journey_of_case(case, answers_of(case)))}
    assert seen["number"] == zone.number


def test_what_the_picture_says_too_is_no_question_and_keeps_the_picture_as_its_origin(office, zone, add_scan):
    draft = start_example(acting_user=office.applicant, service=current_version(PAPERS), raw=MYSELF, **SEOUL)
    add_scan(draft)
    save(office, draft, "papers", {"number": [zone.number], "until": [zone.expires_on.isoformat()]})
    assert set(doubts(office, draft)) == {"born", "personal_number"}
    case = submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="key-of-draft")
    take_case(acting_user=office.officer, reference=case.reference)
    propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")
    known = access_known_facts(office.applicant, case.applicant_id)
    assert (known["passport_number"].origin, known["birth_date"].origin) == ("picture", "case")


@pytest.mark.parametrize(
    ("family", "given", "asks"),
    [
        ("Karimova", "Nodira", False),
        ("Каримова", "Нодира", False),
        ("Karimova", "Nodira Anvarovna", False),
        ("Karimov", "Nodira", True),
        ("Karimova", "Malika", True),
    ],
)
def test_names_are_compared_as_zones(office, add_scan, family, given, asks):
    draft = begin(office)
    add_scan(draft)
    save(office, draft, "papers", typed_name(family, given))
    assert ("full_name" in doubts(office, draft)) is asks


def test_a_personal_number_of_another_birth_date_is_a_question(office):
    draft = begin(office)
    save(office, draft, "papers", {"born": ["1985-05-16"], "personal_number": ["41505851234569"]})
    assert doubts(office, draft) == {"personal_number": "birth_date"}
    save(office, draft, "papers", {"born": ["1985-05-15"]})
    assert doubts(office, draft) == {}


def test_a_stranger_reads_nothing(office, add_scan):
    draft = begin(office)
    add_scan(draft)
    with pytest.raises(errors.DraftNotFound):
        read_pictures(acting_user=office.second, draft_id=draft.pk, page_id="who")
