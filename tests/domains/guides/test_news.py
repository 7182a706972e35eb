"""News are published by the agreement of a second editor, in the languages in which they are written."""

import time as machine
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from wagtail.models import Revision

from tests.domains.guides.news import digest, event, news, photo, picture, told, written
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.capabilities.search.api import listed, rebuild
from watandoshlar.domains.guides import found
from watandoshlar.domains.guides.api import (
    DigestPage,
    EventPage,
    NewsPage,
    errors,
    events_in,
    languages_told,
    news_in,
    page_in,
    publish_due,
    show_event,
    show_news,
    told_in,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.usefixtures("desk")


def titles(language: str, **options: object) -> list[str]:
    return [show_news(page, language).title for page in news_in(language, **options)]


def test_a_second_editor_publishes(writer, second):
    told(news(), writer, second)
    assert titles("uz") == ["News in uz"]
    entry = entries_of_chain("news:new-hours").last()
    assert (entry.act, entry.facts["text"], entry.facts["agreed_by"]) == (
        "publish_text",
        "news/new-hours/uz",
        second.pk,
    )


@pytest.mark.parametrize("make", [news, event], ids=["news", "event"])
def test_who_sends_a_text_back_as_it_came_has_changed_nothing(writer, make):
    """Agreeing sends the form of the page too."""
    page = make()
    written(page, writer)
    form_class = page.get_edit_handler().get_form_class()
    shown = form_class(instance=page, for_user=writer)
    sent = {field.html_name: field.value() or "" for field in shown}
    assert not form_class(sent, instance=page, for_user=writer).has_changed()
    assert form_class(sent | {"title": "Other"}, instance=page, for_user=writer).has_changed()


@pytest.mark.parametrize("make", [news, event], ids=["news", "event"])
def test_nobody_publishes_their_own(writer, make):
    page = make()
    version = written(page, writer)
    with pytest.raises(errors.NotAgreed):
        version.publish(user=writer, skip_permission_checks=True)
    with pytest.raises(DatabaseError, match="no second editor"), transaction.atomic():
        type(page).objects.filter(pk=page.pk).update(live_revision=version, live=True)
    assert titles("uz") == []


# The library reads the clock of the machine.
@pytest.mark.passing_time
def test_agreed_news_come_when_their_moment_comes_and_go(writer, second):
    now = clock.now()
    told(news(go_live_at=now + timedelta(seconds=4), expire_at=now + timedelta(hours=1)), writer, second)
    assert (titles("uz"), publish_due(acting_user=SYSTEM)) == ([], [])
    machine.sleep(max(0, (now - clock.now()).total_seconds() + 4.1))
    assert publish_due(acting_user=SYSTEM) == ["news/new-hours/uz"]
    assert titles("uz") == ["News in uz"]
    NewsPage.objects.update(expire_at=clock.now() - timedelta(minutes=1))
    assert publish_due(acting_user=SYSTEM) == ["news/new-hours/uz"]
    assert titles("uz") == []


def test_a_text_that_fails_keeps_no_other_waiting(writer, second, monkeypatch):
    """Of three that are due first, nobody agreed to one, another took the address of the next, the third cannot go."""
    versions = [written(news(slug="own-words"), writer)]
    for page in (told(news(slug="taken"), writer, second), told(news(), writer, second)):
        versions.append(page.latest_revision)
        NewsPage.objects.filter(pk=page.pk).update(live=False, live_revision=None)
    NewsPage.objects.filter(slug="taken").update(slug="moved")
    told(news(slug="taken", title="Another"), writer, second)
    over = clock.now() - timedelta(hours=1)
    told(event(), writer, second)
    told(news(slug="over", title="Over"), writer, second)
    for model, slug in ((EventPage, "open-day"), (NewsPage, "over")):
        model.objects.filter(slug=slug).update(expire_at=over)
    for minute, version in enumerate(versions):
        Revision.objects.filter(pk=version.pk).update(approved_go_live_at=over + timedelta(minutes=minute))
    monkeypatch.setattr(EventPage, "unpublish", lambda *_, **__: 1 / 0)

    assert publish_due(acting_user=SYSTEM) == ["news/over/uz", "news/new-hours/uz"]
    assert sorted(titles("uz")) == ["Another", "News in uz"]
    told_of = Letter.objects.filter(code="text_failed").values_list("account", "facts__text")
    names = ("news/open-day/uz", "news/own-words/uz", "news/moved/uz")
    assert sorted(told_of) == sorted((account.pk, name) for account in (writer, second) for name in names)
    assert (publish_due(acting_user=SYSTEM), told_of.count()) == ([], 6)


def test_no_language_stands_in_for_another(writer, second):
    told(news("uz", title="Yangilik"), writer, second)
    told(news("ru", slug="elsewhere"), writer, second)
    assert titles("uz-cyrl") == ["Янгилик"]
    assert (titles("en"), titles("uz-arab")) == ([], [])
    assert page_in("news", "new-hours", "en") is None
    assert languages_told("news", "new-hours") == ["uz", "uz-cyrl"]
    assert languages_told("news", "elsewhere") == ["ru"]
    with pytest.raises(errors.NothingTold):
        page_in("news", "nowhere", "uz")


def test_own_words_in_cyrillic_come_before_the_rule(writer, second):
    told(news("uz"), writer, second)
    told(news("uz-cyrl", title="Ўз сўзи"), writer, second)
    assert titles("uz-cyrl") == ["Ўз сўзи"]


def test_news_of_one_post(writer, second):
    told(news(), writer, second)
    told(news(slug="other", post=get_post("moscow")), writer, second)
    assert (len(titles("uz")), titles("uz", post="moscow")) == (2, ["News in uz"])


def test_the_search_is_told(writer, second):
    told(news(), writer, second)
    told(event(), writer, second)
    assert [(entry.key, entry.language) for entry in found.collect_news()] == [
        ("news-new-hours", "uz"),
        ("news-new-hours", "uz-cyrl"),
    ]
    assert {(entry.key, *entry.route) for entry in found.collect_events()} == {
        ("event-open-day", "public_site:event", ("open-day",))
    }
    told(digest(), writer, second)
    (entry, in_cyrillic) = found.collect_digests()
    assert (entry.kind, entry.key, *entry.route) == ("news", "digest-labour", "public_site:digest_page", ("labour",))
    assert ("Maoshlar" in entry.text, "Маошлар" in in_cyrillic.text) == (True, True)
    rebuild(["news"])
    assert [one.key for one in listed("news")] == ["digest-labour", "news-new-hours"]
    assert [(kind, one.slug) for kind, one in told_in("uz")] == [
        ("digest", "labour"), ("event", "open-day"), ("news", "new-hours"),
    ]  # fmt: skip
    assert all(entry.changed_at for entry in (*found.collect_news(), *found.collect_events()))
    written(news(slug="draft"), writer)
    assert {entry.key for entry in found.collect_news()} == {"news-new-hours"}


def test_an_event_is_at_the_hours_of_its_post(writer, second):
    shown = show_event(told(event(), writer, second), "uz")
    assert shown.opens.tzinfo == ZoneInfo("Asia/Seoul")
    assert (shown.opens.hour, shown.opens.astimezone(ZoneInfo("UTC")).hour) == (10, 1)


def test_past_events_move_away(writer, second):
    today = clock.now().date()
    told(event(slug="past", begins_on=today - timedelta(days=2), ends_on=today - timedelta(days=2)), writer, second)
    told(event(slug="ahead", begins_on=today + timedelta(days=2), ends_on=today + timedelta(days=2)), writer, second)
    assert [page.slug for page in events_in("uz")] == ["ahead"]
    assert [page.slug for page in events_in("uz", past=True)] == ["past"]


def test_an_event_does_not_end_before_it_begins():
    with pytest.raises(ValidationError) as refused:
        event(ends_at=time(9)).clean()
    assert set(refused.value.message_dict) == {"ends_at"}


def test_an_address_stays_as_it_is(writer, second):
    page = told(news(), writer, second)
    page.slug = "another"
    with pytest.raises(ValidationError):
        page.clean()
    with pytest.raises(ValidationError):
        news(slug="Yangi_soatlar").clean()


def test_a_digest_links_to_secure_addresses_only():
    block = DigestPage._meta.get_field("entries").stream_block.child_blocks["entry"]
    entry = {"outlet": "A", "title": "B", "language": "ru", "words": "C", "published_on": date(2026, 1, 1)}
    assert block.clean({**entry, "url": "https://example.org/a"})["outlet"] == "A"
    for url in ("http://example.org/a", "javascript:alert(1)"):
        with pytest.raises(ValidationError):
            block.clean({**entry, "url": url})
    with pytest.raises(ValidationError):
        block.clean({**entry, "url": "https://example.org/a", "words": "long " * 120})


def test_a_picture_without_words_is_refused(writer):
    shown = picture(writer)
    with pytest.raises(ValidationError) as refused:
        news(picture=shown).clean()
    assert set(refused.value.message_dict) == {"picture_text"}
    page = news()
    written(page, writer)
    with pytest.raises(DatabaseError, match="guides_news_picture_has_words"), transaction.atomic():
        NewsPage.objects.filter(pk=page.pk).update(picture=shown)


def test_news_show_their_picture_with_words(writer, second):
    page = told(news(picture=picture(writer, content=photo(900, 450)), picture_text="Zal"), writer, second)
    shown = show_news(news_in("uz-cyrl").get(pk=page.pk), "uz-cyrl").picture
    assert (shown.text, shown.small.width / shown.small.height) == ("Зал", 2)
