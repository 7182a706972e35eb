"""The examiner of the codes in a picture or a PDF. It runs in quarantine and imports nothing of ours."""

import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps
from pillow_heif import register_heif_opener

MAX_PAGES = 5
MAX_PIXELS = 50_000_000
MAX_SIDE = 4_000
"""Larger pictures are reduced first; a seal that fills a tenth of the width still has 5 pixels a module."""
PDF_DPI = (200, 300)
MOST_TO_ENLARGE = 9_000_000
"""Pixels: a page scanned at 300 dpi."""
MAX_LETTERS, MAX_NUMBERS = 20_000, 20

QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "GIF", "BMP")

_SHARPEN = ImageFilter.UnsharpMask(radius=3, percent=200, threshold=0)
_NUMBER = re.compile(r"\b[A-Z]{2}-[A-Z]{1,4}-[0-9]{2}-[0-9A-Z]{8}\b")

# What Pillow, pillow-heif and PDFium raise on broken files. A lack of memory is none of it: it ends the process.
_BROKEN_FILE = (pypdfium2.PdfiumError, OSError, ValueError, SyntaxError, EOFError)

register_heif_opener()


def examine(content: bytes, prefix: str) -> dict[str, str]:
    """{"text": …} of the first QR code that begins with `prefix`, else {"verdict": …}: NOT_OURS when there is another
    code, UNEXAMINED for a picture that is too large, UNREADABLE for all the rest. Of a PDF besides: {"numbers": …}, the
    numbers of documents in its text, parted by spaces."""
    is_pdf = content.startswith(b"%PDF-")
    pictures = _pages(content) if is_pdf else _picture(content)
    try:
        with closing(pictures):
            found = _first_code(pictures, prefix)
        return found | {"numbers": " ".join(_numbers(content))} if is_pdf and "text" in found else found
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"verdict": "UNEXAMINED"}
    except _BROKEN_FILE:
        return {"verdict": "UNREADABLE"}


def texts_in(picture: Image.Image) -> Iterator[str]:
    """The texts of the codes in a grey picture. A code that is printed small and scanned coarsely is found when the
    picture is enlarged, or its blurred edges are drawn sharp again."""
    seen = [code.text for code in zxingcpp.read_barcodes(picture, formats=QR_CODES)]
    yield from seen
    if seen or picture.width * picture.height > MOST_TO_ENLARGE:
        return
    large = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS)
    for tried in (large, large.filter(_SHARPEN)):
        yield from (code.text for code in zxingcpp.read_barcodes(tried, formats=QR_CODES))


def _first_code(pictures: Iterable[Image.Image], prefix: str) -> dict[str, str]:
    found = {"verdict": "UNREADABLE"}
    for picture in pictures:
        for text in texts_in(picture):
            if text.startswith(prefix):
                return {"text": text}
            found = {"verdict": "NOT_OURS"}
    return found


def _numbers(content: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(content)) as document:
        numbers: dict[str, None] = {}
        for index in range(min(len(document), MAX_PAGES)):
            page = document[index]
            text = page.get_textpage()
            numbers |= dict.fromkeys(_NUMBER.findall(text.get_text_range(count=min(text.count_chars(), MAX_LETTERS))))
            text.close()
            page.close()
        return list(numbers)[:MAX_NUMBERS]


def _picture(content: bytes) -> Generator[Image.Image, None, None]:
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        # `draft` lets a JPEG decode at a fraction of its size, which is most of the time for a phone photo.
        picture.draft("L", (MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(picture).convert("L")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    yield upright


def _pages(content: bytes) -> Generator[Image.Image, None, None]:
    """The pages as pictures, coarse first: most seals are found at once, small or scanned ones need more dots."""
    with closing(pypdfium2.PdfDocument(content)) as document:
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
