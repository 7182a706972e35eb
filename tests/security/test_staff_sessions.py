"""The workspace closes for who is no officer any more, and for a screen that was left alone."""

import time
from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client

from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import assign_role, create_account
from watandoshlar.capabilities.access.models import RoleAssignment
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.foundation import clock

EMAIL = "auditor@example.org"
QUEUE = "/en/work/"


@pytest.fixture
def officer(db: None) -> Client:
    account = create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    assign_role(acting_user=SYSTEM, account=account, role="auditor")
    return client_of(EMAIL)


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch):
    began = time.time()

    def minutes(count: float) -> None:
        monkeypatch.setattr("watandoshlar.web.workspace.doors.time.time", lambda: began + 60 * count)

    return minutes


def test_who_works_stays_signed_in(officer: Client, after) -> None:
    for minute in range(0, 600, 50):
        after(minute)
        assert officer.get(QUEUE).status_code == 200, minute


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_screen_left_alone_is_signed_out_for_good(officer: Client, after, method: str) -> None:
    key = officer.cookies["sessionid"].value
    after(61)
    answer = getattr(officer, method)(QUEUE)
    if method == "get":
        assert answer.headers["Location"] == f"/en/account/login/?next={QUEUE}"
    else:
        # What was typed is on the page, to be sent after the next log-in.
        assert answer.status_code == 403
        assert "/en/account/login/" in answer.content.decode()
    # Also for who kept the cookie.
    after(0)
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get(QUEUE).status_code == 302
    assert "_auth_user_id" not in Session.objects.get(pk=key).get_decoded()


def test_looking_at_pages_does_not_write_each_time(officer: Client, after) -> None:
    key = officer.cookies["sessionid"].value
    kept = Session.objects.get(pk=key).session_data
    after(0.5)
    officer.get(QUEUE)
    assert Session.objects.get(pk=key).session_data == kept
    after(2)
    officer.get(QUEUE)
    assert Session.objects.get(pk=key).session_data != kept


def test_a_log_in_without_a_time_is_no_log_in(officer: Client) -> None:
    session = officer.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0}]
    session.save()
    assert officer.get(QUEUE).status_code == 302


def test_a_role_that_ends_closes_a_living_session(officer: Client) -> None:
    assert officer.get(QUEUE).status_code == 200
    yesterday = clock.now().date() - timedelta(days=1)
    RoleAssignment.objects.update(valid_from=yesterday, valid_until=yesterday)
    assert officer.get(QUEUE).status_code == 403
