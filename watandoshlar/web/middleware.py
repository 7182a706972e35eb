"""What every request passes: a refusal becomes a page with a sentence, and reading never writes."""

import logging

from django.db import connection, transaction
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from watandoshlar.foundation.errors import DomainError

logger = logging.getLogger(__name__)
READING = ("GET", "HEAD")


class DomainErrorMiddleware:
    """Shows a refusal of a room as a page: its sentence, its code, and that nothing saved is lost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, DomainError):
            return None
        logger.info("refused %s", exception.code)
        context = {"sentence": str(exception), "code": exception.code}
        return render(request, "web/error.html", context, status=exception.status)


class ReadOnlyGetMiddleware:
    """A GET runs in one transaction in which the database refuses to write (idea: les-emplois, itou/utils/readonly.py).

    A view that must write on GET says why with `web.reading.writes_on_get`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in READING:
            return self.get_response(request)
        with transaction.atomic():
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in READING and not getattr(view, "writes_on_get", ""):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")


class PersonalPagesMiddleware:
    """What is shown to someone who is logged in stays out of shared caches and off the disk of a shared computer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
