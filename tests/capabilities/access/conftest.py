from collections.abc import Callable

import pytest

from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import Post


@pytest.fixture
def make_account(db: None) -> Callable[[str], Account]:
    def make(name: str) -> Account:
        return create_account(acting_user=SYSTEM, email=f"{name}@example.org", language="uz")

    return make


@pytest.fixture
def account(make_account: Callable[[str], Account]) -> Account:
    return make_account("nodira")


@pytest.fixture
def holder(make_account: Callable[[str], Account]) -> Callable[..., Account]:
    """An account as a new request sees it, holding one role."""

    def make(role: str, post: Post | None = None) -> Account:
        account = make_account(f"{role}.{post.code if post else 'centre'}")
        assign_role(acting_user=SYSTEM, account=account, role=role, post=post)
        return Account.objects.get(pk=account.pk)

    return make


def make_post(code: str, country: str) -> Post:
    post = Post(
        code=code,
        kind="embassy",
        country=country,
        city={"en": code.title()},
        zone="UTC",
        weekend=["saturday", "sunday"],
        hours={},
        languages=["uz"],
        sources={},
        states={},
        content_hash="0" * 64,
    )
    post.save(force_insert=True)
    return post


@pytest.fixture
def seoul(db: None) -> Post:
    return make_post("seoul", "KR")


@pytest.fixture
def riga(db: None) -> Post:
    return make_post("riga", "LV")
