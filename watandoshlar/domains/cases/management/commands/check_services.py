"""Check every service folder and every post: `manage.py check_services` (`make check-services`). Needs no database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from watandoshlar.capabilities.posts.api import check_posts
from watandoshlar.domains.cases import states
from watandoshlar.domains.catalogue.api import (
    DefinitionProblems,
    Lifecycle,
    Service,
    check_folder,
    folders,
    languages,
    read_folder,
)


class Command(BaseCommand):
    help = (
        "Checks the definition of every service, renders it in every language and runs every example to its end. "
        "Then checks the posts, and that what they override exists. "
        "Names what is wrong by file, line and path."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="only these services")

    def handle(self, *args: object, slugs: list[str], **options: object) -> None:
        lifecycle = Lifecycle(states.FIRST_STATE, states.target)
        found = [folder for folder in folders(with_tutorial=True) if not slugs or folder.name in slugs]
        if unknown := set(slugs) - {folder.name for folder in found}:
            raise CommandError(f"There is no folder for: {', '.join(sorted(unknown))}.")
        wrong, tariffs = 0, {}
        for folder in found:
            try:
                read = read_folder(folder)
                service = check_folder(read, languages(), lifecycle)
            except DefinitionProblems as refusal:
                wrong += len(refusal.problems)
                for problem in refusal.problems:
                    self.stdout.write(f"services/{folder.name}/{problem}")
                continue
            wrong += self._unknown_offices(service)
            tariffs[folder.name] = {fee.tariff for fee in service.definition.fees if fee.tariff}
            figures = [f"{language} {service.texts(language).completeness:.0%}" for language in languages().all]
            self.stdout.write(f"{folder.name}: {len(read.examples)} examples, {', '.join(figures)}")
        if wrong:
            raise CommandError(f"{wrong} problems in {len(found)} services.")
        # A post may override any service, so posts can be checked against all of them only.
        if not slugs:
            self._check_posts(tariffs)

    def _unknown_offices(self, service: Service) -> int:
        """Each check by an office that has no file is named; how many there are."""
        posts = {path.stem for path in settings.POSTS_DIRECTORY.glob("*.yaml")}
        offices = {f"referrals[{number}].to": rule.to for number, rule in enumerate(service.definition.referrals)}
        unknown = {path: office for path, office in offices.items() if office not in posts}
        for path, office in unknown.items():
            self.stdout.write(f"services/{service.slug}/definition.yaml {path} unknown_post to={office!r}")
        return len(unknown)

    def _check_posts(self, tariffs: dict[str, set[str]]) -> None:
        problems = check_posts(settings.POSTS_DIRECTORY, tariffs)
        for problem in problems:
            self.stdout.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} problems in posts.")
        self.stdout.write(f"{len(list(settings.POSTS_DIRECTORY.glob('*.yaml')))} posts")
