from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.domains.cases.hand_over_states import (
    COLLECTORS,
    DOCUMENTS_SEEN,
    FIRST_HAND_OVER_STATE,
    HAND_OVER_STATES,
    WAYS,
)

from .case import Case

IS_KEPT = Q(state="ready")


class HandOver(models.Model):
    """How the result of a case reaches its applicant. Its state moves only along `cases_handoverstep`.

    `way` is empty until the applicant has chosen among several. `address` (where to send it), `identity` (who came and
    the number of what they showed), `parcel` (carrier and number) and `words` (what was done) are encrypted under the
    applicant's data key. `chase_on` is the next day on which the applicant is reminded. `collected_by` says in which
    right somebody came, `document_seen` what they showed.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="hand_over")
    state = models.CharField(max_length=12, default=FIRST_HAND_OVER_STATE)
    way = models.CharField(max_length=10, blank=True)
    address = models.BinaryField(blank=True, default=b"")
    ready_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    chase_on = models.DateField(null=True, blank=True)
    chased_on = models.DateField(null=True, blank=True)
    collected_by = models.CharField(max_length=10, blank=True)
    document_seen = models.CharField(max_length=20, blank=True)
    identity = models.BinaryField(blank=True, default=b"")
    parcel = models.BinaryField(blank=True, default=b"")
    sent_at = models.DateTimeField(null=True, blank=True)
    words = models.BinaryField(blank=True, default=b"")
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(HAND_OVER_STATES)), name="cases_hand_over_state_known"),
            models.CheckConstraint(condition=Q(way__in=["", *WAYS]), name="cases_way_known"),
            models.CheckConstraint(condition=Q(collected_by__in=["", *COLLECTORS]), name="cases_collector_known"),
            models.CheckConstraint(
                condition=Q(document_seen__in=["", *DOCUMENTS_SEEN]), name="cases_document_seen_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="collected")
                | (
                    Q(way="collect")
                    & ~Q(collected_by="")
                    & ~Q(document_seen="")
                    & ~Q(identity=b"")
                    & Q(handed_by__isnull=False)
                ),
                name="cases_collected_with_identity",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "received"]) | (Q(way="send") & ~Q(parcel=b"")),
                name="cases_sent_with_parcel",
            ),
            models.CheckConstraint(
                condition=~Q(state="downloaded") | Q(way="download"), name="cases_downloaded_by_its_way"
            ),
            models.CheckConstraint(
                condition=~Q(state="told") | (Q(way="told") & ~Q(words=b"")), name="cases_told_something"
            ),
            models.CheckConstraint(
                condition=Q(state=FIRST_HAND_OVER_STATE) | Q(ready_at__isnull=False), name="cases_ready_at_a_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["keep_until"], condition=IS_KEPT, name="cases_results_kept"),
            models.Index(fields=["chase_on"], condition=IS_KEPT, name="cases_results_to_chase"),
        ]

    def __str__(self) -> str:
        return f"result of case {self.case_id}: {self.state}"

    def is_to_return(self, today: date) -> bool:
        """Whether nobody has collected the result in the time for which it is kept."""
        return self.state == "ready" and self.keep_until is not None and self.keep_until < today


class HandOverStep(models.Model):
    """The steps a hand-over may take, as the database knows them; a test compares them with the table in code."""

    pk = models.CompositePrimaryKey("name", "from_state", "to_state")
    name = models.CharField(max_length=24)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)

    class Meta:
        db_table = "cases_handoverstep"

    def __str__(self) -> str:
        return f"{self.name}: {self.from_state} → {self.to_state}"
