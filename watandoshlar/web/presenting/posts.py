"""Posts as people choose and read them, and a service as it is at one of them: one truth, and why it differs there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS as NAMES_OF_DAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watandoshlar.capabilities.posts.api import (
    Post,
    PostSource,
    in_words,
    overrides,
    post_name,
    source_at,
    today_at,
)
from watandoshlar.domains.catalogue.api import Fee, Service
from watandoshlar.domains.fees.api import price_in
from watandoshlar.foundation.calendars import WEEKDAYS
from watandoshlar.foundation.countries import language_name
from watandoshlar.foundation.scripts import spelled
from watandoshlar.web.presenting.fees import fee_promised

Override = Mapping[str, Any]


@dataclass(frozen=True)
class AtPost:
    """One thing as it is at a post. `why` is the source of what the post does otherwise than others; None where it does
    as all do."""

    label: str
    lines: list[str]
    why: PostSource | None = None


def post_choice(post: Post, slug: str, language: str) -> dict:
    """A post in the list of an application: its name in the language and what differs here."""
    return {"code": post.code, "name": post_name(post, language), "hint": post.email}


def differences_at(post: Post, slug: str, language: str) -> list[AtPost]:
    """What the post does otherwise than others for a service, each with its source."""
    return [shown for shown in at_post(post, overrides(post, slug), language) if shown.why]


def at_post(post: Post, override: Override, language: str) -> Iterator[AtPost]:
    """How a service is done at the post: when and in which languages, with how many copies and which photo, and what to
    bring besides."""
    yield _hours(post, override, language)
    yield _languages(post, override, language)
    if copies := override.get("copies"):
        number = copies["number"]
        sentence = ngettext("This post asks for %(number)s copy.", "This post asks for %(number)s copies.", number)
        yield AtPost(_("Copies"), [sentence % {"number": number}], _why(post, copies, language))
    if photo := override.get("photo"):
        sizes = {"width": photo["width_mm"], "height": photo["height_mm"]}
        line = _("Photos for this post: %(width)s × %(height)s mm.") % sizes
        yield AtPost(_("Photo"), [line], _why(post, photo, language))
    for paper in override.get("extra_evidence", ()):
        yield AtPost(_("Bring besides"), [in_words(paper["text"], language)], _why(post, paper, language))


def fee_at_post(fee: Fee, post: Post, override: Override, texts, language: str) -> dict:
    """A fee of a service at the post: `amount` is None while no source names it, `why` the source of the post's own."""
    price = price_in(fee, post, override, today_at(post))
    return {
        **fee_promised(fee, price, texts, language),
        "currency": price.currency,
        "waivers": [texts.waiver(waiver.id) for waiver in fee.waivers],
    }


def service_at_post(service: Service, post: Post, override: Override, language: str) -> dict:
    """The whole of a service at one post, before anybody has answered: what the definition says for all posts, merged
    with what this one does otherwise."""
    texts, definition = service.texts(language), service.definition
    return {
        "fees": [fee_at_post(fee, post, override, texts, language) for fee in definition.fees],
        "terms": [{"label": texts.term(term.id), "source": texts.source(term.source)} for term in definition.terms],
        "visit": texts.visit("reason") if definition.visit else None,
        "bring": texts.visit("bring") if definition.visit else None,
        "result": texts.hand_over("result") if definition.hand_over else None,
        "advice": texts.hand_over("advice") if definition.hand_over else None,
        "at_post": list(at_post(post, override, language)),
    }


def week_of(post: Post, language: str) -> list[str]:
    """The hours of the post's week, days with the same hours together."""
    return _hours(post, {}, language).lines


def _why(post: Post, part: Override, language: str) -> PostSource | None:
    return source_at(post, part.get("source", ""), language)


def _hours(post: Post, override: Override, language: str) -> AtPost:
    own = override.get("hours")
    hours = own["hours"] if own else post.hours
    opened = ((number, ", ".join(hours[day])) for number, day in enumerate(WEEKDAYS) if day in hours)
    lines = [f"{_days(days, language)}: {times}" for times, days in _alike(opened)]
    return AtPost(_("Open for this service"), lines, _why(post, own, language) if own else None)


def _alike(opened: Iterable[tuple[int, str]]) -> Iterator[tuple[str, list[int]]]:
    """Days that follow each other and have the same hours, together."""
    runs: list[tuple[str, list[int]]] = []
    for number, times in opened:
        if runs and runs[-1][0] == times and runs[-1][1][-1] == number - 1:
            runs[-1][1].append(number)
        else:
            runs.append((times, [number]))
    return ((times.replace("-", "–"), days) for times, days in runs)


def _days(numbers: list[int], language: str) -> str:
    ends = dict.fromkeys((numbers[0], numbers[-1]))
    return " – ".join(spelled(str(NAMES_OF_DAYS[number]), language) for number in ends)


def _languages(post: Post, override: Override, language: str) -> AtPost:
    own = override.get("languages")
    spoken: Iterable[str] = own["languages"] if own else post.languages
    names = ", ".join(language_name(one, language) for one in spoken)
    return AtPost(_("Languages at the counter"), [names], _why(post, own, language) if own else None)
