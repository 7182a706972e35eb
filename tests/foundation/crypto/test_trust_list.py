"""The trust list: only what the root signed is read, and a reader never goes back."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import TrustedKey
from watandoshlar.foundation.crypto.signer import key_id_of
from watandoshlar.foundation.crypto.trust_list import (
    _ORDER,
    Age,
    TrustList,
    TrustListRefused,
    age_of,
    hash_of,
    make_trust_list,
    read_trust_list,
)

ROOT = ec.generate_private_key(ec.SECP384R1())
STRANGER = ec.generate_private_key(ec.SECP384R1())
AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)


def a_key(**changes):
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    key = TrustedKey(key_id_of(public), public, frozenset({"compatriot-card"}), not_before=AT)
    return replace(key, **changes)


def a_list(*keys, version=1, previous=""):
    authorities = {"iaca": b"certificate"}
    return TrustList(version, AT, AT + timedelta(days=180), {key.key_id: key for key in keys}, previous, authorities)


def signed(content, root=ROOT):
    return make_trust_list(content, root.public_key(), lambda message: root.sign(message, ec.ECDSA(hashes.SHA384())))


def refusal(text, held=""):
    with pytest.raises(TrustListRefused) as refused:
        read_trust_list(text, ROOT.public_key(), held)
    return refused.value.code


def respelled(text, part, change):
    parts = text.split(".")
    content = json.loads(urlsafe_b64decode(parts[part] + "=="))
    parts[part] = urlsafe_b64encode(change(content).encode()).rstrip(b"=").decode()
    return ".".join(parts)


@given(sign_until=st.none() | MOMENTS, revoked_at=st.none() | MOMENTS, version=st.integers(1, 2**40))
def test_what_was_signed_is_read(sign_until, revoked_at, version):
    content = a_list(a_key(sign_until=sign_until, revoked_at=revoked_at), a_key(), version=version, previous="ab" * 32)
    read = read_trust_list(signed(content), ROOT.public_key())
    assert (read.version, read.issued_at, read.next_update) == (version, content.issued_at, content.next_update)
    assert (read.previous, read.authorities) == (content.previous, content.authorities)
    assert {kid: replace(key, public_key=None) for kid, key in read.keys.items()} == {
        kid: replace(key, public_key=None) for kid, key in content.keys.items()
    }
    assert {kid: key_id_of(key.public_key) for kid, key in read.keys.items()} == {kid: kid for kid in content.keys}


def test_another_root_and_the_twin_of_a_signature_are_refused():
    assert refusal(signed(a_list(a_key()), STRANGER)) == "signature"
    text = signed(a_list(a_key()))
    head, _, signature = text.rpartition(".")
    raw = urlsafe_b64decode(signature + "==")
    twin = raw[:48] + (_ORDER - int.from_bytes(raw[48:], "big")).to_bytes(48, "big")
    assert refusal(f"{head}.{urlsafe_b64encode(twin).rstrip(b'=').decode()}") == "signature"


@given(st.data())
def test_no_changed_character_is_accepted(data):
    text = signed(a_list(a_key()))
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda letter: letter != text[at]))
    assert refusal(text[:at] + other + text[at + 1 :]) in {"malformed", "signature"}


def test_a_list_has_one_spelling():
    text = signed(a_list(a_key()))
    assert refusal(respelled(text, 1, lambda content: json.dumps(content, sort_keys=True))) == "malformed"
    assert refusal(respelled(text, 0, lambda header: '{"alg":"none",' + json.dumps(header)[1:])) == "malformed"
    assert refusal(text + ".") == "malformed"
    assert refusal("") == "malformed"
    assert refusal("x" * 1_000_001) == "malformed"


def test_a_key_that_is_not_named_by_its_id_is_refused():
    assert refusal(signed(a_list(a_key(key_id=b"8 bytes!")))) == "malformed"


def test_a_reader_never_goes_back():
    first = signed(a_list(a_key()))
    second = signed(a_list(a_key(), version=2, previous=hash_of(first)))
    third = signed(a_list(a_key(), version=3, previous=hash_of(second)))
    root = ROOT.public_key()
    assert read_trust_list(second, root, first).version == 2
    assert read_trust_list(third, root, first).version == 3
    assert read_trust_list(third, root, third).version == 3
    assert refusal(first, second) == "lower_version"
    assert refusal(signed(a_list(a_key(), version=2)), second) == "other_list"
    assert refusal(signed(a_list(a_key(), version=3, previous=hash_of(first))), second) == "broken_chain"


def test_the_age_of_a_list_is_counted_from_when_its_reader_had_it():
    content = a_list(a_key())
    ages = [age_of(content, AT, AT + timedelta(hours=hours)) for hours in (0, 71, 72, 30 * 24 - 1, 30 * 24)]
    assert ages == [Age.FRESH, Age.FRESH, Age.AGEING, Age.AGEING, Age.OLD]
    assert age_of(content, content.next_update, content.next_update) is Age.OLD
