"""Texts that wallets sign: the right one is read, and nothing that differs from it in a bit."""

import json
from base64 import b64encode, urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from tests.plugins.phone_wallet import Provider, b64, encrypted, jwk, jws, new_key, thumbprint
from watandoshlar.domains.certificates.rules.wallets.chains import key_under
from watandoshlar.domains.certificates.rules.wallets.challenges import answers, is_challenge, may_return_to
from watandoshlar.domains.certificates.rules.wallets.configurations import (
    configuration_id,
    one_document,
    read_configuration,
)
from watandoshlar.domains.certificates.rules.wallets.encryption import decrypted_by
from watandoshlar.domains.certificates.rules.wallets.nonces import LIFE, is_in_force, make_nonce
from watandoshlar.domains.certificates.rules.wallets.offers import code_of, secret_of
from watandoshlar.domains.certificates.rules.wallets.proofs import Asked, proven_keys
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.signed_texts import public_key, signed_text
from watandoshlar.domains.certificates.rules.wallets.signed_texts import thumbprint as name_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SITE = "https://vatandosh.example"
KEY, OTHER = new_key(), new_key()
ASKED = Asked(issuer=SITE, now=NOW)
CLAIMS = {"aud": SITE, "iat": int(NOW.timestamp()), "nonce": "of this test"}
PROOF = jws(KEY, {"typ": "openid4vci-proof+jwt", "jwk": jwk(KEY)}, CLAIMS)
SIGN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."


def refusal(act) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def test_a_proof_names_its_key_and_its_nonce() -> None:
    proven = proven_keys({"jwt": [PROOF]}, ASKED)
    assert proven.keys == (jwk(KEY),)
    assert proven.nonces == {"of this test"}


@given(place=st.integers(0, len(PROOF) - 1), sign=st.sampled_from(SIGN))
def test_a_changed_character_proves_nothing(place: int, sign: str) -> None:
    """But for the last ones of a part, whose spare bits the text may spell in several ways: it stays the same proof."""
    changed = PROOF[:place] + sign + PROOF[place + 1 :]
    if changed == PROOF or parts(changed) == parts(PROOF):
        return
    assert refusal(lambda: proven_keys({"jwt": [changed]}, ASKED)) == "invalid_proof"


def parts(text: str) -> list[bytes] | None:
    try:
        return [urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")]
    except ValueError:
        return None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just(PROOF),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["jwt", "attestation", "x"]), inner)
        ),
        max_leaves=6,
    )
)
def test_whatever_comes_as_proofs_is_proven_or_refused(proofs: object) -> None:
    if proofs == {"jwt": [PROOF]}:
        assert proven_keys(proofs, ASKED).keys == (jwk(KEY),)
    else:
        assert refusal(lambda: proven_keys(proofs, ASKED)) == "invalid_proof"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "ES384"},
        {"typ": "JWT"},
        {"typ": None},
        {"jwk": None},
        {"jwk": {**jwk(KEY), "d": "AAAA"}},
        {"jwk": {**jwk(KEY), "crv": "P-384"}},
        {"jwk": {**jwk(KEY), "y": jwk(OTHER)["y"]}},
        {"jwk": jwk(OTHER)},
        {"kid": "0"},
        {"x5c": ["AAAA"]},
        {"crit": ["unknown"], "unknown": True},
        {"b64": False, "crit": ["b64"]},
    ],
    ids=" ".join,
)
def test_a_header_that_is_not_expected_is_refused(header: dict) -> None:
    text = jws(KEY, {"typ": "openid4vci-proof+jwt", "jwk": jwk(KEY), **header}, CLAIMS)
    assert refusal(lambda: proven_keys({"jwt": [text]}, ASKED)) == "invalid_proof"


def test_a_long_text_is_not_looked_at() -> None:
    assert refusal(lambda: signed_text("a" * 40_000, "dpop+jwt", "invalid_dpop_proof")) == "invalid_dpop_proof"


def test_a_key_has_one_name() -> None:
    assert name_of(public_key({**jwk(KEY), "use": "sig", "kid": "x"}, "invalid_proof")) == thumbprint(KEY)


# --- whose word counts -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def provider() -> Provider:
    return Provider(now=lambda: NOW)


def test_a_provider_counts_under_its_root_only(provider: Provider) -> None:
    anchors, others = [provider.root], [Provider(now=lambda: NOW).root]
    assert key_under(anchors, provider.x5c, NOW, "invalid_client") == jwk(provider.key)
    # Roots of the same name are told apart by their signatures.
    assert others[0].subject == anchors[0].subject
    for trusted, x5c, now in (
        (others, provider.x5c, NOW),
        ([], provider.x5c, NOW),
        (anchors, provider.x5c, NOW + timedelta(days=4000)),
        (anchors, provider.x5c, NOW - timedelta(days=2)),
        (anchors, [], NOW),
        (anchors, provider.x5c * 5, NOW),
        (anchors, ["AAAA"], NOW),
        (anchors, "AAAA", NOW),
        (anchors, provider.x5c * 2, NOW),
    ):
        assert refusal(lambda: key_under(trusted, x5c, now, "invalid_client")) == "invalid_client"  # noqa: B023 - called at once


def test_a_root_is_not_sent_and_nobody_vouches_for_himself(provider: Provider) -> None:
    root = b64encode(provider.root.public_bytes(serialization.Encoding.DER)).decode()
    for x5c in ([root], [*provider.x5c, root]):
        assert refusal(lambda: key_under([provider.root], x5c, NOW, "invalid_client")) == "invalid_client"  # noqa: B023 - called at once


def test_a_certificate_that_may_not_sign_others_signs_nobody(provider: Provider) -> None:
    """A provider makes a certificate below its own, which is none of an authority."""
    below = Provider(now=lambda: NOW, root_key=provider.key)
    forged = below._certificate("Anybody", new_key(), "Provider of wallets", provider.key)
    x5c = [b64encode(forged.public_bytes(serialization.Encoding.DER)).decode(), *provider.x5c]
    assert refusal(lambda: key_under([provider.root], x5c, NOW, "invalid_client")) == "invalid_client"


# --- nonces, codes, names --------------------------------------------------------------------------------------------


@given(random=st.binary(min_size=16, max_size=16), key=st.binary(min_size=32, max_size=32), seconds=st.integers(0, 600))
def test_a_nonce_counts_for_five_minutes_and_by_our_key(random: bytes, key: bytes, seconds: int) -> None:
    nonce = make_nonce(key, NOW, random)
    later = NOW + timedelta(seconds=seconds)
    assert is_in_force(nonce, key, later) == (later < NOW + LIFE)
    assert not is_in_force(nonce, bytes(32) if key != bytes(32) else b"x" * 32, NOW)


@given(text=st.text(max_size=80) | st.binary(max_size=60).map(b64))
def test_no_other_text_is_a_nonce(text: str) -> None:
    assert not is_in_force(text, b"k" * 32, NOW)


@given(place=st.integers(0, 53), sign=st.sampled_from(SIGN))
def test_a_nonce_is_spelled_in_one_way(place: int, sign: str) -> None:
    nonce = make_nonce(b"k" * 32, NOW, b"r" * 16)
    changed = nonce[:place] + sign + nonce[place + 1 :]
    assert is_in_force(changed, b"k" * 32, NOW) == (changed == nonce)


@given(st.text(alphabet=SIGN[:-1], min_size=1, max_size=60))
def test_a_code_leads_back_to_its_secret(secret: str) -> None:
    assert secret_of(code_of(secret)) == secret
    assert secret_of(secret) == ""


@given(st.from_regex(r"[a-z]+(-[a-z]+)*", fullmatch=True), st.sampled_from(["sd_jwt", "mdoc"]))
def test_a_configuration_names_kind_and_form(document_type: str, form: str) -> None:
    assert read_configuration(configuration_id(document_type, form)) == (document_type, form)


@pytest.mark.parametrize("wanted", [[], ["a.sd_jwt", "b.sd_jwt"], ["a.seal"], ["a"], ["a.sd_jwt", "a"]])
def test_one_request_is_about_one_document(wanted: list[str]) -> None:
    assert refusal(lambda: one_document(wanted)) == "invalid_scope"


@given(st.text(alphabet=SIGN[:-1] + "~", min_size=43, max_size=128), st.text(max_size=130))
def test_a_challenge_is_answered_by_its_verifier_alone(verifier: str, other: str) -> None:
    challenge = b64(sha256(verifier.encode()).digest())
    assert is_challenge(challenge)
    assert answers(challenge, verifier)
    assert answers(challenge, other) == (other == verifier)


SCHEMES = ("javascript:", "JavaScript:", " javascript:", "data:", "vbscript:", "file:", "http:", "about:", "https:", "")


@given(st.sampled_from(SCHEMES), st.text(max_size=60))
def test_browsers_go_back_to_https_or_to_an_app(scheme: str, rest: str) -> None:
    if may_return_to(scheme + rest):
        found = urlsplit(scheme + rest)
        assert "." in found.scheme or (found.scheme == "https" and found.hostname)
    assert not may_return_to("javascript:" + rest)


@given(place=st.integers(0, 400), sign=st.sampled_from(SIGN))
def test_a_changed_request_is_not_opened(place: int, sign: str) -> None:
    opened = decrypted_by(RING, SECRET)
    assert opened == {"asked": True}
    place %= len(SECRET)
    changed = SECRET[:place] + sign + SECRET[place + 1 :]
    if parts(changed) != parts(SECRET):
        assert refusal(lambda: decrypted_by(RING, changed)) == "invalid_encryption_parameters"


def test_only_our_keys_and_ciphers_open_a_request() -> None:
    for text in (
        encrypted({}, {**jwk(OTHER), "kid": "ours"}),
        encrypted({}, {**jwk(KEY), "kid": "other"}),
        "",
        "a.b.c.d.e",
        json.dumps({}),
        "a" * 300_000,
    ):
        assert refusal(lambda: decrypted_by(RING, text)) == "invalid_encryption_parameters"  # noqa: B023 - called at once


RING = {"ours": ECKey.import_key(KEY)}
SECRET = encrypted({"asked": True}, {**jwk(KEY), "kid": "ours"})
