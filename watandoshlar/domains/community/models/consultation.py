from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.community.states import SET_ASIDE, STATES
from watandoshlar.foundation import clock


class Consultation(models.Model):
    """A question of the ministry, open from `opens_at` until `closes_at`, with the day by which a reply is promised."""

    kind = "consultation"

    titles = models.JSONField()
    texts = models.JSONField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reply_by = models.DateField()
    state = models.CharField(max_length=12, default="prepared")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STATES["consultation"])), name="community_consultation_state_known"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="community_consultation_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "dropped"]) | Q(published_by__isnull=False),
                name="community_consultation_published",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("prepared_by")),
                name="community_consultation_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"consultation {self.pk}"

    @property
    def chain(self) -> str:
        """Its audit chain, with reply and promises. What single people answer is in the chains of their accounts."""
        return f"community:consultation:{self.pk}"

    def is_open_at(self, moment: datetime) -> bool:
        return self.state == "published" and self.opens_at <= moment < self.closes_at


class ConsultationTheme(models.Model):
    """Something that several answers say. `counted` is frozen by the reply; who said it is in no other row."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="themes")
    titles = models.JSONField()
    counted = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"theme {self.pk} of consultation {self.consultation_id}"


class ConsultationAnswer(models.Model):
    """What one account answers; it can be changed until the end and withdrawn at any time, which empties it.

    `words` are encrypted under the person's key. `themes` are the ids of the themes under which it was sorted, `reason`
    why it was set aside.
    """

    kind = "answer"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField()
    themes = ArrayField(models.BigIntegerField(), default=list)
    state = models.CharField(max_length=12, default="given")
    reason = models.CharField(max_length=16, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "account"], name="community_one_answer_each"),
            models.CheckConstraint(condition=Q(state__in=list(STATES["answer"])), name="community_answer_state_known"),
            models.CheckConstraint(
                condition=Q(state="set_aside", reason__in=list(SET_ASIDE)) | ~Q(state="set_aside") & Q(reason=""),
                name="community_answer_set_aside_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(words=b"", themes=[]), name="community_withdrawn_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["consultation", "state", "id"], name="community_answers_of")]

    def __str__(self) -> str:
        return f"answer {self.pk} to consultation {self.consultation_id}"

    @property
    def context(self) -> str:
        """What the words are bound to."""
        return f"consultation-answer:{self.consultation_id}"


class ConsultationReply(models.Model):
    """What the ministry says to what was said: how many answered, why answers were set aside, and words. Rows are only
    added: a reply is not written over."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="reply")
    texts = models.JSONField()
    counted = models.PositiveIntegerField()
    set_aside = models.JSONField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"reply to consultation {self.consultation_id}"


class Promise(models.Model):
    """What the ministry will do, by when, and how it stands; one that is not done says why."""

    kind = "promise"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="promises")
    texts = models.JSONField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, default="planned")
    why = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(STATES["promise"])), name="community_promise_state_known"
            ),
            models.CheckConstraint(condition=~Q(state="not_done") | ~Q(why={}), name="community_promise_not_done_why"),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk} of consultation {self.consultation_id}"

    @property
    def chain(self) -> str:
        return f"community:consultation:{self.consultation_id}"
