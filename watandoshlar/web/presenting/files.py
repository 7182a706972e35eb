"""Files on their way out: opened for this one answer, never cached, never run by the browser."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpResponse

from watandoshlar.capabilities.evidence.api import errors, get_file, read_file


def file_response(file_id: UUID, people: Collection[UUID]) -> HttpResponse:
    """An evidence file of one of these people. Callers have asked an `access_…` function and `is_file_of` before.

    Answers come from the person: an id that found its way into them still opens no file of anybody else.
    """
    stored = get_file(file_id)
    if stored.person_id not in people:
        raise errors.FileNotFound
    response = HttpResponse(read_file(stored), content_type=stored.media_type)
    # A picture or PDF opens in the viewer of the browser; the sandbox keeps anything in it from running.
    response["Content-Disposition"] = f'inline; filename="{file_id}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def pdf_response(content: bytes, number: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{number}.pdf"'
    return response
