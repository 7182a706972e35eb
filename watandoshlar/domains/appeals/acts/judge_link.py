from django.db import transaction

from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer
from watandoshlar.domains.appeals.errors import LinkNotFound
from watandoshlar.domains.appeals.models import Link
from watandoshlar.domains.cases.api import note_event


@transaction.atomic
def judge_link(*, acting_user, reference: str, link_id: int, belongs: bool) -> Link:
    """The officer confirms that two appeals belong together, or dismisses it. Both appeals stay what they are."""
    appeal = lock_appeal_of_officer(acting_user, reference)
    link = Link.objects.select_for_update().filter(appeal=appeal, pk=link_id).first()
    if link is None:
        raise LinkNotFound
    link.is_confirmed, link.judged_by = belongs, acting_user
    link.save(update_fields=["is_confirmed", "judged_by"])
    note_event(appeal.case, "judge_link", acting_user=acting_user, is_public=False, kind=link.kind, belongs=belongs)
    return link
