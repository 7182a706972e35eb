"""Questions about checks by other offices. Words are opened only for who came through `access_…`."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext

from watandoshlar.capabilities.access.api import Account, has_role, is_officer_of, posts_of
from watandoshlar.capabilities.people.api import decrypt_json_for
from watandoshlar.capabilities.posts.api import Post, post_name
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.models import Case, Referral
from watandoshlar.domains.cases.queries import service_of
from watandoshlar.domains.catalogue.api import ReferralRule


@dataclass(frozen=True)
class ReferralView:
    """A check as one officer of the other office may see it. `may_read` opens the question and the answers of the case:
    for who took it, as long as it is open."""

    referral: Referral
    may_read: bool
    may_take: bool
    may_release: bool

    @property
    def case(self) -> Case:
        return self.referral.case


def referrals_for(account: Account, *, mine: bool = False) -> QuerySet[Referral]:
    """What waits at the offices where the account works, the nearest term first. Nothing personal is in a row."""
    rows = _waiting_for(account).select_related("taken_by", "case").prefetch_related("to_post", "from_post")
    if mine:
        rows = rows.filter(taken_by=account)
    return rows.order_by(F("due_at").asc(nulls_last=True), "pk")


def referral_counts(account: Account) -> dict[str, int]:
    """How many checks wait, and how many of them the account has taken; one query."""
    return _waiting_for(account).aggregate(all=Count("pk"), mine=Count("pk", Q(taken_by=account)))


def _waiting_for(account: Account) -> QuerySet[Referral]:
    return Referral.objects.open().at_posts(posts_of(account)).exclude(case__account=account)


def access_referral(account: Account, reference: str, number: int) -> ReferralView:
    """A check at an office where the account works; its own application is none of them. Raises ReferralNotFound."""
    rows = Referral.objects.select_related(
        "case__applicant", "case__post", "case__account", "to_post", "from_post", "taken_by"
    )
    referral = rows.filter(case__reference=reference, number=number).first()
    if referral is None or not is_officer_of(account, referral.to_post) or referral.case.account_id == account.pk:
        raise errors.ReferralNotFound
    is_open, is_taken_by_me = referral.ended_at is None, referral.taken_by_id == account.pk
    asked_it = account.pk in (referral.sent_by_id, referral.case.officer_id)
    return ReferralView(
        referral=referral,
        may_read=is_open and is_taken_by_me,
        may_take=is_open and referral.taken_by_id is None and not asked_it,
        may_release=is_open
        and referral.taken_by_id is not None
        and (is_taken_by_me or has_role(account, "head", referral.to_post)),
    )


def referrals_of(case: Case) -> list[Referral]:
    """Every check of the case, oldest first; their words lie in `words_of_referral`."""
    rows = Referral.objects.filter(case=case).select_related("to_post", "taken_by").order_by("number")
    return [with_case(row, case) for row in rows]


def with_case(referral: Referral, case: Case) -> Referral:
    referral.case = case
    return referral


def referral_rule(referral: Referral) -> ReferralRule:
    """The check in the version of the service to which the case is pinned."""
    return next(rule for rule in service_of(referral.case).definition.referrals if rule.id == referral.rule)


@dataclass(frozen=True)
class ReferralWords:
    question: str
    report: str


def words_of_referral(referral: Referral) -> ReferralWords:
    """What was asked and what was answered, opened. Callers come through an OfficerView or a ReferralView that may
    read."""

    def opened(kept: bytes, what: str) -> str:
        return decrypt_json_for(referral.case.applicant, kept, referral.context(what)) if kept else ""

    return ReferralWords(opened(referral.question, "question"), opened(referral.report, "report"))


def office_title(post: Post, language: str) -> str:
    """The office in a sentence, in the language that is active."""
    city = {"city": post_name(post, language)}
    if post.kind == "ministry":
        return gettext("the consular department in %(city)s") % city
    return gettext("the post in %(city)s") % city
