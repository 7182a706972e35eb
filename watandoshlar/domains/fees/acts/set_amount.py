from django.db import transaction

from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.acts._ledger import assess, charge_on, leave_trace, lock_bill_at_post, post_entries
from watandoshlar.domains.fees.models import Assessment
from watandoshlar.domains.fees.queries import ChargeStanding, charges_on, currencies_for
from watandoshlar.domains.fees.rules.bookkeeping import charging, reassessing
from watandoshlar.foundation.money import Money

SOURCE_LENGTH = 200


@transaction.atomic
def set_amount(*, acting_user, bill: str, charge_id: int, amount: Money, source: str) -> Assessment:
    """Say how much a charge is whose amount nobody had confirmed, or actual expenses, with the source that says so.

    For officers of the post. It may be set again while nothing is paid. Raises ChargeNotFound, SourceNeeded,
    CurrencyNotTaken, AmountFixed where the tariff has said it, ChargeSettled.
    """
    found = lock_bill_at_post(acting_user, bill)
    charge = charge_on(found, charge_id)
    source = " ".join(source.split())
    if not source or len(source) > SOURCE_LENGTH:
        raise errors.SourceNeeded
    if amount.currency not in currencies_for(charge, found.post):
        raise errors.CurrencyNotTaken
    if amount < Money.nothing(amount.currency):
        raise errors.AmountNotReadable(digits=-amount.amount.as_tuple().exponent, example=-amount)
    standing = next(one for one in charges_on(found) if one.charge.pk == charge.pk)
    _check(standing)
    before = standing.assessment
    row = assess(charge, amount, number=before.number + 1 if before else 1, source=source, account=acting_user)
    entries = reassessing(charge.pk, before.money, amount) if before else charging(charge.pk, amount)
    post_entries(found, "assess", entries, acting_user=acting_user)
    leave_trace(
        found, "set_amount", acting_user=acting_user, charge=charge.pk, amount=str(amount.amount),
        currency=amount.currency, source=source,
    )  # fmt: skip
    return row


def _check(standing: ChargeStanding) -> None:
    if standing.assessment is not None and standing.assessment.account_id is None:
        raise errors.AmountFixed
    if standing.is_waived or standing.paid:
        raise errors.ChargeSettled
