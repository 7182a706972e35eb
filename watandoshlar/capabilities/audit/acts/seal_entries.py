import logging

from django.db import connection, transaction

from watandoshlar.capabilities.audit.actor import ActingUser, System, account_id_of
from watandoshlar.capabilities.audit.errors import TransactionsWentBack
from watandoshlar.capabilities.audit.models import Entry, Seal
from watandoshlar.capabilities.audit.rules.canonical import BEGINNING, seal_hash
from watandoshlar.foundation import clock

logger = logging.getLogger(__name__)

# After an outage there may be days to seal; one seal must stay readable and far below what one JSON value can hold.
ENTRIES_PER_SEAL = 20_000
LOCK_SEALS = "SELECT pg_advisory_xact_lock(hashtextextended('audit seals', 0))"
# Every transaction with a lower number has ended, so no entry with such a number can appear any more.
WATERMARK = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def seal_entries(*, acting_user: ActingUser | System) -> list[Seal]:
    """Seal every entry that no running transaction can still add to; the new seals, or none when there was nothing.

    Runs every minute and needs no pause of the writers. A transaction that stays open delays sealing, nothing else.
    Each seal's hash goes to the log: kept there, outside the database, it is the witness that `verify_audit` can be
    asked to compare with. Raises `TransactionsWentBack` after a restore that restarted the transaction counter.
    """
    account_id_of(acting_user)
    seals = []
    while seal := _seal_once():
        logger.info("Audit seal %s:%s", seal.number, seal.hash.hex())
        seals.append(seal)
    return seals


@transaction.atomic(durable=True)
def _seal_once() -> Seal | None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK_SEALS)
        cursor.execute(WATERMARK)
        (watermark,) = cursor.fetchone()
    last = Seal.objects.order_by("-number").first()
    start = last.until_transaction if last else 0
    if watermark < start:
        raise TransactionsWentBack(now=watermark, sealed=start)
    end = _end_of_seal(start, watermark)
    covered = Entry.objects.filter(transaction_id__gte=start, transaction_id__lt=end)
    entries = covered.count()
    if not entries:
        return None
    heads = covered.order_by("chain", "-position").distinct("chain").values_list("chain", "position", "hash")
    seal = Seal(
        number=last.number + 1 if last else 1,
        from_transaction=start,
        until_transaction=end,
        entries=entries,
        heads={chain: {"hash": bytes(hash_).hex(), "position": position} for chain, position, hash_ in heads},
        at=clock.now(),
        previous=bytes(last.hash) if last else BEGINNING,
    )
    seal.hash = seal_hash(
        previous=seal.previous,
        number=seal.number,
        from_transaction=seal.from_transaction,
        until_transaction=seal.until_transaction,
        entries=seal.entries,
        heads=seal.heads,
        at=seal.at,
    )
    seal.save(force_insert=True)
    return seal


def _end_of_seal(start: int, watermark: int) -> int:
    """Where to stop: at the watermark, or before the transaction that would make the seal too long."""
    numbers = Entry.objects.filter(transaction_id__gte=start, transaction_id__lt=watermark).order_by("transaction_id")
    too_far = numbers.values_list("transaction_id", flat=True)[ENTRIES_PER_SEAL : ENTRIES_PER_SEAL + 1].first()
    if too_far is None:
        return watermark
    first = numbers.values_list("transaction_id", flat=True).first()
    # One transaction is never divided, however many entries it has.
    return too_far if too_far > first else too_far + 1
