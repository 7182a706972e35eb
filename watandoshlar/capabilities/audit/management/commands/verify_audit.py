"""Check the record: `manage.py verify_audit`."""

import dataclasses
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError

from django.core.management.base import BaseCommand

from watandoshlar.capabilities.audit.api import Verification, verify_record

SENTENCES = {
    "entry_missing": "the entry was removed",
    "entry_changed": "the content or the hash of the entry was changed",
    "link_broken": "the entry does not follow from the one before it",
    "seal_disagrees": "the entry is not the one that was sealed",
    "entry_not_sealed": "the entry was put in after its time had been sealed",
    "seal_missing": "the seal was removed",
    "seal_changed": "the content or the hash of the seal was changed",
    "seal_link_broken": "the seal does not follow from the one before it",
    "witness_disagrees": "the seal is not the one that was witnessed",
}


def witness(text: str) -> tuple[int, bytes]:
    """`12:ab34…`: the number of a seal and the hash that the log has for it."""
    number, _, digits = text.partition(":")
    try:
        return int(number), bytes.fromhex(digits)
    except ValueError as error:
        raise ArgumentTypeError("write NUMBER:HASH as in the log line of the seal") from error


class Command(BaseCommand):
    help = (
        "Check every chain and every seal of the record, and name the first bad row of each. "
        "Ends with 1 when there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Answer as JSON, for programs.")
        parser.add_argument(
            "--witness",
            action="append",
            type=witness,
            default=[],
            metavar="NUMBER:HASH",
            help="A seal's hash from the log, to be compared; can be given several times.",
        )

    def handle(self, *, json: bool, witness: list[tuple[int, bytes]], **options: object) -> None:
        verification = verify_record(dict(witness))
        self.stdout.write(as_json(verification) if json else as_text(verification))
        if verification.findings:
            sys.exit(1)


def as_json(verification: Verification) -> str:
    answer = dataclasses.asdict(verification)
    if verification.last_seal:
        number, hash_ = verification.last_seal
        answer["last_seal"] = {"number": number, "hash": hash_.hex()}
    return json.dumps({"intact": not verification.findings, **answer})


def as_text(verification: Verification) -> str:
    lines = [f"{f.chain or 'seal'}#{f.position}: {SENTENCES[f.code]} ({f.code})" for f in verification.findings]
    counted = f"{verification.entries} entries, {verification.chains} chains, {verification.seals} seals"
    lines.append(f"NOT INTACT: {counted}." if lines else f"Intact: {counted}.")
    if verification.last_seal:
        number, hash_ = verification.last_seal
        lines.append(f"Last seal {number}:{hash_.hex()}")
    return "\n".join(lines)
