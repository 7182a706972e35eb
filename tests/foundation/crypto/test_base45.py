from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import base45


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_examples_of_rfc_9285(content, text):
    assert base45.encode(content) == text
    assert base45.decode(text) == content


@given(st.binary(max_size=400))
def test_round_trip(content):
    assert base45.decode(base45.encode(content)) == content


@given(st.text(alphabet=base45.ALPHABET, max_size=60))
def test_every_accepted_text_is_the_only_spelling_of_its_bytes(text):
    try:
        content = base45.decode(text)
    except base45.NotBase45:
        return
    assert base45.encode(content) == text


@pytest.mark.parametrize("text", ["GGW", ":::", "::", "A", "ABCD", "ab8", "BB8\n", "BBé", "BBʻ"])
def test_what_the_rfc_does_not_encode_to_is_refused(text):
    with pytest.raises(base45.NotBase45):
        base45.decode(text)


def test_every_group_is_read_as_it_is_defined_also_beside_others():
    """c + 45·d + 2025·e (RFC 9285, 4), most significant byte first; larger ones are none."""
    for value, (e, d, c) in enumerate(product(base45.ALPHABET, repeat=3)):
        text = f"7WE{c}{d}{e}00"
        if value < 1 << 16:
            assert base45.decode(text) == b"\x74\x65" + value.to_bytes(2, "big") + b"\0"
        else:
            with pytest.raises(base45.NotBase45):
                base45.decode(text)
