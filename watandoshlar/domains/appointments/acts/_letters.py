"""Letters to whoever comes. Who has no account is told by the post."""

from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.appointments.models import Visit, Wish


def write_about(row: Visit | Wish, code: str, *, acting_user, occasion: str, **facts) -> None:
    """Write a registered letter about a visit or wish; `occasion` tells letters of one kind apart."""
    if row.account is None:
        return
    # The first who still comes: of a family others may have withdrawn.
    known = {"subject": row.subjects[0], "post": row.post.code, "zone": row.post.zone}
    if isinstance(row, Visit) and row.span:
        known["starts_at"] = row.span.lower.isoformat()
    notify(
        acting_user=acting_user,
        account=row.account,
        code=code,
        key=f"{row.subject}:{occasion}",
        facts={**known, **facts},
    )
