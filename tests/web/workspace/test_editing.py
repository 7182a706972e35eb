"""The editors' pages are those of a library; each of its addresses stands behind our door."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client
from django.urls import URLPattern, URLResolver

from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account, errors
from watandoshlar.web.workspace import editing

EDITOR, OFFICER, APPLICANT = "editor@example.org", "officer.seoul@example.org", "nodira@example.org"
# What an editor opens every day.
DAILY = ("", "pages/", "snippets/guides/source/", "snippets/guides/glossaryterm/", "reports/workflow/")


def views(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[Callable]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.callback


def test_every_address_of_the_library_is_behind_the_door(rf, db):
    open_to_all = {editing.not_offered, editing.to_own_account, editing.logout}
    guarded = [view for view in views(editing.urlpatterns) if view not in open_to_all]
    assert len(guarded) > 100
    stranger = Account.objects.create(email="stranger@example.org")
    for view in guarded:
        request = rf.get("/")
        request.session, request.user = {}, AnonymousUser()
        assert view(request).status_code == 302
        request.user = stranger
        with pytest.raises(errors.RoleMissing):
            view(request)


def test_the_library_logs_nobody_in_and_keeps_no_account(rf):
    for pattern in editing.urlpatterns:
        if pattern.callback is editing.not_offered:
            with pytest.raises(Http404):
                pattern.callback(rf.get("/"))


@pytest.mark.parametrize("who", [APPLICANT, OFFICER, ""])
def test_nobody_else_comes_in(demonstration, who):
    client = client_of(who) if who else Client()
    for page in DAILY:
        assert client.get(f"/en/editing/{page}").status_code in (302, 403), page


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_an_editor_comes_in(demonstration, forgiving_templates, language):
    client = client_of(EDITOR)
    for page in DAILY:
        assert client.get(f"/{language}/editing/{page}").status_code == 200, page
