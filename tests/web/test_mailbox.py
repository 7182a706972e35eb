"""The mailbox page of a development installation: the letters, and the code for staff of the demonstration."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from watandoshlar.capabilities.access.api import activate_demonstration_authenticator, create_account
from watandoshlar.capabilities.audit.api import SYSTEM

pytestmark = pytest.mark.django_db
ADDRESS = "/en/mailbox/"


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.MAILBOX_DIRECTORY = str(tmp_path)
    return settings


def test_there_is_none_where_letters_are_really_sent(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404


def test_the_code_it_shows_is_accepted(client: Client, mailbox) -> None:
    account = create_account(acting_user=SYSTEM, email="officer@example.org", language="en")
    activate_demonstration_authenticator(acting_user=SYSTEM, account=account)
    code = client.get(ADDRESS).context["authenticator_code"]
    assert len(code) == 6
    assert get_user_model().objects.get().authenticator_set.get().wrap().validate_code(code)
    assert code in client.get(ADDRESS).content.decode()


def test_no_code_outside_a_demonstration(client: Client, mailbox) -> None:
    mailbox.DEMONSTRATION = False
    assert client.get(ADDRESS).context["authenticator_code"] == ""
