from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock

from .appeal import Appeal

ENDINGS = ("", "answered", "came_back", "withdrawn")


class Forward(models.Model):
    """The appeal goes to the body that is competent (ZRU-445, art. 25). `to_body` is the code of a post or of a body.

    A body outside the platform opens the appeal by a link until `link_until`; the link follows from the row and the
    secret of the installation and is kept nowhere. `why` is encrypted under the applicant's data key: the applicant
    reads it.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="forwards")
    number = models.PositiveSmallIntegerField()
    from_post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    to_body = models.CharField(max_length=40)
    is_outside = models.BooleanField()
    why = models.BinaryField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    link_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "number"], name="appeals_forward_number"),
            models.UniqueConstraint(
                fields=["appeal"],
                condition=Q(is_outside=True, ended_at__isnull=True),
                name="appeals_one_open_forward",
            ),
            models.CheckConstraint(condition=Q(ended_as__in=ENDINGS), name="appeals_forward_ending_known"),
        ]

    def __str__(self) -> str:
        return f"forward {self.number} of appeal {self.appeal_id} to {self.to_body}"
