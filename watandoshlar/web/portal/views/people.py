"""For whom the account acts: who they are, by what right, until when, and how one ends it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.people.api import access_acted_for, access_person, end_acting
from watandoshlar.web.portal.presenting.people import acted_for_shown


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Children, wards and others, those for whom one acted before at the end."""
    shown = [acted_for_shown(one) for one in access_acted_for(request.user)]
    context = {"section": "portal", "people": sorted(shown, key=lambda person: person["has_ended"])}
    return render(request, "portal/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Says what it means, and ends it."""
    if request.method == "POST":
        end_acting(acting_user=request.user, person_id=person_id)
        messages.success(request, _("You do not act for this person any more. What you did stays."))
        return redirect("portal:people")
    access_person(request.user, person_id)
    shown = next(one for one in access_acted_for(request.user) if one.person.pk == person_id)
    return render(request, "portal/end_acting.html", {"section": "portal", "person": acted_for_shown(shown)})
