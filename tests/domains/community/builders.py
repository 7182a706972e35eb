"""Organisations, events, opportunities and consultations for tests, made by the real acts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.domains.cases.builders import worker_of
from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.community.api import (
    CommunityEvent,
    Consultation,
    ConsultationFacts,
    Contact,
    EventFacts,
    Opportunity,
    OpportunityFacts,
    Organisation,
    OrganisationFacts,
    agree_to_contact,
    announce_event,
    consent_text,
    enter_opportunity,
    enter_organisation,
    keep_contact,
    prepare_consultation,
    publish_consultation,
    publish_event,
    submit_organisation,
    today,
    verify_organisation,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

FACTS = OrganisationFacts(
    names={"uz": "Ipak yoʻli", "ru": "Шёлковый путь", "en": "Silk Road", "local": "실크로드"},
    aims={"uz": "Bolalarga oʻzbek tilini oʻrgatamiz.", "en": "We teach children Uzbek."},
    country="KR",
    region="KR-11",
    city="Seoul",
    topics=("language", "culture"),
    languages=("uz", "ko"),
    founded=2019,
    website="https://ipakyuli.example.org/",
)
CONTACT = Contact(name="Nodira Karimova", email="ipak@example.org", phone="+82 2 000 00 00")
THREE = {"uz": "Matn", "ru": "Текст", "en": "Text"}
YEAR = timedelta(days=365)


def account_of(name: str, language: str = "uz") -> Account:
    email = f"{name}@example.org"
    found = Account.objects.filter(email=email).first()
    return found or create_account(acting_user=SYSTEM, email=email, language=language)


def colleague(name: str, role: str = "ministry") -> Account:
    account = Account.objects.filter(email=f"{name}@example.org").first()
    if account is None:
        account = account_of(name)
        assign_role(acting_user=SYSTEM, account=account, role=role)
    return account


def refusal_of(act: Callable[..., Any], **named: Any) -> str:
    """The code of what an act refuses; "" when it does not."""
    try:
        act(**named)
    except DomainError as refused:
        return refused.code
    return ""


class Circle:
    """A post with two officers, a representative, and two colleagues at the ministry."""

    def __init__(self, post: Post) -> None:
        self.post = post
        self.representative = account_of("representative")
        self.stranger = account_of("stranger")
        self.officer = worker_of("first", "officer", post)
        self.second = worker_of("second", "officer", post)
        self.ministry, self.colleague = colleague("desk"), colleague("desk2")

    def draft(self, **changed: Any) -> Organisation:
        facts = replace(FACTS, **changed)
        organisation = enter_organisation(acting_user=self.representative, facts=facts)
        keep_contact(acting_user=self.representative, pk=organisation.pk, contact=CONTACT)
        return organisation

    def submitted(self, **changed: Any) -> Organisation:
        return submit_organisation(acting_user=self.representative, pk=self.draft(**changed).pk)

    def verify(self, organisation: Organisation, until: date | None = None) -> Organisation:
        verify_organisation(
            acting_user=self.officer,
            pk=organisation.pk,
            evidence=["registration"],
            named="110-82-00000",
            until=until or today() + YEAR,
            revision=Organisation.objects.get(pk=organisation.pk).revision,
        )
        return Organisation.objects.get(pk=organisation.pk)

    def verified(self, **changed: Any) -> Organisation:
        return self.verify(self.submitted(**changed))

    def agree(self, organisation: Organisation, account: Account | None = None) -> None:
        agree_to_contact(
            acting_user=account or self.representative,
            pk=organisation.pk,
            text_version=consent_text.VERSION,
            language="uz",
        )

    def event(self, organisation: Organisation, days: int = 10) -> CommunityEvent:
        return announce_event(
            acting_user=self.representative, organisation=organisation.pk, facts=event_facts(days=days)
        )

    def published_event(self, organisation: Organisation, days: int = 10) -> CommunityEvent:
        return publish_event(acting_user=self.officer, pk=self.event(organisation, days).pk)

    def opportunity(self, **changed: Any) -> Opportunity:
        return enter_opportunity(acting_user=self.ministry, facts=opportunity_facts(**changed))

    def consultation(self, **changed: Any) -> Consultation:
        facts = replace(consultation_facts(), **changed)
        prepared = prepare_consultation(acting_user=self.ministry, facts=facts)
        return publish_consultation(acting_user=self.colleague, pk=prepared.pk)


def event_facts(days: int = 10, **changed: Any) -> EventFacts:
    begins = clock.now() + timedelta(days=days)
    facts = EventFacts(
        titles={"uz": "Navroʻz bayrami", "en": "Navruz"},
        texts={"uz": "Sumalak va raqs."},
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        zone="Asia/Seoul",
        place="Seoul, Itaewon",
        languages=("uz",),
    )
    return replace(facts, **changed)


def opportunity_facts(**changed: Any) -> OpportunityFacts:
    facts = OpportunityFacts(
        kind="study",
        titles=THREE,
        texts=THREE,
        eligibility=THREE,
        offered_by="Example University",
        source_url="https://university.example.org/call",
        last_day=today() + timedelta(days=60),
    )
    return replace(facts, **changed)


def consultation_facts(**changed: Any) -> ConsultationFacts:
    day = today()
    facts = ConsultationFacts(
        titles=THREE,
        texts=THREE,
        first_day=day,
        last_day=day + timedelta(days=20),
        reply_by=day + timedelta(days=40),
    )
    return replace(facts, **changed)


def after(days: int) -> datetime:
    return clock.now().astimezone(UTC) + timedelta(days=days)
