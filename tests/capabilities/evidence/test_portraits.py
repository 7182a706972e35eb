"""Portraits of documents: one size, few bytes, and the same for the same photo."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from watandoshlar.capabilities.evidence.rules.portraits import MOST_BYTES, SIZE, portrait


def photo(width: int, height: int, mode: str = "RGB") -> bytes:
    # Noise is the picture that compresses worst.
    picture = Image.effect_noise((width, height), 80).convert(mode)
    written = BytesIO()
    picture.save(written, "JPEG", quality=90)
    return written.getvalue()


@settings(max_examples=8, deadline=None)
@given(width=st.integers(300, 900), height=st.integers(400, 1200))
def test_a_portrait_has_the_size_that_documents_print(width: int, height: int) -> None:
    content = portrait(photo(width, height))
    with Image.open(BytesIO(content)) as small:
        assert (small.size, small.format, small.mode) == (SIZE, "JPEG", "RGB")
    assert len(content) <= MOST_BYTES


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_equal_photos_give_equal_portraits(mode: str) -> None:
    kept = photo(600, 800, mode)
    assert portrait(kept) == portrait(kept)
