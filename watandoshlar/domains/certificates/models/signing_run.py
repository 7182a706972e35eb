from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.certificates.states import ItemState, RunKind, RunState
from watandoshlar.foundation import clock

from .certificate import Certificate
from .signing_key import SigningKey


class SigningRun(models.Model):
    """Many documents issued at once: opened by one officer, approved by another, done by the worker item by item.

    A run belongs to a post, or to the whole installation where `post_code` is empty. `withdrawn_key` is the key whose
    documents are issued anew. `paused_by` is the code of what keeps the worker waiting, for instance a device that is
    away.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in RunKind])
    post_code = models.SlugField(max_length=60, blank=True, default="")
    document_type = models.SlugField(max_length=60)
    withdrawn_key = models.ForeignKey(SigningKey, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=RunState.OPENED.value)
    opened_by = models.BigIntegerField()
    opened_at = models.DateTimeField(default=clock.now)
    approved_by = models.BigIntegerField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("opened_by")), name="certificates_run_two_officers"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=False) | ~Q(state__in=[RunState.RUNNING.value, RunState.DONE.value]),
                name="certificates_run_approved",
            ),
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="certificates_run_state")]

    def __str__(self) -> str:
        return f"run {self.pk} ({self.kind}, {self.state})"


class RunItem(models.Model):
    """One document of a run. A trigger lets it be done once; what it is does not change.

    `previous` is the document that is issued anew. Without one, `record` holds what the new document will say until it
    is issued, encrypted under the data key of the person; without a record too, the room that knows the `subject`
    issues it. `failure` is the code of the refusal.
    """

    run = models.ForeignKey(SigningRun, on_delete=models.PROTECT, related_name="items")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60)
    previous = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    record = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, default=ItemState.WAITING.value)
    certificate = models.OneToOneField(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    failure = models.CharField(max_length=60, blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Nobody gets the same document twice: neither in one run nor, while one is under way, in two of them.
            models.UniqueConstraint(
                fields=["run", "person"], condition=Q(previous=None), name="certificates_run_person_once"
            ),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(previous=None, state__in=[ItemState.WAITING.value, ItemState.DONE.value]),
                name="certificates_run_subject_once",
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=Q(state__in=[ItemState.WAITING.value, ItemState.DONE.value]),
                name="certificates_run_previous_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.DONE.value, certificate__isnull=False)
                | (~Q(state=ItemState.DONE.value) & Q(certificate=None)),
                name="certificates_run_item_done",
            ),
        ]
        indexes = [models.Index(fields=["run", "state"], name="certificates_run_item_state")]

    def __str__(self) -> str:
        return f"{self.subject} of run {self.run_id}: {self.state}"
