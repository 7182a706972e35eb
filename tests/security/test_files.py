"""A file goes out to nobody but who may see its person, and cannot do anything in the browser that shows it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.evidence.api import StoredFile, errors, keep_file
from watandoshlar.capabilities.people.api import Person, register_person
from watandoshlar.domains.cases import content
from watandoshlar.web.presenting.files import file_response

pytestmark = pytest.mark.django_db


def with_file(name: str) -> tuple[Account, Person, StoredFile]:
    account = create_account(acting_user=SYSTEM, email=f"{name}@example.org", language="en")
    person = register_person(acting_user=account, relation="myself")
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    upload = SimpleUploadedFile("passport of Nodira.png", drawn.getvalue(), "image/png")
    return account, person, keep_file(acting_user=account, person=person, upload=upload, kind="file")


def test_an_id_in_ones_own_answers_opens_no_file_of_another() -> None:
    """Neither in a row whose fields a definition calls `id` and `type`, nor in what looks like a kept file."""
    _nodira, nodira, theirs = with_file("nodira")
    _aziz, aziz, own = with_file("aziz")
    row = {"row": "1", "id": str(theirs.pk), "type": "passport"}
    alike = {"id": str(theirs.pk), "name": "a.png", "size": 1, "type": "image/png"}
    assert set(content.file_ids({"papers": [row]})) == set()
    assert set(content.file_ids({"papers": [alike]})) == {str(theirs.pk)}
    with pytest.raises(errors.FileNotFound):
        file_response(theirs.pk, {aziz.pk})
    assert file_response(own.pk, {aziz.pk}).status_code == 200
    assert file_response(theirs.pk, {nodira.pk}).status_code == 200


def test_a_file_runs_nothing_and_its_name_tells_nothing() -> None:
    _account, person, stored = with_file("nodira")
    answer = file_response(stored.pk, {person.pk})
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Type"] == "image/png"
    assert "Nodira" not in answer.headers["Content-Disposition"]


def test_a_file_that_is_not_in_ones_answers_is_not_found() -> None:
    _account, _person, stored = with_file("nodira")
    create_account(acting_user=SYSTEM, email="stranger@example.org", language="en")
    for email in ("nodira@example.org", "stranger@example.org"):
        address = reverse("portal:draft_file", args=[stored.pk, stored.pk])
        assert client_of(email).get(address).status_code == 404
