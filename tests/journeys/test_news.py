"""An editor writes news with a picture, a second agrees, a reader reads them without scripts and in a feed reader."""

from collections.abc import Callable
from urllib.parse import urljoin

from lxml import etree

from tests.domains.guides.news import picture
from tests.journeys.applicant import Applicant
from tests.journeys.staff import Staff, look
from tests.journeys.test_editors import AGREE, DESK, LINK, PHONE, SECOND, SUBMIT, press
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.guides.api import NewsPage
from watandoshlar.domains.guides.models import NewsIndex

TITLE, SLUG, SHOWS = "Yangi qabulxona ochildi", "new-hall", "Yorugʻ zal, derazalar yonida oʻrindiqlar."
ATOM = "{http://www.w3.org/2005/Atom}"


def write_news(writer: Staff, shown: int) -> None:
    index = NewsIndex.objects.get(locale__language_code="uz")
    writer.open(f"editing/pages/add/guides/newspage/{index.pk}/")
    page = writer.page
    page.fill("[name=title]", TITLE)
    page.select_option("[name=post]", str(get_post("seoul").pk))
    page.fill("[name=summary]", "Seulda yangi zal ochildi.")
    page.fill("[name=body]", "Yangi zal keng.\n\n- Oʻrindiqlar koʻp.")
    page.select_option("[name=picture]", str(shown))
    page.fill("[name=picture_text]", SHOWS)
    page.get_by_role("tab").nth(1).click()
    page.fill("[name=slug]", SLUG)
    press(page, SUBMIT)


def test_news_are_written_agreed_to_and_read(
    new_staff: Callable[..., Staff], new_applicant: Callable[..., Applicant]
) -> None:
    writer = new_staff("editor", "ru", **DESK)
    write_news(writer, picture(writer.account).pk)
    reader = new_applicant("uz-cyrl", "", java_script_enabled=False, **PHONE)
    reader.open("news/")
    assert reader.page.locator(f"main a[href$='/news/{SLUG}/']").count() == 0
    assert not NewsPage.objects.get(slug=SLUG).live
    letter = reader.site.mailbox.wait_for(SECOND).get_body(preferencelist=("plain",)).get_content()
    second = new_staff("second.editor", "uz", **DESK)
    second.open(LINK.search(letter)[1].lstrip("/"))
    press(second.page, AGREE)
    reader.open("news/")
    reader.press(f"main a[href$='/news/{SLUG}/']")
    assert reader.read("h1") == "Янги қабулхона очилди"
    look(reader)
    shown = reader.page.locator("main figure img")
    assert shown.get_attribute("alt") == "Ёруғ зал, деразалар ёнида ўриндиқлар."
    shown.scroll_into_view_if_needed()
    reader.page.wait_for_function("document.querySelector('main figure img').naturalWidth > 0")
    read_feed(reader)
    reader.open("posts/seoul/")
    assert reader.page.locator(f"main a[href$='/news/{SLUG}/']").count() == 1


def read_feed(reader: Applicant) -> None:
    """From the address that the page names."""
    address = reader.page.locator("head link[type='application/atom+xml']").get_attribute("href")
    answer = reader.page.context.request.get(urljoin(reader.address, address))
    entry = etree.fromstring(answer.body()).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Янги қабулхона очилди"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/uz-cyrl/news/{SLUG}/")
