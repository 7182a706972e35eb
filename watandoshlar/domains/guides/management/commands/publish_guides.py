"""Guides from their folder: `manage.py publish_guides`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.guides.api import errors, publish_guides


class Command(BaseCommand):
    help = "Brings guides and their sources up to date with guides/. What an editor changed stays, and is named."

    def handle(self, *args: object, **options: object) -> None:
        try:
            done = publish_guides(acting_user=SYSTEM, folder=settings.GUIDES_DIRECTORY)
        except errors.GuideFilesRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"guides changed: {', '.join(done.published) or 'none'}")
        if done.kept:
            self.stdout.write(f"left as editors wrote them: {', '.join(done.kept)}")
