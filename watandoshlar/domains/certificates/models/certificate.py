from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.certificates.states import EVERY_REASON, FINAL_STATUSES, Status
from watandoshlar.foundation import clock

from .signing_key import SigningKey


class Certificate(models.Model):
    """An issued document. Only its status ever changes; a trigger refuses everything else.

    `subject` names what it was issued on, for instance a case reference: one subject has one document. Issued anew by a
    run it keeps its subject, replaced by another case it is on that one's; `certificate_of` is the one way from a
    subject to its document.
    `record` holds {"record", "captions", "verification_code", "check_address"}, `seal` the text of the QR code and
    `storage_name` leads to the PDF; all three encrypted under the data key of the person.
    `code_fingerprint` lets a typed verification code be compared without being stored.
    `titles` and `expires_on` are what a check by number may show; nothing in them is personal.
    `previous` is the document that this one replaced, as its next `version`. It does not count while the one it
    `rests_on` (or the newest version of that) does not: `status` is what counts, `own_status` what was decided on this
    document itself.
    """

    number = models.CharField(max_length=24, primary_key=True)
    document_type = models.SlugField(max_length=60)
    titles = models.JSONField()
    subject = models.CharField(max_length=60)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    post_code = models.SlugField(max_length=60)
    record = models.BinaryField()
    seal = models.BinaryField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    code_fingerprint = models.BinaryField()
    storage_name = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    expires_on = models.DateField(null=True, blank=True)
    rests_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next")
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, default=Status.VALID.value)
    own_status = models.CharField(max_length=10, default=Status.VALID.value)
    status_changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "version"], name="certificates_subject_once"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="certificates_status_known"
            ),
            # What was decided on a document itself is never undone by the one on which it rests.
            models.CheckConstraint(
                condition=Q(own_status=Status.VALID.value)
                | (Q(own_status=Status.SUSPENDED.value) & ~Q(status=Status.VALID.value))
                | Q(own_status__in=sorted(FINAL_STATUSES), status=F("own_status")),
                name="certificates_own_status_counts",
            ),
            models.CheckConstraint(
                condition=Q(previous=None, version=1) | Q(previous__isnull=False, version__gt=1),
                name="certificates_version_follows",
            ),
            # Else it would wait for itself to count.
            models.CheckConstraint(
                condition=Q(rests_on=None)
                | (~Q(rests_on=F("number")) & (Q(previous=None) | ~Q(rests_on=F("previous")))),
                name="certificates_rests_on_another",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="certificates_of_person"),
            # Status lists are made from these few.
            models.Index(fields=["status"], condition=~Q(status=Status.VALID.value), name="certificates_not_valid"),
        ]

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
            models.CheckConstraint(condition=Q(reason__in=tuple(EVERY_REASON)), name="certificates_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.from_status} to {self.to_status}"
