"""Photographs of people who do not exist, with as much to compress as those of real people have."""

import random
from functools import cache
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (300, 400)


@cache
def portrait(kind: str = "JPEG", seed: int = 1) -> bytes:
    """An invented face before a light wall, 300 x 400."""
    drawn = random.Random(seed)
    skin, hair = (drawn.randint(170, 225), drawn.randint(130, 180), drawn.randint(105, 150)), (60, 42, 30)
    picture = Image.linear_gradient("L").resize(SIZE).convert("RGB").point(lambda light: 190 + light // 8)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((-20, 310, 320, 560), fill=(30, 45, 90))
    draw.rectangle((120, 260, 180, 340), fill=skin)
    draw.ellipse((70, 40, 230, 250), fill=hair)
    draw.ellipse((85, 70, 215, 300), fill=skin)
    draw.pieslice((78, 52, 222, 200), 180, 360, fill=hair)
    for middle in (122, 178):
        draw.ellipse((middle - 16, 158, middle + 16, 178), fill=(245, 245, 245))
        draw.ellipse((middle - 7, 161, middle + 7, 175), fill=(50, 70, 60))
        draw.arc((middle - 22, 138, middle + 22, 168), 200, 340, fill=hair, width=6)
    draw.polygon((150, 175, 138, 222, 162, 222), fill=tuple(part - 22 for part in skin))
    draw.arc((118, 215, 182, 265), 20, 160, fill=(170, 60, 70), width=9)
    shade = Image.radial_gradient("L").resize(SIZE).point(lambda far: 255 - far // 3)
    picture = ImageChops.multiply(picture, shade.convert("RGB")).filter(ImageFilter.GaussianBlur(2))
    grain = Image.effect_noise(SIZE, 9).convert("RGB")
    content = BytesIO()
    ImageChops.add(picture, grain, 1, -128).save(content, kind, quality=85)
    return content.getvalue()
