"""The site of the browser tests lives on the day of the examples too, web server and worker, but its hours pass."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from procrastinate import App

from tests.example_day import NOW
from watandoshlar.foundation import clock

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

DAYS_LATER = "days_later"
# The library of the editors keeps the hours of its texts by the clock of the machine.
BY_THE_MACHINE = {"guides.publish_due"}
BEGAN = "LIVE_SITE_BEGAN"
"""Names the environment variable that tells the processes of the site when its day began: all have one clock."""
_began = datetime.fromisoformat(os.environ[BEGAN]) if BEGAN in os.environ else clock.now()


def began() -> dict[str, str]:
    """What the processes of the site need in their environment."""
    return {BEGAN: _began.isoformat()}


def moment() -> datetime:
    """The present moment of the site: the hours pass, the day is always that of the examples."""
    # A test may have stopped the clock of its own process; that of the site goes on.
    return NOW + (datetime.now(UTC) - _began)


def on_day(device: "BrowserContext", address: str, *, days_later: int) -> None:
    """From now on the requests of a device come so many days after that of the examples."""
    device.add_cookies([{"name": DAYS_LATER, "value": str(days_later), "url": address}])


class ExampleDayMiddleware:
    """Every request happens on the day of the examples, or as many days later as its device says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.fixed(moment() + timedelta(days=int(request.COOKIES.get(DAYS_LATER, 0)))):
            return self.get_response(request)


def set_the_day(app: App) -> None:
    """So does every task of the queue: what the site holds for somebody is not long over for its worker."""
    for task in app.tasks.values():
        if not iscoroutinefunction(task.func) and task.name not in BY_THE_MACHINE:
            task.func = on_example_day(task.func)


def on_example_day(work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def working(*args: Any, **named: Any) -> Any:
        with clock.fixed(moment()):
            return work(*args, **named)

    return working
