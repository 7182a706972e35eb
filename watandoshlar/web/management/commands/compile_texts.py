from django.core.management.base import BaseCommand

from watandoshlar.web.message_catalogues import compile_all


class Command(BaseCommand):
    help = "Compile the texts of every language, the derived ones included."
    requires_system_checks = ()

    def handle(self, *args, **options):
        for language, count in compile_all().items():
            self.stdout.write(f"{language}: {count} texts")
