"""What the page of the verifier makes of a code and its lists, said in Python from the platform's own parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from watandoshlar.domains.certificates.rules.copies import STATUS_VALUES
from watandoshlar.domains.certificates.rules.verification import with_status
from watandoshlar.domains.certificates.states import Status
from watandoshlar.foundation.crypto.seal import SealReading, Verdict, read_seal
from watandoshlar.foundation.crypto.status_list import NotAStatusList, StatusListToken, read_jwt
from watandoshlar.foundation.crypto.trust_list import USABLE_FOR, Age, TrustList, age_of

KIND = "status-lists"
_STATUS_OF = {value: status for status, value in STATUS_VALUES.items()}


@dataclass(frozen=True)
class Lists:
    """The lists of one device: `had_at` is when it last had the trust list from the platform."""

    trust: TrustList
    had_at: datetime
    statuses: Mapping[str, StatusListToken] = field(default_factory=dict)


def check(text: str, lists: Lists, at: datetime) -> Verdict:
    """The verdict at the moment `at` by the clock of the device."""
    # A clock that runs behind what was signed is wrong.
    at = max([at, lists.trust.issued_at, lists.had_at, *(token.issued_at for token in lists.statuses.values())])
    reading = read_seal(text, lists.trust.keys, at)
    token = lists.statuses.get(reading.claims.status_uri) if reading.claims else None
    status = _status(token, reading)
    verdict = reading.verdict if status is None else with_status(reading.verdict, status)
    if verdict is not Verdict.VALID:
        return verdict
    is_old = at >= token.expires_at or at - token.issued_at >= USABLE_FOR
    if is_old or age_of(lists.trust, lists.had_at, at) is Age.OLD:
        return Verdict.VALID_STATUS_UNKNOWN
    return verdict


def read_status_list(text: str, trust: TrustList, uri: str, at: datetime) -> StatusListToken:
    """The list at this address, signed by a key that may sign lists. Raises NotAStatusList."""
    for key in trust.keys.values():
        if KIND not in key.document_types or (key.revoked_at is not None and key.revoked_at <= at):
            continue
        try:
            token = read_jwt(text, {key.key_id: key.public_key}, uri)
        except NotAStatusList:
            continue
        if (key.not_before or token.issued_at) <= token.issued_at <= (key.sign_until or token.issued_at):
            return token
    raise NotAStatusList


def _status(token: StatusListToken | None, reading: SealReading) -> Status | None:
    if token is None or reading.claims is None or reading.claims.status_index is None:
        return None
    try:
        return _STATUS_OF.get(token.status(reading.claims.status_index))
    except NotAStatusList:
        return None
