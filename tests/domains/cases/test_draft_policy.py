"""What becomes of drafts when a new version is published: every one is reached once, whatever stops the work."""

from collections.abc import Callable
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests.domains.cases.builders import TUTORIAL, Office, apply_latest_policy
from tests.workers import work_off_jobs
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.domains.cases.api import (
    Draft,
    apply_draft_policy,
    decline_version,
    drafts_met,
    errors,
    is_offered,
    migrate_draft,
    policy_progress,
)
from watandoshlar.domains.catalogue.api import current_version, latest_publication
from watandoshlar.domains.catalogue.models import Publication, ServiceVersion
from watandoshlar.domains.catalogue.rules.version import content_hash

pytestmark = pytest.mark.django_db
Publish = Callable[[str], str]


@pytest.fixture
def publish_anew(office: Office) -> Publish:
    """Publish the tutorial with one more word in its title, and a choice for drafts; returns the hash.

    As `publish_version` does it, without walking the examples, which takes seconds.
    """

    def publish(policy: str) -> str:
        content = deepcopy(current_version(TUTORIAL).content)
        content["texts"]["en"]["title"] += " anew"
        version = content_hash(content)
        ServiceVersion(content_hash=version, slug=TUTORIAL, content=content).save(force_insert=True)
        return make_current(version, policy)

    return publish


def make_current(version: str, policy: str) -> str:
    Publication(slug=TUTORIAL, version_id=version, difference="text_only", draft_policy=policy).save()
    return version


def again(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def progress() -> tuple[int, int]:
    found = policy_progress(TUTORIAL)
    return (found.done, found.left) if found else (0, 0)


def acts_on(draft: Draft) -> list[str]:
    return [entry.act for entry in entries_of_chain(draft.context) if entry.act not in ("start_draft", "save_page")]


def test_drafts_on_every_earlier_version_are_met(office: Office, publish_anew: Publish) -> None:
    drafts = [office.draft()]
    for _time in range(2):
        publish_anew("keep")
        drafts.append(office.draft())
    newest = publish_anew("migrate")
    assert drafts_met(TUTORIAL, newest).count() == 3
    assert progress() == (0, 3)
    assert apply_latest_policy(TUTORIAL) == 3
    assert {again(draft).version_id for draft in drafts} == {newest}
    assert progress() == (3, 0)
    assert office.draft().version_id == newest
    assert progress() == (3, 0), "who began afterwards was not met"


@pytest.mark.parametrize("policy", ["offer", "migrate"])
def test_a_run_that_was_killed_goes_on_and_does_nothing_twice(
    office: Office, publish_anew: Publish, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [office.draft() for _number in range(3)]
    newest = publish_anew(policy)
    act = import_module("watandoshlar.domains.cases.acts.apply_draft_policy")
    apply_one, reached = act._apply, []

    def killed_at_the_second(draft_id, *given, **named):
        if reached:
            raise SystemExit
        reached.append(draft_id)
        return apply_one(draft_id, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(act, "_apply", killed_at_the_second)
        with pytest.raises(SystemExit):
            apply_latest_policy(TUTORIAL)
    assert progress() == (1, 2)
    first = Draft.objects.get(pk=reached[0])
    if policy == "offer":
        decline_version(acting_user=office.applicant, draft_id=first.pk)
    assert apply_latest_policy(TUTORIAL) == 2
    assert apply_latest_policy(TUTORIAL) == 0
    assert progress() == (3, 0)
    others = [again(draft) for draft in drafts if draft.pk != first.pk]
    if policy == "offer":
        assert again(first).offered_version_id is None, "who has declined is not asked again"
        assert {draft.offered_version_id for draft in others} == {newest}
    assert {draft.version_id == newest for draft in others} == {policy == "migrate"}
    expected = {"offer": ["offer_version"], "migrate": ["migrate_draft"]}[policy]
    assert [acts_on(draft) for draft in others] == [expected] * 2


def test_a_draft_that_cannot_be_opened_keeps_no_other_waiting(office: Office, publish_anew: Publish) -> None:
    damaged, other = office.draft(), office.draft()
    Draft.objects.filter(pk=damaged.pk).update(answers=b"no cipher")
    newest = publish_anew("migrate")
    with pytest.raises(errors.DraftsLeft) as left:
        apply_latest_policy(TUTORIAL)
    assert left.value.fields["count"] == 1
    assert again(other).version_id == newest
    assert again(damaged).version_id != newest
    assert progress() == (1, 1)


def test_keeping_takes_back_what_was_offered(office: Office, publish_anew: Publish) -> None:
    draft, untouched = office.draft(), office.draft()
    publish_anew("offer")
    apply_latest_policy(TUTORIAL)
    decline_version(acting_user=office.applicant, draft_id=untouched.pk)
    assert is_offered(again(draft))
    publish_anew("keep")
    assert not is_offered(again(draft)), "from the moment of the publication, not only of the job"
    migrate_draft(acting_user=office.applicant, draft_id=draft.pk)
    assert again(draft).version_id == draft.version_id
    assert apply_latest_policy(TUTORIAL) == 1
    assert again(draft).offered_version_id is None
    assert acts_on(draft) == ["offer_version", "withdraw_offer"]
    assert progress() == (1, 0)


def test_a_draft_on_the_version_that_comes_back_keeps_no_offer(office: Office, publish_anew: Publish) -> None:
    draft = office.draft()
    publish_anew("offer")
    apply_latest_policy(TUTORIAL)
    make_current(draft.version_id, "offer")
    assert apply_latest_policy(TUTORIAL) == 1
    assert again(draft).offered_version_id is None


def test_a_later_publication_speaks_for_all_drafts(office: Office, publish_anew: Publish) -> None:
    draft = office.draft()
    publish_anew("migrate")
    earlier = latest_publication(TUTORIAL)
    newest = publish_anew("offer")
    assert apply_draft_policy(acting_user=SYSTEM, publication_id=earlier.pk) == 0
    assert again(draft).version_id == draft.version_id
    assert apply_latest_policy(TUTORIAL) == 1
    assert again(draft).offered_version_id == newest


def test_only_owners_apply_a_policy(office: Office, publish_anew: Publish) -> None:
    publish_anew("migrate")
    with pytest.raises(access_errors.RoleMissing):
        apply_draft_policy(acting_user=office.head, publication_id=latest_publication(TUTORIAL).pk)


def test_the_command_reaches_the_drafts_too(committed_db: None, office: Office, tmp_path: Path) -> None:
    draft = office.draft()
    folder = copytree(settings.SERVICES_DIRECTORY / TUTORIAL, tmp_path / TUTORIAL)
    texts = folder / "texts" / "en.yaml"
    texts.write_text(texts.read_text(encoding="utf-8").replace("title: ", "title: New ", 1), encoding="utf-8")
    with override_settings(SERVICES_DIRECTORY=tmp_path):
        call_command("publish_services", TUTORIAL, draft_policy="offer", verbosity=0)
    assert again(draft).offered_version_id is None
    work_off_jobs()
    assert again(draft).offered_version_id == current_version(TUTORIAL).hash
    assert progress() == (1, 0)
