import pytest

from tests.content import publish_content
from tests.domains.guides.builders import editor
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.guides.acts._tree import agreed_workflow, folder_of_pictures


@pytest.fixture
def published(committed_db: None) -> None:
    """The guides of the folder."""
    publish_content()


@pytest.fixture
def desk(db: None) -> None:
    """What news need and no guides: two posts, and the workflow of agreement."""
    for code, zone in (("seoul", "Asia/Seoul"), ("moscow", "Europe/Moscow")):
        said = {"weekend": [], "hours": {}, "languages": ["uz"], "sources": {}, "states": {}}
        Post.objects.create(code=code, kind="embassy", country="KR", city={"uz": code}, zone=zone, **said)
    agreed_workflow()
    folder_of_pictures()


@pytest.fixture
def writer(db: None) -> Account:
    return editor("writer@example.org")


@pytest.fixture
def second(db: None) -> Account:
    return editor("second@example.org")
