from django.core.management.base import BaseCommand

from watandoshlar.web.message_catalogues import collect, po_path, translated_languages, update


class Command(BaseCommand):
    help = "Collect the texts of code and templates into locale/*/LC_MESSAGES/django.po; translations stay."
    requires_system_checks = ()

    def handle(self, *args, **options):
        collected = collect()
        for language in translated_languages():
            update(language, collected)
            self.stdout.write(str(po_path(language)))
