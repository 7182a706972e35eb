"""Answers to requests that no view could take, and the door that keeps what somebody typed."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_CSRF_TOKEN_MISSING, REASON_NO_CSRF_COOKIE
from django.shortcuts import render

PUBLIC = ("public_site", "verifier")
TOKEN_REASONS = (REASON_NO_CSRF_COOKIE, REASON_CSRF_TOKEN_MISSING)
TOKEN_FAULTY = "CSRF token from"  # noqa: S105 - the beginning of Django's sentence, not a token


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the log-in, or cookies are off: say so, and keep what was typed.

    A form from another site is not offered again: Django has compared the origin, where the browser names it, before.
    """
    own_form = "HTTP_ORIGIN" in request.META and (reason in TOKEN_REASONS or reason.startswith(TOKEN_FAULTY))
    if own_form and request.POST:
        return send_again(request)
    return render(request, "403_csrf.html", status=403)


def send_again(request: HttpRequest) -> HttpResponse:
    """What a form sent that could not be taken, ready to be sent once more after signing in; files cannot be kept."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "_stay")
    ]
    context = {"kept": kept, "signed_out": _is_signed_out(request), "had_files": bool(request.FILES)}
    return render(request, "web/send_again.html", context, status=403)


def _is_signed_out(request: HttpRequest) -> bool:
    """On pages that are open to everybody nobody has to sign in again."""
    is_public = request.resolver_match is not None and request.resolver_match.namespace in PUBLIC
    return not (is_public or request.user.is_authenticated)


def keeps_what_was_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like `login_required`; but to a form that comes after the log-in has ended the answer holds what it sent."""
    guarded = login_required(view)

    @wraps(view)
    def enter(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return send_again(request)
        return guarded(request, *args, **kwargs)

    return enter
