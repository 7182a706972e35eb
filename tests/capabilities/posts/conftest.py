from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real folder, to be changed by a test."""
    return copytree(settings.POSTS_DIRECTORY, tmp_path / "posts")
