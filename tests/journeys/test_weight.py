"""How much a page costs on a network that is paid by the megabyte: 50 kB at first sight, 15 kB afterwards."""

from collections.abc import Callable, Iterable
from itertools import chain

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.branches import FOLDERS
from tests.journeys.places import (
    APPLICANT,
    begin,
    places_of_appeals,
    places_of_cases,
    places_of_drafts,
    places_of_questions,
    places_of_services,
)
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import all_posts
from watandoshlar.foundation import clock

FIRST_VIEW, LATER_VIEW = 50_000, 15_000
START = "my/apply/consular-registration/"


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
        return self.read()

    def of_refusal(self) -> int:
        """Of the page that comes back when what is typed here is not right."""
        self.bytes = 0
        self.applicant.press()
        self.applicant.page.wait_for_load_state("load")
        return self.read()

    def read(self) -> int:
        # The browser has loaded everything by now; what it reports of that may still be on the way.
        self.wire.send("Network.enable")
        return self.bytes


def assert_light(meter: Meter, paths: Iterable[str]) -> None:
    first, later = {}, {}
    for path in paths:
        meter.forget_files()
        first[path] = meter.of(path)
        later[path] = meter.of(path)
    # A meter that counts nothing proves nothing. What may be kept for a while costs nothing the second time.
    assert min(first.values()) > 1_000
    assert {path: weight for path, weight in first.items() if weight > FIRST_VIEW} == {}
    assert {path: weight for path, weight in later.items() if weight > LATER_VIEW} == {}


@pytest.fixture
def account(demonstration: object) -> Account:
    return Account.objects.get(email=APPLICANT)


def test_every_page_is_light_in_cyrillic(
    account: Account, public_places: list[str], searchable: None, new_applicant: Callable[..., Applicant]
) -> None:
    """A letter takes two bytes there. Every page of questions, filled in, and what lies before and after."""
    paths = chain(
        [*public_places, "my/", START],
        *(places(account) for places in (places_of_drafts, places_of_cases, places_of_appeals, places_of_services)),
        *(places_of_questions(account, slug) for slug in FOLDERS),
    )
    assert_light(Meter(new_applicant("ru", frames=False, service_workers="block")), paths)


@pytest.mark.parametrize("language", ["uz", "uz-arab"])
def test_other_letters_are_light_too(
    language: str,
    account: Account,
    public_places: list[str],
    searchable: None,
    new_applicant: Callable[..., Applicant],
) -> None:
    draft = begin(account, "consular-registration", "temporary-other-purpose-with-children")
    assert_light(
        Meter(new_applicant(language, frames=False, service_workers="block")),
        [*public_places, f"my/drafts/{draft.pk}/page/family/"],
    )


def test_the_catalogue_of_every_post_is_light(demonstration: object, new_applicant: Callable[..., Applicant]) -> None:
    """All services are published; a page for each post names every one of them."""
    posts = [post.code for post in all_posts(clock.now().date()) if post.kind != "ministry"]
    assert len(posts) > 25
    assert_light(
        Meter(new_applicant("ru", email="", frames=False, service_workers="block")),
        [f"posts/{code}/" for code in posts],
    )


def test_a_refusal_is_as_light_as_the_page(account: Account, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("ru", frames=False, service_workers="block")
    draft = begin(account, "consular-registration", "temporary-work")
    meter = Meter(applicant)
    meter.of(f"my/drafts/{draft.pk}/page/home/")
    applicant.page.fill('[name="home_address.city"]', "")
    weight = meter.of_refusal()
    assert applicant.page.locator("#problems").is_visible()
    assert 1_000 < weight < LATER_VIEW
