from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import is_officer_of
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._commission import interests_in
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.errors import OwnApplication
from watandoshlar.domains.cases.models import Cancellation, Case
from watandoshlar.domains.cases.nominations import MINISTRY, commission_rule, document_in_force, open_cancellation
from watandoshlar.domains.certificates.api import FINAL_STATUSES
from watandoshlar.domains.commissions.api import get_commission, put_matter
from watandoshlar.foundation import clock


@transaction.atomic
def propose_cancellation(*, acting_user, reference: str, ground: str, why: str) -> Cancellation:
    """The ministry puts the cancellation of a document before the commission that gave it, with a ground of the closed
    list and its reasons. The holder reads both and may answer; until then the commission does not vote.

    Raises NotForTheMinistry, OwnApplication, NoCommission, NothingToCancel, WhyNeeded, GroundNeeded, CaseNotFound.
    """
    case = lock_case(reference)
    if not is_officer_of(acting_user, get_post(MINISTRY)):
        raise errors.NotForTheMinistry
    if case.account_id == acting_user.pk:
        raise OwnApplication
    rule = commission_rule(case)
    if rule is None:
        raise errors.NoCommission
    certificate = document_in_force(case)
    if certificate is None or certificate.status in FINAL_STATUSES or open_cancellation(case):
        raise errors.NothingToCancel
    if not why.strip():
        raise errors.WhyNeeded
    cancellation = _kept(case, rule.name, ground, why.strip(), acting_user)
    put_matter(
        acting_user=acting_user,
        commission=rule.name,
        subject=case.reference,
        kind="cancel",
        person=case.applicant,
        interests=interests_in(case),
        ground=ground,
        ripe_at=cancellation.heard_until,
    )
    facts = {"ground": ground, "certificate": certificate.number}
    note_event(case, "propose_cancellation", acting_user=acting_user, **facts)
    until = {"until": cancellation.heard_until.isoformat(), "zone": case.post.zone}
    told = {**facts, **until, "commission": rule.name}
    write_to_applicant(case, "cancellation_proposed", acting_user=acting_user, occasion=cancellation.key, **told)
    return cancellation


def _kept(case: Case, commission: str, ground: str, why: str, acting_user) -> Cancellation:
    cancellation = Cancellation(
        case=case,
        number=Cancellation.objects.filter(case=case).count() + 1,
        ground=ground,
        proposed_by=acting_user,
        heard_until=clock.now() + timedelta(days=get_commission(commission).hearing_days),
    )
    cancellation.why = encrypt_json_for(case.applicant, why, cancellation.context("why"))
    cancellation.save(force_insert=True)
    return cancellation
