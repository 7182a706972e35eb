"""Questions to the register, and the answers that whoever holds a document gets."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.access.api import is_officer_of
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUser, System
from watandoshlar.capabilities.people.api import access_people_of, decrypt_for, fingerprint_for
from watandoshlar.capabilities.posts.api import errors as post_errors
from watandoshlar.capabilities.posts.api import get_post, post_name, today_at
from watandoshlar.domains.certificates.errors import CertificateNotFound, StatusListNotFound
from watandoshlar.domains.certificates.models import (
    Certificate,
    Copy,
    LogEntry,
    LogHead,
    PublishedList,
    PublishedTrustList,
    SigningKey,
)
from watandoshlar.domains.certificates.rules.claims import BIRTH_DATE, FULL_NAME, SECOND_NAME, end_of
from watandoshlar.domains.certificates.rules.copies import STATUS_VALUES
from watandoshlar.domains.certificates.rules.files import FileWarning, file_warning
from watandoshlar.domains.certificates.rules.numbers import read_code, read_number
from watandoshlar.domains.certificates.rules.reading import FoundText, find_seal, find_seal_in_text
from watandoshlar.domains.certificates.rules.record import CertificateRecord, HolderName, from_json, full_name
from watandoshlar.domains.certificates.rules.verification import with_status
from watandoshlar.domains.certificates.states import EVERY_REASON, FINAL_STATUSES, RESTS_ON, Status
from watandoshlar.foundation.countries import LocalName
from watandoshlar.foundation.crypto import SealClaims, SealReading, TrustedKey, TrustedKeys, Verdict, read_seal
from watandoshlar.foundation.crypto.merkle import leaf_hash
from watandoshlar.foundation.pdf_seal import read_pdf_seal
from watandoshlar.foundation.scripts import may_be_same_name

_NOT_DOCUMENTS = frozenset({"status-lists", "pdf", "log", "wallets"})
"""What keys sign besides documents (`signing.py`); nobody may take such a signature for a document's."""


@dataclass(frozen=True)
class StraySeal:
    """A seal of one of our keys that the register did not issue, without the name in it."""

    number: str
    key_id: str


@dataclass(frozen=True)
class Verification:
    """The answer of a check: the verdict, labelled facts to compare with the paper (none unless it is genuine), and
    what there is to say of a file besides. `stray` is what was signed and not issued: whoever shows a verdict on it
    reports it (`report_stray_seal`)."""

    verdict: Verdict
    facts: Sequence[tuple[object, str]] = ()
    warning: FileWarning | None = None
    stray: StraySeal | None = None


def certificate_of(subject: str) -> Certificate | None:
    """The document issued on this subject, in the newest version that it has there; its row says nothing personal."""
    return Certificate.objects.filter(subject=subject).order_by("-version").first()


def certificate_numbered(number: str) -> Certificate | None:
    """The document with this number, its person too; its row says nothing personal."""
    meant = read_number(number)
    return Certificate.objects.select_related("person").filter(number=meant).first() if meant else None


def open_record(certificate: Certificate) -> CertificateRecord:
    """What the document says. The caller has come through an access function of this room or of the case."""
    content = decrypt_for(certificate.person, bytes(certificate.record), f"certificate:{certificate.number}")
    return from_json(json.loads(content)["record"])


def bears_name(certificate: Certificate, name: HolderName) -> bool:
    """Whether the document may be that of a person with this name, in any spelling; it tells nothing else of it."""
    record, written = open_record(certificate), full_name(name)
    return any(
        may_be_same_name(full_name(borne), written) or may_be_same_name(written, full_name(borne))
        for borne in (record.holder, record.second_name)
        if borne
    )


def kinds_issued() -> list[str]:
    """Every kind of document that was ever issued."""
    return list(Certificate.objects.values_list("document_type", flat=True).distinct().order_by("document_type"))


def valid_until(document_type: str, first: date, last: date) -> list[Certificate]:
    """The valid documents of a kind whose last day lies between the two, that of the nearest end first. Rows only."""
    rows = Certificate.objects.filter(document_type=document_type, status=Status.VALID)
    return list(rows.filter(expires_on__range=(first, last)).defer("record", "seal").order_by("expires_on", "number"))


def documents_held(person: UUID, document_type: str, today: date) -> list[Certificate]:
    """The documents of a kind that a person has today: those that count, and those that are paused. Rows only, the
    oldest first."""
    lasting = Q(expires_on=None) | Q(expires_on__gte=today)
    rows = Certificate.objects.filter(lasting, person=person, document_type=document_type)
    rows = rows.exclude(status__in=FINAL_STATUSES).defer("record", "seal")
    return list(rows.order_by("issued_at", "number"))


def newest_version(certificate: Certificate) -> Certificate:
    """The version that took this one's place last; itself when none did."""
    while (later := Certificate.objects.filter(previous=certificate).first()) is not None:
        certificate = later
    return certificate


def versions_of(certificate: Certificate) -> list[Certificate]:
    """All versions of a document, newest first."""
    versions = [newest_version(certificate)]
    while (earlier := versions[-1].previous) is not None:
        versions.append(earlier)
    return versions


def copies_of(certificate: Certificate) -> list[Copy]:
    """What was made of a document, oldest first."""
    return list(certificate.copies.order_by("made_at", "pk"))


@dataclass(frozen=True)
class OpenCertificate:
    """A document with what it says."""

    record: CertificateRecord
    certificate: Certificate


def access_certificate(acting_user: ActingUser | System, number: str) -> OpenCertificate:
    """A document for its holder or who acts for them, for an officer of the post that issued it, or SYSTEM. For
    anybody else there is none: raises CertificateNotFound."""
    certificate = certificate_numbered(number)
    if certificate is None or (acting_user is not SYSTEM and not _may_open(acting_user, certificate)):
        raise CertificateNotFound
    return OpenCertificate(open_record(certificate), certificate)


def _may_open(acting_user: ActingUser, certificate: Certificate) -> bool:
    if not getattr(acting_user, "is_authenticated", False):
        return False
    if any(person.pk == certificate.person_id for person in access_people_of(acting_user)):
        return True
    return is_officer_of(acting_user, get_post(certificate.post_code))


def list_uri(list_id: str) -> str:
    """Where a status list is fetched; copies name it so."""
    return f"{settings.SITE_URL.rstrip('/')}/status-lists/{list_id}"


def statuses_by_list() -> dict[str, list[tuple[int, int]]]:
    """By status list, position and value of every copy in it that is not simply valid; one query, so that all lists
    speak of one moment."""
    others = Copy.objects.exclude(certificate__status=Status.VALID)
    by_list: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for list_id, position, status in others.values_list("status_list_id", "position", "certificate__status"):
        by_list[list_id].append((position, STATUS_VALUES[Status(status)]))
    return by_list


def published_lists() -> list[PublishedList]:
    """Every status list as it is published now, without its tokens."""
    return list(
        PublishedList.objects.select_related("status_list").defer("jwt", "cwt").order_by("status_list__opened_at", "pk")
    )


def status_list(list_id: str) -> PublishedList:
    """A status list as it is published now. Raises StatusListNotFound."""
    published = PublishedList.objects.select_related("status_list").filter(pk=list_id).first()
    if published is None:
        raise StatusListNotFound
    return published


def log_head() -> LogHead | None:
    """The log as it was published last; None before anything was."""
    return LogHead.objects.order_by("-size").first()


def log_leaves(first: int, count: int) -> list[bytes]:
    """Leaves of the log in their order."""
    return list(leaves_since(first, count))


def leaves_since(first: int, count: int | None = None) -> Iterator[bytes]:
    """All leaves from that number on, or so many of them, a few at a time."""
    entries = LogEntry.objects.filter(index__gte=first).order_by("index")
    if count is not None:
        entries = entries.filter(index__lt=first + count)
    return (bytes(leaf) for leaf in entries.values_list("leaf", flat=True).iterator())


def subject_of(number: str) -> str:
    """What the document with this number was issued on. Raises CertificateNotFound."""
    subject = Certificate.objects.filter(number=read_number(number)).values_list("subject", flat=True).first()
    if subject is None:
        raise CertificateNotFound
    return subject


def reason_of_status(certificate: Certificate) -> str | Promise:
    """Why the document has the status that it has; empty as long as it was never changed."""
    if certificate.status != certificate.own_status:
        return EVERY_REASON[RESTS_ON]
    change = certificate.status_changes.exclude(reason=RESTS_ON).order_by("-pk").first()
    return EVERY_REASON[change.reason] if change else ""


def documents_sealed_by(key_id: str) -> int:
    return Certificate.objects.filter(key_id=key_id).count()


def read_pdf(certificate: Certificate) -> bytes:
    """The PDF as it was issued. The caller has come through an access function of this room or of the case."""
    with default_storage.open(certificate.storage_name, "rb") as file:
        return decrypt_for(certificate.person, file.read(), f"certificate-pdf:{certificate.number}")


def signing_keys() -> list[SigningKey]:
    """Every key of this installation, by kind and by when it begins."""
    return list(SigningKey.objects.order_by("kind", "not_before", "key_id"))


def newest_trust_list() -> PublishedTrustList | None:
    """What readers are given; None before the first one was published."""
    return PublishedTrustList.objects.order_by("-version").first()


def trusted_keys() -> TrustedKeys:
    """Every key that was ever listed, withdrawn ones too: their seals get a verdict of their own."""
    listed = SigningKey.objects.filter(listed_at__isnull=False)
    return {bytes.fromhex(key.key_id): key.as_trusted() for key in listed}


def document_keys(at: datetime) -> list[TrustedKey]:
    """The keys that documents are checked with, by id, without those that were withdrawn until then."""
    keys = sorted(trusted_keys().values(), key=lambda key: key.key_id)
    return [
        key for key in keys if key.document_types - _NOT_DOCUMENTS and (key.revoked_at is None or key.revoked_at > at)
    ]


def verify_seal(text: str, at: datetime) -> Verification:
    """Check the text of a QR code, as scanned or pasted."""
    return _verify(find_seal_in_text(text), at)


def verify_upload(content: bytes, at: datetime) -> Verification:
    """Check a PDF, a picture or a text file. Of a PDF, whether it is the file that was issued as well."""
    return _verify(find_seal(content), at, content if content.startswith(b"%PDF-") else b"")


def verify_number(number: str, code: str, at: datetime) -> Verification:
    """Check a number with its verification code; shows nothing personal.

    An unknown number and a wrong code get the same answer after the same work: who asks for a number that is not there
    has the code compared with the next document's. UNREADABLE means that the number has a slip of the pen.
    """
    meant = read_number(number)
    if meant is None:
        return Verification(Verdict.UNREADABLE)
    register = Certificate.objects.select_related("person").order_by("number")
    certificate = register.filter(number__gte=meant).first() or register.last()
    if certificate is None:
        return Verification(Verdict.NOT_OURS)
    offered = fingerprint_for(certificate.person, f"{meant}:{read_code(code)}")
    fits = constant_time_compare(offered, bytes(certificate.code_fingerprint))
    if certificate.number != meant or not fits:
        return Verification(Verdict.NOT_OURS)
    ended = certificate.expires_on is not None and at >= end_of(certificate.expires_on)
    reading = Verdict.EXPIRED if ended else Verdict.VALID_STATUS_UNKNOWN
    verdict = with_status(reading, Status(certificate.status))
    return Verification(verdict, _register_facts(certificate))


def _verify(found: FoundText, at: datetime, pdf: bytes = b"") -> Verification:
    if found.verdict is not None:
        return Verification(found.verdict)
    keys = trusted_keys()
    reading = read_seal(found.text, keys, at)
    if reading.claims is None or reading.verdict in (Verdict.UNKNOWN_KEY, Verdict.KEY_REVOKED):
        return Verification(reading.verdict)
    certificate = _issued(reading)
    verdict = with_status(reading.verdict, Status(certificate.status) if certificate else None)
    if verdict is Verdict.NOT_IN_REGISTER:
        return Verification(verdict, stray=StraySeal(reading.claims.number, reading.key_id.hex()))
    warning = file_warning(read_pdf_seal(pdf, keys, at), found.numbers, reading.claims) if pdf else None
    return Verification(verdict, _seal_facts(reading.claims, certificate), warning)


def _issued(reading: SealReading) -> Certificate | None:
    """The document of which this very seal is a copy: who has stolen a key may write a number that exists."""
    number = reading.claims.number if reading.claims else ""
    certificate = Certificate.objects.filter(number=number).first() if number.isprintable() else None
    if certificate is None or not certificate.copies.filter(leaf=leaf_hash(reading.signed)).exists():
        return None
    return certificate


def _seal_facts(claims: SealClaims, certificate: Certificate | None) -> list[tuple[object, str]]:
    birth_date = str(claims.identity.get(BIRTH_DATE, ""))
    facts = [
        (_("Document"), _title(certificate, claims.document_type)),
        (_("Holder"), str(claims.identity.get(FULL_NAME, ""))),
        (_("Name in another script"), str(claims.identity.get(SECOND_NAME, ""))),
        (_("Date of birth"), ".".join((birth_date[6:], birth_date[4:6], birth_date[:4])) if birth_date else ""),
        (_("Document number"), claims.number),
        *_issue_facts(claims.post, claims.issued_at, _last_day(claims.expires_at)),
    ]
    return [fact for fact in facts if fact[1]]


def _register_facts(certificate: Certificate) -> list[tuple[object, str]]:
    facts = [
        (_("Document"), _title(certificate, certificate.document_type)),
        (_("Document number"), certificate.number),
        *_issue_facts(certificate.post_code, certificate.issued_at, certificate.expires_on),
    ]
    return [fact for fact in facts if fact[1]]


def _issue_facts(post_code: str, issued_at: datetime, last_day: date | None) -> list[tuple[object, str]]:
    """The days as the paper bears them, by the clock of the post, and its name; of a post not known here, its code."""
    try:
        post = get_post(post_code)
    except post_errors.PostNotFound:
        day, name = issued_at.date(), post_code
    else:
        day, name = today_at(post, issued_at), post_name(post, get_language())
    return [(_("Issued on"), _day(day)), (_("Valid until"), _day(last_day)), (_("Post"), name)]


def _title(certificate: Certificate | None, document_type: str) -> str:
    """The title in the language of the reader, else in one that the document has."""
    titles = {language: title for language, title in (certificate.titles if certificate else {}).items() if title}
    language = get_language() if get_language() in titles else next(iter(titles), "")
    return LocalName(titles[language], language) if language else document_type


def _last_day(expires_at: datetime | None) -> date | None:
    """The day that `end_of` made into this moment."""
    return (expires_at - timedelta(hours=36)).date() if expires_at else None


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
