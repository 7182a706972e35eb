"""The page on which a body supports a nominee or declines. No account is needed."""

from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import (
    Recommendation,
    access_asked,
    access_recommendation,
    answer_recommendation,
    service_of,
)
from watandoshlar.domains.cases.api import errors as case_errors
from watandoshlar.domains.cases.api import nomination_errors as errors
from watandoshlar.domains.commissions.api import get_body
from watandoshlar.foundation.scripts import worded
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.cases import local_time
from watandoshlar.web.presenting.files import file_response
from watandoshlar.web.presenting.forms import RefusedStep, summary_of
from watandoshlar.web.presenting.nominations import recommendation_form

ACTION = "recommendation"
UNFINISHED = (errors.AnswerNeeded, errors.SignerNeeded, errors.ReasonsOfBodyNeeded)


@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Whoever holds the link is the body that was asked. It shows the merits and their papers, and nothing else."""
    _limit(request, pk)
    asked = access_recommendation(pk, token)
    refused = None
    if request.method == "POST":
        sent = request.POST
        try:
            kept = answer_recommendation(
                acting_user=SYSTEM,
                recommendation=pk,
                token=token,
                **{name: sent.get(name, "") for name in ("answer", "name", "position", "reasons")},
            )
        except UNFINISHED as error:
            refused = RefusedStep(ACTION, sent, error)
        else:
            return render(request, "public_site/recommended.html", {"supported": kept.state == "supported"})
    context = _context(asked, token, refused)
    return render(request, "public_site/recommendation.html", context, status=refused.error.status if refused else 200)


@require_safe
def file(request: HttpRequest, pk: int, token: str, file_id: UUID) -> HttpResponse:
    """A paper about the merits, for the body that is asked."""
    _limit(request, pk)
    asked = access_recommendation(pk, token)
    if str(file_id) not in access_asked(asked).files:
        raise errors.RecommendationClosed
    return file_response(file_id, asked.case.people)


def _context(asked: Recommendation, token: str, refused: RefusedStep | None) -> dict:
    language = get_language()
    texts = service_of(asked.case).texts(language)
    words = texts.recommendation(asked.rule)
    form = recommendation_form(ACTION, refused)
    return {
        "body": worded(get_body(asked.body).names, language),
        "title": words.title,
        "lead": words.body,
        "until": local_time(asked.link_until, asked.case),
        "sections": answer_sections(
            access_asked(asked),
            texts,
            language,
            file_url=lambda file_id: reverse("public_site:recommendation_file", args=[asked.pk, token, file_id]),
        ),
        "form": form,
        "error_summary": summary_of([form], refused),
    }


def _limit(request: HttpRequest, pk: int) -> None:
    if not ratelimit.consume(request, action=ACTION, key=str(pk)):
        raise case_errors.TooManyTries
