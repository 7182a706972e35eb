import pytest
from django.conf import settings

from tests.domains.guides.builders import editor
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.guides.api import PublishedGuides, publish_guides


@pytest.fixture
def published(db: None) -> PublishedGuides:
    return publish_guides(acting_user=SYSTEM, folder=settings.GUIDES_DIRECTORY)


@pytest.fixture
def writer(db: None) -> Account:
    return editor("writer@example.org")


@pytest.fixture
def second(db: None) -> Account:
    return editor("second@example.org")
