from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.catalogue.api import FeeDue, get_version
from watandoshlar.domains.fees.acts._ledger import assess, post_entries
from watandoshlar.domains.fees.models import Bill, Charge
from watandoshlar.domains.fees.queries import price_of
from watandoshlar.domains.fees.rules.bookkeeping import charging, waiving
from watandoshlar.domains.fees.rules.pricing import Price


@transaction.atomic
def charge_fees(
    *, acting_user, bill: str, subject: str, post: Post, account, version_id: str, day: date, fees: Sequence[FeeDue]
) -> Bill | None:
    """Ask for the fees of a subject on a bill, as the tariffs of the day say; None where there is nothing to ask.

    Called in the transaction of what makes them due. What is waived by a rule is written down all the same, so that
    everybody can see what it would have been. The database refuses to charge a subject twice.
    """
    if not fees:
        return None
    # A family has one bill: whoever comes second finds it.
    Bill.objects.bulk_create([Bill(reference=bill, post=post, account=account)], ignore_conflicts=True)
    opened = Bill.objects.get(reference=bill)
    service = get_version(version_id).slug
    for fee in fees:
        _charge(opened, subject, version_id, fee, price_of(fee, post, service, day), day, acting_user)
    append_entry(
        acting_user=acting_user,
        act="charge_fees",
        chain=opened.chain,
        facts={"bill": opened.reference, "subject": subject, "fees": [fee.id for fee in fees], "day": day.isoformat()},
    )
    return opened


def _charge(bill: Bill, subject: str, version_id: str, fee: FeeDue, price: Price, day: date, acting_user) -> None:
    charge = Charge(
        bill=bill,
        subject=subject,
        version_id=version_id,
        fee=fee.id,
        kind=fee.kind,
        due=fee.due,
        tariff=fee.tariff or "",
        base_units=price.base_units,
        currency=price.currency,
        source_key=fee.source or "",
        source=asdict(price.said) if price.said else {},
        waived_by=fee.waived_by or "",
        day=day,
    )
    charge.save(force_insert=True)
    if price.amount is not None:
        assess(charge, price.amount, number=1)
        post_entries(bill, "charge", charging(charge.pk, price.amount), acting_user=acting_user)
        if fee.waived_by:
            entries = waiving(charge.pk, price.amount)
            post_entries(bill, "waive", entries, acting_user=acting_user, reason=f"rule:{fee.waived_by}"[:40])
