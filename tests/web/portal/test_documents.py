"""The documents that somebody holds: whose they are, what is told of those of others, and what is kept on a phone."""

import re
import secrets
from base64 import b64decode
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.applications import example_in_seoul
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import Case, save_page, start_example
from watandoshlar.domains.certificates.acts.print_card import MOST_CARDS
from watandoshlar.domains.certificates.api import (
    Certificate,
    revoke_certificate,
    suspend_certificate,
    verify_seal,
    verify_upload,
)
from watandoshlar.domains.certificates.holdings import seal_text_of
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import Verdict
from watandoshlar.foundation.references.document_number import compose_number

HOLDER, HUSBAND, STRANGER = "laylo@example.org", "bakyt@example.org", "nodira@example.org"


@pytest.fixture
def held(demonstration) -> dict[str, Certificate]:
    """The documents of the demonstration: `certificate` and `card` of the holder, `son` hers too, `husband` his."""
    rows = Certificate.objects.filter(document_type__startswith="compatriot-")
    names = {"compatriot-certificate": "certificate", "compatriot-card": "card"}
    found = {names[row.document_type]: row for row in rows if row.document_type in names}
    family = [row for row in rows if row.document_type == "compatriot-family-card"]
    mine = {row.number for row in _shown(client_of(HOLDER))}
    return found | {"son" if row.number in mine else "husband": row for row in family}


def _shown(client: Client) -> list[Certificate]:
    groups = client.get(at("portal:documents")).context["groups"]
    numbers = [card["reference"] for group in groups for card in group["cards"]]
    return list(Certificate.objects.filter(number__in=numbers))


def at(name: str, *place: object) -> str:
    with override("en"):
        return reverse(name, args=place)


@pytest.fixture
def client(held) -> Client:
    return client_of(HOLDER)


def test_somebody_sees_their_own_and_those_of_their_child(client: Client, held) -> None:
    groups = client.get(at("portal:documents")).context["groups"]
    assert [len(group["cards"]) for group in groups] == [2, 1]
    assert {card["reference"] for card in groups[0]["cards"]} == {held["certificate"].number, held["card"].number}
    assert [card["reference"] for card in groups[1]["cards"]] == [held["son"].number]
    assert "Sydykov" in groups[1]["name"]


@pytest.mark.parametrize("page", ["held_document", "held_pdf", "held_code", "my_card"])
@pytest.mark.parametrize("somebody", [HUSBAND, STRANGER, "officer.seoul@example.org"])
def test_nobody_else_opens_a_document(held, page: str, somebody: str) -> None:
    assert client_of(somebody).get(at(f"portal:{page}", held["card"].number)).status_code == 404
    assert Client().get(at(f"portal:{page}", held["card"].number)).status_code == 302
    assert client_of(somebody).get(at(f"portal:{page}", "UZ-CC-26-23456785")).status_code == 404


def test_of_the_documents_of_others_only_kind_and_status_are_told(client: Client, held) -> None:
    page = client.get(at("portal:held_document", held["card"].number))
    told = {(one["url"] != "", one["number"]) for one in page.context["resting"]}
    assert told == {(True, held["son"].number), (False, "")}
    assert held["husband"].number not in page.content.decode()
    his = client_of(HUSBAND).get(at("portal:held_document", held["husband"].number))
    assert his.context["base"]["url"] == ""
    assert held["card"].number not in his.content.decode()
    assert "Tursunova" not in his.content.decode()


def fetch(client: Client, held) -> None:
    """The holder gets what is ready at its application, as the first fetching asks for."""
    for name in ("certificate", "card"):
        assert client.post(at("portal:document", held[name].subject)).status_code in (200, 302)


def test_what_waits_to_be_fetched_is_fetched_at_its_application(client: Client, held) -> None:
    """A fee may hold it back there, and this page is no way around it."""
    son = held["son"]
    page = client.get(at("portal:held_document", son.number))
    assert (page.context["waits_at"], page.context["picture"]) == (son.subject, "")
    for name in ("held_pdf", "held_code", "my_card"):
        assert client.get(at(f"portal:{name}", son.number)).headers["Location"] == at("portal:case", son.subject)


def test_what_is_kept_on_a_phone_is_found_genuine(client: Client, held) -> None:
    number = held["certificate"].number
    fetch(client, held)
    picture = client.get(at("portal:held_code", number))
    saved = client.get(at("portal:my_card", number)).content.decode()
    printed = client.get(at("portal:held_pdf", number))
    assert verify_upload(picture.content, clock.now()).verdict is Verdict.VALID
    assert verify_upload(printed.content, clock.now()).verdict is Verdict.VALID
    # Nothing is fetched when it is opened: every picture is inside, and there is no script.
    addresses = re.findall(r'(?:src|href)="([^"]*)"', saved)
    assert addresses
    assert all(address.startswith("data:image/") for address in addresses)
    assert "<script" not in saved
    photo = next(address for address in addresses if address.startswith("data:image/jpeg"))
    assert b64decode(photo.partition(",")[2]).startswith(b"\xff\xd8")


def test_a_document_that_does_not_count_says_so_and_where_to_complain(client: Client, held) -> None:
    card = held["card"]
    fetch(client, held)
    suspend_certificate(acting_user=SYSTEM, number=card.number, reason="lost_or_stolen")
    page = client.get(at("portal:held_document", card.number))
    assert page.context["notice"]["kind"] == "disputed"
    assert page.context["tone"] == "waiting"
    assert page.context["rights"] == []
    assert at("portal:appeal_against", card.subject) in page.content.decode()
    assert "data:image/svg+xml" not in page.content.decode()


def test_the_family_card_dies_with_the_principals(client: Client, held) -> None:
    revoke_certificate(acting_user=SYSTEM, number=held["card"].number, reason="obtained_by_fraud")
    his = client_of(HUSBAND).get(at("portal:held_document", held["husband"].number))
    assert (his.context["tone"], his.context["counts"]) == ("bad", False)
    assert client.get(at("portal:held_document", held["certificate"].number)).context["counts"]


def test_rights_and_services_stand_on_the_page(client: Client, held) -> None:
    fetch(client, held)
    page = client.get(at("portal:held_document", held["card"].number))
    assert page.context["rights"]
    assert (page.context["change"], page.context["renewal"]) == ("compatriot-card-change", "")
    assert page.context["base"]["url"] == at("portal:held_document", held["certificate"].number)
    assert "wallet" in page.context
    assert verify_seal(_seal_of(page), clock.now()).verdict is Verdict.VALID


def _seal_of(page) -> str:
    return seal_text_of(Certificate.objects.get(number=page.context["number"]))


def test_a_card_to_print_is_made_by_a_press_and_not_without_end(client: Client, held) -> None:
    fetch(client, held)
    place = at("portal:print_card", held["card"].number)
    assert client.get(place).headers["Location"] == at("portal:held_document", held["card"].number)
    assert client.post(at("portal:print_card", held["certificate"].number)).status_code == 302
    for _time in range(MOST_CARDS):
        made = client.post(place)
        assert made.headers["Content-Type"] == "application/pdf"
    assert verify_upload(made.content, clock.now()).verdict is Verdict.VALID
    assert client.post(place).status_code == 302
    assert held["card"].copies.filter(form="card").count() == MOST_CARDS
    assert client_of(STRANGER).post(place).status_code == 404


@pytest.mark.parametrize("language", ["en", "ru", "uz", "uz-cyrl", "uz-arab"])
def test_every_page_opens_in_every_language(client: Client, held, language: str) -> None:
    fetch(client, held)
    for name, place in (
        ("documents", ()),
        ("held_document", (held["card"].number,)),
        ("my_card", (held["card"].number,)),
    ):
        with override(language):
            assert client.get(reverse(f"portal:{name}", args=place)).status_code == 200


def test_who_has_a_card_reads_how_to_get_a_new_one(client: Client, held) -> None:
    holder = Account.objects.get(email=HOLDER)
    asked = example_in_seoul("compatriot-card", "first-by-origin")
    asked["raw"]["answers"]["base"]["certificate"] = held["certificate"].number
    draft = start_example(acting_user=holder, **asked)
    sent = client.post(at("portal:submit", draft.pk), {"idempotency_key": "a-second-card"})
    assert sent["Location"].partition("?")[0] == at("portal:page", draft.pk, "who")
    (message,) = client.get(sent["Location"]).context["messages"]
    assert str(message) == asked["service"].texts("en").document.once
    # Nothing of the draft is lost: she says that the new card takes the place of the old one.
    typed = {"request": ["renewal"]}
    save_page(acting_user=holder, draft_id=draft.pk, page_id="who", typed=typed | {"applicant.role": ["myself"]})
    numbers = {"certificate": [held["certificate"].number], "old_card": [held["card"].number]}
    save_page(acting_user=holder, draft_id=draft.pk, page_id="base", typed=numbers)
    sent = client.post(at("portal:submit", draft.pk), {"idempotency_key": "a-second-card"})
    assert sent["Location"].startswith(at("portal:receipt", Case.objects.latest("pk").reference))


def copy_document(certificate: Certificate, times: int) -> None:
    for place in range(times):
        certificate.subject = f"copy-{place}-of-{certificate.document_type}"
        certificate.number = compose_number("UZ", certificate.document_type, date(2026, 11, 2), secrets.choice)
        certificate._state.adding = True
        certificate.save(force_insert=True)


def test_more_documents_do_not_mean_more_statements(client: Client, held) -> None:
    def statements(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    fetch(client, held)
    few = statements(at("portal:documents")), statements(at("portal:held_document", held["certificate"].number))
    copy_document(held["husband"], 5)
    copy_document(held["card"], 20)
    many = statements(at("portal:documents")), statements(at("portal:held_document", held["certificate"].number))
    assert many == few
    assert few == (11, 22)
