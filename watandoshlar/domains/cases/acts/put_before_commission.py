from django.db import transaction

from watandoshlar.domains.cases import nomination_errors as errors
from watandoshlar.domains.cases.acts._commission import interests_in
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_officer, note_event
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.nominations import commission_rule
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.cases.recommendations import support_for
from watandoshlar.domains.commissions.api import put_matter


@transaction.atomic
def put_before_commission(*, acting_user, reference: str) -> Case:
    """The officer of the case puts a complete nomination before the commission that decides it. From now on nobody
    changes what its members read.

    Raises NoCommission, NotRecommended, WrongState, what `put_matter` and what `lock_case_of_officer` raise.
    """
    case = lock_case_of_officer(acting_user, reference)
    rule = commission_rule(case)
    if rule is None:
        raise errors.NoCommission
    check_step(case, "propose")
    if not all(support.is_met for support in support_for(case, journey_of_case(case, answers_of(case)))):
        raise errors.NotRecommended
    put_matter(
        acting_user=acting_user,
        commission=rule.name,
        subject=case.reference,
        kind="award",
        person=case.applicant,
        interests=interests_in(case),
    )
    note_event(case, "put_before_commission", acting_user=acting_user, commission=rule.name)
    write_to_applicant(case, "nomination_put", acting_user=acting_user)
    return case
