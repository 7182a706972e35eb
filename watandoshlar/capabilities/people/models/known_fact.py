from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock

from .person import Person

FACTS = (
    "birth_date", "birth_place", "passport_number", "passport_until", "pinfl", "address", "phone", "email",
)  # fmt: skip
"""What may be known of a person beside their names, which are kept as written (NameAsWritten)."""
ORIGINS = ("case", "picture")


class KnownFact(models.Model):
    """Something known of a person since it was accepted in the case `reference`. Rows are only added: the newest
    counts, and one without a value says that nothing is known any more.

    `value` is encrypted JSON under the person's data key. `origin` is picture where the machine-readable zone of a
    travel document in the case said the same, case where only the person did.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="known_facts")
    fact = models.CharField(max_length=16)
    value = models.BinaryField()
    origin = models.CharField(max_length=8)
    reference = models.CharField(max_length=40)
    as_of = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fact__in=FACTS), name="people_fact_known"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="people_fact_origin_known"),
        ]
        indexes = [models.Index(fields=["person", "fact", "-id"], name="people_newest_fact")]

    def __str__(self) -> str:
        return f"{self.fact} of person {self.person_id}"

    @property
    def context(self) -> str:
        """What the value is bound to: it cannot pass for another fact, nor for another person's."""
        return f"fact:{self.person_id}:{self.fact}"
