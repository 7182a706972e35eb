"""Log-ins of staff and every change of a second factor are in the record, without anything personal."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import (
    Account,
    activate_demonstration_authenticator,
    assign_role,
    demonstration_code,
)
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain

# Committed, because the log-in library tells of a new factor after the commit.
pytestmark = pytest.mark.usefixtures("committed_db")
ADD = "/en/account/2fa/totp/activate/"
REMOVE = "/en/account/2fa/totp/deactivate/"
RENEW = "/en/account/2fa/recovery-codes/generate/"


def on_record(account: Account, act: str) -> list[dict]:
    entries = entries_of_chain(f"account:{account.pk}").filter(act=act)
    assert {entry.account_id for entry in entries} <= {account.pk, None}
    return [{name: value for name, value in entry.facts.items() if name != "account"} for entry in entries]


def log_in_with_code(email: str) -> Client:
    client = Client()
    client.post("/en/account/login/code/", {"email": email})
    (code,) = re.findall(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[-1].body, re.MULTILINE)
    client.post("/en/account/login/code/confirm/", {"code": code})
    return client


def prove_again(client: Client, account: Account) -> None:
    codes = Authenticator.objects.get(user=account, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    client.post("/en/account/2fa/reauthenticate/", {"code": codes[0]})


def test_a_log_in_of_staff_with_its_proofs(account: Account) -> None:
    assign_role(acting_user=SYSTEM, account=account, role="auditor")
    activate_demonstration_authenticator(acting_user=SYSTEM, account=account)
    client = log_in_with_code(account.email)
    assert on_record(account, "log_in") == [], "one factor has not logged in"
    client.post("/en/account/2fa/authenticate/", {"code": demonstration_code()})
    assert client.get("/en/work/").status_code == 200
    assert on_record(account, "log_in") == [{"proofs": ["code", "totp"]}]


def test_log_ins_of_applicants_are_their_own(account: Account) -> None:
    assert log_in_with_code(account.email).get("/en/my/").status_code == 200
    assert on_record(account, "log_in") == []


def test_a_second_factor_that_is_added_renewed_and_removed(account: Account) -> None:
    client = client_of(account.email, factors=1)
    client.get(ADD)
    secret = client.session["mfa.totp.secret"]
    counters = list(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
    assert client.post(ADD, {"code": code}).status_code == 302
    added = [{"change": "added", "kind": kind} for kind in ("recovery_codes", "totp")]
    assert sorted(on_record(account, "change_second_factor"), key=lambda facts: facts["kind"]) == added
    client = client_of(account.email)
    prove_again(client, account)
    client.post(RENEW)
    assert on_record(account, "change_second_factor")[2:] == [{"change": "renewed", "kind": "recovery_codes"}]
    client.post(REMOVE)
    assert not Authenticator.objects.exists()
    gone = [{"change": "removed", "kind": kind} for kind in ("totp", "recovery_codes")]
    assert on_record(account, "change_second_factor")[3:] == gone


def test_the_factor_of_the_demonstration_is_put_down_to_who_gave_it(account: Account) -> None:
    activate_demonstration_authenticator(acting_user=SYSTEM, account=account)
    (entry,) = entries_of_chain(f"account:{account.pk}").filter(act="change_second_factor")
    assert entry.account_id is None
