"""Publishing makes versions that never change, shows how they differ, and is open to owners only."""

from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.access.errors import RoleMissing
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUserRequired, entries_of_chain
from watandoshlar.domains.catalogue.api import (
    DefinitionRefused,
    FolderChanged,
    PublicationNotFound,
    ServiceNotFound,
    UnknownDraftPolicy,
    VersionDamaged,
    VersionNotFound,
    current_version,
    get_publication,
    get_version,
    latest_publication,
    preview_publication,
    publish_version,
    published_services,
)
from watandoshlar.domains.catalogue.models import Publication, ServiceVersion
from watandoshlar.domains.catalogue.queries import _service

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copytree(settings.SERVICES_DIRECTORY / "_example", tmp_path / "_example")
    return tmp_path / "_example"


@pytest.fixture
def owner() -> Account:
    account = create_account(acting_user=SYSTEM, email="owner@example.org", language="uz")
    assign_role(acting_user=SYSTEM, account=account, role="catalogue_owner")
    return account


def change(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")


def test_an_owner_publishes_and_the_record_says_so(folder: Path, owner: Account) -> None:
    assert preview_publication(folder).current is None
    service = publish_version(acting_user=owner, folder=folder)
    assert current_version("_example").hash == service.hash
    assert [found.slug for found in published_services()] == ["_example"]
    publication = Publication.objects.get()
    assert (publication.published_by, publication.difference, publication.supersedes) == (owner, "none", None)
    (entry,) = entries_of_chain("service:_example")
    assert (entry.act, entry.facts["version"]) == ("publish_version", service.hash)


def test_publishing_the_same_again_changes_nothing(folder: Path) -> None:
    first = publish_version(acting_user=SYSTEM, folder=folder)
    assert publish_version(acting_user=SYSTEM, folder=folder).hash == first.hash
    assert Publication.objects.count() == 1
    assert preview_publication(folder).difference.is_none


def test_a_changed_folder_makes_a_new_version_and_the_old_one_stays(folder: Path) -> None:
    old = publish_version(acting_user=SYSTEM, folder=folder)
    rendered = old.texts("ru").title, old.definition.fields["occasion"].options["choices"]
    change(folder, "definition.yaml", "max_length: 80", "max_length: 90")
    preview = preview_publication(folder)
    assert (preview.current.hash, preview.difference.kind) == (old.hash, "additive")
    assert [change.path for change in preview.difference.changes] == ["fields.occasion_other.max_length"]
    new = publish_version(acting_user=SYSTEM, folder=folder, draft_policy="offer")
    assert current_version("_example").hash == new.hash != old.hash
    publication = latest_publication("_example")
    assert (publication.draft_policy, publication.supersedes_id) == ("offer", old.hash)
    _service.cache_clear()
    again = get_version(old.hash)
    assert (again.texts("ru").title, again.definition.fields["occasion"].options["choices"]) == rendered


def test_an_old_version_can_become_current_again(folder: Path) -> None:
    old = publish_version(acting_user=SYSTEM, folder=folder)
    change(folder, "texts/en.yaml", "title: Letter of greeting (tutorial)", "title: A letter")
    new = publish_version(acting_user=SYSTEM, folder=folder)
    assert Publication.objects.get(version_id=new.hash).difference == "text_only"
    change(folder, "texts/en.yaml", "title: A letter", "title: Letter of greeting (tutorial)")
    assert publish_version(acting_user=SYSTEM, folder=folder, draft_policy="migrate").hash == old.hash
    assert current_version("_example").hash == old.hash
    assert (ServiceVersion.objects.count(), Publication.objects.count()) == (2, 3)
    assert latest_publication("_example").draft_policy == "migrate"


def test_only_what_was_seen_is_published(folder: Path) -> None:
    seen = preview_publication(folder).service.hash
    change(folder, "texts/en.yaml", "title: Letter of greeting (tutorial)", "title: A letter")
    for previewed in (seen, ""):
        with pytest.raises(FolderChanged):
            publish_version(acting_user=SYSTEM, folder=folder, previewed=previewed)
    assert not Publication.objects.exists()
    seen = preview_publication(folder).service.hash
    assert publish_version(acting_user=SYSTEM, folder=folder, previewed=seen).hash == seen


def test_a_publication_leaves_its_drafts_to_one_job(folder: Path) -> None:
    publish_version(acting_user=SYSTEM, folder=folder, draft_policy="migrate")
    assert jobs() == [], "nobody can have begun before the first version"
    change(folder, "texts/en.yaml", "title: Letter of greeting (tutorial)", "title: A letter")
    for _time in range(2):
        publish_version(acting_user=SYSTEM, folder=folder, draft_policy="offer")
    assert jobs() == [{"publication_id": latest_publication("_example").pk}]
    change(folder, "texts/en.yaml", "title: A letter", "title: Another letter")
    with transaction.atomic():
        publish_version(acting_user=SYSTEM, folder=folder, draft_policy="offer")
        transaction.set_rollback(True)
    assert len(jobs()) == 1


def jobs() -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="cases.apply_draft_policy")]


def test_only_owners_publish(folder: Path) -> None:
    stranger = create_account(acting_user=SYSTEM, email="stranger@example.org", language="uz")
    with pytest.raises(RoleMissing):
        publish_version(acting_user=stranger, folder=folder)
    with pytest.raises((RoleMissing, ActingUserRequired)):
        publish_version(acting_user=None, folder=folder)
    assert not ServiceVersion.objects.exists()


def test_what_is_wrong_is_not_published(folder: Path) -> None:
    change(folder, "texts/ru.yaml", "  letter:", "  lettre:")
    preview = preview_publication(folder)
    assert (preview.service, preview.title) == (None, "_example")
    with pytest.raises(DefinitionRefused) as refusal:
        publish_version(acting_user=SYSTEM, folder=folder)
    assert {problem.code for problem in refusal.value.problems} == {"missing_text", "text_for_nothing"}
    with pytest.raises(UnknownDraftPolicy):
        publish_version(acting_user=SYSTEM, folder=folder, draft_policy="burn")
    assert not ServiceVersion.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogue_serviceversion SET slug = 'x'",
        "DELETE FROM catalogue_publication",
        "UPDATE catalogue_publication SET draft_policy = 'keep'",
        "TRUNCATE catalogue_serviceversion CASCADE",
    ],
)
def test_the_database_lets_nobody_change_what_is_published(folder: Path, statement: str) -> None:
    publish_version(acting_user=SYSTEM, folder=folder)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert current_version("_example").slug == "_example"


def test_a_version_whose_content_does_not_have_its_hash_is_refused(folder: Path) -> None:
    service = publish_version(acting_user=SYSTEM, folder=folder)
    ServiceVersion(content_hash="0" * 64, slug="_example", content=service.content).save(force_insert=True)
    with pytest.raises(VersionDamaged):
        get_version("0" * 64)


def test_what_is_not_published_is_not_found() -> None:
    with pytest.raises(ServiceNotFound):
        current_version("nothing")
    with pytest.raises(VersionNotFound):
        get_version("1" * 64)
    with pytest.raises(PublicationNotFound):
        get_publication(0)
    assert latest_publication("nothing") is None


def test_the_alphabet_of_the_installation_shows_in_texts_and_not_in_the_hash(folder: Path) -> None:
    service = publish_version(acting_user=SYSTEM, folder=folder)
    with override_settings(UZBEK_LATIN_ALPHABET="2026"):
        shown = get_version(service.hash)
    assert shown.hash == service.hash
    assert "ʻ" in service.texts("uz").summary + service.texts("uz").after
    assert "ʻ" not in shown.texts("uz").summary + shown.texts("uz").after


def test_a_source_without_a_name_in_a_language_is_not_published(folder: Path) -> None:
    change(folder, "texts/ru.yaml", "\nsources:\n  tutorial:", "\nother:\n  tutorial:")
    with pytest.raises(DefinitionRefused) as refusal:
        publish_version(acting_user=SYSTEM, folder=folder)
    found = {(problem.file, problem.path, problem.code) for problem in refusal.value.problems}
    assert ("texts/ru.yaml", "sources.tutorial", "missing_text") in found


def test_a_source_is_named_in_the_texts_alone(folder: Path) -> None:
    change(folder, "definition.yaml", '    url: ""\n', '    url: ""\n    act: "An act"\n')
    with pytest.raises(DefinitionRefused) as refusal:
        publish_version(acting_user=SYSTEM, folder=folder)
    (problem,) = refusal.value.problems
    assert (problem.path, problem.code, problem.line > 0) == ("sources.tutorial.act", "unknown_key", True)


def test_a_compiled_version_costs_no_query(folder: Path, django_assert_num_queries) -> None:
    service = publish_version(acting_user=SYSTEM, folder=folder)
    with django_assert_num_queries(0):
        assert get_version(service.hash).definition is get_version(service.hash).definition
    with django_assert_num_queries(1):
        current_version("_example")


def test_the_command_publishes_what_has_changed(folder: Path) -> None:
    told = StringIO()
    with override_settings(SERVICES_DIRECTORY=folder.parent):
        call_command("publish_services", stdout=told)
        call_command("publish_services", "_example", stdout=told)
        assert told.getvalue().splitlines()[0].startswith("_example is now ")
        assert told.getvalue().splitlines()[1].startswith("_example is unchanged at ")
        with pytest.raises(CommandError, match="no folder for: other"):
            call_command("publish_services", "other", stdout=told)
        change(folder, "texts/ru.yaml", "  letter:", "  lettre:")
        with pytest.raises(CommandError, match=r"texts/ru\.yaml terms\.letter missing_text"):
            call_command("publish_services", stdout=told)
