"""Compare ledger, payment systems and paper receipts of a day: `manage.py reconcile_payments --day 2026-11-02`."""

from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.fees.api import LEDGER_ZONE, differences_of, reconcile_day
from watandoshlar.foundation import clock


class Command(BaseCommand):
    help = "Compares the payments of a day, by default yesterday, and names what does not agree. Ends with 1 then."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="as 2026-11-02, by the clock of Tashkent")

    def handle(self, *, day: date | None, **options: object) -> None:
        day = day or clock.today(LEDGER_ZONE) - timedelta(days=1)
        reconciliation = reconcile_day(acting_user=SYSTEM, day=day)
        differences = differences_of(reconciliation, None)
        for one in differences:
            place = one.post.code if one.post else "-"
            self.stdout.write(f"{one.side} {one.code} {one.about} {place} {one.ours} {one.theirs} {one.currency}")
        if differences:
            raise CommandError(f"{day}: {len(differences)} differences.")
        compared = ", ".join(reconciliation.compared) or "no payment system is configured"
        self.stdout.write(f"{day}: everything agrees ({compared}).")
