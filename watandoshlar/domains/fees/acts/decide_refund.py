from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._refunds import check_refund_step, lock_refund, trace_refund
from watandoshlar.domains.fees.models import Refund
from watandoshlar.domains.fees.states import RefundState
from watandoshlar.foundation import clock


@transaction.atomic
def decide_refund(*, acting_user, refund_id: int, approves: bool) -> Refund:
    """The head of the post decides a refund that another person asked for.

    Raises RefundNotFound, RoleMissing, OwnBill, SecondPersonNeeded, RefundInOtherState.
    """
    refund = lock_refund(acting_user, refund_id)
    require_role(acting_user, "head", refund.payment.bill.post)
    if refund.requested_by_id == acting_user.pk:
        raise errors.SecondPersonNeeded
    target = RefundState.APPROVED if approves else RefundState.DECLINED
    check_refund_step(refund, target)
    refund.state = target
    refund.decided_by = acting_user
    refund.decided_at = clock.now()
    refund.save(update_fields=["state", "decided_by", "decided_at"])
    trace_refund(refund, acting_user=acting_user)
    return refund
