import os
import re
from datetime import UTC, datetime, timedelta

import psycopg
import pypdfium2
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils.translation import override

from tests.domains.certificates.conftest import ISSUED_AT
from watandoshlar.capabilities.access.errors import RoleMissing
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.people.api import decrypt_for
from watandoshlar.domains.certificates import api, queries
from watandoshlar.domains.certificates.errors import (
    CertificateNotFound,
    LettersCannotBePrinted,
    SealKeyNotTrusted,
    StatusCannotChange,
    UnknownReason,
)
from watandoshlar.domains.certificates.models import Certificate, SigningKey, StatusChange
from watandoshlar.domains.certificates.rules.numbers import ALPHABET, compose_number
from watandoshlar.domains.certificates.rules.reading import find_seal
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.crypto import Verdict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_day_of_issue")]
LATER = ISSUED_AT + timedelta(days=1)


def seal_of(certificate):
    return decrypt_for(certificate.person, certificate.seal, f"certificate-seal:{certificate.number}").decode()


def code_of(certificate):
    text = pypdfium2.PdfDocument(api.read_pdf(certificate))[0].get_textpage().get_text_bounded()
    (code,) = set(re.findall(rf"(?<![\w-])[{ALPHABET}]{{6}}(?!\w)", text))
    return code


def test_an_issued_document_verifies_by_seal_by_pdf_and_by_number(certificate):
    for verification in (
        api.verify_seal(seal_of(certificate), LATER),
        api.verify_upload(api.read_pdf(certificate), LATER),
        api.verify_number(certificate.number.lower(), code_of(certificate), LATER),
    ):
        assert verification.verdict is Verdict.VALID
        assert certificate.number in dict(verification.facts).values()
    assert find_seal(api.read_pdf(certificate)).text == seal_of(certificate)


def test_the_seal_shows_the_holder_and_the_number_shows_nothing_personal(certificate):
    by_seal = {value for _, value in api.verify_seal(seal_of(certificate), LATER).facts}
    by_number = {value for _, value in api.verify_number(certificate.number, code_of(certificate), LATER).facts}
    assert {"QODIROVA OʻGʻILOY SHUHRAT QIZI", "14.02.1990", "21.11.2031", "22.11.2026"} <= by_seal
    assert by_number < by_seal
    assert not any("QODIROVA" in value or "1990" in value for value in by_number)


def test_the_kind_of_document_is_shown_in_the_language_of_the_reader(certificate):
    with override("ru"):
        assert api.verify_seal(seal_of(certificate), LATER).facts[0][1] == "Справка о постановке на консульский учёт"


def test_nothing_personal_lies_open_in_the_register_or_the_store(certificate):
    with default_storage.open(certificate.storage_name, "rb") as file:
        stored = file.read()
    row = Certificate.objects.values().get(number=certificate.number)
    open_text = b" ".join(
        bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in row.values()
    )
    for secret in ("QODIROVA", "1990-02-14", "Gʻijduvon", code_of(certificate)):
        assert secret.encode() not in stored + open_text
    assert not stored.startswith(b"%PDF")
    assert certificate.number not in certificate.storage_name


def test_one_subject_has_one_document(certificate, person, make_record):
    again = api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-AAAA", person=person, record=make_record(("ru",)))
    assert again.number == certificate.number
    assert api.certificate_of("SEO-26-AAAA").number == certificate.number
    assert api.certificate_of("SEO-26-BBBB") is None


def test_issuing_is_recorded_without_anything_personal(certificate):
    (entry,) = entries_of_chain(f"certificate:{certificate.number}")
    assert entry.act == "issue_certificate"
    assert set(entry.facts) == {"document_type", "subject", "key"}


def test_officers_issue_and_heads_withdraw_at_their_own_post(staff, person, make_record):
    officer, head = staff("officer"), staff("head")
    record = make_record()
    certificate = api.issue_certificate(acting_user=officer, subject="SEO-26-X", person=person, record=record)
    with pytest.raises(RoleMissing):
        api.revoke_certificate(acting_user=officer, number=certificate.number, reason="issued_in_error")
    revoked = api.revoke_certificate(acting_user=head, number=certificate.number, reason="issued_in_error")
    assert revoked.status == api.Status.REVOKED
    assert StatusChange.objects.get().account_id == head.pk


def test_nobody_issues_or_withdraws_without_a_role(applicant, person, post, certificate, make_record):
    with pytest.raises(RoleMissing):
        api.issue_certificate(acting_user=applicant, subject="SEO-26-X", person=person, record=make_record())
    for nobody in (applicant, None, AnonymousUser()):
        with pytest.raises(RoleMissing):
            api.revoke_certificate(acting_user=nobody, number=certificate.number, reason="issued_in_error")


def test_a_withdrawn_document_says_so_everywhere_and_never_comes_back(certificate):
    code, seal = code_of(certificate), seal_of(certificate)
    api.suspend_certificate(acting_user=SYSTEM, number=certificate.number, reason="lost_or_stolen")
    assert api.verify_seal(seal, LATER).verdict is Verdict.SUSPENDED
    api.reinstate_certificate(acting_user=SYSTEM, number=certificate.number, reason="requested_by_holder")
    assert api.verify_seal(seal, LATER).verdict is Verdict.VALID
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="issued_in_error")
    assert api.verify_seal(seal, LATER).verdict is Verdict.REVOKED
    assert api.verify_number(certificate.number, code, LATER).verdict is Verdict.REVOKED
    with pytest.raises(StatusCannotChange):
        api.reinstate_certificate(acting_user=SYSTEM, number=certificate.number, reason="issued_in_error")
    changes = StatusChange.objects.order_by("pk").values_list("from_status", "to_status")
    assert list(changes) == [("valid", "suspended"), ("suspended", "valid"), ("valid", "revoked")]


def test_a_reason_outside_the_list_and_an_unknown_number_are_refused(certificate):
    with pytest.raises(UnknownReason):
        api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="mood")
    with pytest.raises(CertificateNotFound):
        api.revoke_certificate(acting_user=SYSTEM, number="UZ-CR-26-AAAAAAAA", reason="issued_in_error")


def test_an_expired_document_says_so_by_seal_and_by_number(certificate):
    code, last_moment = code_of(certificate), datetime(2031, 11, 22, 11, 59, tzinfo=UTC)
    for at, verdict in ((last_moment, Verdict.VALID), (last_moment + timedelta(minutes=1), Verdict.EXPIRED)):
        assert api.verify_seal(seal_of(certificate), at).verdict is verdict
        assert api.verify_number(certificate.number, code, at).verdict is verdict


def test_an_unknown_number_and_a_wrong_code_get_the_same_answer(certificate, person, make_record):
    other = api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-B", person=person, record=make_record())
    wrong_code = api.verify_number(certificate.number, code_of(other), LATER)
    never_issued = compose_number("UZ", "consular-registration", ISSUED_AT.date(), lambda letters: letters[0])
    unknown = api.verify_number(never_issued, "AAAAAA", LATER)
    assert wrong_code == unknown
    assert wrong_code.verdict is Verdict.NOT_OURS
    assert api.verify_number(certificate.number[:-1] + "?", "AAAAAA", LATER).verdict is Verdict.UNREADABLE


def test_an_unknown_number_costs_the_work_of_a_wrong_code(certificate, monkeypatch):
    """Else the time of the answer would tell which numbers exist."""
    numbers = [certificate.number]
    # Before the only document in the register, and after it.
    numbers += [compose_number("UZ", "consular-registration", ISSUED_AT.date(), lambda _, x=x: x) for x in "2Z"]
    assert numbers[1] < certificate.number < numbers[2]
    compared = []
    real = queries.fingerprint_for
    monkeypatch.setattr(queries, "fingerprint_for", lambda *given: compared.append(given) or real(*given))
    for number in numbers:
        assert api.verify_number(number, "222222", LATER).verdict is Verdict.NOT_OURS
    assert len(compared) == 3


def test_a_withdrawn_key_ends_all_its_seals_and_another_takes_over(certificate, person, make_record):
    old = signer_for("consular-registration")
    api.revoke_signing_key(acting_user=SYSTEM, key_id=old.key_id.hex())
    verification = api.verify_seal(seal_of(certificate), LATER)
    assert verification.verdict is Verdict.KEY_REVOKED
    assert not verification.facts
    new = api.issue_certificate(acting_user=SYSTEM, subject="S", person=person, record=make_record())
    assert new.key_id == signer_for("consular-registration").key_id.hex() != old.key_id.hex()
    assert api.verify_seal(seal_of(new), LATER).verdict is Verdict.VALID


def test_the_command_withdraws_a_key_and_counts_its_documents(certificate, capsys):
    key_id = signer_for("consular-registration").key_id.hex()
    call_command("revoke_seal_key", key_id.upper())
    assert f"{key_id} is withdrawn" in capsys.readouterr().out
    assert api.documents_sealed_by(key_id) == 1
    assert api.verify_seal(seal_of(certificate), LATER).verdict is Verdict.KEY_REVOKED
    assert [entry.act for entry in entries_of_chain("keys")][-2:] == ["revoke_signing_key", "publish_trust_list"]
    with pytest.raises(CommandError, match="0123456789abcdef"):
        call_command("revoke_seal_key", "0123456789abcdef")


def test_with_legal_force_nothing_is_signed_before_the_root_has_listed_a_key(settings, person, make_record):
    settings.DEMONSTRATION = False
    with pytest.raises(SealKeyNotTrusted):
        api.issue_certificate(acting_user=SYSTEM, subject="S", person=person, record=make_record())
    assert not SigningKey.objects.exists()


def test_letters_that_cannot_be_printed_stop_the_issue_and_are_named(person, make_record):
    record = make_record(post_names={"uz": "서울"})
    with pytest.raises(LettersCannotBePrinted) as refusal:
        api.issue_certificate(acting_user=SYSTEM, subject="S", person=person, record=record)
    assert refusal.value.fields == {"letters": "서 울"}
    assert api.certificate_of("S") is None


@pytest.mark.parametrize(
    "change", ["post_code = 'busan'", "record = 'x'", "code_fingerprint = 'x'", "expires_on = NULL", "subject = 'x'"]
)
def test_the_database_keeps_what_was_issued(certificate, change):
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        connection.cursor().execute(f"UPDATE certificates_certificate SET {change}")


def test_the_database_refuses_to_bring_a_withdrawn_document_back_or_to_delete_one(certificate):
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="issued_in_error")
    with pytest.raises(IntegrityError, match="does not become"), transaction.atomic():
        Certificate.objects.update(status="valid")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Certificate.objects.filter(number=certificate.number)._raw_delete("default")
    for statement in ("UPDATE certificates_statuschange SET reason = 'x'", "DELETE FROM certificates_statuschange"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            connection.cursor().execute(statement)


def test_even_the_owner_of_the_tables_cannot_change_a_status_change(committed_db, certificate):
    api.revoke_certificate(acting_user=SYSTEM, number=certificate.number, reason="issued_in_error")
    with (
        psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        owner.execute("DELETE FROM certificates_statuschange")


def test_another_text_and_another_file_get_their_verdict():
    assert api.verify_seal("https://mfa.uz", LATER).verdict is Verdict.NOT_OURS
    assert api.verify_seal("", LATER).verdict is Verdict.UNREADABLE
    assert api.verify_seal("UZ1:6BF", LATER).verdict is Verdict.FORMAT
    assert api.verify_upload(b"no picture", LATER).verdict is Verdict.UNREADABLE
