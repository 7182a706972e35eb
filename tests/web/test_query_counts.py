"""How many statements pages and acts send to the database, and that more rows do not mean more statements.

BEGIN and COMMIT count, and what a GET sends to forbid writing. A number that grows is a decision, not an accident.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plugins.log_in import client_of
from watandoshlar.domains.cases.api import Case, Draft, access_cases, access_drafts
from watandoshlar.foundation.references import make_reference

APPLICANT = "nodira@example.org"
OFFICER = "officer.seoul@example.org"
COPIES = 49


@dataclass(frozen=True)
class Visitor:
    """An applicant with a complete draft and a case, and the officer of their post."""

    client: Client
    officer: Client
    draft: Draft
    case: Case

    def page(self, place: str) -> str:
        return f"/uz/my/drafts/{self.draft.pk}/{place}"


@pytest.fixture
def visitor(demonstration) -> Visitor:
    case = demonstration.waiting
    return Visitor(client_of(APPLICANT), client_of(OFFICER), access_drafts(case.account).get(), case)


@pytest.fixture
def statements() -> Callable[..., list[str]]:
    """What one request sends, after another has opened the keys and read the service of this process."""

    def sent(client: Client, path: str, form: dict | None = None) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path) if form is None else client.post(path, form)
        assert answer.status_code == (200 if form is None else 302), path
        return [query["sql"] for query in queries.captured_queries]

    return sent


def copy_cases(case: Case, number: int) -> None:
    for _copy in range(number):
        case.pk, case._state.adding = None, True
        case.reference = case.idempotency_key = make_reference("WD", case.submitted_at.year)
        case.save()


def copy_drafts(draft: Draft, number: int) -> None:
    for _copy in range(number):
        copy = Draft(account=draft.account, applicant=draft.applicant, version=draft.version, post=draft.post)
        copy.answers, copy.country, copy.region = draft.answers, draft.country, draft.region
        copy.save(force_insert=True)


def test_landing(demonstration, statements):
    assert len(statements(Client(), "/uz/")) == 6


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("page/kind_of_stay/", 7),
        # Asks whom the account has applied for before, and their names.
        ("page/who/", 9),
        # Asks what the post charges.
        ("check/", 8),
    ],
)
def test_pages_of_a_draft(visitor, statements, place, number):
    statements(visitor.client, visitor.page(place))
    assert len(statements(visitor.client, visitor.page(place))) == number


def test_save_page(visitor, statements):
    statements(visitor.client, visitor.page("check/"))
    form = {"registration_kind": "temporary", "stay_purpose": "work"}
    assert len(statements(visitor.client, visitor.page("page/kind_of_stay/"), form)) == 9


def test_submit(visitor, statements):
    statements(visitor.client, visitor.page("check/"))
    sent = statements(visitor.client, visitor.page("submit/"), {"idempotency_key": "one-of-this-test"})
    # One transaction. Ten of its statements register the child that the draft is about; six ask for the fee.
    assert (len(sent), sent.count("COMMIT")) == (47, 1)


def test_case_page(visitor, statements):
    address = f"/uz/my/cases/{visitor.case.reference}/"
    statements(visitor.client, address)
    assert len(statements(visitor.client, address)) == 21


def test_own_page_with_any_number_of_drafts_and_cases(visitor, statements):
    before = statements(visitor.client, "/uz/my/")
    copy_drafts(visitor.draft, COPIES)
    copy_cases(visitor.case, COPIES)
    assert (access_drafts(visitor.draft.account).count(), access_cases(visitor.draft.account).count()) > (20, 20)
    # Two ask by what right the account acts for the people of all cases.
    assert len(statements(visitor.client, "/uz/my/")) == len(before) == 10


def test_queue_with_any_number_of_cases(visitor, statements):
    before = statements(visitor.officer, "/uz/work/")
    copy_cases(visitor.case, COPIES)
    assert len(statements(visitor.officer, "/uz/work/")) == len(before) == 11
