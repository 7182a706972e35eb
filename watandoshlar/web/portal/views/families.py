"""One application for several people: who belongs to it, what is still missing, and sending all of them."""

import secrets
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.access.api import set_language
from watandoshlar.domains.cases.api import (
    access_draft,
    access_submitted_family,
    add_person,
    errors,
    members_of,
    named_twice,
    service_of,
    submit_family,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.portal.doors import pressed_on
from watandoshlar.web.portal.presenting.families import member_shown
from watandoshlar.web.presenting.registers import words_of


@pressed_on("portal:family")
def add(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    added = add_person(acting_user=request.user, draft_id=draft_id)
    return redirect("portal:draft", draft_id=added.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All people of the application; POST submits every one of them, or says who and what is in the way."""
    refused = None
    if request.method == "POST":
        set_language(acting_user=request.user, language=get_language())
        try:
            key = request.POST.get("idempotency_key", "")
            cases = submit_family(acting_user=request.user, draft_id=draft_id, idempotency_key=key)
        except errors.FamilyIncomplete as error:
            refused = error
        else:
            return redirect("portal:receipt", reference=cases[0].reference)
    elif reference := access_submitted_family(request.user, draft_id):
        return redirect("portal:receipt", reference=reference)
    return _show(request, draft_id, refused)


def _show(request: HttpRequest, draft_id: UUID, refused: DomainError | None) -> HttpResponse:
    draft, _content = access_draft(request.user, draft_id)
    service = service_of(draft)
    rule = service.definition.family
    if rule is None:
        raise errors.NotForFamilies
    texts = service.texts(get_language())
    found = members_of(draft)
    again = named_twice(found)
    members = [member_shown(member, texts, request.user, is_twice=member in again) for member in found]
    context = {
        "section": "portal",
        "draft": draft,
        "texts": texts,
        "words": words_of(service),
        "members": members,
        "may_add": len(members) < rule.most,
        "most": rule.most,
        "is_complete": len(members) > 1 and all(member["is_complete"] for member in members),
        "refused": str(refused) if refused else "",
        "key": secrets.token_urlsafe(24),
    }
    return render(request, "portal/family.html", context, status=refused.status if refused else 200)
