"""Every file that is issued is sealed, and a check tells whether it is that file."""

from contextlib import closing
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.domains.certificates.conftest import ISSUED_AT
from tests.portraits import portrait
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.api import FileWarning, Verdict
from watandoshlar.domains.certificates.layout import render_certificate
from watandoshlar.domains.certificates.models import Copy
from watandoshlar.domains.certificates.rules.copies import Form
from watandoshlar.domains.certificates.signing import chain_for, signer_for
from watandoshlar.foundation.crypto.travel_seal import read_travel_seal
from watandoshlar.foundation.references import read_zone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_day_of_issue")]
LATER = ISSUED_AT + timedelta(days=1)


def picture(pdf, page=0):
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return document[page].render(scale=300 / 72, grayscale=True).to_pil()


def text(pdf):
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_an_issued_file_is_known_as_it_is(certificate):
    checked = api.verify_upload(api.read_pdf(certificate), LATER)
    assert (checked.verdict, checked.warning) == (Verdict.VALID, None)


def test_readers_of_other_makers_trust_it_by_our_authority(certificate):
    (authority,) = load_certs_from_pemder_data(chain_for("pdf", "pdf")[-1])
    (signature,) = PdfFileReader(BytesIO(api.read_pdf(certificate))).embedded_signatures
    context = ValidationContext(trust_roots=[authority], moment=LATER)
    assert validate_pdf_signature(signature, context).bottom_line


def test_a_changed_file_is_no_file_of_ours_though_its_code_is_genuine(certificate):
    issued = api.read_pdf(certificate)
    place = issued.index(b"/Producer") if b"/Producer" in issued else 60
    changed = issued[:place] + bytes([issued[place] ^ 1]) + issued[place + 1 :]
    checked = api.verify_upload(changed, LATER)
    assert (checked.verdict, checked.warning) == (Verdict.VALID, FileWarning.CHANGED)


def test_a_file_without_its_seal_is_a_copy(certificate):
    issued = api.read_pdf(certificate)
    copy = issued[: issued.index(b"%%EOF") + 5]
    assert api.verify_upload(copy, LATER).warning is FileWarning.COPY


def test_two_files_with_exchanged_codes_are_found_out(certificate, person, make_record, lay_out):
    other = api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-BBBB", person=person, record=make_record())
    (code,) = zxingcpp.read_barcodes(picture(api.read_pdf(other)), formats=zxingcpp.BarcodeFormat.QRCode)
    layout_record = lay_out(make_record())
    # As a forger would: the page of one, the code of the other, and a seal that was valid once.
    forged = render_certificate(
        type(layout_record)(**{**layout_record.__dict__, "number": certificate.number, "seal": code.text})
    )
    seal = api.read_pdf(certificate)
    for file in (forged, forged + seal[seal.index(b"%%EOF") + 5 :]):
        checked = api.verify_upload(file, LATER)
        assert (checked.verdict, checked.warning) == (Verdict.VALID, FileWarning.OTHER_CODE)


def test_a_picture_says_nothing_of_a_file(certificate):
    content = BytesIO()
    picture(api.read_pdf(certificate)).save(content, "PNG")
    assert api.verify_upload(content.getvalue(), LATER).warning is None


def test_a_card_is_a_sealed_file_with_a_place_of_its_own(certificate):
    made = api.issue_copy(acting_user=SYSTEM, number=certificate.number, form="card")
    checked = api.verify_upload(made.content, LATER)
    assert (checked.verdict, checked.warning) == (Verdict.VALID, None)
    assert Copy.objects.filter(certificate=certificate, form=Form.CARD).count() == 1


def test_a_travel_document_has_its_zone_and_the_seal_of_borders(person, make_record):
    record = make_record(
        document_type="return-certificate", travel_seal=True, photo=portrait(), expires_on=date(2027, 2, 21)
    )
    certificate = api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-CCCC", person=person, record=record)
    issued = api.read_pdf(certificate)
    (code,) = zxingcpp.read_barcodes(picture(issued), formats=zxingcpp.BarcodeFormat.DataMatrix)
    seal = read_travel_seal(code.bytes)
    assert seal.is_signed_by(signer_for("return-certificate").public_key)
    assert list(seal.zone) == [line for line in text(issued).splitlines() if "<" in line]
    zone = read_zone(seal.zone, ISSUED_AT.date())
    assert (zone.family, zone.given, zone.issuer, zone.nationality) == ("QODIROVA", "OGILOY", "UZB", "UZB")
    assert (zone.number, zone.expires_on) == (certificate.number[7] + certificate.number[9:], date(2027, 2, 21))
    assert {copy.form for copy in Copy.objects.filter(certificate=certificate)} == {Form.SEAL, Form.TRAVEL_SEAL}
