"""Questions about what posts and the ministry tell: news, press digests, events, galleries, and their pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.safestring import SafeString

from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.guides.errors import NothingTold, PictureNotFound
from watandoshlar.domains.guides.models import (
    DigestPage,
    EventPage,
    GalleryPage,
    GalleryPicture,
    NewsPage,
    Picture,
    PictureRendition,
    ToldPage,
)
from watandoshlar.domains.guides.models.picture import FORMS, LARGE, SMALL
from watandoshlar.domains.guides.rules.markup import plain
from watandoshlar.domains.guides.writing import Letters, html_of, is_derived, letters_for, readable_in
from watandoshlar.foundation import clock

# Which page says what: the kind that other rooms name, its table, the name of its address.
KINDS: Mapping[str, type[ToldPage]] = {
    "news": NewsPage,
    "event": EventPage,
    "gallery": GalleryPage,
    "digest": DigestPage,
}


@dataclass(frozen=True)
class PictureShown:
    """A picture in both sizes of the public, with its words in the language of the page."""

    small: PictureRendition
    large: PictureRendition
    text: str
    caption: str
    taken_by: str
    licence: str


@dataclass(frozen=True)
class Told:
    """What every page of these says. `derived`: written by rule from another script."""

    slug: str
    language: str
    derived: bool
    title: str
    summary: str
    post: Post
    day: date
    first_published_at: datetime | None
    changed_at: datetime | None


@dataclass(frozen=True)
class News(Told):
    html: SafeString
    plain: str
    picture: PictureShown | None


@dataclass(frozen=True)
class Entry:
    """An article elsewhere: its title in the language in which it stands there."""

    outlet: str
    published_on: date | None
    title: str
    language: str
    url: str
    words: str


@dataclass(frozen=True)
class Digest(Told):
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class EventTold(Told):
    """`opens` and `closes` are in the zone of the post."""

    html: SafeString
    plain: str
    opens: datetime
    closes: datetime
    place: str
    street: str
    taking_part: SafeString
    is_cancelled: bool


@dataclass(frozen=True)
class Gallery(Told):
    pictures: tuple[PictureShown, ...]


# --- lists: each matter once, in the words that the language has of its own where there are any ----------------------


def news_in(language: str, post: str = "") -> QuerySet[NewsPage]:
    """The last first."""
    return _in_language(NewsPage, language, post).select_related("picture").prefetch_related(*_forms("picture"))


def digests_in(language: str, post: str = "") -> QuerySet[DigestPage]:
    return _in_language(DigestPage, language, post)


def galleries_in(language: str, post: str = "") -> QuerySet[GalleryPage]:
    pictures = GalleryPicture.objects.select_related("picture").prefetch_related(*_forms("picture"))
    return _in_language(GalleryPage, language, post).prefetch_related(Prefetch("pictures", pictures))


def events_in(language: str, post: str = "", *, past: bool = False) -> QuerySet[EventPage]:
    """What is ahead or going on, the next first; or what is over, the last first."""
    pages = _in_language(EventPage, language, post)
    now = clock.now()
    if past:
        return pages.filter(closes__lt=now).order_by("-opens", "-pk")
    return pages.filter(closes__gte=now).order_by("opens", "pk")


def events_of(numbers: Iterable[int]) -> QuerySet[EventPage]:
    """Published events by their numbers."""
    return EventPage.objects.live().filter(pk__in=numbers).select_related("locale", "post")


def told_in(language: str, post: str = "", most: int = 30) -> list[tuple[str, Told]]:
    """What was told last, whatever it is, each with its kind; the last published first."""
    found = [
        (kind, page)
        for kind, pages in KINDS.items()
        for page in _in_language(pages, language, post).order_by("-first_published_at", "-pk")[:most]
    ]
    found.sort(key=lambda one: one[1].first_published_at, reverse=True)
    return [(kind, Told(**_told(page, language, letters_for(page, language)))) for kind, page in found[:most]]


def _in_language(kind: type[ToldPage], language: str, post: str) -> QuerySet:
    written = settings.DERIVED_LANGUAGES.get(language, "")
    own = kind.objects.live().filter(slug=OuterRef("slug"), locale__language_code=language)
    pages = kind.objects.live().filter(
        Q(locale__language_code=language) | Q(locale__language_code=written) & ~Exists(own)
    )
    if post:
        pages = pages.filter(post__code=post)
    if kind is not EventPage:
        pages = pages.order_by("-day", "-first_published_at", "-pk")
    return pages.select_related("locale", "post")


def _forms(path: str) -> tuple[Prefetch]:
    """Pictures with their two sizes, in one question for all of a list."""
    return (Prefetch(f"{path}__renditions", PictureRendition.objects.filter(filter_spec__in=FORMS)),)


def posts_that_tell(language: str) -> list[Post]:
    """Posts of which something is published in the language, in the order of their codes."""
    told = Q()
    for kind in KINDS.values():
        told |= Q(pk__in=_in_language(kind, language, "").order_by().select_related(None).values("post"))
    return list(Post.objects.filter(told).order_by("code"))


# --- one page ---------------------------------------------------------------------------------------------------------


def page_in(kind: str, slug: str, language: str) -> ToldPage | None:
    """The page in the language, or None where it is told in others only. Raises NothingTold where it is in none."""
    asked = {
        "news": lambda: news_in(language),
        "event": lambda: _in_language(EventPage, language, ""),
        "gallery": lambda: galleries_in(language),
        "digest": lambda: digests_in(language),
    }[kind]
    found = asked().filter(slug=slug).first()
    if found is None and not languages_told(kind, slug):
        raise NothingTold
    return found


def languages_told(kind: str, slug: str) -> list[str]:
    """In which languages the matter can be read, in the order of the languages of the platform."""
    pages = KINDS[kind].objects.live().filter(slug=slug)
    return readable_in(pages.values_list("locale__language_code", flat=True))


# --- what a page says to a reader of the language --------------------------------------------------------------------


def show_news(page: NewsPage, language: str) -> News:
    letters = letters_for(page, language)
    return News(
        **_told(page, language, letters),
        html=html_of(page.body, letters),
        plain=letters(plain(page.body)),
        picture=_picture(page.picture, page.picture_text, "", letters) if page.picture else None,
    )


def show_digest(page: DigestPage, language: str) -> Digest:
    letters = letters_for(page, language)
    entries = tuple(
        Entry(
            outlet=letters(part.value["outlet"]),
            published_on=part.value["published_on"],
            title=part.value["title"],
            language=part.value["language"],
            url=part.value["url"],
            words=letters(part.value["words"]),
        )
        for part in page.entries
    )
    return Digest(**_told(page, language, letters), entries=entries)


def show_event(page: EventPage, language: str) -> EventTold:
    letters, zone = letters_for(page, language), ZoneInfo(page.post.zone)
    return EventTold(
        **_told(page, language, letters),
        html=html_of(page.body, letters),
        plain=letters(plain(page.body)),
        opens=page.opens.astimezone(zone),
        closes=page.closes.astimezone(zone),
        place=letters(page.place),
        street=letters(page.street),
        taking_part=html_of(page.taking_part, letters),
        is_cancelled=page.is_cancelled,
    )


def show_gallery(page: GalleryPage, language: str) -> Gallery:
    letters = letters_for(page, language)
    shown = (_picture(one.picture, one.alternative_text, one.caption, letters) for one in page.pictures.all())
    return Gallery(**_told(page, language, letters), pictures=tuple(one for one in shown if one))


def _told(page: ToldPage, language: str, letters: Letters) -> dict:
    return {
        "slug": page.slug,
        "language": language,
        "derived": is_derived(language, page.locale.language_code),
        "title": letters(page.title),
        "summary": letters(page.summary),
        "post": page.post,
        "day": page.day,
        "first_published_at": page.first_published_at,
        "changed_at": page.last_published_at,
    }


def _picture(picture: Picture, text: str, caption: str, letters: Letters) -> PictureShown | None:
    """None while a size is missing: a page without a picture is better than a broken one."""
    sizes = {one.filter_spec: one for one in picture.renditions.all()}
    if not text or not FORMS.keys() <= sizes.keys():
        return None
    for one in sizes.values():
        one.image = picture
    return PictureShown(
        small=sizes[SMALL],
        large=sizes[LARGE],
        text=letters(text),
        caption=letters(caption),
        taken_by=picture.taken_by,
        licence=picture.licence,
    )


# --- files of pictures ------------------------------------------------------------------------------------------------


def get_rendition(pk: int, mark: str) -> PictureRendition:
    """A picture in one size; `mark` is the beginning of the fingerprint of its file. Raises PictureNotFound."""
    found = PictureRendition.objects.select_related("image").filter(pk=pk).first()
    if found is None or not found.image.file_hash or found.image.file_hash[:12] != mark:
        raise PictureNotFound
    return found


def is_shown(rendition: PictureRendition) -> bool:
    """Whether a published page shows the picture in this size."""
    if rendition.filter_spec not in FORMS:
        return False
    in_news = NewsPage.objects.live().filter(picture=rendition.image_id)
    in_gallery = GalleryPicture.objects.filter(picture=rendition.image_id, page__live=True)
    return in_news.exists() or in_gallery.exists()
