"""What everybody reads of the community: what is verified, in every language, without more statements for more rows."""

import json
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

from tests.domains.community.builders import CONTACT as CONTACT_OF_TESTS
from tests.domains.community.builders import FACTS, YEAR, consultation_facts, event_facts, opportunity_facts
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.community.api import (
    CommunityEvent,
    Consultation,
    Opportunity,
    Organisation,
    announce_event,
    enter_opportunity,
    enter_organisation,
    keep_contact,
    prepare_consultation,
    publish_consultation,
    publish_event,
    submit_organisation,
    today,
    verify_opportunity,
    verify_organisation,
    withdraw_contact_consent,
)

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]
CONTACT = "silk-road@example.org"
LISTS = ("community", "organisations", "community_events", "opportunities", "consultations")
COPIES, MOST_STATEMENTS = 4, 9


def get(name: str, *arguments: object, language: str = "en", **query: str):
    with override(language):
        return Client().get(reverse(f"public_site:{name}", args=arguments), query)


def get_abroad(name: str, pk: int):
    with override("en"):
        return Client().get(reverse(f"public_site:{name}", args=[pk]), {"from": "feed"}, HTTP_HOST="localhost")


def organisation() -> Organisation:
    return Organisation.objects.filter(country="KR").earliest("pk")


def linked(page) -> dict:
    (words,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())
    return json.loads(words)


def test_every_page_opens_in_every_language(demonstration) -> None:
    event, opportunity = CommunityEvent.objects.first(), Opportunity.objects.first()
    for language in LANGUAGES:
        for name in LISTS:
            assert get(name, language=language).status_code == 200
        for name, row in (
            ("organisation", organisation()),
            ("community_event", event),
            ("opportunity", opportunity),
            *(("consultation", row) for row in Consultation.objects.all()),
        ):
            assert get(name, row.pk, language=language).status_code == 200


def test_the_contact_is_there_while_the_person_agrees(demonstration) -> None:
    row = organisation()
    assert CONTACT in get("organisation", row.pk).content.decode()
    withdraw_contact_consent(acting_user=demonstration.applicant, pk=row.pk)
    assert CONTACT not in get("organisation", row.pk).content.decode()
    # Who never agreed was never shown.
    other = Organisation.objects.get(country="RU")
    assert "club@example.org" not in get("organisation", other.pk).content.decode()


def test_the_register_is_read_by_country_and_topic(demonstration) -> None:
    assert [one["row"] for one in get("organisations", country="KR").context["organisations"]] == [organisation()]
    assert get("organisations", topic="work").context["organisations"][0]["row"].country == "RU"
    assert get("organisations", country="DE").context["organisations"] == []
    for nonsense in ({"country": "XX"}, {"topic": "politics"}):
        assert get("organisations", **nonsense).status_code == 404
    assert get("opportunities", kind="lottery").status_code == 404


@pytest.mark.parametrize(
    ("language", "countries"),
    [
        ("uz", ["Rossiya", "Turkiya", "Oʻzbekiston", "Shvetsiya", "Chexiya"]),
        ("uz-cyrl", ["Россия", "Туркия", "Чехия", "Швеция", "Ўзбекистон"]),
    ],
    ids=["uz", "uz-cyrl"],
)
def test_countries_stand_in_the_order_of_the_alphabet(demonstration, monkeypatch, language, countries) -> None:
    found = [(code, 1) for code in ("CZ", "RU", "SE", "TR", "UZ")]
    monkeypatch.setattr("watandoshlar.web.public_site.community.countries_of_organisations", lambda: found)
    assert [name for _url, name, _count in get("community", language=language).context["countries"]] == countries


def test_machines_read_what_people_read(demonstration) -> None:
    told = linked(get("organisation", organisation().pk))
    assert (told["@type"], told["name"]) == ("Organization", organisation().names["en"])
    assert CONTACT not in json.dumps(told)
    event = CommunityEvent.objects.get(organisation=organisation())
    told = linked(get("community_event", event.pk))
    assert (told["@type"], told["startDate"][-6:]) == ("Event", "+09:00")


def test_nothing_that_was_typed_ends_the_words_of_machines(demonstration) -> None:
    hostile = "</script><script>alert(1)</script>"
    event = announced(demonstration.applicant, titles={"en": hostile})
    page = get("community_event", event.pk)
    assert linked(page)["name"] == hostile
    assert b"<script>alert" not in page.content


def test_times_are_those_of_the_place(demonstration) -> None:
    event = CommunityEvent.objects.get(organisation=organisation())
    assert b"18:00" in get("community_event", event.pk, language="ru").content


def test_an_event_goes_into_a_calendar(demonstration) -> None:
    event = CommunityEvent.objects.get(organisation=organisation())
    (entry,) = Calendar.from_ical(get("community_event_calendar", event.pk).content).walk("VEVENT")
    assert entry["DTSTART"].dt == event.starts_at
    assert str(entry["DTSTART"].dt.tzinfo) == "Asia/Seoul"
    assert str(entry["SUMMARY"]) == event.titles["en"]


def test_what_leaves_the_site_names_the_address_of_the_site(demonstration, settings) -> None:
    """Whatever host and query it was asked under."""
    event = CommunityEvent.objects.get(organisation=organisation())
    address = f"{settings.SITE_URL}/en/community/events/{event.pk}/"
    (entry,) = Calendar.from_ical(get_abroad("community_event_calendar", event.pk).content).walk("VEVENT")
    assert entry["URL"] == address
    assert str(entry["DESCRIPTION"]).endswith(f"\n{address}")
    assert linked(get_abroad("community_event", event.pk))["url"] == address
    page = f"{settings.SITE_URL}/en/community/organisations/{organisation().pk}/"
    assert linked(get_abroad("organisation", organisation().pk))["url"] == page


def test_a_reply_shows_counts_and_promises_and_no_answer(demonstration) -> None:
    asked = Consultation.objects.get(state="replied")
    page = get("consultation", asked.pk)
    reply = page.context["reply"]
    assert (reply["answers"], [number for _title, number in reply["themes"]]) == (11, [6, 5])
    assert [one["row"].state for one in reply["promises"]] == ["in_work", "planned"]
    assert b"Darslik topolmayapmiz" not in page.content


def test_more_rows_are_no_more_statements(demonstration) -> None:
    few = {name: statements_of(name) for name in LISTS}
    copy_everything(demonstration.applicant)
    assert len(get("organisations").context["organisations"]) == 2 + COPIES
    assert {name: statements_of(name) for name in LISTS} == few
    assert max(few.values()) <= MOST_STATEMENTS


def statements_of(name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        get(name)
    return len(queries)


def copy_everything(speaker: Account) -> None:
    desk, colleague = account("ministry"), account("second.desk")
    for number in range(COPIES):
        row = enter_organisation(acting_user=speaker, facts=replace(FACTS, names={"uz": f"Klub {number}"}))
        keep_contact(acting_user=speaker, pk=row.pk, contact=CONTACT_OF_TESTS)
        submit_organisation(acting_user=speaker, pk=row.pk)
        seen = {"evidence": ["statute"], "until": today() + YEAR, "revision": 1}
        verify_organisation(acting_user=account("officer.seoul"), pk=row.pk, **seen)
        announced(speaker)
        verify_opportunity(acting_user=colleague, pk=enter_opportunity(acting_user=desk, facts=opportunity_facts()).pk)
        asked = prepare_consultation(acting_user=desk, facts=consultation_facts())
        publish_consultation(acting_user=colleague, pk=asked.pk)


def announced(speaker: Account, **changed: object) -> CommunityEvent:
    facts = event_facts(**changed)
    event = announce_event(acting_user=speaker, organisation=organisation().pk, facts=facts)
    return publish_event(acting_user=account("officer.seoul"), pk=event.pk)


def account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.org")
