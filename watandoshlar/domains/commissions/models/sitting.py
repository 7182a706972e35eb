from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.commissions.states import BALLOTS, CHOICES, DELAYS, ITEM_STATES, OUTCOMES, SITTING_STATES
from watandoshlar.foundation import clock

from .matter import Matter
from .seat import Seat

VOTES = F("in_favour") + F("against") + F("abstained")
ALL_HAVE_VOTED = Q(outcome="") | Q(needed__lte=VOTES, present__lte=VOTES)


class Sitting(models.Model):
    """A meeting of a commission. `rules` are the rules by which it votes, as the table had them when it was opened."""

    commission = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    planned_for = models.DateTimeField()
    state = models.CharField(max_length=10, default="planned")
    rules = models.JSONField(default=dict)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commission", "number"], name="commissions_sitting_number"),
            models.UniqueConstraint(
                fields=["commission"], condition=Q(state="opened"), name="commissions_one_sitting_in_session"
            ),
            models.CheckConstraint(condition=Q(state__in=list(SITTING_STATES)), name="commissions_sitting_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]) | Q(opened_at__isnull=False),
                name="commissions_opened_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"sitting {self.number} of {self.commission}"

    @property
    def chain(self) -> str:
        """The audit chain of the commission."""
        return f"commission:{self.commission}"


class Attendance(models.Model):
    """A member was at a sitting from a moment until another. Who comes back has another row."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "seat"], condition=Q(left_at__isnull=True), name="commissions_there_once"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.seat_id} at sitting {self.sitting_id}"


class Item(models.Model):
    """A matter on the agenda of a sitting. `ballot` is fixed when voting begins, `delay` says why it was put off."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="listed")
    ballot = models.CharField(max_length=10, blank=True)
    delay = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="commissions_item_number"),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(state__in=["listed", "voting", "counted"]),
                name="commissions_one_agenda_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["sitting"],
                condition=Q(state__in=["voting", "counted"]),
                name="commissions_one_ballot_at_a_time",
            ),
            models.CheckConstraint(condition=Q(state__in=list(ITEM_STATES)), name="commissions_item_state_known"),
            models.CheckConstraint(condition=Q(ballot__in=["", *BALLOTS]), name="commissions_ballot_known"),
            models.CheckConstraint(
                condition=Q(state="put_off", delay__in=list(DELAYS)) | (~Q(state="put_off") & Q(delay="")),
                name="commissions_put_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.number} of sitting {self.sitting_id}"

    @property
    def reference(self) -> str:
        """How the minutes name the item, and its resolution."""
        return f"{self.sitting.number}-{self.number}"


class Vote(models.Model):
    """That a member has voted on an item, once. `choice` is how, in an open ballot; in a secret one it is empty, and
    nothing that is kept leads from here to a choice. Rows are only added."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="commissions_one_vote_each"),
            models.CheckConstraint(condition=Q(choice__in=["", *CHOICES]), name="commissions_choice_known"),
        ]

    def __str__(self) -> str:
        return f"seat {self.seat_id} has voted on item {self.item_id}"


class Urn(models.Model):
    """The votes of a secret ballot, added up as they come: three numbers, sealed under a key of the item alone. Each
    vote seals them anew, so that two states of the row tell nothing; counting destroys key and content."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, primary_key=True, related_name="urn")
    key = models.BinaryField(blank=True)
    content = models.BinaryField(blank=True)

    def __str__(self) -> str:
        return f"urn of item {self.item_id}"


class Count(models.Model):
    """What was counted when the ballot on an item ended. Rows are only added; an outcome "" put the item off."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, primary_key=True, related_name="count")
    in_favour = models.PositiveSmallIntegerField()
    against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    seated = models.PositiveSmallIntegerField()
    able = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, blank=True)
    by_chair = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["", *OUTCOMES]), name="commissions_outcome_known"),
            models.CheckConstraint(condition=ALL_HAVE_VOTED, name="commissions_decided_when_all_have_voted"),
        ]

    def __str__(self) -> str:
        return f"count of item {self.item_id}"


class Resolution(models.Model):
    """What the commission decided of a subject, with reasons. Rows are only added. `reasons` are codes of the table,
    `words` the commission's own, encrypted under the data key of the matter's person."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="resolution")
    subject = models.CharField(max_length=24, db_index=True)
    kind = models.CharField(max_length=10)
    outcome = models.CharField(max_length=10)
    reasons = ArrayField(models.CharField(max_length=40))
    words = models.BinaryField(blank=True, default=b"")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=list(OUTCOMES)), name="commissions_resolved_known"),
            models.CheckConstraint(condition=Q(reasons__len__gte=1), name="commissions_resolved_with_reasons"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.kind} of {self.subject}"


class Minutes(models.Model):
    """The minutes of a closed sitting: everything that the record says, and the SHA-256 of it. Rows are only added.

    `content` names matters by their references and holds no words about anybody; a resolution's own words stand in it
    by the hash of what is kept of them.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, primary_key=True, related_name="minutes")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"minutes of sitting {self.sitting_id}"


class Step(models.Model):
    """The steps of sittings, items and matters, as the database knows them. Equal to `STEPS`; a test compares."""

    pk = models.CompositePrimaryKey("of", "name", "from_state", "to_state")
    of = models.CharField(max_length=10)
    name = models.CharField(max_length=24)
    from_state = models.CharField(max_length=24)
    to_state = models.CharField(max_length=24)

    class Meta:
        db_table = "commissions_step"

    def __str__(self) -> str:
        return f"{self.of} {self.name}: {self.from_state} → {self.to_state}"
