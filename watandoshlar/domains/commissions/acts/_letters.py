"""Letters to those who sit in a commission. They carry references and moments; nothing personal goes into one."""

from collections.abc import Iterable

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.commissions.models import Sitting
from watandoshlar.domains.commissions.queries import conducts, seats_in
from watandoshlar.foundation import clock


def tell_members(sitting: Sitting, code: str, *, acting_user) -> None:
    """Everybody who has a seat learns of a sitting."""
    facts = {"sitting": sitting.pk, "number": sitting.number, "commission": sitting.commission}
    facts |= {"planned_for": sitting.planned_for.isoformat(), "zone": clock.HOME_ZONE}
    accounts = [seat.account for seat in seats_in(sitting.commission)]
    _write(accounts, code, f"sitting-{sitting.pk}", facts, acting_user=acting_user)


def tell_secretary(commission: str, code: str, *, acting_user, key: str, **facts) -> None:
    """Chair and secretary learn what is put before the commission."""
    accounts = [seat.account for seat in seats_in(commission) if conducts(seat)]
    _write(accounts, code, key, {"commission": commission, **facts}, acting_user=acting_user)


def _write(accounts: Iterable[Account], code: str, key: str, facts: dict, *, acting_user) -> None:
    for account in accounts:
        notify(acting_user=acting_user, account=account, code=code, key=key, facts=facts)
