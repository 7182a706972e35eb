"""In which language an answer speaks: the address says it, or Accept-Language, or it is Uzbek. No cookie says it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from watandoshlar.web.open_api.errors import BadParameter

CODES = tuple(code for code, _name in settings.LANGUAGES)
LONGEST_HEADER = 500


def language_asked(request: HttpRequest) -> str:
    """Raises BadParameter."""
    if "language" in request.GET:
        if request.GET["language"] not in CODES:
            raise BadParameter(parameter="language")
        return request.GET["language"]
    return language_accepted(request)


def language_accepted(request: HttpRequest) -> str:
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:LONGEST_HEADER]):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
