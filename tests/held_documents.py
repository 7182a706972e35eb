"""A document that its holder may put into a wallet, as the register takes it."""

from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from watandoshlar.domains.certificates.api import CertificateRecord
from watandoshlar.foundation import clock

CARD = "compatriot-certificate"
LANGUAGES = ("uz", "ru", "en")


def card_record(**changes: Any) -> CertificateRecord:
    content = {
        "document_type": CARD,
        "languages": list(LANGUAGES),
        "titles": {"uz": "Vatandosh guvohnomasi", "ru": "Свидетельство соотечественника", "en": "Compatriot's paper"},
        "holder": {"family": "QODIROVA", "given": "OʻGʻILOY", "patronymic": "", "script": "Latn"},
        "birth_date": "1990-02-14",
        "rows": [],
        "post_code": "seoul",
        "post_names": dict.fromkeys(LANGUAGES, "Seoul"),
        "issued_at": clock.now(),
        "expires_on": date(2031, 11, 21),
        "sex": "F",
        "nationality": "KR",
        "category": "C1",
        "photo": picture(),
    }
    return CertificateRecord(**(content | changes))


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (300, 400), "grey").save(content, "JPEG")
    return content.getvalue()
