"""Questions about signing runs."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from watandoshlar.capabilities.access.api import Account, has_role, posts_of
from watandoshlar.domains.certificates.errors import SigningRunNotFound
from watandoshlar.domains.certificates.models import SigningRun
from watandoshlar.domains.certificates.states import ItemState, RunState


@dataclass(frozen=True)
class Progress:
    """How many documents of a run are in which state."""

    waiting: int
    done: int
    failed: int
    left: int

    @property
    def whole(self) -> int:
        return self.waiting + self.done + self.failed + self.left


def access_signing_runs(account: Account) -> QuerySet[SigningRun]:
    """The runs of the account's posts and, for a keeper of the keys, all of them; the newest first."""
    runs = SigningRun.objects.select_related("withdrawn_key").order_by("-opened_at", "pk")
    if has_role(account, "key_keeper"):
        return runs
    return runs.filter(post_code__in=[post.code for post in posts_of(account)])


def access_signing_run(account: Account, run_id: UUID) -> SigningRun:
    """Raises SigningRunNotFound."""
    run = access_signing_runs(account).filter(pk=run_id).first()
    if run is None:
        raise SigningRunNotFound
    return run


def may_sign_run(account: Account, run: SigningRun) -> bool:
    """Whether the account may open, approve and end runs like this one."""
    if run.post_code:
        return run.post_code in {post.code for post in posts_of(account)}
    return has_role(account, "key_keeper")


def progress_of(run: SigningRun) -> Progress:
    return progress_of_all([run])[run.pk]


def progress_of_all(runs: list[SigningRun]) -> dict[UUID, Progress]:
    """The progress of each of these runs, in one question."""
    of_state = {state.value: Count("items", filter=Q(items__state=state)) for state in ItemState}
    counted = SigningRun.objects.filter(pk__in=[run.pk for run in runs]).annotate(**of_state)
    return {row.pk: Progress(**{state.value: getattr(row, state.value) for state in ItemState}) for row in counted}


def failures_of(run: SigningRun, most: int = 100) -> list[tuple[str, str]]:
    """Documents that were refused, with the code of the refusal; the first of them."""
    failed = run.items.filter(state=ItemState.FAILED).order_by("pk")
    return [(item.previous_id or item.subject, item.failure) for item in failed[:most]]


def subjects_of(run: SigningRun, most: int = 100) -> list[str]:
    """What new documents of a run are issued on; the first of them."""
    items = run.items.filter(previous=None).order_by("pk")
    return list(items.values_list("subject", flat=True)[:most])


def running_runs() -> list[SigningRun]:
    return list(SigningRun.objects.filter(state=RunState.RUNNING).order_by("approved_at"))
