"""Documents as their holders see them: what somebody holds, and everything about one of them."""

import json
from dataclasses import dataclass
from io import BytesIO

import zxingcpp
from PIL import Image

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import access_people_of, decrypt_for
from watandoshlar.domains.certificates.errors import CertificateNotFound
from watandoshlar.domains.certificates.models import Certificate
from watandoshlar.domains.certificates.queries import newest_version, open_record, versions_of
from watandoshlar.domains.certificates.rules.numbers import read_number
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.states import Status


def access_held_documents(account: Account) -> list[Certificate]:
    """The documents of the people for whom the account acts today, without those that newer versions have replaced;
    the account's own first, then the newest first. Each has its `relation` to the account on its person."""
    people = {person.pk: (place, person) for place, person in enumerate(access_people_of(account))}
    rows = Certificate.objects.filter(person__in=people).exclude(status=Status.SUPERSEDED)
    held = list(rows.defer("record", "seal", "code_fingerprint").order_by("-issued_at", "number"))
    for certificate in held:
        certificate.person = people[certificate.person_id][1]
    return sorted(held, key=lambda certificate: people[certificate.person_id][0])


MODULE_PIXELS = 8


@dataclass(frozen=True)
class HeldDocument:
    """One document of a person for whom the account acts.

    `versions`: all of it, newest first. `base`: the newest version of the document on which it rests. `resting`: rows
    of what rests on it, whose holders may be others: of those, nothing but what kind of document it is and its status
    is shown. `is_own_base` and `own_resting` say which of them the account may open too.
    """

    certificate: Certificate
    record: CertificateRecord
    verification_code: str
    seal: str
    versions: tuple[Certificate, ...]
    base: Certificate | None
    is_own_base: bool
    resting: tuple[Certificate, ...]
    own_resting: frozenset[str]


def access_held_document(account: Account, number: str) -> HeldDocument:
    """One document of a person for whom the account acts today; anybody else's is not found."""
    people = {person.pk for person in access_people_of(account)}
    rows = Certificate.objects.select_related("person", "rests_on")
    certificate = rows.filter(number=read_number(number) or "", person__in=people).first()
    if certificate is None:
        raise CertificateNotFound
    versions = tuple(versions_of(certificate))
    base = newest_version(certificate.rests_on) if certificate.rests_on else None
    resting = tuple(
        Certificate.objects.filter(rests_on__in=versions)
        .exclude(status=Status.SUPERSEDED)
        .defer("record", "seal")
        .order_by("issued_at", "number")
    )
    return HeldDocument(
        certificate=certificate,
        record=open_record(certificate),
        verification_code=verification_code_of(certificate),
        seal=seal_text_of(certificate),
        versions=versions,
        base=base,
        is_own_base=base is not None and base.person_id in people,
        resting=resting,
        own_resting=frozenset(one.number for one in resting if one.person_id in people),
    )


def verification_code_of(certificate: Certificate) -> str:
    """The code that is printed on the document. The caller has come through an access function."""
    content = decrypt_for(certificate.person, bytes(certificate.record), f"certificate:{certificate.number}")
    return json.loads(content)["verification_code"]


def seal_text_of(certificate: Certificate) -> str:
    """The text of the QR code on the document. The caller has come through an access function."""
    return decrypt_for(certificate.person, bytes(certificate.seal), f"certificate-seal:{certificate.number}").decode()


def documents_resting_on(certificate: Certificate) -> list[Certificate]:
    """Every document that does not count without this one, those that rest on another of them too. Rows only."""
    found: list[Certificate] = []
    bases = versions_of(certificate)
    while bases:
        resting = Certificate.objects.filter(rests_on__in=bases).exclude(pk__in=[one.pk for one in found])
        bases = list(resting.defer("record", "seal").order_by("number"))
        found += bases
    return found


def seal_picture(seal: str) -> bytes:
    """The QR code of a seal as a PNG, large enough for any screen and printer."""
    code = zxingcpp.create_barcode(seal, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = Image.fromarray(code.to_image(scale=MODULE_PIXELS, add_quiet_zones=True))
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
