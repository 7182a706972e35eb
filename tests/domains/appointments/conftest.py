"""The post of Seoul with open days, on a fixed Monday."""

from collections.abc import Callable

import pytest

from tests.domains.appointments.builders import Counter, past_opening, refusal_of
from tests.domains.cases.builders import Rows, rows_of_posts, worker_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import Post, get_post


@pytest.fixture(scope="session")
def rows_of_all_posts(django_db_setup: None, django_db_blocker) -> Rows:
    with django_db_blocker.unblock():
        return rows_of_posts()


@pytest.fixture
def seoul(db: None, rows_of_all_posts: Rows) -> Post:
    rows_of_all_posts.insert()
    return get_post("seoul")


@pytest.fixture
def counter(seoul: Post) -> Counter:
    past_opening(seoul)
    return Counter(seoul)


@pytest.fixture
def officer(seoul: Post) -> Account:
    return worker_of("officer", "officer", seoul)


@pytest.fixture
def code_of() -> Callable[..., str]:
    """The code of what an act refuses; "" when it does not."""
    return refusal_of
