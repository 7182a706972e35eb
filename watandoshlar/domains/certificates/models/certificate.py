from django.db import models
from django.db.models import Q

from watandoshlar.domains.certificates.states import REASONS, Status
from watandoshlar.foundation import clock

from .signing_key import SigningKey


class Certificate(models.Model):
    """An issued document. Only its status ever changes; a trigger refuses everything else.

    `subject` names what it was issued on, for instance a case reference: one subject has one document.
    `record` holds {"record", "captions", "verification_code", "check_address"}, `seal` the text of the QR code and
    `storage_name` leads to the PDF; all three encrypted under the data key of the person.
    `code_fingerprint` lets a typed verification code be compared without being stored.
    `titles` and `expires_on` are what a check by number may show; nothing in them is personal.
    """

    number = models.CharField(max_length=24, primary_key=True)
    document_type = models.SlugField(max_length=60)
    titles = models.JSONField()
    subject = models.CharField(max_length=60, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    post_code = models.SlugField(max_length=60)
    record = models.BinaryField()
    seal = models.BinaryField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    code_fingerprint = models.BinaryField()
    storage_name = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, default=Status.VALID.value)
    status_changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="certificates_status_known"
            ),
        ]
        indexes = [models.Index(fields=["person"], name="certificates_of_person")]

    def __str__(self) -> str:
        return self.number


class StatusChange(models.Model):
    """One change of a document's status. Rows are only added."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="status_changes")
    from_status = models.CharField(max_length=10)
    to_status = models.CharField(max_length=10)
    reason = models.CharField(max_length=30)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=tuple(REASONS)), name="certificates_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.from_status} to {self.to_status}"
