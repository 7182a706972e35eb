"""Whatever comes to the addresses of machines: they answer, or refuse with a code of the standards. Never a fault."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.plugins.phone_wallet import PRE_AUTHORIZED, b64, jwk, jws, new_key
from tests.strange_values import TEXTS, values
from watandoshlar.foundation import clock

CODES = {
    "",
    "credential_request_denied",
    "invalid_client",
    "invalid_credential_request",
    "invalid_dpop_proof",
    "invalid_encryption_parameters",
    "invalid_grant",
    "invalid_nonce",
    "invalid_notification_id",
    "invalid_notification_request",
    "invalid_proof",
    "invalid_request",
    "invalid_scope",
    "invalid_token",
    "unknown_credential_configuration",
    "unknown_credential_identifier",
    "unsupported_grant_type",
}
"""Everything that our machines ever say: RFC 6749, 6750, 9449 and OpenID4VCI 1.0."""
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
KEY = new_key()
hammer = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
header_texts = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=40)


def told(path: str, body: bytes, media_type: str, headers: dict[str, str] | None = None) -> str:
    """The code of the answer. Faults of the platform come out of the client as they are."""
    cache.clear()
    response = Client().generic("POST", path, body, content_type=media_type, headers=headers or {})
    assert response.status_code < 500
    code = response.json().get("error", "") if response.status_code >= 400 else ""
    assert code in CODES
    return code


def proof(address: str, claims: dict[str, Any], header: dict[str, Any] | None = None) -> str:
    said = {"htm": "POST", "htu": address, "iat": int(clock.now().timestamp()), "jti": b64(new_key_bytes())}
    return jws(KEY, {"typ": "dpop+jwt", "jwk": jwk(KEY), **(header or {})}, {**said, **claims})


def new_key_bytes() -> bytes:
    return new_key().private_numbers().private_value.to_bytes(32)


@hammer
@given(
    st.dictionaries(st.sampled_from(["iat", "htu", "htm", "jti", "ath"]), values(), max_size=2),
    st.dictionaries(st.sampled_from(["kid", "x5c", "crit", "jwk"]), values(), max_size=1),
)
@example({"iat": float("inf")}, {})
@example({"iat": float("nan")}, {})
@example({"iat": 10**400}, {})
@example({"htu": "https://["}, {})
@example({"jti": "\ud800"}, {})
def test_a_token_is_asked_for_with_any_proof(claims, header):
    sent = urlencode({"grant_type": PRE_AUTHORIZED, "pre-authorized_code": "offer.x", "tx_code": "1"}).encode()
    text = proof("http://testserver/wallet/token", claims, header)
    assert told("/wallet/token", sent, FORM, {"DPoP": text}) in ("invalid_dpop_proof", "invalid_grant")


@hammer
@given(
    st.sampled_from([PRE_AUTHORIZED, "refresh_token", "authorization_code", ""]),
    st.dictionaries(
        st.sampled_from(["pre-authorized_code", "tx_code", "refresh_token", "code", "redirect_uri", "client_id"]),
        TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
        max_size=4,
    ),
)
def test_a_token_is_asked_for_with_any_words(grant_type, words):
    told("/wallet/token", urlencode({"grant_type": grant_type, **words}).encode(), FORM)


@hammer
@given(st.dictionaries(st.sampled_from(["redirect_uri", "state", "scope", "code_challenge", "dpop_jkt"]), TEXTS))
@example({"redirect_uri": "https://["})
@example({"state": "a\x00b"})
def test_a_wallet_pushes_anything(provider, new_wallet, words):
    words = {name: text.encode("utf-8", "replace").decode() for name, text in words.items()}
    cache.clear()
    pushed = new_wallet(provider=provider, proves=True).push("compatriot-card.sd_jwt", **words)
    assert pushed.status < 500
    assert pushed.error in CODES


@hammer
@given(
    st.sampled_from(["DPoP", "Authorization", "OAuth-Client-Attestation", "OAuth-Client-Attestation-PoP"]), header_texts
)
def test_any_header_is_read(name, text):
    for path, media_type in (("/wallet/token", FORM), ("/wallet/push", FORM), ("/wallet/credential", JSON)):
        told(path, b"grant_type=refresh_token", media_type, {name: text})
        told(path, b"{}", JSON, {"Authorization": f"DPoP {text}", "DPoP": text})


@hammer
@given(
    st.dictionaries(
        st.sampled_from(["credential_configuration_id", "proofs", "credential_response_encryption"]), values()
    )
    | values(),
)
@example({"credential_configuration_id": "a\x00.sd_jwt", "proofs": {"jwt": ["x"]}})
def test_a_holder_asks_and_tells_anything(wallet, content):
    headers = {"Authorization": f"Bearer {wallet.access}"}
    for path in ("/wallet/credential", "/wallet/notification"):
        told(path, json.dumps(content).encode(), JSON, headers)
    told("/wallet/credential", json.dumps(content).encode(), "application/jwt", headers)


@hammer
@given(st.dictionaries(st.sampled_from(["notification_id", "event"]), TEXTS, min_size=2))
def test_what_became_of_copies_is_told_in_any_words(wallet, content):
    told("/wallet/notification", json.dumps(content).encode(), JSON, {"Authorization": f"Bearer {wallet.access}"})


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "none", "utf-8"])
def test_forms_in_another_writing(charset):
    response = Client().generic("POST", "/wallet/token", b"grant_type=+2AA-", content_type=f"{FORM}; charset={charset}")
    assert response.status_code == 400
