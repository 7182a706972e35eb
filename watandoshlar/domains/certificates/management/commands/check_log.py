"""Check the log of issued documents from inside: `manage.py check_log`. From outside does `recompute_log.py`."""

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.domains.certificates.api import faults_of_log, log_head


class Command(BaseCommand):
    help = (
        "Reckons the whole log of issued documents anew and compares it with the copies and with every head that was "
        "ever signed. Names what does not agree and ends with exit code 1, or prints count and root."
    )

    def handle(self, *args: object, **options: object) -> None:
        faults = faults_of_log()
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            raise CommandError(f"{len(faults)} faults in the log.")
        head = log_head()
        said = f"{head.size} documents issued, root {bytes(head.root).hex()}" if head else "nothing was issued yet"
        self.stdout.write(f"The log is whole: {said}.")
