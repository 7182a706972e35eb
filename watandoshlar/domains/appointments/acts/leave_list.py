from django.db import transaction

from watandoshlar.domains.appointments import errors
from watandoshlar.domains.appointments.acts._steps import lock_open_visit, lock_open_wish, take_step, take_wish_step
from watandoshlar.domains.appointments.models import Wish


@transaction.atomic
def leave_list(*, acting_user, subject: str) -> Wish:
    """Wait no more. A time that is being offered goes to the next. Raises WishNotFound."""
    visit = lock_open_visit(subject)
    wish = lock_open_wish(subject)
    if wish is None:
        raise errors.WishNotFound
    take_wish_step(wish, "leave", acting_user=acting_user)
    if visit and visit.state == "held" and visit.wish_id == wish.pk:
        take_step(visit, "cancel", acting_user=acting_user)
    return wish
