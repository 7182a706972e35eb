"""Pictures of every kind of page of a running demonstration, to be looked at by people.

`make run` in one terminal, then `python -m tests.journeys.screens FOLDER` in another. One story is told in each
language: an applicant applies for both services, officers ask, refuse, decide and issue, anyone verifies; the appeals
of the demonstration are looked at as they stand; a passport is asked for after a loss, and a marriage. At every stop
the page is photographed in each width and colour scheme: FOLDER/ru-12-check-360-dark.png.
"""

import argparse
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
# Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
django.setup()

from django.conf import settings  # noqa: E402 - after Django is set up

from tests.journeys.applicant import PAGE_ID, Applicant, as_payload, as_the_form_asks  # noqa: E402 - after Django is set up
from tests.journeys.hands import unfold  # noqa: E402 - after Django is set up
from tests.plugins.browser import FLAGS, find_chromium  # noqa: E402 - after Django is set up
from tests.plugins.live_site import LiveSite  # noqa: E402 - after Django is set up
from watandoshlar.domains.cases.api import example_upload  # noqa: E402 - after Django is set up
from watandoshlar.domains.catalogue.api import Service, fill_in, read_folder  # noqa: E402 - after Django is set up

APPLICANT, OFFICER, SECOND, OWNER = (
    f"{name}@example.org" for name in ("aziz", "officer.moscow", "second.moscow", "owner")
)
# Most appeals of the demonstration are hers, at Seoul.
APPELLANT, HER_OFFICER, MINISTRY = (f"{name}@example.org" for name in ("nodira", "officer.seoul", "ministry"))
COUNTRY, REGION, POST = "RU", "RU-MOW", "moscow"
CHILD = ("child-return-certificate", "mother-passport-asked-for-again")
STAY = ("consular-registration", "temporary-other-purpose-with-children")
LOSS, MARRIAGE = ("biometric-passport", "lost"), ("marriage-registration", "sooner-because-of-a-pregnancy")
AT_MINISTRY, PARTNER = "officer.ministry@example.org", "anvar@example.org"
DAY, TIME = "section[aria-labelledby=times] li a", "button[name=starts_at]"
TAKE_TIME = "form[action$='visit/confirm/'] button"
DECIDE = "form[action$='decide/'] .actions button"
STAFF_LANGUAGES = ("uz", "ru", "uz-cyrl", "en")
WAIT_SECONDS = 70
REFERENCES_OF_APPEALS = """() => [...new Set([...document.querySelectorAll('a[href*="/cases/MU-"]')]
    .map(link => link.pathname.split("/cases/")[1].split("/")[0]))]"""


@dataclass
class MailboxPage:
    """The letters as the mailbox page of a demonstration shows them, and the code of its authenticator app.

    The page shows the newest letters only; `kept` are all that it has shown so far, by recipient, oldest first.
    """

    page: Page
    address: str
    kept: dict[str, list[str]] = field(default_factory=dict)

    def to(self, recipient: str) -> list[EmailMessage]:
        self.page.goto(self.address)
        texts = self.page.locator("li", has=self.page.get_by_text(recipient, exact=True)).locator("pre")
        kept = self.kept.setdefault(recipient, [])
        kept += [text for text in reversed(texts.all_text_contents()) if text not in kept]
        return [as_letter(text) for text in kept]

    def wait_for(self, recipient: str, count: int = 1) -> EmailMessage:
        return wait_until(lambda: next(iter(self.to(recipient)[count - 1 :][-1:]), None), f"letter {count}")

    def authenticator_code(self) -> str:
        self.page.goto(self.address)
        return self.page.locator(".notice .reference").inner_text()


def as_letter(text: str) -> EmailMessage:
    letter = EmailMessage()
    letter.set_content(text)
    return letter


def wait_until(found: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + WAIT_SECONDS
    while not (thing := found()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come")
        time.sleep(0.5)
    return thing


@dataclass
class Camera:
    """Takes one stop in every width and scheme. `only`: a part of the names of the stops that are wanted."""

    folder: Path
    widths: list[int]
    schemes: list[str]
    only: str
    count: int = 0

    def take(self, page: Page, language: str, stop: str) -> None:
        self.count += 1
        if self.only not in stop:
            return
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in self.schemes:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type] - argparse holds the choices
                name = f"{language}-{self.count:02}-{stop}-{width}-{scheme}.png"
                page.screenshot(path=self.folder / name, full_page=True)


@dataclass
class Story:
    """The story in one language; `people` are the browsers of those who have signed in to it."""

    browser: Browser
    site: LiveSite
    camera: Camera
    language: str
    people: dict[str, BrowserContext] = field(default_factory=dict)
    booked_on: str = ""

    def tell(self, part: str) -> None:
        parts = {"applications": self.tell_of_applications, "appeals": self.see_appeals, "services": self.see_services}
        for name, told in parts.items():
            if part in ("all", name):
                told()

    def tell_of_applications(self) -> None:
        self.visit_as_guest()
        self.sign_in(APPLICANT)
        self.see_choice_of_post()
        self.see_mistakes_and_conflict()
        registration = self.apply(*STAY)
        certificate = self.apply(*CHILD)
        for person in (OFFICER, SECOND, OWNER):
            self.sign_in(person)
        self.refuse(registration)
        self.ask_and_answer(certificate)
        self.issue(certificate)
        self.verify(certificate)
        self.see_own_pages()

    def visit_as_guest(self) -> None:
        with self.someone() as guest:
            for stop, path in (
                ("home", ""),
                ("services", "services/"),
                ("service-registration", f"services/{STAY[0]}/"),
                ("service-child", f"services/{CHILD[0]}/"),
                ("not-found", "nowhere/"),
                ("sign-up", "account/signup/"),
                ("sign-in", "account/login/"),
            ):
                guest.open(path)
                self.shoot(guest, stop)
            guest.page.fill("input[name=email]", f"{self.language}-{time.time_ns()}@example.org")
            guest.press()
            self.shoot(guest, "code")

    def sign_in(self, email: str) -> None:
        """With the letter, and with the second factor where the account has one; each code of the app works once."""
        with self.someone(email) as person:
            person.sign_in(email)
            if "/2fa/" not in person.page.url:
                return
            self.shoot(person, "second-factor", staff=True)
            used = ""
            while "/2fa/" in person.page.url:
                used = wait_until(lambda used=used: self.new_code(used), "a new code")
                person.page.fill("input[name=code]", used)
                person.press("form[action*='2fa'] .actions button:not(.link):not([type=button])")

    def new_code(self, used: str) -> str:
        code = self.site.mailbox.authenticator_code()  # type: ignore[attr-defined] - the mailbox is a MailboxPage
        return code if code != used else ""

    def see_choice_of_post(self) -> None:
        with self.someone(APPLICANT) as applicant:
            applicant.open(f"my/apply/{CHILD[0]}/")
            self.shoot(applicant, "start")
            applicant.page.select_option("[name=country]", COUNTRY)
            applicant.press()
            self.shoot(applicant, "start-region")
            applicant.page.select_option("select[name=region]", REGION)
            applicant.press()
            self.shoot(applicant, "start-post")
            applicant.open("work/")
            self.shoot(applicant, "forbidden")

    def see_mistakes_and_conflict(self) -> None:
        """One page left empty, and one saved in two tabs."""
        service, _raw, typed = example(*STAY)
        with self.someone(APPLICANT) as applicant, self.someone(APPLICANT) as other:
            applicant.begin(service.slug, COUNTRY, REGION, POST)
            applicant.press()
            self.shoot(applicant, "mistakes")
            other.page.goto(applicant.page.url)
            applicant.answer_page(service, "who", typed["who"], {})
            other.fill({**typed["who"], "civil_status": ["stateless_resident"]}, {})
            other.press()
            self.shoot(other, "conflict")

    def apply(self, slug: str, name: str) -> str:
        """Page by page to the receipt; returns the reference."""
        service, raw, typed = example(slug, name)
        with self.someone(APPLICANT) as applicant:
            applicant.begin(slug, COUNTRY, REGION, POST)
            while here := PAGE_ID.search(applicant.page.url):
                self.fill_asked(applicant, typed[here[1]])
                self.shoot(applicant, f"page-{here[1]}")
                if {name.partition(".")[0] for name in typed[here[1]]} - applicant.asked():
                    applicant.press()
                    self.fill_asked(applicant, typed[here[1]])
                    self.shoot(applicant, f"page-{here[1]}-more")
                applicant.answer_page(service, here[1], typed[here[1]], raw.get("files") or {})
            self.shoot(applicant, "check")
            reference = applicant.submit()
            self.shoot(applicant, "receipt")
        return reference

    @staticmethod
    def fill_asked(applicant: Applicant, typed: dict[str, list[str]]) -> None:
        asked = applicant.asked()
        applicant.fill({name: values for name, values in typed.items() if name.partition(".")[0] in asked}, {})

    def refuse(self, reference: str) -> None:
        with self.at_work(OFFICER, reference) as officer:
            self.shoot(officer, "work-not-taken", staff=True)
            officer.press("form[action$='take/'] button")
            officer.page.check("[name=outcome][value=refuse]")
            officer.page.locator("[name=reasons][type=checkbox]").first.check()
            officer.page.fill("form[action$='decide/'] [name=note]", NOTE)
            officer.press(DECIDE)
            self.shoot(officer, "work-refused", staff=True)
        self.see_case(reference, "refused")

    def ask_and_answer(self, reference: str) -> None:
        _service, raw, _typed = example(*CHILD)
        self.see_case(reference, "submitted")
        with self.at_work(OFFICER, reference) as officer:
            officer.press("form[action$='take/'] button")
            for closed in officer.page.locator("aside details:not([open]) > summary").all():
                closed.click()
            self.shoot(officer, "work-taken", staff=True)
            for item in raw["request"]:
                officer.page.check(f"[name=items][value={item}]")
            officer.page.fill("form[action$='request/'] [name=note]", NOTE)
            officer.page.fill("[name=due_on]", time.strftime("%Y-%m-%d", time.localtime(time.time() + 20 * 86400)))
            officer.press("form[action$='request/'] .actions button")
            self.shoot(officer, "work-waiting", staff=True)
        self.see_case(reference, "waiting")
        with self.someone(APPLICANT) as applicant:
            applicant.open(f"my/cases/{reference}/answer/")
            self.shoot(applicant, "answer")
            again = example_upload("новый-паспорт-матери.pdf", "file")
            applicant.page.set_input_files("input[type=file]", [as_payload(again)])
            applicant.press()
        self.see_case(reference, "in-review")

    def take_money(self, officer: Applicant, reference: str) -> None:
        """The amount of the tariff is not confirmed: the officer sets it, and takes the money."""
        officer.open(f"work/bills/{reference}/")
        officer.page.fill("form[action$='amount/'] [name=amount]", "2500.00")
        officer.page.fill("form[action$='amount/'] [name=source]", "Приказ № 5")
        officer.press("form[action$='amount/'] .actions button")
        officer.page.fill("form[action$='pay/'] [name=receipt_number]", f"A-{reference[-6:]}")
        self.shoot(officer, "work-bill", staff=True)
        officer.press("form[action$='pay/'] .actions button")
        officer.open("work/payments/")
        self.shoot(officer, "work-payments", staff=True)
        officer.open(f"work/cases/{reference}/")

    def issue(self, reference: str) -> None:
        with self.at_work(OFFICER, reference) as officer:
            self.take_money(officer, reference)
            officer.page.check("[name=outcome][value=approve]")
            officer.press(DECIDE)
            self.shoot(officer, "work-proposed", staff=True)
        with self.at_work(SECOND, reference) as second:
            self.shoot(second, "work-confirm", staff=True)
            second.page.check("[name=outcome][value=agree]")
            second.press("form[action$='confirm/'] .actions button")
        with self.at_work(OFFICER, reference) as officer:
            self.shoot(officer, "work-approved", staff=True)
            officer.press("form[action$='issue/'] button")
            self.shoot(officer, "work-issued", staff=True)
        self.see_case(reference, "issued")

    def verify(self, reference: str) -> None:
        """Before, the verdict on the document just issued, and the verdict on a number that nobody gave."""
        with self.someone(APPLICANT) as applicant:
            applicant.open(f"my/cases/{reference}/")
            with applicant.page.expect_download() as fetched:
                applicant.page.locator("form[action$='document.pdf'] button").click()
        document = Path(fetched.value.path()).read_bytes()
        self.camera.folder.joinpath(f"{self.language}-document.pdf").write_bytes(document)
        with self.someone() as anyone:
            anyone.open("verify/")
            self.shoot(anyone, "verify")
            pdf_file = {"name": "document.pdf", "mimeType": "application/pdf", "buffer": document}
            anyone.page.set_input_files("input[type=file]", [pdf_file])
            anyone.press("form:has(input[type=file]) .actions button")
            self.shoot(anyone, "verify-genuine")
            anyone.page.fill("[name=number]", "UZ-0000-0000")
            anyone.page.fill("[name=code]", "AAAAAA")
            anyone.press("form:has([name=number]) .actions button")
            self.shoot(anyone, "verify-not-found")

    def see_own_pages(self) -> None:
        with self.someone(APPLICANT) as applicant:
            for stop, path in (
                ("my", "my/"),
                ("mailbox", "mailbox/"),
                ("security", "account/2fa/"),
                ("sign-out", "account/logout/"),
            ):
                applicant.open(path)
                self.shoot(applicant, stop)
            applicant.open("my/")
            applicant.press("a[href*='/drafts/']")
            applicant.page.goto(re.sub(r"(/drafts/[^/]+/).*", r"\1remove/", applicant.page.url))
            self.shoot(applicant, "remove-draft")
        with self.someone(OFFICER) as officer:
            for stop, path in (("queue", "work/"), ("staff-security", "account/2fa/")):
                officer.open(path)
                self.shoot(officer, stop, staff=True)
        with self.someone(OWNER) as owner:
            for stop, path in (("publications", "work/services/"), ("publication", f"work/services/{CHILD[0]}/")):
                owner.open(path)
                self.shoot(owner, stop, staff=True)

    def see_appeals(self) -> None:
        """Those of the demonstration, as the applicant, who only follows one, and officers see them."""
        with self.someone() as guest:
            for stop, path in (("figures", "appeals/"), ("figures-of-post", "appeals/seoul/"), ("track", "track/")):
                guest.open(path)
                self.shoot(guest, f"appeal-{stop}")
            guest.page.fill("#number", "MU-26-0000-0000-0")
            guest.page.fill("#code", "AAAAAA")
            guest.press("main form .actions button")
            self.shoot(guest, "appeal-track-refused")
        for person in (APPELLANT, HER_OFFICER, MINISTRY):
            self.sign_in(person)
        with self.someone(APPELLANT) as applicant:
            applicant.open("my/")
            references = applicant.page.evaluate(REFERENCES_OF_APPEALS)
            for reference in references:
                applicant.open(f"my/cases/{reference}/")
                self.shoot(applicant, "appeal")
            for page in ("term", "reopen"):
                applicant.open(f"my/cases/{references[-1]}/{page}/")
                self.shoot(applicant, f"appeal-{page}")
        with self.someone(HER_OFFICER) as officer:
            for reference in references:
                officer.open(f"work/cases/{reference}/")
                unfold(officer.page)
                self.shoot(officer, "appeal-work", staff=True)
            for stop, path in (("enter", "enter/"), ("board", "board/"), ("why", f"cases/{references[0]}/term/")):
                officer.open(f"work/{path}")
                self.shoot(officer, f"appeal-{stop}", staff=True)
        with self.someone(MINISTRY) as ministry:
            for stop, path in (("board-of-all", "board/"), ("calendar", "calendar/")):
                ministry.open(f"work/{path}")
                self.shoot(ministry, f"appeal-{stop}", staff=True)

    def see_services(self) -> None:
        """A passport after a loss and a marriage, with all that happens at the post between receipt and result."""
        with self.someone() as guest:
            for stop, path in (
                ("posts", "posts/"),
                ("post", f"posts/{POST}/"),
                ("visits", "visits/"),
                ("visits-of-post", f"visits/{POST}/"),
                ("draw", f"visits/{POST}/draws/1/"),
                ("display", f"display/{POST}/"),
            ):
                guest.open(path)
                self.shoot(guest, f"public-{stop}")
        for person in (APPLICANT, OFFICER, AT_MINISTRY):
            self.sign_in(person)
        passport = self.apply(*LOSS)
        self.book(passport)
        self.receive_and_refer(passport)
        self.see_case(passport, "referred")
        self.give_up(passport)
        self.agree(self.apply(*MARRIAGE))

    def book(self, reference: str) -> None:
        self.see_case(reference, "to-book")
        with self.someone(APPLICANT) as applicant:
            for stop, pressed in (("days", ""), ("times", DAY), ("held", TIME), ("booked", TAKE_TIME)):
                if pressed:
                    applicant.press(pressed, first=True)
                else:
                    applicant.open(f"my/cases/{reference}/visit/")
                self.shoot(applicant, f"visit-{stop}")
            self.booked_on = applicant.page.locator("#booked ~ p time").get_attribute("datetime").partition("T")[0]
            for stop, path in (("cancel", f"cases/{reference}/visit/cancel/"), ("bill", f"bills/{reference}/")):
                applicant.open(f"my/{path}")
                self.shoot(applicant, f"visit-{stop}")
            applicant.open("my/people/")
            self.shoot(applicant, "people")

    def receive_and_refer(self, reference: str) -> None:
        with self.at_work(OFFICER, reference) as officer:
            officer.press("form[action$='take/'] button")
            unfold(officer.page)
            self.shoot(officer, "post-taken", staff=True)
            officer.press("form[action$='refer/'] .actions button")
            self.shoot(officer, "post-referred", staff=True)
            for stop, path in (
                ("day-sheet", f"visits/?day={self.booked_on}"),
                ("counter", "counter/"),
                ("bill", f"bills/{reference}/"),
                ("payments", "payments/"),
                ("results", "results/"),
            ):
                officer.open(f"work/{path}")
                unfold(officer.page)
                self.shoot(officer, f"post-{stop}", staff=True)
        with self.someone(AT_MINISTRY) as other:
            for stop, path in (("checks", "checks/"), ("check", f"checks/{reference}/1/")):
                other.open(f"work/{path}")
                self.shoot(other, f"ministry-{stop}", staff=True)
            other.press("form[action$='take/'] button")
            self.shoot(other, "ministry-check-taken", staff=True)

    def give_up(self, reference: str) -> None:
        """One person has few visits at a time, and the story is told in other languages too."""
        with self.someone(APPLICANT) as applicant:
            applicant.open(f"my/cases/{reference}/visit/cancel/")
            applicant.press("button.destructive")

    def agree(self, reference: str) -> None:
        self.see_case(reference, "to-agree")
        with self.someone() as partner:
            partner.open_consent(PARTNER)
            self.shoot(partner, "consent")
            partner.press()
            self.shoot(partner, "consent-mistakes")

    def see_case(self, reference: str, state: str) -> None:
        with self.someone(APPLICANT) as applicant:
            applicant.open(f"my/cases/{reference}/")
            self.shoot(applicant, f"case-{state}")
            if state == "submitted":
                for stop in ("answers", "withdraw"):
                    applicant.open(f"my/cases/{reference}/{stop}/")
                    self.shoot(applicant, stop)

    @contextmanager
    def at_work(self, email: str, reference: str) -> Iterator[Applicant]:
        with self.someone(email) as officer:
            officer.open(f"work/cases/{reference}/")
            yield officer

    @contextmanager
    def someone(self, email: str = "") -> Iterator[Applicant]:
        """A tab of a person who is signed in, or of a guest."""
        context = self.people.setdefault(email, self.browser.new_context()) if email else self.browser.new_context()
        page = context.new_page()
        yield Applicant(page, self.site, self.language)
        page.close(run_before_unload=False)
        if not email:
            context.close()

    def shoot(self, person: Applicant, stop: str, *, staff: bool = False) -> None:
        if not staff or self.language in STAFF_LANGUAGES:
            self.camera.take(person.page, self.language, stop)

    def address(self, path: str) -> str:
        return f"{self.site.base_url}/{self.language}/{path}"


NOTE = "Вторая страница паспорта не читается: сфотографируйте её ещё раз сверху, при дневном свете."


def example(slug: str, name: str) -> tuple[Service, dict[str, Any], dict[str, dict[str, list[str]]]]:
    """A service as its folder says, one of its examples, and what an applicant types for it, page by page."""
    folder = read_folder(settings.SERVICES_DIRECTORY / slug)
    service = Service({"definition": folder.definition, "texts": folder.texts}, "", settings.LANGUAGE_CODE)
    raw = folder.examples[name]
    # Optional, and by now in the past of the examples.
    raw["answers"].get("journey", {}).pop("travel_on", None)
    filled = fill_in(service.definition, raw)
    return service, raw, {page: as_the_form_asks(service, page, filled) for page in filled.pages}


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("--address", default="http://localhost:8000", help="where the demonstration answers")
    wanted.add_argument("--languages", nargs="+", default=["uz", "ru", "uz-arab"])
    wanted.add_argument("--widths", nargs="+", type=int, default=[360, 768, 1280])
    wanted.add_argument("--schemes", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    wanted.add_argument("--part", default="all", choices=["all", "applications", "appeals", "services"])
    wanted.add_argument("--only", default="", help="a part of the names of the stops to photograph")
    given = wanted.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=FLAGS)
        for language in given.languages:
            letters = MailboxPage(browser.new_page(), f"{given.address}/en/mailbox/")
            site = LiveSite(given.address, letters, Path(), Path(), Path(), "")  # type: ignore[arg-type] - read like a Mailbox
            camera = Camera(given.folder, given.widths, given.schemes, given.only)
            Story(browser, site, camera, language).tell(given.part)
        browser.close()


if __name__ == "__main__":
    main()
