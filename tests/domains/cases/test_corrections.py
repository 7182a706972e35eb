"""What an answer to an item request opens and breaks, and that no correction goes round a rule of the service."""

from typing import Any

import pytest
from django.db import transaction

from tests.domains.cases.builders import SOON, Office, example, reread
from watandoshlar.domains.cases.api import (
    Case,
    answer_request,
    answers_of,
    asked_items,
    errors,
    example_upload,
    propose_decision,
    request_items,
    submit_example,
    take_case,
)
from watandoshlar.domains.catalogue.api import current_version

pytestmark = pytest.mark.django_db

SLUG = "consular-registration"
TO_PERMANENT = {"registration_kind": ["permanent"], "departure": ["exit_permit"]}
NEW_PHONE = {"phone": ["+82 2 574 6554"]}
PLACE = {"country": "KR", "region": "KR-11"}


@pytest.fixture
def registration(office: Office, publish) -> Case:
    """A temporary registration in Seoul, which one officer may decide, taken by that officer."""
    publish(SLUG)
    raw = {**example(SLUG, "temporary-work"), "host_country": "KR"}
    case = submit_example(acting_user=office.applicant, service=current_version(SLUG), raw=raw, **PLACE)
    return take_case(acting_user=office.officer, reference=case.reference)


def ask(office: Office, case: Case, *items: str) -> None:
    request_items(acting_user=office.officer, reference=case.reference, items=items, note="", due_on=SOON)


def answer(case: Case, typed: dict[str, list[str]], **files: str) -> Case:
    kinds = current_version(SLUG).definition.fields
    uploads = {name: [example_upload(file, kinds[name].kind)] for name, file in files.items()}
    return answer_request(acting_user=case.account, reference=case.reference, typed=typed, uploads=uploads)


def refusal(case: Case, typed: dict[str, list[str]], **files: str) -> errors.DomainError:
    with pytest.raises(errors.DomainError) as refused, transaction.atomic():
        answer(case, typed, **files)
    assert case.answer_sets.count() == 1
    assert reread(case).state == "waiting_for_applicant"
    return refused.value


def missing(case: Case, typed: dict[str, list[str]], **files: str) -> dict[str, list[str]]:
    """Codes of what is wrong with an answer, by field id."""
    refused = refusal(case, typed, **files)
    assert refused.code == "items_incomplete"
    return {name: [fault.code for fault in faults] for name, faults in refused.fields["problems"].items()}


def test_what_a_correction_opens_is_answered_with_it(office: Office, registration: Case) -> None:
    ask(office, registration, "registration_kind")
    opened = {"departure": ["choice_required"]}
    assert missing(registration, {"registration_kind": ["permanent"]}) == opened
    # One answer opens the next.
    assert missing(registration, TO_PERMANENT) == {"exit_permit_scan": ["file_required"]}
    answer(registration, TO_PERMANENT, exit_permit_scan="permit.jpg")
    now = answers_of(registration)
    assert (now["registration_kind"], now["departure"]) == ("permanent", "exit_permit")
    changed = registration.answer_sets.get(number=2).changed_fields
    assert changed == ["departure", "exit_permit_scan", "registration_kind"]


def test_a_correction_does_not_go_round_the_second_officer(office: Office, registration: Case) -> None:
    assert not registration.needs_second_officer
    ask(office, registration, "registration_kind")
    answer(registration, TO_PERMANENT, exit_permit_scan="permit.jpg")
    assert reread(registration).needs_second_officer
    case = propose_decision(acting_user=office.officer, reference=registration.reference, outcome="approve")
    assert case.state == "proposed"


def test_a_second_officer_once_needed_stays_needed(office: Office, registration: Case) -> None:
    ask(office, registration, "registration_kind")
    answer(registration, TO_PERMANENT, exit_permit_scan="permit.jpg")
    ask(office, registration, "registration_kind")
    answer(registration, {"registration_kind": ["temporary"]})
    assert reread(registration).needs_second_officer


def test_a_correction_is_judged_by_who_may_apply(office: Office, registration: Case) -> None:
    ask(office, registration, "registration_kind")
    refused = refusal(registration, {**TO_PERMANENT, "departure": ["not_deregistered"]})
    assert (refused.code, refused.fields["rule"]) == ("not_eligible", "left_by_procedure")


def day(name: str, year: str, month: str, number: str) -> dict[str, list[str]]:
    return {f"{name}.day": [number], f"{name}.month": [month], f"{name}.year": [year]}


def test_whichever_answer_of_a_broken_check_is_wrong_can_be_put_right(office: Office, registration: Case) -> None:
    """Also the one that was not asked for, on another page."""
    ask(office, registration, "arrived_on")
    before_birth, born = day("arrived_on", "1994", "5", "1"), day("birth_date", "1990", "5", "17")
    assert missing(registration, before_birth) == {"birth_date": ["check_failed"]}
    assert refusal(registration, {**day("arrived_on", "2026", "3", "2"), **born}).code == "unknown_field"
    answer(registration, {**before_birth, **born})
    assert answers_of(registration)["birth_date"] == "1990-05-17"


def test_a_page_that_an_answer_opens_is_asked(office: Office, registration: Case) -> None:
    ask(office, registration, "other_post")
    opened = {"former_post_name": ["required"], "withdrawal": ["choice_required"]}
    assert missing(registration, {"other_post": ["yes"]}) == opened
    answer(registration, {"other_post": ["yes"], "former_post_name": ["Bishkek"], "withdrawal": ["withdrawn"]})


def test_what_no_page_asks_must_be_answered_when_an_officer_asks_for_it(office: Office, registration: Case) -> None:
    ask(office, registration, "birth_certificate_scan")
    assert missing(registration, {}) == {"birth_certificate_scan": ["file_required"]}
    answer(registration, {}, birth_certificate_scan="birth.jpg")
    assert len(answers_of(registration)["birth_certificate_scan"]) == 1
    assert asked_items(registration) == ["birth_certificate_scan"]


def test_a_new_photo_takes_the_place_of_the_old_one(office: Office, registration: Case) -> None:
    before = answers_of(registration)["photo"]
    ask(office, registration, "photo")
    answer(registration, {}, photo="sharper.jpg")
    (now,) = answers_of(registration)["photo"]
    assert now["name"] == "sharper.jpg"
    assert answers_of(registration, number=1)["photo"] == before


@pytest.mark.parametrize("items", [("phone",), ("photo",), ("phone", "photo")])
def test_an_answer_that_changes_nothing(office: Office, registration: Case, items: tuple[str, ...]) -> None:
    before = answers_of(registration)
    ask(office, registration, *items)
    same: dict[str, Any] = {"phone": [before["phone"]]} if "phone" in items else {}
    assert refusal(registration, same).code == "nothing_changed"


def test_a_question_that_is_closed_again_may_still_be_in_the_form(office: Office, registration: Case) -> None:
    ask(office, registration, "registration_kind", "phone")
    answer(registration, {"registration_kind": ["temporary"], "departure": ["exit_permit"], **NEW_PHONE})
    assert "departure" not in answers_of(registration)


@pytest.mark.parametrize("name", ["email", "phone.nickname", "shoe_size"])
def test_a_name_that_nobody_asks(office: Office, registration: Case, name: str) -> None:
    ask(office, registration, "phone")
    assert refusal(registration, {**NEW_PHONE, name: ["x@example.org"]}).code == "unknown_field"
