"""Anyone with a document in hand asks whether it is genuine: by file, by picture, by seal, by number and code."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import BrowserContext

from tests.journeys.papers import Paper, issue_paper
from tests.journeys.staff import (
    Staff,
    as_jpeg,
    assert_accessible,
    assert_fits,
    picture_of,
)
from watandoshlar.domains.certificates.api import (
    reinstate_certificate,
    revoke_certificate,
    suspend_certificate,
)
from watandoshlar.domains.certificates.rules.numbers import ALPHABET

SMALL = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def paper(demonstration) -> Paper:
    return issue_paper()


@pytest.fixture
def anyone(demonstration, new_context: Callable[..., BrowserContext]) -> Callable[..., Staff]:
    """A stranger at the page of the verifier, without an account."""

    def open_page(language: str = "en", **options: object) -> Staff:
        page = new_context(**{**SMALL, **options}).new_page()
        stranger = Staff(page, demonstration, language, "", bool(options.get("java_script_enabled", True)))
        stranger.open("verify/")
        return stranger

    return open_page


def upload(stranger: Staff, name: str, kind: str, content: bytes) -> str:
    stranger.page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": content})
    return press(stranger, "#file")


def paste(stranger: Staff, seal: str) -> str:
    stranger.page.fill("#seal", seal)
    return press(stranger, "#seal")


def type_number(stranger: Staff, number: str, code: str) -> str:
    stranger.page.fill("#number", number)
    stranger.page.fill("#code", code)
    return press(stranger, "#number")


def press(stranger: Staff, field: str) -> str:
    with stranger.page.expect_navigation():
        stranger.page.locator(f"form:has({field}) button.button").click()
    return stranger.verdict()


def photographed(pdf: bytes) -> bytes:
    """As a phone takes it: from a slight angle, not quite sharp, in warm light, with the page around it."""
    page = picture_of(pdf, 170)
    width, height = page.size
    tilted = page.transform(
        (width, height),
        Image.Transform.QUAD,
        (-40, -30, 25, height + 40, width + 35, height + 10, width - 20, 15),
        resample=Image.Resampling.BICUBIC,
        fillcolor=(92, 78, 66),
    )
    warm = Image.blend(tilted, Image.new("RGB", tilted.size, (255, 214, 150)), 0.18)
    return as_jpeg(warm.rotate(4, expand=True, fillcolor=(92, 78, 66)).filter(ImageFilter.GaussianBlur(0.8)), 70)


def screenshot(pdf: bytes) -> bytes:
    return as_jpeg(picture_of(pdf, 110), 90)


def test_the_whole_file_is_accepted_and_shows_what_was_sealed(paper: Paper, anyone) -> None:
    for language, scripts in (("en", True), ("ru", False), ("uz-arab", True)):
        stranger = anyone(language, java_script_enabled=scripts)
        assert_fits(stranger.page)
        assert upload(stranger, "paper.pdf", "application/pdf", paper.pdf) == "VALID"
        facts = stranger.page.locator(".verdict dl").inner_text()
        assert paper.number in facts
        assert paper.holder.upper() in facts.upper()
        assert stranger.page.locator(".verdict h2 svg").is_visible()
        assert_fits(stranger.page)
        if scripts:
            assert stranger.page.evaluate("document.activeElement.id") == "verdict"
            assert_accessible(stranger.page)


@pytest.mark.parametrize("taken", [photographed, screenshot])
def test_a_picture_of_the_paper_is_accepted(paper: Paper, anyone, taken: Callable[[bytes], bytes]) -> None:
    assert upload(anyone(), "IMG_0001.jpg", "image/jpeg", taken(paper.pdf)) == "VALID"


def test_the_text_of_the_seal_and_the_number_with_its_code(paper: Paper, anyone) -> None:
    stranger = anyone()
    assert paste(stranger, paper.seal) == "VALID"
    assert paper.holder.upper() in stranger.text().upper()
    assert type_number(stranger, paper.number.lower().replace("-", " "), paper.code.lower()) == "VALID"
    # A number can be guessed; so it opens no name.
    assert paper.holder.upper() not in stranger.text().upper()
    assert_accessible(stranger.page)


def other(character: str) -> str:
    return next(letter for letter in ALPHABET if letter != character)


def test_what_was_changed_is_not_accepted(paper: Paper, anyone) -> None:
    stranger = anyone()
    middle = len(paper.seal) // 2
    changed = paper.seal[:middle] + ("0" if paper.seal[middle] != "0" else "1") + paper.seal[middle + 1 :]
    assert paste(stranger, changed) in ("BAD_SIGNATURE", "FORMAT", "UNKNOWN_KEY")
    assert paper.holder.upper() not in stranger.text().upper()
    assert_accessible(stranger.page)
    wrong_code = other(paper.code[0]) + paper.code[1:]
    assert type_number(stranger, paper.number, wrong_code) == "NOT_OURS"
    slip = paper.number[:-1] + other(paper.number[-1])
    assert type_number(stranger, slip, paper.code) == "UNREADABLE"
    assert "number" in stranger.page.locator(".verdict p").first.inner_text()
    assert paste(stranger, "https://example.org/") == "NOT_OURS"
    assert upload(stranger, "empty.png", "image/png", b"nothing") == "UNREADABLE"
    assert_accessible(stranger.page)


def test_a_withdrawn_document_says_so_however_it_is_asked(paper: Paper, anyone) -> None:
    stranger = anyone()
    suspend_certificate(acting_user=paper.head, number=paper.number, reason="lost_or_stolen")
    assert paste(stranger, paper.seal) == "SUSPENDED"
    assert_accessible(stranger.page)
    reinstate_certificate(acting_user=paper.head, number=paper.number, reason="requested_by_holder")
    assert paste(stranger, paper.seal) == "VALID"
    revoke_certificate(acting_user=paper.head, number=paper.number, reason="holder_died")
    assert paste(stranger, paper.seal) == "REVOKED"
    assert upload(stranger, "paper.pdf", "application/pdf", paper.pdf) == "REVOKED"
    assert type_number(stranger, paper.number, paper.code) == "REVOKED"
    assert "holder_died" not in stranger.page.content()
    assert_accessible(stranger.page)
