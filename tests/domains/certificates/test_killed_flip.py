"""A process dies by kill -9 between any two statements of a withdrawal: all forms count, or none does."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle

import psycopg
import pytest
from procrastinate.contrib.django import app

from tests.dying import NEVER, answer_in_a_process
from tests.workers import work_off_jobs
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.acts._lists import PUBLISH_TASK
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.crypto.status_list import read_jwt

DEATHS = 60
STATUSES = """
SELECT c.status, c.own_status, (SELECT count(*) FROM certificates_statuschange s WHERE s.certificate_id = c.number),
       (SELECT count(*) FROM audit_entry a
        WHERE a.chain = 'certificate:' || c.number AND a.act IN ('revoke_certificate', 'follow_status'))
FROM certificates_certificate c WHERE c.number = ANY(%s)
"""
JOBS = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s"


@pytest.fixture
def families(
    committed_db: None, _day_of_issue: None, person: Person, make_record: Callable
) -> list[list[api.Certificate]]:
    """Certificates, each with three copies, a card that rests on it with two, and a family card on that."""

    def issued(subject: str, rests_on: str = "", copies: int = 0) -> api.Certificate:
        record = make_record(("uz",), photo=b"", rows=[])
        certificate = api.issue_certificate(
            acting_user=SYSTEM, subject=subject, person=person, record=record, rests_on=rests_on
        )
        for _ in range(copies):
            api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
        return certificate

    made = []
    for number in range(DEATHS + 1):
        certificate = issued(f"certificate-{number}", copies=2)
        card = issued(f"card-{number}", certificate.number, copies=1)
        made.append([certificate, card, issued(f"family-{number}", card.number)])
    return made


@pytest.fixture
def witness(families: list) -> Iterator[psycopg.Connection]:
    """Sees only what is committed."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as found:
        yield found


def revoke_in_a_process(number: str, point: int) -> tuple[str, int, bool]:
    def answer() -> str:
        return api.revoke_certificate(acting_user=SYSTEM, number=number, reason="obtained_by_fraud").status

    return answer_in_a_process(answer, point)


def is_withdrawn(witness: psycopg.Connection, family: list[api.Certificate]) -> bool:
    """Whether a family is withdrawn, all of it with everything that belongs to it, rather than not at all."""
    rows = witness.execute(STATUSES, [[each.number for each in family]]).fetchall()
    assert len(rows) == len(family)
    withdrawn = {(status, changes, entries) for status, _own, changes, entries in rows}
    assert withdrawn in ({("valid", 0, 0)}, {("revoked", 1, 1)}), rows
    return withdrawn == {("revoked", 1, 1)}


def listed(family: list[api.Certificate]) -> set[int]:
    """What the published lists say of every copy of a family."""
    signer = signer_for("status-lists")
    said = set()
    for copy in (copy for each in family for copy in api.copies_of(each)):
        uri = api.list_uri(copy.status_list_id)
        token = read_jwt(api.status_list(copy.status_list_id).jwt, {signer.key_id: signer.public_key}, uri)
        said.add(token.status(copy.position))
    return said


def test_a_killed_withdrawal_is_whole_or_not_there(witness: psycopg.Connection, families: list) -> None:
    first = families.pop()
    word, points, was_killed = revoke_in_a_process(first[0].number, NEVER)
    assert (word, was_killed) == ("revoked", False)
    assert is_withdrawn(witness, first)
    assert points > 15
    assert points < DEATHS
    ends = set()
    for number, family in enumerate(families):
        point = number % (points + 1)
        before = witness.execute(JOBS, [PUBLISH_TASK]).fetchone()
        word, _passed, was_killed = revoke_in_a_process(family[0].number, point)
        assert was_killed
        assert bool(word) == (point == points)
        withdrawn = is_withdrawn(witness, family)
        # The publication is deferred exactly when there is something to publish.
        assert witness.execute(JOBS, [PUBLISH_TASK]).fetchone()[0] == before[0] + withdrawn
        ends.add((withdrawn, bool(word)))
    # Deaths before the commit, between the commit and the answer, and after the answer have all been seen.
    assert ends == {(False, False), (True, False), (True, True)}

    app.configure_task("certificates.look_at_status_lists").defer(timestamp=0)
    work_off_jobs()
    for family in (first, *families):
        assert listed(family) == ({1} if is_withdrawn(witness, family) else {0})


def versions(witness: psycopg.Connection) -> list[int]:
    rows = witness.execute("SELECT version FROM certificates_publishedlist ORDER BY status_list_id").fetchall()
    return [version for (version,) in rows]


@pytest.mark.usefixtures("_day_of_issue")
def test_a_killed_publication_is_one_of_all_lists_or_of_none(
    committed_db: None, person: Person, make_record: Callable
) -> None:
    ends = (date(2031, 11, 21), date(2029, 1, 1), None)
    documents = [
        api.issue_certificate(
            acting_user=SYSTEM, subject=f"S{place}", person=person, record=make_record(("uz",), expires_on=end)
        )
        for place, end in enumerate(ends)
    ]

    def answer() -> str:
        return str(api.publish_status_lists(acting_user=SYSTEM))

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as witness:
        assert versions(witness) == [1, 1, 1]
        point, seen, acts = 0, set(), cycle((api.suspend_certificate, api.reinstate_certificate))
        before = []
        while True:
            if versions(witness) != before:
                # All lists have something new to say.
                act = next(acts)
                for each in documents:
                    act(acting_user=SYSTEM, number=each.number, reason="lost_or_stolen")
            before = versions(witness)
            word, _passed, _was_killed = answer_in_a_process(answer, point)
            after = versions(witness)
            assert after in (before, [version + 1 for version in before])
            assert len(set(after)) == 1
            seen.add((after != before, bool(word)))
            if word:
                break
            point += 1
    assert seen == {(False, False), (True, False), (True, True)}


def test_a_killed_copy_is_in_the_register_and_in_the_log_or_in_neither(
    committed_db: None, certificate: api.Certificate
) -> None:
    def answer() -> str:
        return str(len(api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal").content))

    both = """SELECT (SELECT count(*) FROM certificates_copy), (SELECT count(*) FROM certificates_logentry),
                     (SELECT coalesce(max(index), -1) + 1 FROM certificates_logentry),
                     (SELECT count(*) FROM certificates_copy c JOIN certificates_logentry l ON l.leaf = c.leaf)"""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as witness:
        point, seen = 0, set()
        while True:
            before = witness.execute(both).fetchone()
            word, _passed, _was_killed = answer_in_a_process(answer, point)
            after = witness.execute(both).fetchone()
            assert len(set(after)) == 1
            seen.add((after[0] - before[0], bool(word)))
            if word:
                break
            point += 1
    assert seen == {(0, False), (1, False), (1, True)}
