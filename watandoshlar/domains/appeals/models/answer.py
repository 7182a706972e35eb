from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.appeals.rules.outcomes import DEMAND_OUTCOMES
from watandoshlar.foundation import clock

from .appeal import Appeal


class DemandAnswer(models.Model):
    """The answer to one demand in a round. `words` is encrypted under the applicant's data key: {text, law}.

    `body` names the body outside the platform that answered; else the officer did. Rows are only added.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10)
    words = models.BinaryField()
    body = models.CharField(max_length=40, blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "round", "number"], name="appeals_one_answer_per_demand"),
            models.CheckConstraint(condition=Q(outcome__in=DEMAND_OUTCOMES), name="appeals_demand_outcome_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="appeals_demands_count_from_one"),
        ]
        # The first answer stands for all of a round: they are made together.
        indexes = [models.Index(fields=["made_at"], condition=Q(number=1), name="appeals_answers_by_moment")]

    def __str__(self) -> str:
        return f"answer {self.number} in round {self.round} of appeal {self.appeal_id}"


class Rating(models.Model):
    """What the applicant thinks of an answer: 1 (nothing is solved) to 5 (all is solved). Rows are only added."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    mark = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "round"], name="appeals_one_rating_per_answer"),
            models.CheckConstraint(condition=Q(mark__gte=1, mark__lte=5), name="appeals_mark_of_five"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} for round {self.round} of appeal {self.appeal_id}"
