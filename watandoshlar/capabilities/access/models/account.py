from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import load_backend
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from watandoshlar.foundation import clock

# Not by the back-ends of Django: theirs look for permissions kept for an account, and none are.
BY_ROLES = "watandoshlar.capabilities.access.permitted.RoleBackend"


class AccountQuerySet(models.QuerySet):
    def with_email(self, email: str) -> "AccountQuerySet":
        return self.filter(email=email.strip().lower())


class AccountManager(BaseUserManager.from_queryset(AccountQuerySet)):
    """What Django and allauth ask of the manager of the user model."""

    def get_by_natural_key(self, username: str) -> "Account":
        return self.get(email=username.strip().lower())


class Account(AbstractBaseUser):
    """A log-in: an e-mail address, a language, and what proves it. It may act for several people."""

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    # Libraries ask an account so. None stands above the rules; what one may do follows from its roles of today.
    is_superuser = False

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="access_account_email_lower_case"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"

    def has_perm(self, permission: str, subject: object = None) -> bool:
        """Whether one of its roles of today permits this; asked by the pages of libraries (`permitted.py`)."""
        return load_backend(BY_ROLES).has_perm(self, permission, subject)

    def has_perms(self, permissions: Iterable[str], subject: object = None) -> bool:
        return all(self.has_perm(permission, subject) for permission in permissions)
