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
