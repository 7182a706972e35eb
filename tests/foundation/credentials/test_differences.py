"""Our reader of SD-JWT beside two foreign ones, over credentials that are signed but put together wrongly.

What ours accepts, both accept, and all read the same claims. Where ours is stricter, it says why.
"""

import hashlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from sd_jwt.verifier import SDJWTVerifier

from tests.credentials import AT, SIGNER
from watandoshlar.foundation.credentials.jose import public_jwk, sign_jws, to_json
from watandoshlar.foundation.credentials.refusals import Refused
from watandoshlar.foundation.credentials.sd_jwt import read_sd_jwt
from watandoshlar.foundation.credentials.trust import by_keys
from watandoshlar.foundation.crypto import base64url

VCT = "https://vatandosh.example/wallet/types/x"
JWK_OF_SIGNER = JWK.from_json(json.dumps(public_jwk(SIGNER.public_key)))
TRUSTED = by_keys({SIGNER.key_id: SIGNER.public_key})
NAMES = st.sampled_from(["a", "b", "name", "right", "exp", "vct", "_sd", "...", "_sd_alg"])
LEAVES = st.integers(0, 3) | st.sampled_from(["x", "", None, True])


def digest_of(disclosure: str) -> str:
    return base64url.encode(hashlib.sha256(disclosure.encode()).digest())


@st.composite
def values(draw: st.DrawFn, pool: list[str], depth: int = 0) -> Any:
    """A JSON value with hashes from the pool strewn over it, where they belong and where they do not."""
    kind = draw(st.sampled_from(["leaf", "list", "object"] if depth < 3 else ["leaf"]))
    if kind == "leaf":
        return draw(LEAVES)
    digests = st.sampled_from([*map(digest_of, pool), "unknown"])
    if kind == "list":
        items = [draw(values(pool, depth + 1)) for _ in range(draw(st.integers(0, 2)))]
        return items + [{"...": draw(digests)} for _ in range(draw(st.integers(0, 2)))]
    content = {draw(NAMES): draw(values(pool, depth + 1)) for _ in range(draw(st.integers(0, 2)))}
    if draw(st.booleans()):
        content["_sd"] = draw(st.lists(digests, max_size=3))
    return content


@st.composite
def credentials(draw: st.DrawFn) -> str:
    pool: list[str] = []
    for number in range(draw(st.integers(0, 4))):
        value = draw(values(pool, 2))
        parts = draw(st.sampled_from([[f"s{number}", draw(NAMES), value], [f"s{number}", value]]))
        pool.append(base64url.encode(to_json(parts)))
    payload = {"iss": "https://vatandosh.example", "vct": VCT, "z": draw(values(pool))}
    payload["_sd"] = draw(st.lists(st.sampled_from([*map(digest_of, pool), "unknown"]), max_size=3))
    if draw(st.booleans()):
        payload["_sd_alg"] = "sha-256"
    token, _ = sign_jws({"typ": "dc+sd-jwt", "kid": SIGNER.key_id.hex()}, payload, SIGNER)
    shown = draw(st.lists(st.sampled_from(pool), max_size=4)) if pool else []
    return "~".join([token, *shown, ""])


def ours(text: str) -> Any:
    try:
        return read_sd_jwt(text, TRUSTED, AT).claims
    except Refused:
        return None


def reference(text: str) -> Any:
    return SDJWTVerifier(text, lambda _issuer, _header: JWK_OF_SIGNER).get_verified_payload()


def openvc(text: str) -> Any:
    return SdJwtVcProofSuite().verify(text, public_key_jwk=public_jwk(SIGNER.public_key), now=AT).claims


@settings(max_examples=150)
@given(credentials())
def test_what_is_accepted_here_means_the_same_everywhere(text):
    claims = ours(text)
    if claims is not None:
        assert reference(text) == claims
        assert openvc(text) == claims
