import json
from collections.abc import Mapping

from django.db import connection, transaction

from watandoshlar.capabilities.audit.actor import ActingUser, System, account_id_of
from watandoshlar.capabilities.audit.models import Entry
from watandoshlar.capabilities.audit.rules.canonical import entry_body
from watandoshlar.foundation import clock

LOCK_CHAIN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
# A second statement, because only then does its snapshot show what the previous writer of the chain has committed.
APPEND = """
WITH head AS (
    SELECT position, hash FROM audit_entry WHERE chain = %(chain)s ORDER BY position DESC LIMIT 1
), link AS (
    SELECT coalesce((SELECT position FROM head), 0) + 1 AS position,
           coalesce((SELECT hash FROM head), decode(repeat('00', 32), 'hex')) AS previous,
           pg_current_xact_id()::text::bigint AS transaction_id
)
INSERT INTO audit_entry (chain, position, at, transaction_id, account_id, act, facts, previous, hash)
SELECT %(chain)s, position, %(at)s, transaction_id, %(account_id)s::bigint, %(act)s, %(facts)s::jsonb, previous,
       sha256(previous || convert_to(concat(position, chr(10), transaction_id, chr(10), %(body)s), 'UTF8'))
FROM link
RETURNING id, position, transaction_id, previous, hash
"""


def append_entry(*, acting_user: ActingUser | System, act: str, chain: str, facts: Mapping[str, object]) -> Entry:
    """Write down, in the caller's transaction, that `acting_user` did `act` on the subject that `chain` names.

    `facts` are ids, codes and references as JSON (no floats), never anything personal: the record is not encrypted and
    never erased. Rolled back with the caller's transaction. Until that ends, other writers of the same chain wait;
    writers of other chains do not. Who writes to several chains in one transaction does so in the order subject, then
    account, so that two transactions never wait for each other.

    Raises `ActingUserRequired`; TypeError for facts that have no canonical form; TransactionManagementError outside a
    transaction, where the lock would not hold.
    """
    account_id = account_id_of(acting_user)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("append_entry must run in the transaction of the act it records.")
    at = clock.now()
    body = entry_body(chain=chain, at=at, account_id=account_id, act=act, facts=facts)
    row = {"chain": chain, "at": at, "account_id": account_id, "act": act, "facts": json.dumps(facts), "body": body}
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CHAIN, [chain])
        cursor.execute(APPEND, row)
        id_, position, transaction_id, previous, hash_ = cursor.fetchone()
    return Entry(
        id=id_,
        chain=chain,
        position=position,
        at=at,
        transaction_id=transaction_id,
        account_id=account_id,
        act=act,
        facts=dict(facts),
        previous=previous,
        hash=hash_,
    )
