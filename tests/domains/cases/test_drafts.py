"""Drafts: what is kept of what was typed and uploaded, what is thrown away, and whose it is."""

from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domains.cases.builders import SEOUL, TUTORIAL, Office, account_of, example
from tests.names import names_of
from watandoshlar.capabilities.audit.api import entries_of_chain
from watandoshlar.capabilities.evidence.api import StoredFile
from watandoshlar.capabilities.people.api import access_people_of, register_person
from watandoshlar.capabilities.people.errors import PersonNotFound
from watandoshlar.capabilities.people.models import ActsFor
from watandoshlar.domains.cases.acts._drafts import save_content
from watandoshlar.domains.cases.api import (
    Draft,
    DraftContent,
    Saved,
    access_draft,
    answers_of,
    errors,
    example_upload,
    fingerprint,
    incomplete_pages,
    journey_of,
    remove_draft,
    save_page,
    start_draft,
    start_example,
    submit_draft,
)
from watandoshlar.domains.catalogue.api import current_version

pytestmark = pytest.mark.django_db

FINISH = ["email", "picture", "knows_tutorial"]


def content_of(office: Office, draft: Draft) -> DraftContent:
    return access_draft(office.applicant, draft.pk)[1]


def save(office: Office, draft: Draft, page_id: str, typed: dict, **more) -> Saved:
    return save_page(acting_user=office.applicant, draft_id=draft.pk, page_id=page_id, typed=typed, **more)


def add_picture(office: Office, draft: Draft, **more) -> str:
    """Adds a picture to the last page; returns its id."""
    saved = save(office, draft, "finish", {}, uploads={"picture": [example_upload("face.jpg", "photo")]}, **more)
    assert not saved.problems
    return content_of(office, draft).answers["picture"][0]["id"]


def is_kept(file_id: str) -> bool:
    stored = StoredFile.objects.get(pk=file_id)
    kept = default_storage.exists(stored.storage_name)
    assert kept == (stored.removed_at is None)
    return kept


def test_a_file_taken_away_is_deleted(office: Office, django_capture_on_commit_callbacks) -> None:
    draft = office.draft()
    file_id = add_picture(office, draft)
    assert is_kept(file_id)
    with django_capture_on_commit_callbacks(execute=True):
        save(office, draft, "finish", {"picture.remove": [file_id]})
    assert "picture" not in content_of(office, draft).answers
    assert not is_kept(file_id)


def test_the_files_of_a_removed_draft_are_deleted(office: Office, django_capture_on_commit_callbacks) -> None:
    draft, other = office.draft(), office.draft()
    file_id, of_the_other = add_picture(office, draft), add_picture(office, other)
    with django_capture_on_commit_callbacks(execute=True):
        remove_draft(acting_user=office.applicant, draft_id=draft.pk)
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert not is_kept(file_id)
    assert is_kept(of_the_other)
    assert [entry.act for entry in entries_of_chain(draft.context)][-1] == "remove_draft"


def test_a_file_set_aside_goes_with_its_draft(office: Office, django_capture_on_commit_callbacks) -> None:
    draft = office.draft()
    file_id = add_picture(office, draft)
    content = content_of(office, draft)
    content.set_aside = {"portrait": [content.answers.pop("picture")]}
    save_content(Draft.objects.get(pk=draft.pk), content)
    # Another answer of the page is saved, and the file stays: it is still part of the draft.
    with django_capture_on_commit_callbacks(execute=True):
        save(office, draft, "finish", {"email": ["new@example.org"]})
    assert is_kept(file_id)
    with django_capture_on_commit_callbacks(execute=True):
        remove_draft(acting_user=office.applicant, draft_id=draft.pk)
    assert not is_kept(file_id)


def test_a_submitted_draft_is_nobodys_to_change(office: Office) -> None:
    draft = office.draft()
    file_id = add_picture(office, draft)
    submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="once-only")
    for act in (remove_draft, lambda **who: save_page(page_id="finish", typed={"picture.remove": [file_id]}, **who)):
        with pytest.raises(errors.DraftNotFound):
            act(acting_user=office.applicant, draft_id=draft.pk)
    assert is_kept(file_id)


def test_a_draft_is_its_accounts_own(office: Office) -> None:
    draft = office.draft()
    for stranger in (office.officer, account_of("stranger")):
        with pytest.raises(errors.DraftNotFound):
            access_draft(stranger, draft.pk)
        with pytest.raises(errors.DraftNotFound):
            save_page(acting_user=stranger, draft_id=draft.pk, page_id="finish", typed={})
        with pytest.raises(errors.DraftNotFound):
            remove_draft(acting_user=stranger, draft_id=draft.pk)
        with pytest.raises(errors.DraftNotFound):
            submit_draft(acting_user=stranger, draft_id=draft.pk, idempotency_key="not-mine")
    with pytest.raises(errors.DraftNotFound):
        access_draft(office.applicant, uuid4())


def test_what_was_refused_is_kept_as_typed_until_it_is_answered_or_emptied(office: Office) -> None:
    draft = office.draft()
    day = {"read_on.day": ["31"], "read_on.month": ["2"], "read_on.year": ["2027"]}
    saved = save(office, draft, "reader", day)
    assert list(saved.problems) == ["read_on"]
    content = content_of(office, draft)
    assert content.typed == {"read_on": day}
    # The good answer given before stays, and so does that the page is not complete.
    assert content.answers["read_on"] == "2026-12-01"
    assert incomplete_pages(journey_of(draft, content), content) == ["reader"]
    save(office, draft, "reader", {name: [""] for name in day})
    content = content_of(office, draft)
    assert (content.typed, "read_on" in content.answers) == ({}, False)


def test_a_refused_answer_to_what_need_not_be_answered_can_be_taken_back(office: Office) -> None:
    draft = office.draft()
    bad = SimpleUploadedFile("face.jpg", b"not a picture", "image/jpeg")
    saved = save(office, draft, "finish", {}, uploads={"picture": [bad]})
    assert [fault.code for fault in saved.problems["picture"]] == ["file_refused"]
    content = content_of(office, draft)
    assert incomplete_pages(journey_of(draft, content), content) == []


def test_a_box_can_be_unticked(office: Office) -> None:
    draft = office.draft()
    saved = save(office, draft, "finish", {"knows_tutorial": [""]})
    assert [fault.code for fault in saved.problems["knows_tutorial"]] == ["declaration_required"]
    assert "knows_tutorial" not in content_of(office, draft).answers


def test_a_tab_that_shows_old_answers_does_not_overwrite_and_keeps_its_file(office: Office) -> None:
    draft = office.draft()
    base = fingerprint(content_of(office, draft), FINISH)
    save(office, draft, "finish", {"email": ["first@example.org"]})
    upload = {"picture": [example_upload("face.jpg", "photo")]}
    saved = save(office, draft, "finish", {"email": ["second@example.org"]}, uploads=upload, base=base)
    assert list(saved.conflicts) == ["email"]
    content = content_of(office, draft)
    assert content.answers["email"] == "first@example.org"
    assert [kept["name"] for kept in content.answers["picture"]] == ["face.jpg"]
    # Neither does it empty what it never saw.
    assert list(save(office, draft, "finish", {"email": [""]}, base=base).conflicts) == ["email"]
    assert content_of(office, draft).answers["email"] == "first@example.org"
    # With what it now shows, the person's word counts.
    base = fingerprint(content_of(office, draft), FINISH)
    assert save(office, draft, "finish", {"email": ["second@example.org"]}, base=base).is_complete
    assert content_of(office, draft).answers["email"] == "second@example.org"


def test_names_and_pages_that_the_form_does_not_have(office: Office) -> None:
    draft = office.draft()
    before = vars(content_of(office, draft))
    with pytest.raises(errors.UnknownAnswer):
        save(office, draft, "finish", {"email": ["new@example.org"], "is_officer": ["yes"]})
    with pytest.raises(errors.PageNotFound):
        save(office, draft, "secret", {})
    assert vars(content_of(office, draft)) == before


@pytest.mark.parametrize("key", ["", "short", "x" * 65])
def test_a_key_that_is_none(office: Office, key: str) -> None:
    with pytest.raises(errors.KeyMissing):
        submit_draft(acting_user=office.applicant, draft_id=office.draft().pk, idempotency_key=key)


def test_an_incomplete_draft_is_not_submitted(office: Office) -> None:
    draft = start_draft(acting_user=office.applicant, slug=TUTORIAL, post_code="seoul", **SEOUL)
    with pytest.raises(errors.DraftIncomplete) as refused:
        submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="too-early")
    assert refused.value.fields["pages"] == ["reader", "guests", "finish"]


def test_a_post_that_does_not_serve_the_place(office: Office) -> None:
    with pytest.raises(errors.PostClosedToService):
        start_draft(acting_user=office.applicant, slug=TUTORIAL, post_code="moscow", **SEOUL)
    assert not Draft.objects.exists()


# --- for whom one applies -------------------------------------------------------------------------------------------

CHILD, CHILD_EXAMPLE = "child-return-certificate", "father-applies"
MOSCOW = {"country": "RU", "region": "RU-MOW"}


@pytest.fixture
def child_draft(office: Office, publish) -> Draft:
    publish(CHILD)
    raw = example(CHILD, CHILD_EXAMPLE)
    return start_example(acting_user=office.applicant, service=current_version(CHILD), raw=raw, **MOSCOW)


def test_a_child_is_registered_once_and_its_name_kept(office: Office, child_draft: Draft) -> None:
    case = submit_draft(acting_user=office.applicant, draft_id=child_draft.pk, idempotency_key="for-the-child")
    (child,) = (person for person in access_people_of(office.applicant) if person.relation == "child")
    assert answers_of(case)["applicant"] == {"role": "child", "person": str(child.pk)}
    (name,) = names_of(child)
    assert name["given"] == "Лола"

    # The same child again: chosen by its id, nobody new is registered.
    again = start_example(
        acting_user=office.applicant,
        service=current_version(CHILD),
        raw=example(CHILD, CHILD_EXAMPLE),
        **MOSCOW,
    )
    save(office, again, "who", {"applicant.role": ["child"], "applicant.person": [str(child.pk)]})
    case = submit_draft(acting_user=office.applicant, draft_id=again.pk, idempotency_key="for-the-same-child")
    assert answers_of(case)["applicant"]["person"] == str(child.pk)
    assert len(access_people_of(office.applicant)) == 2


def test_nobody_applies_for_anothers_child(office: Office, child_draft: Draft) -> None:
    stranger = account_of("stranger")
    child = register_person(acting_user=stranger, relation="child")
    typed = {"applicant.role": ["child"], "applicant.person": [str(child.pk)], "applied_by": ["father"]}
    saved = save(office, child_draft, "who", typed)
    assert [fault.code for fault in saved.problems["applicant"]] == ["not_a_choice"]
    assert content_of(office, child_draft).answers["applicant"] == {"role": "child", "person": ""}


def test_who_may_no_longer_act_for_a_child_does_not_submit_for_it(office: Office, child_draft: Draft) -> None:
    child = register_person(acting_user=office.applicant, relation="child")
    save(office, child_draft, "who", {"applicant.role": ["child"], "applicant.person": [str(child.pk)]})
    ActsFor.objects.filter(person=child).update(valid_from="2020-01-01", valid_until="2020-12-31")
    with pytest.raises(PersonNotFound):
        submit_draft(acting_user=office.applicant, draft_id=child_draft.pk, idempotency_key="too-late-now")
