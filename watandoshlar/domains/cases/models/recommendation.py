from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.cases.recommendation_states import STATES, WAYS
from watandoshlar.foundation import clock

from .case import Case


class Recommendation(models.Model):
    """A body is asked whether it recommends the applicant, as the definition asks; `rule` is its id there.

    `body` is the code of the register of bodies. The link follows from the row, the number of its letter and the secret
    of the installation, and is kept nowhere. `words`, encrypted under the applicant's data key, are who signs and why;
    for `how` see WAYS.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recommendations")
    rule = models.CharField(max_length=40)
    body = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default="asked")
    letter_number = models.PositiveSmallIntegerField(default=0)
    link_until = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, blank=True)
    words = models.BinaryField(blank=True, default=b"")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "rule", "body"], name="cases_recommendation_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="cases_recommendation_state_known"),
            models.CheckConstraint(condition=Q(how__in=("", *WAYS)), name="cases_recommendation_way_known"),
            # No body speaks without an act: it leaves a moment and a way, and an officer where it was a paper.
            models.CheckConstraint(
                condition=~Q(state__in=["supported", "declined"]) | Q(answered_at__isnull=False) & ~Q(how=""),
                name="cases_recommendation_by_an_act",
            ),
            models.CheckConstraint(
                condition=~Q(how="paper") | Q(officer__isnull=False), name="cases_recommendation_seen_by_officer"
            ),
        ]
        indexes = [models.Index(fields=["link_until"], condition=Q(state="asked"), name="cases_recommendations_open")]

    def __str__(self) -> str:
        return f"recommendation of {self.body} for case {self.case_id}"
