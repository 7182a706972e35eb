from django.db import transaction

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._referrals import tell_office
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_officer, take_step
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case, Referral
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.cases.terms import recompute_due, referral_index
from watandoshlar.domains.catalogue.api import ReferralRule
from watandoshlar.foundation import clock


@transaction.atomic
def refer_case(*, acting_user, reference: str, rule_id: str, question: str = "") -> Referral:
    """Send the case to the office that the definition names, for a check that only it can make, with a term of its own.

    `question` is for that office. The applicant's own term stands where both the check and the term say so.
    Raises UnknownReferral, OfficeClosed and what `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    check_step(case, "refer")
    rule, pauses = _rule(case, rule_id)
    to_post = get_post(rule.to)
    now = clock.now()
    if not to_post.is_active(now.date()):
        raise errors.OfficeClosed
    number = case.referrals.count() + 1
    referral = Referral(
        case=case,
        number=number,
        rule=rule.id,
        from_post=case.post,
        to_post=to_post,
        pauses=pauses,
        sent_by=acting_user,
        sent_at=now,
    )
    if question:
        referral.question = encrypt_json_for(case.applicant, question, referral.context("question"))
    for name, value in referral_index(referral, rule).items():
        setattr(referral, name, value)
    referral.save(force_insert=True)
    take_step(
        case, "refer", acting_user=acting_user, office=to_post.code, number=number, referral=rule.id, pauses=pauses
    )
    recompute_due(case)
    write_to_applicant(
        case,
        "case_referred",
        acting_user=acting_user,
        occasion=referral.key,
        office=to_post.code,
        referral=rule.id,
        due_at=referral.due_at.isoformat(),
        zone=to_post.zone,
    )
    tell_office(referral, workers_at(to_post), "referral_arrived", acting_user=acting_user)
    return referral


def _rule(case: Case, rule_id: str) -> tuple[ReferralRule, bool]:
    """The check as the answers make it necessary, and whether the term of the case stands meanwhile."""
    journey = journey_of_case(case, answers_of(case))
    term = journey.term()
    for rule in journey.referrals_due():
        if rule.id == rule_id:
            return rule, rule.pauses and term is not None and term.may_pause
    raise errors.UnknownReferral
