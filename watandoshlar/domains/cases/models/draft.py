import uuid

from django.conf import settings
from django.db import models

from watandoshlar.foundation import clock


class DraftQuerySet(models.QuerySet):
    def waiting_for_submission(self) -> "DraftQuerySet":
        return self.filter(submitted_as__isnull=True)


class Draft(models.Model):
    """An application being filled in, pinned to the version of the service it began with.

    `answers` is encrypted JSON under the applicant's data key: `answers` by field id; `typed`, what was typed into
    fields whose value was refused, by field id; `set_aside`, answers to questions that a later version dropped.
    In a `family` the shared pages are answered in its first draft and read from there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    family = models.ForeignKey(
        "cases.FamilyApplication", on_delete=models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    # In the order in which people were added.
    place = models.PositiveSmallIntegerField(default=1)
    # oral · written: an officer fills it in for somebody without an account, and `account` is the officer's.
    entered_as = models.CharField(max_length=8, blank=True)
    offered_version = models.ForeignKey(
        "catalogue.ServiceVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The publication whose policy was applied last, so that it is applied once.
    reached_by = models.ForeignKey(
        "catalogue.Publication", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True)
    answers = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=clock.now)
    saved_at = models.DateTimeField(default=clock.now)
    submitted_as = models.OneToOneField(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="draft"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account", "-saved_at"], name="cases_draft_of_account")]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def context(self) -> str:
        """What the encrypted answers are bound to: they cannot be moved to another draft."""
        return f"draft:{self.pk}"
