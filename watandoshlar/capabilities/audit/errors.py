"""What the record refuses."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import DomainError, Refused


class ActingUserRequired(Refused):
    """An act was called without anybody who acts: neither a logged-in account nor the platform itself."""

    code = "acting_user_required"
    sentence = _("We do not know who is doing this. Log in and try again.")


class TransactionsWentBack(DomainError):
    """The cluster counts transactions from a lower number than the seals do: restored by a logical dump.

    Sealing would then confuse new entries with sealed ones, so it stops until the counter is moved on with
    `pg_resetwal --next-transaction-id`.
    """

    code = "transactions_went_back"
    sentence = _(
        "Transactions are numbered from %(now)s, but the record is sealed until %(sealed)s. "
        "Was the database restored from a dump? Move the transaction counter past %(sealed)s, then start again."
    )
    status = 500
