"""The page of the verifier at other times, and the closed list of its verdicts in words."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from tests.journeys.staff import seal_of
from watandoshlar.domains.certificates.api import Verdict, Verification, certificate_of, read_pdf
from watandoshlar.domains.certificates.rules import reading
from watandoshlar.foundation import clock
from watandoshlar.web import message_catalogues as texts
from watandoshlar.web.presenting.rights import UNSURE
from watandoshlar.web.verifier import embedding, presenting
from watandoshlar.web.verifier.presenting import VERDICTS, verdict_shown

PAGE = "/en/verify/"


@pytest.fixture
def pdf(demonstration) -> bytes:
    return read_pdf(certificate_of(demonstration.issued.reference))


def verdict(answer) -> str:
    assert "UNKNOWN TEMPLATE VARIABLE" not in answer.content.decode()
    return answer.context["result"]["code"]


def test_a_document_ends_the_day_after_its_last(demonstration, pdf: bytes) -> None:
    certificate, seal = certificate_of(demonstration.issued.reference), seal_of(pdf)
    days = (certificate.expires_on - clock.now().date()).days
    found = {}
    for later in (days, days + 2):
        with clock.fixed(clock.now() + timedelta(days=later)):
            upload = SimpleUploadedFile("paper.pdf", pdf, "application/pdf")
            found[later] = [
                verdict(Client().post(PAGE, {"seal": seal})),
                verdict(Client().post(PAGE, {"file": upload})),
            ]
    assert found == {days: ["VALID", "VALID"], days + 2: ["EXPIRED", "EXPIRED"]}


def test_an_expired_document_still_shows_what_was_sealed(demonstration, pdf: bytes) -> None:
    with clock.fixed(clock.now() + timedelta(days=400)):
        answer = Client().post(PAGE, {"seal": seal_of(pdf)})
    assert answer.context["result"]["tone"] == "warning"
    assert certificate_of(demonstration.issued.reference).number in answer.content.decode()


def test_every_verdict_has_words_and_only_a_valid_one_is_green() -> None:
    assert set(VERDICTS) == set(Verdict)
    shown = {
        (one, by_number): verdict_shown(Verification(one), by_number=by_number)
        for one in Verdict
        for by_number in (True, False)
    }
    assert {one for (one, _), row in shown.items() if row["tone"] == "success"} == {Verdict.VALID}
    assert all(str(row["title"]) and str(row["text"]) for row in shown.values())


@pytest.mark.parametrize("language", ["uz", "ru", "uz-arab"])
def test_every_word_of_the_closed_lists_is_there_in_every_language(language: str) -> None:
    """Also where a language may lack texts: a verdict in other letters is none for whoever cannot read them."""
    lists = (VERDICTS, presenting.VERDICTS_BY_NUMBER, presenting.FILE_WARNINGS)
    with override("en"):
        said = {str(text) for shown in lists for _tone, *words in shown.values() for text in words}
        said |= {str(text) for text in (presenting.COPY, presenting.SIGNED_FACTS, presenting.REGISTER_FACTS)}
        said |= {*embedding._words().values(), str(UNSURE)}
    catalogue = texts.read(language)
    assert {text for text in said if not (found := catalogue.get(text)) or not found.string} == set()
    assert len(said) > 70


@pytest.mark.parametrize("sent", [{}, {"seal": ""}, {"seal": "x" * 9000}, {"number": "", "code": "ABC"}])
def test_nothing_useful_sent_is_a_verdict_too(db, sent: dict) -> None:
    assert verdict(Client().post(PAGE, sent)) in ("UNREADABLE", "NOT_OURS")


@pytest.mark.parametrize("failure", ["os.abort()", "bytes(2 * 1024**3)"])
def test_a_file_that_ends_its_reader_is_a_verdict_too(db, monkeypatch, tmp_path, failure: str) -> None:
    examiner = tmp_path / "codes.py"
    examiner.write_text(f"import os\n\n\ndef examine(content, prefix):\n    {failure}\n")
    monkeypatch.setattr(reading, "_EXAMINER", examiner)
    answer = Client().post(PAGE, {"file": SimpleUploadedFile("paper.png", b"\x89PNG", "image/png")})
    assert (answer.status_code, verdict(answer)) == (200, "UNEXAMINED")


def test_the_number_from_the_printed_link_is_filled_in(db) -> None:
    assert 'value="UZ-CR-26-7K3M9Q4A"' in Client().get(f"{PAGE}?n=UZ-CR-26-7K3M9Q4A").content.decode()


def test_a_number_typed_elsewhere_is_filled_in_without_an_address_of_its_own(db) -> None:
    page = Client().get("/verifier/en/").content.decode()
    (form,) = re.findall(r'<form[^>]*id="by-number"[^>]*>', page)
    assert 'method="post"' in form
    address = re.search(r'action="([^"]*)"', form)[1]
    # Without a token and a cookie, as the page that works without a network sends it.
    answer = Client(enforce_csrf_checks=True).post(address, {"number": " UZ-CR-26-7K3M9Q4A "})
    content = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="UZ-CR-26-7K3M9Q4A"' in content
    assert 'id="verdict"' not in content
    # What is typed there is checked at the address of the check.
    assert set(re.findall(r'<form method="post" action="([^"]*)"', content)) == {PAGE}
    assert Client().get(address)["Location"] == PAGE


def test_guessing_a_code_ends_soon(demonstration) -> None:
    number = certificate_of(demonstration.issued.reference).number
    statuses = [Client().post(PAGE, {"number": number, "code": f"22222{n % 8 + 2}"}).status_code for n in range(25)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
