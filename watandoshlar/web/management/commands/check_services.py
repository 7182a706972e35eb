"""Check every service folder and every post: `manage.py check_services` (`make check-services`). Needs no database."""

from collections.abc import Mapping

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils.translation import override

from watandoshlar.capabilities.posts.api import check_emergency, check_posts, read_posts, unsaved_post
from watandoshlar.domains.cases.api import states
from watandoshlar.domains.catalogue.api import (
    DefinitionProblems,
    Lifecycle,
    Service,
    check_folder,
    folders,
    languages,
    read_folder,
)
from watandoshlar.domains.certificates.api import SchemeProblems, read_schemes
from watandoshlar.domains.commissions.api import bodies, commissions
from watandoshlar.insight.statements.api import StatementProblems, check_record, read_subjects
from watandoshlar.web.presenting.posts import service_at_post


class Command(BaseCommand):
    help = (
        "Checks the definition of every service, renders it in every language and runs every example to its end. "
        "Then checks the rights of holders, the published figures and the posts, that what these override exists, and "
        "renders every service at every post in every language. Names what is wrong by file, line and path."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="only these services")

    def handle(self, *args: object, slugs: list[str], **options: object) -> None:
        lifecycle = Lifecycle(states.FIRST_STATE, states.target)
        found = [folder for folder in folders(with_tutorial=True) if not slugs or folder.name in slugs]
        if unknown := set(slugs) - {folder.name for folder in found}:
            raise CommandError(f"There is no folder for: {', '.join(sorted(unknown))}.")
        wrong, services = 0, {}
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
            wrong += self._unknown_commissions(service)
            services[folder.name] = service
            figures = [f"{language} {service.texts(language).completeness:.0%}" for language in languages().all]
            self.stdout.write(f"{folder.name}: {len(read.examples)} examples, {', '.join(figures)}")
        if wrong:
            raise CommandError(f"{wrong} problems in {len(found)} services.")
        # A post may override any service, so posts can be checked against all of them only.
        if not slugs:
            self._check_posts(services)
            self._check_rights()
            self._check_statements()
        self._render(services)

    def _unknown_offices(self, service: Service) -> int:
        """Each check by an office that has no file is named; how many there are."""
        posts = {path.stem for path in settings.POSTS_DIRECTORY.glob("*.yaml")}
        offices = {f"referrals[{number}].to": rule.to for number, rule in enumerate(service.definition.referrals)}
        unknown = {path: office for path, office in offices.items() if office not in posts}
        for path, office in unknown.items():
            self.stdout.write(f"services/{service.slug}/definition.yaml {path} unknown_post to={office!r}")
        return len(unknown)

    def _unknown_commissions(self, service: Service) -> int:
        """A commission that no table knows, and choices of a field that names bodies, none of which is in the register,
        are named; how many there are."""
        definition, unknown = service.definition, {}
        rule = definition.decision.commission
        if rule and rule.name not in commissions():
            unknown["decision.commission.name"] = f"unknown_commission name={rule.name!r}"
        for number, one in enumerate(definition.recommendations):
            if one.body:
                known = {body.code for body in bodies() if body.kind in one.kinds}
                if not known & set(definition.fields[one.body].options["choices"]):
                    unknown[f"recommendations[{number}].body"] = f"unknown_bodies field={one.body!r}"
        for path, problem in unknown.items():
            self.stdout.write(f"services/{service.slug}/definition.yaml {path} {problem}")
        return len(unknown)

    def _check_posts(self, services: Mapping[str, Service]) -> None:
        tariffs = {slug: {fee.tariff for fee in one.definition.fees if fee.tariff} for slug, one in services.items()}
        problems = check_posts(settings.POSTS_DIRECTORY, tariffs)
        for problem in problems:
            self.stdout.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} problems in posts.")
        self._check_emergency()

    def _check_emergency(self) -> None:
        """Wherever a post serves people, somebody may be in danger."""
        served = {row.country for post, _hash in read_posts(settings.POSTS_DIRECTORY) for row in post.districts}
        problems = check_emergency(settings.EMERGENCY_FILE, served)
        for problem in problems:
            self.stdout.write(str(problem))
        if problems:
            raise CommandError(f"{len(problems)} problems in the emergency numbers.")

    def _check_rights(self) -> None:
        try:
            found = read_schemes(settings.RIGHTS_DIRECTORY)
        except SchemeProblems as refused:
            for problem in refused.problems:
                self.stdout.write(str(problem))
            raise CommandError(f"{len(refused.problems)} problems in rights.") from refused
        self.stdout.write(f"rights: {len(found)} schemes, {sum(len(one.rights) for one in found.values())} rights")

    def _check_statements(self) -> None:
        try:
            found = read_subjects(settings.STATEMENTS_DIRECTORY)
            check_record(settings.STATEMENTS_DIRECTORY, found)
        except StatementProblems as refused:
            for problem in refused.problems:
                self.stdout.write(str(problem))
            raise CommandError(f"{len(refused.problems)} problems in statements.") from refused
        self.stdout.write(f"statements: {sum(len(one.statements) for one in found.values())} on record")

    def _render(self, services: Mapping[str, Service]) -> None:
        """What the public reads of every service at every post, in every language."""
        files = [file for file, _hash in read_posts(settings.POSTS_DIRECTORY)]
        rendered, empty = 0, []
        for file in files:
            post = unsaved_post(file)
            for slug, service in services.items():
                for language in languages().all:
                    with override(language):
                        here = service_at_post(service, post, file.overrides.get(slug, {}), language)
                        render_to_string("public_site/parts/here.html", {"here": here})
                    rendered += 1
                    empty += [f"{slug} {file.code} {language}: {text}" for text in _without_words(here)]
        for line in empty:
            self.stdout.write(line)
        if empty:
            raise CommandError(f"{len(empty)} texts are empty at a post.")
        figures = f"{len(services)} services, {len(files)} posts, {len(languages().all)} languages"
        self.stdout.write(f"{rendered} pages: {figures}")


def _without_words(here: dict) -> list[str]:
    """What the page would show without a word."""
    parts = [("fee", fee["label"]) for fee in here["fees"]] + [("term", term["label"]) for term in here["terms"]]
    parts += [(key, here[key]) for key in ("visit", "bring", "result", "advice") if here[key] is not None]
    parts += [(one.label, line) for one in here["at_post"] for line in one.lines or [""]]
    return [name for name, text in parts if not text.strip()]
