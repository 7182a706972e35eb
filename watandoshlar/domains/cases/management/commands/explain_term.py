"""Reckon a legal term from a rule and a ledger: `manage.py explain_term RULE.json LEDGER.json`."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from watandoshlar.capabilities.posts.api import errors, get_post, office_calendar
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import NoWorkingDay, OfficeCalendar
from watandoshlar.foundation.legal_clock import due, read_calendars, read_ledger, read_term, written

BAD_INPUT = 2


class Command(BaseCommand):
    help = (
        "Prints as JSON when a term ends, the steps that lead there and the duties on the way. "
        "Offices of the ledger are those of --calendars, else posts of the database. See docs/howto/explain-a-term.md."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rule", help="file with the rule as JSON, - for standard input")
        parser.add_argument("ledger", help="file with the ledger as JSON, - for standard input")
        parser.add_argument("--as-of", help="reckon by what was known at this moment (2026-11-10T09:00+05:00); now")
        parser.add_argument("--calendars", help="file with the calendars of offices as JSON")

    def handle(self, *, rule: str, ledger: str, as_of: str | None, calendars: str | None, **options: object) -> None:
        try:
            term, entries = read_term(_json(rule)), read_ledger(_json(ledger))
            moment = _moment(as_of) if as_of else clock.now()
            known = read_calendars(_json(calendars)) if calendars else {}
            needed = {entry.office for entry in entries if entry.code == term.starts}
            known |= _calendars_of_posts(needed - known.keys() - ({""} if len(known) == 1 else set()))
            found = due(term, entries, known, moment)
        except NoWorkingDay as problem:
            raise CommandError(f"no office day within a year of {problem}", returncode=BAD_INPUT) from problem
        except (OverflowError, ValueError) as problem:
            raise CommandError(str(problem), returncode=BAD_INPUT) from problem
        self.stdout.write(json.dumps(written(found), ensure_ascii=False, indent=2))


def _json(path: str) -> Any:
    try:
        return json.loads(sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8"))
    except OSError as problem:
        raise ValueError(f"{path}: cannot be read ({problem.strerror})") from problem
    except ValueError as problem:
        raise ValueError(f"{path}: is not JSON ({problem})") from problem


def _moment(typed: str) -> datetime:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise ValueError(f"--as-of: a moment with its offset is needed, not {typed!r}")
    return moment


def _calendars_of_posts(offices: Iterable[str]) -> dict[str, OfficeCalendar]:
    try:
        return {office: office_calendar(get_post(office)) for office in sorted(offices)}
    except errors.PostNotFound as problem:
        raise ValueError(f"no post and no calendar is called {problem.fields['post']!r}") from problem
    except (DatabaseError, ImproperlyConfigured) as problem:
        raise ValueError("the database of posts cannot be asked: give the calendars with --calendars") from problem
