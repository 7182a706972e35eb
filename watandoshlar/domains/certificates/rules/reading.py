"""Finding a seal in what a person gives us: text, a picture or a PDF.

Whatever goes wrong becomes a verdict; nothing that a stranger uploads raises an error to the caller.
"""

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from watandoshlar.foundation.crypto.seal import MAX_TEXT_LENGTH, PREFIX, Verdict
from watandoshlar.foundation.pdfium import PdfiumError, open_pdf

MAX_BYTES = 10 * 1024 * 1024
MAX_PAGES = 5
MAX_PIXELS = 50_000_000
MAX_SIDE = 4_000
"""Larger pictures are reduced first; a seal that fills a tenth of the width still has 5 pixels a module."""
PDF_DPI = (200, 300)

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP")

# What Pillow, pillow-heif and PDFium raise on broken, hostile or absurdly large files.
_BROKEN_FILE = (
    PdfiumError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
)

register_heif_opener()


@dataclass(frozen=True)
class FoundText:
    """The text of a code, or the verdict that explains why there is none (NOT_OURS or UNREADABLE)."""

    text: str = ""
    verdict: Verdict | None = None


def find_seal(content: bytes) -> FoundText:
    """The seal in an uploaded file: PDF, picture (JPEG, PNG, HEIC, WebP…) or plain text."""
    if not content or len(content) > MAX_BYTES:
        return FoundText(verdict=Verdict.UNREADABLE)
    if content.lstrip()[: len(PREFIX)] == PREFIX.encode():
        return find_seal_in_text(content.decode("ascii", "replace"))
    pictures = _pages(content) if content.startswith(b"%PDF-") else _picture(content)
    try:
        with closing(pictures):
            return _first_seal(pictures)
    except _BROKEN_FILE:
        return FoundText(verdict=Verdict.UNREADABLE)


def find_seal_in_text(typed: str) -> FoundText:
    """The seal in pasted text; a seal may end in a space, so only line ends are cut off there."""
    text = typed.lstrip().rstrip("\r\n\t")
    if not text or len(text) > MAX_TEXT_LENGTH:
        return FoundText(verdict=Verdict.UNREADABLE)
    return FoundText(text) if text.startswith(PREFIX) else FoundText(verdict=Verdict.NOT_OURS)


def _first_seal(pictures: Iterable[Image.Image]) -> FoundText:
    found = FoundText(verdict=Verdict.UNREADABLE)
    for picture in pictures:
        for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
            if code.text.startswith(PREFIX):
                return FoundText(code.text)
            found = FoundText(verdict=Verdict.NOT_OURS)
    return found


def _picture(content: bytes) -> Generator[Image.Image, None, None]:
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        # `draft` lets a JPEG decode at a fraction of its size, which is most of the time for a phone photo.
        picture.draft("L", (MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(picture).convert("L")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    yield upright


def _pages(content: bytes) -> Generator[Image.Image, None, None]:
    """The pages as pictures, coarse first: most seals are found at once, small or scanned ones need more dots."""
    with open_pdf(content) as document:
        count = min(len(document), MAX_PAGES)
        for dpi in PDF_DPI:
            for index in range(count):
                yield _page(document, index, dpi)


def _page(document: pypdfium2.PdfDocument, index: int, dpi: int) -> Image.Image:
    page = document[index]
    try:
        longest = max(page.get_width(), page.get_height(), 1)
        bitmap = page.render(scale=min(dpi / 72, MAX_SIDE / longest), grayscale=True)
        try:
            picture: Image.Image = bitmap.to_pil().copy()
            return picture
        finally:
            bitmap.close()
    finally:
        page.close()
