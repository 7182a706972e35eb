"""What a document costs: every form of one record, its file, and reading a seal, beside raw ES256 of the same OpenSSL.

`python -m tests.load.documents`; `make bench` runs it too. No database: what an act writes besides is measured with the
pages. Times are processor time of this one process, so that what else runs on the machine hardly counts.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

import secrets  # noqa: E402 - after Django is set up
import sys  # noqa: E402 - after Django is set up
import time  # noqa: E402 - after Django is set up
from collections.abc import Callable, Mapping  # noqa: E402 - after Django is set up
from datetime import UTC, date, datetime  # noqa: E402 - after Django is set up
from io import BytesIO  # noqa: E402 - after Django is set up

from cryptography.hazmat.primitives import hashes  # noqa: E402 - after Django is set up
from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402 - after Django is set up
from PIL import Image  # noqa: E402 - after Django is set up

from tests.load.credentials import NAMES, chains, readings  # noqa: E402 - after Django is set up
from watandoshlar.domains.certificates.forms import FORMS  # noqa: E402 - after Django is set up
from watandoshlar.domains.certificates.layout import LayoutRecord, render_certificate  # noqa: E402 - after Django is set up
from watandoshlar.domains.certificates.layout.captions import captions_in  # noqa: E402 - after Django is set up
from watandoshlar.domains.certificates.rules.claims import seal_claims  # noqa: E402 - after Django is set up
from watandoshlar.domains.certificates.rules.copies import CopyFacts  # noqa: E402 - after Django is set up
from watandoshlar.domains.certificates.rules.record import CertificateRecord  # noqa: E402 - after Django is set up
from watandoshlar.foundation.credentials.jose import public_jwk  # noqa: E402 - after Django is set up
from watandoshlar.foundation.crypto import FileSigner, TrustedKey, Verdict, make_seal, read_seal  # noqa: E402 - after Django is set up
from watandoshlar.foundation.crypto.authority import found_authorities  # noqa: E402 - after Django is set up

SECONDS, TURN = 1.5, 50
KIND = "compatriot-card"
NUMBER = "UZ-CC-26-7K3M9Q4A"
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
AIMS = {"seal of claims": 40, "claims of seal": 75}
"""Shares of raw ES256 in per cent."""
AIM_WHOLE = 200
"""Complete documents for each second and core."""


def rate(work: Callable[[], object]) -> float:
    """How often a second of processor does it."""
    work()
    count, started = 0, time.process_time()
    while (spent := time.process_time() - started) < SECONDS:
        for _ in range(5):
            work()
        count += 5
    return count / spent


def rates(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The same of several works that take turns, so that what disturbs one disturbs all: for shares of each other. The
    fastest turn of each counts: what else runs on the machine takes its caches, and only makes slower."""
    turns: dict[str, list[float]] = {name: [] for name in works}
    started = time.process_time()
    while time.process_time() - started < SECONDS * len(works):
        for name, work in works.items():
            began = time.process_time()
            for _ in range(TURN):
                work()
            turns[name].append(time.process_time() - began)
    return {name: TURN / min(spent) for name, spent in turns.items()}


def record() -> CertificateRecord:
    languages = ("uz", "ru", "en")
    rows = [
        {
            "field": field,
            "labels": dict.fromkeys(languages, label),
            "values": dict.fromkeys(languages, value),
        }
        for field, label, value in (("country", "Yashash davlati", "Rossiya"), ("city", "Shahar", "Qozon"))
    ]
    picture = BytesIO()
    Image.effect_noise((300, 400), 60).convert("RGB").save(picture, "JPEG", quality=70)
    return CertificateRecord(
        document_type=KIND,
        languages=list(languages),
        titles={"uz": "Vatandosh kartasi", "ru": "Карта соотечественника", "en": "Compatriot's card"},
        holder={"family": "KARIMOVA", "given": "NODIRA", "patronymic": "ANVAR QIZI", "script": "Latn"},
        second_name={"family": "Каримова", "given": "Нодира", "patronymic": "Анваровна", "script": "Cyrl"},
        birth_date="1990-01-02",
        rows=rows,  # type: ignore[arg-type]
        post_code="kazan",
        post_names={"uz": "Qozon", "ru": "Казань", "en": "Kazan"},
        issued_at=NOW,
        expires_on=date(2031, 11, 25),
        sex="F",
        nationality="RU",
        category="C1",
        photo=picture.getvalue(),
        bodies=dict.fromkeys(languages, "Vatandosh ekanligi tan olingan."),
    )


def facts(holder_key: dict[str, str], chain: tuple[bytes, ...]) -> CopyFacts:
    return CopyFacts(
        number=NUMBER,
        copy_id=secrets.token_hex(16),
        status_uri="https://site.example/status-lists/0123456789",
        status_index=secrets.randbelow(2**20),
        issuer_url="https://site.example",
        made_at=NOW,
        expires_on=date(2031, 11, 25),
        holder_key=holder_key,
        chain=chain,
    )


def say(name: str, times: float, share: float | None = None) -> None:
    aim = AIMS.get(name)
    note = f"  aim {aim} %: {'reached' if (share or 0) * 100 >= aim else 'MISSED'}" if aim else ""
    of_raw = f"{share:>9.0%}" if share is not None else f"{'':>9}"
    sys.stdout.write(f"  {name:<22}{times:>10,.0f}{1000 / times:>10.3f}{of_raw}{note}\n")
    sys.stdout.flush()


def measure() -> None:
    content, signer = record(), FileSigner(ec.generate_private_key(ec.SECP256R1()))
    above = found_authorities(NAMES, NOW)
    certified, wallet = chains(signer, above, NOW), public_jwk(signer.public_key)
    algorithm, key = ec.ECDSA(hashes.SHA256()), ec.generate_private_key(ec.SECP256R1())
    signature, public_key = key.sign(bytes(300), algorithm), key.public_key()
    sys.stdout.write(f"\nA document, on one core\n  {'':<22}{'per s':>10}{'ms':>10}{'of raw':>9}\n")
    claims = seal_claims(content, NUMBER, facts(wallet, certified["seal"]))
    seal = make_seal(claims, signer)
    trusted = {signer.key_id: TrustedKey(signer.key_id, signer.public_key, frozenset({KIND}))}
    assert read_seal(seal, trusted, NOW).verdict is Verdict.VALID_STATUS_UNKNOWN
    taking_turns = {
        "raw ES256 sign": lambda: key.sign(bytes(300), algorithm),
        "raw ES256 verify": lambda: public_key.verify(signature, bytes(300), algorithm),
        "seal of claims": lambda: make_seal(claims, signer),
        "claims of seal": lambda: read_seal(seal, trusted, NOW),
    }
    raw_sign, raw_verify, sealed, read = rates(taking_turns).values()
    say("raw ES256 sign", raw_sign, 1.0)
    say("raw ES256 verify", raw_verify, 1.0)
    say("seal of claims", sealed, sealed / raw_sign)
    say("claims of seal", read, read / raw_verify)
    sys.stdout.write("  of the whole record:\n")
    whole = 0.0
    for form, making in FORMS.items():
        times = rate(lambda making=making: making.make(content, facts(wallet, certified[making.profile]), signer))
        say(form.value, times, times / raw_sign)
        whole += 1 / times
    for name, reading in readings(content, lambda profile: facts(wallet, certified[profile]), signer, above).items():
        times = rate(reading)
        say(name, times, times / raw_verify)
    captions = captions_in(content.languages)

    def file_of_another() -> bytes:
        # Every document is another one: the typesetter remembers what it set before, and would be asked for nothing.
        number = f"UZ-CC-26-{secrets.token_hex(4).upper()}"
        other = make_seal(seal_claims(content, number, facts(wallet, certified["seal"])), signer)
        return render_certificate(LayoutRecord(content, number, "7QK4WD", other, captions, "site.example/uz/verify/"))

    complete = rate(file_of_another)
    say("seal and file (PDF/A)", complete)
    reached = "reached" if complete >= AIM_WHOLE else "MISSED"
    sys.stdout.write(f"  aim {AIM_WHOLE} complete documents per s: {reached}\n")
    say("that and every form", 1 / (whole + 1 / complete))


if __name__ == "__main__":
    measure()
