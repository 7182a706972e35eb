"""Several at once: no position is drawn twice, nothing slips past a withdrawal, and nobody waits for ever."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.domains.cases.test_races import at_once
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.models import Certificate, Copy, LogEntry, PublishedList, StatusList

pytestmark = pytest.mark.usefixtures("committed_db", "_day_of_issue")
THREADS = 6


@pytest.fixture
def issue(person: Person, make_record: Callable) -> Callable[..., api.Certificate]:
    def issued(subject: str, rests_on: str = "") -> api.Certificate:
        record = make_record(("uz",), rows=[], rests_on=rests_on)
        return api.issue_certificate(
            acting_user=SYSTEM, subject=subject, person=person, record=record, rests_on=rests_on
        )

    return issued


def test_the_first_documents_of_a_year_share_one_list(issue: Callable) -> None:
    documents = at_once(partial(issue, f"S{number}") for number in range(THREADS))
    assert len({each.number for each in documents}) == THREADS
    assert StatusList.objects.count() == PublishedList.objects.count() == 1


def test_many_copies_at_once_fill_a_small_list_without_a_gap_or_a_double(certificate: api.Certificate) -> None:
    size = 4 * THREADS
    small = StatusList(year=2031, size=size)
    small.opened_at = certificate.issued_at.replace(year=2027)
    small.save(force_insert=True)

    def four() -> list[api.MadeCopy]:
        return [api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal") for _ in range(4)]

    at_once([four] * THREADS)
    assert sorted(Copy.objects.filter(status_list=small).values_list("position", flat=True)) == list(range(size))
    entries = LogEntry.objects.order_by("index").values_list("index", flat=True)
    assert list(entries) == list(range(size + 1))


@pytest.mark.parametrize("turn", range(3))
def test_what_is_issued_while_its_base_is_withdrawn_does_not_count(issue: Callable, turn: int) -> None:
    base, other = issue("base"), issue("other")
    child = issue("child", base.number)
    revoke = partial(api.revoke_certificate, acting_user=SYSTEM, number=base.number, reason="obtained_by_fraud")
    pause = partial(api.suspend_certificate, acting_user=SYSTEM, number=child.number, reason="lost_or_stolen")
    at_once(
        [
            revoke,
            pause,
            *(partial(issue, f"late{number}", base.number) for number in range(2)),
            partial(issue, "grandchild", child.number),
            partial(api.issue_copy, acting_user=SYSTEM, number=child.number, form="seal"),
        ]
    )
    counting = Certificate.objects.filter(status="valid")
    assert [each.number for each in counting] == [other.number]
    api.publish_status_lists(acting_user=SYSTEM)


def test_a_document_is_replaced_once(issue: Callable, certificate: api.Certificate, make_record: Callable) -> None:
    child = issue("child", certificate.number)

    def replace(number: int) -> api.Certificate:
        return api.reissue_certificate(
            acting_user=SYSTEM, number=certificate.number, record=make_record(), subject=f"S{number}"
        )

    revoke = partial(api.suspend_certificate, acting_user=SYSTEM, number=child.number, reason="lost_or_stolen")
    answers = at_once([*(partial(replace, number) for number in range(THREADS - 1)), revoke])
    assert answers.count("status_cannot_change") == THREADS - 2
    assert Certificate.objects.filter(previous=certificate).count() == 1
    assert Certificate.objects.get(pk=child.pk).status == "suspended"


def test_two_workers_publish_one_after_the_other(certificate: api.Certificate) -> None:
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    answers = at_once([partial(api.publish_status_lists, acting_user=SYSTEM)] * THREADS)
    assert sorted(answers) == [0] * (THREADS - 1) + [1]
