from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.community.states import EVIDENCE, STATES
from watandoshlar.foundation import clock


class OrganisationQuerySet(models.QuerySet):
    def counting(self, day: date) -> "OrganisationQuerySet":
        """Those in the register on the day: verified, and the verification has not run out."""
        return self.filter(state="verified", verified_until__gte=day)


class Organisation(models.Model):
    """An organisation of compatriots. Nothing in this row is about a person: who may be asked stands in its contact.

    `names` and `aims` are texts by language, `names` with the one in the script of its country as `local`. `revision`
    counts the changes of its facts, so that nobody verifies what they have not read. `represented_by` is the account
    that speaks for it, `entered_by` who wrote it down first.
    """

    kind = "organisation"

    names = models.JSONField()
    aims = models.JSONField()
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=8, blank=True)
    city = models.CharField(max_length=80)
    topics = ArrayField(models.CharField(max_length=16))
    languages = ArrayField(models.CharField(max_length=10), default=list)
    founded = models.PositiveSmallIntegerField(null=True)
    website = models.CharField(max_length=300, blank=True)
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    represented_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, default="draft")
    reason = models.CharField(max_length=24, blank=True)
    verified_until = models.DateField(null=True)
    changed_at = models.DateTimeField(default=clock.now)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STATES["organisation"])), name="community_organisation_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | Q(verified_until__isnull=False), name="community_verified_until_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["refused", "suspended"]) & ~Q(reason="")
                | ~Q(state__in=["refused", "suspended"]) & Q(reason=""),
                name="community_organisation_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["country", "id"], condition=Q(state="verified"), name="community_in_register"),
            models.Index(fields=["post", "state", "id"], name="community_at_post"),
            models.Index(fields=["represented_by"], name="community_of_account"),
            GinIndex(fields=["topics"], condition=Q(state="verified"), name="community_by_topic"),
        ]

    def __str__(self) -> str:
        return f"organisation {self.pk}"

    @property
    def chain(self) -> str:
        """Its audit chain, with its contact, consents and events."""
        return f"community:organisation:{self.pk}"


class OrganisationContact(models.Model):
    """Whom one asks for in an organisation: `words` is their name, e-mail and telephone, encrypted under their key."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="contact")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField()
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"contact of organisation {self.organisation_id}"

    @property
    def context(self) -> str:
        """What the words are bound to: they cannot pass for the contact of another organisation."""
        return f"organisation-contact:{self.organisation_id}"


class ContactConsent(models.Model):
    """The person agreed that their contact is published: to which text, when, how. It ends at once when it is
    withdrawn; nothing else of it ever changes."""

    contact = models.ForeignKey(OrganisationContact, on_delete=models.PROTECT, related_name="consents")
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    how = models.CharField(max_length=8)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(withdrawn_at__isnull=True), name="community_one_consent_in_force"
            ),
            models.CheckConstraint(condition=Q(how__in=["online", "paper"]), name="community_consent_given_how"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="community_consent_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk} to the contact {self.contact_id}"


class Verification(models.Model):
    """An officer has seen the evidence and verified an organisation until a day. Rows are only added."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="verifications")
    evidence = ArrayField(models.CharField(max_length=16))
    named = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField()
    on = models.DateField()
    until = models.DateField()
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("on")), name="community_verified_for_days"),
            models.CheckConstraint(
                condition=Q(evidence__contained_by=list(EVIDENCE), evidence__len__gt=0),
                name="community_verified_by_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"verification of organisation {self.organisation_id} until {self.until}"
