from django.db import models


class Entry(models.Model):
    """One act on one subject. Written only by `append_entry`, never changed (see rules/canonical.py for the hash)."""

    id = models.BigAutoField(primary_key=True)
    chain = models.TextField()
    position = models.PositiveIntegerField()
    at = models.DateTimeField()
    # PostgreSQL's number of the writing transaction (xid8), by which seals know what can no longer change.
    transaction_id = models.BigIntegerField()
    # No foreign key: the record stands below the accounts and outlives them. Empty when the platform itself acted.
    account_id = models.BigIntegerField(null=True)
    act = models.TextField()
    facts = models.JSONField(default=dict)
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="audit_entry_one_per_position"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="audit_entry_position_from_one"),
        ]
        indexes = [
            models.Index(fields=["transaction_id"], name="audit_entry_by_transaction"),
            models.Index(fields=["account_id", "id"], name="audit_entry_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.position} {self.act}"
