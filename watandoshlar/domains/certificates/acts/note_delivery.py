from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._wallets import spend
from watandoshlar.domains.certificates.models import Delivery, WalletGrant
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.domains.certificates.states import DeliveryState
from watandoshlar.foundation import clock

EVENTS = {
    "credential_accepted": DeliveryState.KEPT,
    "credential_failure": DeliveryState.FAILED,
    "credential_deleted": DeliveryState.DELETED,
}


@transaction.atomic
def note_delivery(
    *, acting_user: ActingUser | System, grant: WalletGrant, notification_id: str, event: str, sender: Sender
) -> Delivery:
    """Keep what a wallet says became of the copies it was given. Saying it twice changes nothing. Raises Refusal."""
    spend(sender.spent, "invalid_dpop_proof")
    if event not in EVENTS:
        raise Refusal("invalid_notification_request", "The event is unknown.")
    found = Delivery.objects.select_for_update().filter(mark=mark_of(notification_id), grant=grant).first()
    if found is None:
        raise Refusal("invalid_notification_id", "No such copies were given by this access token.")
    state = EVENTS[event]
    if found.state != state:
        found.state, found.told_at = state, clock.now()
        found.save(update_fields=["state", "told_at"])
        append_entry(
            acting_user=acting_user,
            act="note_delivery",
            chain=f"certificate:{found.certificate_id}",
            facts={"form": found.form, "state": state.value},
        )
    return found
