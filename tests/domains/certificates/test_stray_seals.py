"""A seal of one of our keys that the register did not issue: red, and the keepers hear of it once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.domains.certificates.conftest import ISSUED_AT
from tests.domains.certificates.test_register import seal_of
from watandoshlar.capabilities.access.api import assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.models import KeyAlarm, SigningKey
from watandoshlar.domains.certificates.rules.claims import BIRTH_DATE, FULL_NAME
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import Verdict, make_seal, read_seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_day_of_issue")]
LATER = ISSUED_AT + timedelta(days=1)
SECRET = "UZ-CR-26-SECRET22"


@pytest.fixture
def claims(certificate):
    return read_seal(seal_of(certificate), api.trusted_keys(), LATER).claims


@pytest.fixture
def keeper():
    keeper = create_account(acting_user=SYSTEM, email="keeper@example.org", language="en")
    assign_role(acting_user=SYSTEM, account=keeper, role="key_keeper")
    return keeper


def signed(claims, **changes):
    return make_seal(replace(claims, **changes), signer_for(claims.document_type))


def test_what_the_register_did_not_issue_is_not_accepted_and_shows_nothing(certificate, claims):
    found = api.verify_seal(signed(claims, number=SECRET), LATER)
    assert (found.verdict, found.facts, found.warning) == (Verdict.NOT_IN_REGISTER, (), None)
    assert (found.stray.number, found.stray.key_id) == (SECRET, certificate.key_id)
    assert api.verify_seal(seal_of(certificate), LATER).stray is None


@pytest.mark.parametrize("days", [-400, 1, 4000], ids=["before", "meanwhile", "after"])
def test_dates_do_not_hide_it(claims, days):
    assert api.verify_seal(signed(claims, number=SECRET), ISSUED_AT + timedelta(days=days)).verdict in (
        Verdict.NOT_IN_REGISTER,
        Verdict.UNKNOWN_KEY,
    )


def test_a_number_that_exists_lends_nothing_to_another_seal(certificate, claims):
    """Whoever holds the key writes the number of an honest document under another name."""
    forged = signed(claims, identity={**claims.identity, FULL_NAME: "SOMEBODY ELSE"})
    assert api.verify_seal(forged, LATER).verdict is Verdict.NOT_IN_REGISTER
    assert api.verify_seal(signed(claims), LATER).verdict is Verdict.VALID


@pytest.mark.parametrize("number", ["", "a\0b", "\u202e" * 3, "9" * 300], ids=["empty", "zero", "turned", "long"])
def test_whatever_stands_for_a_number_is_reported(claims, number):
    found = api.verify_seal(signed(claims, number=number), LATER)
    assert found.verdict is Verdict.NOT_IN_REGISTER
    alarm = api.report_stray_seal(acting_user=SYSTEM, stray=found.stray)
    assert 0 < len(alarm.number) <= 60
    assert alarm.number.isprintable()


def test_a_withdrawn_key_keeps_its_own_verdict(claims):
    seal = signed(claims, number=SECRET)
    api.revoke_signing_key(acting_user=SYSTEM, key_id=signer_for(claims.document_type).key.key_id)
    assert api.verify_seal(seal, LATER).verdict is Verdict.KEY_REVOKED


def test_the_page_shows_it_and_keepers_hear_once_of_each_number(claims, keeper):
    numbers = (SECRET, SECRET, "UZ-CR-26-SECRET33", SECRET)
    page = reverse("verifier:verify")
    with clock.fixed(LATER):
        for number in numbers:
            result = Client().post(page, {"seal": signed(claims, number=number)}).context["result"]
            assert (result["tone"], result["code"]) == ("error", "NOT_IN_REGISTER")
    letters = Letter.objects.filter(account=keeper, code="signing_key_stray")
    assert sorted(letter.facts["number"] for letter in letters) == sorted(set(numbers))
    entries = [entry for entry in entries_of_chain("keys") if entry.act == "signing_key_stray"]
    assert [entry.facts["number"] for entry in entries] == [SECRET, "UZ-CR-26-SECRET33"]
    told = str([entry.facts for entry in entries]) + str([letter.facts for letter in letters])
    assert not any(str(claims.identity[name]) in told for name in (FULL_NAME, BIRTH_DATE))


def test_looking_at_a_document_of_ours_alarms_nobody(certificate, keeper):
    Client().post(reverse("verifier:verify"), {"seal": seal_of(certificate)})
    assert not KeyAlarm.objects.filter(cause="stray").exists()


@pytest.mark.parametrize("row", [("stray", ""), ("rate", SECRET)], ids=" ".join)
def test_the_database_holds_what_an_alarm_names(certificate, row):
    cause, number = row
    key = SigningKey.objects.get(key_id=certificate.key_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyAlarm.objects.create(key=key, cause=cause, since=LATER, number=number)


def test_the_database_holds_one_alarm_for_a_number(certificate):
    key = SigningKey.objects.get(key_id=certificate.key_id)
    KeyAlarm.objects.create(key=key, cause="stray", since=LATER, number=SECRET)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyAlarm.objects.create(key=key, cause="stray", since=LATER + timedelta(days=1), number=SECRET)
