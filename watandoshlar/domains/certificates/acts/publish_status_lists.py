from django.db import connection, transaction

from watandoshlar.capabilities.audit.api import ActingUser, System
from watandoshlar.domains.certificates.acts._lists import is_half_full, latest_list, open_list, publish
from watandoshlar.domains.certificates.acts._log import sign_head
from watandoshlar.domains.certificates.models import StatusList
from watandoshlar.domains.certificates.queries import statuses_by_list

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('status lists', 0))"


@transaction.atomic
def publish_status_lists(*, acting_user: ActingUser | System) -> int:
    """Publish every list that changed or grew old, all of them together, and open a further one beside a list that is
    half full; before that, sign the head of the log, whose root rides in them.

    Returns how many were published. Called by the worker.
    """
    with connection.cursor() as cursor:
        # Two workers at a time: what the later one reads after this is what the earlier one has published.
        cursor.execute(LOCK)
    sign_head()
    lists, statuses = StatusList.objects.order_by("opened_at", "pk"), statuses_by_list()
    published = [publish(acting_user, status_list, statuses.get(status_list.pk, ())) for status_list in lists]
    for year in {status_list.year for status_list in lists}:
        if is_half_full(latest_list(acting_user, year)):
            open_list(acting_user, year)
            published.append(True)
    return sum(published)
