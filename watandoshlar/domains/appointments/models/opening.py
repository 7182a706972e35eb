from django.db import models
from django.db.models import F, Q

from watandoshlar.foundation import clock

from .wish import Wish


class Opening(models.Model):
    """New days of a post open at a moment that nobody knows, inside a window that everybody knows.

    The seed gives the moment and the order of the draw. Its hash is public from the first, itself when it is `drawn`;
    until then it is sealed under the key of the installation. `opened`: everybody drawn was served, the rest is free.
    """

    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sealed_seed = models.BinaryField()
    seed_hash = models.CharField(max_length=64)
    announced_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, default="announced")
    seed = models.CharField(max_length=64, blank=True)
    list_hash = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="appointments_opening_number"),
            models.UniqueConstraint(
                fields=["post"], condition=~Q(state="opened"), name="appointments_one_opening_ahead"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["announced", "drawn", "opened"]), name="appointments_opening_state_known"
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="appointments_opening_has_days"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="appointments_opening_has_window"),
            models.CheckConstraint(
                condition=Q(state="announced", seed="") | (~Q(state="announced") & ~Q(seed="")),
                name="appointments_seed_public_when_drawn",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.number} of post {self.post_id}"


class DrawEntry(models.Model):
    """A wish in the draw of an opening, as it was when the list closed, and its place. Rows are only added."""

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="entries")
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="entries")
    lane = models.CharField(max_length=10)
    lost = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opening", "wish"], name="appointments_one_entry_per_draw"),
            models.UniqueConstraint(fields=["opening", "place"], name="appointments_one_entry_per_place"),
        ]

    def __str__(self) -> str:
        return f"place {self.place} in opening {self.opening_id}"
