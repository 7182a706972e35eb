"""The day on which the site of the browser tests lives: that of the examples, whose terms are counted from it."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from watandoshlar.foundation import clock

# A Monday: morning in Moscow, afternoon in Seoul; an office day at both.
EXAMPLES_BEGIN = datetime(2026, 11, 2, 6, tzinfo=UTC)
_began = clock.now()


def moment() -> datetime:
    """The present moment of the site: the hours pass, the day is always that of the examples."""
    return EXAMPLES_BEGIN + (clock.now() - _began)


class ExampleDayMiddleware:
    """Every request happens on the day of the examples."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.fixed(moment()):
            return self.get_response(request)
