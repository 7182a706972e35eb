from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock


class Ticket(models.Model):
    """A turn of one day for who comes without an appointment: a number, and nothing about who holds it."""

    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    is_courtesy = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="waiting")
    window = models.PositiveSmallIntegerField(null=True)
    given_at = models.DateTimeField(default=clock.now)
    called_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "day", "number"], name="appointments_one_ticket_per_number"),
            models.CheckConstraint(
                condition=Q(state="waiting", window__isnull=True)
                | Q(state__in=["called", "done"], window__isnull=False),
                name="appointments_called_to_a_window",
            ),
        ]

    def __str__(self) -> str:
        return f"ticket {self.number} of {self.day} at post {self.post_id}"
