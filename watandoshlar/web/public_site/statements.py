"""Published numbers with who said them: as a page for a day, and as files for machines."""

import csv
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import country_name
from watandoshlar.insight.statements.api import Statement, Subject, columns, get_subject, holding_on, subjects
from watandoshlar.web.presenting import statements as presenting
from watandoshlar.web.public_site.figure_tables import MARK

FIELDS = {
    "statement": "string",
    "country_code": "string",
    "country": "string",
    "value": "decimal",
    "unit": "string",
    "precision": "string",
    "measure": "string",
    "as_of": "string",
    "source": "string",
    "source_state": "string",
    "said_on": "date",
    "approved_by": "string",
    "supersedes": "string",
    "reason": "string",
}
"""The columns of the file, each with its datatype in CSVW."""
# Where nothing is written in these, nothing is known: no year was named, nobody approved, nothing was superseded.
MAY_LACK = ("as_of", "approved_by", "supersedes", "reason")


@require_safe
def all_subjects(request: HttpRequest) -> HttpResponse:
    shown = [presenting.subject_shown(subject) for subject in subjects().values()]
    return render(request, "public_site/statements.html", {"subjects": shown})


@require_safe
def one_subject(request: HttpRequest, code: str) -> HttpResponse:
    """What we said on a day (`?on=`), and one source and measure of it drawn (`?by=`).

    Of a day that has not come we say what we say today. Raises SubjectNotFound."""
    subject, asked, today = get_subject(code), _day_asked(request), clock.today(clock.HOME_ZONE)
    day = min(asked or today, today)
    holding = holding_on(subject, day)
    drawable = [f"{source}/{measure}" for source, measure in columns(holding)]
    by = request.GET.get("by", "")
    if by and by not in [f"{source}/{measure}" for source, measure in columns(subject.statements)]:
        raise Http404
    # On that day the source may not have spoken yet.
    if by not in drawable:
        by = drawable[0] if drawable else ""
    source, _slash, measure = by.partition("/")
    context = {
        **presenting.subject_shown(subject),
        "day": day,
        "today": today,
        "not_come": asked if asked and asked > today else None,
        "rows": presenting.rows_shown(subject, holding),
        "columns": presenting.columns_shown(subject, holding, by),
        "chart": presenting.bars(holding, source, measure),
        "map": presenting.points(holding, source, measure),
        "csv_url": reverse("public_site:statements_csv", args=[code]),
        "json_url": reverse("public_site:statements_json", args=[code]),
    }
    return render(request, "public_site/statements_of.html", context)


@require_safe
def as_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Every statement that was ever made, the superseded ones too. Its description lies beside it (CSVW)."""
    subject = get_subject(code)
    response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    description = reverse("public_site:statements_csvw", args=[code])
    response["Link"] = f'<{description}>; rel="describedby"; type="application/csvm+json"'
    lines = csv.DictWriter(response, FIELDS)
    lines.writeheader()
    lines.writerows(_facts(subject, statement) for statement in subject.statements)
    return response


@require_safe
def as_csvw(request: HttpRequest, code: str) -> HttpResponse:
    """How the CSV is to be read (Metadata Vocabulary for Tabular Data, W3C 2015)."""
    subject, language = get_subject(code), get_language()
    description = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": reverse("public_site:statements_csv", args=[code]),
        "dc:title": str(presenting.subject_shown(subject)["title"]),
        "dc:description": str(presenting.subject_shown(subject)["about"]),
        "tableSchema": {
            "columns": [
                {"name": name, "titles": name, "datatype": kind, "null": "", "required": name not in MAY_LACK}
                for name, kind in FIELDS.items()
            ],
            "primaryKey": "statement",
        },
    }
    return JsonResponse(description, content_type="application/csvm+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    subject = get_subject(code)
    shown = presenting.subject_shown(subject)
    content = {
        "subject": code,
        "title": str(shown["title"]),
        "about": str(shown["about"]),
        "statements": [_facts(subject, statement) for statement in subject.statements],
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _day_asked(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET["on"]) if request.GET.get("on") else None
    except ValueError:
        raise Http404 from None


def _facts(subject: Subject, statement: Statement) -> dict[str, str | None]:
    """`None` where nothing is known (MAY_LACK): an empty cell in the file, null in JSON."""
    shown = presenting.statement_shown(subject, statement)
    return {
        "statement": statement.id,
        "country_code": statement.place,
        "country": str(country_name(statement.place, get_language())),
        "value": str(statement.value),
        "unit": subject.measures[statement.measure].unit,
        "precision": statement.precision,
        "measure": str(shown["measure"]),
        "as_of": statement.as_of,
        "source": str(shown["source"].name),
        "source_state": shown["source"].state,
        "said_on": statement.said_on.isoformat(),
        "approved_by": str(shown["approved_by"]) or None,
        "supersedes": statement.supersedes or None,
        "reason": str(shown["reason"]) or None,
    }
