"""The script with which an outsider reckons the log: it agrees with an honest site, and finds out every other."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pytest
from django.test import Client

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import certificate_of, log_head, publish_status_lists, read_pdf, trusted_keys
from watandoshlar.domains.certificates.rules.reading import find_seal
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import base64url, make_seal, read_seal
from watandoshlar.web.registers import recompute_log
from watandoshlar.web.registers.log import SCRIPT

SITE = "https://site.example"
Answer = Callable[[str], bytes]


@pytest.fixture
def honest(demonstration: object) -> Answer:
    """The site as it is."""
    publish_status_lists(acting_user=SYSTEM)

    def answer(address: str) -> bytes:
        path = address.removeprefix(SITE) if address.startswith(SITE) else urlsplit(address).path
        got = Client().get(path, headers={"accept": "application/statuslist+jwt, application/json, */*"})
        assert got.status_code == 200, address
        assert not got.cookies
        return got.content

    return answer


@dataclass(frozen=True)
class Seals:
    issued: str
    made_in_secret: str


@pytest.fixture
def seals(demonstration) -> Seals:
    """One of a document that was issued, and one that its key signed without anybody being told."""
    certificate = certificate_of(demonstration.issued.reference)
    issued = find_seal(read_pdf(certificate)).text
    claims = read_seal(issued, trusted_keys(), clock.now()).claims
    secret = make_seal(replace(claims, number="UZ-CR-26-SECRET22"), signer_for(claims.document_type))
    return Seals(issued, secret)


@pytest.fixture
def reckon(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run(answer: Answer, *arguments: str) -> int:
        monkeypatch.setattr(recompute_log, "fetch", answer)
        return recompute_log.main([SITE, *arguments])

    return run


def changed(answer: Answer, path: str, change: Callable[[bytes], bytes]) -> Answer:
    """A site that says something else there."""
    return lambda address: change(answer(address)) if path in address else answer(address)


def flipped(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:]


def with_other(**facts: object) -> Callable[[bytes], bytes]:
    return lambda content: json.dumps({**json.loads(content), **facts}).encode()


def test_an_honest_site_agrees(honest, reckon, capsys, tmp_path):
    heads = str(tmp_path / "heads.json")
    assert reckon(honest, "--keep", heads) == 0
    assert reckon(honest, "--keep", heads) == 0
    said = capsys.readouterr().out
    assert f"log: {log_head().size} documents issued" in said
    assert "kept for the first time" in said
    assert "0 more since" in said


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/log/leaves", flipped),
        ("/log/leaves", lambda content: content[:-32]),
        ("/log/leaves", lambda content: b""),
        ("/log/leaves", lambda content: content + bytes(32)),
        ("/log/leaves", lambda content: content[::-1]),
        ("/log/", lambda content: content if len(content) % 32 == 0 else with_other(root="00" * 32)(content)),
    ],
)
def test_a_site_that_shows_other_leaves_is_found_out(honest, reckon, path, change):
    assert reckon(changed(honest, path, change)) == 1


def test_a_status_list_with_another_log_is_found_out(honest, reckon):
    def other(content: bytes) -> bytes:
        header, claims, signature = content.decode().split(".")
        told = json.loads(recompute_log.from_base64(claims))
        told["log"]["root"] = "11" * 32
        return f"{header}.{base64url.encode(json.dumps(told).encode())}.{signature}".encode()

    lists = json.loads(honest(f"{SITE}/status-lists/"))["lists"]
    assert lists
    assert reckon(changed(honest, f"/status-lists/{lists[0]['id']}", other)) == 1


@pytest.mark.parametrize("kept", [{"size": 1, "root": "22" * 32}, {"size": 10**6, "root": "22" * 32}])
def test_a_past_that_was_rewritten_is_found_out(honest, reckon, tmp_path, kept):
    heads = tmp_path / "heads.json"
    heads.write_text(json.dumps({**kept, "signed_at": "2026-11-20T00:00:00+00:00"}))
    assert reckon(honest, "--keep", str(heads)) == 1
    assert json.loads(heads.read_text())["size"] == kept["size"], "what was kept stays for the dispute"


def test_a_document_is_found_in_the_log_or_was_issued_in_secret(honest, reckon, tmp_path, seals):
    known, secret = tmp_path / "known.txt", tmp_path / "secret.txt"
    known.write_text(seals.issued)
    secret.write_text(seals.made_in_secret)
    assert reckon(honest, "--document", str(known)) == 0
    assert reckon(honest, "--document", str(secret)) == 1


def test_a_site_that_does_not_answer(reckon):
    def silent(address: str) -> bytes:
        raise OSError("no route")

    assert reckon(silent) == 2


def test_the_script_needs_nothing_of_ours(tmp_path):
    """It runs alone, without the packages of the platform, from any folder."""
    copy = tmp_path / "recompute_log.py"
    copy.write_bytes(SCRIPT.read_bytes())
    helped = subprocess.run(
        [sys.executable, "-I", "-S", str(copy), "--help"], cwd=tmp_path, capture_output=True, text=True
    )
    assert helped.returncode == 0
    assert "--keep" in helped.stdout


@pytest.mark.parametrize("query", ["", "first=-1&count=1", "first=0&count=0", "first=0&count=99999", "first=x&count=1"])
def test_leaves_are_asked_for_in_pages(honest, query):
    assert Client().get(f"/log/leaves?{query}").status_code == 400


def test_leaves_that_no_head_has_counted_are_not_shown(honest):
    assert Client().get(f"/log/leaves?first={log_head().size}&count=5").content == b""
