"""How the reading of a seal and the status in the register become one verdict."""

from watandoshlar.domains.certificates.states import Status
from watandoshlar.foundation.crypto.seal import Verdict

_GENUINE = {Verdict.VALID_STATUS_UNKNOWN, Verdict.EXPIRED, Verdict.NOT_YET}
_IN_DATE = {
    Status.VALID: Verdict.VALID,
    Status.SUSPENDED: Verdict.SUSPENDED,
    Status.SUPERSEDED: Verdict.SUPERSEDED,
}


def with_status(reading: Verdict, status: Status | None) -> Verdict:
    """The final verdict; `status` is None when the register was asked and did not issue this seal.

    A withdrawn document is REVOKED whatever its dates; a lapsed one is EXPIRED even while suspended or after it was
    replaced.
    A seal that is not genuine stays so whatever the register says.
    """
    if reading not in _GENUINE:
        return reading
    if status is None:
        return Verdict.NOT_IN_REGISTER
    if status is Status.REVOKED:
        return Verdict.REVOKED
    if reading is not Verdict.VALID_STATUS_UNKNOWN:
        return reading
    return _IN_DATE[status]
