"""Whatever machines write into signed texts, keys and addresses: it is read, or refused with the code named for it."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import example, given
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from tests.plugins.phone_wallet import Provider, b64, encrypted, jwk, new_key
from tests.plugins.phone_wallet import jws as signed
from tests.strange_values import NUMBERS, TEXTS, spelled, values
from watandoshlar.domains.certificates.rules.wallets.chains import key_under
from watandoshlar.domains.certificates.rules.wallets.challenges import may_return_to
from watandoshlar.domains.certificates.rules.wallets.encryption import decrypted_by, encrypted_for, reader_of
from watandoshlar.domains.certificates.rules.wallets.proofs import Asked, proven_keys
from watandoshlar.domains.certificates.rules.wallets.reading import read_object
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.senders import attested_wallet, sender_key

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SITE = "https://vatandosh.example"
PLACE = f"{SITE}/wallet/token"
KEY = new_key()
PROVIDER = Provider(now=lambda: NOW)
ASKED = Asked(issuer=SITE, now=NOW, anchors=[PROVIDER.root], wallet="https://wallet.example")
SECOND = int(NOW.timestamp())
DPOP = {"htm": "POST", "htu": PLACE, "iat": SECOND, "jti": "one"}
PROOF = {"aud": SITE, "iat": SECOND, "nonce": "of this test"}
ATTESTED = {"sub": "https://wallet.example", "iat": SECOND, "exp": SECOND + 60, "cnf": {"jwk": jwk(KEY)}}
POP = {"aud": SITE, "iat": SECOND, "jti": "one", "iss": "https://wallet.example"}
KEYS = {"iat": SECOND, "exp": SECOND + 60, "attested_keys": [jwk(KEY)], "nonce": "of this test"}
X5C = {"x5c": PROVIDER.x5c}


def changed(claims: dict[str, Any], *more: str) -> st.SearchStrategy[dict[str, Any]]:
    """These claims, some with another value."""
    return st.dictionaries(st.sampled_from([*claims, *more]), values(), max_size=3).map(lambda others: claims | others)


def comes_through(code: str, act) -> bool:
    try:
        act()
    except Refusal as refusal:
        told = refusal.code
    else:
        return True
    assert told == code
    return False


@given(changed(DPOP, "ath"), changed({"typ": "dpop+jwt", "jwk": jwk(KEY)}, "kid", "crit"))
@example({**DPOP, "iat": float("inf")}, {"typ": "dpop+jwt", "jwk": jwk(KEY)})
@example({**DPOP, "iat": float("nan")}, {"typ": "dpop+jwt", "jwk": jwk(KEY)})
@example({**DPOP, "iat": 10**400}, {"typ": "dpop+jwt", "jwk": jwk(KEY)})
@example({**DPOP, "htu": "https://["}, {"typ": "dpop+jwt", "jwk": jwk(KEY)})
@example({**DPOP, "jti": "\ud800"}, {"typ": "dpop+jwt", "jwk": jwk(KEY)})
def test_a_sender_is_known_or_refused(claims, header) -> None:
    proof = signed(KEY, header, claims)
    comes_through("invalid_dpop_proof", lambda: sender_key(proof, method="POST", address=PLACE, now=NOW))


@pytest.mark.parametrize("name", ["iat"])
@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "9" * 400, "-1", "1e17", "253402300800"])
def test_a_moment_is_the_second_of_a_date(name, number) -> None:
    """Spelled by hand: no writer of JSON writes these."""
    spelling = json.dumps({**DPOP, name: 0}).replace(f'"{name}": 0', f'"{name}": {number}')
    proof = signed_bytes({"typ": "dpop+jwt", "jwk": jwk(KEY)}, spelling)
    assert not comes_through("invalid_dpop_proof", lambda: sender_key(proof, method="POST", address=PLACE, now=NOW))


@given(changed(ATTESTED, "wallet_name", "nbf"), changed(POP), changed({"typ": "oauth-client-attestation+jwt", **X5C}))
@example({**ATTESTED, "sub": "a\x00b"}, POP, {"typ": "oauth-client-attestation+jwt", **X5C})
def test_a_wallet_is_attested_or_refused(claims, told, header) -> None:
    attestation = signed(PROVIDER.key, header, claims)
    proof = signed(KEY, {"typ": "oauth-client-attestation-pop+jwt"}, told)

    def act() -> None:
        sender = attested_wallet(attestation, proof, issuer=SITE, anchors=[PROVIDER.root], now=NOW)
        assert (sender.wallet + sender.name).isprintable()

    comes_through("invalid_client", act)


@given(
    changed(PROOF, "iss"),
    changed({"typ": "openid4vci-proof+jwt", "jwk": jwk(KEY)}, "kid", "x5c"),
    st.none() | changed(KEYS),
)
@example(PROOF, {"typ": "openid4vci-proof+jwt", "kid": "9" * 5000}, KEYS)
@example(PROOF, {"typ": "openid4vci-proof+jwt", "kid": "²"}, KEYS)
def test_keys_are_proven_or_refused(claims, header, attested) -> None:
    if attested is not None:
        header = {**header, "key_attestation": signed(PROVIDER.key, {"typ": "key-attestation+jwt", **X5C}, attested)}
    comes_through("invalid_proof", lambda: proven_keys({"jwt": [signed(KEY, header, claims)]}, ASKED))


@given(values())
def test_any_proofs_are_proven_or_refused(proofs) -> None:
    comes_through("invalid_proof", lambda: proven_keys(proofs, ASKED))


@given(values() | st.lists(st.binary(max_size=80).map(lambda der: b64encode(der).decode()), max_size=4))
def test_any_chain_is_followed_or_refused(x5c) -> None:
    assert not comes_through("invalid_client", lambda: key_under([PROVIDER.root], x5c, NOW, "invalid_client"))


@given(place=st.integers(0, 10**6), byte=st.integers(0, 255), within=st.sampled_from(["certificate", "root"]))
def test_a_changed_certificate_is_refused(place, byte, within) -> None:
    der = bytearray(_der(PROVIDER.certificate if within == "certificate" else PROVIDER.root))
    if der[place % len(der)] == byte:
        return
    der[place % len(der)] = byte
    x5c = [b64encode(bytes(der)).decode()]
    assert not comes_through("invalid_client", lambda: key_under([PROVIDER.root], x5c, NOW, "invalid_client"))


@given(st.dictionaries(st.sampled_from(["jwk", "enc", "zip"]), values()) | values())
def test_any_reader_is_read_or_refused(wanted) -> None:
    comes_through("invalid_encryption_parameters", lambda: encrypted_for(reader_of(wanted), {"a": 1}))


@given(changed({**jwk(KEY), "alg": "ECDH-ES", "kid": "own"}))
def test_any_key_of_a_reader_is_read_or_refused(key) -> None:
    wanted = {"jwk": key, "enc": "A256GCM"}
    comes_through("invalid_encryption_parameters", lambda: encrypted_for(reader_of(wanted), {"a": 1}))


@given(changed({"alg": "ECDH-ES", "enc": "A256GCM", "kid": "ours", "epk": jwk(KEY)}), st.binary(max_size=40))
def test_any_encrypted_request_is_opened_or_refused(header, content) -> None:
    ring = {"ours": ECKey.import_key(KEY)}
    text = f"{b64(json.dumps(header).encode())}..{b64(bytes(12))}.{b64(content)}.{b64(bytes(16))}"
    assert not comes_through("invalid_encryption_parameters", lambda: decrypted_by(ring, text))


def test_what_was_encrypted_has_one_meaning_too() -> None:
    ring, kept = {"ours": ECKey.import_key(KEY)}, {**jwk(KEY), "kid": "ours"}
    for content in ({"a": float("nan")}, {"a": "\ud800"}, {"a": 10**400}):
        text = encrypted(content, kept)
        assert not comes_through("invalid_credential_request", partial(decrypted_by, ring, text))


@given(st.text(max_size=60) | TEXTS | st.text(alphabet=":/[]@?#%.a1-", max_size=30).map(lambda rest: "https://" + rest))
@example("https://[")
@example("https://\u2100.example/")
def test_any_address_is_allowed_or_not(address) -> None:
    assert may_return_to(address) in (True, False)


@given(st.binary(max_size=60) | values().map(spelled))
def test_any_bytes_are_an_object_or_refused(content) -> None:
    def act() -> None:
        assert json.dumps(read_object(content, "x"), ensure_ascii=False, allow_nan=False).encode()

    comes_through("x", act)


@given(NUMBERS)
def test_numbers_that_readers_take_apart_are_refused(number) -> None:
    if isinstance(number, int) and abs(number) >= 2**53:
        assert not comes_through("x", lambda: read_object(spelled({"a": number}), "x"))


@pytest.mark.parametrize("content", [b'{"a": 1, "a": 2}', b'{"a": "\\u0000"}', b"[]", b"", b"[" * 100_000])
def test_what_is_no_plain_object_is_refused(content) -> None:
    assert not comes_through("x", lambda: read_object(content, "x"))


def signed_bytes(header: dict[str, Any], claims: str) -> str:
    """A text whose claims are spelled as given."""
    said = f"{b64(json.dumps({'alg': 'ES256', **header}).encode())}.{b64(claims.encode())}"
    r, s = decode_dss_signature(KEY.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{said}.{b64(r.to_bytes(32) + s.to_bytes(32))}"


def _der(certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
