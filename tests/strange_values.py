"""Values and texts that nobody expects but that strangers may send: those by which readers have failed before."""

import json
from typing import Any

from hypothesis import strategies as st

STRANGE_TEXTS = (
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "https://[",
    "https://\u2100/",
    "9" * 5000,
    "-1",
    "1e999",
    "NaN",
    "²",
    "٣",
    "0001-01-01",
    "9999-12-31",
    "\u202e",
    "[" * 3000,
    "%00",
    "a" * 40_000,
)
NUMBERS = st.integers() | st.sampled_from([10**18, -(10**30), 2**53, 2**63, 10**400]) | st.floats()
TEXTS = st.sampled_from(STRANGE_TEXTS) | st.text(max_size=20)


def values() -> st.SearchStrategy[Any]:
    """Any value of JSON, and those that only some writers write: NaN, infinities, halves of characters."""
    return st.recursive(
        st.none() | st.booleans() | NUMBERS | TEXTS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
        max_leaves=5,
    )


def spelled(value: Any) -> bytes:
    return json.dumps(value).encode()
