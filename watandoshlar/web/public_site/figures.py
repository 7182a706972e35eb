"""How posts deal with appeals: figures for anyone, as a page and as CSV of the same cells."""

import csv
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import Post, get_post, post_name
from watandoshlar.insight.reports.api import AppealFigures, Quarter, Row, quarter_named

WITHHELD = "–"
# Spreadsheets take a file without this mark for one in an old encoding.
MARK = "\ufeff"


@require_safe
def all_posts(request: HttpRequest) -> HttpResponse:
    """One quarter of every post and of all together: the newest that is published, unless another is asked for."""
    report = AppealFigures(request.user)
    quarter = _quarter(request, report)
    context = {
        "quarter": _quarter_shown(quarter),
        "quarters": [_quarter_shown(one) for one in report.quarters()],
        **_table(report, _by_name(report.of_posts(quarter))),
    }
    return render(request, "public_site/appeal_figures.html", context)


@require_safe
def all_posts_csv(request: HttpRequest) -> HttpResponse:
    report = AppealFigures(request.user)
    quarter = _quarter(request, report)
    return _csv(report, _by_name(report.of_posts(quarter)), f"appeals-{quarter.code}")


@require_safe
def one_post(request: HttpRequest, code: str) -> HttpResponse:
    """Every published quarter of one post. Raises PostNotFound."""
    report, post = AppealFigures(request.user), get_post(code)
    context = {"code": code, "name": _name(post), **_table(report, report.of_post(post))}
    return render(request, "public_site/appeal_figures_of_post.html", context)


@require_safe
def one_post_csv(request: HttpRequest, code: str) -> HttpResponse:
    report, post = AppealFigures(request.user), get_post(code)
    return _csv(report, report.of_post(post), f"appeals-{code}")


def _quarter(request: HttpRequest, report: AppealFigures) -> Quarter:
    published = report.quarters()
    asked = request.GET.get("quarter")
    quarter = quarter_named(asked, published) if asked else published[0]
    if quarter is None:
        raise Http404
    return quarter


def _quarter_shown(quarter: Quarter) -> dict:
    name = _("Quarter %(number)s of %(year)s") % {"number": quarter.number, "year": quarter.year}
    return {"code": quarter.code, "name": name, "as_of": quarter.as_of}


def _by_name(rows: Sequence[Row]) -> list[Row]:
    """All together first, then the posts by the name that is read."""
    return sorted(rows, key=lambda row: (row.post is not None, _name(row.post).casefold()))


def _name(post: Post | None) -> str:
    return post_name(post, get_language()) if post else _("All posts together")


def _table(report: AppealFigures, rows: Sequence[Row]) -> dict:
    return {
        "columns": report.columns,
        "rows": [
            {
                "post": _name(row.post),
                "url": reverse("public_site:appeal_figures_of_post", args=[row.post.code]) if row.post else "",
                "quarter": _quarter_shown(row.quarter),
                "cells": list(zip(report.columns, _cells(row), strict=True)),
            }
            for row in rows
        ],
        "withheld": WITHHELD,
        "is_empty": all(figure is None for row in rows for figure in row.figures),
    }


def _cells(row: Row) -> list[str]:
    return [WITHHELD if figure is None else str(figure) for figure in row.figures]


def _csv(report: AppealFigures, rows: Sequence[Row], name: str) -> HttpResponse:
    response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    lines = csv.writer(response)
    lines.writerow([_("Quarter"), _("As of"), _("Post"), *(column.label for column in report.columns)])
    lines.writerows([row.quarter.code, row.quarter.as_of.isoformat(), _name(row.post), *_cells(row)] for row in rows)
    return response
