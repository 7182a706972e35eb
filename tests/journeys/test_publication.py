"""A changed service: its owner publishes it, and applicants with a draft choose whether to take the new questions."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.applications import APPLICANT, ONE_OFFICER, example_in_seoul
from tests.journeys.staff import Staff, look
from tests.plugins.live_site import wait_until_queue_is_quiet
from tests.publication import NEW_FIELD, SLUG, ask_one_thing_more, changed
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Draft, access_draft, service_of, start_example


@pytest.fixture
def draft(demonstration) -> Draft:
    return start_example(acting_user=Account.objects.get(email=APPLICANT), **example_in_seoul(*ONE_OFFICER))


def answers(draft: Draft) -> dict[str, Any]:
    return access_draft(Account.objects.get(email=APPLICANT), draft.pk)[1].answers


def fields(draft: Draft) -> set[str]:
    return set(service_of(Draft.objects.get(pk=draft.pk)).definition.fields)


@pytest.mark.parametrize(("button", "moved", "scripts"), [("accept", True, True), ("decline", False, False)])
def test_an_offer_and_its_answer(
    new_staff: Callable[..., Staff], draft: Draft, button: str, moved: bool, scripts: bool
) -> None:
    before = answers(draft)
    device = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": scripts}
    owner = new_staff("owner", "en", **device)
    with changed(owner.site.services, ask_one_thing_more):
        publish(owner)
    applicant = new_staff("nodira", "ru", factors=1, **device)
    applicant.open(f"my/drafts/{draft.pk}/page/contact/")
    assert applicant.page.locator(f"[name={NEW_FIELD}]").count() == 0
    look(applicant)
    applicant.send("version", f"[value={button}]")
    assert (NEW_FIELD in fields(draft)) is moved
    assert answers(draft) == before
    applicant.open(f"my/drafts/{draft.pk}/page/contact/")
    assert applicant.page.locator("form[action$='/version/']").count() == 0
    assert applicant.page.locator(f"[name={NEW_FIELD}]").count() == int(moved)
    assert applicant.page.input_value("[name=phone]")
    look(applicant)


def publish(owner: Staff) -> None:
    """See what changes and how many drafts it meets, offer it to them."""
    owner.open("work/")
    look(owner)
    assert owner.page.locator(".tag.waiting").count() == 1
    with owner.page.expect_navigation():
        owner.page.locator(f"a[href$='/services/{SLUG}/']").last.click()
    look(owner)
    assert "Something was added" in owner.text()
    assert "Nickname" in owner.text()
    assert NEW_FIELD in owner.text()
    assert "It meets 1 draft." in owner.text()
    owner.page.check("#policy-offer")
    with owner.page.expect_navigation():
        owner.page.locator("main .actions button.button").click()
    look(owner)
    wait_until_queue_is_quiet()
    owner.open(f"work/services/{SLUG}/")
    assert "Done: 1 of 1." in owner.text()
    look(owner)
