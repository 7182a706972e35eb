"""The editors' pages answer to editors with a second factor, and to nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.domains.guides.builders import page_of
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import create_account, end_role
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.guides.api import Source

pytestmark = pytest.mark.usefixtures("published", "forgiving_templates")


def addresses() -> list[str]:
    page = page_of()
    source = Source.objects.first()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        reverse("wagtailadmin_pages:workflow_history", args=[page.pk]),
        reverse("wagtailsnippets_guides_source:list"),
        reverse("wagtailsnippets_guides_source:edit", args=[source.pk]),
        reverse("wagtailsnippets_guides_source:history", args=[source.pk]),
        reverse("wagtailsnippets_guides_glossaryterm:list"),
        reverse("wagtailsnippets_guides_glossaryterm:add"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtailadmin_sprite"),
        reverse("wagtailadmin_javascript_catalog"),
    ]


def test_an_editor_sees_them(writer):
    client = client_of(writer.email)
    assert {address: client.get(address).status_code for address in addresses()} == dict.fromkeys(addresses(), 200)


def test_nobody_else_sees_them(writer):
    stranger = create_account(acting_user=SYSTEM, email="stranger@example.org", language="uz")
    assert {client_of(stranger.email).get(address).status_code for address in addresses()} == {403}
    assert {Client().get(address).status_code for address in addresses()} == {302}
    assert {client_of(writer.email, factors=1).get(address).status_code for address in addresses()} == {302}
    end_role(acting_user=SYSTEM, account=writer, role="editor")
    assert {client_of(writer.email).get(address).status_code for address in addresses()} == {403}


@pytest.mark.parametrize("rest", ["login/", "password_reset/", "users/", "groups/"])
def test_a_second_way_to_accounts_is_not_offered(writer, rest):
    assert client_of(writer.email).get(f"/uz/editing/{rest}").status_code == 404


def test_one_keeps_ones_account_at_our_own_page(writer):
    assert client_of(writer.email).get("/uz/editing/account/")["Location"] == reverse("mfa_index")
