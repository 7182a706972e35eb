from django.db import models
from django.db.models import Q

from watandoshlar.foundation.crypto.merkle import Peaks


class LogHead(models.Model):
    """The log as it was at one moment, signed: how many leaves it had, and the root over them. Rows are only added.

    `peaks` are the roots of its complete subtrees, from which a longer log is reckoned without its first leaves;
    `token` is the head as a JWT.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    peaks = models.BinaryField()
    token = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gte=0), name="certificates_head_has_size")]

    def __str__(self) -> str:
        return f"log of {self.size}"

    def as_peaks(self) -> Peaks:
        return Peaks.from_bytes(self.size, bytes(self.peaks))
