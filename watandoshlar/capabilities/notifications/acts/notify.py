from collections.abc import Mapping

from django.db import transaction
from procrastinate.contrib.django import app

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.capabilities.notifications.errors import FactsMissing
from watandoshlar.capabilities.notifications.messages import get_message
from watandoshlar.capabilities.notifications.models import Letter

SEND_LETTER = "notifications.send_letter"
LETTERS = "letters"


@transaction.atomic
def notify(
    *, acting_user: ActingUser | System, account: Account, code: str, key: str, facts: Mapping[str, object]
) -> Letter:
    """Write a letter to `account` and defer its sending, both in the caller's transaction.

    `code` names a registered message; `key` names the occasion, so that a repeated call for the same account, message
    and occasion finds the letter that is there and sends nothing more. Of `facts`, those the message declares are kept.
    Raises `MessageUnknown`, `FactsMissing`, `ActingUserRequired`.
    """
    message = get_message(code)
    missing = [name for name in message.facts if name not in facts]
    if missing:
        raise FactsMissing(message=code, facts=", ".join(missing))
    kept = {name: facts[name] for name in message.facts}
    new = Letter(account=account, code=code, key=key, facts=kept)
    Letter.objects.bulk_create([new], ignore_conflicts=True)
    letter = Letter.objects.get(account=account, code=code, key=key)
    if letter == new:
        append_entry(
            acting_user=acting_user,
            act="notify",
            chain=f"account:{account.pk}",
            facts={"letter": str(letter.pk), "code": code},
        )
        # By name: the task is above the acts. The id is all that the queue learns.
        app.configure_task(SEND_LETTER, queue=LETTERS).defer(letter_id=str(letter.pk))
    return letter
