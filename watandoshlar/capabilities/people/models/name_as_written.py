from django.db import models

from watandoshlar.foundation import clock

from .person import Person


class NameAsWritten(models.Model):
    """A name exactly as one document writes it. Rows are only added: spelling in other documents is other rows.

    `name` holds the encrypted JSON {family, given, patronymic, script, source}.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    script = models.CharField(max_length=4)
    source_document = models.CharField(max_length=40)
    name = models.BinaryField()
    fingerprint = models.BinaryField()
    first_seen = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "fingerprint"], name="people_name_once"),
        ]

    def __str__(self) -> str:
        return f"name of person {self.person_id} in {self.script}"
