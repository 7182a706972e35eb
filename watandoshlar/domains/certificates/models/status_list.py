import secrets

from django.db import models
from django.db.models import Q

from watandoshlar.domains.certificates.rules.copies import STATUS_BITS
from watandoshlar.foundation import clock

from .signing_key import SigningKey

POSITIONS = 2**20


def new_list_id() -> str:
    return secrets.token_hex(5)


class StatusList(models.Model):
    """A list with a status for every position, full from the first day so that its length tells nothing. Rows are only
    added; what it says is in `PublishedList`.

    `year` is the year in which the documents in it end, None for those without an end. The latest list of a year is
    the one from which positions are drawn.
    """

    id = models.CharField(primary_key=True, max_length=16, default=new_list_id)
    year = models.PositiveSmallIntegerField(null=True)
    size = models.PositiveIntegerField(default=POSITIONS)
    bits = models.PositiveSmallIntegerField(default=STATUS_BITS)
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(bits__in=(1, 2, 4, 8), size__gt=0), name="certificates_list_has_form"),
        ]

    def __str__(self) -> str:
        return self.id


class PublishedList(models.Model):
    """What a status list says now: the tokens as they are fetched. Each publication replaces the one before it.

    `statuses_hash` is the SHA-256 of the statuses, by which a change is seen; `key` signed the tokens.
    """

    status_list = models.OneToOneField(StatusList, on_delete=models.PROTECT, primary_key=True, related_name="published")
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    statuses_hash = models.BinaryField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, related_name="+")
    jwt = models.TextField()
    cwt = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.status_list_id} version {self.version}"
