import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import strict_cbor
from watandoshlar.foundation.crypto.strict_cbor import NotDeterministic

KEYS = st.integers(-(2**64), 2**64 - 1) | st.text(max_size=5)
LEAVES = st.integers(-(2**64), 2**64 - 1) | st.text(max_size=30) | st.binary(max_size=300) | st.booleans() | st.none()
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@given(VALUES)
def test_round_trip_and_agreement_with_the_library(value):
    content = strict_cbor.encode(value)
    assert strict_cbor.decode(content) == value == cbor2.loads(content)


@given(st.binary(max_size=60))
def test_accepted_bytes_are_the_only_spelling_of_their_value(content):
    try:
        value = strict_cbor.decode(content)
    except NotDeterministic:
        return
    assert strict_cbor.encode(value) == content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="nothing"),
        pytest.param("1801", id="long spelling of 1"),
        pytest.param("190001", id="three bytes for 1"),
        pytest.param("1b00000000ffffffff", id="nine bytes for 32 bits"),
        pytest.param("a201020103", id="duplicate key"),
        pytest.param("a202020101", id="keys out of order"),
        pytest.param("a1410102", id="byte-string key"),
        pytest.param("a1f501", id="true as key"),
        pytest.param("a1810102", id="array as key"),
        pytest.param("9f01ff", id="array without length"),
        pytest.param("bf0102ff", id="map without length"),
        pytest.param("5f4101ff", id="bytes without length"),
        pytest.param("c11a514b67b0", id="tag"),
        pytest.param("d81c81d81d00", id="array that contains itself"),
        pytest.param("f7", id="undefined"),
        pytest.param("f93c00", id="half float"),
        pytest.param("fb3ff0000000000000", id="float"),
        pytest.param("f818", id="simple value 24"),
        pytest.param("61ff", id="broken UTF-8"),
        pytest.param("62c3", id="text shorter than said"),
        pytest.param("5affffffff00", id="4 GB of bytes announced"),
        pytest.param("9affffffff00", id="4 billion items announced"),
        pytest.param("19", id="argument missing"),
        pytest.param("0101", id="second item"),
        pytest.param("1c", id="reserved length"),
        pytest.param("81" * 13 + "01", id="13 levels"),
        pytest.param("81" * 8000 + "01", id="8,000 levels"),
    ],
)
def test_every_other_spelling_is_refused(content):
    with pytest.raises(NotDeterministic):
        strict_cbor.decode(bytes.fromhex(content))


def test_twelve_levels_are_allowed():
    assert strict_cbor.decode(bytes.fromhex("81" * 12 + "01"))
