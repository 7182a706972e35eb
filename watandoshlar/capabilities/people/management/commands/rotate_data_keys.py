"""Bring all data keys under the current key-encryption key: `manage.py rotate_data_keys` (docs/operations/keys.md)."""

from argparse import ArgumentParser
from collections.abc import Iterator
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Rewrapped, key_ring, rewrap_data_keys

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Wrap the data keys of all persons under the first of KEY_ENCRYPTION_KEYS. Can be stopped and started again at "
        "any time. Ends with 1 when a data key could not be opened."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="How many data keys one transaction holds.")

    def handle(self, *, batch: int, **options: object) -> None:
        if batch < 1:
            raise CommandError("--batch must be 1 or more.")
        # A person registered behind the walk, by a process that still has the old key, is met by the next one.
        while self.walk(batch):
            self.stdout.write("Looking again for data keys made meanwhile.")
        self.stdout.write(f"All data keys are wrapped under {key_ring().current}.")

    def walk(self, batch: int) -> int:
        """Look at every data key once. How many were rewrapped."""
        seen = rewrapped = 0
        unopened: dict[UUID, str] = {}
        for done in batches(batch):
            seen, rewrapped = seen + done.seen, rewrapped + done.rewrapped
            unopened |= done.unopened
            self.stdout.write(f"{seen} looked at, {rewrapped} rewrapped")
        if unopened:
            raise CommandError(complaint(unopened))
        return rewrapped


def batches(size: int) -> Iterator[Rewrapped]:
    done = rewrap_data_keys(acting_user=SYSTEM, limit=size)
    while done.last is not None:
        yield done
        done = rewrap_data_keys(acting_user=SYSTEM, after=done.last, limit=size)


def complaint(unopened: dict[UUID, str]) -> str:
    lines = [f"{len(unopened)} data keys could not be opened and are left as they were:"]
    lines += [f"  {person}: {code}" for person, code in list(unopened.items())[:SHOWN]]
    if len(unopened) > SHOWN:
        lines.append(f"  and {len(unopened) - SHOWN} more")
    lines.append("wrong_key: put the key it is wrapped under back into KEY_ENCRYPTION_KEYS and start again.")
    lines.append("tampered: restore this row of people_personkey from a backup.")
    return "\n".join(lines)
