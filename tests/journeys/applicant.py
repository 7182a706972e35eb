"""An applicant at a browser: signs in, and fills in examples of services through the forms, page by page."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page

from tests.journeys.hands import by_hand
from watandoshlar.capabilities.posts.api import posts_for
from watandoshlar.domains.cases.api import uploads_of_example
from watandoshlar.domains.catalogue.api import KINDS, Filled, Service, current_version, fill_in
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import regions

if TYPE_CHECKING:
    from tests.plugins.live_site import LiveSite

CODE = re.compile(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
MAIN_BUTTON = "form .actions button.button:not(.quiet):not(.link)"
CONSENT = re.compile(r"https?://[^\s]+(/consent/[0-9a-f-]+/[0-9a-f]+/)")
PAGE_ID = re.compile(r"/page/([a-z_0-9-]+)/")
MOST_ROWS = 12
Uploads = Mapping[str, Sequence[Any]]


@dataclass
class Applicant:
    """`visited` are the ids of the pages of the last application, in the order in which they were shown."""

    page: Page
    site: "LiveSite"
    language: str
    runs_scripts: bool = True
    visited: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the applicant is."""
        return self.page.url

    def open(self, path: str) -> None:
        """Open a page by its address below the language: `my/`."""
        self.page.goto(f"{self.site.base_url}/{self.language}/{path}")

    def sign_in(self, email: str) -> None:
        """With the code that the mail server received."""
        self.open("account/login/")
        self.ask_for_code(email)
        self.type_code(email)

    def ask_for_code(self, email: str) -> None:
        self.page.fill("input[name=email]", email)
        letters = len(self.site.mailbox.to(email))
        self.press()
        self.site.mailbox.wait_for(email, letters + 1)

    def type_code(self, email: str) -> None:
        text = self.site.mailbox.wait_for(email).get_content()
        self.page.fill("input[name=code]", CODE.search(text)[1])
        self.press()

    def press(self, selector: str = MAIN_BUTTON, *, first: bool = False) -> None:
        """Press the last (or first) of these, else the main button of the page, and wait for the next page."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.by_hand("press", [selector, first])

    def by_hand(self, act: str, given: object = None) -> Any:
        return by_hand(self.page, self.runs_scripts, act, given)

    def begin(self, slug: str, country: str, region: str = "", post: str = "") -> None:
        """Through the page of the service and the choice of the post, to the first page of questions."""
        self.open(f"services/{slug}/")
        self.press("main a.button")
        self.choose_place("country", country)
        if region:
            self.choose_place("region", region)
        if post:
            self.by_hand("fill", {"post": [post]})
        self.press()

    def choose_place(self, name: str, code: str) -> None:
        """What depends on the choice appears by itself, without JavaScript with the button."""
        self.by_hand("fill", {name: [code]})
        if not self.runs_scripts:
            self.press()

    def fill(self, typed: Mapping[str, Sequence[str]], uploads: Uploads) -> None:
        """Type into the page as a person would: a row of a group, then "add another", then the next row."""
        waiting = dict(typed)
        for _row in range(MOST_ROWS):
            for name in self.by_hand("fill", waiting):
                del waiting[name]
            if not waiting:
                break
            self.press(f'button[name="{next(iter(waiting)).partition(".")[0]}.add"]')
        for name, files in uploads.items():
            self.attach(name, files)

    def attach(self, name: str, files: Sequence[Any]) -> None:
        """Choose files of an example."""
        self.page.set_input_files(f'input[name="{name}"]', [as_payload(file) for file in files])
        self.settle()

    def settle(self) -> None:
        """Wait until the page is drawn anew, where JavaScript does that."""
        if self.runs_scripts:
            self.by_hand("settled")

    def controls(self) -> set[str]:
        """Names of the controls that one can fill in."""
        return self.names("main [name]:not(button):not([type=hidden])")

    def names(self, selector: str) -> set[str]:
        # Cheaper than a locator, for which Playwright brings a library of its own into every page.
        return set(self.page.evaluate("it => Array.from(document.querySelectorAll(it), each => each.name)", selector))

    def fill_in_example(self, service: Service, raw: Mapping[str, Any]) -> None:
        """From the page of the service to the check of the answers, or to the page that says why one cannot apply.

        What the form asks only after another answer of the same page is filled in when it appears.
        """
        filled = fill_in(service.definition, raw)
        self.begin(service.slug, raw["host_country"], region_of(raw["post"], raw["host_country"]), raw["post"])
        self.visited = []
        shown: Counter[str] = Counter()
        while here := PAGE_ID.search(self.address):
            # Without scripts a page comes once more with the question that an answer has opened, needed or not.
            shown[here[1]] += 1
            assert shown[here[1]] <= 2, f"{here[1]} cannot be left"
            if self.visited[-1:] != [here[1]]:
                self.visited.append(here[1])
            self.answer_page(service, here[1], as_the_form_asks(service, here[1], filled), raw.get("files") or {})

    def answer_page(self, service: Service, page_id: str, typed: Mapping, files: Mapping[str, list[str]]) -> None:
        uploads = uploads_of_example(service.definition.page(page_id).fields, {"files": files})
        wanted = {name.partition(".")[0] for name in typed} | uploads.keys()
        done: set[str] = set()
        for _turn in range(4):
            # A file in a row may be asked only because of what has been answered in that row.
            while ready := (wanted & (self.asked() | self.controls())) - done:
                self.fill(
                    {name: values for name, values in typed.items() if name.partition(".")[0] in ready},
                    {name: given for name, given in uploads.items() if name in ready},
                )
                done |= ready
            self.press()
            if done == wanted:
                return
        raise AssertionError(f"{page_id} does not ask for {wanted - done}")

    def asked(self) -> set[str]:
        """Ids of the fields that the page shows; of a group without rows there is only the button that adds one."""
        return {name.partition(".")[0] for name in self.names("main [name]")}

    def apply_for(self, slug: str, raw: Mapping[str, Any]) -> str:
        """From the page of the service to the receipt, as an example says; returns the reference."""
        self.fill_in_example(current_version(slug), raw)
        return self.submit()

    def book_visit(self, reference: str) -> None:
        """The first time of the first free day: hold it, then take it."""
        self.open(f"my/cases/{reference}/visit/")
        self.press('section[aria-labelledby="times"] li a', first=True)
        self.press('button[name="starts_at"]', first=True)
        self.press('form[action$="/visit/confirm/"] button')

    def open_consent(self, email: str) -> str:
        """By the link in the last letter to this address, without an account; returns the id of the letter."""
        mailbox = self.site.mailbox
        mailbox.wait_for(email)
        letter = mailbox.to(email)[-1]
        place = CONSENT.search(letter.get_body(preferencelist=("plain",)).get_content())[1]
        self.open(place.lstrip("/"))
        return place.split("/")[2]

    def agree(self, consents: Sequence[str], name: str, document: str) -> None:
        """Give these consents (by the names of their controls) on the page of the link."""
        given = {consent: ["give"] for consent in consents}
        self.fill({**given, "name": [name], "document": [document], "is_me": ["yes"]}, {})
        self.press()

    def submit(self) -> str:
        """Submit from the check of the answers; returns the reference that the receipt shows."""
        self.press()
        return self.read(".receipt .number")

    def read(self, selector: str) -> str:
        """The words of the only one of these on the page."""
        return self.page.locator(selector).inner_text()


def region_of(post: str, country: str) -> str:
    """A region of the country that the post serves, where the country is divided among posts or regions are asked."""
    today = clock.today("UTC")
    served = (code for code, _name in regions(country, "en") if posts_for(country, code, "", today)[0].code == post)
    return next(served, "")


def as_the_form_asks(service: Service, page_id: str, filled: Filled) -> dict[str, list[str]]:
    """What an example types on a page, under the names of the controls: a date in its three parts, and so on."""
    given = {name.partition(".")[0] for name in filled.typed[page_id]}
    typed: dict[str, list[str]] = {}
    for asked in service.definition.page(page_id).fields:
        if asked.id in given & filled.answers.keys():
            typed |= KINDS[asked.kind].typed(asked, asked.id, filled.answers[asked.id])
    return {name: values for name, values in typed.items() if not name.endswith((".row", ".person"))}


def as_payload(upload: Any) -> dict[str, Any]:
    """A file of an example as the browser takes it."""
    return {"name": upload.name, "mimeType": upload.content_type, "buffer": upload.read()}
