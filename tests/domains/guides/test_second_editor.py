"""Nothing that an editor wrote is published before another editor agreed to it, however the request comes."""

import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import TaskState

from tests.domains.guides.builders import GUIDE, editor, page_of, submit, write
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.domains.guides.api import Source, errors, guide_in, publish_due
from watandoshlar.foundation import clock

pytestmark = pytest.mark.usefixtures("published")


def title() -> str:
    return guide_in(GUIDE, "uz").title


def agree(state: TaskState, account) -> None:
    state.task.specific.on_action(state, account, "approve")


def test_a_second_editor_publishes(writer, second):
    write(page_of(), writer, "Yangi sarlavha")
    agree(submit(page_of(), writer), second)
    assert title() == "Yangi sarlavha"
    entry = entries_of_chain(f"guide:{GUIDE}").last()
    assert (entry.act, entry.facts["text"]) == ("publish_text", f"{GUIDE}/uz")
    assert (entry.facts["written_by"], entry.facts["agreed_by"]) == (writer.pk, second.pk)


def test_the_writer_does_not(writer, second):
    write(page_of(), writer)
    state = submit(page_of(), writer)
    with pytest.raises(errors.OwnText):
        agree(state, writer)
    assert state.task.specific.get_actions(page_of(), writer) == []
    assert [name for name, *_ in state.task.specific.get_actions(page_of(), second)] == ["reject", "approve", "approve"]


def test_who_changed_it_last_counts_not_who_submitted(writer, second):
    write(page_of(), writer)
    write(page_of(), second, "Third title")
    state = submit(page_of(), writer)
    with pytest.raises(errors.OwnText):
        agree(state, second)
    agree(state, writer)
    assert title() == "Third title"


def test_who_agrees_agrees_to_the_version_that_was_submitted(writer, second):
    write(page_of(), writer)
    state = submit(page_of(), writer)
    write(page_of(), editor("third@example.org"), "Slipped in")
    agree(state, second)
    assert title() == "Another title"


@pytest.mark.parametrize("name", ["of the version", "of the page", "action", "without permission"])
def test_no_other_way_publishes(writer, name):
    before, version = title(), write(page_of(), writer)
    ways = {
        "of the version": lambda: version.publish(user=writer),
        "of the page": lambda: page_of().publish(version, user=writer),
        "action": lambda: PublishPageRevisionAction(version, user=writer).execute(),
        "without permission": lambda: version.publish(skip_permission_checks=True),
    }
    with pytest.raises(Exception, match=r".") as refused:
        ways[name]()
    assert type(refused.value).__name__ in ("NotAgreed", "PublishPagePermissionError")
    assert title() == before


def test_a_state_that_the_writer_ended_is_no_agreement(writer):
    version = write(page_of(), writer)
    state = submit(page_of(), writer)
    with pytest.raises(errors.NotAgreed):
        state.approve(user=writer)
    with pytest.raises(errors.NotAgreed):
        version.publish(user=writer)


def test_an_agreed_version_is_not_written_over(writer, second):
    version = write(page_of(), writer)
    draft = version.as_object()
    draft.title = "Typed on"
    again = draft.save_revision(user=writer, overwrite_revision=version)
    version.refresh_from_db()
    assert (again.pk != version.pk, version.content["title"]) == (True, "Another title")


def test_forms_of_the_library_publish_nothing(writer):
    """The button is not there; the request that it would send changes nothing either."""
    before, page = title(), page_of()
    client = client_of(writer.email)
    write(page, writer)
    for name in ("wagtailadmin_pages:unpublish", "wagtailadmin_pages:delete", "wagtailadmin_pages:copy"):
        assert client.get(reverse(name, args=[page.pk])).status_code in (200, 302, 403)
    assert client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code in (302, 403)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}")
    assert (title(), page_of().pk) == (before, page.pk)


def test_an_editor_takes_a_text_off_at_once(writer):
    client = client_of(writer.email)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page_of().pk]))
    assert not page_of().live
    assert entries_of_chain(f"guide:{GUIDE}").last().act == "take_text_off"


# The library reads the clock of the machine.
@pytest.mark.passing_time
def test_an_agreed_text_comes_when_its_moment_comes(writer, second):
    before, page = title(), page_of()
    draft = page.get_latest_revision_as_object()
    draft.title, draft.go_live_at = "Ertaga", clock.now() + timedelta(seconds=4)
    draft.save_revision(user=writer)
    agree(submit(page_of(), writer), second)
    assert (title(), publish_due(acting_user=SYSTEM)) == (before, [])
    time.sleep(max(0, (draft.go_live_at - clock.now()).total_seconds()) + 0.1)
    assert publish_due(acting_user=SYSTEM) == [f"{GUIDE}/uz"]
    assert title() == "Ertaga"


def test_a_source_needs_agreement_too(writer, second):
    source = Source.objects.filter(guide=GUIDE).first()
    other = "confirmed" if source.state == "to_be_confirmed" else "to_be_confirmed"
    draft = source.get_latest_revision_as_object()
    draft.state = other
    version = draft.save_revision(user=writer)
    with pytest.raises(errors.NotAgreed):
        version.publish(user=writer, skip_permission_checks=True)
    source.refresh_from_db()
    state = source.get_workflow().start(source, writer).current_task_state
    agree(state, second)
    source.refresh_from_db()
    assert source.state == other


def test_the_command_of_the_library_asks_too(writer):
    version = write(page_of(), writer)
    type(version).objects.filter(pk=version.pk).update(approved_go_live_at=clock.now() - timedelta(hours=1))
    with pytest.raises(errors.NotAgreed):
        call_command("publish_scheduled")
