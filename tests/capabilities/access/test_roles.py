"""Roles: who gives them to whom, where they hold, and when they end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from watandoshlar.capabilities.access import errors
from watandoshlar.capabilities.access.api import (
    ROLES,
    Account,
    RoleAssignment,
    assign_role,
    end_role,
    has_role,
    is_officer_of,
    is_staff,
    posts_of,
    require_officer,
    require_role,
    roles_of,
)
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.foundation import clock

AT_POST = sorted(role.code for role in ROLES.values() if role.at_post)
CENTRAL = sorted(set(ROLES) - set(AT_POST))


def again(account: Account) -> Account:
    """The account as the next request sees it."""
    return Account.objects.get(pk=account.pk)


def test_a_head_gives_the_officers_role_at_the_own_post(holder, account: Account, seoul: Post) -> None:
    head = holder("head", seoul)
    assignment = assign_role(acting_user=head, account=account, role="officer", post=seoul)
    assert assignment.given_by == head
    assert is_officer_of(again(account), seoul)


def test_a_head_gives_no_role_at_another_post(holder, account: Account, seoul: Post, riga: Post) -> None:
    with pytest.raises(errors.RoleMissing):
        assign_role(acting_user=holder("head", seoul), account=account, role="officer", post=riga)
    assert not is_staff(again(account))


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"officer"}))
def test_a_head_gives_no_other_role(holder, account: Account, seoul: Post, role: str) -> None:
    post = seoul if role in AT_POST else None
    with pytest.raises(errors.RoleMissing):
        assign_role(acting_user=holder("head", seoul), account=account, role=role, post=post)
    assert not is_staff(again(account))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_ministry_gives_every_role(holder, account: Account, seoul: Post, role: str) -> None:
    post = seoul if role in AT_POST else None
    assign_role(acting_user=holder("ministry"), account=account, role=role, post=post)
    assert has_role(again(account), role, post)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"head", "ministry"}))
def test_other_roles_give_none(holder, account: Account, seoul: Post, role: str) -> None:
    giver = holder(role, seoul if role in AT_POST else None)
    with pytest.raises(errors.RoleMissing):
        assign_role(acting_user=giver, account=account, role="officer", post=seoul)


def test_nobody_gives_a_role_to_themselves(holder, seoul: Post) -> None:
    for giver in (holder("head", seoul), holder("ministry")):
        with pytest.raises(errors.OwnRole):
            assign_role(acting_user=giver, account=again(giver), role="officer", post=seoul)
        assert len(roles_of(again(giver))) == 1


def test_applicants_give_none(make_account: Callable[[str], Account], account: Account, seoul: Post) -> None:
    with pytest.raises(errors.RoleMissing):
        assign_role(acting_user=make_account("rustam"), account=account, role="officer", post=seoul)


@pytest.mark.parametrize("role", AT_POST)
def test_a_role_of_a_post_needs_one(account: Account, role: str) -> None:
    with pytest.raises(errors.RoleNeedsPost):
        assign_role(acting_user=SYSTEM, account=account, role=role)


@pytest.mark.parametrize("role", CENTRAL)
def test_a_central_role_has_no_post(account: Account, seoul: Post, role: str) -> None:
    with pytest.raises(errors.RoleIsCentral):
        assign_role(acting_user=SYSTEM, account=account, role=role, post=seoul)


@pytest.mark.parametrize("role", ["", "Officer", "root"])
def test_the_list_of_roles_is_closed(account: Account, role: str) -> None:
    with pytest.raises(errors.UnknownRole):
        assign_role(acting_user=SYSTEM, account=account, role=role)


@pytest.mark.parametrize(
    ("role", "at_post", "constraint"),
    [
        *((role, False, "access_role_post_where_needed") for role in AT_POST),
        *((role, True, "access_role_post_where_needed") for role in CENTRAL),
        ("root", False, "access_role_known"),
    ],
)
def test_the_database_refuses_them_too(
    account: Account, seoul: Post, role: str, at_post: bool, constraint: str
) -> None:
    post = seoul if at_post else None
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RoleAssignment.objects.create(account=account, role=role, post=post, valid_from=date(2026, 11, 2))


def test_the_database_refuses_a_role_that_ends_before_it_begins(account: Account) -> None:
    days = {"valid_from": date(2026, 11, 2), "valid_until": date(2026, 11, 1)}
    with pytest.raises(IntegrityError, match="access_role_days_in_order"), transaction.atomic():
        RoleAssignment.objects.create(account=account, role="auditor", **days)


def test_a_role_holds_at_its_post_only(holder, seoul: Post, riga: Post) -> None:
    officer = holder("officer", seoul)
    assert has_role(officer, "officer", seoul)
    assert not has_role(officer, "officer", riga)
    assert not has_role(officer, "officer")
    assert not has_role(officer, "head", seoul)
    require_officer(officer, seoul)
    with pytest.raises(errors.RoleMissing):
        require_officer(officer, riga)
    with pytest.raises(errors.RoleMissing):
        require_role(officer, "head", seoul)


def test_officers_and_heads_work_on_the_cases_of_their_post(holder, seoul: Post, riga: Post) -> None:
    for role in AT_POST:
        account = holder(role, seoul)
        assert is_officer_of(account, seoul)
        assert not is_officer_of(account, riga)
    for role in CENTRAL:
        assert not is_officer_of(holder(role), seoul)


def test_posts_come_once_and_in_order(account: Account, seoul: Post, riga: Post) -> None:
    for role, post in (("officer", seoul), ("head", seoul), ("officer", riga), ("auditor", None)):
        assign_role(acting_user=SYSTEM, account=account, role=role, post=post)
    assert posts_of(again(account)) == [riga, seoul]


def test_roles_are_read_once_with_their_posts(holder, seoul: Post, django_assert_num_queries) -> None:
    officer = holder("officer", seoul)
    with django_assert_num_queries(2):
        assert is_staff(officer)
        assert has_role(officer, "officer", seoul)
        assert [post.code for post in posts_of(officer)] == ["seoul"]


def test_that_an_applicant_holds_no_role_is_one_query(account: Account, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert not is_staff(account)
        assert posts_of(account) == []


def test_a_role_holds_from_its_first_until_its_last_day(account: Account, seoul: Post) -> None:
    with clock.fixed(datetime(2026, 11, 2, 12, tzinfo=UTC)) as first:
        last = first.date() + timedelta(days=3)
        assign_role(acting_user=SYSTEM, account=account, role="officer", post=seoul, valid_until=last)
    expected = {-1: False, 0: True, 3: True, 4: False}
    found = {}
    for days in expected:
        with clock.fixed(first + timedelta(days=days)):
            found[days] = is_staff(again(account)), is_officer_of(again(account), seoul), posts_of(again(account)) != []
    assert found == {days: (held,) * 3 for days, held in expected.items()}


def test_an_inactive_account_holds_none(holder, account: Account, seoul: Post) -> None:
    head = holder("head", seoul)
    head.is_active = False
    head.save()
    head = again(head)
    assert roles_of(head) == []
    assert not has_role(head, "head", seoul)
    with pytest.raises(errors.RoleMissing):
        assign_role(acting_user=head, account=account, role="officer", post=seoul)


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_nobody_holds_none(db: None, seoul: Post, nobody: object) -> None:
    assert not is_staff(nobody)
    assert not is_officer_of(nobody, seoul)
    assert posts_of(nobody) == []
    with pytest.raises(errors.RoleMissing):
        require_role(nobody, "auditor")


def test_giving_a_role_is_written_down(holder, account: Account, seoul: Post) -> None:
    head = holder("head", seoul)
    assign_role(acting_user=head, account=account, role="officer", post=seoul)
    entry = list(entries_of_chain(f"account:{account.pk}"))[-1]
    assert (entry.act, entry.account_id) == ("assign_role", head.pk)
    assert entry.facts == {"account": account.pk, "role": "officer", "post": "seoul"}


def test_a_refused_role_leaves_no_trace(account: Account, seoul: Post, make_account) -> None:
    before = entries_of_chain(f"account:{account.pk}").count()
    with pytest.raises(errors.RoleMissing):
        assign_role(acting_user=make_account("rustam"), account=account, role="officer", post=seoul)
    assert entries_of_chain(f"account:{account.pk}").count() == before
    assert not RoleAssignment.objects.exists()


def test_an_ended_role_holds_no_more_and_stays_in_the_table(holder, seoul: Post, riga: Post) -> None:
    head, officer = holder("head", seoul), holder("officer", seoul)
    assign_role(acting_user=SYSTEM, account=officer, role="officer", post=riga)
    end_role(acting_user=head, account=officer, role="officer", post=seoul)
    assert posts_of(again(officer)) == [riga]
    ended = RoleAssignment.objects.get(account=officer, post=seoul)
    assert (ended.ended_by, ended.ended_at is not None) == (head, True)
    entry = list(entries_of_chain(f"account:{officer.pk}"))[-1]
    assert (entry.act, entry.account_id) == ("end_role", head.pk)
    assert entry.facts == {"account": officer.pk, "role": "officer", "post": "seoul"}
    assign_role(acting_user=head, account=officer, role="officer", post=seoul)
    assert posts_of(again(officer)) == [riga, seoul]


def test_a_role_ends_by_whom_it_could_be_given(holder, seoul: Post, riga: Post) -> None:
    head, officer = holder("head", seoul), holder("officer", seoul)
    for other in (holder("head", riga), officer, holder("auditor")):
        with pytest.raises(errors.Refused):
            end_role(acting_user=other, account=again(officer), role="officer", post=seoul)
    with pytest.raises(errors.RoleMissing):
        end_role(acting_user=officer, account=head, role="head", post=seoul)
    with pytest.raises(errors.OwnRole):
        end_role(acting_user=head, account=again(head), role="head", post=seoul)
    assert is_officer_of(again(officer), seoul)
    assert is_officer_of(again(head), seoul)
    end_role(acting_user=holder("ministry"), account=head, role="head", post=seoul)
    assert not is_staff(again(head))


def test_a_role_that_is_not_held_cannot_be_ended(holder, seoul: Post, riga: Post) -> None:
    officer = holder("officer", seoul)
    with pytest.raises(errors.RoleNotHeld):
        end_role(acting_user=SYSTEM, account=officer, role="officer", post=riga)
    end_role(acting_user=SYSTEM, account=officer, role="officer", post=seoul)
    with pytest.raises(errors.RoleNotHeld):
        end_role(acting_user=SYSTEM, account=officer, role="officer", post=seoul)
