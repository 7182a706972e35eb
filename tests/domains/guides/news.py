"""News and pictures for tests."""

from datetime import date, time
from io import BytesIO

from PIL import Image
from wagtail.models import Revision

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.guides.acts._tree import index_of, locales
from watandoshlar.domains.guides.api import DigestPage, EventPage, NewsPage, ToldPage, keep_picture
from watandoshlar.domains.guides.models import NewsIndex, Picture

DAY = date(2026, 11, 20)


def photo(width: int = 300, height: int = 200, file_format: str = "JPEG", **options: object) -> bytes:
    """A picture that compresses badly."""
    noise = Image.effect_noise((width, height), 90).convert("RGB")
    written = BytesIO()
    noise.save(written, file_format, **options)
    return written.getvalue()


def picture(account: Account, **changes: object) -> Picture:
    facts = {"title": "Hall", "taken_by": "A. Karimov", "licence": "ours", "consent": "Nobody can be recognised."}
    return keep_picture(acting_user=account, **{"content": photo(), **facts, **changes})


def news(language: str = "uz", slug: str = "new-hours", **changes: object) -> NewsPage:
    facts = {"title": f"News in {language}", "summary": "What is new.", "body": "Words.", "day": DAY}
    return _page(NewsPage, language, slug, {**facts, **changes})


def event(language: str = "uz", slug: str = "open-day", **changes: object) -> EventPage:
    facts = {
        "title": f"Event in {language}", "summary": "Come.", "body": "Words.", "place": "Hall", "taking_part": "Free.",
        "begins_on": DAY, "begins_at": time(10), "ends_on": DAY, "ends_at": time(12),
    }  # fmt: skip
    return _page(EventPage, language, slug, {**facts, **changes})


def digest(language: str = "uz", slug: str = "labour", **changes: object) -> DigestPage:
    words = {"outlet": "Gazeta", "published_on": DAY, "title": "An article", "language": "en"}
    entries = [("entry", {**words, "url": "https://example.org/a", "words": "Maoshlar haqida."})]
    facts = {"title": f"Digest in {language}", "summary": "What they wrote.", "entries": entries, "day": DAY}
    return _page(DigestPage, language, slug, {**facts, **changes})


def _page(kind: type[ToldPage], language: str, slug: str, facts: dict) -> ToldPage:
    facts.setdefault("post", get_post("seoul"))
    return kind(slug=slug, locale=locales()[language], **facts)


def written(page: ToldPage, account: Account) -> Revision:
    """The first version of the page, a draft."""
    page.live, page.draft_title = False, page.title
    page.clean()
    index_of(page.locale, NewsIndex).add_child(instance=page)
    return page.save_revision(user=account, log_action=True)


def told(page: ToldPage, writer: Account, second: Account) -> ToldPage:
    """The page, published by agreement."""
    written(page, writer)
    state = page.get_workflow().start(page, writer).current_task_state
    state.task.specific.on_action(state, second, "approve")
    page.refresh_from_db()
    return page
