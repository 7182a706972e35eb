"""A filled-in document in any of its languages, a signer for it, and whom it is issued to and by."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person, register_person
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.layout import CardRecord, LayoutRecord, seal_portrait
from watandoshlar.domains.certificates.layout.captions import CAPTIONS
from watandoshlar.domains.certificates.rules.claims import seal_claims
from watandoshlar.domains.certificates.rules.copies import CopyFacts
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.rules.zones import card_zone
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import FileSigner, TrustedKey, make_seal

ISSUED_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NUMBER = "UZ-CR-26-7K3M9Q4A"
TITLES = {
    "uz": "Konsullik hisobiga olinganlik toʻgʻrisida maʼlumotnoma",
    "uz-cyrl": "Консуллик ҳисобига олинганлик тўғрисида маълумотнома",
    "uz-arab": "کونسللیک حسابیگه آلینگنلیک توغریسیده معلوماتنامه",
    "ru": "Справка о постановке на консульский учёт",
    "en": "Certificate of consular registration",
}
LABELS = {"uz": "Hisob turi", "uz-cyrl": "Ҳисоб тури", "uz-arab": "حساب توری", "ru": "Вид учёта", "en": "Kind"}
VALUES = {"uz": "Doimiy", "uz-cyrl": "Доимий", "uz-arab": "دایمی", "ru": "Постоянный", "en": "Permanent"}
CATEGORIES = {
    "uz": "Kelib chiqishi boʻyicha vatandosh",
    "uz-cyrl": "Келиб чиқиши бўйича ватандош",
    "uz-arab": "کیلیب چیقیشی بوییچه وطنداش",
    "ru": "Соотечественник по происхождению",
    "en": "Compatriot by origin",
}
ADDRESS = "Gʻijduvon koʻchasi 11, Seoul"


@pytest.fixture
def make_record() -> Callable[..., CertificateRecord]:
    def make(languages: tuple[str, ...] = ("uz", "ru", "en"), **changes: Any) -> CertificateRecord:
        spoken = {language: TITLES[language] for language in languages}
        content = {
            "document_type": "consular-registration",
            "languages": list(languages),
            "titles": spoken,
            "holder": {"family": "QODIROVA", "given": "OʻGʻILOY", "patronymic": "SHUHRAT QIZI", "script": "Latn"},
            "second_name": {"family": "Қодирова", "given": "Ўғилой", "patronymic": "", "script": "Cyrl"},
            "birth_date": "1990-02-14",
            "rows": [
                {
                    "field": "kind",
                    "labels": {language: LABELS[language] for language in languages},
                    "values": {language: VALUES[language] for language in languages},
                },
                {
                    "field": "address",
                    "labels": {language: LABELS[language] for language in languages},
                    "values": dict.fromkeys(languages, ADDRESS),
                },
            ],
            "post_code": "seoul",
            "post_names": dict.fromkeys(languages, "Seoul"),
            "issued_at": ISSUED_AT,
            "expires_on": date(2031, 11, 21),
            "sex": "F",
            "nationality": "UZ",
        }
        return CertificateRecord(**(content | changes))

    return make


@pytest.fixture(scope="session")
def signer() -> FileSigner:
    return FileSigner(ec.generate_private_key(ec.SECP256R1()))


@pytest.fixture
def trusted(signer: FileSigner) -> dict[bytes, TrustedKey]:
    return {signer.key_id: TrustedKey(signer.key_id, signer.public_key, frozenset({"consular-registration"}))}


@pytest.fixture
def lay_out(signer: FileSigner) -> Callable[[CertificateRecord], LayoutRecord]:
    def lay(record: CertificateRecord) -> LayoutRecord:
        captions = {
            name: {language: f"{words} [{language}]" for language in record.languages}
            for name, words in CAPTIONS.items()
        }
        seal = make_seal(seal_claims(record, NUMBER), signer)
        return LayoutRecord(record, NUMBER, "7QK4WD", seal, captions, "vatandosh.example/uz/verify")

    return lay


@pytest.fixture
def _day_of_issue(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The day of issue, with keys that nobody has used before."""
    settings.SIGNING_KEYS = f"file:{tmp_path}"
    with clock.fixed(ISSUED_AT):
        yield


@pytest.fixture
def applicant(db: None) -> Account:
    return create_account(acting_user=SYSTEM, email="oygul@example.org", language="uz")


@pytest.fixture
def person(applicant: Account) -> Person:
    return register_person(acting_user=applicant, relation="myself")


@pytest.fixture
def certificate(_day_of_issue: None, person: Person, make_record: Callable) -> api.Certificate:
    return api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-AAAA", person=person, record=make_record())


@pytest.fixture
def post(db: None) -> Post:
    facts = {"city": {}, "weekend": [], "hours": {}, "languages": [], "sources": {}, "states": {}, "content_hash": "x"}
    return Post.objects.create(code="seoul", kind="embassy", country="KR", zone="Asia/Seoul", **facts)


@pytest.fixture
def staff(post: Post) -> Callable[[str], Account]:
    """Accounts with a role at the post."""

    def with_role(role: str) -> Account:
        account = create_account(acting_user=SYSTEM, email=f"{role}@example.org", language="uz")
        assign_role(acting_user=SYSTEM, account=account, role=role, post=post)
        return account

    return with_role


@pytest.fixture
def copy_facts() -> CopyFacts:
    """Of a copy with addresses as long as real ones."""
    return CopyFacts(
        number=NUMBER,
        copy_id="0123456789abcdef0123456789abcdef",
        status_uri="https://vatandosh.example.uz/status-lists/k7q2m9xa",
        status_index=1_048_575,
        issuer_url="https://vatandosh.example.uz",
        made_at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
        expires_on=date(2031, 11, 21),
    )


@pytest.fixture
def lay_out_card(signer: FileSigner, copy_facts: CopyFacts) -> Callable[[CertificateRecord], CardRecord]:
    def lay(record: CertificateRecord) -> CardRecord:
        captions = {
            name: {language: f"{words} [{language}]" for language in record.languages}
            for name, words in CAPTIONS.items()
        }
        small = seal_portrait(record.photo) if record.photo else b""
        seal = make_seal(seal_claims(record, NUMBER, copy_facts, small), signer)
        categories = {language: CATEGORIES[language] for language in record.languages}
        zone = card_zone(record, NUMBER)
        return CardRecord(record, NUMBER, seal, zone, categories, captions, "vatandosh.example/uz/verify")

    return lay
