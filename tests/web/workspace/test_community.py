"""Posts verify and publish, the ministry asks and replies: each page does what its buttons say, or says why not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.domains.community.builders import THREE, event_facts
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.community.api import (
    CommunityEvent,
    Consultation,
    ConsultationAnswer,
    Invitation,
    Opportunity,
    Organisation,
    announce_event,
    events_ahead,
    get_opportunity,
    organisations,
    suspend_organisation,
    today,
)
from watandoshlar.foundation import clock

OFFICER, DESK, COLLEAGUE = "officer.seoul@example.org", "ministry@example.org", "second.desk@example.org"
NAMES = {"name_uz": "Seul klubi", "aims_uz": "Futbol oʻynaymiz.", "city": "Seoul", "country": "KR", "region": "KR-11"}


def place(name: str, **named: object) -> str:
    with override("en"):
        return reverse(name, kwargs=named)


def in_three(name: str) -> dict[str, str]:
    return {f"{name}_{tag}": text for tag, text in THREE.items()}


def test_an_officer_verifies_what_a_representative_sent(demonstration) -> None:
    speaker, officer = client_of("nodira@example.org", factors=1), client_of(OFFICER)
    new = place("portal:new_organisation")
    assert speaker.post(new, NAMES).status_code == 400
    sent = speaker.post(new, NAMES | {"topics": ["sport"], "founded": "2020"})
    row = Organisation.objects.latest("pk")
    assert sent.url == place("portal:organisation", pk=row.pk)
    own = sent.url
    assert speaker.post(own, {"step": "submit"}).status_code == 400
    contact = {"step": "contact", "contact_name": "N", "contact_email": "n@example.org"}
    assert speaker.post(own, contact).status_code == 302
    assert speaker.post(own, {"step": "submit"}).status_code == 302
    page = place("workspace:organisation", pk=row.pk)
    assert page.encode() in officer.get(place("workspace:community")).content
    assert b"n@example.org" in officer.get(page).content
    wrong = officer.post(page, {"step": "verify", "revision": "1", "until": "2027-01-01"})
    assert (wrong.status_code, len(wrong.context["error_summary"])) == (400, 1)
    verified = {"step": "verify", "evidence": ["statute"], "revision": "1", "until": str(today() + timedelta(days=90))}
    assert officer.post(page, verified).status_code == 302
    assert row in organisations("KR", "sport")
    assert officer.post(page, {"step": "suspend", "reason": "complaint"}).status_code == 302
    assert officer.post(page, {"step": "reinstate"}).status_code == 302
    assert row in organisations("KR", "sport")


def test_an_officer_at_the_counter(demonstration) -> None:
    officer, second = client_of(OFFICER), client_of("second.seoul@example.org")
    sent = officer.post(place("workspace:enter_organisation"), NAMES | {"topics": ["sport"]})
    page = sent.url
    contact = {"step": "contact", "contact_name": "Xonim", "contact_phone": "+82 2 000 00 00"}
    assert officer.post(page, contact).status_code == 302
    version = officer.get(page).context["consent_version"]
    assert officer.post(page, {"step": "agree", "text_version": version}).status_code == 302
    verified = {"step": "verify", "evidence": ["meeting"], "revision": "1", "until": str(today() + timedelta(days=90))}
    assert officer.post(page, verified).status_code == 403
    assert second.post(page, verified).status_code == 302
    assert second.post(page, {"step": "disagree"}).status_code == 302
    assert second.get(page).context["consent"] is None
    assert second.post(page, {"step": "withdraw"}).status_code == 302
    assert Organisation.objects.latest("pk").state == "withdrawn"


def test_what_was_entered_at_the_counter_is_handed_over(demonstration) -> None:
    officer, invited = client_of(OFFICER), client_of("laylo@example.org", factors=1)
    page = officer.post(place("workspace:enter_organisation"), NAMES | {"topics": ["sport"]}).url
    assert officer.post(page, {"step": "hand_over", "invited_email": OFFICER}).status_code == 400
    assert officer.post(page, {"step": "hand_over", "invited_email": "laylo@example.org"}).status_code == 302
    assert b"laylo@example.org" in officer.get(page).content
    again = officer.post(page, {"step": "hand_over", "invited_email": "aziz@example.org"})
    assert again.status_code == 409
    assert officer.post(page, {"step": "withdraw_invitation"}).status_code == 302
    assert officer.post(page, {"step": "hand_over", "invited_email": "laylo@example.org"}).status_code == 302
    row = Invitation.objects.latest("pk")
    own = place("portal:invitation", pk=row.pk)
    assert own.encode() in invited.get(place("portal:community")).content
    assert client_of("aziz@example.org", factors=1).get(own).status_code == 404
    assert invited.get(own).status_code == 200
    taken = invited.post(own, {"step": "accept"})
    assert taken.url == place("portal:organisation", pk=row.organisation_id)
    assert invited.get(taken.url).status_code == 200
    assert invited.get(own).status_code == 404


def test_a_representative_invites_and_the_invited_refuses(demonstration) -> None:
    organisation = Organisation.objects.get(country="KR")
    speaker, invited = client_of("nodira@example.org", factors=1), client_of("laylo@example.org", factors=1)
    own = place("portal:organisation", pk=organisation.pk)
    assert speaker.post(own, {"step": "hand_over", "invited_email": "nobody"}).status_code == 400
    assert speaker.post(own, {"step": "hand_over", "invited_email": "laylo@example.org"}).status_code == 302
    page = place("portal:invitation", pk=Invitation.objects.latest("pk").pk)
    assert invited.post(page, {"step": "refuse"}).status_code == 302
    assert speaker.post(own, {"step": "withdraw_invitation"}).status_code == 404
    officer = client_of(OFFICER)
    over = place("workspace:organisation", pk=organisation.pk)
    assert officer.post(over, {"step": "hand_over", "invited_email": "laylo@example.org"}).status_code == 302
    page = place("portal:invitation", pk=Invitation.objects.latest("pk").pk)
    assert not invited.get(page).context["is_open"]
    assert invited.post(page, {"step": "accept"}).status_code == 409
    assert speaker.post(own, {"step": "withdraw_invitation"}).status_code == 302


@pytest.mark.parametrize(("sent", "shown"), [({"step": "publish"}, 1), ({"step": "refuse", "reason": "hatred"}, 0)])
def test_an_event_is_published_or_refused(demonstration, sent: dict, shown: int) -> None:
    organisation = Organisation.objects.get(country="KR")
    event = announce_event(acting_user=demonstration.applicant, organisation=organisation.pk, facts=event_facts())
    officer, page = client_of(OFFICER), place("workspace:community_event", pk=event.pk)
    assert page.encode() in officer.get(place("workspace:community")).content
    assert officer.post(page, sent).status_code == 302
    assert events_ahead(organisation).filter(pk=event.pk).count() == shown


def test_a_representative_announces_and_cancels(demonstration) -> None:
    organisation = Organisation.objects.get(country="KR")
    speaker = client_of("nodira@example.org", factors=1)
    page = place("portal:announce_event", pk=organisation.pk)
    day = str(today() + timedelta(days=9))
    sent = {"title_uz": "Palov", "day": day, "begins": "25:99", "ends": "20:00", "place": "Seoul"}
    assert speaker.post(page, sent).status_code == 400
    assert speaker.post(page, sent | {"begins": "18:00"}).status_code == 302
    event = CommunityEvent.objects.latest("pk")
    assert (event.starts_at.isoformat(), event.zone) == (f"{day}T09:00:00+00:00", "Asia/Seoul")
    own = place("portal:organisation", pk=organisation.pk)
    assert speaker.post(own, {"step": "cancel", "event": str(event.pk)}).status_code == 302
    assert CommunityEvent.objects.get(pk=event.pk).state == "cancelled"
    assert speaker.post(own, {"step": "disagree"}).status_code == 302
    assert speaker.post(own, {"step": "agree", "text_version": "2020"}).status_code == 409
    version = speaker.get(own).context["consent_version"]
    assert speaker.post(own, {"step": "agree", "text_version": version}).status_code == 302
    change = place("portal:change_organisation", pk=organisation.pk)
    assert speaker.post(change, NAMES | {"topics": ["sport"]}).status_code == 302
    assert Organisation.objects.get(pk=organisation.pk).state == "submitted"
    assert speaker.post(own, {"step": "withdraw"}).status_code == 302


def test_the_ministry_enters_and_a_colleague_verifies(demonstration) -> None:
    desk, colleague = client_of(DESK), client_of(COLLEAGUE)
    sent = {"kind": "study", "offered_by": "X", "source_url": "https://x.example.org/", "place": ""}
    sent |= in_three("title") | in_three("text") | in_three("eligibility") | {"service": "consular-registration"}
    enter = place("workspace:enter_opportunity")
    assert desk.get(enter).status_code == 200
    assert desk.post(enter, sent).status_code == 400
    page = desk.post(enter, sent | {"last_day": str(today() + timedelta(days=30))}).url
    assert desk.post(page, {"step": "verify"}).status_code == 403
    assert colleague.post(page, {"step": "verify"}).status_code == 302
    row = Opportunity.objects.latest("pk")
    assert get_opportunity(row.pk).links == {"service": "consular-registration"}
    assert colleague.post(page, {"step": "extend", "last_day": "nonsense"}).status_code == 400
    assert colleague.get(place("workspace:opportunities")).status_code == 200
    assert desk.post(page, {"step": "withdraw"}).status_code == 302


def test_from_the_question_to_the_reply(demonstration) -> None:
    desk, colleague = client_of(DESK), client_of(COLLEAGUE)
    days = {"first_day": str(today()), "last_day": str(today() + timedelta(days=5))}
    sent = in_three("title") | in_three("text") | days | {"reply_by": str(today() + timedelta(days=9))}
    prepare = place("workspace:prepare_consultation")
    assert desk.post(prepare, {}).status_code == 400
    page = desk.post(prepare, sent).url
    assert desk.post(page, {"step": "publish"}).status_code == 403
    assert colleague.post(page, {"step": "publish"}).status_code == 302
    asked = Consultation.objects.latest("pk")
    answers = place("workspace:consultation_answers", pk=asked.pk)
    answering = place("portal:consultation", pk=asked.pk)
    for name in ("nodira", "aziz"):
        given = client_of(f"{name}@example.org", factors=1).post(answering, {"step": "give", "words": "Maktab"})
        assert given.status_code == 302
    assert desk.post(page, {"step": "theme", "form": "theme"}).status_code == 400
    assert desk.post(page, {"step": "theme", **in_three("theme")}).status_code == 302
    read = desk.get(answers)
    assert b"Maktab" in read.content
    assert b"nodira" not in read.content
    first, second = ConsultationAnswer.objects.filter(consultation=asked).order_by("pk")
    theme = str(asked.themes.get().pk)
    assert desk.post(answers, {"answer": str(first.pk), "step": "sort", "themes": [theme]}).status_code == 302
    aside = {"answer": str(second.pk), "step": "set_aside", "form": f"aside-{second.pk}"}
    assert desk.post(answers, aside).status_code == 400
    assert desk.post(answers, aside | {"reason": "other_matter"}).status_code == 302
    assert desk.post(page, {"step": "reply", **in_three("text")}).status_code == 409
    with clock.fixed(asked.closes_at):
        promised = in_three("text") | {"due_on": str(today() + timedelta(days=50))}
        assert desk.post(page, {"step": "promise", **promised}).status_code == 302
        assert desk.post(page, {"step": "reply", **in_three("text")}).status_code == 302
        promise = str(asked.promises.get().pk)
        given_up = {"step": "give_up", "promise": promise, "form": f"give-up-{promise}"}
        assert desk.post(page, given_up).status_code == 400
        assert desk.post(page, given_up | in_three("why")).status_code == 302
        assert desk.get(page).status_code == desk.get(place("workspace:consultations")).status_code == 200
        own = client_of("nodira@example.org", factors=1)
        assert own.post(answering, {"step": "withdraw"}).status_code == 302
    assert asked.promises.get().state == "not_done"


def test_who_is_suspended_reads_why(demonstration) -> None:
    organisation = Organisation.objects.get(country="KR")
    officer = Account.objects.get(email=OFFICER)
    suspend_organisation(acting_user=officer, pk=organisation.pk, reason="inactive")
    page = client_of("nodira@example.org", factors=1).get(place("portal:organisation", pk=organisation.pk))
    assert page.context["organisation"]["state"]["reason"]
    assert not page.context["may_send"]
