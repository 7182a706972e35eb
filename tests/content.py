"""What the platform says to everybody: posts, services and guides as they stand in their folders."""

from functools import cache
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command

from tests.example_day import NOW
from tests.plugins.kept import state_of
from tests.plugins.postgres import ROOT, hash_of_schema
from tests.plugins.snapshot import once
from watandoshlar.foundation import clock

# What is published follows from these and from nothing else.
SOURCES = ("config", "guides", "posts", "services", "tests/content.py", "tests/example_day.py", "watandoshlar")
NO_SOURCES = {".html", ".css", ".js", ".mo", ".po", ".pyc"}


def publish_content() -> None:
    """Published once for all test processes, on the day of the examples; the tables are empty before."""
    once("content", _publish, state=_state())


def load_demonstration(*options: str) -> None:
    """The demonstration on top of the content; the tables are empty before. `options` are those of its command."""
    publish_content()
    call_command("load_demo", *options, "--without-content", "--without-search", verbosity=0)


def _publish() -> None:
    with clock.fixed(NOW):
        for command in ("load_posts", "publish_services", "publish_guides"):
            call_command(command, verbosity=0)


@cache
def _state() -> str:
    # Rows name the kinds of others by number.
    kinds = list(ContentType.objects.order_by("pk").values_list("pk", "app_label", "model"))
    return state_of((path for source in SOURCES for path in _files(ROOT / source)), hash_of_schema(), repr(kinds))


def _files(source: Path) -> list[Path]:
    found = [source] if source.is_file() else [path for path in source.rglob("*") if path.is_file()]
    return [path for path in found if path.suffix not in NO_SOURCES]
