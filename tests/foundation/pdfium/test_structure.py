import os

import pytest

from watandoshlar.foundation.pdfium import PdfStructure, describe_pdf
from watandoshlar.foundation.pdfium.structure import ACTIVE, active_names

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R%s>>"
PAGES = {2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"}


def pdf_of(objects: dict[int, bytes]) -> bytes:
    """A PDF without its table of objects: readers look for the objects themselves."""
    written = b"".join(b"%d 0 obj\n%s\nendobj\n" % entry for entry in objects.items())
    return b"%PDF-1.7\n" + written + b"trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF\n"


@pytest.mark.parametrize("name", sorted(ACTIVE))
def test_each_active_name_is_found_in_any_spelling(name):
    spelled = "".join(f"#{ord(letter):02x}" for letter in name)
    for written in (f"<</S/{name}/X 1>>", f"<</S /{spelled}>>", f"<</{name}(a)>>", f"<</A(\\()/S/{name}>>", f"/{name}"):
        assert active_names(written.encode()) == {name}, written
    for written in (f"<</S/{name}Free>>", f"<</S/un{name}>>", f"<</Title(HTML/{name} (and \\( more\\)) )>>"):
        assert active_names(written.encode()) == frozenset(), written


def test_what_a_page_says_is_not_what_it_does():
    said = b"stream\r\nBT (CV: CSS/JavaScript) Tj /JS gs ET\r\nendstream"
    assert active_names(b"4 0 obj\n<</Length 40>>" + said) == frozenset()
    assert active_names(b"4 0 obj\n<</Length 40>>" + said + b"\nendobj\n5 0 obj\n<</S/JavaScript>>") == {"JavaScript"}


def test_random_bytes_do_not_look_active():
    assert active_names(b"<</Length 1>>stream\n" + os.urandom(5_000_000) + b"\nendstream") == frozenset()


def test_a_hostile_text_is_searched_in_proportion_to_its_length():
    for content in (b"stream\n" * 1_000_000, b"(" * 5_000_000, b"(\\" * 2_500_000, b"/" * 5_000_000, b"(a" * 2_500_000):
        assert active_names(content) == frozenset()


def test_a_plain_pdf_opens():
    content = pdf_of({1: CATALOGUE % b"", **PAGES})
    assert describe_pdf(content) == PdfStructure(opens=True, locked=False, pages=1, active=())


def test_a_script_under_an_escaped_name_is_found():
    content = pdf_of({1: CATALOGUE % b"/OpenAction<</S/J#61vaScript/JS(1)>>", **PAGES})
    assert describe_pdf(content).active == ("JS", "JavaScript")


def test_an_object_that_a_later_version_replaced_is_still_found():
    old = pdf_of({1: CATALOGUE % b"/OpenAction<</S/Launch/F(a)>>", **PAGES})
    content = old + pdf_of({1: CATALOGUE % b""})[9:]
    assert describe_pdf(content).active == ("Launch",)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x89PNG", b"%PDF-1.7\n" + bytes(1_000_000)])
def test_what_is_no_pdf_does_not_open(content):
    assert describe_pdf(content) == PdfStructure(opens=False, locked=False, pages=0, active=())
