"""A complaint about a post or its officer goes to the ministry and never reaches whom it is about, on any way."""

import pytest

from tests.domains.appeals.builders import SLUG, Reception, ask, code_of, reread, take, typed_appeal
from tests.domains.cases.builders import account_of
from tests.domains.cases.test_the_database_refuses import refusal_of
from watandoshlar.capabilities.access.api import assign_role
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.posts.api import all_posts, get_post
from watandoshlar.domains.appeals.api import (
    Appeal,
    answer_appeal,
    appeal_of,
    body_name,
    classify_appeal,
    file_appeal,
    forward_appeal,
    forwards_of,
    hand_to_stand_in,
    may_forward_to,
    outside_bodies,
    suggested_route,
)
from watandoshlar.domains.cases.api import (
    access_case_as_officer,
    answer_request,
    queue_of,
    request_items,
    start_entry,
    take_case,
)
from watandoshlar.domains.cases.models import Bar
from watandoshlar.foundation import clock

from .builders import fill, replies

pytestmark = pytest.mark.django_db
NEVER = "appeals_never_to_the_one_complained_of"


def complaint(reception: Reception, of: str = "this_post") -> Appeal:
    return reception.appeal(pages=typed_appeal("complaint", complained_of=[of]))


@pytest.mark.parametrize("of", ["this_post", "officer_of_post"])
def test_it_goes_to_the_ministry(reception: Reception, of: str) -> None:
    appeal = complaint(reception, of)
    assert (appeal.case.post.code, appeal.against_body) == ("ministry", "seoul")
    assert suggested_route(appeal).to == "ministry"
    assert not queue_of(reception.head).exists()
    assert queue_of(reception.central).get() == appeal.case
    for worker in (reception.officer, reception.head):
        assert code_of(access_case_as_officer, account=worker, reference=appeal.case.reference) == "case_not_found"


@pytest.mark.parametrize("of", ["this_post", "officer_of_post"])
def test_it_never_goes_to_any_post(reception: Reception, of: str) -> None:
    appeal = complaint(reception, of)
    take_case(acting_user=reception.central, reference=appeal.case.reference)
    mine = {"acting_user": reception.central, "reference": appeal.case.reference, "why": "Competent."}
    for post in all_posts(clock.now().date()):
        refused = "unknown_body" if post.code == "ministry" else "complained_of"
        assert code_of(forward_appeal, **mine, to_body=post.code) == refused
        assert not may_forward_to(appeal, post.code)
    assert code_of(forward_appeal, **mine, to_body="prosecutor-general") == ""


def test_the_database_refuses_it_too(reception: Reception) -> None:
    appeal = complaint(reception)
    seoul = get_post("seoul").pk
    assert refusal_of("UPDATE cases_case SET post_id = %s WHERE id = %s", seoul, appeal.pk) == NEVER
    assert (
        refusal_of(
            "INSERT INTO appeals_forward"
            " (appeal_id, number, from_post_id, to_body, is_outside, why, sent_at, ended_as)"
            " VALUES (%s, 1, %s, 'seoul', false, '', now(), '')",
            appeal.pk,
            seoul,
        )
        == NEVER
    )


def test_the_ministry_closing_does_not_hand_it_to_a_post(reception: Reception) -> None:
    appeal = complaint(reception)
    ministry = appeal.case.post
    ministry.active_until = clock.now().date().replace(day=1)
    ministry.save()
    assert hand_to_stand_in(acting_user=SYSTEM) == []
    assert reread(appeal).case.post == ministry


def test_who_entered_it_and_who_works_there_are_barred(reception: Reception) -> None:
    ministry = get_post("ministry")
    for account in (reception.officer, reception.second):
        assign_role(acting_user=SYSTEM, account=account, role="officer", post=ministry)
        vars(account).pop("_roles_in_force", None)
    appeal = reception.entry(pages=typed_appeal("complaint", complained_of=["this_post"]))
    assert set(Bar.objects.values_list("account", "why")) == {
        (reception.officer.pk, "entered_it"),
        (reception.second.pk, "works_there"),
    }
    mine = {"reference": appeal.case.reference}
    assert code_of(take_case, **mine, acting_user=reception.officer) == "officer_barred"
    assert code_of(take_case, **mine, acting_user=reception.second) == "officer_barred"
    assert refusal_of("UPDATE cases_case SET officer_id = %s WHERE id = %s", reception.officer.pk, appeal.pk) == (
        "cases_officer_not_barred"
    )
    assert code_of(take_case, **mine, acting_user=reception.central) == ""


def test_the_body_complained_of_never_gets_it(reception: Reception) -> None:
    appeal = complaint(reception, "another_body")
    take(reception, appeal.case.reference)
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert code_of(classify_appeal, **mine, theme="pension", against_body="nobody") == "unknown_body"
    classify_appeal(**mine, theme="pension", against_body="pension-fund")
    appeal = reread(appeal)
    assert suggested_route(appeal).to != "pension-fund"
    assert [code for code in outside_bodies() if not may_forward_to(appeal, code)] == ["pension-fund"]
    assert code_of(forward_appeal, **mine, to_body="pension-fund", why="Competent.") == "complained_of"
    forward_appeal(**mine, to_body="interior", why="Competent.")
    # Who has it cannot be named without taking it back.
    assert code_of(classify_appeal, **mine, theme="pension", against_body="interior") == "take_back_first"
    assert refusal_of("UPDATE appeals_appeal SET against_body = 'interior' WHERE case_id = %s", appeal.pk) == NEVER


@pytest.mark.parametrize("post", ["seoul", "moscow"])
def test_another_body_that_is_a_post_sends_it_to_the_ministry_at_once(reception: Reception, post: str) -> None:
    appeal = complaint(reception, "another_body")
    take(reception, appeal.case.reference)
    classify_appeal(
        acting_user=reception.officer, reference=appeal.case.reference, theme="documents", against_body=post
    )
    appeal = reread(appeal)
    assert (appeal.case.post.code, appeal.case.state, appeal.case.officer) == ("ministry", "submitted", None)
    assert (appeal.against, appeal.against_body) == ("post", post)
    assert [forward.to_body for forward in forwards_of(appeal)] == ["ministry"]
    assert Letter.objects.filter(account=reception.applicant, code="appeal_forwarded").count() == 1
    assert suggested_route(appeal).to == "ministry"
    assert [code for code in ("seoul", "moscow") if may_forward_to(appeal, code)] == []


def test_an_answer_that_turns_an_appeal_into_a_complaint_moves_it(reception: Reception) -> None:
    appeal = complaint(reception, "another_body")
    take(reception, appeal.case.reference)
    items = {"items": ["complained_of"], "note": "", "due_on": clock.now().date().replace(day=20)}
    request_items(acting_user=reception.officer, reference=appeal.case.reference, **items)
    answer_request(
        acting_user=reception.applicant,
        reference=appeal.case.reference,
        typed={"complained_of": ["officer_of_post"]},
    )
    appeal = reread(appeal)
    assert (appeal.case.post.code, appeal.case.state) == ("ministry", "submitted")
    assert (appeal.against, appeal.against_body) == ("officer", "seoul")


def test_what_the_ministry_enters_about_itself_has_to_leave(reception: Reception) -> None:
    draft = start_entry(acting_user=reception.central, slug=SLUG, post_code="ministry", form="written")
    fill(draft, reception.central, typed_appeal("complaint", complained_of=["this_post"]))
    appeal = file_appeal(acting_user=reception.central, draft_id=draft.pk, idempotency_key="some-key")
    other = account_of("other")
    assign_role(acting_user=SYSTEM, account=other, role="officer", post=get_post("ministry"))
    mine = {"acting_user": other, "reference": appeal.case.reference}
    assert code_of(take_case, acting_user=reception.central, reference=appeal.case.reference) == "officer_barred"
    take_case(**mine)
    assert suggested_route(appeal_of(appeal.case)).to == "prosecutor-general"
    assert code_of(answer_appeal, **mine, replies=replies("solved", "solved")) == "complained_of"
    assert code_of(forward_appeal, **mine, to_body="seoul", why="Competent.") == "complained_of"
    assert code_of(forward_appeal, **mine, to_body="prosecutor-general", why="Competent.") == ""


def test_a_post_keeps_its_name_after_it_closed(reception: Reception) -> None:
    seoul = get_post("seoul")
    seoul.active_until = clock.now().date().replace(day=1)
    seoul.save()
    assert body_name("seoul", "en") == "Seoul"


def test_asking_opens_no_way_round(reception: Reception) -> None:
    """Neither a request nor its answer brings a complaint back from the ministry."""
    appeal = complaint(reception)
    take_case(acting_user=reception.central, reference=appeal.case.reference)
    reception.officer = reception.central
    ask(reception, appeal.case.reference)
    answer_request(acting_user=reception.applicant, reference=appeal.case.reference, typed={"phone": ["+998901234567"]})
    appeal = reread(appeal)
    assert (appeal.case.post.code, appeal.against, appeal.against_body) == ("ministry", "post", "seoul")
