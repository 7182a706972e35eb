"""Evidence is kept encrypted, found only by those who act for its person, and leaves a tombstone."""

import logging
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from tests.capabilities.evidence import corpus
from watandoshlar.capabilities.audit.api import entries_of_chain
from watandoshlar.capabilities.evidence.api import (
    Limits,
    StoredFile,
    access_own_file,
    errors,
    get_file,
    keep_file,
    read_file,
    remove_file,
)
from watandoshlar.capabilities.evidence.rules import limits as limits_rules
from watandoshlar.capabilities.people.api import decrypt_for, register_person
from watandoshlar.capabilities.people.errors import PersonNotFound
from watandoshlar.foundation.crypto import EnvelopeError

NAME = "Nodira tugʻilganlik guvohnomasi.pdf"


@pytest.fixture
def content() -> bytes:
    return corpus.pdf()


@pytest.fixture
def kept(account, person, upload, content) -> StoredFile:
    return keep_file(acting_user=account, person=person, upload=upload(content, NAME), kind="file")


def in_store(stored: StoredFile) -> bytes:
    with default_storage.open(stored.storage_name) as place:
        return place.read()


def test_what_was_kept_can_be_read_again(kept, content, account):
    found = access_own_file(account, kept.pk)
    assert read_file(found) == content
    assert decrypt_for(found.person, found.name, found.name_context).decode() == NAME
    assert (found.media_type, found.size, found.kind) == ("application/pdf", len(content), "file")


def test_neither_store_nor_row_nor_record_nor_log_tell_content_or_name(
    account, person, upload, content, file_store, caplog, django_assert_max_num_queries
):
    caplog.set_level(logging.DEBUG)
    with django_assert_max_num_queries(12):
        stored = keep_file(acting_user=account, person=person, upload=upload(content, NAME), kind="file")
    (on_disk,) = (path for path in file_store.rglob("*") if path.is_file())
    assert on_disk.stat().st_size > len(content)
    for piece in (b"%PDF", content[20:60], b"Nodira"):
        assert piece not in on_disk.read_bytes()
    cells = StoredFile.objects.filter(pk=stored.pk).values().get().values()
    row = " ".join(str(bytes(cell) if isinstance(cell, memoryview) else cell) for cell in cells)
    record = str([entry.facts for entry in entries_of_chain(f"person:{person.pk}")])
    for told in (row, record, str(on_disk), caplog.text):
        assert "Nodira" not in told
        assert "guvohnoma" not in told


def test_keeping_and_removing_are_on_record(kept, account, person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(acting_user=account, file_id=kept.pk)
    acts = [(entry.act, entry.facts["file"]) for entry in entries_of_chain(f"person:{person.pk}")]
    assert acts == [("keep_file", str(kept.pk)), ("remove_file", str(kept.pk))]


def test_a_photo_is_kept_as_jpeg(account, person, upload):
    photo = upload(corpus.heic(), "IMG_0001.HEIC", "image/heic")
    stored = keep_file(acting_user=account, person=person, upload=photo, kind="photo")
    assert stored.media_type == "image/jpeg"
    assert read_file(stored).startswith(b"\xff\xd8\xff")


def test_the_same_file_of_two_people_cannot_be_matched(account, stranger, upload, content):
    one = register_person(acting_user=account, relation="child")
    other = register_person(acting_user=stranger, relation="child")
    prints = [
        bytes(keep_file(acting_user=who, person=person, upload=upload(content), kind="file").fingerprint)
        for who, person in [(account, one), (account, one), (stranger, other)]
    ]
    assert prints[0] == prints[1] != prints[2]


def test_content_that_was_changed_in_the_store_is_not_shown(kept):
    changed = bytearray(in_store(kept))
    changed[-20] ^= 1
    default_storage.delete(kept.storage_name)
    with default_storage.open(kept.storage_name, "wb") as place:
        place.write(bytes(changed))
    with pytest.raises(EnvelopeError):
        read_file(kept)


def test_content_cannot_be_moved_to_another_row(account, person, upload, kept):
    other = keep_file(acting_user=account, person=person, upload=upload(corpus.pdf(2)), kind="file")
    moved = in_store(kept)
    default_storage.delete(other.storage_name)
    with default_storage.open(other.storage_name, "wb") as place:
        place.write(moved)
    with pytest.raises(EnvelopeError):
        read_file(other)


def test_the_key_of_another_person_opens_neither_content_nor_name(kept, stranger):
    kept.person = register_person(acting_user=stranger, relation="myself")
    with pytest.raises(EnvelopeError):
        read_file(kept)
    with pytest.raises(EnvelopeError):
        decrypt_for(kept.person, kept.name, kept.name_context)


class TestWho:
    def test_nobody_keeps_evidence_of_a_person_they_do_not_act_for(self, stranger, person, upload, content):
        with pytest.raises(PersonNotFound):
            keep_file(acting_user=stranger, person=person, upload=upload(content), kind="file")
        assert not StoredFile.objects.exists()

    def test_nobody_sees_or_removes_the_evidence_of_others(self, stranger, kept, content):
        with pytest.raises(errors.FileNotFound):
            access_own_file(stranger, kept.pk)
        with pytest.raises(errors.FileNotFound):
            remove_file(acting_user=stranger, file_id=kept.pk)
        assert read_file(get_file(kept.pk)) == content

    def test_an_unknown_file_answers_like_a_foreign_one(self, account):
        with pytest.raises(errors.FileNotFound):
            access_own_file(account, uuid4())


class TestRemoval:
    def test_a_tombstone_stays_and_the_content_goes_on_commit(self, kept, account, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as callbacks:
            remove_file(acting_user=account, file_id=kept.pk)
            assert default_storage.exists(kept.storage_name), "a removal that is rolled back must not lose the content"
        for callback in callbacks:
            callback()
        assert not default_storage.exists(kept.storage_name)
        tombstone = StoredFile.objects.get(pk=kept.pk)
        assert tombstone.removed_at is not None
        assert (bytes(tombstone.name), bytes(tombstone.fingerprint)) == (b"", b"")
        for asked in (lambda: get_file(kept.pk), lambda: read_file(tombstone)):
            with pytest.raises(errors.FileNotFound):
                asked()
        with pytest.raises(errors.FileNotFound):
            remove_file(acting_user=account, file_id=kept.pk)

    def test_the_database_refuses_a_tombstone_that_still_tells_something(self, kept):
        with pytest.raises(IntegrityError, match="evidence_tombstone_is_bare"), transaction.atomic():
            StoredFile.objects.filter(pk=kept.pk).update(removed_at=kept.created_at)


class TestRefusals:
    @pytest.mark.parametrize(
        ("content", "name", "label", "refused"),
        [
            (b"", "paper.pdf", "application/pdf", errors.FileEmpty),
            (b"\xff\xd8\xff", "paper.pdf", "application/pdf", errors.FileTypeDisagrees),
            (b"hello", "paper.txt", "text/plain", errors.FileTypeUnknown),
        ],
    )
    def test_a_refused_upload_leaves_nothing(self, account, person, upload, content, name, label, refused):
        with pytest.raises(refused) as error:
            keep_file(acting_user=account, person=person, upload=upload(content, name, label), kind="file")
        assert str(error.value)
        assert not StoredFile.objects.exists()

    def test_more_than_the_installation_allows_is_not_even_read(self, account, person, upload, settings):
        settings.EVIDENCE_MAX_BYTES = 1024 * 1024
        large = upload(bytes(1024 * 1024 + 1))
        large.file.close()
        with pytest.raises(errors.FileTooBig) as refused:
            keep_file(acting_user=account, person=person, upload=large, kind="file")
        assert refused.value.fields == {"megabytes": 1}

    def test_limits_of_a_question_narrow_what_it_takes(self, account, person, upload, content):
        with pytest.raises(errors.FileTypeNotAccepted):
            keep_file(
                acting_user=account,
                person=person,
                upload=upload(content),
                kind="file",
                limits=Limits(accept=limits_rules.PICTURES),
            )

    def test_a_failure_after_storing_takes_the_content_away_again(self, account, person, upload, content, monkeypatch):
        def fail(**_facts: object) -> None:
            raise ConnectionError

        monkeypatch.setitem(keep_file.__wrapped__.__globals__, "append_entry", fail)
        before = files_in_store()
        with pytest.raises(ConnectionError), transaction.atomic():
            keep_file(acting_user=account, person=person, upload=upload(content), kind="file")
        assert files_in_store() == before
        assert not StoredFile.objects.exists()

    def test_every_code_of_the_rules_has_a_sentence_with_its_facts(self):
        facts = {
            "found": "PDF", "accepted": "JPEG", "megabytes": 10, "megapixels": 50,
            "width": 1, "height": 2, "min_width": 3, "min_height": 4,
        }  # fmt: skip
        sources = "".join(path.read_text() for path in Path(limits_rules.__file__).parent.glob("*.py"))
        assert set(re.findall(r'Unfit\(\s*"(\w+)"', sources)) == set(errors.BY_CODE)
        for code, refused in errors.BY_CODE.items():
            assert str(refused(**facts)), code


def files_in_store(folder: str = "") -> set[str]:
    folders, files = default_storage.listdir(folder)
    inner = {name for inner in folders for name in files_in_store(f"{folder}/{inner}".lstrip("/"))}
    return inner | {f"{folder}/{name}" for name in files}
