import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import base64url


def test_the_example_of_rfc_7515():
    assert base64url.encode(bytes([3, 236, 255, 224, 193])) == "A-z_4ME"


@given(st.binary(max_size=100))
def test_round_trip(content):
    assert base64url.decode(base64url.encode(content)) == content


@given(st.text(alphabet="AB_-9+/= \né", max_size=12))
def test_every_accepted_text_is_the_only_spelling_of_its_content(text):
    try:
        content = base64url.decode(text)
    except base64url.NotBase64Url:
        return
    assert base64url.encode(content) == text


@pytest.mark.parametrize("text", ["A", "AB==", "AB", "A+zz", "A/zz", "AA A", "AAAA\n", "ʻʻʻʻ"])
def test_padding_foreign_characters_and_second_spellings_are_refused(text):
    with pytest.raises(base64url.NotBase64Url):
        base64url.decode(text)
