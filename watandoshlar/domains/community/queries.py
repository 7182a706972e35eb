"""Questions about the community. Contacts and answers are reached through `access_…` alone; what is public is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from watandoshlar.capabilities.access.api import Account, has_role, is_officer_of, posts_of
from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.models import (
    CommunityEvent,
    Consultation,
    ConsultationAnswer,
    ContactConsent,
    Invitation,
    Opportunity,
    Organisation,
    OrganisationContact,
)
from watandoshlar.domains.community.rules.days import phase_of
from watandoshlar.domains.community.rules.facts import Contact
from watandoshlar.domains.community.states import STATES
from watandoshlar.foundation import clock

MINISTRY_ROLES = ("ministry", "editor")


def today() -> date:
    """The day by which everything here counts: that of Tashkent."""
    return clock.today(clock.HOME_ZONE)


def works_at_ministry(account: Account) -> bool:
    """Whether the account enters and verifies what the ministry publishes here."""
    return any(has_role(account, role) for role in MINISTRY_ROLES)


def require_ministry(account: Account) -> None:
    if not works_at_ministry(account):
        raise errors.NotTheMinistry


# --- organisations --------------------------------------------------------------------------------------------------


def organisations(country: str = "", topic: str = "") -> QuerySet[Organisation]:
    """The register as everybody reads it."""
    found = Organisation.objects.counting(today())
    if country:
        found = found.filter(country=country)
    if topic:
        found = found.filter(topics__contains=[topic])
    return found.order_by("country", "city", "pk")


def countries_of_organisations() -> list[tuple[str, int]]:
    """The countries of the register with how many organisations each has."""
    counted = Organisation.objects.counting(today()).values("country").annotate(number=Count("pk"))
    return [(row["country"], row["number"]) for row in counted.order_by("country")]


def get_organisation(pk: int) -> Organisation:
    """One of the register. Raises OrganisationNotFound for all others, as if there were none."""
    found = Organisation.objects.counting(today()).select_related("post").filter(pk=pk).first()
    if found is None:
        raise errors.OrganisationNotFound
    return found


def access_own_organisations(account: Account) -> list[Organisation]:
    """Those for which the account speaks, the newest first."""
    return list(Organisation.objects.filter(represented_by=account).select_related("post").order_by("-pk"))


def access_own_organisation(account: Account, pk: int) -> Organisation:
    """Raises OrganisationNotFound for one for which the account does not speak."""
    found = Organisation.objects.filter(represented_by=account, pk=pk).select_related("post").first()
    if found is None:
        raise errors.OrganisationNotFound
    return found


def access_organisation_at_post(account: Account, pk: int) -> Organisation:
    """One that lies in the care of a post of the officer. Raises OrganisationNotFound."""
    found = Organisation.objects.filter(pk=pk).select_related("post", "represented_by").first()
    if found is None or not is_officer_of(account, found.post) or found.state == "draft":
        raise errors.OrganisationNotFound
    return found


def organisations_at_posts(account: Account, state: str = "") -> QuerySet[Organisation]:
    """What the officer's posts have in their care, what waits longest first. A draft is the representative's alone."""
    found = Organisation.objects.filter(post__in=posts_of(account)).exclude(state="draft").select_related("post")
    return (found.filter(state=state) if state in STATES["organisation"] else found).order_by("changed_at", "pk")


def waiting_at_posts(account: Account) -> dict[str, int]:
    """How many organisations and events wait for the officer's posts."""
    posts = posts_of(account)
    return {
        "organisations": Organisation.objects.filter(post__in=posts, state="submitted").count(),
        "events": CommunityEvent.objects.filter(organisation__post__in=posts, state="announced").count(),
    }


def consent_of(organisation: Organisation) -> ContactConsent | None:
    """The consent in force to the publication of its contact."""
    consents = ContactConsent.objects.filter(contact__organisation=organisation, withdrawn_at__isnull=True)
    return consents.first()


def access_published_contact(organisation: Organisation) -> Contact | None:
    """The contact as everybody may read it: while the organisation is in the register, and a consent is in force."""
    if organisation.state != "verified" or organisation.verified_until < today():
        return None
    agreed = OrganisationContact.objects.filter(
        organisation=organisation, consents__in=ContactConsent.objects.filter(withdrawn_at__isnull=True)
    )
    contact = agreed.select_related("person").first()
    return _contact(contact) if contact else None


def access_contact(account: Account, organisation: Organisation) -> Contact | None:
    """The contact, for who speaks for the organisation and for officers of its post. Raises OrganisationNotFound."""
    is_own = organisation.represented_by_id is not None and organisation.represented_by_id == account.pk
    if not is_own and not is_officer_of(account, organisation.post):
        raise errors.OrganisationNotFound
    contact = OrganisationContact.objects.select_related("person").filter(organisation=organisation).first()
    return _contact(contact) if contact and contact.words else None


def _contact(row: OrganisationContact) -> Contact:
    return Contact(**decrypt_json_for(row.person, row.words, row.context))


# --- who speaks for an organisation from now on ----------------------------------------------------------------------


def access_to_hand_over(account: Account, pk: int) -> Organisation:
    """One for which the account speaks, or in the care of its post. Raises OrganisationNotFound."""
    own = Organisation.objects.filter(represented_by=account, pk=pk).select_related("post").first()
    return own or access_organisation_at_post(account, pk)


def access_invitation_of(account: Account, pk: int) -> Invitation | None:
    """The open invitation to speak for the organisation, for who may withdraw it. Raises OrganisationNotFound."""
    organisation = access_to_hand_over(account, pk)
    return open_invitations().filter(organisation=organisation).select_related("invited").first()


def open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(state="sent", until__gte=clock.now()).select_related("organisation__post")


def access_own_invitations(account: Account) -> list[Invitation]:
    """What the account is invited to."""
    return list(open_invitations().filter(invited=account).order_by("pk"))


def access_own_invitation(account: Account, pk: int) -> Invitation:
    """Raises InvitationNotFound for one that is not open, or somebody else's."""
    found = open_invitations().filter(invited=account, pk=pk).first()
    if found is None:
        raise errors.InvitationNotFound
    return found


# --- events ---------------------------------------------------------------------------------------------------------


def events_ahead(organisation: Organisation | None = None) -> QuerySet[CommunityEvent]:
    """Published events that are not over, the next first."""
    found = CommunityEvent.objects.shown(today()).filter(ends_at__gte=clock.now()).select_related("organisation")
    return (found.filter(organisation=organisation) if organisation else found).order_by("starts_at", "pk")


def events_past() -> QuerySet[CommunityEvent]:
    """The archive: published events that are over, the last first."""
    found = CommunityEvent.objects.shown(today()).filter(ends_at__lt=clock.now()).select_related("organisation")
    return found.order_by("-starts_at", "-pk")


def get_event(pk: int) -> CommunityEvent:
    """One that is shown. Raises EventNotFound."""
    found = CommunityEvent.objects.shown(today()).select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise errors.EventNotFound
    return found


def access_own_event(account: Account, pk: int) -> CommunityEvent:
    """One of an organisation for which the account speaks. Raises EventNotFound."""
    found = CommunityEvent.objects.filter(pk=pk, organisation__represented_by=account)
    if (event := found.select_related("organisation").first()) is None:
        raise errors.EventNotFound
    return event


def access_event_at_post(account: Account, pk: int) -> CommunityEvent:
    """One of an organisation in the care of a post of the officer. Raises EventNotFound."""
    found = CommunityEvent.objects.filter(pk=pk, organisation__post__in=posts_of(account))
    if (event := found.select_related("organisation__post").first()) is None:
        raise errors.EventNotFound
    return event


def events_at_posts(account: Account) -> QuerySet[CommunityEvent]:
    """What waits for the officer's posts, the nearest day first."""
    found = CommunityEvent.objects.filter(organisation__post__in=posts_of(account), state="announced")
    return found.select_related("organisation").order_by("starts_at", "pk")


def events_of(organisation: Organisation) -> list[CommunityEvent]:
    """Whatever state they are in, the last first: for who speaks for it and for its post."""
    return list(CommunityEvent.objects.filter(organisation=organisation).order_by("-starts_at", "-pk"))


# --- opportunities --------------------------------------------------------------------------------------------------


def opportunities(what: str = "") -> QuerySet[Opportunity]:
    """Those that are on today, what ends first comes first."""
    found = Opportunity.objects.shown(today())
    return (found.filter(what=what) if what else found).order_by("last_day", "pk")


def get_opportunity(pk: int) -> Opportunity:
    """One that is on today. Raises OpportunityNotFound."""
    found = Opportunity.objects.shown(today()).filter(pk=pk).first()
    if found is None:
        raise errors.OpportunityNotFound
    return found


def access_opportunities(account: Account) -> QuerySet[Opportunity]:
    """All of them for the ministry, what waits and what ends soon first. Raises NotTheMinistry."""
    require_ministry(account)
    return Opportunity.objects.order_by("state", "last_day", "pk")


def access_opportunity(account: Account, pk: int) -> Opportunity:
    """Raises NotTheMinistry, OpportunityNotFound."""
    require_ministry(account)
    found = Opportunity.objects.filter(pk=pk).first()
    if found is None:
        raise errors.OpportunityNotFound
    return found


# --- consultations --------------------------------------------------------------------------------------------------

PUBLIC = ("published", "replied")


def consultations() -> QuerySet[Consultation]:
    """Those that everybody reads, the newest first."""
    return Consultation.objects.filter(state__in=PUBLIC).order_by("-opens_at", "-pk")


def get_consultation(pk: int) -> Consultation:
    """One that everybody reads. Raises ConsultationNotFound."""
    found = Consultation.objects.filter(state__in=PUBLIC, pk=pk).select_related("reply").first()
    if found is None:
        raise errors.ConsultationNotFound
    return found


def access_consultations(account: Account) -> QuerySet[Consultation]:
    """All of them for the ministry, the newest first. Raises NotTheMinistry."""
    require_ministry(account)
    return Consultation.objects.order_by("-pk")


def access_consultation(account: Account, pk: int) -> Consultation:
    """Raises NotTheMinistry, ConsultationNotFound."""
    require_ministry(account)
    found = Consultation.objects.filter(pk=pk).select_related("reply").first()
    if found is None:
        raise errors.ConsultationNotFound
    return found


def days_of(consultation: Consultation) -> tuple[date, date]:
    """The first and the last day on which it takes answers, in Tashkent."""
    ends = consultation.closes_at - timedelta(microseconds=1)
    return _home_day(consultation.opens_at), _home_day(ends)


def _home_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(clock.HOME_ZONE)).date()


def phase(consultation: Consultation) -> str:
    """hidden · ahead · open · closed · late · replied, today."""
    return phase_of(consultation.state, *days_of(consultation), consultation.reply_by, today())


@dataclass(frozen=True)
class ReadAnswer:
    """An answer as it is read: never with who gave it."""

    pk: int
    words: str
    themes: Sequence[int]
    state: str
    reason: str


def access_own_answer(account: Account, consultation: Consultation) -> ReadAnswer | None:
    """What the account itself has answered."""
    found = ConsultationAnswer.objects.filter(consultation=consultation, account=account)
    row = found.select_related("person").first()
    return _read(row) if row else None


def access_own_answers(account: Account) -> list[ConsultationAnswer]:
    """What the account has answered, without the words, the newest first."""
    found = ConsultationAnswer.objects.filter(account=account).exclude(state="withdrawn")
    return list(found.select_related("consultation").order_by("-changed_at", "-pk"))


def access_answers(account: Account, consultation: Consultation, first: int, number: int) -> list[ReadAnswer]:
    """Some of the answers in the order in which they came, for the ministry; nobody learns who gave them. Raises
    NotTheMinistry."""
    require_ministry(account)
    rows = ConsultationAnswer.objects.filter(consultation=consultation).exclude(state="withdrawn")
    return [_read(row) for row in rows.select_related("person__key").order_by("pk")[first : first + number]]


def answers_counted(consultation: Consultation) -> dict[str, int]:
    """For the ministry's own page: how many there are, of which not yet sorted, of which set aside."""
    return ConsultationAnswer.objects.filter(consultation=consultation).aggregate(
        given=Count("pk", filter=Q(state="given")),
        unsorted=Count("pk", filter=Q(state="given", themes=[])),
        set_aside=Count("pk", filter=Q(state="set_aside")),
    )


def _read(row: ConsultationAnswer) -> ReadAnswer:
    words = decrypt_json_for(row.person, row.words, row.context) if row.words else ""
    return ReadAnswer(row.pk, words, tuple(row.themes), row.state, row.reason)
