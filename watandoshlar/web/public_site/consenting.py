"""The page on which somebody who is no applicant agrees, refuses, or takes their consent back. No account is needed."""

from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.cases.api import (
    Consent,
    access_consents,
    answer_consents,
    answers_of,
    errors,
    named_of,
    service_of,
    subject_name,
)
from watandoshlar.domains.catalogue.api import full_name
from watandoshlar.web.presenting.cases import local_time
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of

ACTION = "consent"


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, letter: UUID, token: str) -> HttpResponse:
    """Whoever holds the link is the person who was asked. It shows what is agreed to and for whom, and nothing else."""
    if not ratelimit.consume(request, action=ACTION, key=str(letter)):
        raise errors.TooManyTries
    asked = access_consents(letter, token)
    refused = None
    if request.method == "POST":
        sent = request.POST
        try:
            kept = answer_consents(
                acting_user=SYSTEM,
                letter=letter,
                token=token,
                answers={one.pk: sent.get(f"answer.{one.pk}", "") for one in asked},
                name=sent.get("name", ""),
                document=sent.get("document", ""),
                is_me=sent.get("is_me") == "yes",
            )
        except (errors.ConsentUnanswered, errors.ConsentWordsNeeded) as error:
            refused = RefusedStep(ACTION, sent, error)
        else:
            states = {one.state for one in kept}
            return render(request, "public_site/consented.html", {"state": states.pop() if len(states) == 1 else ""})
    context = _context(asked, refused)
    return render(request, "public_site/consent.html", context, status=refused.error.status if refused else 200)


def _context(asked: list[Consent], refused: RefusedStep | None) -> dict:
    waiting = [one for one in asked if one.state == "asked"]
    case = asked[0].case
    form = _form(waiting, refused)
    fields = form.by_name
    return {
        "post": post_name(case.post, get_language()),
        "named": full_name(dict(named_of(asked[0]).name)),
        "until": local_time(waiting[0].link_until, case) if waiting else None,
        "waiting": [{**_shown(one), "field": fields[f"answer.{one.pk}"]} for one in waiting],
        "given": [_shown(one) for one in asked if one.state == "given"],
        "own_fields": [fields[name] for name in ("name", "document", "is_me")] if waiting else [],
        "error_summary": summary_of([form], refused),
    }


def _shown(one: Consent) -> dict:
    """What is agreed to, in the words of the service, and for whom."""
    service, case = service_of(one.case), one.case
    texts = service.texts(get_language()).consent(one.rule)
    return {
        "id": one.pk,
        "title": texts.title,
        "body": texts.body,
        "whom": full_name(dict(subject_name(service.definition, answers_of(case)))),
        "answered_at": local_time(one.answered_at, case) if one.answered_at else None,
    }


def _form(waiting: list[Consent], refused: RefusedStep | None) -> StepForm:
    form = StepForm(ACTION, refused)
    mine = refused.sent if refused else {}
    missing = refused is not None and isinstance(refused.error, errors.ConsentUnanswered)
    choices = [("give", _("I agree")), ("refuse", _("I do not agree"))]
    for one in waiting:
        problem = str(errors.ConsentUnanswered()) if missing and not mine.get(f"answer.{one.pk}") else ""
        form.add("choice", f"answer.{one.pk}", _("Your answer"), choices, problem=problem)
    form.add("short_text", "name", _("Your full name, as in your passport"), attributes={"maxlength": 200})
    document = _("Number of your passport or identity card")
    form.add("short_text", "document", document, attributes={"maxlength": 30, "autocomplete": "off"})
    form.add("declaration", "is_me", _("I am the person named here, and I answer of my own free will."))
    return form
