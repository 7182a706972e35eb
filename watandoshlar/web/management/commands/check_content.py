"""Check what people wrote: `manage.py check_content` (`make check-content`). Needs no database."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from watandoshlar.domains.guides.api import check_guides
from watandoshlar.foundation import clock
from watandoshlar.foundation.yaml_files import Problem
from watandoshlar.web.management.content import Content, findings

# Answers of invented people are no content.
NOT_CONTENT = ("examples", "scenarios.yaml")


class Command(BaseCommand):
    help = (
        "Checks guides with their scenarios, and links, addresses, days, letters and lengths in guides, services, "
        "posts, rights, statements and emergency numbers. Names what is wrong by file, line and path. A review day "
        "that has passed is told and fails with --release only: no change of the file made it pass."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="the day by which days are judged: 2026-11-30")
        parser.add_argument("--release", action="store_true", help="fail for review days that have passed")

    def handle(self, *args: object, today: date | None, release: bool, **options: object) -> None:
        day, known = today or clock.today(UTC), _known()
        wrong, reviews, files = list(check_guides(settings.GUIDES_DIRECTORY)), [], 0
        for content, path in _contents():
            found = findings(content, path.read_text(encoding="utf-8"), known, day)
            wrong += found.wrong
            reviews += found.reviews
            files += 1
        passed = [problem for problem in reviews if problem.code == "review_passed"]
        for problem in (*_once(wrong), *reviews):
            self.stdout.write(str(problem))
        self.stdout.write(f"{files} files, {len(passed)} reviews passed, {len(reviews) - len(passed)} due")
        if count := len(_once(wrong)) + (len(passed) if release else 0):
            raise CommandError(f"{count} problems in content.")


def _once(problems: list[Problem]) -> list[Problem]:
    """What the room of a file has found is not told twice."""
    return list({(one.folder, one.file, one.path, one.code): one for one in reversed(problems)}.values())[::-1]


def _contents() -> Iterator[tuple[Content, Path]]:
    for directory in (
        settings.GUIDES_DIRECTORY,
        settings.SERVICES_DIRECTORY,
        settings.POSTS_DIRECTORY,
        settings.RIGHTS_DIRECTORY,
        settings.STATEMENTS_DIRECTORY,
    ):
        for path in sorted(directory.rglob("*.yaml")):
            inside = path.relative_to(directory)
            if any(part in NOT_CONTENT for part in inside.parts):
                continue
            own = len(inside.parts) > 1
            folder = f"{directory.name}/{inside.parts[0]}" if own else directory.name
            file = str(inside.relative_to(inside.parts[0])) if own else inside.name
            yield Content(folder, file, inside.parts[0] if own and directory == settings.GUIDES_DIRECTORY else ""), path
    yield Content(".", settings.EMERGENCY_FILE.name), settings.EMERGENCY_FILE


def _known() -> Mapping[str, frozenset[str]]:
    """What links in texts may name."""
    folders = {"service": settings.SERVICES_DIRECTORY, "guide": settings.GUIDES_DIRECTORY}
    found = {
        kind: frozenset(path.name for path in directory.iterdir() if path.is_dir() and not path.name.startswith("_"))
        for kind, directory in folders.items()
    }
    return {**found, "post": frozenset(path.stem for path in settings.POSTS_DIRECTORY.glob("*.yaml"))}
