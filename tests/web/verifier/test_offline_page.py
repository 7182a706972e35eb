"""The page that works without a network: what its answers carry, what they leave out, and what it weighs."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from watandoshlar.domains.certificates.api import Verdict
from watandoshlar.web.verifier import embedding

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SCRIPTS = embedding.STATIC / "verifier"
MOST_BYTES = 450_000


def page(language: str, client: Client | None = None):
    return (client or Client()).get(f"/verifier/{language}/")


def embedded_in(answer) -> dict:
    found = re.search(r'<script id="embedded" type="application/json">(.*?)</script>', answer.content.decode())
    return json.loads(found.group(1))


def files_of_worker() -> list[str]:
    return json.loads(re.search(r"FILES = (\[.*?\]);", Client().get("/verifier/worker.js").content.decode()).group(1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_the_same_for_everybody(demonstration, language: str) -> None:
    known = Client()
    known.force_login(demonstration.applicant)
    answers = [page(language), page(language, known)]
    assert answers[0].content == answers[1].content
    for answer in answers:
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, max-age=60"
        assert "Cookie" not in answer["Vary"]
    direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in answers[0].content.decode()


def test_only_this_page_may_run_web_assembly_and_see(db) -> None:
    here, elsewhere = page("en"), Client().get("/en/verify/")
    assert "script-src 'self' 'wasm-unsafe-eval';" in here["Content-Security-Policy"] + ";"
    assert "unsafe-eval" not in elsewhere["Content-Security-Policy"]
    assert "unsafe-inline" not in here["Content-Security-Policy"]
    assert "camera=(self)" in here["Permissions-Policy"]
    assert "camera=()" in elsewhere["Permissions-Policy"]


def test_an_unknown_language_is_not_found_and_none_leads_to_one(db) -> None:
    assert page("xx").status_code == 404
    assert Client().get("/verifier/", headers={"Accept-Language": "ru"})["Location"] == "/verifier/ru/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_lets_it_be_installed(db, language: str) -> None:
    answer = Client().get(f"/verifier/{language}/manifest.webmanifest")
    manifest = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (manifest["lang"], manifest["scope"], manifest["display"]) == (language, "/verifier/", "standalone")
    assert Client().get(manifest["start_url"]).status_code == 200
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


def test_every_word_that_a_script_says_is_there_in_every_language(db) -> None:
    said = {word for path in SCRIPTS.glob("*.js") for word in re.findall(r"\bwords\.(\w+)", path.read_text())}
    said |= {"fresh", "ageing", "old"}
    for language in LANGUAGES:
        there = embedded_in(page(language))
        assert set(there["words"]) == said
        assert all(there["words"].values())
        assert set(there["verdicts"]) == {verdict.name for verdict in Verdict}


def test_it_carries_what_it_has_to_say_of_posts_documents_and_rights(demonstration) -> None:
    there = embedded_in(page("ru"))
    assert there["posts"]["seoul"] == ["Сеул", "Asia/Seoul"]
    assert there["documents"]["consular-registration"]
    assert "въез" in " ".join(there["rights"]["compatriot-card/C1"]).lower()
    assert there["countries"]["KZ"] == "Казахстан"
    # The root of the trust lists is part of the page, so that no list can name its own judge.
    assert len(there["root"]) == 160


def test_its_version_changes_with_anything_that_it_is_made_of(db, monkeypatch) -> None:
    before = embedding.version()
    assert embedding.version() == before
    monkeypatch.setattr(embedding, "_root", lambda: "another")
    assert embedding.version() != before


def test_everything_that_is_kept_is_there_and_light(demonstration) -> None:
    """As a browser gets it: files are compressed by brotli once and for all, pages by gzip when they are asked for."""
    addresses, weight = files_of_worker(), 0
    assert len(set(addresses)) == len(addresses) > 30
    for address in [*addresses, "/verifier/worker.js"]:
        if address.startswith(settings.STATIC_URL):
            content = Path(finders.find(address.removeprefix(settings.STATIC_URL))).read_bytes()
            weight += len(content) if address.endswith(".png") else len(brotli.compress(content))
        else:
            answer = Client().get(address)
            assert answer.status_code == 200
            weight += len(gzip.compress(answer.content))
    assert 300_000 < weight <= MOST_BYTES


def test_every_script_that_a_script_names_is_kept() -> None:
    kept = {address.removeprefix(embedding.PLACE) for address in embedding.files()}
    for path in SCRIPTS.rglob("*.js"):
        if path.name == "worker.js":
            continue
        for name in re.findall(r'from "(\.[^"]+)"|import\("(\.[^"]+)"\)', path.read_text()):
            wanted = (path.parent / "".join(name)).resolve().relative_to(SCRIPTS.resolve())
            assert wanted.as_posix() in kept


def test_the_reader_of_codes_is_the_one_that_was_published() -> None:
    folder = SCRIPTS / "zxing"
    written = dict(re.findall(r"^    ([0-9a-f]{64})  (\S+)$", (folder / "README.md").read_text(), re.MULTILINE))
    names = [path for path in folder.rglob("*") if path.is_file() and path.name != "README.md"]
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path.relative_to(folder).as_posix() for path in names}
    assert len(found) == 4
    assert found.items() <= written.items()


def test_no_script_of_ours_writes_html_or_asks_another_site() -> None:
    for path in [*SCRIPTS.glob("*.js"), *SCRIPTS.glob("core/*.js")]:
        found = re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|https?://", path.read_text())
        assert found is None, path
