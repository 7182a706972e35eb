"""The page on which a body outside the platform reads an appeal that was sent to it, and answers each demand."""

from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appeals.api import (
    Forward,
    access_reply,
    body_name,
    errors,
    is_file_of_appeal,
    reply_as_body,
)
from watandoshlar.domains.cases.api import answers_of, journey_of_case, service_of
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.appeals import demands_shown
from watandoshlar.web.presenting.files import file_response
from watandoshlar.web.presenting.forms import RefusedStep, summary_of
from watandoshlar.web.presenting.replies import demand_forms, typed_replies
from watandoshlar.web.presenting.term_sheet import term_sheet

ACTION = "reply"


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, reference: str, number: int, token: str) -> HttpResponse:
    """Whoever holds the link is the body. What was typed stays on the page when an answer is refused."""
    _limit(request, reference)
    forward = access_reply(reference, number, token)
    refused: RefusedStep | None = None
    if request.method == "POST":
        try:
            reply_as_body(
                acting_user=SYSTEM,
                reference=reference,
                number=number,
                token=token,
                replies=typed_replies(request.POST, forward.appeal.demands),
            )
        except (errors.DemandsUnanswered, errors.LawNeeded, errors.UnknownOutcome) as error:
            refused = RefusedStep("reply", request.POST, error)
        else:
            return render(request, "public_site/replied.html", {"reference": reference})
    context = _context(forward, (reference, number, token), refused)
    return render(request, "public_site/reply.html", context, status=refused.error.status if refused else 200)


def _context(forward: Forward, link: tuple[str, int, str], refused: RefusedStep | None) -> dict:
    case, language = forward.appeal.case, get_language()
    demands = demand_forms(demands_shown(forward.appeal), refused)
    return {
        "reference": case.reference,
        "body": body_name(forward.to_body, language),
        "from_post": body_name(forward.from_post.code, language),
        "sections": answer_sections(
            journey_of_case(case, answers_of(case)),
            service_of(case).texts(language),
            language,
            file_url=lambda file_id: reverse("public_site:reply_file", args=[*link, file_id]),
        ),
        "demands": demands,
        "error_summary": summary_of([one.form for one in demands], refused),
        **term_sheet(case),
    }


@require_safe
def file(request: HttpRequest, reference: str, number: int, token: str, file_id: UUID) -> HttpResponse:
    """A paper of the appeal, for the body that has to answer it."""
    _limit(request, reference)
    forward = access_reply(reference, number, token)
    if not is_file_of_appeal(forward.appeal, file_id):
        raise errors.ReplyClosed
    return file_response(file_id, forward.appeal.case.people)


def _limit(request: HttpRequest, reference: str) -> None:
    if not ratelimit.consume(request, action=ACTION, key=reference[:40]):
        raise errors.TooManyTries
