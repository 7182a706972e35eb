"""What the acts that issue documents share."""

import json
import secrets
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUser, System, append_entry
from watandoshlar.capabilities.people.api import Person, encrypt_for, fingerprint_for
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.certificates.acts._copies import make_copy
from watandoshlar.domains.certificates.acts._files import printing, sealed_file
from watandoshlar.domains.certificates.errors import CertificateNotFound, DocumentDoesNotCount
from watandoshlar.domains.certificates.layout import LayoutRecord, render_certificate
from watandoshlar.domains.certificates.layout.captions import captions_in
from watandoshlar.domains.certificates.models import Certificate
from watandoshlar.domains.certificates.queries import newest_version
from watandoshlar.domains.certificates.rules.copies import Form
from watandoshlar.domains.certificates.rules.numbers import compose_code, compose_number
from watandoshlar.domains.certificates.rules.record import CertificateRecord, to_json
from watandoshlar.domains.certificates.rules.zones import travel_zone
from watandoshlar.domains.certificates.states import Status


def locked_certificate(number: str) -> Certificate:
    """The document, whose status stays what it is while this transaction lasts. Raises CertificateNotFound.

    A document is locked after the one on which it rests, so that no two transactions wait for each other.
    """
    try:
        return Certificate.objects.select_for_update(of=("self",), no_key=True).get(number=number)
    except Certificate.DoesNotExist:
        raise CertificateNotFound from None


def locked_base(number: str) -> Certificate:
    """The newest version of a document on which another is to rest. Raises CertificateNotFound and
    DocumentDoesNotCount."""
    base = _locked_newest(number)
    if base.status != Status.VALID:
        raise DocumentDoesNotCount(number=base.number)
    return base


def _locked_newest(number: str) -> Certificate:
    certificate = locked_certificate(number)
    while certificate.status == Status.SUPERSEDED:
        certificate = locked_certificate(Certificate.objects.get(previous=certificate).number)
    return certificate


def hold_documents(certificates: Iterable[Certificate]) -> None:
    """While this transaction lasts, nothing changes whether these documents count: the newest version of each is
    locked, after everything on which it rests."""
    places = {one.number: depth for each in certificates for depth, one in enumerate(_rests_upon(each))}
    for number in sorted(places, key=lambda found: (places[found], found)):
        _locked_newest(number)


def hold_holder(person: UUID) -> None:
    """While this transaction lasts, nobody else who asks for it issues a document to the person. Taken before any
    document is locked."""
    Person.objects.select_for_update(no_key=True).get(pk=person)


def _rests_upon(certificate: Certificate) -> list[Certificate]:
    """The newest versions of what the document rests on, from the ground up to itself."""
    newest = newest_version(certificate)
    below = _rests_upon(newest.rests_on) if newest.rests_on else []
    return [*below, newest]


def register_document(
    acting_user: ActingUser | System,
    *,
    subject: str,
    person: Person,
    record: CertificateRecord,
    base: Certificate | None = None,
    previous: Certificate | None = None,
) -> Certificate:
    """Number, seal, print and register. `base` and `previous` are locked by the caller."""
    if acting_user is not SYSTEM:
        require_officer(acting_user, get_post(record.post_code))
    number = compose_number(record.issuer, record.document_type, record.issued_at.date(), secrets.choice)
    made, copy = make_copy(acting_user, number, record, Form.SEAL, record.issued_at)
    copies, zone, travel_seal = [copy], (), b""
    if record.travel_seal:
        for_borders, travel_copy = make_copy(acting_user, number, record, Form.TRAVEL_SEAL, record.issued_at)
        copies.append(travel_copy)
        zone, travel_seal = travel_zone(record, number), for_borders.content
    printed = LayoutRecord(
        record=record,
        number=number,
        verification_code=compose_code(secrets.choice),
        seal=made.content.decode(),
        captions=captions_in(record.languages),
        check_address=f"{settings.SITE_URL.partition('://')[2]}/{record.languages[0]}/verify/",
        zone=zone,
        travel_seal=travel_seal,
    )
    certificate = _registered(printed, subject, person)
    certificate.key = copy.key
    certificate.rests_on = base
    certificate.previous = previous
    certificate.version = previous.version + 1 if previous else 1
    certificate.save(force_insert=True)
    for each in copies:
        each.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="issue_certificate",
        chain=f"certificate:{number}",
        facts={"document_type": record.document_type, "subject": subject, "key": copy.key_id},
    )
    return certificate


def _registered(printed: LayoutRecord, subject: str, person: Person) -> Certificate:
    record, number = printed.record, printed.number
    content = {
        "record": to_json(record),
        "captions": printed.captions,
        "verification_code": printed.verification_code,
        "check_address": printed.check_address,
    }
    return Certificate(
        number=number,
        document_type=record.document_type,
        titles=dict(record.titles),
        subject=subject,
        person=person,
        post_code=record.post_code,
        record=encrypt_for(person, json.dumps(content, ensure_ascii=False).encode(), f"certificate:{number}"),
        seal=encrypt_for(person, printed.seal.encode(), f"certificate-seal:{number}"),
        code_fingerprint=fingerprint_for(person, f"{number}:{printed.verification_code}"),
        storage_name=_keep_pdf(printed, person),
        issued_at=record.issued_at,
        expires_on=record.expires_on,
    )


def _keep_pdf(printed: LayoutRecord, person: Person) -> str:
    """Print, seal and store the file. When the transaction is rolled back later, an unnamed encrypted file stays
    behind."""
    with printing():
        pdf = render_certificate(printed)
    sealed = sealed_file(pdf, printed.record, printed.number, printed.record.issued_at)
    encrypted = encrypt_for(person, sealed, f"certificate-pdf:{printed.number}")
    return default_storage.save(f"certificates/{uuid4().hex}.bin", ContentFile(encrypted))
