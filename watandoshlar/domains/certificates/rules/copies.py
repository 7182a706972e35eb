"""Copies: what is made of a record to be handed out, each with a place of its own in a status list.

Two copies of one document share nothing by which they could be told to belong together but what the document itself
says: position, address and identifier differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from watandoshlar.domains.certificates.states import Status


class Form(StrEnum):
    """What a copy is made as. A file that shows a seal has the seal's place in the list, and none of its own."""

    SEAL = "seal"
    CARD = "card"
    TRAVEL_SEAL = "travel_seal"
    SD_JWT = "sd_jwt"
    MDOC = "mdoc"
    VC = "vc"


STATUS_VALUES = {Status.VALID: 0, Status.REVOKED: 1, Status.SUSPENDED: 2, Status.SUPERSEDED: 3}
"""What a status list says of a copy: draft-ietf-oauth-status-list, 7.1; 3 is left to the application there."""
STATUS_BITS = 2


@dataclass(frozen=True)
class CopyFacts:
    """What a form needs to know besides the record.

    number        of the document; `copy_id` is drawn at random and names this copy alone
    status_uri    the status list, `status_index` the position of this copy in it
    issuer_url    where the installation is reached, without a slash at the end
    holder_key    the public key (JWK) of the wallet that the copy is bound to
    chain         certificates of the signing key, DER, its own first; none where the key is known by the trust list
    """

    number: str
    copy_id: str
    status_uri: str
    status_index: int
    issuer_url: str
    made_at: datetime
    expires_on: date | None = None
    holder_key: Mapping[str, Any] | None = None
    chain: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class MadeCopy:
    """A copy ready to be handed out, and the bytes under its signature, whose hash is a leaf of the log."""

    content: bytes
    signed: bytes


def list_year(expires_on: date | None) -> int | None:
    """The year by which a document finds its list, None without an end.

    Lists are parted by nothing else: a list by country or post would say something of whoever is in it.
    """
    return expires_on.year if expires_on else None
