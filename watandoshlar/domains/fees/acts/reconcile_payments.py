from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.fees.models import Bill, Difference, Reconciliation
from watandoshlar.domains.fees.queries import (
    account_movements,
    cash_counted,
    cash_entered,
    online_payments,
    payments_and_refunds,
    unbalanced,
)
from watandoshlar.domains.fees.rules.reconciling import (
    Found,
    Theirs,
    compare_accounts,
    compare_cash,
    compare_online,
)
from watandoshlar.domains.fees.rules.tables import shipped_connections
from watandoshlar.foundation.money import Money


@transaction.atomic
def reconcile_payments(
    *, acting_user, day: date, statements: Mapping[str, Sequence[Theirs]], unavailable: Iterable[str] = ()
) -> Reconciliation:
    """Compare a day: the ledger with itself, with the statements of the payment systems, with the paper receipts.

    `statements` holds the payments that a system counts to the day; a system without one is in `unavailable` when it
    should have given it. Whatever does not agree becomes a difference; nothing is corrected here.
    """
    reconciliation = Reconciliation(day=day, compared=sorted(statements))
    reconciliation.save(force_insert=True)
    found = [
        *unbalanced(),
        *compare_accounts(account_movements(day), payments_and_refunds(day)),
        *_online(day, statements),
        *(_silent(code) for code in unavailable),
    ]
    _keep(reconciliation, found)
    entered, counted = cash_entered(day), cash_counted(day)
    for post in Post.objects.filter(pk__in=entered.keys() | counted.keys()).order_by("code"):
        differences = compare_cash(post.code, entered.get(post.pk, {}), counted.get(post.pk, {}))
        _keep(reconciliation, differences, post)
    append_entry(
        acting_user=acting_user,
        act="reconcile_payments",
        chain="payments",
        facts={"day": day.isoformat(), "compared": sorted(statements), "differences": len(found)},
    )
    return reconciliation


def _online(day: date, statements: Mapping[str, Sequence[Theirs]]) -> list[Found]:
    found: list[Found] = []
    for code, theirs in sorted(statements.items()):
        ours = online_payments(code, day, [one.external_id for one in theirs])
        found += compare_online(code, shipped_connections()[code].currency, ours, theirs)
    return found


def _silent(code: str) -> Found:
    nothing = Money.nothing(shipped_connections()[code].currency)
    return Found(code, "no_statement", "", nothing, nothing)


def _keep(reconciliation: Reconciliation, found: Iterable[Found], post: Post | None = None) -> None:
    found = list(found)
    posts = dict(Bill.objects.filter(reference__in=[one.bill for one in found]).values_list("reference", "post_id"))
    Difference.objects.bulk_create(
        Difference(
            reconciliation=reconciliation,
            post_id=post.pk if post else posts.get(one.bill),
            side=one.side,
            code=one.code,
            about=one.about[:80],
            ours=one.ours.amount,
            theirs=one.theirs.amount,
            currency=one.ours.currency,
        )
        for one in found
    )
