from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from .post import Post


class District(models.Model):
    """A place that a post serves from a day until a day (both included); region or service "" means all of them."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="districts")
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True)
    service = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    stand_in = models.BooleanField(default=False)
    state = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["country"], name="posts_district_country")]
        constraints = [
            ExclusionConstraint(
                name="posts_one_post_per_place_and_day",
                expressions=[
                    ("country", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_until"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(stand_in=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region or self.country} by {self.post_id}"
