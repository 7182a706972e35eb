"""How a post gives its times away: openings and draws that anyone can reckon again, and the display of tickets."""

import csv
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import Post, get_post, moment_at, post_name, today_at
from watandoshlar.domains.appointments.api import (
    Opening,
    called_now,
    is_walk_in_day,
    opening_numbered,
    openings_of,
    takes_visits,
    tickets_on,
)
from watandoshlar.insight.reports.api import DrawRecord, VisitFigures
from watandoshlar.web.public_site.figure_tables import (
    WITHHELD,
    by_name,
    csv_of,
    quarter_asked,
    quarter_of_posts,
    table_of,
)

PAGE_OF_POST = "public_site:visits_of_post"
OPENINGS_SHOWN = 60
REFRESH_SECONDS = 15
NEXT_SHOWN = 8


@require_safe
def all_posts(request: HttpRequest) -> HttpResponse:
    """How every post gives its visits away: one quarter, the newest that is published unless another is asked for."""
    context = quarter_of_posts(request, VisitFigures(request.user), PAGE_OF_POST)
    return render(request, "public_site/visit_figures.html", context)


@require_safe
def all_posts_csv(request: HttpRequest) -> HttpResponse:
    report = VisitFigures(request.user)
    quarter = quarter_asked(request, report)
    return csv_of(report, by_name(report.of_posts(quarter)), f"visits-{quarter.code}")


@require_safe
def of_post_csv(request: HttpRequest, code: str) -> HttpResponse:
    report, post = VisitFigures(request.user), get_post(code)
    return csv_of(report, report.of_post(post), f"visits-{code}")


@require_safe
def of_post(request: HttpRequest, code: str) -> HttpResponse:
    """What is announced, every draw of the post with its seed, and its figures. Raises PostNotFound."""
    report, post = VisitFigures(request.user), get_post(code)
    context = {
        "code": code,
        "name": post_name(post, get_language()),
        "takes_visits": takes_visits(post),
        "openings": [_shown(opening, post) for opening in openings_of(post, OPENINGS_SHOWN)],
        **table_of(report, report.of_post(post), PAGE_OF_POST),
    }
    return render(request, "public_site/visits_of_post.html", context)


@require_safe
def draw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One draw: what was promised beforehand, the seed, and how to reckon the order again."""
    post, opening = _drawn(code, number)
    record = DrawRecord(request.user)
    context = {
        "code": code,
        "name": post_name(post, get_language()),
        "opening": _shown(opening, post),
        "figures": list(zip(record.columns, _cells(record, opening), strict=True)),
        "withheld": WITHHELD,
        "is_listed": record.is_listed(opening),
    }
    return render(request, "public_site/draw.html", context)


@require_safe
def draw_csv(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The closed list with the lot of each entry; everything that the order follows from."""
    _post, opening = _drawn(code, number)
    record = DrawRecord(request.user)
    if not record.is_listed(opening):
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="draw-{code}-{number}.csv"'
    lines = csv.writer(response)
    lines.writerow(["entry", "key"])
    lines.writerows(record.lots(opening))
    return response


@require_safe
def display(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers that are called. For a screen in the waiting room it loads itself anew, without JavaScript; only for
    that, because it takes the place from whoever reads the page with their ears."""
    post = get_post(code)
    waiting = list(tickets_on(post, today_at(post)).filter(state="waiting").order_by("-is_courtesy", "number"))
    context = {
        "code": code,
        "name": post_name(post, get_language()),
        "called": called_now(post),
        "next": [ticket.number for ticket in waiting[:NEXT_SHOWN]],
        "is_walk_in_day": takes_visits(post) and is_walk_in_day(post),
        "now": moment_at(post).replace(tzinfo=None),
        "refresh": REFRESH_SECONDS if request.GET.get("screen") else None,
    }
    return render(request, "public_site/display.html", context)


def _drawn(code: str, number: int) -> tuple[Post, Opening]:
    post = get_post(code)
    opening = opening_numbered(post, number)
    if opening is None or not opening.seed:
        raise Http404
    return post, opening


def _shown(opening: Opening, post: Post) -> dict:
    return {
        "number": opening.number,
        "begins": _at(post, opening.begins_at),
        "ends": _at(post, opening.ends_at),
        "first_day": opening.first_day,
        "last_day": opening.last_day,
        "seed_hash": opening.seed_hash,
        "seed": opening.seed,
        "list_hash": opening.list_hash,
        "drawn_at": _at(post, opening.drawn_at) if opening.drawn_at else None,
    }


def _at(post: Post, moment: datetime) -> datetime:
    return moment_at(post, moment).replace(tzinfo=None)


def _cells(record: DrawRecord, opening: Opening) -> list[str]:
    return [WITHHELD if figure is None else str(figure) for figure in record.of(opening)]
