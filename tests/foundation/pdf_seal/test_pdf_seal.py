import random
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tests.certificates_of_keys import ROOT_CERTIFICATE, chain_of
from watandoshlar.foundation.crypto import FileSigner, TrustedKey
from watandoshlar.foundation.pdf_seal import (
    CannotSeal,
    ChainOfAnotherKey,
    PdfFacts,
    PdfSealState,
    read_pdf_seal,
    seal_pdf,
)
from watandoshlar.foundation.pdf_seal.cms import make_signature, signer_of
from watandoshlar.foundation.typesetting import typeset

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SIGNER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
CHAIN = chain_of(SIGNER.public_key)
FACTS = PdfFacts("UZ-CR-26-7K3M9Q4A", bytes(range(32)), NOW, "Republic of Uzbekistan")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    template = tmp_path_factory.mktemp("template") / "page.typ"
    template.write_text(
        '#set document(title: "A")\n#set text(font: "Noto Sans", lang: "uz")\nOʻgʻiloy\n#pagebreak()\nB'
    )
    return typeset(template, {}, NOW)


@pytest.fixture(scope="module")
def sealed(plain):
    return seal_pdf(plain, FACTS, SIGNER, CHAIN)


def trusted(**facts):
    return {SIGNER.key_id: replace(TrustedKey(SIGNER.key_id, SIGNER.public_key, frozenset({"pdf"})), **facts)}


def state(pdf, at=NOW, **facts):
    return read_pdf_seal(pdf, trusted(**facts), at).state


def judged_by_pyhanko(pdf):
    """Whether pyHanko finds one signature on the file, good, trusted, over all of it, and permitting no change."""
    (root,) = load_certs_from_pemder_data(ROOT_CERTIFICATE.public_bytes(Encoding.DER))
    context = ValidationContext(trust_roots=[root], moment=NOW)
    try:
        (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
        status = validate_pdf_signature(signature, context)
        return (
            status.bottom_line
            and status.coverage is SignatureCoverageLevel.ENTIRE_FILE
            and status.modification_level is ModificationLevel.NONE
            and signature.docmdp_level is MDPPerm.NO_CHANGES
        )
    except Exception:
        # What it raises on a damaged file is of many kinds, and never says "valid".
        return False


def judged_by_poppler(pdf, path):
    path.write_bytes(pdf)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    return "Signature is Valid." in said and "Total document signed" in said and "ETSI.CAdES.detached" in said


def changed(pdf, at):
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def test_the_file_says_what_was_sealed(sealed):
    reading = read_pdf_seal(sealed, trusted(), NOW)
    assert (reading.state, reading.number, reading.content_hash) == (
        PdfSealState.INTACT,
        FACTS.number,
        FACTS.content_hash,
    )


def test_readers_of_other_makers_call_it_valid(sealed, tmp_path):
    assert judged_by_pyhanko(sealed)
    assert judged_by_poppler(sealed, tmp_path / "sealed.pdf")
    subprocess.run(["qpdf", "--check", tmp_path / "sealed.pdf"], capture_output=True, check=True)


def test_the_file_before_it_stays_as_it_was(plain, sealed):
    assert sealed.startswith(plain)


def test_no_byte_can_change(sealed):
    assert len(sealed) < 20_000
    assert {state(changed(sealed, at)) for at in range(len(sealed))} == {PdfSealState.CHANGED}


def test_nothing_can_be_added_or_cut_off(plain, sealed):
    assert {state(sealed + b"\n"), state(sealed[:-1]), state(b" " + sealed)} == {PdfSealState.CHANGED}
    assert state(seal_again(sealed)) is PdfSealState.CHANGED
    assert state(plain) is PdfSealState.ABSENT


def seal_again(sealed):
    """The same update a second time, as somebody would append who cannot sign."""
    return sealed + sealed[sealed.index(b"/Type/Sig/") - 20 :]


def test_other_readers_find_a_changed_byte(plain, sealed, tmp_path):
    """In the pages and in the seal; spaces of the signature's room, the spelling of its digits and what stands behind
    it are no content to them, only to us."""
    contents = re.search(rb"/Contents<([0-9a-f]+?)0*>", sealed)
    drawn = random.Random(20261122)
    places = [*drawn.sample(range(20, len(plain)), 12), *drawn.sample(range(len(plain) + 2, contents.start()), 6)]
    for at in places:
        assert not judged_by_pyhanko(changed(sealed, at)), at
        assert not judged_by_poppler(changed(sealed, at), tmp_path / "changed.pdf"), at


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, PdfSealState.INTACT),
        ({"document_types": frozenset({"consular-registration"})}, PdfSealState.UNKNOWN_KEY),
        ({"revoked_at": NOW}, PdfSealState.UNKNOWN_KEY),
        ({"revoked_at": NOW + DAY}, PdfSealState.INTACT),
        ({"not_before": NOW + DAY}, PdfSealState.UNKNOWN_KEY),
        ({"sign_until": NOW - DAY}, PdfSealState.UNKNOWN_KEY),
    ],
)
def test_a_key_is_trusted_for_files_and_for_a_time(sealed, facts, expected):
    assert state(sealed, **facts) is expected


def test_a_key_that_is_not_listed_is_unknown(sealed):
    assert read_pdf_seal(sealed, {}, NOW).state is PdfSealState.UNKNOWN_KEY


def test_the_seal_of_another_file_is_no_seal(plain, sealed):
    other = seal_pdf(plain, replace(FACTS, number="UZ-CR-26-00000000"), SIGNER, CHAIN)
    assert len(other) == len(sealed)
    opens, closed = (re.search(rb"/Contents<[0-9a-f]+>", pdf).span() for pdf in (sealed, other))
    assert opens == closed
    start, end = opens
    assert state(sealed[:start] + other[start:end] + sealed[end:]) is PdfSealState.CHANGED


def test_a_seal_cannot_be_set_twice(sealed):
    with pytest.raises(CannotSeal):
        seal_pdf(sealed, FACTS, SIGNER, CHAIN)


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7\n%%EOF", b"trailer\n<</Size 1/Root 1 0 R>>\nstartxref\n0\n%%EOF"])
def test_only_files_of_our_typesetting_are_sealed(other):
    with pytest.raises(CannotSeal):
        seal_pdf(other, FACTS, SIGNER, CHAIN)


@pytest.mark.parametrize("text", ["a)b", "a\\b", "Oʻz", "a(b"])
def test_what_a_pdf_text_cannot_say_plainly_is_refused(plain, text):
    with pytest.raises(CannotSeal):
        seal_pdf(plain, replace(FACTS, issuer=text), SIGNER, CHAIN)


def test_the_chain_is_that_of_the_signer(plain):
    with pytest.raises(ChainOfAnotherKey):
        seal_pdf(plain, FACTS, FileSigner(ec.generate_private_key(ec.SECP256R1())), CHAIN)


@given(st.binary(min_size=32, max_size=32))
def test_a_signature_is_of_its_digest_only(digest):
    cms = make_signature(digest, SIGNER, CHAIN)
    assert signer_of(cms, digest) == SIGNER.public_key
    assert signer_of(cms, bytes(32)) is None or digest == bytes(32)


SEALED_HEAD = b"/M(D:20261122090000Z)/Reason(UZ)/ContentHash<00>"
CMS = make_signature(bytes(32), SIGNER, CHAIN)


@given(st.data())
def test_any_damage_to_a_signature_is_found(data):
    cms = CMS
    at = data.draw(st.integers(0, len(cms) - 1))
    damaged = cms[:at] + data.draw(st.binary(max_size=3)) + cms[at + data.draw(st.integers(1, 3)) :]
    assert damaged == cms or signer_of(damaged, bytes(32)) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(content):
    assert signer_of(content, bytes(32)) is None
    assert state(content) in (PdfSealState.ABSENT, PdfSealState.CHANGED)
    start = len(SEALED_HEAD)
    assert (
        state(SEALED_HEAD + b"/ByteRange[0 %d %d %d]/Contents<" % (start, start, 9) + content) is PdfSealState.CHANGED
    )
