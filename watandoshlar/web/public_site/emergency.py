"""Whom to call in danger. The page is tiny, works without a network once it was opened, and asks nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import Emergency, all_posts, emergencies, in_words, post_name
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import country_name
from watandoshlar.foundation.scripts import sort_key
from watandoshlar.web.presenting.reviews import overdue_since


@require_safe
def emergency(request: HttpRequest) -> HttpResponse:
    """Every country that has an entry, in the order of the alphabet; `?country=` stands first."""
    language, asked = get_language(), request.GET.get("country", "").upper()
    shown = sorted(
        (_shown(one, language) for one in emergencies().values()),
        key=lambda one: (one["code"] != asked, sort_key(one["name"], language)),
    )
    posts: dict[str, list[dict]] = {}
    for post in all_posts(clock.today(clock.HOME_ZONE)):
        posts.setdefault(post.country, []).append({"code": post.code, "name": post_name(post, language)})
    for one in shown:
        one["posts"] = posts.get(one["code"], []) if one["code"] != "UZ" else []
    return render(request, "public_site/emergency.html", {"section": "emergency", "countries": shown})


def _shown(found: Emergency, language: str) -> dict:
    cited = {one.source.url: one.source for one in (*found.numbers, *found.helplines)}
    return {
        "code": found.country,
        "name": country_name(found.country, language),
        "numbers": found.numbers,
        "helplines": found.helplines,
        "overdue_since": overdue_since(cited.values()),
        "sources": [
            {"name": in_words(one.title, language), "url": one.url, "state": one.state, "as_of": one.as_of}
            for one in cited.values()
        ],
    }
