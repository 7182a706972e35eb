import logging
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.capabilities.notifications.channels import CHANNELS, PermanentFailure
from watandoshlar.capabilities.notifications.channels.channel import ChannelFailure
from watandoshlar.capabilities.notifications.errors import LetterNotSent
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.notifications.rendering import write_letter
from watandoshlar.foundation import clock

logger = logging.getLogger(__name__)

# With waits of 4, 16, 64 … seconds between them: a little more than a day, about as long as mail servers keep trying.
MAX_TRIES = 9


def send_letter(*, acting_user: ActingUser | System, letter_id: UUID) -> None:
    """Send a letter that is still queued; one that was sent or given up is left alone.

    The letter is locked until the outcome is written down, so two workers never send it at once. Whoever is killed
    between the mail server's “accepted” and the commit leaves it queued, and it is sent again: with the same
    Message-ID, by which mail servers and programs recognise the second copy.

    Raises `LetterNotSent` when it should be tried again later. After MAX_TRIES, or when the far side refuses for good,
    the letter is marked as failed instead, with a code that says why.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).select_related("account").filter(pk=letter_id).first()
        if letter is None or letter.state != Letter.State.QUEUED:
            return
        cause = _try_to_send(letter)
        letter.save(update_fields=["state", "sent_at", "language", "tries", "failure"])
        if letter.state != Letter.State.QUEUED:
            append_entry(
                acting_user=acting_user,
                act="send_letter",
                chain=f"account:{letter.account_id}",
                facts={"letter": str(letter.pk), "state": letter.state, "tries": letter.tries},
            )
    if letter.failure:
        logger.warning("Letter %s is %s after try %s: %s", letter.pk, letter.state, letter.tries, letter.failure)
    if letter.state == Letter.State.QUEUED:
        raise LetterNotSent(letter=letter.pk, failure=letter.failure) from cause


def _try_to_send(letter: Letter) -> Exception | None:
    """Send and note the outcome on `letter`; the error that stood in the way, unless a channel told of it."""
    letter.tries += 1
    try:
        _send(letter)
    except ChannelFailure as failure:
        letter.failure = failure.code
        given_up = isinstance(failure, PermanentFailure) or letter.tries >= MAX_TRIES
        cause = None
    # A defect in one message must neither lose the letter nor hide itself.
    except Exception as error:
        letter.failure = type(error).__name__
        given_up = letter.tries >= MAX_TRIES
        cause = error
    else:
        letter.state, letter.sent_at, letter.failure = Letter.State.SENT, clock.now(), ""
        return None
    if given_up:
        letter.state = Letter.State.FAILED
    return cause


def _send(letter: Letter) -> None:
    channel = CHANNELS[letter.channel]
    address = channel.address_of(letter.account)
    if not address or not letter.account.is_active:
        raise PermanentFailure("no_address")
    # A resolver that fails in the database must not take the record of the failure with it.
    with transaction.atomic():
        written = write_letter(letter)
    channel.send(written, address)
    letter.language = written.language
