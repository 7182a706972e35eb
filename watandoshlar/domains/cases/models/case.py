from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q

from watandoshlar.domains.cases.states import FIRST_STATE, OPEN_STATES, STATES
from watandoshlar.foundation import clock


class CaseQuerySet(models.QuerySet):
    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def resting_on(self, day: date, offices: Collection[str]) -> "CaseQuerySet":
        """Open cases whose term may move when the day changes in the calendars of the offices."""
        return self.open().filter(due_office__in=offices, due_days__contains=day)

    def at_posts(self, posts) -> "CaseQuerySet":
        return self.filter(post__in=posts)


class Case(models.Model):
    """A submitted application. Its state moves only along `cases_transition`; a trigger refuses every other step.

    `due_at` is an index for lists, recomputed from the term and the pauses; it is never the source of a term. It rests
    on the `due_days` of the calendar of `due_office`, the code of a post or "" for a body outside the platform: what
    changes on any other day does not concern the case.
    `account` is empty where an officer entered what somebody without an account said or wrote: see `entered_by`. It
    changes only by a `TakeOver`, which the trigger asks for.
    `about` is whom the application is for: the applicant, or a child or another person for whom the account acts. Cases
    of one `family` were submitted together; each has its own decision, document and term.
    `is_confidential`: letters and lists do not name the service, and only its officer, `second_officer` (named by that
    officer) and the head of the post read it.
    """

    reference = models.CharField(max_length=24, unique=True)
    version = models.ForeignKey("catalogue.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True)
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    family = models.CharField(max_length=24, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    idempotency_key = models.CharField(max_length=64)
    state = models.CharField(max_length=24, default=FIRST_STATE)
    round = models.PositiveSmallIntegerField(default=1)
    needs_second_officer = models.BooleanField()
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_confidential = models.BooleanField(default=False)
    second_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True)
    due_office = models.CharField(max_length=40, blank=True)
    due_days = DateRangeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "idempotency_key"], name="cases_case_once_per_key"),
            models.UniqueConstraint(fields=["entered_by", "idempotency_key"], name="cases_entry_once_per_key"),
            models.CheckConstraint(
                condition=Q(account__isnull=True) ^ Q(entered_by__isnull=True), name="cases_one_who_submitted"
            ),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="cases_state_known"),
            models.CheckConstraint(
                condition=Q(officer__isnull=True) | ~Q(officer=F("account")), name="cases_officer_is_not_applicant"
            ),
            models.CheckConstraint(
                condition=Q(second_officer__isnull=True)
                | (~Q(second_officer=F("account")) & ~Q(second_officer=F("officer"))),
                name="cases_second_officer_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_review") | Q(officer__isnull=False), name="cases_in_review_has_officer"
            ),
        ]
        indexes = [
            models.Index(fields=["post", "due_at", "id"], condition=Q(state__in=OPEN_STATES), name="cases_queue"),
            GistIndex(
                fields=["due_office", "due_days"], condition=Q(state__in=OPEN_STATES), name="cases_by_days_of_term"
            ),
            models.Index(fields=["account", "-submitted_at"], name="cases_of_account"),
            models.Index(fields=["family", "id"], condition=~Q(family=""), name="cases_of_family"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_for_another(self) -> bool:
        """Whether the account acts for somebody else than its holder at the time of submission."""
        return self.about_id != self.applicant_id

    @property
    def people(self) -> set[UUID]:
        """Whose evidence the case may rest on: who applied, and whom it is about, who may have taken it over."""
        return {self.applicant_id, self.about_id}

    @property
    def chain(self) -> str:
        """The audit chain of this case."""
        return f"case:{self.reference}"


class CaseEvent(models.Model):
    """One thing that happened to a case. Rows are only added. `facts` holds codes and numbers, nothing personal."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=clock.now)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=24)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    is_public = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="cases_events_of_case"),
            # Few, and asked for of every appeal that is counted.
            models.Index(
                fields=["case", "id"],
                condition=Q(name__in=["transfer", "hand_over", "reopen"]),
                name="cases_turns_of_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of case {self.case_id}"


class TakeOver(models.Model):
    """The person whom a case is about goes on with it through an account of their own. Rows are only added."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="take_overs")
    from_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(from_account=F("to_account")), name="cases_taken_over_by_another"),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} from {self.from_account_id} to {self.to_account_id}"


class Bar(models.Model):
    """An account that may not take a case. Rows are only added, and a trigger refuses the case to the account."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="bars")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "account"], name="cases_barred_once")]

    def __str__(self) -> str:
        return f"account {self.account_id} barred from case {self.case_id}"


class Transition(models.Model):
    """The steps a case may take, as the database knows them. Equal to `states.TRANSITIONS`; a test compares."""

    pk = models.CompositePrimaryKey("name", "from_state", "to_state")
    name = models.CharField(max_length=24)
    from_state = models.CharField(max_length=24)
    to_state = models.CharField(max_length=24)

    class Meta:
        db_table = "cases_transition"

    def __str__(self) -> str:
        return f"{self.name}: {self.from_state} → {self.to_state}"
