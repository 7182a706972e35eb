from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person, register_person


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path: Path) -> Path:
    """A file store on the disk, empty at first."""
    store = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": store}
    return tmp_path


@pytest.fixture
def account(db: None) -> Account:
    return create_account(acting_user=SYSTEM, email="nodira@example.org", language="uz")


@pytest.fixture
def stranger(db: None) -> Account:
    return create_account(acting_user=SYSTEM, email="rustam@example.org", language="ru")


@pytest.fixture
def person(account: Account) -> Person:
    return register_person(acting_user=account, relation="myself")


@pytest.fixture
def upload():
    """An upload as a browser sends it."""

    def make(content: bytes, name: str = "paper.pdf", label: str = "application/pdf") -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content, label)

    return make
