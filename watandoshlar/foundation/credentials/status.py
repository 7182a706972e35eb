"""Where the status of one copy is read, and what it says: a list and a place in it (draft-ietf-oauth-status-list)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.crypto.status_list import NotAStatusList, StatusListToken

Lists = Callable[[str], StatusListToken]
"""From the address of a list to the list, whole and checked. Raises NotAStatusList when it cannot be had."""
_VALID = 0
_REFUSALS = {1: Refusal.REVOKED, 2: Refusal.SUSPENDED, 3: Refusal.SUPERSEDED}


@dataclass(frozen=True)
class StatusReference:
    """`uri` names the whole list, `index` the position. Two copies never share one, so it is also a copy's identity."""

    uri: str
    index: int

    def claim(self) -> dict[str, Any]:
        """The value of the claim `status`, the same in JSON and in CBOR."""
        return {"status_list": {"idx": self.index, "uri": self.uri}}


def read_status(claim: Any) -> StatusReference | None:
    """The reference in a claim `status`; None when there is no claim. Raises Refused when it is of another kind, for a
    status that cannot be asked must not pass as none."""
    if claim is None:
        return None
    place = claim.get("status_list") if isinstance(claim, Mapping) else None
    if not isinstance(place, Mapping) or type(place.get("idx")) is not int or not isinstance(place.get("uri"), str):
        raise Refused(Refusal.FORMAT)
    if place["idx"] < 0 or not place["uri"]:
        raise Refused(Refusal.FORMAT)
    return StatusReference(place["uri"], place["idx"])


def judge_status(place: StatusReference | None, lists: Lists, at: datetime) -> None:
    """Raises Refused unless the list says at the moment `at` that the copy counts. What cannot be known is refused."""
    if place is None:
        raise Refused(Refusal.STATUS_UNKNOWN)
    try:
        found = lists(place.uri)
        status = found.status(place.index)
    except NotAStatusList as error:
        raise Refused(Refusal.STATUS_UNKNOWN) from error
    if found.uri != place.uri or at >= found.expires_at:
        raise Refused(Refusal.STATUS_UNKNOWN)
    if status != _VALID:
        raise Refused(_REFUSALS.get(status, Refusal.STATUS_UNKNOWN))
