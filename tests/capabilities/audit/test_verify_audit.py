"""Someone with every right on the database tampers with the record; the command names the first bad row."""

import json

import pytest
from django.core.management import CommandError, call_command

from watandoshlar.capabilities.audit.models import Seal

A4 = "chain = 'case:A' AND position = 4"
# Written by someone who knows how the hash is made: row 7 of case:B follows from row 6 as it should.
FORGE = """
INSERT INTO audit_entry (chain, position, at, transaction_id, account_id, act, facts, previous, hash)
SELECT chain, 7, at, transaction_id, account_id, act, facts, hash, sha256(hash || convert_to(concat(7, chr(10),
       transaction_id, chr(10), '{"account":7,"act":"take_case","at":"',
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US+00:00'),
       '","chain":"case:B","facts":{"to":"in_review"}}'), 'UTF8'))
FROM audit_entry WHERE chain = 'case:B' AND position = 6
"""


@pytest.fixture
def verify(capsys):
    """Run the command; its exit status and its answer."""

    def run(*arguments: str) -> tuple[int, dict]:
        status = 0
        try:
            call_command("verify_audit", "--json", *arguments)
        except SystemExit as end:
            status = end.code
        return status, json.loads(capsys.readouterr().out)

    return run


def finding(code: str, chain: str, position: int) -> dict[str, object]:
    return {"code": code, "chain": chain, "position": position}


def test_an_untouched_record_is_intact(sealed_record, verify):
    status, answer = verify()
    assert (status, answer["intact"], answer["findings"]) == (0, True, [])
    assert (answer["entries"], answer["chains"], answer["seals"]) == (13, 2, 2)
    assert answer["last_seal"] == {"number": 2, "hash": bytes(Seal.objects.get(number=2).hash).hex()}


def test_an_empty_record_is_intact(committed_db, verify):
    assert verify() == (
        0,
        {"intact": True, "entries": 0, "chains": 0, "seals": 0, "last_seal": None, "findings": []},
    )


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (f"UPDATE audit_entry SET act = 'approve' WHERE {A4}", finding("entry_changed", "case:A", 4)),
        (f"UPDATE audit_entry SET facts = '{{}}' WHERE {A4}", finding("entry_changed", "case:A", 4)),
        (f"UPDATE audit_entry SET account_id = NULL WHERE {A4}", finding("entry_changed", "case:A", 4)),
        (f"UPDATE audit_entry SET at = at + interval '1 us' WHERE {A4}", finding("entry_changed", "case:A", 4)),
        (f"UPDATE audit_entry SET hash = sha256('x') WHERE {A4}", finding("entry_changed", "case:A", 4)),
        (f"UPDATE audit_entry SET previous = sha256('x') WHERE {A4}", finding("entry_changed", "case:A", 4)),
        (f"UPDATE audit_entry SET transaction_id = 2 ^ 40 WHERE {A4}", finding("entry_changed", "case:A", 4)),
        (f"DELETE FROM audit_entry WHERE {A4}", finding("entry_missing", "case:A", 4)),
        ("DELETE FROM audit_entry WHERE chain = 'case:A' AND position = 1", finding("entry_missing", "case:A", 1)),
        ("DELETE FROM audit_entry WHERE chain = 'case:B' AND position > 4", finding("entry_missing", "case:B", 5)),
        ("DELETE FROM audit_entry WHERE chain = 'case:B'", finding("entry_missing", "case:B", 1)),
        (FORGE, finding("entry_not_sealed", "case:B", 7)),
        ("UPDATE audit_seal SET entries = 5 WHERE number = 1", finding("seal_changed", "", 1)),
        ("UPDATE audit_seal SET heads = heads - 'case:B' WHERE number = 2", finding("seal_changed", "", 2)),
        ("UPDATE audit_seal SET hash = sha256('x') WHERE number = 2", finding("seal_changed", "", 2)),
        ("DELETE FROM audit_seal WHERE number = 1", finding("seal_missing", "", 1)),
    ],
)
def test_tampering_is_found_and_the_first_bad_row_named(sealed_record, tamper, verify, tampering, found):
    assert tamper.execute(tampering).rowcount > 0
    status, answer = verify()
    assert (status, answer["intact"], answer["findings"]) == (1, False, [found])


def test_each_bad_chain_is_named_once(sealed_record, tamper, verify):
    tamper.execute("UPDATE audit_entry SET act = 'approve' WHERE position IN (2, 5)")
    _, answer = verify()
    assert answer["findings"] == [finding("entry_changed", "case:A", 2), finding("entry_changed", "case:B", 2)]


def test_the_newest_seals_are_missed_with_a_witness(sealed_record, tamper, verify):
    number, digits = 2, bytes(Seal.objects.get(number=2).hash).hex()
    assert verify("--witness", f"{number}:{digits}")[0] == 0
    tamper.execute("DELETE FROM audit_entry WHERE position > 3")
    tamper.execute("DELETE FROM audit_seal WHERE number = 2")
    assert verify()[0] == 0
    status, answer = verify("--witness", f"{number}:{digits}")
    assert (status, answer["findings"]) == (1, [finding("seal_missing", "", 2)])


def test_a_witness_that_cannot_be_read_is_refused(committed_db):
    with pytest.raises(CommandError, match="NUMBER:HASH"):
        call_command("verify_audit", "--witness", "two")


def test_the_answer_for_people_says_which_row_and_what_is_wrong(sealed_record, tamper, capsys):
    tamper.execute(f"DELETE FROM audit_entry WHERE {A4}")
    with pytest.raises(SystemExit):
        call_command("verify_audit")
    first, second, last = capsys.readouterr().out.strip().splitlines()
    assert first == "case:A#4: the entry was removed (entry_missing)"
    assert second == "NOT INTACT: 12 entries, 2 chains, 2 seals."
    assert last == f"Last seal 2:{bytes(Seal.objects.get(number=2).hash).hex()}"
