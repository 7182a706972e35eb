from django.conf import settings
from django.db import transaction

from watandoshlar.capabilities.access.models import Account
from watandoshlar.capabilities.audit.api import append_entry


def set_language(*, acting_user: Account, language: str) -> None:
    """Remember the language in which a person reads, for letters. An unknown language changes nothing."""
    if language not in dict(settings.LANGUAGES) or acting_user.language == language:
        return
    with transaction.atomic():
        acting_user.language = language
        acting_user.save(update_fields=["language"])
        append_entry(
            acting_user=acting_user, act="set_language", chain=f"account:{acting_user.pk}", facts={"language": language}
        )
