"""Accounts: one for an address, proven without a password, and their language."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from watandoshlar.capabilities.access.api import Account, create_account, set_language
from watandoshlar.capabilities.access.errors import EmailTaken
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUserRequired, entries_of_chain


@pytest.mark.parametrize("email", ["nodira@example.org", "Nodira@Example.ORG", "  NODIRA@example.org "])
def test_an_address_has_one_account(account: Account, email: str) -> None:
    with pytest.raises(EmailTaken):
        create_account(acting_user=SYSTEM, email=email, language="ru")
    assert list(Account.objects.values_list("email", "language")) == [("nodira@example.org", "uz")]
    assert Account.objects.with_email(email).get() == account


def test_two_at_once_make_one_account(committed_db: None) -> None:
    def create(_attempt: int) -> bool:
        try:
            create_account(acting_user=SYSTEM, email="nodira@example.org", language="uz")
        except EmailTaken:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as attempts:
        assert sorted(attempts.map(create, range(4))) == [False, False, False, True]
    assert Account.objects.count() == 1


def test_the_database_refuses_capitals_that_would_be_a_second_account(account: Account) -> None:
    with pytest.raises(IntegrityError, match="access_account_email_lower_case"), transaction.atomic():
        Account.objects.create(email="Nodira@example.org")


def test_a_new_account_has_no_password(account: Account) -> None:
    assert not account.has_usable_password()
    assert not account.check_password("")


def test_a_new_account_can_log_in_with_a_code(account: Account) -> None:
    (address,) = EmailAddress.objects.all()
    assert (address.user, address.email, address.verified, address.primary) == (account, account.email, True, True)


def test_a_new_account_is_written_down_without_its_address(account: Account) -> None:
    (entry,) = entries_of_chain(f"account:{account.pk}")
    assert (entry.act, entry.account_id, entry.facts) == ("create_account", None, {"account": account.pk})


@pytest.mark.django_db
def test_nobody_opens_no_account() -> None:
    with pytest.raises(ActingUserRequired):
        create_account(acting_user=None, email="nodira@example.org", language="uz")
    assert not Account.objects.exists()


def test_a_language_is_remembered(account: Account) -> None:
    set_language(acting_user=account, language="uz-arab")
    assert Account.objects.get().language == "uz-arab"
    assert [entry.facts for entry in entries_of_chain(f"account:{account.pk}")][1:] == [{"language": "uz-arab"}]


@pytest.mark.parametrize("language", ["uz", "xx", ""])
def test_the_same_or_an_unknown_language_changes_nothing(account: Account, language: str) -> None:
    set_language(acting_user=account, language=language)
    assert Account.objects.get().language == "uz"
    assert entries_of_chain(f"account:{account.pk}").count() == 1
