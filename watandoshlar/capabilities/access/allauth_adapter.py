"""How allauth reaches our accounts: sign-up goes through our act, letters through our words."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from watandoshlar.capabilities.access.queries import is_staff
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry


class AccountAdapter(DefaultAccountAdapter):
    @transaction.atomic
    def save_user(self, request, user, form, commit=True):
        """Keep the language in which the person signed up, and write the new account into the audit log."""
        user.language = get_language() or user.language
        user = super().save_user(request, user, form, commit=commit)
        if commit:
            append_entry(
                acting_user=SYSTEM, act="create_account", chain=f"account:{user.pk}", facts={"account": user.pk}
            )
        return user

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).strip().lower()

    def get_login_redirect_url(self, request) -> str:
        """Staff begin at their queue, applicants at their own page."""
        return reverse("workspace:queue") if is_staff(request.user) else reverse("portal:home")

    def get_user_display(self, user) -> str:
        return user.email
