"""What a document says: the record from which the seal and the PDF are made and which is never changed.

Language codes are those of the installation in lower case (uz, uz-cyrl, uz-arab, ru, en).
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypedDict

Words = Mapping[str, str]
"""One text in several languages, by language code."""


class CertificateRow(TypedDict):
    """One line of a document: the field it came from, its label and its value in each language.

    A value of several lines is a list.
    """

    field: str
    labels: Mapping[str, str]
    values: Mapping[str, str | list[str]]


class HolderName(TypedDict):
    """A name as one source document writes it; never transliterated by us. `script` is ISO 15924: Latn, Cyrl, Arab."""

    family: str
    given: str
    patronymic: str
    script: str


@dataclass(frozen=True)
class CertificateRecord:
    """The content of a document.

    languages         in the order of the document; the first one leads and sets the direction
    second_name       the same name in another script, if a document shows it so
    birth_date        YYYY-MM-DD, or YYYY-MM, or YYYY when no more is known
    sex               "F", "M" or ""; nationality: ISO 3166-1 alpha-2 or ""
    issued_at         by the clock of the post: its day there is the day that the document bears
    expires_on        the last day on which it is valid
    granted_until     the last day that was granted, which other papers may have cut short
    photo             JPEG or PNG bytes
    category          the rights code, such as C2; empty for a document that gives no rights by itself
    passport          the number of the travel document that the holder has; nothing but a hash of it leaves the record
    rests_on          the number of the document without which this one does not count
    replaces          the number of the document whose place this one takes
    forms             in which forms it is made: seal, card, wallet; travel_seal: with the seal that border posts read
    is_demonstration  made by an installation whose documents have no legal force
    is_confirmed      the ministry has confirmed the legal basis of this form
    """

    document_type: str
    languages: Sequence[str]
    titles: Words
    holder: HolderName
    birth_date: str
    rows: Sequence[CertificateRow]
    post_code: str
    post_names: Words
    issued_at: datetime
    expires_on: date | None = None
    valid_from: date | None = None
    bodies: Words = field(default_factory=dict)
    footers: Words = field(default_factory=dict)
    legal_basis: Words = field(default_factory=dict)
    second_name: HolderName | None = None
    sex: str = ""
    nationality: str = ""
    category: str = ""
    photo: bytes = field(default=b"", repr=False)
    issuer: str = "UZ"
    is_demonstration: bool = False
    is_confirmed: bool = True
    passport: str = field(default="", repr=False)
    rests_on: str = ""
    replaces: str = ""
    forms: tuple[str, ...] = ("seal",)
    travel_seal: bool = False
    granted_until: date | None = None

    def __post_init__(self) -> None:
        if not self.languages or not self.titles.get(self.languages[0]):
            raise ValueError("A document needs a title in its leading language.")
        if not full_name(self.holder):
            raise ValueError("A document needs a holder.")
        if self.issued_at.tzinfo is None:
            raise ValueError("The moment of issue needs a time zone.")


def full_name(name: HolderName) -> str:
    """Family name, given name, patronymic, as travel documents order them."""
    parts = (name.get("family"), name.get("given"), name.get("patronymic"))
    return " ".join(part for part in parts if part)


_DAYS = {"expires_on", "valid_from", "granted_until"}
_LATER = {
    "passport": "", "rests_on": "", "replaces": "", "forms": ("seal",), "travel_seal": False, "granted_until": None,
}  # fmt: skip
"""What records of earlier documents do not have: left out where it says nothing, so that their hashes stay the same."""


def to_json(record: CertificateRecord) -> str:
    """The record in one spelling: sorted keys, no spaces. Equal records give equal text."""
    content = {part.name: getattr(record, part.name) for part in fields(record)}
    content = {name: value for name, value in content.items() if name not in _LATER or value != _LATER[name]}
    content["photo"] = b64encode(record.photo).decode()
    content["issued_at"] = record.issued_at.isoformat()
    for name in _DAYS & content.keys():
        content[name] = content[name].isoformat() if content[name] else None
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str | bytes) -> CertificateRecord:
    """The record that `to_json` wrote."""
    content: dict[str, Any] = json.loads(text)
    content["photo"] = b64decode(content["photo"])
    content["issued_at"] = datetime.fromisoformat(content["issued_at"])
    for name in _DAYS & content.keys():
        content[name] = date.fromisoformat(content[name]) if content[name] else None
    content["forms"] = tuple(content.get("forms", _LATER["forms"]))
    return CertificateRecord(**content)


def content_hash(record: CertificateRecord, number: str) -> bytes:
    """SHA-256 that ties a seal to this content under this number; 32 bytes."""
    return hashlib.sha256(f"{number}\n{to_json(record)}".encode()).digest()
