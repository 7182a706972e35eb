import pytest

from watandoshlar.domains.certificates.rules.verification import with_status
from watandoshlar.domains.certificates.states import Status
from watandoshlar.foundation.crypto import Verdict

NOT_GENUINE = set(Verdict) - {Verdict.VALID_STATUS_UNKNOWN, Verdict.EXPIRED, Verdict.NOT_YET}


@pytest.mark.parametrize("reading", sorted(NOT_GENUINE))
@pytest.mark.parametrize("status", [None, *Status])
def test_the_register_never_makes_a_false_seal_good(reading, status):
    assert with_status(reading, status) is reading


@pytest.mark.parametrize(
    ("reading", "status", "expected"),
    [
        (Verdict.VALID_STATUS_UNKNOWN, None, Verdict.NOT_IN_REGISTER),
        (Verdict.EXPIRED, None, Verdict.NOT_IN_REGISTER),
        (Verdict.NOT_YET, None, Verdict.NOT_IN_REGISTER),
        (Verdict.VALID_STATUS_UNKNOWN, Status.VALID, Verdict.VALID),
        (Verdict.VALID_STATUS_UNKNOWN, Status.SUSPENDED, Verdict.SUSPENDED),
        (Verdict.VALID_STATUS_UNKNOWN, Status.REVOKED, Verdict.REVOKED),
        (Verdict.EXPIRED, Status.VALID, Verdict.EXPIRED),
        (Verdict.EXPIRED, Status.SUSPENDED, Verdict.EXPIRED),
        (Verdict.EXPIRED, Status.REVOKED, Verdict.REVOKED),
        (Verdict.NOT_YET, Status.VALID, Verdict.NOT_YET),
        (Verdict.NOT_YET, Status.REVOKED, Verdict.REVOKED),
    ],
)
def test_a_genuine_seal_gets_the_status_of_the_register(reading, status, expected):
    assert with_status(reading, status) is expected
