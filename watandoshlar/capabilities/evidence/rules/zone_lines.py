"""The examiner of the machine-readable zone in a picture or a PDF. It runs in quarantine and imports nothing of ours.

Tesseract's neural network reads numbers best; its older classifier, which goes sign by sign, does not mistake a row of
fillers for letters, so it reads the names (decision 25).
"""

import math
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

# One picture takes one core.
os.environ["OMP_THREAD_LIMIT"] = "1"

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps
from tesserocr import OEM, PSM, RIL, PyTessBaseAPI, iterate_level

MAX_PIXELS = 51_000_000
PDF_DPI = 200
MAX_SIDE = 4_000
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
PAGE_WIDTH = 1_300
ZONE_WIDTHS = (1_000, 1_300, 1_700)
LEAST_SIGNS, MOST_SIGNS, LEAST_FILLERS = 24, 80, 3
BESIDE = 3
SLIGHT_SLOPE = 1.0
QUARTER_TURNS = (0, 180, 90, 270)
TRAINED = Path(sys.prefix) / "share" / "tessdata"

_BROKEN_FILE = (
    pypdfium2.PdfiumError, Image.DecompressionBombError, Image.DecompressionBombWarning,
    OSError, ValueError, SyntaxError, EOFError,
)  # fmt: skip

_DAYS = re.compile(r"[0-9]{5}[MF<][0-9]{5}")

Line = tuple[str, tuple[int, int, int, int], float]
"""The signs of a line, its box, and by how many degrees it slopes."""


def examine(content: bytes) -> dict[str, list[list[str]]]:
    """{"numbers": …, "names": …}: readings of the zone, each the lines that were seen; none where no zone is."""
    try:
        picture = _page(content) if content.startswith(b"%PDF-") else _picture(content)
    except _BROKEN_FILE:
        return {"numbers": [], "names": []}
    with _reader(OEM.LSTM_ONLY) as network, _reader(OEM.TESSERACT_ONLY) as classifier:
        seen, zone = _find(network, picture)
        if zone is None:
            return {"numbers": [], "names": []}
        widths = [(zone, width) for width in ZONE_WIDTHS]
        sharp = [ImageOps.autocontrast(_wide(*one)) for one in widths]
        even = [_even(_wide(*one)) for one in widths]
        return {
            "numbers": [seen, *(_signs(_lines(network, view)) for view in (*sharp, *even))],
            "names": [_signs(_lines(classifier, view)) for view in even],
        }


def _reader(engine: int) -> PyTessBaseAPI:
    reader = PyTessBaseAPI(path=str(TRAINED), lang="eng", psm=PSM.SINGLE_BLOCK, oem=engine)
    reader.SetVariable("tessedit_char_whitelist", SIGNS)
    return reader


def _find(reader: PyTessBaseAPI, picture: Image.Image) -> tuple[list[str], Image.Image | None]:
    """What a first look sees, and the part of the upright picture in which a zone lies."""
    for turn in QUARTER_TURNS:
        upright = picture.rotate(turn, expand=True)
        lines = _first_look(reader, upright)
        slope = median([slope for signs, _box, slope in lines if len(signs) >= LEAST_SIGNS] or [0.0])
        if abs(slope) > SLIGHT_SLOPE:
            upright = _turned(upright, slope)
            lines = _first_look(reader, upright)
        zone = [line for line in lines if _is_of_zone(line[0])]
        if zone:
            return _signs(lines), _cut_out(upright, zone)
    return [], None


def _first_look(reader: PyTessBaseAPI, picture: Image.Image) -> list[Line]:
    return _lines(reader, _even(_wide(picture, PAGE_WIDTH)))


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    paper = picture.resize((1, 1)).getpixel((0, 0))
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper)


def _is_of_zone(signs: str) -> bool:
    """Fillers, or two days with the sex between them: nothing else on a page has them, nor a page upside down."""
    is_long = LEAST_SIGNS <= len(signs) <= MOST_SIGNS
    return is_long and (signs.count("<") >= LEAST_FILLERS or bool(_DAYS.search(signs)))


def _cut_out(picture: Image.Image, zone: Sequence[Line]) -> Image.Image:
    """The lines level, with so much above and below them that no line of the zone is missing."""
    boxes = [box for _signs_of, box, _slope in zone]
    height = max(bottom - top for _left, top, _right, bottom in boxes)
    left, right = min(box[0] for box in boxes) - height, max(box[2] for box in boxes) + height
    top = min(box[1] for box in boxes) - BESIDE * height
    bottom = max(box[3] for box in boxes) + BESIDE * height
    scale = picture.width / PAGE_WIDTH
    corners = (max(0, left), max(0, top), min(PAGE_WIDTH, right), min(picture.height / scale, bottom))
    left, top, right, bottom = (int(corner * scale) for corner in corners)
    return _turned(picture.crop((left, top, right, bottom)), zone[-1][2])


def _wide(picture: Image.Image, width: int) -> Image.Image:
    return picture.resize((width, max(1, picture.height * width // picture.width)), Image.Resampling.LANCZOS)


def _even(picture: Image.Image) -> Image.Image:
    """How much darker each place is than its surroundings: shadows and the pattern of the page go."""
    surroundings = picture.filter(ImageFilter.BoxBlur(picture.width // 50))
    return ImageOps.invert(ImageOps.autocontrast(ImageChops.subtract(surroundings, picture), cutoff=(0, 0.5)))


def _lines(reader: PyTessBaseAPI, picture: Image.Image) -> list[Line]:
    reader.SetImage(picture)
    reader.Recognize()
    return list(_lines_seen(reader.GetIterator()))


def _lines_seen(found: Any) -> Iterator[Line]:
    for line in iterate_level(found, RIL.TEXTLINE) if found else ():
        try:
            signs = line.GetUTF8Text(RIL.TEXTLINE)
        except RuntimeError:
            # A line in which there is no sign.
            continue
        ends = line.Baseline(RIL.TEXTLINE)
        slope = math.degrees(math.atan2(ends[1][1] - ends[0][1], ends[1][0] - ends[0][0])) if ends else 0.0
        yield "".join(signs.split()), line.BoundingBox(RIL.TEXTLINE), slope


def _signs(lines: Iterable[Line]) -> list[str]:
    return [signs for signs, _box, _slope in lines]


def _picture(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        return ImageOps.exif_transpose(picture).convert("L")


def _page(content: bytes) -> Image.Image:
    """The first page of a PDF."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        page = document[0]
        longest = max(page.get_width(), page.get_height(), 1)
        picture: Image.Image = page.render(scale=min(PDF_DPI / 72, MAX_SIDE / longest), grayscale=True).to_pil().copy()
        page.close()
        return picture
