from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from watandoshlar.capabilities.access.api import Account, assign_role, has_role
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import leave_trace
from watandoshlar.domains.commissions.models import Seat
from watandoshlar.domains.commissions.queries import get_body, get_commission
from watandoshlar.domains.commissions.states import OFFICES

ROLE = "commissioner"


@transaction.atomic
def seat_member(
    *,
    acting_user,
    commission: str,
    account: Account,
    office: str,
    name: str,
    first_day: date,
    last_day: date,
    body: str = "",
) -> Seat:
    """Give somebody a seat for a term, as the act that appoints them says; with it the way into the workspace.

    Only the installation does this: no web page leads here. Raises RoleMissing, CommissionNotFound, UnknownOffice,
    UnknownBody, NameNeeded, DaysOutOfOrder, SeatTaken.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    get_commission(commission)
    if office not in OFFICES:
        raise errors.UnknownOffice
    if body:
        get_body(body)
    name = " ".join(name.split())
    if not name:
        raise errors.NameNeeded
    if last_day < first_day:
        raise errors.DaysOutOfOrder
    days = DateRange(first_day, last_day + timedelta(days=1))
    seat = Seat(commission=commission, account=account, office=office, name=name, body=body, days=days)
    _insert(seat)
    if not has_role(account, ROLE):
        assign_role(acting_user=SYSTEM, account=account, role=ROLE)
    facts = {"account": account.pk, "office": office, "body": body, "from": str(first_day), "until": str(last_day)}
    leave_trace(seat, "seat_member", acting_user=acting_user, **facts)
    return seat


def _insert(seat: Seat) -> None:
    try:
        with transaction.atomic():
            seat.save(force_insert=True)
    except IntegrityError as error:
        raise errors.SeatTaken from error
