from django.db import transaction

from watandoshlar.domains.commissions.acts._steps import take_step
from watandoshlar.domains.commissions.models import Item, Matter, Sitting
from watandoshlar.domains.commissions.states import OPEN_ITEMS


@transaction.atomic
def withdraw_matter(*, acting_user, subject: str, kind: str) -> Matter | None:
    """Take a matter from the commission: the application was withdrawn or ended otherwise. Votes that were given stay
    and decide nothing. Nothing happens where nothing is before it; the room that knows the subject has judged.
    """
    waiting = Matter.objects.open().filter(subject=subject, kind=kind).first()
    if waiting is None:
        return None
    item = Item.objects.filter(matter=waiting, state__in=OPEN_ITEMS).first()
    if item:
        # The order of locks of every act.
        item.sitting = Sitting.objects.select_for_update().get(pk=item.sitting_id)
        item = Item.objects.select_for_update().get(pk=item.pk)
    matter = Matter.objects.select_for_update().get(pk=waiting.pk)
    if matter.state not in ("waiting", "listed"):
        return None
    if item and item.state in OPEN_ITEMS:
        item.sitting, item.matter = Sitting.objects.get(pk=item.sitting_id), matter
        take_step(item, "drop", acting_user=acting_user)
    take_step(matter, "withdraw", acting_user=acting_user)
    return matter
