"""Logs are copied, kept and read by many: what an error quotes does not get into them."""

import copy
import io
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.test import Client

from watandoshlar.capabilities.access.models import Account


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The lines as the console would get them, under the settings of the platform."""
    lines = io.StringIO()
    configured = copy.deepcopy(settings.LOGGING)
    formatter = logging.config.DictConfigurator(configured).configure_formatter(configured["formatters"]["line"])
    handler = logging.StreamHandler(lines)
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def test_what_the_database_quotes_is_not_logged(db: None, written: io.StringIO) -> None:
    address = "nodira@example.org"
    Account.objects.create(email=address)
    try:
        Account.objects.create(email=address)
    except IntegrityError:
        logging.getLogger("watandoshlar").exception("refused by the database")
    assert "nodira" not in written.getvalue()
    assert "UniqueViolation" in written.getvalue()
    assert "which led to:" in written.getvalue()
    assert "test_log_lines.py" in written.getvalue()


def test_an_error_in_a_page_leaves_its_place_and_not_its_words(
    db: None, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        words = "Karimova"
        raise RuntimeError(words)

    monkeypatch.setattr("watandoshlar.web.public_site.views.published_services", fails)
    Client(raise_request_exception=False).get("/en/")
    assert "Karimova" not in written.getvalue()
    assert "builtins.RuntimeError" in written.getvalue()
    assert "in fails" in written.getvalue()


def test_an_error_of_the_worker_leaves_no_words(written: io.StringIO) -> None:
    family, given = "Karimova", "Nodira"
    try:
        raise ValueError(family) from KeyError(given)
    except ValueError:
        logging.getLogger("procrastinate.worker").exception("job failed")
    assert "Karimova" not in written.getvalue()
    assert "Nodira" not in written.getvalue()
    assert "builtins.KeyError" in written.getvalue()
