"""Two editors change a guide and readers read it: nobody publishes alone, and a text comes when its moment comes."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from playwright.sync_api import BrowserContext, Page
from procrastinate.exceptions import AlreadyEnqueued

from tests.journeys.applicant import Applicant
from tests.journeys.staff import Staff, look
from watandoshlar.capabilities.access.api import demonstration_code
from watandoshlar.domains.guides.api import GuidePage
from watandoshlar.domains.guides.tasks import publish_due_each_minute

WRITER, SECOND = "editor@example.org", "second.editor@example.org"
SECOND_FACTOR = "form[action*='2fa/authenticate'] .actions button.button:not(.link):not([type=button])"
GUIDE, OTHER = "lost-papers", "inheritance"
DESK, PHONE = {"viewport": {"width": 1280, "height": 900}}, {"viewport": {"width": 360, "height": 740}}
MENU = "footer [data-w-dropdown-target=toggle]"
SUBMIT = "[name=action-submit]"
AGREE = "[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
LINK = re.compile(r"https?://\S+(/editing/pages/\d+/edit/)")
# Long enough for a second editor to read and agree on a busy machine.
AHEAD = timedelta(seconds=40)
MINUTE = timedelta(minutes=1)


def come_in(writer: Applicant) -> None:
    """With the code from a letter and the authenticator app, and from the workspace to the editors' pages."""
    writer.sign_in(WRITER)
    writer.page.fill("input[name=code]", demonstration_code())
    writer.press(SECOND_FACTOR)
    writer.press(f'main a[href="/{writer.language}/editing/"]')


def edit(editor: Applicant | Staff, slug: str) -> Page:
    page = GuidePage.objects.get(slug=slug, locale__language_code="uz")
    editor.open(f"editing/pages/{page.pk}/edit/")
    return editor.page


def press(page: Page, button: str) -> None:
    """One of the actions at the foot of an editors' page."""
    page.locator(MENU).last.click()
    with page.expect_navigation():
        page.locator(button).click()


def coming_minute() -> datetime:
    """The first full minute that leaves enough time: editors write minutes, and a second that is written is lost when
    the page is opened again."""
    return (datetime.now(UTC) + AHEAD + MINUTE).replace(second=0, microsecond=0)


def title(reader: Applicant, slug: str) -> str:
    reader.open(f"guides/{slug}/")
    return reader.read("h1")


def test_a_second_editor_agrees_before_readers_read_it(
    demonstration: object,
    new_context: Callable[..., BrowserContext],
    new_staff: Callable[..., Staff],
    new_applicant: Callable[..., Applicant],
) -> None:
    reader = new_applicant("uz", "", **PHONE)
    before, after = title(reader, GUIDE), "Hujjatlar yoʻqolsa: endi boshqacha"
    writer = Applicant(new_context(**DESK).new_page(), reader.site, "ru")
    come_in(writer)
    page = edit(writer, GUIDE)
    page.fill("#id_title", after)
    assert page.locator("[name=action-publish]").count() == 0
    press(page, SUBMIT)
    edit(writer, GUIDE)
    assert page.locator(f"[name=action-publish], {AGREE}").count() == 0
    assert title(reader, GUIDE) == before
    letter = reader.site.mailbox.wait_for(SECOND).get_body(preferencelist=("plain",)).get_content()
    second = new_staff("second.editor", "uz", **DESK)
    second.open(LINK.search(letter)[1].lstrip("/"))
    assert second.page.input_value("#id_title") == after
    press(second.page, AGREE)
    assert title(reader, GUIDE) == after
    look(reader)


def test_an_agreed_text_comes_at_its_moment(
    new_staff: Callable[..., Staff], new_applicant: Callable[..., Applicant]
) -> None:
    reader = new_applicant("uz", "", **PHONE)
    before, after = title(reader, OTHER), "Meros: keyinroq"
    writer, second = new_staff("editor", "uz", **DESK), new_staff("second.editor", "ru", **DESK)
    moment = coming_minute()
    page = edit(writer, OTHER)
    page.fill("#id_title", after)
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
    page.fill("[name=go_live_at]", moment.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%d %H:%M"))
    with page.expect_navigation():
        page.locator("#schedule-publishing-dialog [type=submit]").click()
    press(page, SUBMIT)
    press(edit(second, OTHER), AGREE)
    shown = title(reader, OTHER)
    assert datetime.now(UTC) < moment, "the machine was too slow for this moment"
    assert shown == before
    time.sleep(max(0, (moment - datetime.now(UTC)).total_seconds()) + 0.1)
    # The worker does so at every full minute; here it is asked at once.
    with suppress(AlreadyEnqueued):
        publish_due_each_minute.defer(timestamp=int(moment.timestamp()))
    deadline = time.monotonic() + 15
    while title(reader, OTHER) != after:
        assert time.monotonic() < deadline, "the worker has not published it"
        time.sleep(0.2)


def test_a_reader_needs_no_scripts(new_applicant: Callable[..., Applicant]) -> None:
    reader = new_applicant("uz-cyrl", "", java_script_enabled=False, **PHONE)
    reader.open("guides/")
    look(reader)
    reader.press(f'main a[href$="/guides/{GUIDE}/"]', first=True)
    assert re.search("[а-яўқғҳ]", reader.read("h1"))
    assert reader.page.locator("#steps li[id]").count() > 1
    look(reader)
    country = reader.page.locator("#steps details select").first
    reader.page.locator("#steps details summary").first.click()
    country.select_option(index=1)
    reader.press("#steps form [type=submit]")
    assert f"{country.get_attribute('name')}=" in reader.address
    look(reader)


def test_a_guide_without_a_text_says_in_which_languages_it_is_there(new_applicant: Callable[..., Applicant]) -> None:
    reader, statuses = new_applicant("uz-arab", "", java_script_enabled=False, **PHONE), []
    reader.page.on("response", lambda answer: statuses.append(answer.status) if OTHER in answer.url else None)
    reader.open(f"guides/{OTHER}/")
    links = reader.page.locator("main .links a")
    offered = links.evaluate_all("links => links.map(link => link.lang)")
    assert (statuses, offered) == ([404], ["uz", "uz-cyrl", "ru", "en"])
    look(reader)
    reader.press("main .links a[lang=ru]")
    assert reader.page.locator("html").get_attribute("lang") == "ru"
    assert reader.page.locator("#steps").count() == 1
