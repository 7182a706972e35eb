import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.appointments.states import LANES, OPEN_WISHES, WISH_STATES
from watandoshlar.foundation import clock


class WishQuerySet(models.QuerySet):
    def open(self) -> "WishQuerySet":
        return self.filter(state__in=OPEN_WISHES)

    def waiting_at(self, post) -> "WishQuerySet":
        """Those who wait at the post, in the order in which they are served."""
        waiting = self.filter(post=post, state="waiting")
        lane = models.Case(*(models.When(lane=lane, then=number) for number, lane in enumerate(LANES)))
        return waiting.annotate(turn=lane).order_by("turn", "-lost", F("rank").asc(nulls_last=True), "turn_at", "pk")


class Wish(models.Model):
    """A party wants a visit in a period. It is an entry in every draw of the period and a turn on the waiting list.

    `rank` is the place in the last draw, `lost` in how many it got nothing, `unanswered` how many offers it let pass;
    `turn_at` orders those who were in no draw since they joined or let an offer pass.
    `tokens` tell again who comes, whatever account asks: keyed digests of what their papers say, nothing in clear.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.CharField(max_length=80)
    subject = models.CharField(max_length=24)
    subjects = ArrayField(models.CharField(max_length=24))
    people = models.PositiveSmallIntegerField()
    tokens = ArrayField(models.CharField(max_length=32))
    minutes = models.PositiveSmallIntegerField()
    lane = models.CharField(max_length=10)
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, default="waiting")
    rank = models.PositiveIntegerField(null=True)
    lost = models.PositiveSmallIntegerField(default=0)
    unanswered = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField(default=clock.now)
    turn_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=OPEN_WISHES), name="appointments_one_wish_per_subject"
            ),
            models.CheckConstraint(condition=Q(state__in=list(WISH_STATES)), name="appointments_wish_state_known"),
            models.CheckConstraint(condition=Q(lane__in=LANES), name="appointments_lane_known"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="appointments_days_in_order"),
        ]
        indexes = [
            models.Index(fields=["post"], condition=Q(state="waiting"), name="appointments_waiting"),
            models.Index(fields=["account"], condition=Q(state__in=OPEN_WISHES), name="appointments_wishes_of_account"),
            GinIndex(fields=["tokens"], condition=Q(state__in=OPEN_WISHES), name="appointments_wishes_of_person"),
            models.Index(fields=["post", "joined_at"], name="appointments_wishes_by_moment"),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk} for {self.subject}"

    @property
    def chain(self) -> str:
        """The audit chain of what is visited for."""
        return f"visits:{self.subject}"
