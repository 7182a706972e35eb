"""Who speaks for an organisation changes by an invitation that somebody accepts, and in no other way."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from tests.domains.cases.builders import worker_of
from tests.domains.community.builders import CONTACT, FACTS, Circle, account_of, after, refusal_of
from tests.undone_course import UndoneCourse
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.community.acts.hand_over_organisation import MOST_INVITATIONS
from watandoshlar.domains.community.api import (
    Invitation,
    Organisation,
    OrganisationContact,
    accept_invitation,
    access_contact,
    access_invitation_of,
    access_own_invitations,
    access_own_organisations,
    access_published_contact,
    announce_event,
    consent_of,
    enter_organisation,
    expire_invitations,
    get_organisation,
    hand_over_organisation,
    keep_contact,
    refuse_invitation,
    submit_organisation,
    suspend_organisation,
    withdraw_invitation,
    withdraw_organisation,
)
from watandoshlar.foundation import clock

from .builders import event_facts

pytestmark = pytest.mark.django_db
NEW = "new.speaker@example.org"


def letters(code: str) -> list[str]:
    return list(Letter.objects.filter(code=code).values_list("account__email", flat=True))


def at_counter(circle: Circle) -> Organisation:
    """Entered by one officer with its contact, who agreed on paper; verified by another."""
    entered = enter_organisation(acting_user=circle.second, facts=FACTS, at_counter=True)
    keep_contact(acting_user=circle.second, pk=entered.pk, contact=CONTACT)
    circle.agree(entered, circle.second)
    return circle.verify(entered)


def invite(account: Account, organisation: Organisation, email: str = NEW) -> Invitation:
    return hand_over_organisation(acting_user=account, pk=organisation.pk, email=email)


def test_from_the_counter_to_its_representative(circle: Circle) -> None:
    organisation = at_counter(circle)
    invitation = invite(circle.officer, organisation, f" {NEW.upper()} ")
    assert letters("invited_to_speak") == [NEW]
    invited = account_of("new.speaker")
    assert access_own_organisations(invited) == []
    assert access_own_invitations(invited) == [invitation]
    accept_invitation(acting_user=invited, pk=invitation.pk)
    assert access_own_organisations(invited) == [organisation]
    # It stays in the register, with the contact to which a person agreed at the counter.
    assert get_organisation(organisation.pk).represented_by == invited
    assert access_published_contact(get_organisation(organisation.pk)) == CONTACT
    assert announce_event(acting_user=invited, organisation=organisation.pk, facts=event_facts())
    # From now on the officer speaks for nobody.
    assert refusal_of(keep_contact, acting_user=circle.officer, pk=organisation.pk, contact=CONTACT)
    acts = [entry.act for entry in entries_of_chain(organisation.chain)]
    assert [act for act in acts if "invit" in act or "hand" in act] == ["hand_over_organisation", "accept_invitation"]


def test_who_speaks_for_it_hands_it_over(circle: Circle) -> None:
    organisation = circle.verified()
    circle.agree(organisation)
    invitation = invite(circle.representative, organisation)
    invited = account_of("new.speaker")
    accept_invitation(acting_user=invited, pk=invitation.pk)
    assert letters("organisation_handed_over") == [circle.representative.email]
    assert access_own_organisations(circle.representative) == []
    # The contact was a person's who is not there any more.
    organisation = get_organisation(organisation.pk)
    assert bytes(OrganisationContact.objects.get().words) == b""
    assert access_contact(invited, organisation) is access_published_contact(organisation) is consent_of(organisation)
    assert refusal_of(access_contact, account=circle.representative, organisation=organisation)
    before = OrganisationContact.objects.get().person_id
    keep_contact(acting_user=invited, pk=organisation.pk, contact=CONTACT)
    assert OrganisationContact.objects.get().person_id != before
    assert access_published_contact(organisation) is None


def test_the_post_needs_to_know_whom_to_ask(circle: Circle) -> None:
    organisation = circle.verified()
    accept_invitation(acting_user=account_of("new.speaker"), pk=invite(circle.representative, organisation).pk)
    with clock.fixed(after(400)):
        Organisation.objects.filter(pk=organisation.pk).update(state="lapsed")
        asked = {"acting_user": account_of("new.speaker"), "pk": organisation.pk}
        assert refusal_of(submit_organisation, **asked) == "contact_needed"


def test_over_the_head_of_who_speaks_for_it(circle: Circle) -> None:
    organisation = circle.verified()
    invitation = invite(circle.officer, organisation)
    assert letters("invited_over_you") == [circle.representative.email]
    invited = account_of("new.speaker")
    assert refusal_of(accept_invitation, acting_user=invited, pk=invitation.pk) == "invitation_not_yet"
    withdraw_invitation(acting_user=circle.representative, organisation=organisation.pk)
    assert refusal_of(accept_invitation, acting_user=invited, pk=invitation.pk) == "invitation_not_found"
    again = invite(circle.officer, organisation)
    with clock.fixed(after(14)):
        assert accept_invitation(acting_user=invited, pk=again.pk).represented_by == invited


def test_refused_and_not_answered(circle: Circle) -> None:
    organisation = circle.verified()
    refuse_invitation(acting_user=account_of("new.speaker"), pk=invite(circle.representative, organisation).pk)
    assert letters("invitation_refused") == [circle.representative.email]
    late = invite(circle.representative, organisation)
    assert expire_invitations(acting_user=SYSTEM) == 0
    with clock.fixed(after(31)):
        # Nothing has run: the day alone is enough.
        invited = account_of("new.speaker")
        assert access_own_invitations(invited) == []
        assert access_invitation_of(circle.representative, organisation.pk) is None
        assert refusal_of(accept_invitation, acting_user=invited, pk=late.pk) == "invitation_not_found"
        assert expire_invitations(acting_user=SYSTEM) == 1
        assert letters("invitation_expired") == [circle.representative.email]
        assert invite(circle.representative, organisation).state == "sent"
    assert Organisation.objects.get().represented_by == circle.representative
    assert refusal_of(expire_invitations, acting_user=circle.officer) == "for_the_platform_community"


def test_no_letter_of_the_post_is_told_to_who_did_not_invite(circle: Circle) -> None:
    organisation = circle.verified()
    refuse_invitation(acting_user=account_of("new.speaker"), pk=invite(circle.officer, organisation).pk)
    assert letters("invitation_refused") == []


def test_who_may_invite_whom(circle: Circle) -> None:
    organisation = circle.verified()
    moscow = worker_of("moscow", "officer", get_post("moscow"))
    for stranger in (circle.stranger, circle.ministry, moscow):
        asked = {"acting_user": stranger, "pk": organisation.pk}
        assert refusal_of(hand_over_organisation, **asked, email=NEW) == "organisation_not_found"
        code = refusal_of(withdraw_invitation, acting_user=stranger, organisation=organisation.pk)
        assert code == "organisation_not_found"
    own = {"acting_user": circle.representative, "pk": organisation.pk}
    for email in ("", "nobody", circle.representative.email, circle.officer.email):
        assert refusal_of(hand_over_organisation, **own, email=email) == "invited_not_possible"
    invitation = invite(circle.representative, organisation)
    assert refusal_of(hand_over_organisation, **own, email="b@example.org") == "invitation_open"
    for act in (accept_invitation, refuse_invitation):
        for stranger in (circle.stranger, circle.representative, circle.officer):
            assert refusal_of(act, acting_user=stranger, pk=invitation.pk) == "invitation_not_found"


def test_what_no_post_has_seen_is_not_handed_over(circle: Circle) -> None:
    asked = {"acting_user": circle.representative, "email": NEW}
    assert refusal_of(hand_over_organisation, **asked, pk=circle.draft().pk) == "community_step_refused"
    assert refusal_of(hand_over_organisation, **asked, pk=circle.submitted().pk) == "community_step_refused"


def test_nobody_spreads_letters(circle: Circle) -> None:
    organisation = circle.verified()
    named = {"acting_user": circle.representative, "organisation": organisation.pk}
    for number in range(MOST_INVITATIONS):
        invite(circle.representative, organisation, f"n{number}@example.org")
        withdraw_invitation(**named)
    asked = {"acting_user": circle.representative, "pk": organisation.pk, "email": NEW}
    assert refusal_of(hand_over_organisation, **asked) == "too_many_invitations"
    with clock.fixed(after(31)):
        assert refusal_of(hand_over_organisation, **asked) == ""


def test_an_invitation_ends_with_the_organisation(circle: Circle) -> None:
    organisation = circle.verified()
    invitation = invite(circle.representative, organisation)
    withdraw_organisation(acting_user=circle.representative, pk=organisation.pk)
    assert Invitation.objects.get().state == "withdrawn"
    asked = {"acting_user": account_of("new.speaker"), "pk": invitation.pk}
    assert refusal_of(accept_invitation, **asked) == "invitation_not_found"
    asked = {"acting_user": circle.officer, "pk": organisation.pk, "email": NEW}
    assert refusal_of(hand_over_organisation, **asked) == "community_step_refused"


def refused_by(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return refused.value.__cause__.diag.constraint_name


def test_the_database_knows_no_other_way(circle: Circle) -> None:
    organisation = circle.verified()
    invitation = invite(circle.officer, organisation)
    to = "UPDATE community_organisation SET represented_by_id = %s WHERE id = %s"
    assert refused_by(to, invitation.invited_id, organisation.pk) == "community_organisation_fixed"
    early = "UPDATE community_invitation SET state = 'accepted', closed_at = now()"
    with clock.fixed(after(1)):
        assert refused_by(early.replace("now()", "%s"), clock.now()) == "community_accepted_in_time"
    assert refused_by("UPDATE community_invitation SET invited_id = given_by_id") == "community_invitation_fixed"
    with clock.fixed(after(15)):
        accept_invitation(acting_user=account_of("new.speaker"), pk=invitation.pk)
    # What was accepted once moves nobody again.
    assert refused_by(to, circle.representative.pk, organisation.pk) == "community_organisation_fixed"
    assert refused_by("UPDATE community_invitation SET state = 'sent'") == "community_step_known"


PEOPLE = ("representative", "first-other", "second-other")


class Course(UndoneCourse):
    """Invitations among three people and an officer, with waiting: exactly one of them speaks for the organisation."""

    circle: Circle

    @initialize()
    def begin(self) -> None:
        self.pk = self.circle.verified().pk
        self.speaker, self.invited, self.opens, self.ends = "representative", "", 0, 0
        self.day, self.sent = 0, []

    def account(self, name: str) -> Account:
        return self.circle.officer if name == "officer" else account_of(name)

    @rule(by=st.sampled_from([*PEOPLE, "officer"]), whom=st.sampled_from(PEOPLE))
    def invite(self, by: str, whom: str) -> None:
        may_invite = by in (self.speaker, "officer") and whom not in (by, self.speaker)
        few = sum(self.day - day < 30 for day in self.sent) < MOST_INVITATIONS
        allowed = may_invite and few and not self.invited
        email = self.account(whom).email
        done = self.attempt_as(by, hand_over_organisation, pk=self.pk, email=email)
        assert done is allowed
        if allowed:
            self.invited, self.opens = whom, self.day + (14 if by == "officer" else 0)
            self.ends = self.day + 30
            self.sent.append(self.day)

    @rule(by=st.sampled_from(PEOPLE), accepts=st.booleans())
    def answer(self, by: str, accepts: bool) -> None:
        open_now = self.invited == by and self.day <= self.ends and (not accepts or self.day >= self.opens)
        pk = Invitation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        assert self.attempt_as(by, accept_invitation if accepts else refuse_invitation, pk=pk) is open_now
        if open_now:
            self.speaker, self.invited = by if accepts else self.speaker, ""

    @rule(by=st.sampled_from([*PEOPLE, "officer"]))
    def take_back(self, by: str) -> None:
        allowed = bool(self.invited) and by in (self.speaker, "officer")
        assert self.attempt_as(by, withdraw_invitation, organisation=self.pk) is allowed
        if allowed:
            self.invited = ""

    @rule(days=st.sampled_from([1, 13, 17, 31]))
    def wait(self, days: int) -> None:
        self.pass_time(days=days)
        self.day += days
        expire_invitations(acting_user=SYSTEM)
        if self.invited and self.day > self.ends:
            self.invited = ""

    def attempt_as(self, name: str, act, **named: object) -> bool:
        return refusal_of(act, acting_user=self.account(name), **named) == ""

    @invariant()
    def one_speaks_for_it(self) -> None:
        if not hasattr(self, "pk"):
            return
        row = Organisation.objects.get(pk=self.pk)
        assert row.represented_by == self.account(self.speaker)
        assert bool(self.invited) == Invitation.objects.filter(state="sent").exists()


def test_every_course_of_invitations(circle: Circle) -> None:
    Course.circle = circle
    health = list(HealthCheck)
    run_state_machine_as_test(
        Course, settings=settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=health)
    )


def test_a_suspended_one_can_be_handed_over(circle: Circle) -> None:
    organisation = circle.verified()
    suspend_organisation(acting_user=circle.officer, pk=organisation.pk, reason="complaint")
    invitation = invite(circle.representative, organisation)
    accept_invitation(acting_user=account_of("new.speaker"), pk=invitation.pk)
    assert Organisation.objects.get().state == "suspended"
