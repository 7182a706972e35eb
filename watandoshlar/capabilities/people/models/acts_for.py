from django.conf import settings
from django.db import models
from django.db.models import Q

from watandoshlar.foundation import clock

from .person import Person

RELATIONS = ("myself", "child", "ward", "other", "entered", "grown_up")


class ActsForQuerySet(models.QuerySet):
    def in_force(self, on=None) -> "ActsForQuerySet":
        """Those that have begun and whose day has not passed; whether a child has come of age, `authority_of` knows."""
        day = on or clock.now().date()
        open_now = self.filter(valid_from__lte=day, ended_at__isnull=True)
        return open_now.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


class ActsFor(models.Model):
    """An account acts for a person, as themselves or as parent, guardian or helper, from a day until a day.

    `grown_up`: the account is the person's own, and they were entered as somebody's child before; an account that
    begins with such a person has them as `myself`. `of_age_on` is the encrypted 18th birthday of a child: in clear it
    would be the date of birth.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acted_for_by")
    relation = models.CharField(max_length=10)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    of_age_on = models.BinaryField(blank=True, default=b"")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ActsForQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(relation__in=RELATIONS), name="people_relation_known"),
            models.UniqueConstraint(fields=["account", "person"], name="people_one_relation"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(relation="myself"), name="people_one_self_per_account"
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.account_id} as {self.relation} for {self.person_id}"
