"""Tables of published figures, as a page shows them and as CSV of the same cells."""

import csv
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import Post, post_name
from watandoshlar.insight.reports.api import AppealFigures, Quarter, Row, VisitFigures, quarter_named

QuarterlyReport = AppealFigures | VisitFigures
WITHHELD = "–"
# Spreadsheets take a file without this mark for one in an old encoding.
MARK = "\ufeff"


def quarter_asked(request: HttpRequest, report: QuarterlyReport) -> Quarter:
    published = report.quarters()
    asked = request.GET.get("quarter")
    quarter = quarter_named(asked, published) if asked else published[0]
    if quarter is None:
        raise Http404
    return quarter


def quarter_shown(quarter: Quarter) -> dict:
    name = _("Quarter %(number)s of %(year)s") % {"number": quarter.number, "year": quarter.year}
    return {"code": quarter.code, "name": name, "as_of": quarter.as_of}


def by_name(rows: Sequence[Row]) -> list[Row]:
    """All together first, then the posts by the name that is read."""
    return sorted(rows, key=lambda row: (row.post is not None, name_of(row.post).casefold()))


def name_of(post: Post | None) -> str:
    return post_name(post, get_language()) if post else _("All posts together")


def quarter_of_posts(request: HttpRequest, report: QuarterlyReport, page_of_post: str) -> dict:
    """One quarter of every post and of all together: the newest that is published, unless another is asked for."""
    quarter = quarter_asked(request, report)
    return {
        "quarter": quarter_shown(quarter),
        "quarters": [quarter_shown(one) for one in report.quarters()],
        **table_of(report, by_name(report.of_posts(quarter)), page_of_post),
    }


def table_of(report: QuarterlyReport, rows: Sequence[Row], page_of_post: str) -> dict:
    """`page_of_post` names the address of the figures of one post."""
    return {
        "columns": report.columns,
        "rows": [
            {
                "post": name_of(row.post),
                "url": reverse(page_of_post, args=[row.post.code]) if row.post else "",
                "quarter": quarter_shown(row.quarter),
                "cells": list(zip(report.columns, cells_of(row), strict=True)),
            }
            for row in rows
        ],
        "withheld": WITHHELD,
        "is_empty": all(figure is None for row in rows for figure in row.figures),
    }


def cells_of(row: Row) -> list[str]:
    return [WITHHELD if figure is None else str(figure) for figure in row.figures]


def csv_of(report: QuarterlyReport, rows: Sequence[Row], name: str) -> HttpResponse:
    response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    lines = csv.writer(response)
    lines.writerow([_("Quarter"), _("As of"), _("Post"), *(column.label for column in report.columns)])
    lines.writerows(
        [row.quarter.code, row.quarter.as_of.isoformat(), name_of(row.post), *cells_of(row)] for row in rows
    )
    return response
