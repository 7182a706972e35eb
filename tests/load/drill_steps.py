"""The steps of `make drill` that need the platform: seed, begin, judge."""

from datetime import date, timedelta
from unittest.mock import patch

from tests.load.bench import say
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.people.api import decrypt_for, register_person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.acts import _register
from watandoshlar.domains.certificates.models import Certificate, Copy, LogEntry, SigningKey
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import Verdict

KIND, CHECKED = "consular-registration", 50
LANGUAGES = ("uz", "ru", "en")


def seed(count: int, part: int) -> None:
    """So many holders of a valid document."""
    _without_limits()
    with patch.object(_register, "_keep_pdf", lambda printed, person: "certificates/seeded.bin"):
        for number in range(count):
            email = f"holder-{part}-{number}@example.org"
            account = create_account(acting_user=SYSTEM, email=email, language=LANGUAGES[number % 3])
            person = register_person(acting_user=account, relation="myself")
            api.issue_certificate(
                acting_user=SYSTEM, subject=f"DR-{part}-{number}", person=person, record=_record(number)
            )


def begin() -> None:
    """The theft is noticed: the key is withdrawn, another one is live, a run is opened and approved."""
    first, second = (Account.objects.get(email=f"{name}@example.org") for name in ("keeper", "second.keeper"))
    key = api.revoke_signing_key(acting_user=SYSTEM, key_id=Certificate.objects.filter(subject="DR-0-0").get().key_id)
    _without_limits()
    run = api.open_reissue_run(acting_user=first, key_id=key.key_id)
    api.approve_signing_run(acting_user=second, run_id=run.pk)


def judge(holders: int) -> None:
    """Everybody has one new document, nobody two; old papers get their reason code."""
    new = Certificate.objects.filter(version=2, subject__startswith="DR-")
    letters = Letter.objects.filter(code="document_issued_anew")
    counts = (
        new.count(),
        new.values("previous").distinct().count(),
        Certificate.objects.filter(status="superseded", subject__startswith="DR-").count(),
        letters.values("account").distinct().count(),
    )
    assert counts == (holders,) * 4, counts
    assert LogEntry.objects.count() == Copy.objects.count()
    at = clock.now() + timedelta(minutes=1)
    for certificate in new.order_by("?").select_related("person", "previous__person")[:CHECKED]:
        assert api.verify_seal(_seal_of(certificate), at).verdict is Verdict.VALID
        assert api.verify_seal(_seal_of(certificate.previous), at).verdict is Verdict.KEY_REVOKED
    say(f"\n{holders:,} new documents, one for each holder; {CHECKED} old papers KEY_REVOKED, {CHECKED} new ones VALID")


def _without_limits() -> None:
    for kind in (KIND, "status-lists", "log", "pdf"):
        key = signer_for(kind).key
        if key.daily_quota < 10_000_000:
            api.set_key_quota(acting_user=SYSTEM, key_id=key.key_id, daily_quota=10_000_000, hourly_alarm=10_000_000)
    assert SigningKey.objects.exists()


def _record(number: int) -> api.CertificateRecord:
    title = {
        "uz": "Konsullik hisobi maʼlumotnomasi",
        "ru": "Справка о консульском учёте",
        "en": "Consular registration",
    }
    return api.CertificateRecord(
        document_type=KIND,
        languages=LANGUAGES,
        titles=title,
        holder={"family": "NAMUNAVA", "given": f"NAMUNA {number}", "patronymic": "", "script": "Latn"},
        birth_date="1990-02-14",
        rows=[{"field": "kind", "labels": title, "values": dict.fromkeys(LANGUAGES, "Permanent")}],
        post_code="seoul",
        post_names=dict.fromkeys(LANGUAGES, "Seoul"),
        issued_at=clock.now(),
        expires_on=date(2031, 11, 21),
        is_demonstration=True,
    )


def _seal_of(certificate: Certificate) -> str:
    content = decrypt_for(certificate.person, certificate.seal, f"certificate-seal:{certificate.number}")
    return content.decode()
