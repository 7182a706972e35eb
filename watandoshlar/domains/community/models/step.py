from django.db import models


class Step(models.Model):
    """The steps of this room, as the database knows them. Equal to the table of `states`; a test compares."""

    pk = models.CompositePrimaryKey("of", "name", "from_state", "to_state")
    of = models.CharField(max_length=12)
    name = models.CharField(max_length=24)
    from_state = models.CharField(max_length=24)
    to_state = models.CharField(max_length=24)

    class Meta:
        db_table = "community_step"

    def __str__(self) -> str:
        return f"{self.of} {self.name}: {self.from_state} → {self.to_state}"
