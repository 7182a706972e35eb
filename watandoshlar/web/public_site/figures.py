"""How posts deal with appeals: figures for anyone, as a page and as CSV of the same cells."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.insight.reports.api import AppealFigures
from watandoshlar.web.public_site.figure_tables import (
    by_name,
    csv_of,
    name_of,
    quarter_asked,
    quarter_of_posts,
    table_of,
)

PAGE_OF_POST = "public_site:appeal_figures_of_post"


@require_safe
def all_posts(request: HttpRequest) -> HttpResponse:
    """One quarter of every post and of all together: the newest that is published, unless another is asked for."""
    context = quarter_of_posts(request, AppealFigures(request.user), PAGE_OF_POST)
    return render(request, "public_site/appeal_figures.html", context)


@require_safe
def all_posts_csv(request: HttpRequest) -> HttpResponse:
    report = AppealFigures(request.user)
    quarter = quarter_asked(request, report)
    return csv_of(report, by_name(report.of_posts(quarter)), f"appeals-{quarter.code}")


@require_safe
def one_post(request: HttpRequest, code: str) -> HttpResponse:
    """Every published quarter of one post. Raises PostNotFound."""
    report, post = AppealFigures(request.user), get_post(code)
    context = {"code": code, "name": name_of(post), **table_of(report, report.of_post(post), PAGE_OF_POST)}
    return render(request, "public_site/appeal_figures_of_post.html", context)


@require_safe
def one_post_csv(request: HttpRequest, code: str) -> HttpResponse:
    report, post = AppealFigures(request.user), get_post(code)
    return csv_of(report, report.of_post(post), f"appeals-{code}")
