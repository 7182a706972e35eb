"""The forms that are printed: the card, and the seal that border posts of other states read."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from tests.example_day import NOW
from tests.portraits import portrait
from watandoshlar.domains.certificates.forms import FORMS
from watandoshlar.domains.certificates.rules.copies import Form
from watandoshlar.domains.certificates.rules.zones import travel_zone
from watandoshlar.foundation.crypto import FileSigner, Verdict, passport_hash, read_seal
from watandoshlar.foundation.crypto.authority import ISSUERS, Names, certify, found_authorities
from watandoshlar.foundation.crypto.travel_seal import NotATravelSeal, named_by, read_travel_seal

NAMES = Names("UZ", "Ministry of the tests", "https://vatandosh.example.uz")
AUTHORITIES = found_authorities(NAMES, NOW)


def chain(signer: FileSigner, profile: str) -> tuple[bytes, ...]:
    authority = AUTHORITIES[ISSUERS[profile]]
    ends = NOW.replace(year=NOW.year + 1)
    leaf = certify(authority, NAMES, profile, "return-certificate", signer.public_key, NOW, ends)
    return (leaf.public_bytes(Encoding.DER), authority.der)


def test_a_card_is_made_of_record_and_copy(make_record, copy_facts, signer, trusted):
    record = make_record(photo=portrait(), category="C2", passport="FA1234567")
    made = FORMS[Form.CARD].make(record, copy_facts, signer)
    document = pypdfium2.PdfDocument(made.content)
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=300 / 72, grayscale=True).to_pil())
    document.close()
    reading = read_seal(code.text, trusted, copy_facts.made_at)
    assert reading.verdict is Verdict.VALID_STATUS_UNKNOWN
    claims = reading.claims
    assert (claims.status_uri, claims.status_index) == (copy_facts.status_uri, copy_facts.status_index)
    assert (claims.number, claims.category) == (copy_facts.number, "C2")
    assert claims.passport_hash == passport_hash(copy_facts.number, "FA1234567")


def test_a_travel_seal_names_its_signer_and_says_the_zone(make_record, copy_facts, signer):
    record, signers = make_record(expires_on=date(2027, 2, 21)), chain(signer, "vds")
    made = FORMS[Form.TRAVEL_SEAL].make(record, replace(copy_facts, chain=signers), signer)
    seal = read_travel_seal(made.content)
    assert seal.is_signed_by(signer.public_key)
    assert (seal.zone, seal.state, seal.signed) == (travel_zone(record, copy_facts.number), "UZB", made.signed)
    assert seal.issued_on == seal.sealed_on == date(2026, 11, 22)
    assert seal.signer == named_by(signers[0])
    assert seal.signer.name == "UZWD"


def test_a_certificate_for_another_purpose_names_no_signer_of_travel_seals(signer):
    with pytest.raises(NotATravelSeal):
        named_by(chain(signer, "pdf")[0])


def test_signers_of_files_are_certified_for_readers_of_pdf():
    signer = FileSigner(ec.generate_private_key(ec.SECP256R1()))
    leaf = x509.load_der_x509_certificate(chain(signer, "pdf")[0])
    assert leaf.public_key() == signer.public_key
