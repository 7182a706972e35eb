"""Questions about posts. Nothing here is personal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from watandoshlar.capabilities.posts.errors import PostNotFound
from watandoshlar.capabilities.posts.models import CalendarDay, District, Override, Post
from watandoshlar.capabilities.posts.rules.districts import responsible
from watandoshlar.capabilities.posts.rules.opening import Standing, calendar_of, standing, with_days
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import HOME, DayExplained, OfficeCalendar, explain_day
from watandoshlar.foundation.countries import LocalName
from watandoshlar.foundation.scripts import worded

# How far ahead readers are told of holidays.
_LOOK_AHEAD = 180
# Whoever is outside the platform works by the calendar of Uzbekistan.
AT_HOME = OfficeCalendar(zone=clock.HOME_ZONE, host_country=HOME)


def get_post(code: str) -> Post:
    """The post with the code, whether it serves people today or not. Raises PostNotFound."""
    post = Post.objects.filter(code=code).first()
    if post is None:
        raise PostNotFound(post=code)
    return post


def all_posts(on: date) -> list[Post]:
    """The posts that are open on the day, by code, the ministry among them. Whom one may choose from: `posts_for`."""
    return list(Post.objects.active(on).order_by("code"))


def posts_for(country: str, region: str, service: str, on: date) -> list[Post]:
    """The posts for a place and a service on a day: the one responsible first, then stand-ins (`stands_in` is set)."""
    rows = (
        District.objects.filter(country=country, post__in=Post.objects.active(on))
        .filter(Q(region="") | Q(region=region), Q(service="") | Q(service=service))
        .select_related("post")
        .order_by("pk")
    )
    posts: dict[int, Post] = {}
    for row in responsible(rows, country, region, service, on):
        row.post.stands_in = row.stand_in
        # A post that is responsible for the region may also stand in for the country: its first row counts.
        posts.setdefault(row.post_id, row.post)
    return list(posts.values())


def post_name(post: Post, language: str) -> LocalName:
    """The city of the post in the language."""
    return in_words(post.city, language)


def in_words(texts: Mapping[str, str], language: str) -> LocalName:
    """A text of a post's file in the language. Cyrillic Uzbek follows from Latin; else Latin stands in, or English
    where the file has only that."""
    texts = {tag.lower(): text for tag, text in texts.items()}
    if "uz" not in texts:
        return LocalName(texts["en"], "en")
    spoken = language if texts.get(language) or language == "uz-cyrl" else "uz"
    return LocalName(worded(texts, language), spoken)


@dataclass(frozen=True)
class PostSource:
    """Where a fact of a post comes from, in words of a language, as a legal source is shown."""

    name: LocalName
    url: str
    state: str
    as_of: str


def source_at(post: Post, key: str, language: str) -> PostSource | None:
    """The source of the post's file with the name; None for none."""
    source = post.sources.get(key)
    if source is None:
        return None
    title = source["title"]
    # Posts published before titles had languages wrote them in English.
    titles = title if isinstance(title, dict) else {"en": title}
    return PostSource(in_words(titles, language), source["url"], source["state"], source["as_of"])


def stand_ins_of(post: Post, service: str, on: date) -> list[Post]:
    """Posts that may serve the country of the post in its place on the day."""
    rows = (
        District.objects.filter(country=post.country, stand_in=True, post__in=Post.objects.active(on))
        .filter(Q(service="") | Q(service=service))
        .filter(_on("valid_from__lte", on), _on("valid_until__gte", on))
    )
    return list(Post.objects.filter(pk__in=rows.exclude(post=post).values("post")).order_by("code"))


def moment_at(post: Post, moment: datetime | None = None) -> datetime:
    """Now or another moment, by the clock of the post."""
    return (moment or clock.now()).astimezone(ZoneInfo(post.zone))


def today_at(post: Post, moment: datetime | None = None) -> date:
    """The day at the post, now or at a moment."""
    return moment_at(post, moment).date()


def office_calendar(post: Post) -> OfficeCalendar:
    """When the post is open: its weekend, the holidays of host country and Uzbekistan, its own closed and open days and
    those that were entered since; one query."""
    return _calendar(post, CalendarDay.objects.of([post]).order_by("pk"))


def calendars_of(codes: Iterable[str]) -> dict[str, OfficeCalendar]:
    """The calendars of those posts among the codes that there are, by code; two queries."""
    posts = list(Post.objects.filter(code__in=list(codes)))
    days = list(CalendarDay.objects.of(posts).order_by("pk"))
    return {post.code: _calendar(post, days) for post in posts}


def home_calendar() -> OfficeCalendar:
    """The calendar of Uzbekistan, by which bodies outside the platform work; one query."""
    return _calendar(None, CalendarDay.objects.of([]).order_by("pk"))


def _calendar(post: Post | None, days: Iterable[CalendarDay]) -> OfficeCalendar:
    return with_days(calendar_of(post) if post else AT_HOME, [day for day in days if day.concerns(post)])


def calendar_days(post: Post, most: int) -> list[CalendarDay]:
    """The last days that were opened or closed for the post since its file was published, the newest first."""
    days = CalendarDay.objects.of([post]).select_related("post").order_by("-pk")
    return [day for day in days if day.concerns(post)][:most]


def get_calendar_day(pk: int) -> CalendarDay:
    return CalendarDay.objects.get(pk=pk)


def offices_concerned(change: CalendarDay) -> list[str]:
    """The codes of the posts whose calendar the change concerns, and "" if it concerns bodies outside the platform."""
    posts = [post.code for post in Post.objects.order_by("code") if change.concerns(post)]
    return [*posts, ""] if change.concerns(None) else posts


def standing_of(post: Post, calendar: OfficeCalendar) -> Standing:
    """Whether the post is open now, and until when."""
    return standing(post, calendar, clock.now())


def days_off_ahead(post: Post, calendar: OfficeCalendar, language: str, most: int) -> list[tuple[date, DayExplained]]:
    """The next days on which the post differs from its week: holidays of both countries, days closed and opened."""
    today, found = today_at(post), []
    for day in (today + timedelta(days=later) for later in range(_LOOK_AHEAD)):
        explained = explain_day(calendar, day, language)
        if explained.code not in ("working", "weekend"):
            found.append((day, explained))
    return found[:most]


def places_served(on: date) -> dict[str, set[str]]:
    """The countries that posts serve on the day, each with those of its regions that have posts of their own."""
    rows = District.objects.filter(post__in=Post.objects.active(on)).values_list("country", "region").distinct()
    places: dict[str, set[str]] = {}
    for country, region in rows:
        places.setdefault(country, set()).update({region} - {""})
    return places


def services_differing(post: Post) -> set[str]:
    """The services that the post does otherwise than others in something."""
    return set(Override.objects.filter(post=post).values_list("service", flat=True))


def districts_of(post: Post, on: date) -> list[District]:
    """The places that the post serves on the day, those for which it stands in last."""
    rows = District.objects.filter(post=post).order_by("stand_in", "country", "region", "service", "pk")
    return list(rows.filter(_on("valid_from__lte", on), _on("valid_until__gte", on)))


def _on(bound: str, day: date) -> Q:
    """Within the bound of a validity, which may be open."""
    return Q(**{bound: day}) | Q(**{f"{bound.partition('__')[0]}__isnull": True})


def all_overrides(post: Post) -> dict[str, dict]:
    """What the post does differently, by service; one query."""
    return dict(Override.objects.filter(post=post).order_by("service").values_list("service", "content"))


def overrides(post: Post, service: str) -> dict:
    """What the post does differently for a service; {} for nothing."""
    found = Override.objects.filter(post=post, service=service).values_list("content", flat=True).first()
    return found or {}


def tariff_in(override: Mapping[str, Any], name: str, day: date) -> dict[str, Any] | None:
    """The row of a tariff that holds on the day, in what a post does otherwise: `amount` as text or None, `currency`,
    and the name and state of its `source`. None where the post has no such row."""
    written = day.isoformat()
    for row in override.get("fees", {}).get(name, ()):
        if (row["valid_from"] or written) <= written <= (row["valid_until"] or written):
            return row
    return None
