"""The pages of the log-in library that we offer; the others would open a second way into an account."""

from collections.abc import Callable
from functools import wraps

from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path

from watandoshlar.capabilities.access.api import require_fresh_proof
from watandoshlar.web.reading import writes_on_get


def not_offered(request: HttpRequest) -> HttpResponse:
    """There are no passwords, and a session left open must not be enough to move an account to another address."""
    raise Http404


def freshly_proven(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages that add a way to log in: the log-in must be young, or confirmed anew with a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        require_fresh_proof(request)
        return view(request, *args, **kwargs)

    return guarded


showing = writes_on_get("the library notes that recovery codes have been seen")

urlpatterns = [
    re_path(r"^(?:email/|password/.*)$", not_offered),
    path("2fa/totp/activate/", freshly_proven(activate_totp)),
    path("2fa/webauthn/add/", freshly_proven(add_webauthn)),
    path("2fa/recovery-codes/", showing(view_recovery_codes)),
    path("2fa/recovery-codes/download/", showing(download_recovery_codes)),
    # The library names its own pages and writes their addresses by name; the ones above answer first.
    path("", include("allauth.urls")),
]
