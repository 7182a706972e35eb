"""An appeal from its registration to its answer, by the acts."""

import pytest

from tests.domains.appeals.builders import WAYS, Reception

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", sorted(WAYS))
def test_every_state_is_reached(reception: Reception, state: str) -> None:
    assert reception.appeal(state).case.state == state
