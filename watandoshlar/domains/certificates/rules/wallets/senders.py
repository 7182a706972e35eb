"""Who sends: the wallet's attestation and its proof (draft-ietf-oauth-attestation-based-client-auth), and the proof of
the sender key that goes with every request (DPoP, RFC 9449)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography import x509

from watandoshlar.domains.certificates.rules.wallets.chains import key_under
from watandoshlar.domains.certificates.rules.wallets.reading import read_address
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.signed_texts import (
    public_key,
    require_audience,
    require_fresh,
    require_in_force,
    signed_text,
    text_claim,
    thumbprint,
)
from watandoshlar.foundation.crypto import base64url

MOST_SECONDS_OLD = 300
UNKNOWN = "invalid_client"
UNPROVEN = "invalid_dpop_proof"


@dataclass(frozen=True)
class Sender:
    """Who sent a request. `wallet` is its client_id and "" for one that nobody attests; `key` is the thumbprint of its
    sender key, "" for one without; `spent` are the marks that this request uses up."""

    wallet: str = ""
    name: str = ""
    key: str = ""
    spent: tuple[str, ...] = ()


def attested_wallet(
    attestation: object, proof: object, *, issuer: str, anchors: Sequence[x509.Certificate], now: datetime
) -> Sender:
    """The wallet for which a provider under our anchors speaks, and which holds the key that the provider names."""
    text = signed_text(attestation, "oauth-client-attestation+jwt", UNKNOWN)
    claims = text.claims_signed_by(key_under(anchors, text.header.get("x5c"), now, UNKNOWN), UNKNOWN)
    require_in_force(claims, now, UNKNOWN)
    wallet = text_claim(claims, "sub", UNKNOWN)
    confirmed = claims.get("cnf")
    key = public_key(confirmed.get("jwk") if isinstance(confirmed, dict) else None, UNKNOWN)
    told = signed_text(proof, "oauth-client-attestation-pop+jwt", UNKNOWN).claims_signed_by(key, UNKNOWN)
    require_audience(told, issuer, UNKNOWN)
    require_fresh(told, now, MOST_SECONDS_OLD, UNKNOWN)
    if told.get("iss", wallet) != wallet:
        raise Refusal(UNKNOWN, "The proof speaks for another wallet.")
    name = claims.get("wallet_name")
    mark = f"wallet:{thumbprint(key)}:{text_claim(told, 'jti', UNKNOWN)}"
    return Sender(wallet=wallet, name=name[:100] if isinstance(name, str) and name.isprintable() else "", spent=(mark,))


def sender_key(proof: object, *, method: str, address: str, now: datetime, token: str = "") -> Sender:
    """The key that signed this request to this address, with this access token where there is one."""
    text = signed_text(proof, "dpop+jwt", UNPROVEN)
    key = public_key(text.header.get("jwk"), UNPROVEN)
    claims = text.claims_signed_by(key, UNPROVEN)
    require_fresh(claims, now, MOST_SECONDS_OLD, UNPROVEN)
    if claims.get("htm") != method or _place(claims.get("htu")) != _place(address):
        raise Refusal(UNPROVEN, "The proof was made for another request.")
    if token and claims.get("ath") != token_hash(token):
        raise Refusal(UNPROVEN, "The proof was made for another access token.")
    name = thumbprint(key)
    return Sender(key=name, spent=(f"dpop:{name}:{text_claim(claims, 'jti', UNPROVEN)}",))


def token_hash(token: str) -> str:
    """The claim `ath` of a proof."""
    return base64url.encode(sha256(token.encode()).digest())


def _place(address: object) -> tuple[str, str, str] | None:
    """Scheme, host and path; what comes behind does not count (RFC 9449, 4.3)."""
    parts = read_address(address) if isinstance(address, str) else None
    if parts is None:
        return None
    return parts.scheme.lower(), parts.netloc.lower(), parts.path
