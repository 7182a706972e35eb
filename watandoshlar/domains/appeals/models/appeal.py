from django.conf import settings
from django.db import models
from django.db.models import Q

KINDS = ("application", "proposal", "complaint")
FORMS = ("electronic", "oral", "written")
AGAINST = ("", "post", "officer", "body")


class Appeal(models.Model):
    """What the register of appeals knows beside the case. Nothing here is personal; the words lie in the case's
    answers.

    `registered_on` is the day at the post (ZRU-445, art. 23: the day of receipt, after hours the next working day).
    `demands` counts the demands that have to be answered. `against` says whom a complaint is about, `against_body` by
    the code of a post or body. `outcome` is empty until there is one; while another body has the appeal it is
    `forwarded`.
    """

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, primary_key=True, related_name="+")
    kind = models.CharField(max_length=12)
    form = models.CharField(max_length=10)
    appellant = models.CharField(max_length=12, blank=True)
    registered_on = models.DateField()
    demands = models.PositiveSmallIntegerField()
    is_anonymous = models.BooleanField()
    lacks_authority = models.BooleanField()
    is_collective = models.BooleanField()
    against = models.CharField(max_length=8, blank=True)
    against_body = models.CharField(max_length=40, blank=True)
    theme = models.CharField(max_length=24)
    theme_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=16, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # What was typed into fields that refused it, encrypted: nothing that somebody wrote is lost.
    as_typed = models.BinaryField(blank=True, default=b"")
    # Why the applicant disputes the last answer, encrypted; empty in the first round.
    reopened_because = models.BinaryField(blank=True, default=b"")
    tracking_code = models.BinaryField()
    tracking_fingerprint = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="appeals_kind_known"),
            models.CheckConstraint(condition=Q(form__in=FORMS), name="appeals_form_known"),
            models.CheckConstraint(condition=Q(against__in=AGAINST), name="appeals_against_known"),
            models.CheckConstraint(condition=Q(demands__gte=1), name="appeals_something_is_asked"),
        ]
        indexes = [
            models.Index(fields=["theme", "registered_on"], name="appeals_by_theme"),
            models.Index(fields=["registered_on"], name="appeals_by_day"),
        ]

    def __str__(self) -> str:
        return f"appeal {self.case_id}"


class Mark(models.Model):
    """A keyed fingerprint of a part of the words: appeals that share one may be alike. Unreadable without the key."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="+")
    mark = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["mark"], name="appeals_by_mark")]

    def __str__(self) -> str:
        return f"mark of appeal {self.appeal_id}"
