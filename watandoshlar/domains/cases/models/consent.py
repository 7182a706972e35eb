from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.cases.consent_states import STATES, WAYS
from watandoshlar.foundation import clock

from .case import Case


class Consent(models.Model):
    """What another person than the applicant must agree to, as the definition asks; `rule` is its id there.

    `named` holds, encrypted under the applicant's data key, the name and address that the application gives; `words`
    what the person wrote when they answered. `letter` is shared by all consents that one letter asks for: the link in
    it follows from the letter, its number and the secret of the installation, and is kept nowhere. `proof` is a paper,
    for `how` see WAYS.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    rule = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="asked")
    named = models.BinaryField()
    letter = models.UUIDField(null=True, blank=True, db_index=True)
    letter_number = models.PositiveSmallIntegerField(default=0)
    link_until = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=8, blank=True)
    words = models.BinaryField(blank=True, default=b"")
    proof = models.UUIDField(null=True, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "rule"], name="cases_consent_once"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="cases_consent_state_known"),
            models.CheckConstraint(condition=Q(how__in=("", *WAYS)), name="cases_consent_way_known"),
            # Nobody agrees without an act: it leaves a day, a way, and an officer where it was not the link.
            models.CheckConstraint(
                condition=~Q(state__in=["given", "refused"]) | Q(answered_at__isnull=False) & ~Q(how=""),
                name="cases_consent_by_an_act",
            ),
            models.CheckConstraint(
                condition=~Q(how__in=["counter", "paper"]) | Q(officer__isnull=False),
                name="cases_consent_seen_by_officer",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.rule} of case {self.case_id}"
