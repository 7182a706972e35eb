import uuid

from django.db import models

from watandoshlar.foundation import clock


class Person(models.Model):
    """A human being. The row says nothing about them: what is known lies encrypted elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"person {self.pk}"


class PersonKey(models.Model):
    """The person's data key, wrapped under a key-encryption key of the installation (its id is inside `wrapped`)."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"data key of person {self.person_id}"
