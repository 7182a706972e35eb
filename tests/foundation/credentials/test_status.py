from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.credentials import AT, OTHER, SIGNER, refusal
from watandoshlar.foundation.credentials.refusals import Refusal
from watandoshlar.foundation.credentials.status import StatusReference, judge_status, read_status
from watandoshlar.foundation.crypto.status_list import StatusListToken, make_jwt, pack, read_jwt

URI = "https://vatandosh.example/status-lists/a1"
TOKEN = StatusListToken(
    URI, 2, pack([(1, 1), (2, 2), (3, 3)], 2**20, 2), AT, AT + timedelta(hours=1), 60, log_size=1, log_root=bytes(32)
)
SIGNED = make_jwt(TOKEN, SIGNER)


def lists(uri):
    return read_jwt(SIGNED, {SIGNER.key_id: SIGNER.public_key}, uri)


def code(index, at=AT, uri=URI, found=lists):
    return refusal(lambda: judge_status(StatusReference(uri, index), found, at))


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, None),
        (1, Refusal.REVOKED),
        (2, Refusal.SUSPENDED),
        (3, Refusal.SUPERSEDED),
        (2**20 - 1, None),
        (2**20, Refusal.STATUS_UNKNOWN),
    ],
)
def test_a_list_says_of_each_place_whether_it_counts(index, expected):
    assert code(index) is expected


def test_what_cannot_be_known_does_not_count():
    assert refusal(lambda: judge_status(None, lists, AT)) is Refusal.STATUS_UNKNOWN
    assert code(0, at=AT + timedelta(hours=1)) is Refusal.STATUS_UNKNOWN
    assert code(0, uri="https://vatandosh.example/status-lists/b2") is Refusal.STATUS_UNKNOWN
    assert code(0, uri="https://vatandosh.example/x", found=lambda _uri: TOKEN) is Refusal.STATUS_UNKNOWN
    foreign = {SIGNER.key_id: OTHER.public_key}
    assert code(0, found=lambda uri: read_jwt(SIGNED, foreign, uri)) is Refusal.STATUS_UNKNOWN
    eight = replace(TOKEN, bits=8, packed=pack([(0, 200)], 8, 8))
    assert code(0, found=lambda _uri: eight) is Refusal.STATUS_UNKNOWN


@given(st.text(max_size=20).filter(bool), st.integers(0, 2**53))
def test_a_reference_comes_back(uri, index):
    place = StatusReference(uri, index)
    assert read_status(place.claim()) == place
    assert read_status(None) is None


@pytest.mark.parametrize(
    "claim",
    [
        {},
        [],
        "x",
        {"status_list": None},
        {"status_list": []},
        {"status_list": {"idx": 1}},
        {"status_list": {"uri": URI}},
        {"status_list": {"idx": "1", "uri": URI}},
        {"status_list": {"idx": True, "uri": URI}},
        {"status_list": {"idx": -1, "uri": URI}},
        {"status_list": {"idx": 1.0, "uri": URI}},
        {"status_list": {"idx": 1, "uri": ""}},
        {"status_list": {"idx": 1, "uri": 7}},
    ],
)
def test_a_status_of_another_kind_does_not_pass_as_none(claim):
    assert refusal(lambda: read_status(claim)) is Refusal.FORMAT
