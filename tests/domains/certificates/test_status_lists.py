"""Status lists are published whole, before anything is in them, and say what the register says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.certificates.conftest import ISSUED_AT
from tests.workers import work_off_jobs
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.people.api import Person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.acts._lists import PRIORITY, PUBLISH_TASK, latest_list
from watandoshlar.domains.certificates.errors import StatusListNotFound
from watandoshlar.domains.certificates.models import Copy, StatusList
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto.status_list import StatusListToken, read_cwt, read_jwt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_day_of_issue")]


def read(list_id: str) -> StatusListToken:
    """The list as whoever checks reads it; both tokens say the same."""
    signer, published = signer_for("status-lists"), api.status_list(list_id)
    keys, uri = {signer.key_id: signer.public_key}, api.list_uri(list_id)
    token = read_jwt(published.jwt, keys, uri)
    assert read_cwt(bytes(published.cwt), keys, uri) == token
    return token


def published_status(copy: Copy) -> int:
    return read(copy.status_list_id).status(copy.position)


def publish() -> int:
    return api.publish_status_lists(acting_user=SYSTEM)


def test_a_list_is_there_before_the_first_document_is_in_it(certificate: api.Certificate) -> None:
    (copy,) = api.copies_of(certificate)
    token = read(copy.status_list_id)
    assert (token.bits, len(token.packed) * 4, set(token.packed)) == (2, 2**20, {0})
    assert (token.ttl, token.expires_at - token.issued_at) == (60, timedelta(days=30))


@pytest.mark.parametrize(
    ("act", "value"), [(api.revoke_certificate, 1), (api.suspend_certificate, 2), (api.reinstate_certificate, 0)]
)
def test_every_copy_of_a_document_says_what_the_register_says(
    certificate: api.Certificate, act: Callable, value: int
) -> None:
    for _ in range(3):
        api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    if act is api.reinstate_certificate:
        api.suspend_certificate(acting_user=SYSTEM, number=certificate.number, reason="lost_or_stolen")
        publish()
    act(acting_user=SYSTEM, number=certificate.number, reason="lost_or_stolen")
    copies = api.copies_of(certificate)
    assert publish() == 1
    assert [published_status(copy) for copy in copies] == [value] * 4
    token = read(copies[0].status_list_id)
    assert sum(token.status(position) != 0 for position in range(2**20)) == (4 if value else 0)


def test_a_replaced_document_has_a_value_of_its_own(certificate: api.Certificate, make_record: Callable) -> None:
    new = api.reissue_certificate(
        acting_user=SYSTEM, number=certificate.number, record=make_record(), subject="SEO-26-NEW"
    )
    publish()
    assert [published_status(copy) for each in (certificate, new) for copy in api.copies_of(each)] == [3, 0]


def test_what_did_not_change_is_signed_anew_each_hour(certificate: api.Certificate) -> None:
    (copy,) = api.copies_of(certificate)
    assert publish() == 0
    with clock.fixed(ISSUED_AT + timedelta(minutes=59)):
        assert publish() == 0
    with clock.fixed(ISSUED_AT + timedelta(hours=1)):
        assert publish() == 1
        token = read(copy.status_list_id)
        assert token.issued_at == ISSUED_AT + timedelta(hours=1)
        assert token.log_size == len(api.log_leaves(0, 1000))
    assert api.status_list(copy.status_list_id).version == 2


def test_when_the_key_was_withdrawn_lists_are_signed_anew_at_once(certificate: api.Certificate) -> None:
    (copy,) = api.copies_of(certificate)
    old = signer_for("status-lists").key
    api.revoke_signing_key(acting_user=SYSTEM, key_id=old.key_id)
    assert publish() == 1
    assert signer_for("status-lists").key != old
    assert read(copy.status_list_id).version == 2
    assert publish() == 0


def test_past_the_quota_of_their_key_lists_are_published_still(certificate: api.Certificate) -> None:
    """Else a withdrawn document would go on counting until tomorrow."""
    for kind in ("status-lists", "log"):
        key = signer_for(kind).key
        api.set_key_quota(acting_user=SYSTEM, key_id=key.key_id, daily_quota=1, hourly_alarm=1)
    api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    assert publish() == 1
    assert [published_status(copy) for copy in api.copies_of(certificate)] == [1, 1]


def test_each_publication_leaves_a_trace(certificate: api.Certificate) -> None:
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    publish()
    first, second = entries_of_chain("status-lists")
    assert [first.facts["version"], second.facts["version"]] == [1, 2]
    assert first.facts["sha256"] != second.facts["sha256"]


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=PUBLISH_TASK, status="todo"))


def test_a_change_defers_one_publication_before_all_other_work(certificate: api.Certificate) -> None:
    assert not jobs()
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    (job,) = jobs()
    assert (job.priority, job.args) == (PRIORITY, {})


def test_a_worker_publishes_many_changes_at_once(
    committed_db: None, certificate: api.Certificate, person: Person, make_record: Callable
) -> None:
    """The last job of many does the work, so that ten thousand changes are not ten thousand publications."""
    others = [
        api.issue_certificate(acting_user=SYSTEM, subject=f"S{number}", person=person, record=make_record())
        for number in range(3)
    ]
    for each in (certificate, *others):
        api.revoke_certificate(acting_user=SYSTEM, number=each.number, reason="issued_in_error")
    app.configure_task("certificates.look_at_status_lists").defer(timestamp=0)
    work_off_jobs()
    copies = [copy for each in (certificate, *others) for copy in api.copies_of(each)]
    assert [published_status(copy) for copy in copies] == [1] * 4
    assert api.status_list(copies[0].status_list_id).version == 2
    assert read(copies[0].status_list_id).log_size == 4


def small_list(year: int | None, size: int) -> StatusList:
    status_list = StatusList(year=year, size=size)
    status_list.save(force_insert=True)
    return status_list


def test_beside_a_list_that_is_half_full_a_further_one_is_opened(
    certificate: api.Certificate, person: Person, make_record: Callable
) -> None:
    with clock.fixed(ISSUED_AT + timedelta(minutes=1)):
        small = small_list(2031, 8)
        for number in range(3):
            api.issue_certificate(acting_user=SYSTEM, subject=f"S{number}", person=person, record=make_record())
        publish()
        assert latest_list(SYSTEM, 2031) == small
        api.issue_certificate(acting_user=SYSTEM, subject="S3", person=person, record=make_record())
    with clock.fixed(ISSUED_AT + timedelta(minutes=2)):
        assert publish() == 1
        further = latest_list(SYSTEM, 2031)
        assert further not in (small, api.copies_of(certificate)[0].status_list)
        assert read(further.pk).issued_at == clock.now()
        fifth = api.issue_certificate(acting_user=SYSTEM, subject="S4", person=person, record=make_record())
        assert api.copies_of(fifth)[0].status_list == further
        assert publish() == 0


def test_positions_of_a_small_list_are_drawn_without_replacement(
    certificate: api.Certificate, person: Person, make_record: Callable
) -> None:
    with clock.fixed(ISSUED_AT + timedelta(minutes=1)):
        small = small_list(2031, 6)
        for _ in range(6):
            api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    assert sorted(Copy.objects.filter(status_list=small).values_list("position", flat=True)) == list(range(6))


def test_positions_tell_nothing_of_the_order(certificate: api.Certificate) -> None:
    """Neither near each other nor one after the other; wrong once in some 10^20 runs."""
    for _ in range(20):
        api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    copies = Copy.objects.order_by("made_at", "pk").values_list("position", flat=True)
    drawn = list(copies)
    assert drawn != sorted(drawn)
    assert max(drawn) - min(drawn) > 2**17


def test_a_list_that_is_not_there_is_not_found() -> None:
    with pytest.raises(StatusListNotFound):
        api.status_list("nowhere")


def test_publication_asks_the_database_the_same_whatever_the_number_of_documents(
    certificate: api.Certificate, person: Person, make_record: Callable, django_assert_num_queries: Any
) -> None:
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    publish()
    for number in range(4):
        other = api.issue_certificate(acting_user=SYSTEM, subject=f"S{number}", person=person, record=make_record())
        api.revoke_certificate(acting_user=SYSTEM, number=other.number, reason="holder_died")
    publish()
    with django_assert_num_queries(11):
        assert publish() == 0
