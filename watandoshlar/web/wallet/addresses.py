"""The addresses that metadata and offers name. The issuer is the site itself."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def issuer() -> str:
    return settings.SITE_URL


def address_of(name: str, **place: str) -> str:
    return f"{settings.SITE_URL}{reverse(f'wallet:{name}', kwargs=place or None)}"


def address_asked(request: HttpRequest) -> str:
    """What a proof for this request must name: our address by its public name, whatever the proxy called us."""
    return f"{settings.SITE_URL}{request.path}"
