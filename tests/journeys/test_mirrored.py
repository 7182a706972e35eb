"""Uzbek in Arabic letters is the mirror of Uzbek in Latin: whatever stands at the beginning of a line stands right."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page

from tests.journeys.applicant import Applicant
from tests.journeys.public_pages import NOT_THERE
from tests.journeys.staff import assert_fits

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "uz", "uz-arab"
# Width and height of the window, and what stands at the end of the masthead there.
WINDOWS = {"wide": (1280, 800, ".masthead .languages"), "smallest": (320, 640, ".masthead .alarm")}
# The first of each that shows. Texts are not as long in other letters: of some only one end can be compared.
WHOLE = {"masthead": ".masthead > .wrap", "main": "main", "foot": ".footer > .wrap"}
BEGINNING = {"brand": ".brand", "heading": "main h1", "card": "main .card", "panel": "main .panel, main .disclosure"}
# From left to right in the one, from right to left in the other.
IN_ORDER = ("brand", "navigation")
NAVIGATION = {"navigation": ".masthead nav, .masthead .menu > summary"}
PIXELS = 2
MEASURE = """
(selectors) => {
  const width = document.documentElement.clientWidth, boxes = {};
  for (const [name, selector] of Object.entries(selectors)) {
    const shown = [...document.querySelectorAll(selector)].find(
      (one) => one.checkVisibility() && one.getBoundingClientRect().width > 0);
    if (shown) {
      const {left, right} = shown.getBoundingClientRect();
      boxes[name] = [left, width - right];
    }
  }
  return {direction: getComputedStyle(document.body).direction, boxes};
}
"""


def boxes(page: Page, direction: str, last: str) -> Mapping[str, list[float]]:
    """How far each box is from where lines begin, and from where they end."""
    found = page.evaluate(MEASURE, WHOLE | BEGINNING | NAVIGATION | {"last": last})
    assert found["direction"] == direction
    flip = -1 if direction == "rtl" else 1
    return {name: ends[::flip] for name, ends in found["boxes"].items()}


def assert_mirrored(here: Mapping[str, list[float]], there: Mapping[str, list[float]]) -> None:
    assert {"brand", "main", "heading", "navigation", "last"} <= here.keys() & there.keys()
    compared = dict.fromkeys(WHOLE, (0, 1)) | dict.fromkeys(BEGINNING, (0,)) | {"last": (1,)}
    apart = {
        name: (here[name], there[name])
        for name, ends in compared.items()
        for end in ends
        if name in here and name in there and abs(here[name][end] - there[name][end]) > PIXELS
    }
    assert apart == {}
    for found in (here, there):
        first, second = IN_ORDER
        assert found[first][0] < found[second][0] or found[second][1] < found[first][1]


@pytest.mark.parametrize("window", WINDOWS)
def test_every_page_is_mirrored(
    window: str,
    public_places: list[str],
    searchable: None,
    new_applicant: Callable[..., Applicant],
    subtests: pytest.Subtests,
) -> None:
    width, height, last = WINDOWS[window]
    reader = new_applicant(LEFT_TO_RIGHT, "", viewport={"width": width, "height": height}, frames=False)
    for path in (path for path in public_places if path != NOT_THERE):
        with subtests.test(page=path):
            found = {}
            for reader.language, direction in ((LEFT_TO_RIGHT, "ltr"), (RIGHT_TO_LEFT, "rtl")):
                reader.open(path)
                found[direction] = boxes(reader.page, direction, last)
                assert_fits(reader.page)
            assert_mirrored(found["ltr"], found["rtl"])
