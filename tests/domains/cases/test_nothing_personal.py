"""Nothing that the applicant typed, and no note of an officer, lies readable anywhere in the database or file store."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.core.files.storage import default_storage

from tests.domains.cases.builders import SEOUL, TUTORIAL, Office, example
from watandoshlar.domains.cases.api import (
    answer_request,
    confirm_decision,
    issue_document,
    propose_decision,
    request_items,
    save_page,
    start_example,
    submit_draft,
    take_case,
)
from watandoshlar.domains.cases.demonstration import example_upload
from watandoshlar.domains.catalogue.api import current_version

pytestmark = pytest.mark.usefixtures("committed_db")

# Words that stand nowhere but in this application, letter by letter as they were typed.
TYPED = {
    "reader_name.family": "Zarifboyeva",
    "reader_name.given": "Oyniso",
    "occasion_other": "Xufiyona bayramimiz",
    "email": "xufiyona@example.net",
    "guest": "Mehmonali Sirliyev",
    "note": "Sirli eslatma",
    "second note": "Ikkinchi sirli eslatma",
    "refused": "Notoʻgʻri xufiyona kun",
    "file": "xufiyona-surat",
    "new email": "yangi-xufiyona@example.net",
}


def walk_a_whole_journey(office: Office) -> str:
    draft = start_example(
        acting_user=office.applicant,
        service=current_version("two-officers"),
        raw=example(TUTORIAL, "with-two-guests"),
        **SEOUL,
    )
    for page, typed, uploads in (
        (
            "reader",
            {
                "reader_name.family": TYPED["reader_name.family"],
                "reader_name.given": TYPED["reader_name.given"],
                "reader_name.patronymic": "",
                "reader_name.script": "Latn",
                "reader_name.source": "passport",
                "occasion": "other",
                "occasion_other": TYPED["occasion_other"],
            },
            {},
        ),
        ("guests", {"guest_list.1.guest_name": TYPED["guest"], "guest_list.1.guest_country": "KR"}, {}),
        ("finish", {"email": TYPED["refused"]}, {}),
        ("finish", {"email": TYPED["email"]}, {"picture": [example_upload(f"{TYPED['file']}.jpg", "photo")]}),
    ):
        save_page(
            acting_user=office.applicant,
            draft_id=draft.pk,
            page_id=page,
            typed={name: [value] for name, value in typed.items()},
            uploads=uploads,
        )
    case = submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="once-only")
    reference = case.reference
    take_case(acting_user=office.officer, reference=reference)
    due_on = case.submitted_at.date().replace(month=12)
    request_items(acting_user=office.officer, reference=reference, items=["email"], note=TYPED["note"], due_on=due_on)
    answer_request(acting_user=office.applicant, reference=reference, typed={"email": [TYPED["new email"]]})
    propose_decision(acting_user=office.officer, reference=reference, outcome="approve", note=TYPED["second note"])
    confirm_decision(acting_user=office.second, reference=reference, agrees=True, note=TYPED["note"])
    issue_document(acting_user=office.head, reference=reference)
    return reference


def rows_of_everything() -> Iterator[tuple[str, str]]:
    """Every row of every table as text; bytes as the letters that they would be."""
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"]) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                for value in row:
                    yield table, value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def files_of_everything(folder: str = "") -> Iterator[tuple[str, str]]:
    folders, names = default_storage.listdir(folder)
    for name in names:
        place = f"{folder}/{name}".lstrip("/")
        with default_storage.open(place) as kept:
            yield place, kept.read().decode("utf-8", "replace")
    for inner in folders:
        yield from files_of_everything(f"{folder}/{inner}".lstrip("/"))


def test_after_a_whole_journey(office: Office) -> None:
    reference = walk_a_whole_journey(office)
    kept = [*rows_of_everything(), *files_of_everything()]
    places = {place for place, _text in kept}
    assert {"audit_entry", "cases_caseevent", "notifications_letter", "procrastinate_jobs"} <= places
    assert {"cases_answerset", "cases_draft", "certificates_certificate", "evidence_storedfile"} <= places
    # The scan finds what is there to be found: the reference is no secret.
    assert any(reference in text for _place, text in kept)
    found = [
        (place, name) for place, text in kept for name, secret in TYPED.items() if secret.casefold() in text.casefold()
    ]
    assert found == []
