"""Python and the scripts of the verifier's page say the same of a sealed file, and of what becomes of it."""

import base64
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.certificates_of_keys import chain_of
from tests.node import NodeScript
from tests.seal_mutations import FixedSigner
from tests.seal_readers import key_entry
from watandoshlar.foundation.crypto import TrustedKey
from watandoshlar.foundation.pdf_seal import PdfFacts, read_pdf_seal, seal_pdf
from watandoshlar.foundation.typesetting import typeset

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD, LATE, GONE, STRANGER, OF_DOCUMENTS = (FixedSigner(number) for number in range(101, 106))
FACTS = PdfFacts("UZ-CR-26-7K3M9Q4A", bytes(range(32)), NOW, "Republic of Uzbekistan")
MUTATIONS = 1_500


def key_of(signer: FixedSigner, kind: str = "pdf", **facts: object) -> TrustedKey:
    return replace(TrustedKey(signer.key_id, signer.public_key, frozenset({kind})), **facts)


KEYS = (
    key_of(GOOD),
    key_of(LATE, not_before=NOW + DAY),
    key_of(GONE, revoked_at=NOW - DAY),
    key_of(OF_DOCUMENTS, "compatriot-card"),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> list[bytes]:
    """As it was sealed by each key, then in parts exchanged, added to, cut, and with one to three bytes changed."""
    template = tmp_path_factory.mktemp("template") / "page.typ"
    template.write_text('#set document(title: "A")\n#set text(font: "Noto Sans", lang: "uz")\nOʻgʻiloy')
    plain = typeset(template, {}, NOW)
    signers = (GOOD, LATE, GONE, STRANGER, OF_DOCUMENTS)
    sealed = [seal_pdf(plain, FACTS, signer, chain_of(signer.public_key)) for signer in signers]
    good, draw = sealed[0], random.Random(3)
    found = [plain, *sealed, good + b"\n", good[:-1], good.replace(b"7K3M", b"7K3N"), b"", b"%PDF-1.7", b"/ByteRange"]
    seal_at = good.index(b"/ByteRange")
    for _ in range(MUTATIONS):
        changed = bytearray(good)
        for _ in range(draw.choice((1, 1, 2, 3))):
            # Most of what can go wrong is in the signature.
            at = draw.randrange(seal_at, len(good)) if draw.random() < 0.8 else draw.randrange(len(good))
            changed[at] = draw.choice((changed[at] ^ 1 << draw.randrange(8), draw.choice(b"0123456789abcdef")))
        found.append(bytes(changed))
    return found


def test_both_say_the_same_of_every_file(files: list[bytes]) -> None:
    keys = {key.key_id: key for key in KEYS}
    readings = [read_pdf_seal(file, keys, NOW) for file in files]
    with NodeScript("read_pdf_seals.mjs", {"keys": list(map(key_entry, KEYS)), "at": int(NOW.timestamp())}) as script:
        answers = script.ask([base64.b64encode(file).decode() for file in files])
    assert answers == [[one.state.value, one.number, one.content_hash.hex()] for one in readings]
    assert {one.state.value for one in readings} == {"absent", "changed", "unknown_key", "intact"}
    # Nothing that was changed is taken for what was sealed.
    assert [file for file, one in zip(files, readings, strict=True) if one.state == "intact" and file != files[1]] == []
