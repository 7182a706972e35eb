import zlib
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.capabilities.evidence.corpus import pdf_of, png_of_stated_size
from watandoshlar.domains.certificates.layout import render_certificate
from watandoshlar.domains.certificates.rules import codes, reading
from watandoshlar.domains.certificates.rules.reading import find_seal, find_seal_in_text
from watandoshlar.foundation.crypto import Verdict


def code_picture(text, side=600, size=(1000, 1400), kind="PNG", **options):
    code = Image.fromarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    page = Image.new("L", size, 240)
    page.paste(code.resize((side, side)), (200, 300))
    content = BytesIO()
    page.save(content, kind, **options)
    return content.getvalue()


@pytest.fixture
def seal(make_record, lay_out):
    return lay_out(make_record()).seal


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "HEIF", "GIF", "BMP"])
def test_a_picture_of_the_code(seal, kind):
    assert find_seal(code_picture(seal, kind=kind)).text == seal


def test_a_picture_turned_by_its_camera(seal):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert find_seal(code_picture(seal, kind="JPEG", exif=exif)).text == seal


def test_our_own_pdf(make_record, lay_out):
    layout_record = lay_out(make_record())
    assert find_seal(render_certificate(layout_record)).text == layout_record.seal


def test_a_pdf_names_its_document_and_a_picture_none(make_record, lay_out, seal):
    assert find_seal(render_certificate(lay_out(make_record()))).numbers == ("UZ-CR-26-7K3M9Q4A",)
    assert find_seal(code_picture(seal)).numbers == ()


def test_a_pdf_of_pictures_with_the_seal_on_its_third_page(seal):
    pages = [Image.new("L", (800, 1100), 255)] * 2 + [Image.open(BytesIO(code_picture(seal)))]
    content = BytesIO()
    pages[0].save(content, "PDF", save_all=True, append_images=pages[1:])
    assert find_seal(content.getvalue()).text == seal


def test_a_seal_beside_another_code_is_found(seal):
    both = Image.new("L", (2000, 1400), 240)
    both.paste(Image.open(BytesIO(code_picture("https://mfa.uz"))), (0, 0))
    both.paste(Image.open(BytesIO(code_picture(seal))), (1000, 0))
    content = BytesIO()
    both.save(content, "PNG")
    assert find_seal(content.getvalue()).text == seal


def test_text_with_space_around_it(seal):
    assert find_seal(f"\n  {seal}\r\n".encode()).text == seal
    assert find_seal_in_text(f" {seal}\n").text == seal


def test_a_seal_may_end_in_a_space():
    assert find_seal_in_text("UZ1:AB \n").text == "UZ1:AB "


def test_another_code_is_not_ours():
    assert find_seal(code_picture("https://mfa.uz")).verdict is Verdict.NOT_OURS
    assert find_seal_in_text("HC1:NCFOXN").verdict is Verdict.NOT_OURS


def blank_pdf(pages):
    content = BytesIO()
    page = Image.new("L", (100, 100), 255)
    page.save(content, "PDF", save_all=True, append_images=[page] * (pages - 1))
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7\n", id="empty pdf"),
        pytest.param(b"%PDF-1.7\n" + b"\0" * 5000, id="noise in a pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, id="broken png"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\0" * 100, id="broken jpeg"),
        pytest.param(b"\0\0\0\x18ftypheic" + b"\0" * 100, id="broken heic"),
        pytest.param(b"just a sentence", id="text"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", id="postscript"),
        pytest.param(b"x" * (reading.MAX_BYTES + 1), id="too large"),
        pytest.param(b"UZ1:" + b"0" * 5000, id="text too long"),
        pytest.param(blank_pdf(3), id="blank pages"),
    ],
)
def test_what_cannot_be_read_is_unreadable(content):
    assert find_seal(content).verdict is Verdict.UNREADABLE


def test_pages_beyond_the_limit_are_not_looked_at(seal):
    pages = [Image.new("L", (100, 140), 255)] * codes.MAX_PAGES + [Image.open(BytesIO(code_picture(seal)))]
    content = BytesIO()
    pages[0].save(content, "PDF", save_all=True, append_images=pages[1:])
    assert find_seal(content.getvalue()).verdict is Verdict.UNREADABLE


def huge_picture(side):
    content = BytesIO()
    Image.new("1", (side, side)).save(content, "PNG")
    return content.getvalue()


def page_that_draws(objects):
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    return pdf_of({3: page, **objects})


def stream(content, head=b""):
    return b"<<%s/Length %d>>stream\n" % (head, len(content)) + content + b"\nendstream"


def pdf_with_gigabytes_of_drawing():
    packed = zlib.compressobj(9)
    lines = b"0 0 595 842 re f\n" * 60_000
    content = b"".join(packed.compress(lines) for _number in range(1500)) + packed.flush()
    return page_that_draws({4: stream(content, b"/Filter/FlateDecode"), 5: stream(b"")})


def pdf_that_draws_forms_within_forms():
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    inner = {
        number: stream(b"/X Do " * 30, form + b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1))
        for number in range(5, 10)
    }
    return page_that_draws({4: stream(b"/X Do"), **inner, 10: stream(b"0 0 595 842 re f", form)})


# Made where they are used: some take seconds.
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: huge_picture(8_000), id="64 million pixels"),
        pytest.param(lambda: huge_picture(20_000), id="400 million pixels"),
        pytest.param(lambda: png_of_stated_size(60_000, 60_000), id="pixels that are only promised"),
        pytest.param(pdf_with_gigabytes_of_drawing, id="a page that unpacks to gigabytes"),
        pytest.param(pdf_that_draws_forms_within_forms, id="a page that never ends"),
    ],
)
def test_a_bomb_is_refused_and_ends_nothing(make):
    content = make()
    assert len(content) < 5_000_000
    assert find_seal(content).verdict is Verdict.UNEXAMINED


def test_a_huge_page_is_looked_at_in_small(seal):
    content = BytesIO()
    Image.open(BytesIO(code_picture(seal))).save(content, "PDF", resolution=1)
    assert find_seal(content.getvalue()).text == seal


def test_the_picture_of_a_good_phone_is_opened(seal):
    content = code_picture(seal, side=4000, size=(8000, 6000), kind="HEIF", enc_params={"preset": "ultrafast"})
    assert find_seal(content).text == seal


def test_a_truncated_file_never_raises(make_record, lay_out):
    layout_record = lay_out(make_record())
    seal = layout_record.seal
    for whole in (render_certificate(layout_record), code_picture(seal)):
        for length in range(0, len(whole), max(1, len(whole) // 25)):
            found = codes.examine(whole[:length], "UZ1:")
            assert found.get("verdict") == "UNREADABLE" or found["text"] == seal


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"RIFF\0\0\0\0WEBP"]), st.binary())
def test_noise_never_raises(start, noise):
    assert codes.examine(start + noise, "UZ1:")["verdict"] in ("UNREADABLE", "NOT_OURS")
