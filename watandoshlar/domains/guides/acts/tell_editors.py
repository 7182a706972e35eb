from django.db import transaction
from wagtail.models import Revision

from watandoshlar.capabilities.access.api import Account, workers_at
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.guides.acts._texts import name_of

WAITS, BACK = "text_waits", "text_back"


@transaction.atomic
def tell_editors(*, acting_user, version: Revision, code: str) -> None:
    """A text that waits for agreement: to every editor who may agree. One that comes back: to whoever wrote it."""
    text = version.as_object()
    for account in _readers(version, code):
        notify(
            acting_user=acting_user,
            account=account,
            code=code,
            key=str(version.pk),
            facts={"text": name_of(text), "page": getattr(text, "slug", ""), "number": text.pk},
        )


def _readers(version: Revision, code: str) -> list[Account]:
    if code == BACK:
        return [version.user] if version.user else []
    return [account for account in workers_at(None, ("editor",)) if account.pk != version.user_id]
