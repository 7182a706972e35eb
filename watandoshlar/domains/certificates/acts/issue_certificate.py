import json
import secrets
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUser, System, append_entry
from watandoshlar.capabilities.people.api import Person, encrypt_for, fingerprint_for
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.certificates.acts.trust_signing_key import trust_signing_key
from watandoshlar.domains.certificates.errors import LettersCannotBePrinted, SealDoesNotFit, SealKeyNotTrusted
from watandoshlar.domains.certificates.layout import LayoutRecord, SealTooLarge, render_certificate
from watandoshlar.domains.certificates.layout.captions import captions_in
from watandoshlar.domains.certificates.models import Certificate, SigningKey
from watandoshlar.domains.certificates.rules.claims import seal_claims
from watandoshlar.domains.certificates.rules.numbers import compose_code, compose_number
from watandoshlar.domains.certificates.rules.record import CertificateRecord, to_json
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import Signer, make_seal
from watandoshlar.foundation.typesetting import LetterMissing


@transaction.atomic
def issue_certificate(
    *, acting_user: ActingUser | System, subject: str, person: Person, record: CertificateRecord
) -> Certificate:
    """Number, seal, print and register a document; all of it exists afterwards, or nothing.

    `acting_user` works at the post that issues, or is SYSTEM. A subject that already has a document gets that one back,
    unchanged. Raises RoleMissing, SealKeyNotTrusted, LettersCannotBePrinted, SealDoesNotFit.
    """
    if acting_user is not SYSTEM:
        require_officer(acting_user, get_post(record.post_code))
    issued = Certificate.objects.filter(subject=subject).first()
    if issued is not None:
        return issued
    signer = signer_for(record.document_type)
    key = _trusted_key(signer, record)
    number = compose_number(record.issuer, record.document_type, record.issued_at.date(), secrets.choice)
    printed = LayoutRecord(
        record=record,
        number=number,
        verification_code=compose_code(secrets.choice),
        seal=make_seal(seal_claims(record, number), signer),
        captions=captions_in(record.languages),
        check_address=f"{settings.SITE_URL.partition('://')[2]}/{record.languages[0]}/verify/",
    )
    certificate = _registered(printed, subject, person, key)
    append_entry(
        acting_user=acting_user,
        act="issue_certificate",
        chain=f"certificate:{number}",
        facts={"document_type": record.document_type, "subject": subject, "key": key.key_id},
    )
    return certificate


def _trusted_key(signer: Signer, record: CertificateRecord) -> SigningKey:
    document_type = record.document_type
    key = SigningKey.objects.filter(
        key_id=signer.key_id.hex(), revoked_at=None, document_types__contains=[document_type]
    ).first()
    if key is not None and (key.sign_until is None or clock.now() <= key.sign_until):
        return key
    if not settings.DEMONSTRATION:
        # With legal force, a key is trusted by a decision of the operator before it signs, not by being used.
        raise SealKeyNotTrusted(document_type=document_type)
    return trust_signing_key(
        acting_user=SYSTEM, public_key=signer.public_key, document_types=[document_type], since=record.issued_at
    )


def _registered(printed: LayoutRecord, subject: str, person: Person, key: SigningKey) -> Certificate:
    record, number = printed.record, printed.number
    content = {
        "record": to_json(record),
        "captions": printed.captions,
        "verification_code": printed.verification_code,
        "check_address": printed.check_address,
    }
    certificate = Certificate(
        number=number,
        document_type=record.document_type,
        titles=dict(record.titles),
        subject=subject,
        person=person,
        post_code=record.post_code,
        record=encrypt_for(person, json.dumps(content, ensure_ascii=False).encode(), f"certificate:{number}"),
        seal=encrypt_for(person, printed.seal.encode(), f"certificate-seal:{number}"),
        key=key,
        code_fingerprint=fingerprint_for(person, f"{number}:{printed.verification_code}"),
        storage_name=_keep_pdf(printed, person),
        issued_at=record.issued_at,
        expires_on=record.expires_on,
    )
    certificate.save(force_insert=True)
    return certificate


def _keep_pdf(printed: LayoutRecord, person: Person) -> str:
    """Print and store the file. When the transaction is rolled back later, an unnamed encrypted file stays behind."""
    try:
        pdf = render_certificate(printed)
    except LetterMissing as error:
        raise LettersCannotBePrinted(letters=" ".join(str(error))) from error
    except SealTooLarge as error:
        raise SealDoesNotFit from error
    encrypted = encrypt_for(person, pdf, f"certificate-pdf:{printed.number}")
    return default_storage.save(f"certificates/{uuid4().hex}.bin", ContentFile(encrypted))
