"""Bots against people, small: what `make bench-visits` runs large."""

from random import Random

import pytest

from tests.load.visits_at_once import contest, overlaps
from watandoshlar.capabilities.posts.api import Post

pytestmark = pytest.mark.django_db
SHARE = 0.95


@pytest.mark.parametrize("identities", [60, 3])
def test_people_get_what_an_honest_draw_gives(seoul: Post, identities: int) -> None:
    outcome = contest(seoul, people=60, bots=60, identities=identities, times=20, random=Random(identities))
    assert outcome.times == 20
    assert outcome.share >= SHARE
    assert outcome.got["bots"] <= outcome.honest["bots"] + 1
    assert overlaps() == 0
    if identities == 3:
        # A person may have two visits open, whatever the number of accounts.
        assert outcome.got["bots"] <= 2 * identities
