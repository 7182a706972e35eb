"""Our readers beside foreign ones, over credentials that are signed but put together wrongly.

What ours accept, all accept, and they read the same. Where ours are stricter, they say why.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import getitem
from typing import Any

import cbor2
import openvc.cbor
from hypothesis import given, settings
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from openvc.mdoc import verify_issuer_signed
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from sd_jwt.verifier import SDJWTVerifier

from tests.credentials import AT, DAY, SIGNER, chain, root
from watandoshlar.foundation.credentials.cose import sign1
from watandoshlar.foundation.credentials.jose import public_jwk, sign_jws, to_json
from watandoshlar.foundation.credentials.mdoc import COMMON, PHOTO_ID, MdocContent, make_mdoc, read_issuer_signed
from watandoshlar.foundation.credentials.refusals import Refused
from watandoshlar.foundation.credentials.sd_jwt import read_sd_jwt
from watandoshlar.foundation.credentials.status import StatusReference
from watandoshlar.foundation.credentials.trust import MDOC_SIGNER, by_keys, by_roots
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


def openvc_says(text: str) -> Any:
    return SdJwtVcProofSuite().verify(text, public_key_jwk=public_jwk(SIGNER.public_key), now=AT).claims


@settings(max_examples=150)
@given(credentials())
def test_what_is_accepted_here_means_the_same_everywhere(text):
    claims = ours(text)
    if claims is not None:
        assert reference(text) == claims
        assert openvc_says(text) == claims


# --- mdoc -------------------------------------------------------------------------------------------------------------

CONTENT = MdocContent(
    PHOTO_ID,
    {COMMON: {"family_name": "QODIROVA", "age_over_18": True, "birth_date": date(1990, 2, 14)}, "own": {"right": "C1"}},
    SIGNER.public_key,
    AT,
    AT,
    AT + 30 * DAY,
    StatusReference("https://vatandosh.example/status-lists/a1", 7),
)
MADE = make_mdoc(CONTENT, SIGNER, chain("mdoc")).issuer_signed
OTHER_VALUES = st.sampled_from([0, 1, -1, "", "x", b"", b"x", None, True, [], {}, {"x": 1}, [1], "SHA-512", "2.0"])
MARKED = st.builds(cbor2.CBORTag, st.sampled_from([0, 24, 1004]), st.sampled_from(["2026-11-02", "x", b"\xa0", b"", 1]))


def places_in(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """The way to every part of a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from places_in(part, (*path, key))


@st.composite
def mdocs(draw: st.DrawFn) -> bytes:
    """An mdoc that is signed, but in which one thing has been exchanged, taken away or doubled."""
    whole = cbor2.loads(MADE)
    security = cbor2.loads(cbor2.loads(whole["issuerAuth"][2]).value)
    items = {space: [cbor2.loads(item.value) for item in held] for space, held in whole["nameSpaces"].items()}
    whole["nameSpaces"] = items
    target = draw(st.sampled_from([security, items]))
    *way, last = draw(st.sampled_from(list(places_in(target))))
    holder = reduce(getitem, way, target)
    match draw(st.sampled_from(["exchange", "take away", "double"])):
        case "exchange":
            holder[last] = draw(OTHER_VALUES | MARKED)
        case "take away":
            del holder[last]
        case _ if isinstance(holder, list):
            holder.append(holder[last])
    for space, held in items.items():
        if isinstance(held, list):
            items[space] = [cbor2.CBORTag(24, cbor2.dumps(item)) for item in held]
    payload = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(security)))
    whole["issuerAuth"] = sign1(payload, SIGNER, chain("mdoc"))
    return cbor2.dumps(whole)


def ours_of_mdoc(content: bytes) -> Any:
    try:
        return read_issuer_signed(content, by_roots([root("mdoc")], AT, MDOC_SIGNER), AT).namespaces
    except Refused:
        return None


@settings(max_examples=200)
@given(mdocs())
def test_an_mdoc_that_is_accepted_here_means_the_same_elsewhere(content):
    namespaces = ours_of_mdoc(content)
    if namespaces is not None:
        at_rest = {"docType": PHOTO_ID, "issuerSigned": openvc.cbor.decode(content)}
        judged = verify_issuer_signed(at_rest, trust_anchors=[root("mdoc")], now=AT, expected_doc_type=PHOTO_ID)
        assert judged.namespaces.keys() == namespaces.keys()
        assert all(judged.namespaces[space].keys() == namespaces[space].keys() for space in namespaces)
