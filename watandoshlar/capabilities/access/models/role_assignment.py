from django.conf import settings
from django.db import models
from django.db.models import F, Q

from watandoshlar.capabilities.access.roles import ROLES
from watandoshlar.foundation import clock

AT_POST = [role.code for role in ROLES.values() if role.at_post]


class RoleAssignmentQuerySet(models.QuerySet):
    def not_over(self) -> "RoleAssignmentQuerySet":
        """What has neither been ended nor passed its last day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=clock.now().date()), ended_at=None)

    def in_force(self) -> "RoleAssignmentQuerySet":
        return self.not_over().filter(valid_from__lte=clock.now().date())


class RoleAssignment(models.Model):
    """A role held by an account, from a day until a day (both included), or until the moment when it was ended."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(max_length=20)
    post = models.ForeignKey("posts.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    # Empty too when the installation ended it, not a person.
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="access_role_known"),
            models.CheckConstraint(
                condition=Q(role__in=AT_POST, post__isnull=False) | (~Q(role__in=AT_POST) & Q(post__isnull=True)),
                name="access_role_post_where_needed",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="access_role_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of account {self.account_id}"
