"""The portrait of a document: small enough for a register and a card, large enough for an officer's eyes."""

from io import BytesIO

from PIL import Image, ImageOps

# What the ministry prints on a return certificate: 300 x 400 pixels, at most 30 kB.
SIZE = (300, 400)
MOST_BYTES = 30_000
_QUALITIES = (88, 80, 70, 60, 50, 40, 30, 20, 10)
# A face is above the middle of most pictures: what has to go goes below it first.
_CENTRE = (0.5, 0.35)


def portrait(content: bytes) -> bytes:
    """A photo that was kept, cut to 3:4 and written as a JPEG of the size above. Equal photos give equal portraits."""
    picture = ImageOps.fit(Image.open(BytesIO(content)).convert("RGB"), SIZE, Image.Resampling.LANCZOS, 0, _CENTRE)
    picture.info.clear()
    return next(
        (jpeg for quality in _QUALITIES if len(jpeg := _jpeg(picture, quality)) <= MOST_BYTES),
        _jpeg(picture, _QUALITIES[-1]),
    )


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()
