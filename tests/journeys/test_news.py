"""An editor writes news with a picture, a second agrees, a reader reads them without scripts and in a feed reader."""

from collections.abc import Callable
from pathlib import Path

from lxml import etree

from tests.domains.guides.news import photo
from tests.journeys.applicant import Applicant
from tests.journeys.staff import Staff, look
from tests.journeys.test_editors import AGREE, DESK, LINK, PHONE, SECOND, SUBMIT, press
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.guides.api import NewsPage
from watandoshlar.domains.guides.models import NewsIndex, Picture

TITLE, SLUG, SHOWS = "Yangi qabulxona ochildi", "new-hall", "Yorugʻ zal, derazalar yonida oʻrindiqlar."
ATOM = "{http://www.w3.org/2005/Atom}"


def bring_picture(writer: Staff, folder: Path) -> int:
    """A picture with who took it and who consented."""
    (folder / "karimov.jpg").write_bytes(photo(700, 500))
    writer.open("editing/images/add/")
    page = writer.page
    page.set_input_files("[name=file]", folder / "karimov.jpg")
    page.fill("[name=title]", "Zal")
    page.fill("[name=taken_by]", "A. Karimov")
    page.select_option("[name=licence]", "ours")
    page.fill("[name=consent]", "Hech kim tanilmaydi.")
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    return Picture.objects.get(title="Zal").pk


def write_news(writer: Staff, picture: int) -> None:
    index = NewsIndex.objects.get(locale__language_code="uz")
    writer.open(f"editing/pages/add/guides/newspage/{index.pk}/")
    page = writer.page
    page.fill("[name=title]", TITLE)
    page.select_option("[name=post]", str(get_post("seoul").pk))
    page.fill("[name=summary]", "Seulda yangi zal ochildi.")
    page.fill("[name=body]", "Yangi zal keng.\n\n- Oʻrindiqlar koʻp.")
    page.select_option("[name=picture]", str(picture))
    page.fill("[name=picture_text]", SHOWS)
    page.get_by_role("tab").nth(1).click()
    page.fill("[name=slug]", SLUG)
    press(page, SUBMIT)


def test_news_are_written_agreed_to_and_read(
    new_staff: Callable[..., Staff], new_applicant: Callable[..., Applicant], tmp_path: Path
) -> None:
    writer = new_staff("editor", "ru", **DESK)
    write_news(writer, bring_picture(writer, tmp_path))
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
    picture = reader.page.locator("main figure img")
    assert picture.get_attribute("alt") == "Ёруғ зал, деразалар ёнида ўриндиқлар."
    picture.scroll_into_view_if_needed()
    reader.page.wait_for_function("document.querySelector('main figure img').naturalWidth > 0")
    read_feed(reader)
    reader.open("posts/seoul/")
    assert reader.page.locator(f"main a[href$='/news/{SLUG}/']").count() == 1


def read_feed(reader: Applicant) -> None:
    """From the address that the page names."""
    address = reader.page.locator("head link[type='application/atom+xml']").get_attribute("href")
    answer = reader.page.context.request.get(f"{reader.site.base_url}{address}")
    entry = etree.fromstring(answer.body()).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Янги қабулхона очилди"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/uz-cyrl/news/{SLUG}/")
