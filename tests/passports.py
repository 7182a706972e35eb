"""Invented passports and identity cards as pictures, as scanners and phones give them."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from tests.example_day import NOW
from watandoshlar.foundation.references import TravelZone, check_digit, write_zone
from watandoshlar.foundation.typesetting import OWN_TYPEFACES

OCR_B = OWN_TYPEFACES / "OCRB.otf"
FAMILIES = (
    "YULDASHEV", "KARIMOVA", "TOSHMATOV", "RAKHIMOVA", "ABDULLAEV", "ISMOILOVA", "HAMIDOV", "NAZAROVA", "XOJAYEV",
    "QODIROVA", "SAIDOV",
)  # fmt: skip
GIVEN = (
    "OTKIR", "DILNOZA", "SARDOR", "GULNORA", "BAHODIR", "NIGORA", "JASUR", "MADINA", "SHERZOD", "ZULFIYA", "TIMUR",
    "LOLA", "AZIZBEK",
)  # fmt: skip
MORE = ["ANVAROVICH", "KARIM OGLI", "RUSTAMOVNA", "BAXTIYOR QIZI", "", ""]
PRINTED = (
    "O'ZBEKISTON RESPUBLIKASI / REPUBLIC OF UZBEKISTAN", "PASSPORT  P  UZB  {number}", "FAMILIYASI / SURNAME",
    "ISMI / GIVEN NAMES", "TUG'ILGAN SANASI / DATE OF BIRTH", "JINSI / SEX   TUG'ILGAN JOYI / PLACE OF BIRTH",
    "BERILGAN SANASI / DATE OF ISSUE", "AMAL QILISH MUDDATI / DATE OF EXPIRY",
)  # fmt: skip
TODAY = NOW.date()
PAPER, INK = (226, 232, 222), (25, 25, 28)
MM = 1 / 25.4
SIZES = {"TD3": (125, 88), "TD1": (86, 54)}
FIRST_LINE = {"TD3": 70.5, "TD1": 33.0}
PITCH, LINE = 2.54, 6.35
Picture = Image.Image


def invented_zone(source: random.Random, layout: str = "TD3") -> TravelZone:
    """The zone of somebody who does not exist."""
    birth_date = date(1940, 1, 1) + timedelta(days=source.randrange(30_000))
    digits = f"{source.choice('34')}{birth_date:%d%m%y}{source.randrange(10**6):06d}"
    series = source.choice(["FA", "FB"] if layout == "TD3" else ["AD", "AE"])
    return TravelZone(
        layout,
        "P" if layout == "TD3" else "I",
        "UZB",
        f"{series}{source.randrange(10**7):07d}",
        "UZB",
        birth_date,
        source.choice("MF"),
        TODAY + timedelta(days=source.randrange(200, 3600)),
        source.choice(FAMILIES),
        f"{source.choice(GIVEN)} {source.choice(MORE)}".strip(),
        digits + check_digit(digits),
    )


def passport_page(zone: TravelZone, dpi: int = 300, source: random.Random | None = None) -> Picture:
    """The page with the picture of its holder, its pattern, and the zone in OCR-B."""
    source = source or random.Random(0)
    mm = dpi * MM
    width, height = (int(side * mm) for side in SIZES[zone.layout])
    page = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(page)
    for start in range(-height, width + height, max(6, int(1.2 * mm))):
        wave = [(x, start + 8 * mm * math.sin(x / (9 * mm) + start)) for x in range(0, width, 8)]
        draw.line(
            wave, fill=source.choice([(205, 215, 215), (215, 205, 190), (200, 220, 205)]), width=max(1, int(mm / 5))
        )
    _draw_upper_part(draw, zone, mm)
    lines = write_zone(zone.layout, zone)
    typeface = _ocr_b(round(mm * PITCH, 2))
    for number, line in enumerate(lines):
        left = (width - len(line) * PITCH * mm) / 2
        for place, sign in enumerate(line):
            draw.text((left + place * PITCH * mm, (FIRST_LINE[zone.layout] + LINE * number) * mm), sign, INK, typeface)
    return page


def _draw_upper_part(draw: ImageDraw.ImageDraw, zone: TravelZone, mm: float) -> None:
    last = FIRST_LINE[zone.layout] - 4
    draw.rectangle([5 * mm, 8 * mm, 33 * mm, last * mm], fill=(150, 150, 160))
    draw.ellipse([12 * mm, 12 * mm, 26 * mm, (last - 6) * mm], fill=(200, 170, 150))
    typeface = ImageFont.load_default(2.4 * mm)
    for number, text in enumerate(PRINTED):
        if 8 + 5.6 * number < last:
            draw.text((37 * mm, (8 + 5.6 * number) * mm), text.format(number=zone.number), (40, 40, 60), typeface)


@cache
def _ocr_b(pitch: float) -> ImageFont.FreeTypeFont:
    trial = ImageFont.truetype(OCR_B, 100)
    return ImageFont.truetype(OCR_B, round(100 * pitch / trial.getlength("<")))


# --- what scanners and phones do to it ------------------------------------------------------------------------------


def noisy(picture: Picture, strength: float) -> Picture:
    return Image.blend(picture, Image.effect_noise(picture.size, strength).convert("RGB"), 0.18)


def shaded(picture: Picture, source: random.Random) -> Picture:
    """Half in shadow."""
    light = Image.linear_gradient("L").rotate(source.choice([0, 90, 180, 270])).resize(picture.size)
    light = light.point(lambda value: int(150 + value * 0.41))
    return ImageChops.multiply(picture, Image.merge("RGB", (light, light, light)))


def leaning(picture: Picture, degrees: float) -> Picture:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(90, 80, 70))


def on_a_table(picture: Picture, source: random.Random, size: tuple[int, int], tilt: float, degrees: float) -> Picture:
    """As a phone sees the page on a table: smaller, turned, and with one side nearer than the other."""
    scale = picture.width / (size[0] * 0.8)
    angle = math.radians(source.uniform(-degrees, degrees))
    along, across = (source.uniform(-tilt, tilt) / side for side in size)
    (middle_x, middle_y), (page_x, page_y) = ((side / 2 for side in one) for one in (size, picture.size))
    unit = 1 - along * middle_x - across * middle_y
    rows = []
    for of_page, (a, b) in (
        (page_x, (math.cos(angle), math.sin(angle))),
        (page_y, (-math.sin(angle), math.cos(angle))),
    ):
        a, b = a * scale + of_page * along, b * scale + of_page * across
        shift = of_page * unit - (a - of_page * along) * middle_x - (b - of_page * across) * middle_y
        rows += [a / unit, b / unit, shift / unit]
    numbers = (*rows, along / unit, across / unit)
    seen = picture.transform(size, Image.Transform.PERSPECTIVE, numbers, Image.Resampling.BICUBIC)
    page = Image.new("L", picture.size, 255).transform(size, Image.Transform.PERSPECTIVE, numbers)
    table = Image.effect_noise(size, 30).convert("RGB").point(lambda value: value // 2 + 20)
    table.paste(seen, mask=page)
    return table


@dataclass(frozen=True)
class Way:
    """One way in which pictures arrive."""

    name: str
    take: Callable[[TravelZone, random.Random], Picture]
    quality: int = 80


def _blurred(zone: TravelZone, source: random.Random) -> Picture:
    return passport_page(zone, source=source).filter(ImageFilter.GaussianBlur(2.2))


def _phone(zone: TravelZone, source: random.Random) -> Picture:
    return shaded(noisy(on_a_table(passport_page(zone, source=source), source, (2000, 1500), 0.1, 8), 25), source)


def _large_phone(zone: TravelZone, source: random.Random) -> Picture:
    return noisy(on_a_table(passport_page(zone, 500, source), source, (4000, 3000), 0.16, 10), 25)


WAYS = (
    Way("scan", lambda zone, source: passport_page(zone, source=source)),
    Way("coarse scan", lambda zone, source: passport_page(zone, 170, source)),
    Way("JPEG 60", lambda zone, source: passport_page(zone, source=source), 60),
    Way("leaning", lambda zone, source: leaning(passport_page(zone, source=source), source.uniform(-5, 5))),
    Way("blurred", _blurred),
    Way("noisy", lambda zone, source: noisy(passport_page(zone, source=source), 60)),
    Way("half in shadow", lambda zone, source: shaded(passport_page(zone, source=source), source), 70),
    Way("phone", _phone, 70),
    Way("large phone", _large_phone, 75),
    Way("upside down", lambda zone, source: passport_page(zone, source=source).rotate(180)),
    Way("on its side", lambda zone, source: passport_page(zone, source=source).rotate(90, expand=True)),
)


def jpeg(picture: Picture, quality: int = 80) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality)
    return written.getvalue()
