import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from watandoshlar.domains.certificates.layout import SealTooLarge, render_certificate
from watandoshlar.domains.certificates.layout.codes import print_seal
from watandoshlar.foundation.typesetting import LetterMissing


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def picture(pdf, dpi):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[len(document) - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    finally:
        document.close()


def words(text):
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    "languages", [("uz", "ru", "en"), ("uz-cyrl", "en"), ("uz-arab", "uz", "en"), ("en",), ("uz", "uz-arab", "en")]
)
def test_the_text_can_be_copied_in_every_script(make_record, lay_out, languages):
    record = make_record(languages)
    text = words("".join(pages(render_certificate(lay_out(record)))))
    assert "QODIROVA OʻGʻILOY SHUHRAT QIZI" in text
    assert "Қодирова Ўғилой" in text
    assert "Gʻijduvon koʻchasi 11, Seoul" in text
    assert "UZ-CR-26-7K3M9Q4A" in text
    assert "7QK4WD" in text
    assert "14.02.1990" in text
    assert "21.11.2031" in text
    assert "vatandosh.example/uz/verify" in text
    for row in record.rows:
        for shown in (*record.titles.values(), *row["labels"].values(), *row["values"].values()):
            assert shown in text


def test_the_file_says_that_it_is_an_accessible_archive_file(make_record, lay_out):
    pdf = render_certificate(lay_out(make_record()))
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>", pdf)
    assert re.search(rb"<pdfaid:conformance>A</pdfaid:conformance>", pdf)
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Lang ?\(uz", pdf)


def test_the_same_record_gives_the_same_bytes(make_record, lay_out):
    layout_record = lay_out(make_record())
    assert render_certificate(layout_record) == render_certificate(layout_record)


@pytest.mark.parametrize("languages", [("uz", "ru", "en"), ("uz-arab", "uz", "en")])
@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_the_seal_reads_from_the_page(make_record, lay_out, languages, dpi):
    layout_record = lay_out(make_record(languages, is_demonstration=True, is_confirmed=False))
    page = picture(render_certificate(layout_record), dpi)
    codes = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    # One code may be found twice; whatever else is seen in the print is no seal.
    assert {code.text for code in codes} == {layout_record.seal}


@pytest.mark.parametrize("angle", [-12, -3, 5, 12])
def test_the_seal_reads_from_a_poor_scan_at_200_dpi(make_record, lay_out, angle):
    layout_record = lay_out(make_record())
    scan = picture(render_certificate(layout_record), 200).rotate(angle, expand=True, fillcolor=255)
    scan = scan.filter(ImageFilter.GaussianBlur(0.8)).point(lambda light: 50 + light * 0.7)
    (code,) = zxingcpp.read_barcodes(scan)
    assert code.text == layout_record.seal


def test_modules_are_wide_enough_for_office_scanners(make_record, lay_out):
    seal = print_seal(lay_out(make_record()).seal)
    assert seal.width / seal.modules >= 0.35
    assert seal.quiet_zone == pytest.approx(4 * seal.width / seal.modules)


def test_a_seal_that_would_print_too_fine_is_refused():
    with pytest.raises(SealTooLarge):
        print_seal("UZ1:" + "7K" * 1200)


def test_what_is_not_legal_or_not_confirmed_says_so(make_record, lay_out):
    plain = words("".join(pages(render_certificate(lay_out(make_record())))))
    marked = words("".join(pages(render_certificate(lay_out(make_record(is_demonstration=True, is_confirmed=False))))))
    for language in ("uz", "ru", "en"):
        for sentence in ("This document has no legal force.", "The ministry has not yet confirmed the legal basis"):
            assert sentence not in plain
            assert marked.count(sentence) == 3
        assert f"DEMONSTRATION [{language}]" not in plain


def test_a_full_document_with_both_warnings_fits_one_page(make_record, lay_out):
    record = make_record(is_demonstration=True, is_confirmed=False)
    record = replace(record, rows=[record.rows[0], record.rows[1]] * 2)
    assert len(pages(render_certificate(lay_out(record)))) == 1


def test_a_long_document_goes_on_and_keeps_the_seal_on_its_last_page(make_record, lay_out):
    record = make_record()
    layout_record = lay_out(replace(record, rows=list(record.rows) * 15))
    texts = pages(render_certificate(layout_record))
    assert len(texts) > 1
    assert "7QK4WD" in texts[-1]
    (code,) = zxingcpp.read_barcodes(picture(render_certificate(layout_record), 200))
    assert code.text == layout_record.seal


def portrait(kind):
    content = BytesIO()
    Image.new("RGB", (300, 400), "#8899aa").save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_printed(make_record, lay_out, kind):
    with_photo = picture(render_certificate(lay_out(make_record(photo=portrait(kind)))), 50)
    without = picture(render_certificate(lay_out(make_record())), 50)
    portrait_greys = slice(145, 156)
    printed, empty = (sum(page.histogram()[portrait_greys]) for page in (with_photo, without))
    assert printed > empty + 3000  # 30 x 40 mm at 50 dpi are 4,650 dots


def test_a_document_without_end_says_so(make_record, lay_out):
    text = "".join(pages(render_certificate(lay_out(make_record(expires_on=None)))))
    assert "no end date [uz]" in text


def test_letters_that_no_font_has_are_named(make_record, lay_out):
    with pytest.raises(LetterMissing, match=r"^서울$"):
        render_certificate(lay_out(make_record(post_names={"uz": "서울 Seoul"})))


HOSTILE = ['#panic("x")', "$1/0$", "*bold* _it_ = head", "@ref <label>", "\\u{41}", "// gone", '"; #let x = 1', "[]{}"]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_people_wrote_is_never_typst_source(make_record, lay_out, value):
    record = make_record(("en",), holder={"family": value, "given": "", "patronymic": "", "script": "Latn"})
    assert value in words("".join(pages(render_certificate(lay_out(record)))))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(min_size=1, max_size=120, alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]))
)
def test_any_words_give_a_document(make_record, lay_out, value):
    record = make_record(("en",), titles={"en": value})
    try:
        pdf = render_certificate(lay_out(record))
    except LetterMissing as refusal:
        missing = str(refusal)
    else:
        assert pdf.startswith(b"%PDF-")
        return
    assert set(missing) <= set(value)


def test_threads_render_side_by_side(make_record, lay_out):
    layout_record = lay_out(make_record())
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(render_certificate, [layout_record] * 8))) == 1
