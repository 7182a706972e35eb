"""Chains and seals without a database: whatever is done to a sealed record, the check names the first bad row."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from watandoshlar.capabilities.audit.rules.canonical import BEGINNING, entry_body, entry_hash, seal_hash
from watandoshlar.capabilities.audit.rules.verification import (
    EntryRow,
    Finding,
    Link,
    SealedPeriods,
    SealRow,
    check_chain,
    check_seals,
)

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
CHAIN = "case:UZ-1"


def make_entry(previous: bytes, position: int, transaction_id: int, act: str = "take_case") -> EntryRow:
    body = entry_body(chain=CHAIN, at=AT, account_id=7, act=act, facts={"n": position})
    hash_ = entry_hash(previous=previous, position=position, transaction_id=transaction_id, body=body)
    return EntryRow(CHAIN, position, AT, transaction_id, 7, act, {"n": position}, previous, hash_)


def make_chain(transactions: list[int]) -> list[EntryRow]:
    entries, previous = [], BEGINNING
    for position, transaction_id in enumerate(transactions, start=1):
        entries.append(make_entry(previous, position, transaction_id))
        previous = entries[-1].hash
    return entries


def make_seals(entries: list[EntryRow], ends: list[int]) -> list[SealRow]:
    seals, previous, start = [], BEGINNING, 0
    for end in ends:
        covered = [entry for entry in entries if start <= entry.transaction_id < end]
        top = max(covered, key=lambda entry: entry.position, default=None)
        facts = {
            "number": len(seals) + 1,
            "from_transaction": start,
            "until_transaction": end,
            "entries": len(covered),
            "heads": {CHAIN: {"hash": top.hash.hex(), "position": top.position}} if top else {},
            "at": AT,
        }
        seals.append(SealRow(**facts, previous=previous, hash=seal_hash(previous=previous, **facts)))
        previous, start = seals[-1].hash, end
    return seals


def verify(entries: list[EntryRow], seals: list[SealRow], witnesses: dict[int, bytes] | None = None) -> list[Finding]:
    periods, last, finding = check_seals(seals, witnesses or {})
    heads = {}
    for seal in seals[: last.number if last else 0]:
        for head in seal.heads.values():
            heads[head["position"]] = (seal.number, bytes.fromhex(head["hash"]))
    rows = {entry.position: entry for entry in entries}
    links = [Link(p, rows.get(p), *heads.get(p, (None, None))) for p in sorted(rows.keys() | heads.keys())]
    found = check_chain(CHAIN, links, periods)
    return [f for f in (finding, found) if f]


@st.composite
def records(draw):
    """A chain whose transactions are numbered in any order that sealing allows, and its seals."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=5))
    ends, transactions, start = [], [], 100
    for size in sizes:
        end = start + size + draw(st.integers(0, 3))
        ends.append(end)
        numbers = draw(st.lists(st.integers(start, end - 1), min_size=size, max_size=size))
        transactions += numbers
        start = end
    entries = make_chain(transactions)
    return entries, make_seals(entries, ends)


@given(records())
def test_an_untouched_record_is_intact(record):
    assert verify(*record) == []


@given(records(), st.data())
def test_a_removed_entry_is_named(record, data):
    entries, seals = record
    gone = data.draw(st.sampled_from(entries))
    rest = [entry for entry in entries if entry is not gone]
    assert verify(rest, seals) == [Finding("entry_missing", CHAIN, gone.position)]


@given(records(), st.data())
def test_a_removed_end_is_named(record, data):
    entries, seals = record
    keep = data.draw(st.integers(0, len(entries) - 1))
    assert verify(entries[:keep], seals) == [Finding("entry_missing", CHAIN, keep + 1)]


CHANGES = [
    {"act": "approve"},
    {"account_id": 8},
    {"account_id": None},
    {"facts": {}},
    {"at": AT.replace(microsecond=1)},
    {"transaction_id": 5},
    {"hash": bytes(32)},
    {"previous": b"\x01" * 32},
]


@given(records(), st.sampled_from(CHANGES), st.data())
def test_a_changed_entry_is_named(record, change, data):
    entries, seals = record
    index = data.draw(st.integers(0, len(entries) - 1))
    changed = [replace(entry, **change) if i == index else entry for i, entry in enumerate(entries)]
    assert verify(changed, seals) == [Finding("entry_changed", CHAIN, index + 1)]


@given(records(), st.data())
def test_a_history_written_anew_disagrees_with_its_first_seal(record, data):
    entries, seals = record
    index = data.draw(st.integers(0, len(entries) - 1))
    forged, previous = entries[:index], entries[index].previous
    for entry in entries[index:]:
        act = "forged" if entry.position == index + 1 else entry.act
        forged.append(make_entry(previous, entry.position, entry.transaction_id, act))
        previous = forged[-1].hash
    first_sealed = min(
        head["position"] for seal in seals for head in seal.heads.values() if head["position"] >= index + 1
    )
    assert verify(forged, seals) == [Finding("seal_disagrees", CHAIN, first_sealed)]


@given(records(), st.data())
def test_an_entry_put_into_a_sealed_time_is_named(record, data):
    entries, seals = record
    transaction_id = data.draw(st.integers(0, seals[-1].until_transaction - 1))
    forged = make_entry(entries[-1].hash, len(entries) + 1, transaction_id, "forged")
    assert verify([*entries, forged], seals) == [Finding("entry_not_sealed", CHAIN, forged.position)]


@given(records())
def test_an_entry_after_the_last_seal_is_in_order(record):
    entries, seals = record
    new = make_entry(entries[-1].hash, len(entries) + 1, seals[-1].until_transaction)
    assert verify([*entries, new], seals) == []


@given(records(), st.data())
def test_an_entry_with_its_own_right_hash_but_of_another_chain_is_named(record, data):
    entries, seals = record
    index = data.draw(st.integers(0, len(entries) - 1))
    stranger = make_entry(b"\x02" * 32, index + 1, entries[index].transaction_id)
    changed = [*entries[:index], stranger, *entries[index + 1 :]]
    assert verify(changed, seals) == [Finding("link_broken", CHAIN, index + 1)]


SEAL_CHANGES = [
    {"entries": 99},
    {"heads": {}},
    {"until_transaction": 99},
    {"hash": bytes(32)},
    {"at": AT.replace(year=2025)},
]


@given(records(), st.sampled_from(SEAL_CHANGES), st.data())
def test_a_changed_seal_is_named_and_nothing_after_it_is_trusted(record, change, data):
    entries, seals = record
    index = data.draw(st.integers(0, len(seals) - 1))
    changed = [replace(seal, **change) if i == index else seal for i, seal in enumerate(seals)]
    assume(changed != seals)
    assert verify(entries, changed) == [Finding("seal_changed", "", index + 1)]


@given(records(), st.data())
def test_a_removed_seal_is_named(record, data):
    entries, seals = record
    index = data.draw(st.integers(0, len(seals) - 1))
    assume(index < len(seals) - 1)
    assert verify(entries, seals[:index] + seals[index + 1 :]) == [Finding("seal_missing", "", index + 1)]


@given(records())
def test_the_newest_seals_removed_with_their_entries_are_seen_by_a_witness_only(record):
    entries, seals = record
    start = seals[-1].from_transaction
    kept = [entry for entry in entries if entry.transaction_id < start]
    witnesses = {seals[-1].number: seals[-1].hash}
    assert verify(kept, seals[:-1]) == []
    assert verify(kept, seals[:-1], witnesses) == [Finding("seal_missing", "", seals[-1].number)]
    assert verify(entries, seals, witnesses) == []


def test_seals_written_anew_disagree_with_the_witness():
    entries = make_chain([100, 101])
    seals = make_seals(entries, [105])
    forged = make_seals(make_chain([100]), [105])
    assert verify(make_chain([100]), forged) == []
    witnesses = {1: seals[0].hash}
    assert verify(make_chain([100]), forged, witnesses) == [Finding("witness_disagrees", "", 1)]


def test_a_seal_that_leaves_a_gap_of_time_is_named():
    seals = make_seals(make_chain([100]), [105])
    facts = {
        "number": 2,
        "from_transaction": 110,
        "until_transaction": 120,
        "entries": 0,
        "heads": {},
        "at": AT,
    }
    gap = SealRow(**facts, previous=seals[0].hash, hash=seal_hash(previous=seals[0].hash, **facts))
    assert verify(make_chain([100]), [*seals, gap]) == [Finding("seal_link_broken", "", 2)]


@pytest.mark.parametrize(("transaction_id", "seal"), [(0, 1), (104, 1), (105, 2), (109, 2), (110, None), (999, None)])
def test_periods_include_their_start_and_not_their_end(transaction_id, seal):
    assert SealedPeriods([105, 110]).seal_of(transaction_id) == seal
