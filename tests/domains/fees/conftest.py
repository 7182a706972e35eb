"""A post with its people, one bill in soum, both payment systems, and the platform answering over HTTP."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http import HttpRequest, HttpResponse

from tests.domains.cases.builders import TUTORIAL
from tests.domains.cases.conftest import office, posts, publish, rows_of
from tests.domains.fees.builders import Desk, desk_of
from tests.example_day import NOW
from tests.plugins.payment_systems import HOST, ClickServer, PaymeServer, serving
from watandoshlar.foundation import clock

__all__ = ["office", "posts", "publish", "rows_of"]


class Moment:
    """The clock of the platform's threads; a test moves it."""

    now: datetime = NOW


class MomentMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.fixed(Moment.now):
            return self.get_response(request)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def moment() -> Iterator[type[Moment]]:
    Moment.now = NOW
    yield Moment
    Moment.now = NOW


@pytest.fixture
def desk(publish: Callable[[str], None]) -> Desk:
    publish(TUTORIAL)
    return desk_of()


@pytest.fixture
def systems(settings, moment: type[Moment]) -> Iterator[tuple[PaymeServer, ClickServer]]:
    """Both payment systems at their addresses, which the settings name."""
    payme, click = PaymeServer(now=lambda: Moment.now), ClickServer(now=lambda: Moment.now)
    with serving(payme) as payme_address, serving(click) as click_address:
        for name, value in {**payme.settings(payme_address), **click.settings(click_address)}.items():
            setattr(settings, name, value)
        yield payme, click


@pytest.fixture
def platform(committed_db: None, systems: tuple[PaymeServer, ClickServer], settings) -> Iterator[str]:
    """The platform as the payment systems see it: over HTTP, each call in a thread and connection of its own."""
    settings.MIDDLEWARE = ["tests.domains.fees.conftest.MomentMiddleware", *settings.MIDDLEWARE]
    server = ThreadedWSGIServer((HOST, 0), Quiet, connections_override={})
    server.set_app(WSGIHandler())
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    address = f"http://{HOST}:{server.server_port}"
    for system in systems:
        system.platform = address
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def payme(systems: tuple[PaymeServer, ClickServer], platform: str) -> PaymeServer:
    return systems[0]


@pytest.fixture
def click(systems: tuple[PaymeServer, ClickServer], platform: str) -> ClickServer:
    return systems[1]
