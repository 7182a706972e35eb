import secrets

from django.db import models
from django.db.models import Q

from watandoshlar.domains.certificates.rules.copies import Form
from watandoshlar.foundation import clock

from .certificate import Certificate
from .signing_key import SigningKey
from .status_list import StatusList


def new_copy_id() -> str:
    return secrets.token_hex(16)


class Copy(models.Model):
    """One made form of a document, with its own position in a status list. Rows are only added.

    What was handed out is not kept here. `leaf` is the hash of the bytes under its signature; a trigger writes it into
    the log when the transaction that made the copy ends. `holder_key` is the thumbprint of the wallet's key.
    """

    id = models.CharField(max_length=32, primary_key=True, default=new_copy_id)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="copies")
    form = models.CharField(max_length=20)
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="copies")
    position = models.PositiveIntegerField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    holder_key = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField(null=True, blank=True)
    leaf = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["status_list", "position"], name="certificates_position_once"),
            models.CheckConstraint(condition=Q(form__in=[form.value for form in Form]), name="certificates_form_known"),
        ]

    def __str__(self) -> str:
        return f"{self.form} of {self.certificate_id}"


class LogEntry(models.Model):
    """A leaf of the log of everything that was ever issued. Rows are only added, by a trigger that numbers them from
    0 without a gap."""

    index = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"leaf {self.index}"
