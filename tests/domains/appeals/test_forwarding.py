"""Forwarding to the competent body: within five days, with a link that opens to it alone, and nothing is lost."""

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import transaction

from tests.domains.appeals.builders import Reception, code_of, forward, replies, reread, take
from tests.example_day import NOW
from watandoshlar.capabilities.access.api import assign_role
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import send_letter
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appeals.api import (
    Appeal,
    access_reply,
    answer_appeal,
    answers_to,
    forward_appeal,
    forwards_of,
    matter_of_appeal,
    record_reply,
    reply_as_body,
    reply_token,
    take_back_appeal,
    why_of,
)
from watandoshlar.domains.appeals.models import Forward
from watandoshlar.domains.cases.api import answers_of, due_date, withdraw_case
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def last(appeal: Appeal) -> Forward:
    return forwards_of(appeal)[-1]


def link(appeal: Appeal, **other) -> dict:
    sent = last(appeal)
    return {"reference": appeal.case.reference, "number": sent.number, "token": reply_token(sent), **other}


@pytest.mark.parametrize(("days", "is_late"), [(5, False), (6, True)])
def test_on_the_fifth_day_it_is_in_time_and_on_the_sixth_late(reception: Reception, days: int, is_late: bool) -> None:
    thursday = NOW + timedelta(days=3)
    with clock.fixed(thursday):
        appeal = reception.appeal("in_review")
    # An hour before the register of Seoul closes.
    with clock.fixed(thursday.replace(hour=7) + timedelta(days=days)):
        forward(reception, appeal.case.reference)
        duties = [duty for duty in due_date(reread(appeal).case).duties if duty.office == "seoul"]
    assert [(duty.code, duty.fulfilled_at is not None, duty.is_late) for duty in duties] == [("forward", True, is_late)]


def test_the_letter_carries_the_link_that_opens_the_appeal(reception: Reception) -> None:
    appeal = reception.appeal("forwarded")
    letter = Letter.objects.get(code="appeal_for_body")
    assert letter.account.email == "interior@example.org"
    assert reply_token(last(appeal)) not in str(letter.facts)
    send_letter(acting_user=SYSTEM, letter_id=letter.pk)
    (sent,) = mail.outbox
    assert sent.to == ["interior@example.org"]
    (address,) = [word for word in sent.body.split() if "/reply/" in word]
    _, _, _, reference, number, token, _ = urlsplit(address).path.split("/")
    opened = access_reply(reference, int(number), token)
    # The file travels: everything that the post has, the body has.
    assert answers_of(opened.appeal.case) == answers_of(appeal.case)
    assert matter_of_appeal(opened.appeal).demands == matter_of_appeal(appeal).demands
    assert why_of(opened, opened.appeal.case) == "It decides on this."


def test_a_link_that_is_not_right_opens_nothing(reception: Reception) -> None:
    appeal = reception.appeal("forwarded")
    right = link(appeal)
    other = reception.appeal("forwarded")
    wrong = [
        {**right, "token": "0" * 40},
        {**right, "token": ""},
        {**right, "token": right["token"][:39]},
        {**right, "number": 2},
        {**right, "number": 10**9},
        {**right, "reference": other.case.reference},
        {**right, "reference": "MU-0000-0000"},
        {**right, "token": reply_token(last(other))},
    ]
    for given in wrong:
        assert code_of(access_reply, **given) == "reply_closed"
        both = replies("solved", "solved")
        assert code_of(reply_as_body, acting_user=SYSTEM, replies=both, **given) == "reply_closed"
    somebody = {"acting_user": reception.officer, "replies": replies("solved", "solved")}
    assert code_of(reply_as_body, **somebody, **right) == "reply_closed"
    assert code_of(access_reply, **right) == ""
    with clock.fixed(last(appeal).link_until + timedelta(seconds=1)):
        assert code_of(access_reply, **right) == "reply_closed"


@pytest.mark.parametrize("end", ["answered by link", "answered by mail", "taken back", "withdrawn"])
def test_a_link_ends_with_the_forward(reception: Reception, end: str) -> None:
    appeal = reception.appeal("forwarded")
    right, mine = link(appeal), {"acting_user": reception.officer, "reference": appeal.case.reference}
    if end == "answered by link":
        reply_as_body(acting_user=SYSTEM, replies=replies("solved", "partly"), **right)
    elif end == "answered by mail":
        record_reply(**mine, replies=replies("solved", "partly"))
    elif end == "taken back":
        take_back_appeal(**mine)
    else:
        withdraw_case(acting_user=reception.applicant, reference=appeal.case.reference)
    assert code_of(access_reply, **right) == "reply_closed"
    assert code_of(reply_as_body, acting_user=SYSTEM, replies=replies("solved", "solved"), **right) == "reply_closed"
    assert last(appeal).ended_as == {"taken back": "came_back", "withdrawn": "withdrawn"}.get(end, "answered")
    assert reread(appeal).outcome == {"taken back": "", "withdrawn": ""}.get(end, "partly")


def test_the_body_is_named_and_the_officer_told(reception: Reception) -> None:
    appeal = reception.appeal("forwarded")
    reply_as_body(acting_user=SYSTEM, replies=replies("solved", "refused"), **link(appeal))
    assert {(answer.body, answer.outcome) for answer in answers_to(appeal)} == {
        ("interior", "solved"),
        ("interior", "refused"),
    }
    assert Letter.objects.get(code="body_answered").account == reception.officer


def test_a_second_forward_has_a_link_of_its_own(reception: Reception) -> None:
    appeal = reception.appeal("forwarded")
    first = link(appeal)
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    take_back_appeal(**mine)
    forward_appeal(**mine, to_body="interior", why="Once more.")
    assert code_of(access_reply, **{**first, "number": 2}) == "reply_closed"
    assert code_of(access_reply, **link(appeal)) == ""
    assert Letter.objects.filter(code="appeal_for_body").count() == 2
    assert Letter.objects.filter(code="appeal_forwarded").count() == 2


def test_the_clocks_of_all_offices_stay_in_view(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    with clock.fixed(NOW + timedelta(days=1)):
        forward_appeal(**mine, to_body="justice", why="Competent.")
    with clock.fixed(NOW + timedelta(days=3)):
        take_back_appeal(**mine)
    with clock.fixed(NOW + timedelta(days=4)):
        forward_appeal(**mine, to_body="moscow", why="Lives there now.")
    with clock.fixed(NOW + timedelta(days=5)):
        appeal = reread(appeal)
        clocks = due_date(appeal.case).clocks
        assert [one.office for one in clocks] == ["seoul", "justice", "seoul", "moscow"]
        assert [one.stopped is not None for one in clocks] == [True, True, True, False]
        assert appeal.case.due_at == clocks[-1].moment
        assert clocks[0].moment < clocks[-1].moment


def test_what_a_forward_needs(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert code_of(forward_appeal, **mine, to_body="interior", why=" \n") == "why_needed"
    assert code_of(forward_appeal, **mine, to_body="nowhere", why="Competent.") == "unknown_body"
    assert code_of(forward_appeal, **mine, to_body="seoul", why="Competent.") == "unknown_body"
    other = {**mine, "acting_user": reception.second}
    assert code_of(forward_appeal, **other, to_body="interior", why="Competent.") == "not_your_case"
    assert code_of(record_reply, **mine, replies=replies("solved", "solved")) == "wrong_step"
    forward(reception, appeal.case.reference)
    assert code_of(answer_appeal, **mine, replies=replies("solved", "solved")) == "wrong_step"
    assert code_of(forward_appeal, **mine, to_body="justice", why="Competent.") == "wrong_state"


def test_the_head_goes_on_for_an_officer_who_has_left(reception: Reception) -> None:
    appeal = reception.appeal("forwarded")
    head = {"acting_user": reception.head, "reference": appeal.case.reference}
    with transaction.atomic():
        assert code_of(record_reply, **head, replies=replies("solved", "solved")) == ""
        transaction.set_rollback(True)
    assert code_of(take_back_appeal, **{**head, "acting_user": reception.second}) == "not_your_case"
    assert code_of(take_back_appeal, **head) == ""


def test_a_post_gets_it_into_its_queue(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    forward_appeal(
        acting_user=reception.officer, reference=appeal.case.reference, to_body="moscow", why="Lives there now."
    )
    appeal = reread(appeal)
    assert (appeal.case.post.code, appeal.case.state, appeal.case.officer) == ("moscow", "submitted", None)
    take(SimpleNamespace(officer=reception.abroad), appeal.case.reference)
    assert not Letter.objects.filter(code="appeal_for_body").exists()
    assign_role(acting_user=SYSTEM, account=reception.stranger, role="officer", post=get_post("seoul"))
    assert code_of(take, reception=reception, reference=appeal.case.reference) == "role_missing"
