from django.conf import settings
from django.db import models

from watandoshlar.foundation import clock

from .case import Case


class AnswerSet(models.Model):
    """All answers of a case at one moment, encrypted under the applicant's data key. Rows are only added."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answer_sets")
    number = models.PositiveSmallIntegerField()
    answers = models.BinaryField()
    changed_fields = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_answer_set_number")]

    def __str__(self) -> str:
        return f"answers {self.number} of case {self.case_id}"
