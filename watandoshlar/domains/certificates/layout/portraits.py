"""The photograph of the holder as a seal carries it: small, but a face.

WebP, because phones that are ten years old show it; AVIF would look better at the same size, but needs one of 2022.
"""

from io import BytesIO

from PIL import Image

SIZES = ((72, 96), (60, 80), (48, 64))
MOST_BYTES = 560
"""With everything else that a seal says it fits a code whose modules a card can still print, see `codes.py`."""
_LEAST_QUALITY, _MOST_QUALITY = 5, 60
_EFFORT = 6


def seal_portrait(photo: bytes) -> bytes:
    """The photograph in at most MOST_BYTES: the largest size that is not spoilt at that, in its best quality."""
    with Image.open(BytesIO(photo)) as opened:
        whole = opened.convert("RGB")
    for size in SIZES:
        small = whole.resize(size, Image.Resampling.LANCZOS)
        if len(_spelled(small, _LEAST_QUALITY)) <= MOST_BYTES:
            return _best(small)
    return _spelled(small, 0)


def _best(small: Image.Image) -> bytes:
    """Size grows with quality: halve what lies between the two that are known."""
    fits, too_large = _LEAST_QUALITY, _MOST_QUALITY
    best = _spelled(small, fits)
    while too_large - fits > 1:
        between = (fits + too_large) // 2
        tried = _spelled(small, between)
        if len(tried) <= MOST_BYTES:
            fits, best = between, tried
        else:
            too_large = between
    return best


def _spelled(small: Image.Image, quality: int) -> bytes:
    """Without profile or other words about the picture, which would cost more than the face."""
    content = BytesIO()
    small.save(content, "WEBP", quality=quality, method=_EFFORT)
    return content.getvalue()
