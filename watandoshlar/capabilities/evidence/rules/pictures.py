"""Pictures are decoded and written anew: upright, in sRGB, and with nothing but their pixels."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from .limits import HEIC, JPEG, MAX_PIXELS, MAX_SIDE, PNG, Checked, Limits, Unfit

QUALITY = 90
_FORMATS = {JPEG: "JPEG", PNG: "PNG"}
_SHADED = ("L", "RGB", "RGBA", "CMYK")
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# What Pillow and libheif raise on a broken file; the list is theirs, not ours to narrow.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, RuntimeError, MemoryError,
    struct.error, zlib.error,
)  # fmt: skip
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def rewrite_picture(content: bytes, media_type: str, limits: Limits, *, photo: bool) -> Checked:
    """The picture without anything beside its pixels. HEIC becomes JPEG, and so does every photo; PNG stays PNG.

    Raises Unfit: file_damaged, image_too_large, photo_too_small.
    """
    try:
        picture = _reduced(_opened(content, media_type))
        picture = _in_srgb(ImageOps.exif_transpose(picture))
    except _TOO_LARGE:
        raise _too_large() from None
    except _BROKEN:
        raise Unfit("file_damaged") from None
    if picture.width < limits.min_width or picture.height < limits.min_height:
        raise Unfit(
            "photo_too_small",
            width=picture.width, height=picture.height, min_width=limits.min_width, min_height=limits.min_height,
        )  # fmt: skip
    if media_type == PNG and not photo:
        return Checked(_written(picture, "PNG", optimize=False), PNG)
    return Checked(_written(_opaque(picture), "JPEG", quality=QUALITY, subsampling=0, optimize=True), JPEG)


def _too_large() -> Unfit:
    return Unfit("image_too_large", megapixels=MAX_PIXELS // 1_000_000)


def _opened(content: bytes, media_type: str) -> Image.Image:
    """The picture, after the size that its header states was found bearable."""
    if media_type == HEIC:
        heif = pillow_heif.open_heif(BytesIO(content), convert_hdr_to_8bit=True)
        _check_pixels(heif.size)
        return heif.to_pillow()
    picture = Image.open(BytesIO(content), formats=[_FORMATS[media_type]])
    _check_pixels(picture.size)
    return picture


def _check_pixels(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise _too_large()


def _reduced(picture: Image.Image) -> Image.Image:
    """The decoded picture, no side longer than MAX_SIDE, in a mode that has shades: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.mode in ("LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    elif picture.mode not in _SHADED:
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    # With a gap of 1, a JPEG is decoded at half its size where that is enough: a quarter of the memory.
    picture.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=1.0)
    picture.load()
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture as L, RGB or RGBA with the colours it was meant to have, its own profile applied and dropped."""
    profile = picture.info.get("icc_profile")
    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    if profile and mode != "L":
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            # None only where the picture itself is changed.
            return ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode) or picture
        except (ImageCms.PyCMSError, OSError):
            # A profile that cannot be read says nothing about the colours.
            pass
    return picture.convert(mode)


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _written(picture: Image.Image, file_format: str, **options: object) -> bytes:
    # Pillow writes some of `info` (profile, comment, resolution) into the new file unless it is gone.
    picture.info.clear()
    written = BytesIO()
    picture.save(written, file_format, **options)
    return written.getvalue()
