"""Is this the file that we sealed?"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from watandoshlar.foundation.crypto import TrustedKey, TrustedKeys, key_id_of

from .cms import signer_of
from .der import first_of

PDF_SEALS = "pdf"
"""What a key is trusted for that seals files, among the kinds of document that keys are trusted for."""

_SEAL = re.compile(
    rb"/M\(D:(?P<made_at>[0-9]{14})Z\)/Reason\((?P<number>[A-Z0-9-]*)\)/ContentHash<(?P<content_hash>(?:[0-9a-f]{2})*)>"
    rb"/ByteRange\[0 (?P<opens>[0-9]{1,10}) (?P<closed>[0-9]{1,10}) (?P<rest>[0-9]{1,10}) *\]/Contents<"
)
_MARKS = (b"/ByteRange", b"ETSI.CAdES.detached")


class PdfSealState(StrEnum):
    """What can be said of a file; a closed list."""

    ABSENT = "absent"
    """No seal: a print, a scan, or another program's copy."""
    CHANGED = "changed"
    """There is a seal, but not of these bytes."""
    UNKNOWN_KEY = "unknown_key"
    """Sealed, and unchanged since, by a key that is not trusted for files, or no longer."""
    INTACT = "intact"


@dataclass(frozen=True)
class PdfSealReading:
    """`number` and `content_hash` are told only of a file that is intact."""

    state: PdfSealState
    number: str = ""
    content_hash: bytes = b""


def read_pdf_seal(pdf: bytes, trusted_keys: TrustedKeys, at: datetime) -> PdfSealReading:
    """The answer for this file at the moment `at` (aware). Never raises on bad input."""
    seals = list(_SEAL.finditer(pdf))
    if not seals:
        return PdfSealReading(PdfSealState.CHANGED if any(mark in pdf for mark in _MARKS) else PdfSealState.ABSENT)
    seal = seals[-1]
    opens, closed, rest = (int(seal[name]) for name in ("opens", "closed", "rest"))
    if seal.end() - 1 != opens or closed <= opens or closed + rest != len(pdf):
        return PdfSealReading(PdfSealState.CHANGED)
    cms = _cms_in(pdf[opens:closed])
    key = signer_of(cms, hashlib.sha256(pdf[:opens] + pdf[closed:]).digest()) if cms else None
    if key is None:
        return PdfSealReading(PdfSealState.CHANGED)
    if not _may_seal(trusted_keys.get(key_id_of(key)), seal["made_at"], at):
        return PdfSealReading(PdfSealState.UNKNOWN_KEY)
    return PdfSealReading(PdfSealState.INTACT, seal["number"].decode(), bytes.fromhex(seal["content_hash"].decode()))


def _cms_in(contents: bytes) -> bytes | None:
    """The signature in `<…>`; None when it is spelled in another way than ours: small digits, noughts behind it."""
    try:
        octets = bytes.fromhex(contents[1:-1].decode("ascii"))
        cms = first_of(octets).whole
    except (ValueError, UnicodeDecodeError):
        return None
    is_ours = b"<%s>" % octets.hex().encode() == contents and not any(octets[len(cms) :])
    return cms if is_ours else None


def _may_seal(key: TrustedKey | None, made_at: bytes, at: datetime) -> bool:
    if key is None or PDF_SEALS not in key.document_types or (key.revoked_at is not None and key.revoked_at <= at):
        return False
    try:
        made = datetime.strptime(made_at.decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return False
    begins = key.not_before is None or key.not_before <= made
    return begins and (key.sign_until is None or made <= key.sign_until)
