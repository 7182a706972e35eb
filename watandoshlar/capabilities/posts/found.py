"""What the search knows of posts."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from watandoshlar.capabilities.posts.models import District, Post
from watandoshlar.capabilities.posts.queries import all_posts, post_name
from watandoshlar.capabilities.search.api import Entry
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import country_name, everyday_names, region_name


def collect_posts() -> Iterator[Entry]:
    """Every post that serves people, by its city, its country and the places of its district, in each language that has
    a name for the city. The ministry serves no district and has no page."""
    posts = [post for post in all_posts(clock.today(clock.HOME_ZONE)) if post.kind != "ministry"]
    places: dict[int, list[tuple[str, str]]] = {post.pk: [] for post in posts}
    for row in District.objects.filter(post__in=posts, stand_in=False).order_by("pk"):
        places[row.post_id].append((row.country, row.region))
    for post in posts:
        for language, _name in settings.LANGUAGES:
            if post_name(post, language).language == language:
                with override(language):
                    yield _entry(post, places[post.pk], language)


def _entry(post: Post, places: list[tuple[str, str]], language: str) -> Entry:
    kind = post.get_kind_display()
    countries = dict.fromkeys([post.country, *(country for country, _region in places)])
    named = [country_name(country, language) for country in countries]
    return Entry(
        kind="post",
        key=post.code,
        language=language,
        title=f"{post_name(post, language)}: {kind}",
        summary=", ".join(named),
        text=", ".join(region_name(region, language) for _country, region in places if region),
        route=("public_site:post", (post.code,)),
        also_called=(named[0], *everyday_names(post.country, language)),
    )
