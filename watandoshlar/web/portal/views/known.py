"""What is known of oneself and of those for whom one acts, and how to let it go."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.people.api import access_people_of, errors, forget_fact
from watandoshlar.web.portal.presenting.known import facts_shown


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def known(request: HttpRequest) -> HttpResponse:
    """By person, each fact with where it comes from; a button lets it go."""
    if request.method == "POST":
        person_id = _person_of(request.POST.get("person", ""))
        forget_fact(acting_user=request.user, person_id=person_id, fact=request.POST.get("fact", ""))
        messages.success(request, _("This is not offered any more. Your applications keep what they say."))
        return redirect("portal:known")
    shown = [facts_shown(request.user, person) for person in access_people_of(request.user)]
    return render(
        request, "portal/known_facts.html", {"section": "portal", "people": [one for one in shown if one["facts"]]}
    )


def _person_of(sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError:
        raise errors.PersonNotFound from None
