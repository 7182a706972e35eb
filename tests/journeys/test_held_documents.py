"""From origin to certificate, card and family, through a new passport and to the end, in the browser."""

import os
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys import post_work as post
from tests.journeys.applicant import Applicant
from tests.journeys.hands import unfold
from tests.journeys.places import example
from tests.journeys.staff import Staff, look
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.certificates.api import Certificate, certificate_of
from watandoshlar.domains.fees.api import charges_of

PHONE = {"viewport": {"width": 360, "height": 740}}
HOLDER, HUSBAND, PRINCIPAL = "laylo@example.org", "bakyt@example.org", "principal@example.org"
WHY = "obtained_by_fraud"


def with_number(slug: str, name: str, **numbers: str) -> Mapping[str, Any]:
    """An example that names these documents."""
    raw = deepcopy(dict(example(slug, name)))
    definition = current_version(slug).definition
    for field, number in numbers.items():
        raw["answers"][definition.page_of[field].id][field] = number
    return raw


def status_of(number: str) -> str:
    return Certificate.objects.get(number=number).status


def held_document(visitor: Applicant, number: str, stop: str = "document") -> str:
    visitor.open(f"my/documents/{number}/")
    look(visitor)
    photograph(visitor, stop)
    return visitor.page.locator("main").inner_text()


def photograph(visitor: Applicant | Staff, stop: str) -> None:
    """With a folder named in the environment, pictures of the stop for people to look at."""
    if folder := os.environ.get("PICTURES"):
        take_pictures(visitor.page, f"{folder}/{visitor.language}-{stop}")


def take_pictures(page: Page, name: str) -> None:
    size = page.viewport_size
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=f"{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)


def decide(officer: Staff, reference: str, second: Staff | None = None) -> str:
    """Take, approve with or without a second officer, issue; returns the number of the document."""
    post.take(officer, reference)
    post.approve(officer, reference, second)
    post.press_on_case(officer, reference, "issue")
    return certificate_of(reference).number


@pytest.mark.parametrize(("language", "java_script_enabled"), [("uz", True), ("ru", False)])
def test_from_origin_to_the_end(
    new_applicant: Callable[..., Applicant],
    new_staff: Callable[..., Staff],
    language: str,
    java_script_enabled: bool,
) -> None:
    device: dict[str, Any] = {**PHONE, "java_script_enabled": java_script_enabled}
    laylo = new_applicant(language, email=HOLDER, **device)
    officer, second = (new_staff(name, language, **device) for name in ("officer.seoul", "second.seoul"))
    by_origin = example("compatriot-by-origin", "granddaughter-with-civil-records")
    certificate = decide(officer, laylo.apply_for("compatriot-by-origin", by_origin), second)
    # What waits is fetched at its application, with one press.
    held_document(laylo, certificate)
    laylo.open(f"my/cases/{certificate_subject(certificate)}/")
    with laylo.page.expect_download():
        laylo.page.locator('form[action$="document.pdf"] button').click()
    assert laylo.page.request.get(f"{laylo.site.base_url}/{language}/my/documents/{certificate}/code.png").ok
    first = with_number("compatriot-card", "passport-ends-first", certificate=certificate)
    asked = ("full_name", "birth_date", "sex")
    first["answers"]["person"] = {name: by_origin["answers"]["person"][name] for name in asked}
    case = laylo.apply_for("compatriot-card", first)
    card = decide(officer, case)
    ask_no_fee(officer, case)
    assert certificate in laylo_documents(laylo)
    bakyt = new_applicant(language, email=HUSBAND, **device)
    family_card = see_family(laylo, bakyt, officer, second, card)
    changed = change(laylo, officer, card)
    see_the_end(bakyt, new_staff("head.seoul", language, **device), changed, family_card)
    held_document(laylo, changed)


def ask_no_fee(officer: Staff, reference: str) -> None:
    """The post frees the holder of the fee, of which nobody has confirmed the amount."""
    officer.open_case(reference)
    with officer.page.expect_navigation():
        officer.page.locator('dl.facts a[href*="/bills/"]').click()
    (standing,) = charges_of(reference)
    unfold(officer.page)
    officer.page.check(f"#waive-{standing.charge.pk}-reason-2")
    officer.send(f"charges/{standing.charge.pk}/waive")
    assert all(one.is_settled for one in charges_of(reference))


def certificate_subject(number: str) -> str:
    return Certificate.objects.get(number=number).subject


def laylo_documents(laylo: Applicant) -> str:
    laylo.open("my/documents/")
    look(laylo)
    photograph(laylo, "documents")
    return laylo.page.locator("main").inner_text()


def see_family(laylo: Applicant, husband: Applicant, officer: Staff, second: Staff, card: str) -> str:
    """The husband applies, the holder agrees by the link of her letter, and his card rests on hers."""
    raw = with_number("compatriot-family-card", "husband", principal_card=card)
    reference = husband.apply_for("compatriot-family-card", raw)
    laylo.open_consent(PRINCIPAL)
    look(laylo)
    consent = laylo.page.locator('input[type="radio"][value="give"]').first.get_attribute("name")
    laylo.agree([consent], "Tursunova Laylo", "AN1234567")
    number = decide(officer, reference, second)
    assert number not in held_document(laylo, card)
    assert card not in held_document(husband, number)
    return number


def change(laylo: Applicant, officer: Staff, card: str) -> str:
    """The passport was renewed: the holder shows it, and one officer makes the new card of it."""
    held_document(laylo, card)
    raw = with_number("compatriot-card-change", "passport-renewed", old_document=card)
    changed = decide(officer, laylo.apply_for("compatriot-card-change", raw))
    assert (status_of(card), status_of(changed)) == ("superseded", "valid")
    assert changed in laylo_documents(laylo)
    held_document(laylo, card)
    with laylo.page.expect_navigation():
        laylo.page.locator(".notice.info a.button").click()
    assert changed in laylo.page.locator("main").inner_text()
    return changed


def see_the_end(husband: Applicant, head: Staff, card: str, family_card: str) -> None:
    """The head pauses the card, lets it count again, and withdraws it; the family's follows each time."""
    reference = certificate_subject(card)
    for status in ("suspended", "valid"):
        head.open(f"work/cases/{reference}/register/")
        look(head)
        photograph(head, f"register-{status}")
        with head.page.expect_navigation():
            head.page.locator('a[href$="/change-document/"]').click()
        look(head)
        photograph(head, f"change-{status}")
        head.page.locator('input[name="reason"]').first.check()
        with head.page.expect_navigation():
            head.page.locator("main form button.button").click()
        assert (status_of(card), status_of(family_card)) == (status, status)
    head.open(f"work/cases/{reference}/withdraw-document/")
    head.page.locator(f'input[name="reason"][value="{WHY}"]').check()
    with head.page.expect_navigation():
        head.page.locator("main form button.button").click()
    assert (status_of(card), status_of(family_card)) == ("revoked", "revoked")
    assert card not in held_document(husband, family_card)
