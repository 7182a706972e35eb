"""Anyone at a browser who is logged in already: staff at a case, applicants who wait, verifiers."""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import zxingcpp
from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image
from playwright.sync_api import Page

from tests.journeys.hands import by_hand
from watandoshlar.capabilities.access.api import Account

if TYPE_CHECKING:
    from tests.journeys.applicant import Applicant
    from tests.plugins.live_site import LiveSite

RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"]
# What it found to be right is a long list, and is left in the browser.
RUN_AXE = "async options => (await axe.run(options)).violations"
MAIN_BUTTON = ".actions button.button:not(.quiet)"


@dataclass
class Staff:
    page: Page
    site: "LiveSite"
    language: str
    email: str
    runs_scripts: bool = True

    @property
    def account(self) -> Account:
        return Account.objects.get(email=self.email)

    def open(self, path: str) -> int:
        """Open a page by its address below the language; returns its status."""
        return self.page.goto(f"{self.site.base_url}/{self.language}/{path}").status

    def open_case(self, reference: str) -> None:
        assert self.open(f"work/cases/{reference}/") == 200

    def send(self, form: str, button: str = "button.button") -> None:
        """Send the form whose address ends in `form`, and wait for what comes back."""
        self.press(f'form[action$="/{form}/"] {button}')

    def press(self, selector: str) -> None:
        """Press the first of these, and wait for what comes back."""
        with self.page.expect_navigation():
            by_hand(self.page, self.runs_scripts, "press", [selector, True])

    def read(self, path: str) -> bytes:
        """What the address gives this person, as it is downloaded."""
        answer = self.page.request.get(f"{self.site.base_url}/{self.language}/{path}")
        assert answer.ok, answer.status
        return answer.body()

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def verdict(self) -> str:
        return self.page.locator(".verdict .small").inner_text()


def look(visitor: "Applicant | Staff") -> None:
    """The page fits, and axe finds nothing; pages are the same without scripts, where axe itself cannot run."""
    assert_fits(visitor.page)
    if visitor.runs_scripts:
        assert_accessible(visitor.page)


def assert_accessible(page: Page, *, colours: bool = True) -> None:
    """axe finds nothing, in the light and in the dark. All that differs in the dark are colours, which are the same in
    every language: a page that has been looked at in one is looked at without them (`colours`) in the next."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
        # The next pages of this device come with it, which costs less than to send it each time.
        page.context.add_init_script(AXE_SCRIPT)
    everything = {} if colours else {"rules": {rule: {"enabled": False} for rule in RULES_OF_COLOURS}}
    schemes = {"dark": {"runOnly": RULES_OF_COLOURS}} if colours else {}
    for scheme, rules in {**schemes, "light": everything}.items():
        # Without motion: a colour half-way to the other scheme is nobody's colour.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = page.evaluate(RUN_AXE, {"resultTypes": ["violations"], **rules})
        shown = [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:3]) for rule in found]
        assert shown == [], f"{page.url} ({scheme}): {shown}"


def assert_fits(page: Page) -> None:
    """Nothing of the page is wider than the window."""
    # A page that renews itself has no root for a moment; a locator waits for it.
    wide = page.locator("html").evaluate("root => root.scrollWidth - root.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def picture_of(pdf: bytes, dpi: int = 150) -> Image.Image:
    """The page of the document that carries the seal."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[len(document) - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def seal_of(pdf: bytes) -> str:
    """The text of the seal, as a scanner reads it."""
    codes = zxingcpp.read_barcodes(picture_of(pdf, 200))
    return next(code.text for code in codes if code.text.startswith("UZ1:"))


def as_jpeg(picture: Image.Image, quality: int = 80) -> bytes:
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()
