from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from watandoshlar.capabilities.notifications.api import (
    Message,
    MessageIncomplete,
    MessageTwice,
    PlaceholderTwice,
    incomplete_messages,
    register_message,
    register_resolver,
    registered_messages,
    show_day,
    show_moment,
)
from watandoshlar.capabilities.notifications.messages import source_of, spoken_language


def faults() -> list[tuple[str, str]]:
    return [(fault.fields["message"], fault.fields["what"]) for fault in incomplete_messages()]


def test_a_message_in_every_language_is_complete(received):
    assert faults() == []
    assert registered_messages() == [received]


@pytest.mark.parametrize(
    ("part", "words"), [("text", ""), ("subject", ""), ("text", "<b>Received</b>"), ("text", "50 % done")]
)
def test_an_unfit_message_is_refused_at_once(no_messages, part, words):
    message = replace(Message(code="received", subject="Received", text="We have it."), **{part: words})
    with pytest.raises(MessageIncomplete) as refusal:
        register_message(message)
    assert refusal.value.code == "message_incomplete"
    assert registered_messages() == []


def test_a_code_belongs_to_one_message(received):
    with pytest.raises(MessageTwice) as refusal:
        register_message(replace(received, facts=()))
    assert refusal.value.code == "message_twice"


def test_a_placeholder_belongs_to_one_room(received):
    """Else the letters of one room would look in their facts for what only the other's have."""

    def words(facts, language):
        return facts["number"]

    register_resolver("place", words)
    register_resolver("place", words)
    with pytest.raises(PlaceholderTwice) as refusal:
        register_resolver("place", lambda facts, language: facts["certificate"])
    assert refusal.value.code == "placeholder_twice"


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_a_message_that_lacks_a_required_language_is_named(received, translate, language):
    translate(language, {})
    assert faults() == [("received", f"subject lacking in {language}"), ("received", f"text lacking in {language}")]


def test_a_translation_that_lost_a_placeholder_is_named(received, translate):
    translate("ru", {source_of(received.subject): "Получено", source_of(received.text): "%(service_title)s %(page)s"})
    assert faults() == [("received", "subject placeholders_differ in ru")]


def test_a_placeholder_that_nothing_fills_is_named(received, monkeypatch):
    monkeypatch.setattr("watandoshlar.capabilities.notifications.messages._resolvers", {})
    assert faults() == [("received", "nothing fills service_title")]


def test_nothing_goes_into_operation_with_an_incomplete_message(received, translate):
    call_command("check", "--deploy", tags=["translation"])
    translate("ru", {})
    with pytest.raises(SystemCheckError, match=r"notifications\.E001"):
        call_command("check", "--deploy", tags=["translation"])


@pytest.mark.parametrize(
    ("reader", "spoken"), [("uz", "uz"), ("ru", "ru"), ("en", "en"), ("uz-arab", "uz-arab"), ("uz-cyrl", "uz")]
)
def test_the_language_of_a_letter_is_one_in_which_the_message_exists(received, reader, spoken):
    assert spoken_language(received, reader) == spoken


def test_without_any_translation_it_is_the_language_of_the_code(received, translate):
    translate("uz", {})
    assert spoken_language(received, "uz-cyrl") == "en"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "November 2, 2026"),
        ("ru", "2 ноября 2026\u202fг."),
        ("uz", "2-noyabr, 2026"),
        ("uz-cyrl", "2 ноябр, 2026"),
    ],
)
def test_a_day_is_shown_as_the_language_does(language, shown):
    assert show_day("due_on")({"due_on": "2026-11-02"}, language) == shown


def test_a_moment_is_shown_in_its_zone():
    facts = {"due_at": "2026-11-02T20:30:00+00:00", "zone": "Asia/Seoul"}
    assert show_moment("due_at", "zone")(facts, "en").startswith("3 November 2026, 05:30 (")


def test_what_is_not_known_is_a_dash():
    assert show_day("due_on")({"due_on": None}, "en") == "—"
    assert show_moment("due_at", "zone")({"due_at": None, "zone": "Asia/Seoul"}, "en") == "—"
