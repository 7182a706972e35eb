"""A filled-in document in any of its languages, and a signer for it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.domains.certificates.layout import LayoutRecord
from watandoshlar.domains.certificates.layout.captions import CAPTIONS
from watandoshlar.domains.certificates.rules.claims import seal_claims
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.foundation.crypto import FileSigner, TrustedKey, make_seal

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
            "issued_at": datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
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
