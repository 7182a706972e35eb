"""The owner of the catalogue publishes a change, with its difference and what becomes of drafts in view."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client

from tests.applications import APPLICANT
from tests.plugins.log_in import client_of
from tests.publication import NEW_FIELD, SLUG, ask_no_phone, ask_one_thing_more, change_a_word, changed, spoil
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Draft, access_draft, access_drafts, service_of
from watandoshlar.domains.catalogue.api import current_version

PAGE = f"/en/work/services/{SLUG}/"


@pytest.fixture
def services(settings, tmp_path: Path) -> Path:
    shutil.copytree(project.SERVICES_DIRECTORY, tmp_path / "services")
    settings.SERVICES_DIRECTORY = tmp_path / "services"
    return settings.SERVICES_DIRECTORY


@pytest.fixture
def owner(demonstration) -> Client:
    return client_of("owner@example.org")


def draft_of_applicant() -> tuple[Draft, dict]:
    account = Account.objects.get(email=APPLICANT)
    draft, content = access_draft(account, access_drafts(account).get().pk)
    return draft, content.answers


def text_of(answer) -> str:
    text = answer.content.decode()
    assert "UNKNOWN TEMPLATE VARIABLE" not in text
    return text


def test_what_is_published_already_is_not_published_again(owner: Client) -> None:
    assert "equals the folder" in text_of(owner.get(PAGE))
    assert 'name="draft_policy"' not in text_of(owner.get(PAGE))


@pytest.mark.parametrize(
    ("change", "kind"), [(change_a_word, "text_only"), (ask_one_thing_more, "additive"), (ask_no_phone, "breaking")]
)
def test_the_difference_and_the_drafts_it_meets(
    services: Path, owner: Client, change: Callable[[Path], None], kind: str
) -> None:
    with changed(services, change):
        answer = owner.get(PAGE)
    assert answer.context["preview"].difference.kind == kind
    assert answer.context["drafts"] == 1
    assert "It meets 1 draft." in text_of(answer)


def test_a_definition_with_a_fault_says_where(services: Path, owner: Client) -> None:
    with changed(services, spoil):
        answer = owner.get(PAGE)
        assert "show_if" in text_of(answer)
        assert '<form method="post" class="stack"' not in text_of(answer)
        before = current_version(SLUG).hash
        assert owner.post(PAGE, {"draft_policy": "keep"}).status_code == 400
        assert current_version(SLUG).hash == before


@pytest.mark.parametrize("policy", ["keep", "offer", "migrate"])
def test_what_becomes_of_a_draft(services: Path, owner: Client, policy: str) -> None:
    before, answers = draft_of_applicant()
    with changed(services, ask_one_thing_more):
        assert owner.post(PAGE, {"draft_policy": policy}).status_code == 302
    draft, after = draft_of_applicant()
    moved = NEW_FIELD in service_of(draft).definition.fields
    assert (moved, bool(draft.offered_version_id)) == {
        "keep": (False, False),
        "offer": (False, True),
        "migrate": (True, False),
    }[policy]
    assert after == answers
    assert NEW_FIELD in current_version(SLUG).definition.fields
    assert draft.pk == before.pk


@pytest.mark.parametrize(("answer", "moved"), [("accept", True), ("decline", False)])
def test_the_applicant_answers_the_offer(services: Path, owner: Client, answer: str, moved: bool) -> None:
    _draft, answers = draft_of_applicant()
    with changed(services, ask_no_phone):
        owner.post(PAGE, {"draft_policy": "offer"})
    draft, _answers = draft_of_applicant()
    client_of(APPLICANT).post(f"/en/my/drafts/{draft.pk}/version/", {"answer": answer})
    account = Account.objects.get(email=APPLICANT)
    draft, content = access_draft(account, draft.pk)
    assert ("phone" not in service_of(draft).definition.fields) is moved
    assert not draft.offered_version_id
    # Nothing is lost: what is asked no more is set aside.
    now = {name: values[-1] for name, values in content.set_aside.items()} | content.answers
    assert {name: now.get(name) for name in answers} == answers


def test_an_unknown_choice_publishes_nothing(services: Path, owner: Client) -> None:
    before = current_version(SLUG).hash
    with changed(services, change_a_word):
        assert owner.post(PAGE, {"draft_policy": "burn"}).status_code == 400
    assert current_version(SLUG).hash == before
