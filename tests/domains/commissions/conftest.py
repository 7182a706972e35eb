import pytest

from tests.domains.commissions.builders import Chamber


@pytest.fixture
def chamber(db: None) -> Chamber:
    return Chamber()
