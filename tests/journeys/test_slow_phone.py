"""What somebody opens first, on an old phone and a bad line: seen within two and a half seconds, and nothing jumps."""

import json
from collections.abc import Callable

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.public_pages import FIRST_OPENED

# A processor of a quarter of the speed, and the slow line of Lighthouse with 400 ms for each way there and back.
SLOWER, LATENCY_MS = 4, 400
DOWN, UP = 1_600_000 / 8, 750_000 / 8
LARGEST_PAINT_MS, SHIFT = 2_500, 0.01
WATCH = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.seen.paint = one.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.seen.shift += one.value; }))
  .observe({type: "layout-shift", buffered: true});
"""


def slow(applicant: Applicant) -> None:
    wire = applicant.page.context.new_cdp_session(applicant.page)
    line = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": DOWN, "uploadThroughput": UP}
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    wire.send("Network.emulateNetworkConditions", line)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


@pytest.mark.parametrize("path", FIRST_OPENED, ids=[path or "home" for path in FIRST_OPENED])
def test_it_is_seen_in_time_and_stays_where_it_is(
    path: str, searchable: None, new_applicant: Callable[..., Applicant], record_property: Callable[..., None]
) -> None:
    applicant = new_applicant("uz", email="", viewport={"width": 360, "height": 740})
    # The server is warm: of a phone that waits for it nothing could be told.
    applicant.open(path)
    slow(applicant)
    applicant.page.add_init_script(WATCH)
    applicant.open(path)
    applicant.page.wait_for_timeout(500)
    seen = applicant.page.evaluate("window.seen")
    record_property("seen", json.dumps(seen))
    assert 0 < seen["paint"] <= LARGEST_PAINT_MS, seen
    assert seen["shift"] < SHIFT, seen
