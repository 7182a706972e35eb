"""Questions about results on their way to applicants. Words are opened only for who came through `access_…`."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from watandoshlar.capabilities.access.api import Account, posts_of
from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.foundation import clock

PARTS = ("waiting", "chased", "to_return", "sent")


def hand_over_of(case: Case) -> HandOver | None:
    """The way of the result beside a case; None as long as nobody chose one and nothing is ready."""
    hand_over = HandOver.objects.filter(case=case).first()
    if hand_over:
        hand_over.case = case
    return hand_over


# What still waits for its applicant: to fetch it for the first time is a step of its own, which a fee may hold back.
NOT_FETCHED = ("expected", "ready", "returned")


def unfetched_cases(subjects: Collection[str]) -> set[str]:
    """Of what documents were issued on, the references of cases whose result waits to be fetched. A document that no
    case gave waits for nobody."""
    waiting = HandOver.objects.filter(case__reference__in=subjects, state__in=NOT_FETCHED)
    return set(waiting.values_list("case__reference", flat=True))


def unfetched_case(subject: str) -> str:
    """The case that a document was issued on, as long as its result waits to be fetched; else empty."""
    return subject if unfetched_cases([subject]) else ""


def results_of(account: Account, part: str) -> QuerySet[HandOver]:
    """Results at the account's posts by PARTS, those that are kept longest first. Nothing personal is in a row."""
    rows = _results_at_posts(account).filter(_parts()[part]).select_related("case").prefetch_related("case__post")
    return rows.order_by(F("keep_until").asc(nulls_last=True), "ready_at", "pk")


def result_counts(account: Account) -> dict[str, int]:
    """How many results each part holds; one query."""
    return _results_at_posts(account).aggregate(**{name: Count("pk", part) for name, part in _parts().items()})


def _results_at_posts(account: Account) -> QuerySet[HandOver]:
    # Who applied collects like everybody else: a colleague hands it over.
    return HandOver.objects.filter(case__post__in=posts_of(account)).exclude(case__account=account)


def _parts() -> dict[str, Q]:
    # By the day of UTC: where the post is still a day behind, the act says until when it is kept.
    over = Q(keep_until__lt=clock.now().date())
    at_post = Q(state="ready") & ~Q(way="download")
    return {
        "waiting": at_post & (Q(keep_until__isnull=True) | ~over) & Q(chased_on__isnull=True),
        "chased": at_post & (Q(keep_until__isnull=True) | ~over) & Q(chased_on__isnull=False),
        "to_return": at_post & over,
        "sent": Q(state="sent"),
    }


@dataclass(frozen=True)
class ResultWords:
    """`identity`: number, name, authority; `parcel`: carrier, number."""

    address: str
    identity: dict[str, str]
    parcel: dict[str, str]
    told: str


def words_of_result(hand_over: HandOver) -> ResultWords:
    """What is kept about the hand-over, opened. Callers come through `access_case` or an OfficerView that may read."""

    def opened(kept: bytes, name: str, otherwise: object) -> object:
        context = f"result-{name}:{hand_over.case.reference}"
        return decrypt_json_for(hand_over.case.applicant, kept, context) if kept else otherwise

    return ResultWords(
        address=opened(hand_over.address, "address", ""),
        identity=opened(hand_over.identity, "identity", {}),
        parcel=opened(hand_over.parcel, "parcel", {}),
        told=opened(hand_over.words, "words", ""),
    )
