"""A case keeps the words and questions of the version it was submitted under, byte by byte."""

import re
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from tests.domains.cases.builders import TUTORIAL, Office, apply_latest_policy, reread
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import (
    Case,
    access_draft,
    answers_of,
    issue_document,
    journey_of_case,
    propose_decision,
    service_of,
    submit_draft,
    take_case,
)
from watandoshlar.domains.catalogue.api import current_version, publish_version
from watandoshlar.domains.catalogue.queries import _service
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.web.presenting.answers import answer_sections

pytestmark = pytest.mark.django_db
LANGUAGES = ("uz", "uz-cyrl", "uz-arab", "ru", "en")
# What differs between two answers to the same request.
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """The tutorial's folder, for an owner to change."""
    return copytree(settings.SERVICES_DIRECTORY / TUTORIAL, tmp_path / TUTORIAL)


def change(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")


def publish_changes(folder: Path) -> list[str]:
    """Three publications: other words, an added question, and one that breaks what was answered."""
    hashes = []
    for number, policy in enumerate(("keep", "offer", "migrate")):
        change(folder, "texts/en.yaml", "title: ", f"title: {number} ")
        if number == 1:
            change(folder, "definition.yaml", "max_length: 80", "max_length: 10")
            change(folder, "definition.yaml", 'length: "3"', 'length: "9"')
            for example in (folder / "examples").glob("*.yaml"):
                # Their days and longer answers are those of the first version.
                words = re.sub(r"\n    due: .*", "", example.read_text(encoding="utf-8"))
                example.write_text(re.sub(r"occasion_other: .*", "occasion_other: Toʻy", words), encoding="utf-8")
        if number == 2:
            change(folder, "definition.yaml", "second_officer: false", "second_officer: true")
            for example in (folder / "examples").glob("*.yaml"):
                words = example.read_text(encoding="utf-8").replace("second_officer: false", "second_officer: true")
                words = words.replace("approve, issue", "approve, second, issue").replace("refuse]", "refuse, second]")
                example.write_text(words, encoding="utf-8")
        service = publish_version(acting_user=SYSTEM, folder=folder, draft_policy=policy)
        apply_latest_policy(TUTORIAL)
        hashes.append(service.hash)
    return hashes


def sections(case: Case) -> list:
    journey = journey_of_case(case, answers_of(case))
    shown = []
    for language in LANGUAGES:
        with override(language):
            found = answer_sections(journey, service_of(case).texts(language), language)
            shown.append([(part["title"], [(row["label"], row["lines"]) for row in part["rows"]]) for part in found])
    return [str(language) for language in shown]


def pages(client: Client, case: Case) -> list[bytes]:
    rendered = []
    for name in ("answers", "case", "receipt"):
        for language in LANGUAGES:
            with override(language):
                response = client.get(reverse(f"portal:{name}", args=[case.reference]))
            assert response.status_code == 200
            rendered.append(CHANGING.sub(b"", response.content))
    return rendered


def test_a_case_reads_the_same_after_later_publications(office: Office, folder: Path, client: Client) -> None:
    client.force_login(office.applicant)
    case, draft = office.case("in_review"), office.draft()
    before = sections(case), pages(client, case), case.due_at, case.version_id
    hashes = publish_changes(folder)
    assert len({case.version_id, *hashes}) == 4
    assert current_version(TUTORIAL).hash == hashes[-1]
    # As another process would read it: nothing compiled is at hand.
    _service.cache_clear()
    case = reread(case)
    assert (sections(case), pages(client, case), case.due_at, case.version_id) == before
    # The draft, which was moved, is another matter: it reads as the new version, and the case does not.
    moved, _content = access_draft(office.applicant, draft.pk)
    assert moved.version_id == hashes[-1]
    assert service_of(moved).texts("en").title != service_of(case).texts("en").title


def test_a_case_is_decided_and_its_document_worded_by_its_version(office: Office, folder: Path) -> None:
    case = office.case()
    title = service_of(case).texts("en").document.title
    change(folder, "texts/en.yaml", str(title), "Quite another title")
    publish_changes(folder)
    take_case(acting_user=office.officer, reference=case.reference)
    # One officer decides, as the version says under which one applied.
    propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")
    issue_document(acting_user=office.officer, reference=case.reference)
    assert certificate_of(case.reference).titles["en"] == str(title)


def test_a_draft_that_was_kept_is_submitted_under_its_version(office: Office, folder: Path) -> None:
    draft = office.draft()
    change(folder, "texts/en.yaml", "title: ", "title: New ")
    newer = publish_version(acting_user=SYSTEM, folder=folder, draft_policy="keep")
    assert apply_latest_policy(TUTORIAL) == 0
    case = submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="under-the-old")
    assert case.version_id == draft.version_id != newer.hash
    with override_settings(SERVICES_DIRECTORY=folder.parent):
        call_command("publish_services", TUTORIAL, verbosity=0)
    assert reread(case).version_id == draft.version_id
