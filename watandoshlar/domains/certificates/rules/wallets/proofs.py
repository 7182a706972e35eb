"""The keys to which copies are bound: each proven by a signature of its own, or attested by a wallet provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509

from watandoshlar.domains.certificates.rules.wallets.chains import key_under
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.signed_texts import (
    LEEWAY_SECONDS,
    Claims,
    SignedText,
    moment,
    public_key,
    require_audience,
    require_fresh,
    require_in_force,
    signed_text,
    thumbprint,
)

UNPROVEN = "invalid_proof"
MOST_SECONDS_OLD = 600
MOST_KEYS = 10
"""As many copies at once as a wallet can show one by one before it needs new ones."""


@dataclass(frozen=True)
class Asked:
    """What proofs must fit: who we are, the moment, whom we trust to attest keys, whether an attestation is needed, and
    the wallet that asks ("" for one without a name)."""

    issuer: str
    now: datetime
    anchors: Sequence[x509.Certificate] = ()
    needs_attestation: bool = False
    wallet: str = ""


@dataclass(frozen=True)
class Proven:
    """Holder keys, all different, and the nonces under the signatures."""

    keys: tuple[dict[str, str], ...]
    nonces: frozenset[str]


def proven_keys(proofs: object, asked: Asked) -> Proven:
    """What the member `proofs` of a credential request proves: {"jwt": […]} or {"attestation": [one]}."""
    if not isinstance(proofs, dict) or len(proofs) != 1:
        raise Refusal(UNPROVEN, "Proofs of exactly one type are asked for.")
    ((kind, texts),) = proofs.items()
    if kind not in ("jwt", "attestation") or not isinstance(texts, list) or not 0 < len(texts) <= MOST_KEYS:
        raise Refusal(UNPROVEN, f"Between 1 and {MOST_KEYS} proofs of the type jwt or attestation are asked for.")
    if kind == "jwt":
        return _all_proven(texts, asked)
    if len(texts) != 1:
        raise Refusal(UNPROVEN, "One attestation is asked for.")
    keys, nonce = _attested(texts[0], asked)
    return Proven(tuple(keys), frozenset({nonce}))


def _all_proven(texts: list[object], asked: Asked) -> Proven:
    """The keys of all proofs; each is signed by a key of its own, and several may share one attestation."""
    signers: list[dict[str, str]] = []
    found: list[dict[str, str]] = []
    nonces: set[str] = set()
    for text in texts:
        signer, keys, said = _proven(text, asked)
        signers.append(signer)
        found += [key for key in keys if key not in found]
        nonces |= said
    if len({thumbprint(signer) for signer in signers}) != len(signers) or len(found) > MOST_KEYS:
        raise Refusal(UNPROVEN, f"Each copy needs a key of its own, and there are at most {MOST_KEYS} at once.")
    return Proven(tuple(found), frozenset(nonces))


def _proven(text: object, asked: Asked) -> tuple[dict[str, str], list[dict[str, str]], set[str]]:
    """Who signed one proof, the keys that it proves (all those of the attestation to which it belongs), the nonces."""
    proof = signed_text(text, "openid4vci-proof+jwt", UNPROVEN)
    if "key_attestation" not in proof.header:
        if asked.needs_attestation:
            raise Refusal(UNPROVEN, "A key attestation is asked for.")
        key = public_key(_only_key(proof), UNPROVEN)
        return key, [key], {_said(proof, key, asked)}
    keys, nonce = _attested(proof.header["key_attestation"], asked, must_end=True)
    key = _among(keys, proof)
    return key, keys, {nonce, _said(proof, key, asked)}


def _only_key(proof: SignedText) -> object:
    if "kid" in proof.header or "x5c" in proof.header:
        raise Refusal(UNPROVEN, "The key itself is asked for, in the header jwk.")
    return proof.header.get("jwk")


def _among(keys: list[dict[str, str]], proof: SignedText) -> dict[str, str]:
    """The attested key with which the proof says that it is signed: by itself, or by its place in the attestation."""
    kid = proof.header.get("kid")
    if "jwk" in proof.header:
        key = public_key(_only_key(proof), UNPROVEN)
        if key in keys:
            return key
    elif isinstance(kid, str) and kid in (places := [str(place) for place in range(len(keys))]):
        return keys[places.index(kid)]
    raise Refusal(UNPROVEN, "The proof is signed by none of the attested keys.")


def _said(proof: SignedText, key: dict[str, str], asked: Asked) -> str:
    """The nonce of a proof whose signature holds and which was made for us, now, by this wallet."""
    claims = proof.claims_signed_by(key, UNPROVEN)
    require_audience(claims, asked.issuer, UNPROVEN)
    require_fresh(claims, asked.now, MOST_SECONDS_OLD, UNPROVEN)
    if asked.wallet and claims.get("iss", asked.wallet) != asked.wallet:
        raise Refusal(UNPROVEN, "The proof speaks for another wallet.")
    return _nonce(claims)


def _attested(text: object, asked: Asked, *, must_end: bool = False) -> tuple[list[dict[str, str]], str]:
    attestation = signed_text(text, "key-attestation+jwt", UNPROVEN)
    signer = key_under(asked.anchors, attestation.header.get("x5c"), asked.now, UNPROVEN)
    claims = attestation.claims_signed_by(signer, UNPROVEN)
    if must_end or "exp" in claims:
        require_in_force(claims, asked.now, UNPROVEN)
    if moment(claims, "iat", UNPROVEN) > asked.now.timestamp() + LEEWAY_SECONDS:
        raise Refusal(UNPROVEN, "The attestation was signed in the future.")
    keys: Any = claims.get("attested_keys")
    if not isinstance(keys, list) or not 0 < len(keys) <= MOST_KEYS:
        raise Refusal(UNPROVEN, f"Between 1 and {MOST_KEYS} attested keys are asked for.")
    found = [public_key(key, UNPROVEN) for key in keys]
    if len({thumbprint(key) for key in found}) != len(found):
        raise Refusal(UNPROVEN, "Each copy needs a key of its own.")
    return found, _nonce(claims)


def _nonce(claims: Claims) -> str:
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not nonce:
        raise Refusal(UNPROVEN, "The nonce of our nonce endpoint is missing.")
    return nonce
