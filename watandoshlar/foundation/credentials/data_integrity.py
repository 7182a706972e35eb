"""W3C Verifiable Credentials 2.0 with an embedded proof: Data Integrity 1.0, cryptosuite ecdsa-jcs-2019.

The proof covers the document as JSON, not the statements that a JSON-LD processor would draw from it: nothing has to be
loaded to check it, and no name can slip out of what is signed (decision 33).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from watandoshlar.foundation.credentials import multibase
from watandoshlar.foundation.credentials.canonical_json import canonical
from watandoshlar.foundation.credentials.jose import from_json_object
from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.credentials.sd_jwt import CLOCK_SKEW
from watandoshlar.foundation.credentials.trust import Trust
from watandoshlar.foundation.crypto.signer import Signer

CONTEXT = "https://www.w3.org/ns/credentials/v2"
CREDENTIAL = "VerifiableCredential"
CRYPTOSUITE = "ecdsa-jcs-2019"
MAX_LENGTH = 512 * 1024
_PROOF, _PURPOSE = "DataIntegrityProof", "assertionMethod"


@dataclass(frozen=True)
class MadeCredential:
    """`content` is the document with its proof; `signed` are the bytes under the signature."""

    content: bytes
    signed: bytes


@dataclass(frozen=True)
class CredentialReading:
    """What a genuine credential says, without its proof. `signed` is its identity; the signature has a twin."""

    document: Mapping[str, Any]
    method: str
    signed: bytes


def make_credential(document: Mapping[str, Any], signer: Signer, method: str, created: datetime) -> MadeCredential:
    """The document with a proof by the verification method `method`, a URL that names the key of the signer."""
    if CONTEXT not in document.get("@context", [])[:1] or "proof" in document:
        raise ValueError("A credential begins with the context of W3C and has no proof yet.")
    proof = {
        "type": _PROOF,
        "cryptosuite": CRYPTOSUITE,
        "created": f"{created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "verificationMethod": method,
        "proofPurpose": _PURPOSE,
    }
    signed = _to_be_signed(document, proof)
    proof["proofValue"] = multibase.encode(signer.sign(signed))
    return MadeCredential(canonical({**document, "proof": proof}), signed)


def read_credential(content: bytes, trust: Trust, at: datetime) -> CredentialReading:
    """What a credential says at the moment `at` (aware). Raises Refused.

    `trust` is asked by the URL of the verification method. Whoever keeps keys elsewhere turns it into a key id first.
    """
    if len(content) > MAX_LENGTH:
        raise Refused(Refusal.FORMAT)
    whole = from_json_object(content)
    proof = whole.pop("proof", None)
    _judge_form(whole, proof)
    signature = multibase.decode(proof.pop("proofValue"))
    signed = _to_be_signed(whole, proof)
    if not trust(proof["verificationMethod"], ()).has_signed(signature, signed):
        raise Refused(Refusal.BAD_SIGNATURE)
    _judge_dates(whole, proof, at)
    return CredentialReading(whole, proof["verificationMethod"], signed)


def _to_be_signed(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """The hashes of the proof's options and of the document (Data Integrity ECDSA Cryptosuites 1.0, 3.3)."""
    options = {**proof, "@context": document["@context"]}
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(document)).digest()


def _judge_form(document: Mapping[str, Any], proof: Any) -> None:
    contexts, types = document.get("@context"), document.get("type")
    if not isinstance(contexts, list) or contexts[:1] != [CONTEXT]:
        raise Refused(Refusal.FORMAT)
    if not isinstance(types, list) or CREDENTIAL not in types:
        raise Refused(Refusal.TYPE)
    if not isinstance(proof, dict) or not all(
        isinstance(proof.get(name), str) for name in ("proofValue", "verificationMethod")
    ):
        raise Refused(Refusal.FORMAT)
    if proof.get("type") != _PROOF or proof.get("cryptosuite") != CRYPTOSUITE:
        raise Refused(Refusal.ALG)
    if proof.get("proofPurpose") != _PURPOSE:
        raise Refused(Refusal.TYPE)
    if proof.get("@context", contexts) != contexts:
        raise Refused(Refusal.FORMAT)


def _judge_dates(document: Mapping[str, Any], proof: Mapping[str, Any], at: datetime) -> None:
    ends = [_moment(holder[name]) for holder, name in ((document, "validUntil"), (proof, "expires")) if name in holder]
    if any(at >= end for end in ends):
        raise Refused(Refusal.EXPIRED)
    starts = [_moment(holder[name]) for holder, name in ((document, "validFrom"), (proof, "created")) if name in holder]
    if any(at + CLOCK_SKEW < start for start in starts):
        raise Refused(Refusal.NOT_YET)


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError) as error:
        raise Refused(Refusal.FORMAT) from error
    # A time without a zone is read as UTC (Verifiable Credentials 2.0, 4.9).
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
