"""Anyone who holds a document asks here whether it is genuine: by picture or PDF, by seal text, by number and code."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import (
    Verification,
    read_number,
    report_stray_seal,
    verify_number,
    verify_seal,
    verify_upload,
)
from watandoshlar.foundation import clock
from watandoshlar.web.verifier.presenting import verdict_shown

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NUMBER = 40


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    context = {"section": "verify", "number": request.GET.get("n", ""), "too_many": False, "result": None}
    if request.method != "POST":
        return render(request, "verifier/verify.html", context)
    context["number"] = request.POST.get("number", "").strip()[:LONGEST_NUMBER]
    action = "verify_number" if context["number"] else "verify"
    # The number that is meant: other spellings of it are no further tries.
    key = read_number(context["number"]) or context["number"]
    if not ratelimit.consume(request, action=action, key=key):
        return render(request, "verifier/verify.html", {**context, "too_many": True}, status=429)
    by_number = bool(context["number"]) and "file" not in request.FILES
    found = _verify(request, context["number"])
    if found.stray:
        report_stray_seal(acting_user=SYSTEM, stray=found.stray)
    context["result"] = verdict_shown(found, by_number=by_number)
    return render(request, "verifier/verify.html", context)


# The page that works without a network is the same for everybody and has no token. Nothing is checked or kept here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def typed_number(request: HttpRequest) -> HttpResponse:
    """The form with a number in it, for what was typed elsewhere: in an address it would stay in histories and logs."""
    if request.method != "POST":
        return redirect("verifier:verify")
    number = request.POST.get("number", "").strip()[:LONGEST_NUMBER]
    context = {"section": "verify", "number": number, "too_many": False, "result": None}
    return render(request, "verifier/verify.html", context)


def _verify(request: HttpRequest, number: str) -> Verification:
    upload = request.FILES.get("file")
    if upload is not None:
        content = upload.read(MOST_BYTES + 1)
        return verify_upload(content, at=clock.now())
    if number:
        return verify_number(number, request.POST.get("code", ""), at=clock.now())
    return verify_seal(request.POST.get("seal", "")[:8192], at=clock.now())
