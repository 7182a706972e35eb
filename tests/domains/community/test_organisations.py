"""Organisations: who decides what, what everybody reads, whose contact it is, and what ends on its day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domains.cases.builders import worker_of
from tests.domains.community.builders import CONTACT, FACTS, YEAR, Circle, refusal_of
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.community.acts.enter_organisation import MOST_WAITING
from watandoshlar.domains.community.api import (
    ContactConsent,
    Organisation,
    OrganisationContact,
    access_contact,
    access_own_organisation,
    access_published_contact,
    agree_to_contact,
    amend_organisation,
    announce_event,
    cancel_event,
    consent_of,
    consent_text,
    enter_organisation,
    errors,
    events_ahead,
    events_past,
    get_event,
    get_organisation,
    keep_contact,
    lapse_organisations,
    organisations,
    publish_event,
    refuse_event,
    refuse_organisation,
    reinstate_organisation,
    submit_organisation,
    suspend_organisation,
    today,
    verify_organisation,
    withdraw_contact_consent,
    withdraw_organisation,
)
from watandoshlar.domains.community.found import tell_events, tell_organisations
from watandoshlar.foundation import clock

from .builders import after, event_facts

pytestmark = pytest.mark.django_db


def letters(code: str) -> int:
    return Letter.objects.filter(code=code).count()


def verifying(circle: Circle, organisation: Organisation, **changed: object) -> dict:
    asked = {"acting_user": circle.officer, "pk": organisation.pk, "evidence": ["statute"], "until": today() + YEAR}
    return {"act": verify_organisation, **asked, "revision": organisation.revision, **changed}


def test_from_the_draft_into_the_register(circle: Circle) -> None:
    organisation = circle.draft()
    assert refusal_of(**verifying(circle, organisation)) == "organisation_not_found"
    submit_organisation(acting_user=circle.representative, pk=organisation.pk)
    assert not organisations().exists()
    verified = circle.verify(organisation)
    assert list(organisations("KR", "language")) == [verified]
    assert not organisations("RU").exists()
    assert not organisations(topic="sport").exists()
    assert get_organisation(verified.pk) == verified
    assert letters("organisation_verified") == 1
    acts = [entry.act for entry in entries_of_chain(verified.chain)]
    assert acts == ["enter_organisation", "keep_contact", "submit_organisation", "verify_organisation"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"names": {"ru": "Клуб"}}, "organisation_name_needed"),
        ({"country": "XX"}, "place_needed"),
        ({"city": " "}, "place_needed"),
        ({"region": "RU-MOW"}, "region_unknown"),
        ({"topics": ()}, "topics_needed"),
        ({"topics": ("politics",)}, "topics_needed"),
        ({"aims": {"uz": " "}}, "aims_needed"),
        ({"founded": 0}, "founded_unknown"),
        ({"website": "http://example.org"}, "address_not_readable"),
        ({"website": "javascript:alert(1)"}, "address_not_readable"),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "-".join(value),
)
def test_what_must_be_said(circle: Circle, changed: dict, code: str) -> None:
    facts = replace(FACTS, **changed)
    assert refusal_of(enter_organisation, acting_user=circle.representative, facts=facts) == code


def test_who_decides(circle: Circle) -> None:
    organisation = circle.submitted()
    moscow = worker_of("moscow", "officer", get_post("moscow"))
    for stranger in (circle.stranger, circle.representative, circle.ministry, moscow):
        assert refusal_of(**verifying(circle, organisation, acting_user=stranger)) == "organisation_not_found"
        for act in (refuse_organisation, suspend_organisation):
            code = refusal_of(act, acting_user=stranger, pk=organisation.pk, reason="inactive")
            assert code == "organisation_not_found"
    assert refusal_of(**verifying(circle, organisation, evidence=[])) == "evidence_needed"
    assert refusal_of(**verifying(circle, organisation, evidence=["hearsay"])) == "evidence_needed"
    for until in (None, today(), today() + 3 * YEAR):
        assert refusal_of(**verifying(circle, organisation, until=until)) == "verification_day_needed"
    assert refusal_of(**verifying(circle, organisation, revision=7)) == "organisation_changed"


def test_nobody_verifies_what_they_entered(circle: Circle) -> None:
    entered = enter_organisation(acting_user=circle.officer, facts=FACTS, at_counter=True)
    assert entered.state == "submitted"
    assert refusal_of(**verifying(circle, entered)) == "own_entry"
    assert refusal_of(**verifying(circle, entered, acting_user=circle.second)) == ""
    # Nobody speaks for it by an account, so that nobody gets a letter; an officer takes it out.
    assert letters("organisation_verified") == 0
    assert refusal_of(withdraw_organisation, acting_user=circle.representative, pk=entered.pk)
    withdraw_organisation(acting_user=circle.second, pk=entered.pk)
    code = refusal_of(enter_organisation, acting_user=circle.stranger, facts=FACTS, at_counter=True)
    assert code == "role_missing"


def test_a_refusal_says_why_and_is_corrected(circle: Circle) -> None:
    organisation = circle.submitted()
    refusing = {"acting_user": circle.officer, "pk": organisation.pk}
    assert refusal_of(refuse_organisation, **refusing, reason="unpopular") == "community_reason_needed"
    refuse_organisation(**refusing, reason="incomplete")
    assert letters("organisation_refused") == 1
    amend_organisation(acting_user=circle.representative, pk=organisation.pk, facts=replace(FACTS, city="Busan"))
    submit_organisation(acting_user=circle.representative, pk=organisation.pk)
    assert circle.verify(organisation).city == "Busan"


def test_a_change_leaves_the_register_until_it_was_seen(circle: Circle) -> None:
    organisation = circle.verified()
    changed = replace(FACTS, names={"uz": "Boshqa nom"})
    amend_organisation(acting_user=circle.representative, pk=organisation.pk, facts=changed)
    assert refusal_of(get_organisation, pk=organisation.pk) == "organisation_not_found"
    assert refusal_of(**verifying(circle, organisation)) == "organisation_changed"
    assert circle.verify(organisation).names == {"uz": "Boshqa nom"}


# --- the contact -----------------------------------------------------------------------------------------------------


def test_the_contact_is_encrypted_and_shown_by_consent_alone(circle: Circle) -> None:
    organisation = circle.verified()
    row = OrganisationContact.objects.get()
    assert all(part.encode() not in bytes(row.words) for part in vars(CONTACT).values())
    assert access_published_contact(organisation) is None
    assert access_contact(circle.officer, organisation) == CONTACT
    for stranger in (circle.stranger, circle.ministry):
        with pytest.raises(errors.OrganisationNotFound):
            access_contact(stranger, organisation)
    asked = {"acting_user": circle.representative, "pk": organisation.pk, "language": "uz"}
    assert refusal_of(agree_to_contact, **asked, text_version="2020-01-01") == "consent_text_old"
    circle.agree(organisation)
    assert access_published_contact(organisation) == CONTACT
    consent = consent_of(organisation)
    assert (consent.text_version, consent.how) == (consent_text.VERSION, "online")


def test_a_withdrawn_consent_bites_at_once(circle: Circle) -> None:
    organisation = circle.verified()
    circle.agree(organisation)
    assert refusal_of(withdraw_contact_consent, acting_user=circle.stranger, pk=organisation.pk)
    assert withdraw_contact_consent(acting_user=circle.representative, pk=organisation.pk)
    assert access_published_contact(organisation) is None
    assert not withdraw_contact_consent(acting_user=circle.representative, pk=organisation.pk)
    assert get_organisation(organisation.pk)
    circle.agree(organisation)
    assert ContactConsent.objects.count() == 2


def test_no_contact_is_told_to_the_search(circle: Circle) -> None:
    organisation = circle.verified()
    circle.agree(organisation)
    told = [str(vars_of(entry)) for entry in tell_organisations()]
    assert told
    assert not any(part in entry for entry in told for part in vars(CONTACT).values())


def vars_of(entry: object) -> dict:
    return {name: getattr(entry, name) for name in entry.__slots__}


def test_who_agreed_to_other_words_agrees_anew(circle: Circle) -> None:
    organisation = circle.verified()
    circle.agree(organisation)
    keeping = {"acting_user": circle.representative, "pk": organisation.pk}
    keep_contact(**keeping, contact=CONTACT)
    assert consent_of(organisation)
    keep_contact(**keeping, contact=replace(CONTACT, phone="+82 2 111 11 11"))
    assert consent_of(organisation) is None
    assert access_published_contact(organisation) is None
    assert refusal_of(keep_contact, **keeping, contact=replace(CONTACT, email="", phone="")) == "contact_needed"
    assert refusal_of(keep_contact, **(keeping | {"acting_user": circle.stranger}), contact=CONTACT)


def test_at_the_counter_the_officer_notes_a_paper(circle: Circle) -> None:
    entered = enter_organisation(acting_user=circle.officer, facts=FACTS, at_counter=True)
    keep_contact(acting_user=circle.officer, pk=entered.pk, contact=CONTACT)
    circle.agree(entered, circle.second)
    assert consent_of(entered).how == "paper"
    assert OrganisationContact.objects.get().person_id


def test_an_officer_does_not_agree_for_who_has_an_account(circle: Circle) -> None:
    organisation = circle.verified()
    asked = {"acting_user": circle.officer, "pk": organisation.pk}
    agreeing = {"text_version": consent_text.VERSION, "language": "uz"}
    assert refusal_of(agree_to_contact, **asked, **agreeing) == "organisation_not_found"
    assert refusal_of(keep_contact, **asked, contact=CONTACT) == "organisation_not_found"
    # But what a person takes back, they may take back at the counter too.
    circle.agree(organisation)
    assert withdraw_contact_consent(**asked)


def test_nobody_fills_the_queue_of_a_post(circle: Circle) -> None:
    for _number in range(MOST_WAITING):
        circle.draft()
    code = refusal_of(enter_organisation, acting_user=circle.representative, facts=FACTS)
    assert code == "too_many_waiting"


@pytest.mark.parametrize("how", ["suspended", "withdrawn", "lapsed"])
def test_who_leaves_the_register_is_shown_nowhere(circle: Circle, how: str) -> None:
    organisation = circle.verified()
    circle.agree(organisation)
    event = circle.published_event(organisation, days=400 if how == "lapsed" else 10)
    assert [entry.key for entry in tell_events()]
    moment = after(366) if how == "lapsed" else clock.now()
    if how == "suspended":
        suspend_organisation(acting_user=circle.officer, pk=organisation.pk, reason="complaint")
    elif how == "withdrawn":
        withdraw_organisation(acting_user=circle.representative, pk=organisation.pk)
    with clock.fixed(moment):
        # Nothing has run: the day alone is enough.
        assert not organisations().exists()
        assert not events_ahead().exists()
        assert refusal_of(get_event, pk=event.pk) == "event_not_found"
        assert access_published_contact(Organisation.objects.get()) is None
        assert list(tell_organisations()) == list(tell_events()) == []


def test_a_suspended_one_comes_back(circle: Circle) -> None:
    organisation = circle.verified()
    suspend_organisation(acting_user=circle.officer, pk=organisation.pk, reason="complaint")
    assert letters("organisation_suspended") == 1
    code = refusal_of(amend_organisation, acting_user=circle.representative, pk=organisation.pk, facts=FACTS)
    assert code == "community_step_refused"
    reinstate_organisation(acting_user=circle.second, pk=organisation.pk)
    assert organisations().count() == 1


def test_a_verification_warns_lapses_and_is_renewed(circle: Circle) -> None:
    organisation = circle.verified()
    assert lapse_organisations(acting_user=SYSTEM) == 0
    with clock.fixed(after(340)):
        assert lapse_organisations(acting_user=SYSTEM) == lapse_organisations(acting_user=SYSTEM) == 0
        assert letters("organisation_lapses") == 1
        renewed = circle.verify(organisation)
        assert renewed.verified_until == today() + YEAR
        assert renewed.verifications.count() == 2
    with clock.fixed(after(720)):
        assert lapse_organisations(acting_user=SYSTEM) == 1
        assert letters("organisation_lapsed") == 1
        assert Organisation.objects.get().state == "lapsed"
        submit_organisation(acting_user=circle.representative, pk=organisation.pk)
        circle.verify(organisation)
        assert organisations().count() == 1
    assert refusal_of(lapse_organisations, acting_user=circle.officer) == "for_the_platform_community"


# --- events ----------------------------------------------------------------------------------------------------------


def test_an_event_is_shown_after_the_post_has_seen_it(circle: Circle) -> None:
    waiting = circle.submitted()
    facts = event_facts()
    code = refusal_of(announce_event, acting_user=circle.representative, organisation=waiting.pk, facts=facts)
    assert code == "community_step_refused"
    organisation = circle.verify(waiting)
    event = circle.event(organisation)
    assert not events_ahead().exists()
    assert refusal_of(publish_event, acting_user=circle.representative, pk=event.pk) == "event_not_found"
    publish_event(acting_user=circle.officer, pk=event.pk)
    assert list(events_ahead(organisation)) == [event]
    assert letters("event_published") == 1
    with clock.fixed(after(11)):
        assert list(events_past()) == [event]
        assert not events_ahead().exists()
    cancel_event(acting_user=circle.representative, pk=event.pk)
    assert not events_ahead().exists()


def test_an_event_is_refused_with_a_reason(circle: Circle) -> None:
    event = circle.event(circle.verified())
    assert refusal_of(refuse_event, acting_user=circle.officer, pk=event.pk, reason="") == "community_reason_needed"
    refuse_event(acting_user=circle.officer, pk=event.pk, reason="advertising")
    assert letters("event_refused") == 1
    assert refusal_of(publish_event, acting_user=circle.officer, pk=event.pk) == "community_step_refused"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"titles": {"uz": ""}}, "event_title_needed"),
        ({"starts_at": clock.now() - timedelta(days=4000)}, "event_time_needed"),
        ({"place": "", "online": ""}, "event_place_needed"),
        ({"online": "javascript:alert(1)"}, "address_not_readable"),
    ],
    ids=["title", "time", "place", "link"],
)
def test_what_an_event_must_say(circle: Circle, changed: dict, code: str) -> None:
    organisation = circle.verified()
    facts = event_facts(**changed)
    asked = {"acting_user": circle.representative, "organisation": organisation.pk, "facts": facts}
    assert refusal_of(announce_event, **asked) == code
    assert access_own_organisation(circle.representative, organisation.pk)
