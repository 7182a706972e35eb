"""The script run as an outsider runs it: a program of its own, that asks a site and knows the root by another way."""

import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.test import Client

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import publish_status_lists
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.credentials.jose import sign_jws
from watandoshlar.foundation.crypto import TrustedKey, base64url
from watandoshlar.foundation.crypto.trust_list import TrustList, make_trust_list, read_trust_list
from watandoshlar.web.registers.log import SCRIPT

ROOT = ec.derive_private_key(20261123, ec.SECP384R1())
"""A root of the tests, so that lists can be signed that the platform would never sign."""
AGREES, DISAGREES, NOT_CHECKED = 0, 1, 2
KINDS = ("log", "status-lists")


@dataclass
class Site:
    """What is published, by path; a test changes it before it asks."""

    pages: dict[str, bytes]
    list_path: str
    trusted: TrustList

    def say(self, path: str, **others: object) -> None:
        self.pages[path] = json.dumps({**json.loads(self.pages[path]), **others}).encode()

    def trust(self, changed: Mapping[bytes, TrustedKey]) -> None:
        """Publish another list of keys, rightly signed."""
        content = replace(self.trusted, keys={**self.trusted.keys, **changed})
        self.pages["/trust-list"] = make_trust_list(content, ROOT.public_key(), _sign).encode()

    def token(self, kind: str) -> str:
        return json.loads(self.pages["/log/"])["head"] if kind == "log" else self.pages[self.list_path].decode()

    def give(self, kind: str, token: str) -> None:
        if kind == "log":
            self.say("/log/", head=token)
        else:
            self.pages[self.list_path] = token.encode()

    def key_of(self, kind: str) -> TrustedKey:
        return self.trusted.keys[bytes.fromhex(_part(self.token(kind), 0)["kid"])]


@pytest.fixture
def site(demonstration: object) -> Site:
    """The published head, leaves, keys and one status list, as they are."""
    publish_status_lists(acting_user=SYSTEM)
    lists = json.loads(_get("/status-lists/"))["lists"][:1]
    list_path = urlsplit(lists[0]["uri"]).path
    pages = {path: _get(path) for path in ("/log/", list_path, "/trust-list")}
    pages["/status-lists/"] = json.dumps({"lists": lists}).encode()
    pages["/log/leaves"] = _get(f"/log/leaves?first=0&count={json.loads(pages['/log/'])['size']}")
    root = x509.load_pem_x509_certificate(_get("/trust-list/root.pem")).public_key()
    made = Site(pages, list_path, read_trust_list(pages["/trust-list"].decode(), root))
    made.trust({})
    return made


@pytest.fixture
def ask(site: Site, tmp_path: Path) -> Iterator[Callable[..., int]]:
    """Run the script against the site; the exit code, which is what a program of the outsider sees."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = site.pages.get(urlsplit(self.path).path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *told: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # The site bears its own name, and lists name it so: the way there is a proxy's.
    environment = {"http_proxy": f"http://127.0.0.1:{server.server_port}"}
    (tmp_path / "root.pem").write_bytes(_pem(ROOT.public_key()))

    def run(*arguments: str, without_packages: bool = False) -> int:
        alone = ["-I", "-S"] if without_packages else ["-I"]
        command = [sys.executable, *alone, str(SCRIPT), settings.SITE_URL, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode

    yield run
    server.shutdown()
    server.server_close()


def test_an_honest_site_agrees_with_its_signatures_too(ask, site, tmp_path):
    assert ask("--root", "root.pem") == AGREES
    assert ask(without_packages=True) == AGREES
    assert ask("--root", "root.pem", "--keep", "heads.json") == AGREES
    assert json.loads((tmp_path / "heads.json").read_text())["size"] == json.loads(site.pages["/log/"])["size"]


def test_the_certificate_that_the_platform_publishes_serves_as_root(ask, site, tmp_path):
    site.pages["/trust-list"] = _get("/trust-list")
    (tmp_path / "published.pem").write_bytes(_get("/trust-list/root.pem"))
    assert ask("--root", "published.pem") == AGREES
    assert ask("--root", "root.pem") == DISAGREES


def test_signatures_that_cannot_be_checked_are_never_called_agreed(ask, tmp_path):
    (tmp_path / "other.pem").write_bytes(_pem(ec.generate_private_key(ec.SECP256R1()).public_key()))
    (tmp_path / "broken.pem").write_text("-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n")
    assert ask("--root", "root.pem", without_packages=True) == NOT_CHECKED
    assert [ask("--root", name) for name in ("nowhere.pem", "other.pem", "broken.pem")] == [NOT_CHECKED] * 3


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_key_trusted_for_it_signs(ask, site, kind):
    """The key of a document, stolen or not, signs no log and no list; nor does the key of the one sign the other."""
    others = [site.key_of(other) for other in KINDS if other != kind]
    for signer in (signer_for("compatriot-card"), signer_for(next(iter(others[0].document_types)))):
        header, claims = (_part(site.token(kind), place) for place in (0, 1))
        site.give(kind, sign_jws({**header, "kid": signer.key_id.hex()}, claims, signer)[0])
        site.trust({signer.key_id: _trusted(signer)})
        assert ask("--root", "root.pem") == DISAGREES
        assert ask() == AGREES, "what is said holds; only who said it does not"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ({"revoked_at": timedelta(days=-1)}, DISAGREES),
        ({"revoked_at": timedelta()}, DISAGREES),
        ({"not_before": timedelta(seconds=1)}, DISAGREES),
        ({"sign_until": timedelta(seconds=-1)}, DISAGREES),
        ({"not_before": timedelta(), "sign_until": timedelta()}, AGREES),
    ],
)
def test_a_key_signs_in_its_time_and_until_it_is_withdrawn(ask, site, kind, dates, code):
    key = site.key_of(kind)
    signed_at = datetime.fromtimestamp(_part(site.token(kind), 1)["iat"], site.trusted.issued_at.tzinfo)
    site.trust({key.key_id: replace(key, **{name: signed_at + apart for name, apart in dates.items()})})
    assert ask("--root", "root.pem") == code


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_signature_or_an_unknown_key_is_found_out(ask, site, kind):
    token = site.token(kind)
    for broken in (
        token[:-4],
        token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"),
        token.rpartition(".")[0] + ".",
    ):
        site.give(kind, broken)
        assert ask("--root", "root.pem") == DISAGREES
    site.give(kind, token)
    site.trusted = replace(site.trusted, keys={site.key_of(kind).key_id: site.key_of(kind)})
    site.trust({})
    assert ask("--root", "root.pem") == DISAGREES, "the key of the other is missing"


@pytest.mark.parametrize(
    "log", [None, "", {}, {"size": "1", "root": ""}, {"size": -1, "root": ""}, {"size": True, "root": ""}, {"size": 1}]
)
def test_a_list_that_does_not_name_the_log_disagrees(ask, site, log):
    header, claims = (_part(site.token("status-lists"), place) for place in (0, 1))
    del claims["log"]
    claims |= {} if log is None else {"log": log}
    site.give("status-lists", sign_jws(header, claims, signer_for("status-lists"))[0])
    assert ask() == DISAGREES


def test_a_list_in_the_place_of_another_disagrees(ask, site):
    header, claims = (_part(site.token("status-lists"), place) for place in (0, 1))
    site.give("status-lists", sign_jws(header, {**claims, "sub": claims["sub"] + "x"}, signer_for("status-lists"))[0])
    assert ask() == DISAGREES


def test_a_signed_head_of_another_log_disagrees(ask, site):
    header, claims = (_part(site.token("log"), place) for place in (0, 1))
    site.give("log", sign_jws(header, {**claims, "root": "00" * 32}, signer_for("log"))[0])
    assert ask() == DISAGREES
    site.give("log", site.token("status-lists"))
    assert ask() == DISAGREES


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/log/", b"{}"),
        ("/log/", b"[" * 100_000),
        ("/log/", b"<html>"),
        ("/status-lists/", b'{"lists": {}}'),
        ("/status-lists/", b'{"lists": [1]}'),
        ("/status-lists/", b'{"lists": [{"uri": "file:///etc/hostname"}]}'),
        ("/trust-list", b"a.b.c"),
        ("/trust-list", b"\xff"),
        ("/trust-list", b""),
        ("list", b"no token"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else value[:24].decode("latin-1"),
)
def test_another_form_disagrees(ask, site, path, content):
    site.pages[site.list_path if path == "list" else path] = content
    assert ask("--root", "root.pem") == DISAGREES


@pytest.mark.parametrize("name", ["kid", "pub", "docTypes", "notBefore", "signUntil", "revokedAt"])
def test_keys_that_do_not_say_everything_disagree(ask, site, name):
    header, content = (_part(site.pages["/trust-list"].decode(), place) for place in (0, 1))
    for key in content["keys"]:
        del key[name]
    signed = ".".join(base64url.encode(json.dumps(part).encode()) for part in (header, content))
    site.pages["/trust-list"] = f"{signed}.{base64url.encode(_raw(_sign(signed.encode())))}".encode()
    assert ask("--root", "root.pem") == DISAGREES


def test_a_page_that_is_not_there_is_no_answer(ask, site):
    del site.pages["/trust-list"]
    assert ask("--root", "root.pem") == NOT_CHECKED


def test_a_file_in_which_no_head_was_kept_is_told(ask, tmp_path):
    (tmp_path / "heads.json").write_text("[]")
    assert ask("--keep", "heads.json") == NOT_CHECKED


def _get(path: str) -> bytes:
    got = Client().get(path, headers={"accept": "application/statuslist+jwt, application/json, */*"})
    assert got.status_code == 200, path
    return got.content


def _part(token: str, place: int) -> dict:
    return json.loads(base64url.decode(token.split(".")[place]))


def _pem(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _sign(content: bytes) -> bytes:
    return ROOT.sign(content, ec.ECDSA(hashes.SHA384()))


def _raw(der: bytes) -> bytes:
    r, s = decode_dss_signature(der)
    return r.to_bytes(48, "big") + s.to_bytes(48, "big")


def _trusted(signer: object) -> TrustedKey:
    return signer.key.as_trusted()
