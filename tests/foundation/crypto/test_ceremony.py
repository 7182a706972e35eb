"""What the authorities sign offline, and what they refuse whatever the platform proposes."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.crypto import FileSigner, TrustedKey, ceremony
from watandoshlar.foundation.crypto.authority import Names
from watandoshlar.foundation.crypto.ceremony import (
    AuthorityFolder,
    ProposalRefused,
    ProposedKey,
    describe,
    proof_for,
    read_answer,
    write_proposal,
)
from watandoshlar.foundation.crypto.trust_list import read_trust_list

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
NAMES = Names("UZ", "Watandoshlar", "https://example.org")
CARD = "compatriot-card"


def proposed(kind=CARD, not_before=AT, signer=None, **changes):
    signer = signer or FileSigner(ec.generate_private_key(ec.SECP256R1()))
    key = TrustedKey(signer.key_id, signer.public_key, frozenset({kind}), not_before=not_before)
    return ProposedKey(kind, replace(key, **changes), proof_for(kind, signer))


def changed(one, **changes):
    return ProposedKey(one.kind, replace(one.key, **changes))


@pytest.fixture
def folder(tmp_path):
    return AuthorityFolder.found(tmp_path / "authority", NAMES, AT)


@pytest.fixture
def sign(folder):
    """Signs the keys after the list before, and gives the answer and the list."""
    last = [""]

    def signed(*keys, at=AT):
        answer = read_answer(folder.sign(write_proposal(last[0], keys), at))
        last[0] = answer.trust_list
        return answer, read_trust_list(answer.trust_list, answer.root.public_key())

    return signed


def refusal(act, *given, **named):
    with pytest.raises(ProposalRefused) as refused:
        act(*given, **named)
    return refused.value.code


def test_the_first_list_trusts_keys_at_once_and_certifies_them(sign):
    card, lists = proposed(), proposed("status-lists")
    answer, content = sign(card, lists)
    assert content.version == 1
    assert content.keys.keys() == {card.key.key_id, lists.key.key_id}
    assert set(content.authorities) == {"documents", "iaca", "csca"}
    certificates = answer.certificates[card.key.key_id.hex()]
    assert set(certificates) == {"seal", "mdoc", "vds", "sd_jwt"}
    assert all(one.public_key() == card.key.public_key for one in certificates.values())
    assert set(answer.certificates[lists.key.key_id.hex()]) == {"seal", "sd_jwt"}


def test_a_key_is_listed_two_weeks_before_it_signs_beside_another(sign):
    old = proposed()
    sign(old)
    assert refusal(sign, old, proposed(not_before=AT + timedelta(days=13))) == "too_early"
    answer, content = sign(old, new := proposed(not_before=AT + timedelta(days=14)))
    assert content.version == 2
    assert list(answer.certificates) == [new.key.key_id.hex()]


@pytest.mark.parametrize("end", [{"revoked_at": AT}, {"sign_until": AT - timedelta(days=1)}])
def test_a_key_signs_at_once_where_none_is_left(sign, end):
    old = proposed()
    sign(old)
    assert sign(changed(old, **end), proposed())[1].version == 2


def test_a_kind_that_no_key_signed_yet_is_begun_at_once(sign):
    old = proposed()
    sign(old)
    assert sign(old, proposed("return-certificate"))[1].version == 2


def test_the_root_never_goes_back(sign):
    old = proposed()
    sign(old)
    assert refusal(sign) == "dropped"
    assert refusal(sign, changed(old, not_before=AT - timedelta(days=1))) == "changed"
    withdrawn = changed(old, revoked_at=AT, sign_until=AT)
    sign(withdrawn)
    assert refusal(sign, changed(withdrawn, revoked_at=None)) == "unrevoked"
    assert refusal(sign, changed(withdrawn, sign_until=AT + timedelta(days=1))) == "longer"


def test_only_what_follows_the_last_list_is_signed(folder, sign):
    sign(proposed())
    assert refusal(folder.sign, write_proposal("", [proposed()]), AT) == "other_previous"


def test_a_certificate_needs_the_key_and_one_kind(sign):
    one = proposed()
    assert refusal(sign, replace(one, proof=proposed().proof)) == "no_proof"
    assert refusal(sign, replace(one, kind="return-certificate")) == "no_proof"
    assert refusal(sign, changed(proposed(), document_types=frozenset({CARD, "visa"}))) == "no_proof"
    two = proposed(document_types=frozenset({CARD, "visa"}))
    assert refusal(sign, two) == "other_kinds"


def test_the_certificates_of_a_revoked_key_are_on_the_lists_of_their_authorities(sign):
    old = proposed()
    certificates = sign(old)[0].certificates[old.key.key_id.hex()]
    answer, _ = sign(changed(old, revoked_at=AT), proposed())
    listed = {name: x509.load_der_x509_crl(der) for name, der in answer.withdrawals.items()}
    assert listed["iaca"].get_revoked_certificate_by_serial_number(certificates["mdoc"].serial_number)
    assert listed["csca"].get_revoked_certificate_by_serial_number(certificates["vds"].serial_number)
    assert len(list(listed["documents"])) == 2
    assert not list(listed["root"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other"}', '{"format": "watandoshlar-keys-1"}'])
def test_what_is_no_proposal_or_answer_is_refused(folder, text):
    assert refusal(folder.sign, text, AT) in {"malformed", "other_format"}
    assert refusal(read_answer, text) in {"malformed", "other_format"}


def test_the_folder_is_read_by_its_owner_only_and_remembers(folder, sign, tmp_path):
    sign(one := proposed())
    files = [path for path in (tmp_path / "authority").rglob("*") if path.is_file() and path.name != "issued.jsonl"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    again = AuthorityFolder.open(tmp_path / "authority")
    last = json.loads((tmp_path / "authority/lists/0000000001.answer.json").read_text())["list"]
    answer = read_answer(again.sign(write_proposal(last, [one]), AT + timedelta(days=90)))
    assert read_trust_list(answer.trust_list, again.root.public_key(), last).version == 2
    with pytest.raises(FileExistsError):
        AuthorityFolder.found(tmp_path / "authority", NAMES, AT)


def test_a_ceremony_by_hand(tmp_path, monkeypatch, capsys):
    typed = iter(["first part", "second part"] * 3 + ["first part", "another part", "short", "second part"])
    monkeypatch.setattr(ceremony.getpass, "getpass", lambda prompt: next(typed))
    folder, proposal, answer = (str(tmp_path / name) for name in ("authority", "proposal.json", "answer.json"))
    given = ["--country", "UZ", "--organization", "Ministry", "--address", "https://example.org/"]
    assert ceremony.main(["found", folder, *given]) == 0
    root = capsys.readouterr().out
    (tmp_path / "proposal.json").write_text(write_proposal("", [proposed()]))
    assert ceremony.main(["show", proposal]) == 0
    shown = capsys.readouterr().out
    assert "compatriot-card" in shown
    assert "asks for certificates" in shown
    assert ceremony.main(["sign", folder, proposal, answer]) == 0
    assert capsys.readouterr().out.endswith(root)
    assert read_answer((tmp_path / "answer.json").read_text()).trust_list
    # Signed already; then a wrong part, and one that is too short.
    for _ in range(3):
        assert ceremony.main(["sign", folder, proposal, answer]) == 1
    assert "other_previous" in capsys.readouterr().err


def test_a_proposal_says_what_happens_to_each_key():
    old = proposed(revoked_at=AT)
    lines = describe(write_proposal("list", [old, proposed("pdf")]))
    assert len(lines) == 3
    assert "revoked 2026-11-26T09:00:00+00:00" in lines[1]
    assert "until further notice" in lines[2]


def test_a_demonstration_that_begins_anew_does_not_go_back(folder):
    first = read_answer(folder.sign_without_memory(write_proposal("", [proposed()]), AT)).trust_list
    root = folder.root.public_key()
    one = proposed()
    anew = read_answer(folder.sign_without_memory(write_proposal("", [one]), AT + timedelta(seconds=9))).trust_list
    assert read_trust_list(anew, root, first).version == int(AT.timestamp()) + 9
    third = read_answer(folder.sign_without_memory(write_proposal(anew, [one]), AT)).trust_list
    assert read_trust_list(third, root, anew).version == int(AT.timestamp()) + 10


def test_a_key_without_a_kind_is_listed_and_not_certified(sign):
    old = ProposedKey("", proposed().key)
    answer, content = sign(old, proposed())
    assert old.key.key_id in content.keys
    assert old.key.key_id.hex() not in answer.certificates
