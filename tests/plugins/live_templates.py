"""A variable that a template of ours does not know is a fault on the site of the browser tests too. Templates of the
editors' library name what is not always there."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_of_the_library = ContextVar("of_the_library", default=False)


class StrictForOurs(str):
    """The value of `string_if_invalid`: nothing in pages of the library, else the name of the variable."""

    marker: str

    def __new__(cls, marker: str) -> "StrictForOurs":
        value = super().__new__(cls, "")
        value.marker = marker
        return value

    def __bool__(self) -> bool:
        return not _of_the_library.get()

    def __contains__(self, part: object) -> bool:
        return part in self.marker

    def __mod__(self, variable: object) -> str:
        return self.marker % variable


class LibraryPagesMiddleware:
    """Knows whether the library answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _of_the_library.set("/editing/" in request.path)
        try:
            return self.get_response(request)
        finally:
            _of_the_library.reset(token)
