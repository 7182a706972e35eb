"""Random records of documents, and the facts of copies of them."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from tests.credentials import AT, HOLDER, chain
from tests.strategies import lines
from watandoshlar.domains.certificates.rules.copies import CopyFacts
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.foundation.credentials.jose import public_jwk

NUMBER = "UZ-CC-26-7K3M9Q4A"
LANGUAGES = ("uz", "uz-cyrl", "uz-arab", "ru", "en")
JPEG = b"\xff\xd8\xff\xe0" + b"JFIF"
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def facts(profile: str = "sd_jwt", **changes: Any) -> CopyFacts:
    content = {
        "number": NUMBER,
        "copy_id": "58172aacd8ba41ed83dd0b3aef56cc33",
        "status_uri": "https://vatandosh.example/status-lists/a1",
        "status_index": 77,
        "issuer_url": "https://vatandosh.example",
        "made_at": AT,
        "holder_key": public_jwk(HOLDER.public_key),
        "chain": chain(profile),
    }
    return CopyFacts(**(content | changes))


def words(languages: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(dict.fromkeys(languages, lines(60)))


def names() -> st.SearchStrategy[dict[str, str]]:
    part = st.just("") | lines(60)
    parts = {"family": part, "given": part, "patronymic": part, "script": st.sampled_from(["Latn", "Cyrl", "Arab"])}
    return st.fixed_dictionaries(parts).filter(lambda name: name["family"] or name["given"])


def rows(languages: tuple[str, ...]) -> st.SearchStrategy[list[dict[str, Any]]]:
    value = lines(60) | st.lists(lines(30), min_size=1, max_size=3)
    row = st.fixed_dictionaries(
        {
            "field": st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
            "labels": words(languages),
            "values": st.fixed_dictionaries(dict.fromkeys(languages, value)),
        }
    )
    return st.lists(row, max_size=12)


@st.composite
def records(draw: st.DrawFn) -> CertificateRecord:
    languages = tuple(draw(st.permutations(LANGUAGES)))[: draw(st.integers(1, 5))]
    born = draw(st.dates(date(1910, 1, 1), date(2026, 10, 1))).isoformat()
    started = draw(st.none() | DAYS)
    return CertificateRecord(
        document_type=draw(st.sampled_from(["compatriot-card", "consular-registration"])),
        languages=languages,
        titles=draw(words(languages)),
        bodies=draw(st.just({}) | words(languages)),
        holder=draw(names()),
        second_name=draw(st.none() | names()),
        birth_date=draw(st.sampled_from([born, born[:7], born[:4], ""])),
        sex=draw(st.sampled_from(["F", "M", ""])),
        nationality=draw(st.sampled_from(["KR", "UZ", "RU", ""])),
        rows=draw(rows(languages)),
        post_code=draw(st.sampled_from(["seoul", "moscow"])),
        post_names=draw(words(languages)),
        issued_at=draw(
            st.datetimes(datetime(2026, 10, 25), datetime(2026, 11, 2)).map(
                lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=9)))
            )
        ),
        valid_from=started if started is None or started <= date(2026, 10, 30) else None,
        expires_on=draw(st.none() | st.dates(date(2026, 11, 3), date(2040, 12, 31))),
        category=draw(st.sampled_from(["C1", "C2", "F1", "F2", "F3", ""])),
        photo=draw(st.just(b"") | st.binary(max_size=200).map(lambda content: JPEG + content)),
        passport=draw(st.just("") | st.from_regex(r"[A-Z]{2}[0-9]{7}", fullmatch=True)),
        rests_on=draw(st.sampled_from(["", "UZ-CC-26-2222222A"])),
        replaces=draw(st.sampled_from(["", "UZ-CC-25-3333333B"])),
        is_demonstration=draw(st.booleans()),
        is_confirmed=draw(st.booleans()),
    )


UTC_DAY = datetime(AT.year, AT.month, AT.day, tzinfo=UTC)
