"""A sign-up through the log-in library is written into the audit log like every other new account."""

import pytest
from django.test import Client

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import entries_of_chain

WAYS = ("signup/", "signup/passkey/")


@pytest.mark.parametrize("way", WAYS)
def test_a_sign_up_is_committed_with_its_entry(committed_db, way: str) -> None:
    """Really committed: the entry refuses to be written outside the transaction of its account."""
    answer = Client().post(f"/ru/account/{way}", {"email": "New@Example.org"})
    assert answer.status_code == 302
    account = Account.objects.get()
    assert (account.email, account.language) == ("new@example.org", "ru")
    assert [entry.act for entry in entries_of_chain(f"account:{account.pk}")] == ["create_account"]
