"""What a document says: the record from which the seal and the PDF are made and which is never changed.

Language codes are those of the installation in lower case (uz, uz-cyrl, uz-arab, ru, en).
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

Words = Mapping[str, str]
"""One text in several languages, by language code."""


@dataclass(frozen=True)
class CertificateRow:
    """One line of a document. `value` is the same in every language, or has its own words in each."""

    labels: Words
    value: str | Words


@dataclass(frozen=True)
class CertificateRecord:
    """The content of a document.

    holder_name       as written in the source document; never transliterated by us
    holder_script     ISO 15924 (Latn, Cyrl, Arab) of that spelling
    second_name       the same name in another script, if a document shows it so
    birth_date        YYYY-MM-DD, or YYYY-MM, or YYYY when no more is known
    sex               "F", "M" or ""; nationality: ISO 3166-1 alpha-2 or ""
    languages         in the order of the document; the first one leads and sets the direction
    expires_on        the last day on which it is valid
    photo             JPEG or PNG bytes
    demonstration     made by an installation that has no legal force
    to_be_confirmed   the ministry has not yet confirmed the legal basis of this form
    """

    document_type: str
    title: Words
    languages: tuple[str, ...]
    holder_name: str
    holder_script: str
    birth_date: str
    rows: tuple[CertificateRow, ...]
    post_code: str
    post_name: Words
    issued_at: datetime
    expires_on: date | None = None
    valid_from: date | None = None
    second_name: str = ""
    second_script: str = ""
    sex: str = ""
    nationality: str = ""
    category: str = ""
    body: Words = field(default_factory=dict)
    footer: Words = field(default_factory=dict)
    legal_basis: Words = field(default_factory=dict)
    photo: bytes = field(default=b"", repr=False)
    issuer: str = "UZ"
    demonstration: bool = False
    to_be_confirmed: bool = False

    def __post_init__(self) -> None:
        if not self.languages or not all(self.title.get(language) for language in self.languages):
            raise ValueError("A document needs a title in each of its languages.")
        if self.issued_at.tzinfo is None:
            raise ValueError("The moment of issue needs a time zone.")


def to_json(record: CertificateRecord) -> str:
    """The record in one spelling: sorted keys, no spaces. Equal records give equal text."""
    content = {part.name: getattr(record, part.name) for part in fields(record)}
    content["languages"] = list(record.languages)
    content["rows"] = [{"labels": dict(row.labels), "value": _plain(row.value)} for row in record.rows]
    content["photo"] = b64encode(record.photo).decode()
    content["issued_at"] = record.issued_at.isoformat()
    for name in ("expires_on", "valid_from"):
        content[name] = content[name].isoformat() if content[name] else None
    for name in ("title", "post_name", "body", "footer", "legal_basis"):
        content[name] = dict(content[name])
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> CertificateRecord:
    """The record that `to_json` wrote."""
    content: dict[str, Any] = json.loads(text)
    content["languages"] = tuple(content["languages"])
    content["rows"] = tuple(CertificateRow(row["labels"], row["value"]) for row in content["rows"])
    content["photo"] = b64decode(content["photo"])
    content["issued_at"] = datetime.fromisoformat(content["issued_at"])
    for name in ("expires_on", "valid_from"):
        content[name] = date.fromisoformat(content[name]) if content[name] else None
    return CertificateRecord(**content)


def content_hash(record: CertificateRecord, number: str) -> bytes:
    """SHA-256 that ties a seal to this content under this number; 32 bytes."""
    return hashlib.sha256(f"{number}\n{to_json(record)}".encode()).digest()


def _plain(value: str | Words) -> str | dict[str, str]:
    return value if isinstance(value, str) else dict(value)
