"""Who issues, holds and asks in tests of credentials, with certificates as an installation has them."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any

import ecdsa
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.example_day import NOW
from watandoshlar.foundation.credentials import multibase
from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.crypto.authority import ISSUERS, Authority, Names, certify, chain_of, found_authorities
from watandoshlar.foundation.crypto.signer import FileSigner

AT = NOW
DAY = timedelta(days=1)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NAMES = Names("UZ", "Vatandosh", "https://vatandosh.example")
SIGNER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
OTHER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
HOLDER = FileSigner(ec.generate_private_key(ec.SECP256R1()))


@lru_cache
def authorities() -> dict[str, Authority]:
    return found_authorities(NAMES, AT - 30 * DAY)


@lru_cache
def chain(profile: str, signer: FileSigner = SIGNER, names: Names = NAMES) -> tuple[bytes, ...]:
    """The certificates of the signer for one way of checking it, DER, its own first."""
    above = authorities()
    certificate = certify(
        above[ISSUERS[profile]], names, profile, "compatriot-card", signer.public_key, AT - 10 * DAY, AT + 90 * DAY
    )
    return chain_of(certificate, profile, above["documents"].certificate)


def root(profile: str) -> x509.Certificate:
    return authorities()["iaca" if profile == "mdoc" else "root"].certificate


def twin(signature: bytes) -> bytes:
    """The second signature that ECDSA admits for the same message."""
    return signature[:32] + (ORDER - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")


def refusal(read: Callable[[], object]) -> Refusal | None:
    """The code with which `read` refuses; None when it accepts."""
    try:
        read()
    except Refused as refused:
        return refused.code
    return None


def accepted_piece_by_piece(credential: Mapping[str, Any], public_key: ec.EllipticCurvePublicKey) -> bool:
    """Whether the proof of a W3C credential (ecdsa-jcs-2019) holds: the canonical form by one library, the signature
    over it by another that is written in Python alone."""
    document = dict(credential)
    proof = document.pop("proof")
    options = {name: part for name, part in proof.items() if name != "proofValue"}
    options["@context"] = document["@context"]
    hashes = [hashlib.sha256(rfc8785.dumps(part)).digest() for part in (options, document)]
    point = public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = ecdsa.VerifyingKey.from_string(point, ecdsa.NIST256p, hashfunc=hashlib.sha256)
    try:
        return key.verify(multibase.decode(proof["proofValue"]), b"".join(hashes))
    except ecdsa.BadSignatureError:
        return False
