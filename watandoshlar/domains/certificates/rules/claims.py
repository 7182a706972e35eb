"""What the seal of a document claims, and until when."""

from datetime import UTC, date, datetime, time, timedelta

from watandoshlar.domains.certificates.rules.copies import CopyFacts
from watandoshlar.domains.certificates.rules.record import CertificateRecord, content_hash, full_name
from watandoshlar.foundation.crypto.seal import SealClaims, passport_hash

# Labels of the IANA "identity-data" map (claim 169).
FULL_NAME, BIRTH_DATE, SEX, NATIONALITY, PHOTO, PHOTO_FORMAT, SECOND_NAME, SECOND_LANGUAGE = 4, 8, 9, 13, 16, 17, 19, 20
WEBP = 4
_SEXES = {"M": 1, "F": 2}
_LAST_ZONE = timedelta(hours=12)


def seal_claims(
    record: CertificateRecord, number: str, copy: CopyFacts | None = None, portrait: bytes = b""
) -> SealClaims:
    """The claims for the seal of this record. No travel-document number is ever among them.

    `portrait` is the photograph that the seal itself carries, in WebP. Without a copy the seal names no place in a
    status list; what the platform hands out always does.
    """
    return SealClaims(
        issuer=record.issuer,
        number=number,
        document_type=record.document_type,
        issued_at=(copy.made_at if copy else record.issued_at).astimezone(UTC).replace(microsecond=0),
        identity=_identity(record) | ({PHOTO: portrait, PHOTO_FORMAT: WEBP} if portrait else {}),
        category=record.category,
        post=record.post_code,
        content_hash=content_hash(record, number),
        valid_from=begin_of(record.valid_from) if record.valid_from else None,
        expires_at=end_of(record.expires_on) if record.expires_on else None,
        status_uri=copy.status_uri if copy else "",
        status_index=copy.status_index if copy else None,
        passport_hash=passport_hash(number, record.passport) if record.passport else b"",
    )


def end_of(day: date) -> datetime:
    """The moment when `day` has ended everywhere: the holder may be in the last zone of the Earth (UTC-12)."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) + _LAST_ZONE


def begin_of(day: date) -> datetime:
    """The moment when `day` begins anywhere (UTC+14, Kiribati)."""
    return datetime.combine(day, time(), UTC) - timedelta(hours=14)


def last_day(issued_on: date, months: int | None, *others: date | None) -> date | None:
    """The last day of validity: `months` after issue, never later than another paper it rests on (a passport).

    None when nothing limits it. A day that the target month lacks becomes its last day.
    """
    limits = [other for other in others if other is not None]
    if months is not None:
        limits.append(_months_after(issued_on, months) - timedelta(days=1))
    return min(limits, default=None)


def _months_after(day: date, months: int) -> date:
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    next_first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), next_first - timedelta(days=1))


def _identity(record: CertificateRecord) -> dict[int, str | int | bytes]:
    identity: dict[int, str | int | bytes] = {FULL_NAME: full_name(record.holder)}
    if len(record.birth_date) == len("YYYY-MM-DD"):
        identity[BIRTH_DATE] = record.birth_date.replace("-", "")
    if record.sex in _SEXES:
        identity[SEX] = _SEXES[record.sex]
    if record.nationality:
        identity[NATIONALITY] = record.nationality
    if record.second_name:
        identity[SECOND_NAME] = full_name(record.second_name)
        identity[SECOND_LANGUAGE] = f"uz-{record.second_name['script']}"
    return identity
