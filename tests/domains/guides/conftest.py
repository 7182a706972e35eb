import pytest

from tests.content import publish_content
from tests.domains.guides.builders import editor
from watandoshlar.capabilities.access.api import Account


@pytest.fixture
def published(committed_db: None) -> None:
    """The guides of the folder."""
    publish_content()


@pytest.fixture
def writer(db: None) -> Account:
    return editor("writer@example.org")


@pytest.fixture
def second(db: None) -> Account:
    return editor("second@example.org")
