"""The owner of the catalogue publishes a change, with its difference and what becomes of drafts in view."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project
from django.http import HttpResponse
from django.test import Client

from tests.applications import APPLICANT
from tests.plugins.log_in import client_of
from tests.publication import NEW_FIELD, SLUG, ask_no_phone, ask_one_thing_more, change_a_word, changed, spoil
from tests.workers import work_off_jobs
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Draft, access_draft, access_drafts, service_of
from watandoshlar.domains.catalogue.api import current_version, sentence_of_problem

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


def send(owner: Client, policy: str) -> HttpResponse:
    """Look at the page, choose, publish."""
    preview = owner.get(PAGE).context["preview"]
    return owner.post(PAGE, {"draft_policy": policy, "previewed": preview.service.hash if preview.service else ""})


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
    for change in answer.context["changes"]:
        assert all(change[part] for part in ("effect", "label", "part"))


def test_a_definition_with_a_fault_says_where(services: Path, owner: Client) -> None:
    with changed(services, spoil):
        answer = owner.get(PAGE)
        assert "show_if" in text_of(answer)
        (problem,) = answer.context["problems"]
        assert problem["place"].startswith("definition.yaml:")
        assert problem["sentence"] == sentence_of_problem(answer.context["preview"].problems[0])
        assert '<form method="post" class="stack"' not in text_of(answer)
        before = current_version(SLUG).hash
        assert send(owner, "keep").status_code == 400
        assert current_version(SLUG).hash == before


@pytest.mark.parametrize("policy", ["keep", "offer", "migrate"])
def test_what_becomes_of_a_draft(services: Path, owner: Client, policy: str) -> None:
    before, answers = draft_of_applicant()
    with changed(services, ask_one_thing_more):
        assert send(owner, policy).status_code == 302
    assert draft_of_applicant()[0].reached_by is None, "the page does not wait for the drafts"
    work_off_jobs()
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
        send(owner, "offer")
    work_off_jobs()
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
        assert send(owner, "burn").status_code == 400
    assert current_version(SLUG).hash == before


def test_what_changed_after_the_look_is_not_published(services: Path, owner: Client) -> None:
    before = current_version(SLUG).hash
    with changed(services, change_a_word):
        seen = owner.get(PAGE).context["preview"].service.hash
    with changed(services, ask_one_thing_more):
        answer = owner.post(PAGE, {"draft_policy": "migrate", "previewed": seen})
        assert (answer.status_code, answer.context["refusal"].code) == (409, "folder_changed")
        assert current_version(SLUG).hash == before
        # The page shows what would change now, with the choice as it was made.
        assert answer.context["preview"].difference.kind == "additive"
        assert "Nickname" in [change["name"] for change in answer.context["changes"]]
        assert ("migrate", True) in [(code, chosen) for code, _label, chosen in answer.context["policies"]]


def test_the_page_tells_how_many_drafts_are_done(services: Path, owner: Client) -> None:
    with changed(services, ask_one_thing_more):
        send(owner, "offer")
        assert "Done: 0 of 1." in text_of(owner.get(PAGE))
        work_off_jobs()
        assert "Done: 1 of 1." in text_of(owner.get(PAGE))


def test_sending_the_form_again_applies_nothing_again(services: Path, owner: Client) -> None:
    with changed(services, ask_one_thing_more):
        send(owner, "offer")
        work_off_jobs()
        draft, _answers = draft_of_applicant()
        client_of(APPLICANT).post(f"/en/my/drafts/{draft.pk}/version/", {"answer": "decline"})
        assert send(owner, "migrate").status_code == 302
        work_off_jobs()
        assert draft_of_applicant()[0].version_id == draft.version_id
        assert not draft_of_applicant()[0].offered_version_id
