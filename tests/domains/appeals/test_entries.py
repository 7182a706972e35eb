"""What somebody without an account says or sends on paper is entered by an officer, and is theirs all the same."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.domains.appeals.builders import SLUG, Reception, ask, code_of, replies, reread, take, typed_appeal
from tests.domains.cases.builders import AFTER_SOON, TUTORIAL
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.people.api import access_known_people
from watandoshlar.domains.appeals.api import (
    access_slip,
    answer_appeal,
    errors,
    extend_term,
    file_appeal,
    forward_appeal,
    is_file_of_appeal,
    rate_answer,
    reopen_appeal,
    take_back_appeal,
    track_appeal,
    tracking_code_of,
)
from watandoshlar.domains.cases.api import (
    access_cases,
    access_draft,
    close_request,
    confirm_decision,
    example_upload,
    propose_decision,
    remind_applicants,
    save_page,
    start_entry,
    withdraw_case,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
ENTER = {"slug": SLUG, "post_code": "seoul", "form": "oral"}


@pytest.mark.parametrize("form", ["oral", "written"])
def test_it_is_registered_under_its_form_and_belongs_to_no_account(reception: Reception, form: str) -> None:
    appeal = reception.entry(form)
    case = appeal.case
    assert (appeal.form, case.account, case.entered_by) == (form, None, reception.officer)
    assert not access_cases(reception.officer).exists()
    assert not Letter.objects.exists()


def test_who_may_enter_what(reception: Reception, publish) -> None:
    publish(TUTORIAL)
    mine = {**ENTER, "acting_user": reception.officer}
    assert code_of(start_entry, **mine) == ""
    assert code_of(start_entry, **{**mine, "form": "electronic"}) == "form_unknown"
    assert code_of(start_entry, **{**mine, "form": ""}) == "form_unknown"
    assert code_of(start_entry, **{**mine, "slug": TUTORIAL}) == "wrong_register"
    assert code_of(start_entry, **{**mine, "post_code": "moscow"}) == "role_missing"
    assert code_of(start_entry, **{**mine, "acting_user": reception.applicant}) == "role_missing"


def test_the_person_is_nobody_whom_the_officer_knows(reception: Reception) -> None:
    appeal = reception.entry()
    assert access_known_people(reception.officer) == []
    assert reception.entry().case.applicant != appeal.case.applicant


def test_papers_that_were_brought_are_added(reception: Reception) -> None:
    draft = start_entry(**ENTER, acting_user=reception.officer)
    save_page(
        acting_user=reception.officer,
        draft_id=draft.pk,
        page_id="papers",
        typed={},
        uploads={"papers": [example_upload("letter.pdf", "file")]},
    )
    (file_id,) = access_draft(reception.officer, draft.pk)[1].file_ids
    appeal = file_appeal(acting_user=reception.officer, draft_id=draft.pk, idempotency_key="some-key")
    assert is_file_of_appeal(appeal, file_id)


def test_no_letter_of_its_whole_way_goes_to_an_applicant(reception: Reception) -> None:
    appeal = reception.entry(pages=typed_appeal("proposal"))
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    take(reception, appeal.case.reference)
    ask(reception, appeal.case.reference)
    remind_applicants(acting_user=SYSTEM)
    with clock.fixed(AFTER_SOON):
        remind_applicants(acting_user=SYSTEM)
        close_request(**mine)
        extend_term(acting_user=reception.head, reference=appeal.case.reference, rung="exceptional", reason="check")
        forward_appeal(**mine, to_body="interior", why="Competent.")
        take_back_appeal(**mine)
        propose_decision(**mine, outcome="not_consider", reasons=["other_procedure"])
        confirm_decision(acting_user=reception.head, reference=appeal.case.reference, agrees=False, note="Answer it.")
        answer_appeal(**mine, replies=replies("solved", "solved"))
    staff = {reception.officer, reception.second, reception.head}
    told = {letter.account for letter in Letter.objects.exclude(code="appeal_for_body")}
    assert told <= staff
    assert reread(appeal).case.state == "answered"


def test_nobody_acts_as_its_applicant(reception: Reception) -> None:
    appeal = reception.entry()
    for account in (reception.officer, reception.applicant, AnonymousUser()):
        mine = {"acting_user": account, "reference": appeal.case.reference}
        assert code_of(withdraw_case, **mine) == "case_not_found"
        assert code_of(rate_answer, **mine, mark=5) == "case_not_found"
        assert code_of(reopen_appeal, **mine, why="It is not solved.") == "case_not_found"


def test_the_code_on_the_slip_opens_it(reception: Reception) -> None:
    appeal = reception.entry()
    assert track_appeal(appeal.case.reference, tracking_code_of(appeal)) == appeal


def test_the_slip_is_for_who_entered_it_wherever_it_went(reception: Reception) -> None:
    appeal = reception.entry(pages=typed_appeal("complaint", complained_of=["this_post"]))
    reference = appeal.case.reference
    assert reread(appeal).case.post.code == "ministry"
    found, code = access_slip(reception.officer, reference)
    assert track_appeal(reference, code) == found == appeal
    for account in (reception.second, reception.head, reception.applicant):
        with pytest.raises(errors.AppealNotFound):
            access_slip(account, reference)
