"""What the document of a case says of its day and of its post."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.domains.cases.builders import TUTORIAL, Office, account_of, example, worker_of
from tests.journeys.staff import words_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.documents import certificate_record
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.catalogue.api import publish_version
from watandoshlar.domains.certificates.api import certificate_of, read_pdf
from watandoshlar.domains.certificates.rules.numbers import ALPHABET
from watandoshlar.foundation import clock

# Half past nine in the morning in Vladivostok, while it is still yesterday by UTC.
MORNING = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
ISSUED_ON, LAST_DAY = date(2026, 11, 3), date(2026, 12, 3)


@pytest.fixture
def office(posts: None, tmp_path: Path) -> Office:
    """The post of Vladivostok, which issues the letter of the tutorial for a month."""
    folder = copytree(settings.SERVICES_DIRECTORY / TUTORIAL, tmp_path / TUTORIAL)
    definition = folder / "definition.yaml"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace("\ndocument:\n", "\ndocument:\n  valid_for: {length: 1, unit: months}\n"))
    publish_version(acting_user=SYSTEM, folder=folder)
    officer = worker_of("officer", "officer", get_post("vladivostok"))
    return Office(
        applicant=account_of("nodira"),
        officer=officer,
        second=officer,
        head=officer,
        abroad=officer,
        capital=officer,
        raw=example(TUTORIAL, "another-occasion"),
        place={"country": "RU", "region": "RU-PRI"},
    )


def test_a_document_bears_the_day_of_its_post(office: Office) -> None:
    with clock.fixed(MORNING):
        case = office.case("approved")
        record = certificate_record(case, service_of(case), answers_of(case))
    assert (record.issued_at.date(), record.expires_on) == (ISSUED_ON, LAST_DAY)


def test_paper_and_verifier_name_the_days_and_the_post_alike(office: Office) -> None:
    with clock.fixed(MORNING):
        certificate = certificate_of(office.case("issued").reference)
        pdf = read_pdf(certificate)
        (code,) = set(re.findall(rf"(?<![\w-])[{ALPHABET}]{{6}}(?!\w)", words_of(pdf)))
        ways = ({"file": SimpleUploadedFile("paper.pdf", pdf)}, {"number": certificate.number, "code": code})
        answers = [Client().post("/ru/verify/", sent) for sent in ways]
    days = {f"{day:%d.%m.%Y}" for day in (ISSUED_ON, LAST_DAY)}
    found = re.findall(r"\d\d\.\d\d\.\d{4}", words_of(pdf))
    assert days <= set(found)
    assert f"{MORNING:%d.%m.%Y}" not in found
    for answer in answers:
        assert answer.context["result"]["code"] == "VALID"
        assert days | {"Владивосток"} <= {str(value) for _label, value in answer.context["result"]["facts"]}
