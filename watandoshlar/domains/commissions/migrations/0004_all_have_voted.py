"""Nothing is decided before everybody who is there has voted, and by no fewer votes than the quorum."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q

VOTES = F("in_favour") + F("against") + F("abstained")


class Migration(migrations.Migration):
    dependencies = [("commissions", "0003_a_conflict_or_a_vote")]

    operations = [
        # Not of the rows that are there: what was counted before stays as it was counted.
        AddConstraintNotValid(
            model_name="count",
            constraint=models.CheckConstraint(
                condition=Q(outcome="") | Q(needed__lte=VOTES, present__lte=VOTES),
                name="commissions_decided_when_all_have_voted",
            ),
        ),
    ]
