from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.posts.rules.post_file import KINDS


class PostQuerySet(models.QuerySet):
    def active(self, on: date) -> "PostQuerySet":
        return self.filter(
            Q(active_from__isnull=True) | Q(active_from__lte=on), Q(active_until__isnull=True) | Q(active_until__gte=on)
        )


class Post(models.Model):
    """An embassy, a consulate or the ministry, as its file in `posts/` says; never deleted, for cases belong to it.

    `visits` says how people are received by appointment (rules/visits.py); {}: they are not.
    `states` says which parts of the file are confirmed, {"hours": "to_be_confirmed", ...}, and `cited` by which source.
    `point` is [north, east] near the middle of the city; `address` and `phones` are empty while no source names them.
    `stands_in` is not stored: it is set on the posts found for a place.
    """

    code = models.SlugField(unique=True, max_length=40)
    kind = models.CharField(max_length=20, choices=[
        ("embassy", _("Embassy")),
        ("consulate_general", _("Consulate General")),
        ("consulate", _("Consulate")),
        ("mission", _("Permanent mission")),
        ("ministry", _("Ministry of Foreign Affairs")),
    ])  # fmt: skip
    country = models.CharField(max_length=2)
    city = models.JSONField()
    zone = models.CharField(max_length=40)
    weekend = models.JSONField()
    hours = models.JSONField()
    languages = models.JSONField()
    email = models.EmailField(blank=True)
    point = models.JSONField(null=True)
    address = models.JSONField(default=dict)
    phones = models.JSONField(default=list)
    active_from = models.DateField(null=True, blank=True)
    active_until = models.DateField(null=True, blank=True)
    closed_days = models.JSONField(default=list)
    open_days = models.JSONField(default=list)
    visits = models.JSONField(default=dict)
    sources = models.JSONField()
    states = models.JSONField()
    cited = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)

    objects = PostQuerySet.as_manager()
    stands_in = False

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="posts_kind_known"),
            models.CheckConstraint(
                condition=Q(active_from__isnull=True)
                | Q(active_until__isnull=True)
                | Q(active_until__gte=F("active_from")),
                name="posts_active_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def is_active(self, on: date) -> bool:
        """Whether the post serves people on the day."""
        return (self.active_from is None or self.active_from <= on) and (
            self.active_until is None or on <= self.active_until
        )
