from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from watandoshlar.web.message_catalogues import collect, completeness, editing_for_review, translated_languages


class Command(BaseCommand):
    help = "Say how complete every language is; fail when a required one lacks a text or a translation is broken."
    requires_system_checks = ()

    def handle(self, *args, **options):
        collected, bad = collect(), False
        for language in translated_languages():
            found = completeness(language, collected)
            self.stdout.write(
                f"{language}: {found.percent} % of {found.total} texts, {len(found.review)} wait for review"
                f" and {editing_for_review(language)} of the editors' pages"
            )
            required = language in settings.REQUIRED_LANGUAGES
            for kind, texts in (("missing", found.missing if required else []), ("broken", found.broken)):
                for text in texts:
                    bad = True
                    self.stderr.write(f"{language}: {kind}: {text}")
        if bad:
            raise CommandError("Texts are missing or broken.")
