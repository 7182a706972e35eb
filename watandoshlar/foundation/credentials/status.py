"""Where the status of one copy is read: a list and a position in it (draft-ietf-oauth-status-list, 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watandoshlar.foundation.credentials.refusals import Refusal, Refused


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
