"""What every form of a document states: the record in one vocabulary.

A wallet, a border officer and an archive read different formats. Each module of `forms` writes this statement in the
words of its format and can read it back, so that no form says more or less than another (decision 33).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from watandoshlar.domains.certificates.rules.claims import begin_of, end_of
from watandoshlar.domains.certificates.rules.record import (
    CertificateRecord,
    CertificateRow,
    HolderName,
    Words,
    content_hash,
    full_name,
)
from watandoshlar.foundation.crypto.seal import passport_hash

SEXES = {"M": 1, "F": 2}
"""ISO/IEC 5218."""
SEX_OF = {number: letter for letter, number in SEXES.items()}
ADULT = 18


@dataclass(frozen=True)
class Statement:
    """What a document states, without what only its layout needs (titles, running texts).

    passport_hash  see `passport_hash` of the seal; empty when the record names no passport
    content_hash   ties every form to the whole record, its texts too
    """

    issuer: str
    number: str
    document_type: str
    category: str
    holder: HolderName
    second_name: HolderName | None
    birth_date: str
    sex: str
    nationality: str
    issued_on: date
    valid_from: date | None
    expires_on: date | None
    post: str
    post_names: Words
    rows: Sequence[CertificateRow]
    rests_on: str
    replaces: str
    passport_hash: bytes
    content_hash: bytes
    is_demonstration: bool
    is_confirmed: bool
    photo: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        return full_name(self.holder)

    @property
    def starts_at(self) -> datetime | None:
        return begin_of(self.valid_from) if self.valid_from else None

    @property
    def ends_at(self) -> datetime | None:
        return end_of(self.expires_on) if self.expires_on else None


def statement_of(record: CertificateRecord, number: str) -> Statement:
    """What the record states under this number."""
    return Statement(
        issuer=record.issuer,
        number=number,
        document_type=record.document_type,
        category=record.category,
        holder=_name(record.holder),
        second_name=_name(record.second_name) if record.second_name else None,
        birth_date=record.birth_date,
        sex=record.sex,
        nationality=record.nationality,
        issued_on=record.issued_at.date(),
        valid_from=record.valid_from,
        expires_on=record.expires_on,
        post=record.post_code,
        post_names=dict(record.post_names),
        rows=[_row(row) for row in record.rows],
        rests_on=record.rests_on,
        replaces=record.replaces,
        passport_hash=passport_hash(number, record.passport) if record.passport else b"",
        content_hash=content_hash(record, number),
        is_demonstration=record.is_demonstration,
        is_confirmed=record.is_confirmed,
        photo=record.photo,
    )


def _name(name: HolderName) -> HolderName:
    return HolderName(
        family=name.get("family", ""),
        given=name.get("given", ""),
        patronymic=name.get("patronymic", ""),
        script=name.get("script", ""),
    )


def _row(row: CertificateRow) -> CertificateRow:
    return CertificateRow(field=row["field"], labels=dict(row["labels"]), values=dict(row["values"]))


def is_adult(birth_date: str, on: date) -> bool | None:
    """Whether somebody born then is 18 on that day; None while the birth date is not known to the day."""
    if len(birth_date) != len("YYYY-MM-DD"):
        return None
    born = date.fromisoformat(birth_date)
    return (on.year - born.year, on.month, on.day) >= (ADULT, born.month, born.day)


def day_of_making(made_at: datetime) -> datetime:
    """The day on which a copy was made, without the hour: two copies made in one go must not be known by it."""
    return made_at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def without_empty(parts: Mapping[str, object]) -> dict[str, object]:
    """Only what is known: a form never says that something is empty."""
    return {name: part for name, part in parts.items() if part not in (None, "", b"", [], {})}
