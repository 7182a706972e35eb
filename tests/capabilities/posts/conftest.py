from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings

from watandoshlar.domains.catalogue.folders import folders, read_folder
from watandoshlar.domains.catalogue.rules.parsing import parse_definition


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real folder, to be changed by a test."""
    return copytree(settings.POSTS_DIRECTORY, tmp_path / "posts")


@pytest.fixture(scope="session")
def tariffs() -> dict[str, set[str]]:
    """The tariffs that the fees of the real services name."""
    read = [parse_definition(read_folder(path).definition) for path in folders(with_tutorial=True)]
    return {found.service: {fee.tariff for fee in found.fees if fee.tariff} for found in read}
