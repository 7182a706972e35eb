import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.audit.rules.canonical import (
    BEGINNING,
    canonical_instant,
    canonical_json,
    entry_body,
    entry_hash,
    seal_hash,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@given(FACTS)
def test_canonical_json_is_json_of_the_same_value(value):
    assert json.loads(canonical_json(value)) == value


@given(st.dictionaries(TEXT, FACTS, max_size=6), st.randoms())
def test_order_of_keys_does_not_matter(facts, random):
    keys = list(facts)
    random.shuffle(keys)
    assert canonical_json({key: facts[key] for key in keys}) == canonical_json(facts)


def test_the_written_rules_hold():
    assert canonical_json({"б": 1, "a": [True, None, 'Oʻzbek "\n\x01\x7f']}) == (
        '{"a":[true,null,"Oʻzbek \\"\\n\\u0001\x7f"],"б":1}'
    )


@pytest.mark.parametrize("value", [1.5, {"a": float("nan")}, {1: "a"}, [object()], {"at": AT}, b"bytes"])
def test_what_has_no_single_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)


def test_an_instant_is_written_in_utc():
    tashkent = timezone(timedelta(hours=5))
    assert canonical_instant(datetime(2026, 11, 2, 14, 30, tzinfo=tashkent)) == "2026-11-02T09:30:00.000000+00:00"


def test_an_outsider_computes_the_same_hash_of_an_entry():
    body = entry_body(chain="case:UZ-1", at=AT, account_id=7, act="take_case", facts={"to": "in_review"})
    by_hand = (
        b"\x00" * 32
        + b"1\n750\n"
        + b'{"account":7,"act":"take_case","at":"2026-11-02T09:30:00.000000+00:00",'
        + b'"chain":"case:UZ-1","facts":{"to":"in_review"}}'
    )
    assert entry_hash(previous=BEGINNING, position=1, transaction_id=750, body=body) == sha256(by_hand).digest()


def test_an_outsider_computes_the_same_hash_of_a_seal():
    computed = seal_hash(
        previous=BEGINNING,
        number=1,
        from_transaction=0,
        until_transaction=751,
        entries=2,
        heads={"keys": {"hash": "ab", "position": 2}},
        at=AT,
    )
    by_hand = (
        b"\x00" * 32 + b'{"at":"2026-11-02T09:30:00.000000+00:00","entries":2,"from_transaction":0,'
        b'"heads":{"keys":{"hash":"ab","position":2}},"number":1,"until_transaction":751}'
    )
    assert computed == sha256(by_hand).digest()
