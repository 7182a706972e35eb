"""The site of the browser tests lives on the day of the examples too, but its hours pass."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from tests.example_day import NOW
from watandoshlar.foundation import clock

_began = clock.now()


def moment() -> datetime:
    """The present moment of the site: the hours pass, the day is always that of the examples."""
    return NOW + (clock.now() - _began)


class ExampleDayMiddleware:
    """Every request happens on the day of the examples."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.fixed(moment()):
            return self.get_response(request)
