"""One day, compared: asks the payment systems first, makes good what was lost on the way, then writes what differs."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from watandoshlar.domains.fees.acts import cancel_online_payment, perform_online_payment, reconcile_payments
from watandoshlar.domains.fees.connections import CONNECTIONS, Connection, StatementRow
from watandoshlar.domains.fees.errors import StatementUnavailable
from watandoshlar.domains.fees.models import Reconciliation
from watandoshlar.domains.fees.queries import bills_begun, bounds_of, online_payments
from watandoshlar.domains.fees.rules.reconciling import Theirs
from watandoshlar.foundation.errors import DomainError

logger = logging.getLogger(__name__)
# A payment that begins before midnight and ends after it is in the list of one day or of the other.
MARGIN = timedelta(days=1)


def reconcile_day(*, acting_user, day: date) -> Reconciliation:
    """Compare a day. A callback that never came is made good from the statement: no paid case is lost."""
    statements: dict[str, list[Theirs]] = {}
    unavailable = []
    for connection in CONNECTIONS.values():
        if not connection.is_open:
            continue
        try:
            rows = _statement_around(connection, day)
        except StatementUnavailable:
            logger.warning("no statement of %s for %s", connection.code, day)
            unavailable.append(connection.code)
            continue
        for row in rows:
            _make_good(connection.code, row, acting_user=acting_user)
        statements[connection.code] = _of_day(connection.code, day, rows)
    return reconcile_payments(acting_user=acting_user, day=day, statements=statements, unavailable=unavailable)


def _statement_around(connection: Connection, day: date) -> list[StatementRow]:
    since, until = bounds_of(day)
    since, until = since - MARGIN, until + MARGIN
    return connection.statement(since, until, bills_begun(connection.code, since, until))


def _make_good(code: str, row: StatementRow, *, acting_user) -> None:
    """What the payment system has and the ledger does not. What the bill refuses stays a difference."""
    try:
        if row.is_paid:
            perform_online_payment(
                acting_user=acting_user, connection=code, external_id=row.external_id, even_late=True
            )
        elif row.is_returned:
            cancel_online_payment(acting_user=acting_user, connection=code, external_id=row.external_id, reason=None)
    except DomainError as refused:
        logger.info("reconciliation: %s %s", code, refused.code)


def _of_day(code: str, day: date, rows: Sequence[StatementRow]) -> list[Theirs]:
    """What the system counts to the day, and what it says of the payments that the ledger counts to it."""
    since, until = bounds_of(day)
    mine = {one.external_id for one in online_payments(code, day, ())}
    return [
        Theirs(row.external_id, row.bill, row.amount, row.is_paid)
        for row in rows
        if since <= row.at < until or row.external_id in mine
    ]
