from django.db import models


class Seal(models.Model):
    """The heads of all chains that grew in a range of transactions. Written only by `seal_entries`, never changed."""

    number = models.PositiveIntegerField(primary_key=True)
    from_transaction = models.BigIntegerField()
    until_transaction = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    # {chain: {"hash": hexadecimal, "position": int}}
    heads = models.JSONField()
    at = models.DateTimeField()
    previous = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_transaction"], name="audit_seal_one_per_period"),
            models.CheckConstraint(
                condition=models.Q(until_transaction__gt=models.F("from_transaction")),
                name="audit_seal_covers_something",
            ),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
