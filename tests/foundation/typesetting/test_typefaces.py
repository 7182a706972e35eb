"""What is copied from a PDF in Arabic script is what is printed there, letter by letter."""

import subprocess
import unicodedata
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest

from tests.typefaces.make_arabic import WEIGHTS, make
from watandoshlar.foundation.typesetting import OWN_TYPEFACES, typeset

LINES = [
    "سلام علاقه اسلامی ملا بالا",
    "وطنداش کارته سی اعتبارلی چیقیشی",
    "اۉزبېکستان جمهورییتی نمبر یاکی",
    "لله ۱۲۳ إسلام أحمد آلام لأ لإ لآ",
]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_arabic_typeface_is_what_it_says_it_is_made_from(weight):
    made = BytesIO()
    make(weight).save(made)
    assert made.getvalue() == (OWN_TYPEFACES / f"WatandoshArabic-{weight}.ttf").read_bytes()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    template = tmp_path_factory.mktemp("arabic") / "page.typ"
    style = '#set text(font: ("Noto Sans", "Watandosh Arabic"), lang: "uz", script: "arab", dir: rtl, '
    weights = ("regular", "medium", "semibold", "bold")
    lines = "\n\n".join(f'#text(weight: "{weight}")[{line}]' for line, weight in zip(LINES, weights, strict=True))
    template.write_text(f'#set document(title: "A")\n{style}ligatures: false, kerning: false)\n{lines}')
    return typeset(template, {}, datetime(2026, 11, 22, tzinfo=UTC))


def test_pdfium_copies_every_line(page):
    document = pypdfium2.PdfDocument(page)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert text.split("\r\n") == LINES


def test_poppler_copies_every_line(page, tmp_path):
    (tmp_path / "page.pdf").write_bytes(page)
    said = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True).stdout
    # Poppler says in which direction a line runs, and sets the space beside a number on its other side.
    plain = "".join(sign for sign in said if unicodedata.category(sign) != "Cf")
    assert ["".join(line.split()) for line in plain.splitlines() if line.strip()] == [
        line.replace(" ", "") for line in LINES
    ]
