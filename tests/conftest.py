import pytest
from hypothesis import settings

# A speed is measured by `make bench`; a loaded machine must not turn a property red.
settings.register_profile("properties", deadline=None)
settings.load_profile("properties")

LIVE_FIXTURES = {"live_site", "running_site", "browser"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "live: visits a running platform; its worker would take the jobs of other tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a running platform or a browser: `make test` runs it last, in processes of its own."""
    for item in items:
        if LIVE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("live")
