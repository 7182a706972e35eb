"""The posts with their people, the form of appeals published, and somebody who appeals, on a fixed day."""

from collections.abc import Callable

import pytest

from tests.domains.appeals.builders import SLUG, Reception
from tests.domains.cases.builders import account_of, worker_of
from tests.domains.cases.conftest import posts, publish, rows_of
from watandoshlar.capabilities.access.api import assign_role
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post

__all__ = ["posts", "publish", "rows_of"]


@pytest.fixture
def reception(publish: Callable[[str], None]) -> Reception:
    publish(SLUG)
    seoul, ministry = get_post("seoul"), get_post("ministry")
    minister = account_of("minister")
    assign_role(acting_user=SYSTEM, account=minister, role="ministry")
    return Reception(
        applicant=account_of("nodira"),
        stranger=account_of("stranger"),
        officer=worker_of("officer", "officer", seoul),
        second=worker_of("second", "officer", seoul),
        head=worker_of("head", "head", seoul),
        abroad=worker_of("abroad", "officer", get_post("moscow")),
        central=worker_of("central", "officer", ministry),
        minister=minister,
    )
