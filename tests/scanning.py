"""Paper that was printed and scanned: turned a little, blurred, noisy and pale."""

from contextlib import closing

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

FINER = 2
"""Paper has no dots: it is turned at twice the dots of the scanner."""
NOISE = 8.0
PAPER, INK = 236, 60
"""Grey of white paper and of black print: 70 % of the contrast."""


def printed(pdf: bytes, page: int, dpi: int, part: tuple[float, float, float, float] = (0, 0, 1, 1)) -> Image.Image:
    """A part of a page (left, top, right, bottom, as shares of it) on paper that is to be scanned at `dpi`."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        picture = document[page].render(scale=dpi * FINER / 72, grayscale=True).to_pil()
    left, top, right, bottom = part
    box = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
    return picture.crop(tuple(map(round, box)))


def scanned(paper: Image.Image, angle: float, blur: float) -> Image.Image:
    """What a scanner makes of it; `blur` in dots of the scan."""
    turned = paper.rotate(angle, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    scan = turned.reduce(FINER).filter(ImageFilter.GaussianBlur(blur))
    pale = scan.point(lambda light: INK + light * (PAPER - INK) // 255)
    return ImageChops.add(pale, Image.effect_noise(pale.size, NOISE), 1, -128)
