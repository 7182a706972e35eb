"""What an applicant does about the consent of somebody else: send the letter again, or show a notarised paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.cases.api import access_case, ask_consent, show_consent_paper
from watandoshlar.foundation.errors import DomainError, NotFound, Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, reference: str, rule: str) -> HttpResponse:
    """The letter once more, to the same address or a corrected one; asked on the page of the case."""
    access_case(request.user, reference)
    if request.method == "POST":
        try:
            ask_consent(
                acting_user=request.user, reference=reference, rule=rule, email=request.POST.get("email", "")[:254]
            )
        except (NotFound, Refused):
            raise
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The letter is on its way. Links of earlier letters open nothing any more."))
    return redirect("portal:case", reference=reference)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, reference: str, rule: str) -> HttpResponse:
    """A paper that the other person signed before a notary; the officer looks at it."""
    access_case(request.user, reference)
    upload = request.FILES.get("paper")
    if request.method == "POST" and upload is None:
        messages.error(request, _("Choose the file with the notarised consent, then send it."))
    elif request.method == "POST":
        try:
            show_consent_paper(acting_user=request.user, reference=reference, rule=rule, upload=upload)
        except (NotFound, Refused):
            raise
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The paper is with the officer, who looks at it and records the consent."))
    return redirect("portal:case", reference=reference)
