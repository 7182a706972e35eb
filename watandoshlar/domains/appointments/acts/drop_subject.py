from django.db import transaction

from watandoshlar.domains.appointments.acts._steps import (
    leave_traces,
    lock_open_visit,
    lock_open_wish,
    take_step,
    take_wish_step,
)


@transaction.atomic
def drop_subject(*, acting_user, subject: str) -> None:
    """Nobody comes for this subject any more: it was withdrawn or refused. What was only for it is released; a family's
    visit stays with the others."""
    while visit := lock_open_visit(subject):
        others = [one for one in visit.subjects if one != subject]
        if not others:
            take_step(visit, "cancel", acting_user=acting_user)
            continue
        visit.subjects = others
        visit.save(update_fields=["subjects"])
        leave_traces(visit, "shorten", acting_user=acting_user, visit=str(visit.pk), without=subject)
    if wish := lock_open_wish(subject):
        others = [one for one in wish.subjects if one != subject]
        if not others:
            take_wish_step(wish, "leave", acting_user=acting_user)
            return
        wish.subjects = others
        wish.save(update_fields=["subjects"])
        leave_traces(wish, "shorten", acting_user=acting_user, wish=str(wish.pk), without=subject)
