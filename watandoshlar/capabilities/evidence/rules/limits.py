"""What may be kept."""

from dataclasses import dataclass

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"
PICTURES = (JPEG, PNG, HEIC)
EVERYTHING = (PDF, *PICTURES)

MAX_PIXELS = 51_000_000
"""A phone's best usual camera mode (8192 x 6144); decoded it takes 200 MB, which is what one upload may cost us."""
MAX_SIDE = 4_000
"""Larger pictures are reduced to this. A sheet of A4 then still has 340 dots an inch: small print stays readable."""


@dataclass(frozen=True)
class Limits:
    """What one question accepts. `accept` holds media types; sizes in bytes and pixels, 0 for no lower bound."""

    accept: tuple[str, ...] = EVERYTHING
    max_bytes: int = 10 * 1024 * 1024
    min_width: int = 0
    min_height: int = 0


USUAL = {
    "file": Limits(),
    # The ministry's online form asks for a portrait of 300 x 400 pixels (consulate.mfa.uz, rules of the photo).
    "photo": Limits(accept=PICTURES, min_width=300, min_height=400),
}


class Unfit(Exception):
    """The upload is not kept. `code` is stable, `facts` fill the sentence of the error with this code."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Checked:
    """What will be kept: the bytes, and the media type that they really have."""

    content: bytes
    media_type: str
