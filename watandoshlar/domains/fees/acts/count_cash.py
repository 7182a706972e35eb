from datetime import date

from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.models import CashCount
from watandoshlar.foundation.money import Money


@transaction.atomic
def count_cash(*, acting_user, post: Post, day: date, amount: Money) -> CashCount:
    """Write down what the paper receipts of a day add up to, in one currency. Counted again, the last count counts.

    For officers of the post. Raises RoleMissing, WrongDayOfCount, AmountNotReadable.
    """
    require_officer(acting_user, post)
    if day > today_at(post):
        raise errors.WrongDayOfCount
    if amount < Money.nothing(amount.currency):
        raise errors.AmountNotReadable(digits=-amount.amount.as_tuple().exponent, example=-amount)
    count = CashCount(post=post, day=day, amount=amount.amount, currency=amount.currency, account=acting_user)
    count.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="count_cash",
        chain=f"post:{post.code}",
        facts={"post": post.code, "day": day.isoformat(), "amount": str(amount.amount), "currency": amount.currency},
    )
    return count
