"""What becomes of a picture that an editor brings: its pixels, upright and in plain colours, and nothing else.

A camera writes into its files where and when somebody stood, and with what; a reader has no use for it.
"""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 40_000_000
MAX_SIDE = 2400
QUALITY = 88
# What Pillow raises on a broken file; the list is its own, not ours to narrow.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


class Unfit(Exception):
    """A file that is no picture to show: file_damaged, image_too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def rewritten(content: bytes) -> bytes:
    """The picture as a JPEG, no side longer than MAX_SIDE. Raises Unfit."""
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise Unfit("image_too_large")
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2.0)
        # A new picture has nothing of what stood beside the pixels of the old one.
        paper = Image.new("RGB", picture.size, "white")
        shades = picture.convert("RGBA")
        paper.paste(shades, mask=shades.getchannel("A"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("image_too_large") from None
    except _BROKEN:
        raise Unfit("file_damaged") from None
    written = BytesIO()
    paper.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()
