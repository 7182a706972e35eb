from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import leave_trace
from watandoshlar.domains.commissions.models import Matter
from watandoshlar.foundation import clock


@transaction.atomic
def ripen_matter(*, acting_user, subject: str, kind: str) -> Matter:
    """Who is concerned has answered: the commission need not wait until their time is over. Raises MatterNotFound."""
    matter = Matter.objects.open().select_for_update().filter(subject=subject, kind=kind).first()
    if matter is None:
        raise errors.MatterNotFound
    if matter.ripe_at and matter.ripe_at > clock.now():
        matter.ripe_at = clock.now()
        matter.save(update_fields=["ripe_at"])
        leave_trace(matter, "ripen_matter", acting_user=acting_user)
    return matter
