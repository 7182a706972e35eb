"""An account cannot fill the database with applications that it never sends."""

from importlib import import_module

import pytest

from tests.domains.cases.builders import SEOUL, TUTORIAL, Office
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.api import Draft, access_drafts, remove_draft, start_draft


def test_unfinished_applications_are_counted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    # The package names the act; its module is found by its path.
    monkeypatch.setattr(import_module("watandoshlar.domains.cases.acts.start_draft"), "MOST_DRAFTS", 3)
    begin = {"acting_user": office.applicant, "slug": TUTORIAL, "post_code": "seoul", **SEOUL}
    for _ in range(3):
        start_draft(**begin)
    with pytest.raises(errors.TooManyDrafts):
        start_draft(**begin)
    assert Draft.objects.count() == 3
    remove_draft(acting_user=office.applicant, draft_id=access_drafts(office.applicant)[0].pk)
    start_draft(**begin)
