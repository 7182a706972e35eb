"""Warning of a term that ends: the nearest warning, to each reader once."""

from collections.abc import Mapping, Sequence

from watandoshlar.capabilities.access.api import Account, workers_at
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.cases.rules.warnings import TermWarning


def send_warning(
    warning: TermWarning,
    circles: Sequence[Sequence[Account]],
    *,
    acting_user,
    codes: tuple[str, str],
    key: str,
    facts: Mapping[str, object],
    applicant_id: int | None,
) -> int:
    """Write to the circles that the warning reaches; returns how many readers there are.

    `codes` are the letters for a term that ends and for one that is over. Where nobody is in the circles reached, the
    ministry is told: no term ends unseen. Who applied reads the letters of the applicant.
    """
    readers = {account.pk: account for group in circles[: warning.circle] for account in group}
    readers = readers or {account.pk: account for account in workers_at(None, ("ministry",))}
    readers.pop(applicant_id, None)
    for account in readers.values():
        notify(
            acting_user=acting_user,
            account=account,
            code=codes[warning.is_over],
            key=f"{key}:{warning.stage}",
            facts=facts,
        )
    return len(readers)
