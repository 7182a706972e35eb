"""How much a page costs on a network that is paid by the megabyte: 50 kB at first sight, 15 kB afterwards."""

from collections.abc import Callable

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.places import APPLICANT, PUBLIC, places_of_appeals, places_of_cases, places_of_drafts
from watandoshlar.capabilities.access.api import Account

FIRST_VIEW, LATER_VIEW = 50_000, 15_000
# The journey that shows every kind of field of the services on its pages.
JOURNEY = [("consular-registration", "temporary-other-purpose-with-children")]


class Meter:
    """Counts what one page transfers, heads included, as the browser's network stack saw it."""

    def __init__(self, applicant: Applicant) -> None:
        self.applicant = applicant
        self.bytes = 0
        self.wire = applicant.page.context.new_cdp_session(applicant.page)
        self.wire.send("Network.enable")
        self.wire.on("Network.loadingFinished", lambda event: self.add(event["encodedDataLength"]))

    def add(self, amount: float) -> None:
        self.bytes += int(amount)

    def forget_files(self) -> None:
        self.wire.send("Network.clearBrowserCache")

    def of(self, path: str) -> int:
        self.bytes = 0
        self.applicant.open(path)
        # The browser has loaded everything by now; what it reports of that may still be on the way.
        self.wire.send("Network.enable")
        return self.bytes


# In Cyrillic a letter takes two bytes.
@pytest.mark.parametrize("language", ["uz", "ru"])
def test_pages_of_the_journey_are_light(language: str, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant(language)
    account = Account.objects.get(email=APPLICANT)
    meter = Meter(applicant)
    paths = [*PUBLIC, "my/", "my/apply/consular-registration/"]
    paths += [*places_of_drafts(account, JOURNEY), *places_of_cases(account), *places_of_appeals(account)]
    first, later = {}, {}
    for path in paths:
        meter.forget_files()
        first[path] = meter.of(path)
        later[path] = meter.of(path)
    # A meter that counts nothing proves nothing.
    assert min(later.values()) > 1_000
    assert {path: weight for path, weight in first.items() if weight > FIRST_VIEW} == {}
    assert {path: weight for path, weight in later.items() if weight > LATER_VIEW} == {}
