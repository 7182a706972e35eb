from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.example_day import NOW
from watandoshlar.foundation import clock

# A speed is measured by `make bench`; a loaded machine must not turn a property red.
settings.register_profile("properties", deadline=None)
settings.load_profile("properties")

JOURNEYS = Path(__file__).with_name("journeys")
LIVE_FIXTURES = {"live_site", "running_site", "open_browser"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "live: visits a running platform; its worker would take the jobs of other tests")
    config.addinivalue_line("markers", "long: takes a minute and more; begins before all others")
    config.addinivalue_line("markers", "passing_time: the clock of the platform shows the real moment, not a fixed one")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a running platform or a browser: `make test` runs it last, in processes of its own, which read
    the journeys and nothing else. What is `long` begins first, in whatever order the rest comes: begun last, it would
    keep one process busy while the others have nothing left to do."""
    for item in items:
        if LIVE_FIXTURES & set(getattr(item, "fixturenames", ())):
            if JOURNEYS not in item.path.parents:
                raise pytest.UsageError(f"{item.nodeid} visits the running platform: its place is in {JOURNEYS.name}/.")
            item.add_marker("live")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test and its fixtures live at one moment, so that it says the same on every day. On the running platform the
    hours pass."""
    if item.get_closest_marker("passing_time") or item.get_closest_marker("live"):
        return (yield)
    with clock.fixed(NOW):
        return (yield)


@pytest.fixture
def forgiving_templates(settings):
    """Templates of the library name what is not always there; ours never do, and tests refuse it."""
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "string_if_invalid": ""}}]
