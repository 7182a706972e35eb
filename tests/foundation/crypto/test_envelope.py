import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import envelope
from watandoshlar.foundation.crypto.envelope import KeyRing, Tampered, WrongKey

OLD, NEW = bytes(range(32)), bytes(range(100, 132))
RING = KeyRing({"2026-1": OLD}, current="2026-1")
ROTATED = KeyRing({"2026-1": OLD, "2026-2": NEW}, current="2026-2")
KEY, WRAPPED = envelope.new_data_key(RING)


@given(st.binary(max_size=300), st.binary(max_size=60))
def test_what_was_encrypted_comes_back(plaintext, context):
    assert envelope.decrypt(KEY, envelope.encrypt(KEY, plaintext, context), context) == plaintext


@given(st.binary(min_size=1, max_size=40), st.data())
def test_any_flipped_bit_is_refused(plaintext, data):
    encrypted = bytearray(envelope.encrypt(KEY, plaintext, b"answers:1"))
    bit = data.draw(st.integers(0, len(encrypted) * 8 - 1))
    encrypted[bit // 8] ^= 1 << bit % 8
    with pytest.raises((Tampered, WrongKey)):
        envelope.decrypt(KEY, bytes(encrypted), b"answers:1")


@given(st.data())
def test_any_flipped_bit_of_a_wrapped_key_is_refused(data):
    wrapped = bytearray(WRAPPED)
    bit = data.draw(st.integers(0, len(wrapped) * 8 - 1))
    wrapped[bit // 8] ^= 1 << bit % 8
    with pytest.raises((Tampered, WrongKey)):
        envelope.unwrap(RING, bytes(wrapped))


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_a_value_moved_to_another_context_is_refused(written_for, read_for):
    encrypted = envelope.encrypt(KEY, b"passport", written_for)
    if written_for != read_for:
        with pytest.raises(Tampered):
            envelope.decrypt(KEY, encrypted, read_for)


@given(st.integers(0, 60))
def test_a_shortened_value_is_refused(length):
    encrypted = envelope.encrypt(KEY, b"x" * 30, b"")
    with pytest.raises((Tampered, WrongKey)):
        envelope.decrypt(KEY, encrypted[:length], b"")


@given(st.binary(max_size=100))
def test_noise_is_refused(noise):
    with pytest.raises((Tampered, WrongKey)):
        envelope.decrypt(KEY, noise, b"")
    with pytest.raises((Tampered, WrongKey)):
        envelope.unwrap(RING, noise)


def test_another_data_key_is_told_apart_from_tampering():
    other, _ = envelope.new_data_key(RING)
    with pytest.raises(WrongKey):
        envelope.decrypt(other, envelope.encrypt(KEY, b"x", b""), b"")


def test_the_same_plaintext_never_looks_the_same():
    assert len({envelope.encrypt(KEY, b"x", b"") for _ in range(50)}) == 50


def test_rotation_changes_the_wrapping_and_keeps_the_data_key():
    data_key, wrapped = envelope.new_data_key(RING)
    rewrapped = envelope.rewrap(ROTATED, wrapped)
    encrypted = envelope.encrypt(data_key, b"x", b"c")
    assert envelope.wrapping_key_id(wrapped) == "2026-1"
    assert envelope.wrapping_key_id(rewrapped) == "2026-2"
    assert envelope.rewrap(ROTATED, rewrapped) == rewrapped
    only_new = KeyRing({"2026-2": NEW}, current="2026-2")
    assert envelope.decrypt(envelope.unwrap(only_new, rewrapped), encrypted, b"c") == b"x"
    with pytest.raises(WrongKey):
        envelope.unwrap(only_new, wrapped)


def test_a_ring_refuses_short_keys_and_a_missing_current_key():
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing({"a": b"short"}, current="a")
    with pytest.raises(ValueError, match="not in the ring"):
        KeyRing({"a": OLD}, current="b")


def test_keys_never_show_when_printed():
    assert OLD.hex() not in repr(RING)
    assert repr(OLD) not in repr(RING)
    assert KEY.key.hex() not in repr(KEY)


@given(st.text(), st.text())
def test_a_blind_index_finds_equal_texts_only_under_the_same_key(first, second):
    assert (envelope.blind_index(OLD, first) == envelope.blind_index(OLD, second)) is (first == second)
    assert envelope.blind_index(OLD, first) != envelope.blind_index(NEW, first)


def test_a_blind_index_under_a_data_key_tells_nothing_about_the_key():
    other, _ = envelope.new_data_key(RING)
    assert envelope.blind_index(KEY, "x") == envelope.blind_index(KEY, "x")
    assert envelope.blind_index(KEY, "x") != envelope.blind_index(other, "x")
    for text in ("data key id", "blind index key"):
        assert envelope.blind_index(KEY, text) != envelope.blind_index(KEY.key, text)


def test_blind_index_is_hmac_sha256():
    # RFC 4231, test case 2.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert envelope.blind_index(b"Jefe", "what do ya want for nothing?").hex() == expected
