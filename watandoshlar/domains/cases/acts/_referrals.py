"""What the acts on a referral share: lock it with its case, guard who acts, end it, write to the other office."""

from watandoshlar.capabilities.access.api import has_role, is_officer_of, require_officer, workers_at
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._steps import lock_case
from watandoshlar.domains.cases.models import Case, Referral
from watandoshlar.foundation import clock


def open_referral(case: Case) -> Referral | None:
    """The referral that is with another office, if one is."""
    referral = Referral.objects.open().filter(case=case).select_related("to_post", "from_post", "taken_by").first()
    if referral:
        referral.case = case
    return referral


def lock_referral_at_office(acting_user, reference: str, number: int) -> Referral:
    """An open referral and its case, for an officer of the office that was asked. Nobody answers what is their own.

    Raises ReferralNotFound, RoleMissing, OwnApplication, ReferralEnded.
    """
    try:
        case = lock_case(reference)
        referral = Referral.objects.select_related("to_post", "from_post", "taken_by").get(case=case, number=number)
    except (errors.CaseNotFound, Referral.DoesNotExist) as error:
        raise errors.ReferralNotFound from error
    referral.case = case
    require_officer(acting_user, referral.to_post)
    if case.account_id == acting_user.pk:
        raise errors.OwnApplication
    if referral.ended_at is not None:
        raise errors.ReferralEnded
    return referral


def lock_taken_referral(acting_user, reference: str, number: int, *, or_for_head: bool = False) -> Referral:
    """For the officer who has taken the referral, and where it says so for the head of that office."""
    referral = lock_referral_at_office(acting_user, reference, number)
    stands_in = or_for_head and has_role(acting_user, "head", referral.to_post)
    if referral.taken_by_id != acting_user.pk and not stands_in:
        raise errors.NotYourReferral
    return referral


def end_referral(referral: Referral, ended_as: str, *also_save: str) -> None:
    referral.ended_at, referral.ended_as = clock.now(), ended_as
    referral.save(update_fields=["ended_at", "ended_as", *also_save])


def referral_officers(referral: Referral) -> list:
    """Who answers for it at the other office: who has taken it; else, or when they left, the heads there."""
    if is_officer_of(referral.taken_by, referral.to_post):
        return [referral.taken_by]
    return workers_at(referral.to_post, ["head"])


def tell_office(referral: Referral, accounts, code: str, *, acting_user, occasion: str = "", **facts) -> None:
    """Letters carry the reference only; who applied reads the letters of the applicant."""
    case = referral.case
    told = {"reference": case.reference, "number": referral.number, "zone": referral.to_post.zone, **facts}
    told["due_at"] = referral.due_at.isoformat() if referral.due_at else None
    for account in accounts:
        if account.pk != case.account_id:
            key = ":".join(filter(None, (case.reference, referral.key, occasion)))
            notify(acting_user=acting_user, account=account, code=code, key=key, facts=told)
