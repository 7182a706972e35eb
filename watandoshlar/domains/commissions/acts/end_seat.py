from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from watandoshlar.capabilities.access.api import Account, end_role, has_role
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import leave_trace
from watandoshlar.domains.commissions.acts.seat_member import ROLE
from watandoshlar.domains.commissions.models import Seat
from watandoshlar.domains.commissions.queries import today


@transaction.atomic
def end_seat(*, acting_user, commission: str, account: Account) -> Seat:
    """End a member's term now: from this day on they neither read nor vote. Only the installation does this.

    Raises RoleMissing, SeatNotFound.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    seats = Seat.objects.select_for_update().in_term(today())
    seat = seats.filter(commission=commission, account=account).first()
    if seat is None:
        raise errors.SeatNotFound
    seat.days = DateRange(seat.days.lower, today())
    seat.save(update_fields=["days"])
    leave_trace(seat, "end_seat", acting_user=acting_user, account=account.pk)
    others = Seat.objects.in_term(today()).filter(account=account)
    if has_role(account, ROLE) and not others.exists():
        end_role(acting_user=acting_user, account=account, role=ROLE)
    return seat
