#!/usr/bin/env python
"""Commands of the platform; `manage.py help` lists them."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from config.embedded_postgres import EmbeddedPostgres

DEVELOPMENT = "config.settings.dev"


def use_running_database() -> None:
    """In development, work on the database that `make run` has started."""
    postgres = EmbeddedPostgres(Path(os.environ.get("WATANDOSHLAR_VAR", Path(__file__).parent / "var")) / "postgres")
    if postgres.answers:
        os.environ.setdefault("DATABASE_URL", postgres.url())


if __name__ == "__main__":
    if os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT) == DEVELOPMENT:
        use_running_database()
    execute_from_command_line(sys.argv)
