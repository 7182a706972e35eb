"""Status lists are fetched whole, by anybody and any machine, and nothing in a request or an answer names a person."""

import gzip
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import brotli
import pytest
from django.test import Client
from django.urls import get_resolver

from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import register_person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.crypto.status_list import read_cwt, read_jwt

pytestmark = pytest.mark.django_db
JWT, CWT = "application/statuslist+jwt", "application/statuslist+cwt"


@pytest.fixture
def certificate() -> api.Certificate:
    account = create_account(acting_user=SYSTEM, email="oygul@example.org", language="uz")
    record = api.CertificateRecord(
        document_type="consular-registration",
        languages=["uz"],
        titles={"uz": "Maʼlumotnoma"},
        holder={"family": "QODIROVA", "given": "OYGUL", "patronymic": "", "script": "Latn"},
        birth_date="1990-02-14",
        rows=[],
        post_code="seoul",
        post_names={"uz": "Seul"},
        issued_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
        expires_on=date(2031, 11, 21),
    )
    person = register_person(acting_user=account, relation="myself")
    return api.issue_certificate(acting_user=SYSTEM, subject="S", person=person, record=record)


@pytest.fixture
def address(certificate: api.Certificate) -> str:
    return f"/status-lists/{api.copies_of(certificate)[0].status_list_id}"


def test_the_address_in_the_seal_leads_to_the_list(client: Client, certificate: api.Certificate, address: str) -> None:
    (copy,) = api.copies_of(certificate)
    signer, uri = signer_for("status-lists"), api.list_uri(copy.status_list_id)
    assert uri == f"http://testserver{address}"
    keys = {signer.key_id: signer.public_key}
    asked_for = {kind: client.get(address, headers={"Accept": kind}) for kind in (JWT, CWT)}
    assert {kind: answer["Content-Type"] for kind, answer in asked_for.items()} == {JWT: JWT, CWT: CWT}
    token = read_jwt(asked_for[JWT].content.decode(), keys, uri)
    assert read_cwt(asked_for[CWT].content, keys, uri) == token
    assert token.status(copy.position) == 0
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    api.publish_status_lists(acting_user=SYSTEM)
    assert read_jwt(client.get(address).content.decode(), keys, uri).status(copy.position) == 1


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", JWT),
        ("*/*", JWT),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JWT),
        (f"{JWT};q=0.5, {CWT}", CWT),
        (f"{CWT};q=0.1, {JWT}", JWT),
    ],
)
def test_whoever_asks_chooses_the_token(client: Client, address: str, accept: str, kind: str) -> None:
    headers = {"Accept": accept} if accept else {}
    assert client.get(address, headers=headers)["Content-Type"] == kind


def test_another_form_and_another_list_are_refused(client: Client, address: str) -> None:
    assert client.get(address, headers={"Accept": "application/json"}).status_code == 406
    assert client.get("/status-lists/nowhere").status_code == 404
    assert client.post(address).status_code == 405


def test_an_answer_is_everybodys(client: Client, address: str, certificate: api.Certificate) -> None:
    """For one who is logged in as for one who is not: no cookie, nothing by which caches part readers, any site."""
    stranger = client.get(address, headers={"Accept-Language": "ru"})
    client.force_login(create_account(acting_user=SYSTEM, email="holder@example.org", language="ru"))
    for answer in (stranger, client.get(address), client.get("/status-lists/")):
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, max-age=60"
        assert answer["Vary"] == "Accept, Accept-Encoding"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Content-Language" not in answer
    assert client.get(address).content == stranger.content


@pytest.mark.parametrize("kind", [JWT, CWT])
@pytest.mark.parametrize(
    ("offered", "coding", "undo"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("identity", "", bytes),
        ("", "", bytes),
    ],
)
def test_an_answer_is_as_small_as_the_reader_allows(
    client: Client, address: str, kind: str, offered: str, coding: str, undo
) -> None:
    plain = client.get(address, headers={"Accept": kind})
    answer = client.get(address, headers={"Accept": kind, "Accept-Encoding": offered})
    assert answer.get("Content-Encoding", "") == coding
    assert undo(answer.content) == plain.content
    assert (answer["ETag"] == plain["ETag"]) is not bool(coding)


def test_what_did_not_change_is_not_sent_again(client: Client, address: str, certificate: api.Certificate) -> None:
    first = client.get(address)
    headers = {"If-None-Match": first["ETag"]}
    again = client.get(address, headers=headers)
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    assert client.get(address, headers={**headers, "Accept": CWT}).status_code == 200
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    api.publish_status_lists(acting_user=SYSTEM)
    changed = client.get(address, headers=headers)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_list_of_lists_names_all_of_them(client: Client, address: str) -> None:
    answer = client.get("/status-lists/")
    (listed,) = answer.json()["lists"]
    assert answer.json()["status_lists"] == [f"http://testserver{address}"] == [listed["uri"]]
    assert (listed["version"], listed["year"], listed["size"], listed["bits"]) == (1, 2031, 2**20, 2)
    assert listed["id"] == address.rpartition("/")[2]


def test_an_answer_costs_few_queries(client: Client, address: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(4):
        client.get(address)
    with django_assert_max_num_queries(4):
        client.get("/status-lists/")


def addresses(patterns: list, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, route)
        elif pattern.callback.__module__.startswith("watandoshlar.web.registers"):
            yield route


def test_no_address_takes_anything_of_a_person() -> None:
    """Neither a number nor a position nor a copy has an address: only a list as a whole, and an authority by name."""
    found = set(addresses(get_resolver().url_patterns))
    parameters = {name for address in found for name in re.findall(r"<(?:\w+:)?(\w+)>", address)}
    assert "status-lists/<slug:list_id>" in found
    assert parameters == {"list_id", "name"}


@pytest.mark.parametrize("asked", ["?idx=5", "?number=UZ-CR-26-7K3M9Q4A", "?position=1&copy=ab"])
def test_whatever_is_asked_besides_changes_nothing(client: Client, address: str, asked: str) -> None:
    assert client.get(address + asked).content == client.get(address).content


def test_a_list_says_nothing_of_who_is_in_it(client: Client, address: str, certificate: api.Certificate) -> None:
    """Two lists of the same length for one document and for many; neither number, name nor post is in any of them."""
    text = client.get(address).content.decode() + client.get("/status-lists/").content.decode()
    for secret in (certificate.number, "QODIROVA", "seoul", "consular", api.copies_of(certificate)[0].pk):
        assert secret not in text
