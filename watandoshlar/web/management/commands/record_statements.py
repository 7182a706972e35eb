"""Write new statements down, so that they can never be changed unseen: `manage.py record_statements`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from watandoshlar.insight.statements.api import (
    RECORD,
    StatementProblems,
    check_record,
    kept_record,
    read_subjects,
    record_of,
)


class Command(BaseCommand):
    help = (
        "Adds statements that are new in the folder of statements to its record of what was said. Refuses when what is "
        "on record was changed or taken out, or when a new statement claims to be older than one on record."
    )
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        folder = settings.STATEMENTS_DIRECTORY
        try:
            subjects = read_subjects(folder)
            check_record(folder, subjects)
        except StatementProblems as refused:
            others = [problem for problem in refused.problems if problem.code != "not_recorded"]
            if others:
                raise CommandError("\n".join(map(str, others))) from refused
        kept = kept_record(folder)
        lines = record_of(subjects, kept)
        (folder / RECORD).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self.stdout.write(f"{len(lines) - len(kept)} new statements on record, {len(lines)} in all.")
