"""The page that goes on working when the platform is gone: border posts, airlines, offices without a network."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from tests.journeys.doorway import Doorway, doorway_to
from tests.journeys.papers import Paper, issue_paper
from tests.journeys.staff import as_jpeg, assert_accessible, assert_fits, picture_of
from tests.journeys.test_verifier import photographed
from tests.seal_mutations import message_from, parts_of, text_of, twin_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import (
    Certificate,
    FileWarning,
    Verdict,
    revoke_certificate,
    revoke_signing_key,
    suspend_certificate,
    trusted_keys,
)
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import make_seal, read_seal

LANGUAGES = ("uz", "uz-cyrl", "uz-arab", "ru", "en")
MONTH = timedelta(days=31)
PUBLISHED_WITHIN = 60
STATUSES, TRUST = "/status-lists/", "/trust-list"
# What a device may ask for: the page, its files, and whole lists. Nothing of it tells one document from another.
PAGE = re.compile(r"/verifier/(?:[a-z-]+/(?:manifest\.webmanifest)?|worker\.js)|/static/[\w./-]+|/trust-list")
LIST = re.compile(r"/status-lists/(?:[a-z0-9]+)?")
RIGHTS = "#verdict .rights li"
WARNINGS = ("", *(one.name for one in FileWarning))
# Shows every verdict with everything there is to say of a file, and tells where rights are shown.
EVERY_ANSWER = """async ([seal, verdicts, warnings]) => {
    const at = (name) => import(`/static/verifier/${name}.js`);
    const [{ check }, { heldLists, now }, { showVerdict }] =
        await Promise.all(["core/checking", "lists", "showing"].map(at));
    const answer = await check(seal, await heldLists(), now());
    const section = document.getElementById("verdict");
    const every = verdicts.flatMap((verdict) => warnings.map((warning) => [verdict, warning]));
    return every.map(([verdict, warning]) => {
        showVerdict(section, { ...answer, verdict, fileWarning: warning || undefined }, "", () => {});
        return [verdict, warning, section.querySelectorAll(".rights li").length];
    });
}"""


@dataclass
class Device:
    """A browser with the page of the verifier, on the day of the examples."""

    page: Page
    door: Doorway
    language: str

    def open(self) -> None:
        self.page.goto(f"{self.door.address}/verifier/{self.language}/")
        self.page.wait_for_selector("html[data-kept]")

    def verdict(self) -> str:
        return self.page.locator("#verdict .small").inner_text()

    def check_file(self, name: str, kind: str, content: bytes) -> str:
        self.forget()
        self.page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": content})
        return self.verdict()

    def check_text(self, seal: str) -> str:
        self.forget()
        if self.page.locator(".more").get_attribute("open") is None:
            self.page.click(".more summary")
        self.page.fill("#seal", seal)
        self.page.click("#by-text button")
        return self.verdict()

    def forget(self) -> None:
        if self.page.locator("#verdict").is_visible():
            self.page.click("#verdict > button")

    def update(self) -> None:
        self.page.click("#update")
        self.page.locator("#state:not([hidden])").wait_for()

    def said(self) -> str:
        """The tone of what the page says of its lists."""
        return self.page.locator("#state").get_attribute("class").removeprefix("notice ")

    def sees(self, seal: str, verdict: str) -> bool:
        """Whether the lists say so before long: the worker publishes what changed."""
        deadline = time.monotonic() + PUBLISHED_WITHIN
        while time.monotonic() < deadline:
            self.update()
            if self.check_text(seal) == verdict:
                return True
        return False

    def set_clock(self, later: timedelta) -> None:
        self.page.clock.set_fixed_time(clock.now() + later)

    def lists(self) -> str:
        return self.page.locator("#lists").inner_text()


@pytest.fixture
def door(demonstration) -> Iterator[Doorway]:
    with doorway_to(demonstration.base_url) as door:
        yield door


@pytest.fixture
def paper(demonstration) -> Paper:
    return issue_paper()


@pytest.fixture
def new_device(door: Doorway, new_context: Callable[..., BrowserContext]) -> Callable[..., Device]:
    def open_device(language: str = "en", **options: object) -> Device:
        page = new_context(**{"viewport": {"width": 360, "height": 740}, **options}).new_page()
        device = Device(page, door, language)
        device.set_clock(timedelta())
        device.open()
        return device

    return open_device


def changed(seal: str) -> str:
    """The same seal with the other signature that its mathematics allow."""
    *parts, signature = parts_of(seal)
    return text_of(message_from([*parts, twin_of(signature)]))


def type_number(device, number: str) -> None:
    device.page.locator("details.more").evaluate("part => { part.open = true; }")
    device.page.fill("#number", number)
    device.page.click("#by-number button")


def test_it_works_when_the_platform_is_gone(paper: Paper, new_device) -> None:
    device = new_device("ru")
    type_number(device, paper.number)
    device.page.wait_for_url("**/verify/number/")
    assert device.page.input_value("#number") == paper.number
    device.page.goto(f"{device.door.address}/verifier/ru/")
    device.page.wait_for_selector("html[data-kept]")
    device.door.close()
    device.page.reload()
    device.page.wait_for_selector("html[data-kept]")
    assert device.check_file("IMG_1.jpg", "image/jpeg", photographed(paper.pdf)) == "VALID"
    assert paper.holder.upper() in device.page.locator("#verdict").inner_text().upper()
    assert paper.number in device.page.locator("#verdict").inner_text()
    assert device.check_file("paper.pdf", "application/pdf", paper.pdf) == "VALID"
    assert device.check_file("paper.pdf", "application/pdf", paper.pdf + b"\n") == "VALID CHANGED"
    assert "error" in device.page.locator("#verdict").get_attribute("class")
    assert device.check_text(paper.seal + "\n") == "VALID"
    assert device.check_text(changed(paper.seal)) == "BAD_SIGNATURE"
    assert paper.holder.upper() not in device.page.locator("#verdict").inner_text().upper()
    assert device.check_text("https://example.org/") == "NOT_OURS"
    assert device.check_file("empty.png", "image/png", b"nothing") == "UNREADABLE"
    assert device.check_file("empty.pdf", "application/pdf", b"%PDF-1.7 nothing") == "UNREADABLE"
    # Another language is there too, and what needs the platform says so.
    device.page.goto(f"{device.door.address}/verifier/uz-arab/")
    device.page.wait_for_selector("html[data-kept]")
    assert device.page.locator("html").get_attribute("dir") == "rtl"
    assert device.check_text(paper.seal) == "VALID"
    type_number(device, paper.number)
    device.page.wait_for_selector("#state.warning")
    assert "/verifier/uz-arab/" in device.page.url


def test_a_month_without_a_network(paper: Paper, new_device) -> None:
    device = new_device()
    device.door.close()
    found = {}
    for days in (0, 2, 4, 29, 31):
        device.set_clock(timedelta(days=days))
        device.page.reload()
        device.page.wait_for_selector("html[data-kept]")
        tones = device.page.locator("#lists .tag").evaluate_all("tags => tags.map(tag => tag.className)")
        found[days] = (device.check_text(paper.seal), set(tones))
    assert found == {
        0: ("VALID", {"tag good"}),
        2: ("VALID", {"tag good"}),
        4: ("VALID", {"tag waiting"}),
        29: ("VALID", {"tag waiting"}),
        31: ("VALID_STATUS_UNKNOWN", {"tag bad"}),
    }


def test_what_was_withdrawn_says_so_and_goes_on_saying_it(paper: Paper, new_device) -> None:
    device, card = new_device(), card_seal(paper)
    assert device.check_text(paper.seal) == "VALID"
    suspend_certificate(acting_user=paper.head, number=paper.number, reason="lost_or_stolen")
    assert device.sees(paper.seal, "SUSPENDED")
    assert (device.check_text(card), device.page.locator(RIGHTS).count()) == ("SUSPENDED", 0)
    before = {path: device.page.request.get(device.door.address + path).body() for path in list_paths(device)}
    revoke_certificate(acting_user=paper.head, number=paper.number, reason="lost_or_stolen")
    assert device.sees(paper.seal, "REVOKED")
    assert (device.check_text(card), device.page.locator(RIGHTS).count()) == ("REVOKED", 0)
    # Lists of yesterday, which were signed as well, do not lead back.
    device.door.answers.update(before)
    device.update()
    assert device.check_text(paper.seal) == "REVOKED"
    device.door.close()
    device.set_clock(MONTH)
    device.page.reload()
    assert device.check_text(paper.seal) == "REVOKED"


def list_paths(device: Device) -> list[str]:
    index = device.page.request.get(device.door.address + STATUSES).json()
    return [uri[uri.index(STATUSES) :] for uri in index["status_lists"]]


def test_one_list_that_fails_holds_up_no_other(paper: Paper, new_device) -> None:
    device = new_device()
    device.update()
    assert device.said() == "success"
    index = device.page.request.get(device.door.address + STATUSES).json()["status_lists"]
    paths, trust = list_paths(device), device.page.request.get(device.door.address + TRUST).body()
    device.door.answers[STATUSES] = json.dumps({"status_lists": [f"{index[0]}gone", *index]}).encode()
    suspend_certificate(acting_user=paper.head, number=paper.number, reason="lost_or_stolen")
    assert device.sees(paper.seal, "SUSPENDED")
    assert device.said() == "warning"
    # What comes broken leaves what is here, and a key that was withdrawn counts no more although no other list comes.
    device.door.answers |= dict.fromkeys(paths, b"broken")
    device.update()
    assert (device.said(), device.check_text(paper.seal)) == ("warning", "SUSPENDED")
    revoke_signing_key(acting_user=SYSTEM, key_id=Certificate.objects.get(number=paper.number).key_id)
    device.update()
    assert (device.said(), device.check_text(paper.seal)) == ("warning", "KEY_REVOKED")
    device.door.answers[TRUST] = trust
    device.update()
    assert (device.said(), device.check_text(paper.seal)) == ("error", "KEY_REVOKED")
    device.door.close()
    device.page.reload()
    device.page.wait_for_selector("html[data-kept]")
    assert device.check_text(paper.seal) == "KEY_REVOKED"


def test_lists_go_from_device_to_device_in_a_file(paper: Paper, new_device, tmp_path: Path) -> None:
    suspend_certificate(acting_user=paper.head, number=paper.number, reason="lost_or_stolen")
    there, here = new_device(), new_device("uz")
    assert there.sees(paper.seal, "SUSPENDED")
    with there.page.expect_download() as download:
        there.page.click("#save")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert paper.number not in saved.read_text()
    here.door.close()
    here.page.evaluate("caches.delete('verified-lists')")
    here.page.reload()
    here.page.wait_for_selector("html[data-kept]")
    here.page.wait_for_selector("#state.warning")
    here.page.set_input_files("#lists-file", saved)
    here.page.wait_for_selector("#state.success")
    assert here.check_text(paper.seal) == "SUSPENDED"
    forged = json.loads(saved.read_text())
    forged["trust"] = forged["trust"][:-4] + "AAAA"
    saved.write_text(json.dumps(forged))
    here.page.set_input_files("#lists-file", saved)
    here.page.wait_for_selector("#state.error")
    assert here.check_text(paper.seal) == "SUSPENDED"


def test_nobody_is_told_what_was_checked(paper: Paper, new_device) -> None:
    device = new_device()
    device.check_file("warm-up.jpg", "image/jpeg", as_jpeg(picture_of(paper.pdf, 110)))
    before = len(device.door.passed)
    pictures = [as_jpeg(picture_of(paper.pdf, dpi)) for dpi in (110, 150)]
    for number in range(50):
        if number % 5 == 0:
            device.check_file("IMG_1.jpg", "image/jpeg", pictures[number % 2])
        elif number % 5 == 1:
            device.check_file("paper.pdf", "application/pdf", paper.pdf)
        else:
            device.check_text(paper.seal if number % 2 else changed(paper.seal))
    assert len(device.door.passed) == before
    device.update()
    device.page.reload()
    device.page.wait_for_selector("html[data-kept]")
    assert len(device.door.passed) > before
    for request in device.door.passed:
        assert (request.method, request.body) == ("GET", b"")
        assert PAGE.fullmatch(request.path) or LIST.fullmatch(request.path), request.path
        assert not {"cookie", "authorization"} & {name.lower() for name in request.heads}
    # Whole lists, and every one of them: which of them a document is in is not told either.
    asked = {request.path for request in device.door.passed if LIST.fullmatch(request.path)}
    assert asked == {STATUSES, *list_paths(device)}
    assert device.page.context.cookies() == []


def film_of(pdf: bytes, path: Path) -> Path:
    """What a camera sees that is held over the code of the paper."""
    page = picture_of(pdf, 200)
    # Beside ours the paper has the code of borders.
    corners = next(code for code in zxingcpp.read_barcodes(page) if code.text.startswith("UZ1:")).position
    middle, side = corners.top_left.x + corners.bottom_right.x, corners.bottom_right.x - corners.top_left.x
    left, top = middle // 2 - side, corners.top_left.y - side // 3
    seen = page.crop((left, top, left + 2 * side, top + 5 * side // 3)).rotate(3, fillcolor=(92, 78, 66))
    seen.thumbnail((1280, 720))
    frame = Image.new("RGB", (1280, 720), (92, 78, 66))
    frame.paste(seen, ((1280 - seen.width) // 2, (720 - seen.height) // 2))
    path.write_bytes(as_jpeg(frame, 85) * 10)
    return path


def test_the_camera_reads_the_paper(paper: Paper, new_device, tmp_path: Path) -> None:
    device = new_device(film=film_of(paper.pdf, tmp_path / "paper.mjpeg"))
    device.door.close()
    device.page.click("#camera")
    assert device.verdict() == "VALID"
    assert device.page.locator("#frame").is_hidden()
    assert device.page.evaluate("document.activeElement.id") == "verdict"


def test_without_a_camera_it_says_what_else_there_is(new_device) -> None:
    device = new_device()
    device.page.click("#camera")
    device.page.locator("#told", has_text=re.compile(".{20}")).wait_for()
    device.page.locator("#camera").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_it(language: str, paper: Paper, new_device) -> None:
    device = new_device(language)
    assert_fits(device.page)
    assert_accessible(device.page, colours=language == "uz")
    for seal in (paper.seal, changed(paper.seal)):
        device.check_text(seal)
        for width in (360, 768, 1280):
            device.page.set_viewport_size({"width": width, "height": 740})
            assert_fits(device.page)
        assert_accessible(device.page, colours=language == "uz")
        word = device.page.locator("#verdict-word")
        assert word.evaluate("word => parseFloat(getComputedStyle(word).fontSize)") >= 28
        assert word.locator("svg").is_visible()


def test_a_verdict_is_heard_and_felt(paper: Paper, new_device) -> None:
    device = new_device()
    device.page.evaluate(
        """() => {
            window.felt = [];
            window.heard = 0;
            navigator.vibrate = (pulses) => felt.push(pulses.length);
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (...when) { heard += 1; return start.apply(this, when); };
        }"""
    )
    for seal in (paper.seal, changed(paper.seal)):
        device.check_text(seal)
    assert device.page.evaluate("[felt, heard]") == [[1, 1], 3]
    device.forget()
    device.page.click("#sound")
    device.check_text(paper.seal)
    assert device.page.evaluate("[felt, heard]") == [[1, 1, 1], 3]


def test_without_scripts_it_leads_to_the_forms(door: Doorway, new_context) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{door.address}/verifier/en/")
    with page.expect_navigation():
        page.click("noscript a")
    assert page.url.endswith("/en/verify/")
    assert page.locator("#seal").is_visible()


def test_it_can_be_installed(new_device) -> None:
    device = new_device()
    wire = device.page.context.new_cdp_session(device.page)
    manifest = wire.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["scope"] == "/verifier/"
    # A browser in a test is a private one, which installs nothing; it finds nothing else that stands in the way.
    reasons = {error["errorId"] for error in wire.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert reasons <= {"in-incognito"}


def card_seal(paper: Paper, photo: bytes = b"") -> str:
    """The seal of a compatriot's card of the same holder, which shares the paper's place in the status list."""
    claims = read_seal(paper.seal, trusted_keys(), clock.now()).claims
    told = {**claims.identity, 16: photo, 17: 4} if photo else claims.identity
    card = replace(claims, document_type="compatriot-card", category="C1", identity=told)
    return make_seal(card, signer_for(card.document_type))


def test_the_photo_is_the_signed_one_and_rights_are_in_words(paper: Paper, new_device) -> None:
    picture = BytesIO()
    Image.linear_gradient("L").resize((72, 96)).convert("RGB").save(picture, "WEBP", quality=30)
    device = new_device("ru")
    assert device.check_text(card_seal(paper, photo=picture.getvalue())) == "VALID"
    photo = device.page.locator("#verdict img")
    assert photo.evaluate("async photo => { await photo.decode(); return photo.naturalWidth; }") == 72
    assert photo.get_attribute("alt")
    assert device.page.locator(RIGHTS).count() > 3
    assert_accessible(device.page, colours=False)
    # The next document has neither.
    assert device.check_text(paper.seal) == "VALID"
    assert device.page.locator(f"#verdict img, {RIGHTS}").count() == 0


def test_only_who_holds_what_counts_is_told_to_have_rights(paper: Paper, new_device) -> None:
    device = new_device()
    shown = device.page.evaluate(EVERY_ANSWER, [card_seal(paper), [one.name for one in Verdict], list(WARNINGS)])
    assert {(verdict, warning) for verdict, warning, rights in shown if rights} == {
        (verdict, warning) for verdict in ("VALID", "VALID_STATUS_UNKNOWN") for warning in ("", "COPY")
    }
    assert len(shown) == len(Verdict) * len(WARNINGS)
