"""Copies, what rests on what, and versions: one decision changes everything that it should, and nothing else."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.domains.certificates.conftest import ISSUED_AT
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.people.api import Person, decrypt_for
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.acts import _lists
from watandoshlar.domains.certificates.errors import (
    CertificateNotFound,
    DocumentDoesNotCount,
    SealKeyNotTrusted,
    StatusCannotChange,
    UnknownForm,
)
from watandoshlar.domains.certificates.models import Certificate, Copy, LogEntry, StatusChange, StatusList
from watandoshlar.domains.certificates.rules.copies import list_year
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.domains.certificates.states import EVERY_REASON, Status, status_that_counts
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import Verdict, read_seal
from watandoshlar.foundation.crypto.merkle import leaf_hash

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_day_of_issue")]
LATER = ISSUED_AT + timedelta(days=1)
Issue = Callable[..., api.Certificate]


@pytest.fixture
def issue(person: Person, make_record: Callable) -> Issue:
    """Issue on a subject, resting on a document or replacing one."""

    def issued(subject: str, rests_on: str = "", replaces: str = "", **changes: object) -> api.Certificate:
        record = make_record(rests_on=rests_on, **changes)
        if replaces:
            return api.reissue_certificate(acting_user=SYSTEM, number=replaces, record=record, subject=subject)
        return api.issue_certificate(
            acting_user=SYSTEM, subject=subject, person=person, record=record, rests_on=rests_on
        )

    return issued


def seal_of(certificate: api.Certificate) -> str:
    return decrypt_for(certificate.person, certificate.seal, f"certificate-seal:{certificate.number}").decode()


def status_of(certificate: api.Certificate) -> str:
    return Certificate.objects.get(pk=certificate.pk).status


def log_now() -> list[bytes]:
    """The log, with what this transaction would add at its end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return api.log_leaves(0, 1000)


def test_a_seal_names_its_place_in_a_published_list(certificate: api.Certificate) -> None:
    (copy,) = api.copies_of(certificate)
    claims = read_seal(seal_of(certificate), api.trusted_keys(), LATER).claims
    assert claims is not None
    assert claims.status_uri == api.list_uri(copy.status_list_id)
    assert claims.status_index == copy.position
    published = api.status_list(copy.status_list_id)
    assert (published.version, published.status_list.year) == (1, 2031)
    assert (copy.form, copy.key_id, copy.expires_on) == (api.Form.SEAL, certificate.key_id, date(2031, 11, 21))


def test_every_copy_has_a_place_and_a_leaf_of_its_own(certificate: api.Certificate) -> None:
    made = [api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal") for _ in range(3)]
    copies = api.copies_of(certificate)
    assert len({copy.position for copy in copies}) == len({copy.pk for copy in copies}) == 4
    assert {leaf_hash(each.signed) for each in made} < {bytes(copy.leaf) for copy in copies}
    claims = [read_seal(each.content.decode(), api.trusted_keys(), LATER).claims for each in made]
    assert {each.status_index for each in claims if each} < {copy.position for copy in copies}
    assert sorted(log_now()) == sorted(bytes(copy.leaf) for copy in copies)
    with pytest.raises(IntegrityError, match="certificates_position_once"), transaction.atomic():
        Copy.objects.create(
            certificate=certificate,
            form="seal",
            status_list=copies[0].status_list,
            position=copies[0].position,
            key=certificate.key,
            leaf=b"x",
        )


def test_a_copy_tells_the_time_at_which_it_was_made(certificate: api.Certificate) -> None:
    """Else a key that was begun after the document could sign no copy of it."""
    with clock.fixed(LATER):
        made = api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    claims = read_seal(made.content.decode(), api.trusted_keys(), LATER).claims
    assert claims is not None
    assert claims.issued_at == LATER


def test_the_log_holds_the_hash_of_what_was_signed(certificate: api.Certificate) -> None:
    made = api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    assert log_now()[-1] == hashlib.sha256(b"\x00" + made.signed).digest()


def test_copies_are_for_the_holder_and_for_officers_of_the_post(
    certificate: api.Certificate, applicant: Account, staff: Callable
) -> None:
    for somebody in (applicant, staff("officer"), SYSTEM):
        assert api.issue_copy(acting_user=somebody, number=certificate.number, form="seal").content
        assert api.access_certificate(somebody, certificate.number).record.holder["family"] == "QODIROVA"
    stranger = create_account(acting_user=SYSTEM, email="aziz@example.org", language="uz")
    for nobody in (stranger, None):
        with pytest.raises(CertificateNotFound):
            api.issue_copy(acting_user=nobody, number=certificate.number, form="seal")
    with pytest.raises(CertificateNotFound):
        api.issue_copy(acting_user=SYSTEM, number="UZ-CR-26-AAAAAAAA", form="seal")


def test_a_form_that_is_not_made_is_refused(certificate: api.Certificate) -> None:
    with pytest.raises(UnknownForm):
        api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="postcard")


@pytest.mark.parametrize("act", [api.suspend_certificate, api.revoke_certificate])
def test_nothing_is_made_of_what_does_not_count(certificate: api.Certificate, act: Callable) -> None:
    act(acting_user=SYSTEM, number=certificate.number, reason="lost_or_stolen")
    with pytest.raises(DocumentDoesNotCount):
        api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")


def test_a_copy_leaves_a_trace_without_anything_personal(certificate: api.Certificate) -> None:
    api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    entry = list(entries_of_chain(f"certificate:{certificate.number}"))[-1]
    assert (entry.act, set(entry.facts)) == ("issue_copy", {"form", "copy", "key"})


def test_a_position_that_is_taken_is_drawn_again(certificate: api.Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = api.copies_of(certificate)
    drawn = iter([first.position, first.position, 7])
    monkeypatch.setattr(_lists.secrets, "randbelow", lambda size: next(drawn))
    api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="seal")
    assert {copy.position for copy in api.copies_of(certificate)} == {first.position, 7}


def test_lists_are_parted_by_the_year_of_the_end_alone(issue: Issue) -> None:
    ends = {"A": date(2031, 1, 1), "B": date(2031, 12, 31), "C": date(2029, 5, 5), "D": None, "E": None}
    issued = {
        subject: issue(subject, expires_on=day, post_code="seoul" if subject in "AD" else "moscow")
        for subject, day in ends.items()
    }
    lists = {subject: api.copies_of(each)[0].status_list for subject, each in issued.items()}
    assert lists["A"] == lists["B"]
    assert lists["D"] == lists["E"]
    assert {lists[subject].year for subject in "ACD"} == {2031, 2029, None}
    assert StatusList.objects.count() == len(api.published_lists()) == 3
    assert [list_year(day) for day in ends.values()] == [2031, 2031, 2029, None, None]


def test_with_legal_force_lists_need_a_trusted_key(issue: Issue, settings) -> None:
    signer_for("consular-registration")
    settings.DEMONSTRATION = False
    with pytest.raises(SealKeyNotTrusted) as refused:
        issue("A")
    assert refused.value.fields == {"document_type": "status-lists"}


# --- what rests on what ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "base", "counts"),
    [
        ("valid", None, "valid"),
        ("valid", "valid", "valid"),
        ("valid", "suspended", "suspended"),
        ("valid", "revoked", "revoked"),
        ("suspended", "valid", "suspended"),
        ("suspended", "revoked", "revoked"),
        ("revoked", "valid", "revoked"),
        ("superseded", "revoked", "superseded"),
    ],
)
def test_what_counts(own: str, base: str | None, counts: str) -> None:
    assert status_that_counts(Status(own), Status(base) if base else None) is Status(counts)


@pytest.fixture
def family(issue: Issue) -> list[api.Certificate]:
    """A certificate, the card that rests on it, and two family cards that rest on the card."""
    certificate = issue("certificate")
    card = issue("card", certificate.number)
    return [certificate, card, issue("spouse", card.number), issue("child", card.number)]


def statuses(documents: list[api.Certificate]) -> list[str]:
    return [status_of(each) for each in documents]


def test_what_rests_on_a_document_falls_and_rises_with_it(family: list[api.Certificate]) -> None:
    certificate, card, spouse, child = family
    api.suspend_certificate(acting_user=SYSTEM, number=child.number, reason="lost_or_stolen")
    api.suspend_certificate(acting_user=SYSTEM, number=certificate.number, reason="issued_in_error")
    assert statuses(family) == ["suspended"] * 4
    assert api.verify_seal(seal_of(spouse), LATER).verdict is Verdict.SUSPENDED
    api.reinstate_certificate(acting_user=SYSTEM, number=certificate.number, reason="issued_in_error")
    # The child's card was lost for itself.
    assert statuses(family) == ["valid", "valid", "valid", "suspended"]
    api.revoke_certificate(acting_user=SYSTEM, number=card.number, reason="obtained_by_fraud")
    assert statuses(family) == ["valid", "revoked", "revoked", "revoked"]
    with pytest.raises(StatusCannotChange):
        api.reinstate_certificate(acting_user=SYSTEM, number=child.number, reason="requested_by_holder")


def test_what_was_reinstated_for_itself_waits_for_its_base(family: list[api.Certificate]) -> None:
    certificate, card, *_ = family
    for number in (card.number, certificate.number):
        api.suspend_certificate(acting_user=SYSTEM, number=number, reason="lost_or_stolen")
    api.reinstate_certificate(acting_user=SYSTEM, number=card.number, reason="requested_by_holder")
    assert status_of(card) == "suspended"
    card.refresh_from_db()
    assert api.reason_of_status(card) == EVERY_REASON["rests_on"]
    api.reinstate_certificate(acting_user=SYSTEM, number=certificate.number, reason="requested_by_holder")
    assert status_of(card) == "valid"


def test_the_chain_of_each_document_tells_why_it_fell(family: list[api.Certificate]) -> None:
    certificate, card, spouse, _child = family
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="holder_died")
    entry = list(entries_of_chain(f"certificate:{spouse.number}"))[-1]
    assert (entry.act, entry.facts["base"], entry.facts["to"]) == ("follow_status", card.number, "revoked")
    assert StatusChange.objects.filter(reason="rests_on").count() == 3


@pytest.mark.parametrize("act", [api.suspend_certificate, api.revoke_certificate])
def test_nothing_is_issued_on_what_does_not_count(issue: Issue, certificate: api.Certificate, act: Callable) -> None:
    act(acting_user=SYSTEM, number=certificate.number, reason="lost_or_stolen")
    with pytest.raises(DocumentDoesNotCount):
        issue("card", certificate.number)
    with pytest.raises(CertificateNotFound):
        issue("card", "UZ-CR-26-AAAAAAAA")
    assert api.certificate_of("card") is None


# --- versions -------------------------------------------------------------------------------------------------------


def test_a_new_version_takes_the_place_of_the_old_one(issue: Issue, certificate: api.Certificate) -> None:
    new = issue("SEO-26-NEW", replaces=certificate.number, birth_date="1990-02-15")
    old = Certificate.objects.get(pk=certificate.pk)
    assert (old.status, new.status) == ("superseded", "valid")
    assert (new.version, new.previous_id) == (2, old.number)
    assert new.number != old.number
    assert api.versions_of(old) == api.versions_of(new) == [new, old]
    assert api.newest_version(old) == new
    assert api.verify_seal(seal_of(old), LATER).verdict is Verdict.SUPERSEDED
    assert api.verify_seal(seal_of(new), LATER).verdict is Verdict.VALID
    assert api.reason_of_status(old) == EVERY_REASON["superseded"]


def test_the_same_subject_is_reissued_once(issue: Issue, certificate: api.Certificate) -> None:
    new = issue("SEO-26-NEW", replaces=certificate.number)
    assert issue("SEO-26-NEW", replaces=certificate.number) == new
    with pytest.raises(StatusCannotChange):
        issue("SEO-26-OTHER", replaces=certificate.number)


def test_a_lost_document_may_be_replaced_and_a_withdrawn_one_not(issue: Issue, certificate: api.Certificate) -> None:
    api.suspend_certificate(acting_user=SYSTEM, number=certificate.number, reason="lost_or_stolen")
    new = issue("SEO-26-NEW", replaces=certificate.number)
    assert (status_of(certificate), new.status) == ("superseded", "valid")
    api.revoke_certificate(acting_user=SYSTEM, number=new.number, reason="obtained_by_fraud")
    with pytest.raises(StatusCannotChange):
        issue("SEO-26-THIRD", replaces=new.number)
    with pytest.raises(CertificateNotFound):
        issue("SEO-26-THIRD", replaces="UZ-CR-26-AAAAAAAA")


def test_what_rested_on_the_old_version_rests_on_the_new_one(issue: Issue, family: list[api.Certificate]) -> None:
    certificate, card, spouse, child = family
    new_card = issue("new card", replaces=card.number)
    assert new_card.rests_on_id == certificate.number
    assert statuses([card, new_card, spouse, child]) == ["superseded", "valid", "valid", "valid"]
    late = issue("late", card.number)
    assert late.rests_on_id == new_card.number
    api.revoke_certificate(acting_user=SYSTEM, number=new_card.number, reason="holder_died")
    assert statuses([card, new_card, spouse, child, late]) == ["superseded"] + ["revoked"] * 4


def test_a_paused_document_that_is_replaced_lets_others_count_again(
    issue: Issue, family: list[api.Certificate]
) -> None:
    _certificate, card, spouse, _child = family
    api.suspend_certificate(acting_user=SYSTEM, number=card.number, reason="lost_or_stolen")
    assert status_of(spouse) == "suspended"
    issue("new card", replaces=card.number)
    assert status_of(spouse) == "valid"


def test_nothing_is_replaced_while_its_base_does_not_count(issue: Issue, family: list[api.Certificate]) -> None:
    certificate, card, *_ = family
    api.suspend_certificate(acting_user=SYSTEM, number=certificate.number, reason="issued_in_error")
    with pytest.raises(DocumentDoesNotCount):
        issue("new card", replaces=card.number)


def test_a_document_does_not_come_to_rest_on_what_it_replaces(issue: Issue, certificate: api.Certificate) -> None:
    with pytest.raises(IntegrityError, match="certificates_rests_on_another"), transaction.atomic():
        issue("SEO-26-NEW", replaces=certificate.number, rests_on=certificate.number)


# --- what the database refuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["certificates_copy", "certificates_statuslist", "certificates_logentry"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_what_was_added_stays(certificate: api.Certificate, table: str, change: str) -> None:
    column = {"certificates_copy": "position", "certificates_statuslist": "year"}.get(table, "leaf")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change.format(table, column, column))


def test_nobody_leaves_a_gap_in_the_log(certificate: api.Certificate) -> None:
    before = log_now()
    for index in (99, 0, -5):
        LogEntry(index=index, leaf=bytes([index % 256]) * 32, at=ISSUED_AT).save(force_insert=True)
    assert list(LogEntry.objects.order_by("index").values_list("index", flat=True)) == list(range(len(before) + 3))


def test_nothing_is_superseded_by_nothing(certificate: api.Certificate) -> None:
    with pytest.raises(IntegrityError, match="nothing takes its place"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(status="superseded", own_status="superseded")


def test_what_was_decided_on_a_document_counts(certificate: api.Certificate) -> None:
    api.suspend_certificate(acting_user=SYSTEM, number=certificate.number, reason="lost_or_stolen")
    with pytest.raises(IntegrityError, match="certificates_own_status_counts"), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(status="valid")
