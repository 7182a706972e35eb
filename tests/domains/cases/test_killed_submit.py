"""The web process dies by kill -9 between any two statements of a submission: nothing is half done, nothing twice."""

import os
from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.domains.cases.builders import Office
from tests.dying import NEVER, answer_in_a_process
from watandoshlar.domains.cases.content import keep_content, open_content
from watandoshlar.domains.cases.models import Draft

DEATHS = 200
COUNTS = """
WITH jobs AS (
    SELECT args ->> 'letter_id' AS letter FROM procrastinate_jobs WHERE task_name = 'notifications.send_letter'
)
SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM cases_answerset),
       (SELECT count(*) FROM cases_caseevent), (SELECT count(*) FROM cases_draft WHERE submitted_as_id IS NOT NULL),
       (SELECT count(*) FROM audit_entry WHERE act = 'submit_draft'), (SELECT count(*) FROM notifications_letter),
       (SELECT count(DISTINCT letter) FROM jobs), (SELECT count(*) FROM jobs)
"""


def submit_in_a_process(client: Client, draft_id: UUID, key: str, point: int) -> tuple[str, int, bool]:
    """Submit in a process that dies at a point. Returns the address that it answered with, how many points it passed,
    and whether it was killed."""

    def answer() -> str:
        response = client.post(reverse("portal:submit", args=[draft_id]), {"idempotency_key": key})
        return response.headers["Location"]

    return answer_in_a_process(answer, point)


@pytest.fixture
def drafts(committed_db: None, office: Office) -> list[Draft]:
    """As many drafts as deaths, with the answers of one that was filled in by the acts."""
    filled = office.draft()
    content = open_content(filled)
    copies = []
    for _ in range(DEATHS + 2):
        draft = Draft(
            account=office.applicant, applicant=filled.applicant, version_id=filled.version_id, post=filled.post
        )
        draft.country = filled.country
        keep_content(draft, content)
        draft.save(force_insert=True)
        copies.append(draft)
    return copies


@pytest.fixture
def client(office: Office) -> Client:
    client = Client()
    client.force_login(office.applicant)
    return client


@pytest.fixture
def witness(drafts: list[Draft], client: Client) -> Iterator[psycopg.Connection]:
    """Sees only what is committed."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as found, override("uz"):
        # Forks inherit what the first request loads, so that each of them costs no more than its own request.
        client.post(reverse("portal:submit", args=[drafts.pop().pk]), {"idempotency_key": "key-of-the-first"})
        yield found


def counts(witness: psycopg.Connection) -> int:
    """How many submissions there are, each with everything that belongs to it exactly once."""
    found = witness.execute(COUNTS).fetchone()
    assert len(set(found)) == 1, f"cases, answers, events, drafts, entries, letters, letters in jobs, jobs: {found}"
    return found[0]


def reference_of(witness: psycopg.Connection, key: str) -> str | None:
    rows = witness.execute("SELECT reference FROM cases_case WHERE idempotency_key = %s", [key]).fetchall()
    assert len(rows) <= 1
    return rows[0][0] if rows else None


def check_draft(witness: psycopg.Connection, draft: Draft, reference: str | None) -> None:
    """The draft has its answers, and is submitted exactly when its case is there."""
    row = witness.execute(
        "SELECT d.answers, c.reference FROM cases_draft d LEFT JOIN cases_case c ON c.id = d.submitted_as_id "
        "WHERE d.id = %s",
        [draft.pk],
    ).fetchone()
    assert row == (bytes(draft.answers), reference)


@pytest.mark.long
def test_a_killed_submission_is_whole_or_not_there(
    witness: psycopg.Connection, drafts: list[Draft], client: Client
) -> None:
    address, points, was_killed = submit_in_a_process(client, drafts.pop().pk, "key-undisturbed", NEVER)
    assert address.endswith(f"{reference_of(witness, 'key-undisturbed')}/receipt/")
    assert not was_killed
    assert points > 15
    assert counts(witness) == 2
    ends = set()
    assert len(drafts) == DEATHS
    for number, draft in enumerate(drafts):
        point, key, before = number % (points + 1), f"key-{number:04}", counts(witness)
        acknowledged, _passed, was_killed = submit_in_a_process(client, draft.pk, key, point)
        assert was_killed
        assert bool(acknowledged) == (point == points)
        reference = reference_of(witness, key)
        assert counts(witness) == before + bool(reference)
        assert not acknowledged or acknowledged.endswith(f"{reference}/receipt/")
        check_draft(witness, draft, reference)
        ends.add((bool(reference), bool(acknowledged)))

        again = client.post(reverse("portal:submit", args=[draft.pk]), {"idempotency_key": key})
        assert reference in (None, reference_of(witness, key))
        assert again.headers["Location"].endswith(f"{reference_of(witness, key)}/receipt/")
        assert counts(witness) == before + 1
        check_draft(witness, draft, reference_of(witness, key))
    # Deaths before the commit, between the commit and the answer, and after the answer have all been seen.
    assert ends == {(False, False), (True, False), (True, True)}
