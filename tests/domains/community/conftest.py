import pytest

from tests.domains.cases.builders import Rows, rows_of_posts
from tests.domains.community.builders import Circle
from watandoshlar.capabilities.posts.api import get_post


@pytest.fixture(scope="session")
def rows_of_all_posts(django_db_setup: None, django_db_blocker) -> Rows:
    with django_db_blocker.unblock():
        return rows_of_posts()


@pytest.fixture
def circle(db: None, rows_of_all_posts: Rows) -> Circle:
    rows_of_all_posts.insert()
    return Circle(get_post("seoul"))
