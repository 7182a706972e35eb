"""Pictures of the demonstration, drawn by rule: nobody is seen in them."""

from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

SIZE = (1200, 800)
BLUE, SAND, RED, GREEN, WHITE, NIGHT = "#1f6f8b", "#f2e3c6", "#b5413a", "#5d8a4a", "#fdfaf3", "#173b52"
Point = tuple[float, float]


def drawn(name: str) -> bytes:
    """The picture of the name as a PNG: tiles, rosettes or mountains."""
    picture = Image.new("RGB", SIZE, SAND)
    {"tiles": _tiles, "rosettes": _rosettes, "mountains": _mountains}[name](ImageDraw.Draw(picture))
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _star(centre: Point, outer: float, inner: float, points: int) -> list[Point]:
    """The corners of a star, the first one upwards."""
    return [
        (
            centre[0] + (outer, inner)[corner % 2] * sin(pi * corner / points),
            centre[1] - (outer, inner)[corner % 2] * cos(pi * corner / points),
        )
        for corner in range(2 * points)
    ]


def _tiles(draw: ImageDraw.ImageDraw) -> None:
    for row in range(5):
        for column in range(7):
            centre = (column * 200.0, row * 200.0)
            draw.rectangle([centre[0] - 98, centre[1] - 98, centre[0] + 98, centre[1] + 98], fill=BLUE)
            draw.polygon(_star(centre, 96, 62, 8), fill=WHITE)
            draw.polygon(_star(centre, 62, 40, 8), fill=NIGHT)
            draw.polygon(_star(centre, 34, 20, 8), fill=SAND)


def _rosettes(draw: ImageDraw.ImageDraw) -> None:
    for column in range(3):
        for row in range(2):
            x, y = 200 + column * 400, 200 + row * 400
            draw.ellipse([x - 165, y - 165, x + 165, y + 165], outline=GREEN, width=14)
            draw.polygon(_star((x, y), 140, 70, 12), fill=RED)
            draw.ellipse([x - 62, y - 62, x + 62, y + 62], fill=WHITE)
            draw.polygon(_star((x, y), 55, 24, 6), fill=NIGHT)


def _mountains(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([0, 0, 1200, 800], fill="#cfe6ee")
    draw.ellipse([820, 90, 1010, 280], fill="#f3b53f")
    draw.polygon(
        [(0, 620), (260, 250), (430, 470), (640, 180), (900, 560), (1200, 330), (1200, 800), (0, 800)], fill=BLUE
    )
    draw.polygon([(640, 180), (570, 275), (640, 300), (700, 265)], fill=WHITE)
    draw.polygon([(260, 250), (196, 341), (260, 360), (318, 325)], fill=WHITE)
    draw.polygon([(0, 700), (400, 560), (800, 680), (1200, 590), (1200, 800), (0, 800)], fill=GREEN)
