import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from watandoshlar.domains.appointments.rules.places import Place
from watandoshlar.domains.appointments.states import IDENTITIES, LANES, OPEN_VISITS, RELEASED, VISIT_STATES
from watandoshlar.foundation import clock

from .opening import Opening
from .wish import Wish


class VisitQuerySet(models.QuerySet):
    def open(self) -> "VisitQuerySet":
        return self.filter(state__in=OPEN_VISITS)

    def of_subject(self, subject: str) -> "VisitQuerySet":
        return self.filter(subjects__contains=[subject])

    def taking(self, post, begin, end) -> "VisitQuerySet":
        """Those whose place is taken between two moments."""
        return self.filter(post=post, is_taken=True, span__overlap=(begin, end))


class Visit(models.Model):
    """A party comes to a window at a time. Two of them never share it: the database refuses what overlaps.

    A released place stays taken (`is_taken`) until the waiting list has passed on it, so that nobody is served by being
    there first. Who came without an appointment has no window and no time. `held_until` ends a hold or an offer,
    `answer_by` a reminder; `confirmed_at` is when the person last said that they come; `replaces` is the visit that
    this one moves as soon as it is confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.CharField(max_length=80)
    subject = models.CharField(max_length=24)
    subjects = ArrayField(models.CharField(max_length=24))
    people = models.PositiveSmallIntegerField()
    tokens = ArrayField(models.CharField(max_length=32))
    lane = models.CharField(max_length=10)
    window = models.PositiveSmallIntegerField(null=True)
    span = DateTimeRangeField(null=True)
    state = models.CharField(max_length=10, default="held")
    is_taken = models.BooleanField(default=True)
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, null=True, related_name="visits")
    drawn_in = models.ForeignKey(Opening, on_delete=models.PROTECT, null=True, related_name="visits")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    held_until = models.DateTimeField(null=True)
    booked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    reminded = models.PositiveSmallIntegerField(null=True)
    answer_by = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    identity = models.CharField(max_length=10, blank=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="appointments_no_overlap",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("window", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_taken=True),
            ),
            models.UniqueConstraint(fields=["subject"], condition=Q(state="held"), name="appointments_one_hold"),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=["booked", "asked"]), name="appointments_one_visit"
            ),
            models.CheckConstraint(condition=Q(state__in=list(VISIT_STATES)), name="appointments_visit_state_known"),
            models.CheckConstraint(condition=Q(lane__in=LANES), name="appointments_visit_lane_known"),
            models.CheckConstraint(
                condition=Q(is_taken=True) | Q(state__in=RELEASED), name="appointments_taken_while_somebody_comes"
            ),
            models.CheckConstraint(
                condition=Q(window__isnull=False, span__isnull=False)
                | Q(window__isnull=True, span__isnull=True, state="attended"),
                name="appointments_has_its_place",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False), name="appointments_hold_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state="asked") | Q(answer_by__isnull=False), name="appointments_reminder_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state="attended") | Q(identity__in=IDENTITIES, received_by__isnull=False),
                name="appointments_somebody_received",
            ),
        ]
        indexes = [
            GinIndex(fields=["subjects"], name="appointments_of_subject"),
            GinIndex(fields=["tokens"], condition=Q(state__in=OPEN_VISITS), name="appointments_of_person"),
            models.Index(fields=["account"], condition=Q(state__in=OPEN_VISITS), name="appointments_of_account"),
            models.Index(fields=["held_until"], condition=Q(state="held"), name="appointments_holds"),
            models.Index(fields=["answer_by"], condition=Q(state="asked"), name="appointments_unanswered"),
            models.Index(
                fields=["post"], condition=Q(is_taken=True, state__in=RELEASED), name="appointments_to_pass_on"
            ),
            models.Index(fields=["post", "booked_at"], name="appointments_by_moment"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk} for {self.subject}"

    @property
    def place(self) -> Place:
        return Place(self.span.lower, self.window, self.span.upper)

    @property
    def starts_at(self):
        return self.span.lower if self.span else None

    @property
    def chain(self) -> str:
        """The audit chain of what is visited for."""
        return f"visits:{self.subject}"
