"""An organisation comes into the register and announces; a question is answered and replied to. One walk with scripts,
one without; each kind of page is looked at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.domains.community.builders import THREE
from tests.journeys.staff import Staff, look
from tests.plugins.live_clock import on_day
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.community.api import (
    CommunityEvent,
    Consultation,
    ConsultationAnswer,
    ConsultationFacts,
    Organisation,
    prepare_consultation,
    publish_consultation,
    today,
)
from watandoshlar.foundation import clock

PHONE = {"viewport": {"width": 360, "height": 740}}
NAME, CONTACT = "Seul oʻzbek maktabi", "maktab@example.org"


def account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.org")


def fill(visitor: Staff, **typed: str) -> None:
    for name, text in typed.items():
        visitor.page.fill(f"[name={name}]", text)


def test_an_organisation_is_verified_and_found(new_staff: Callable[..., Staff]) -> None:
    speaker = new_staff("nodira", "uz", factors=1, **PHONE)
    own = enter(speaker)
    verify(new_staff("officer.seoul", "uz", **PHONE))
    reader = new_staff("aziz", "uz", factors=1, **PHONE)
    for path in ("community/", "community/organisations/?country=KR"):
        reader.open(path)
        look(reader)
    page = f"community/organisations/{Organisation.objects.get().pk}/"
    assert reader.open(page) == 200
    assert CONTACT not in reader.text()
    speaker.open(own)
    speaker.press("[name=step][value=agree]")
    look(speaker)
    reader.open(page)
    assert CONTACT in reader.text()
    look(reader)
    announce(speaker, new_staff("officer.seoul", "uz", **PHONE), reader)
    speaker.open(own)
    speaker.press("[name=step][value=disagree]")
    reader.open(page)
    assert CONTACT not in reader.text()


def enter(speaker: Staff) -> str:
    """Refused without a topic, then kept, with a contact, and sent; the path of its page."""
    speaker.open("my/community/")
    look(speaker)
    speaker.press("main a.button")
    fill(speaker, name_uz=NAME, aims_uz="Bolalar uchun dars.", city="Seoul")
    speaker.page.select_option("[name=country]", "KR")
    speaker.page.select_option("[name=region]", "KR-11")
    speaker.press("main form .actions button")
    assert speaker.page.locator("#problems").count() == 1
    look(speaker)
    speaker.page.check("input[name=topics][value=language]")
    speaker.press("main form .actions button")
    fill(speaker, contact_name="Nodira", contact_email=CONTACT)
    speaker.press("[name=step][value=contact]")
    look(speaker)
    speaker.press("[name=step][value=submit]")
    assert Organisation.objects.get().state == "submitted"
    return f"my/community/organisations/{Organisation.objects.get().pk}/"


def verify(officer: Staff) -> None:
    officer.open("work/community/")
    look(officer)
    officer.press("main .card a")
    assert CONTACT in officer.text()
    officer.press("[name=step][value=verify]")
    assert officer.page.locator("#problems").count() == 1
    look(officer)
    officer.page.check("input[name=evidence][value=registration]")
    officer.press("[name=step][value=verify]")
    assert Organisation.objects.get().state == "verified"


def announce(speaker: Staff, officer: Staff, reader: Staff) -> None:
    speaker.press("a[href$='/announce/']")
    look(speaker)
    fill(speaker, title_uz="Ochiq dars", text_uz="Kelinglar.", begins="18:00", ends="20:00", place="Itaewon")
    fill(speaker, day=(clock.now() + timedelta(days=9)).date().isoformat())
    speaker.press("main form .actions button")
    event = CommunityEvent.objects.get()
    officer.open(f"work/community/events/{event.pk}/")
    look(officer)
    officer.press("[name=step][value=publish]")
    reader.open("community/events/")
    look(reader)
    reader.press("main .card a")
    look(reader)
    assert reader.read(f"community/events/{event.pk}/calendar.ics").startswith(b"BEGIN:VCALENDAR")


def test_what_an_officer_entered_is_handed_over_without_scripts(new_staff: Callable[..., Staff]) -> None:
    plain = {**PHONE, "java_script_enabled": False}
    officer = new_staff("officer.seoul", "uz", **plain)
    officer.open("work/community/organisations/enter/")
    fill(officer, name_uz=NAME, aims_uz="Bolalar uchun dars.", city="Seoul")
    officer.page.select_option("[name=country]", "KR")
    officer.page.select_option("[name=region]", "KR-11")
    officer.page.check("input[name=topics][value=language]")
    officer.press("main form .actions button")
    officer.page.locator("details:has([name=invited_email]) summary").click()
    fill(officer, invited_email="nodira@example.org")
    officer.press("[name=step][value=hand_over]")
    look(officer)
    speaker = new_staff("nodira", "uz", factors=1, **plain)
    speaker.open("my/community/")
    look(speaker)
    speaker.press("section[aria-labelledby=invitations] .card a")
    look(speaker)
    speaker.press("[name=step][value=accept]")
    look(speaker)
    assert Organisation.objects.get().represented_by == account("nodira")


@pytest.fixture
def asked(demonstration) -> Consultation:
    """Open today; asked and published by two colleagues."""
    facts = ConsultationFacts(THREE, THREE, today(), today() + timedelta(days=2), today() + timedelta(days=9))
    prepared = prepare_consultation(acting_user=account("ministry"), facts=facts)
    return publish_consultation(acting_user=account("second.desk"), pk=prepared.pk)


def test_a_consultation_without_scripts(new_staff: Callable[..., Staff], asked: Consultation) -> None:
    plain = {**PHONE, "java_script_enabled": False}
    compatriot = new_staff("nodira", "ru", factors=1, **plain)
    compatriot.open(f"community/consultations/{asked.pk}/")
    look(compatriot)
    compatriot.press("main a.button")
    compatriot.press("[name=step][value=give]")
    assert compatriot.page.locator("#problems").count() == 1
    fill(compatriot, words="Нужна школа выходного дня.")
    compatriot.press("[name=step][value=give]")
    look(compatriot)
    fill(compatriot, words="Нужны учебники.")
    compatriot.press("[name=step][value=give]")
    assert ConsultationAnswer.objects.count() == 1
    desk = new_staff("ministry", "ru", **plain)
    sort(desk, asked)
    on_day(desk.page.context, desk.site.base_url, days_later=4)
    reply(desk, asked)
    compatriot.open(f"community/consultations/{asked.pk}/")
    assert "ответ министерства" in compatriot.text().lower()
    assert "учебники" not in compatriot.text()
    look(compatriot)


def sort(desk: Staff, asked: Consultation) -> None:
    page = f"work/community/consultations/{asked.pk}/"
    desk.open(page)
    fill(desk, **{f"theme_{tag}": text for tag, text in THREE.items()})
    desk.press("[name=step][value=theme]")
    look(desk)
    desk.open(f"{page}answers/")
    assert "Нужны учебники." in desk.text()
    assert "nodira" not in desk.text()
    desk.page.locator("input[type=checkbox][name=themes]").first.check()
    desk.press("[name=step][value=sort]")
    look(desk)


def reply(desk: Staff, asked: Consultation) -> None:
    """A promise and the reply, after the last day of the question."""
    page = f"work/community/consultations/{asked.pk}/"
    due = (clock.now() + timedelta(days=60)).date().isoformat()
    promise = {f"text_{tag}": text for tag, text in THREE.items()}
    desk.open(page)
    desk.page.locator("details:has([value=promise]) summary").first.click()
    for name, text in {**promise, "due_on": due}.items():
        desk.page.locator(f"details form:has([value=promise]) [name={name}]").fill(text)
    desk.press("[name=step][value=promise]")
    for name, text in promise.items():
        desk.page.locator(f"form:has([value=reply]) [name={name}]").fill(text)
    desk.press("[name=step][value=reply]")
    look(desk)
    assert Consultation.objects.get().state == "replied"
