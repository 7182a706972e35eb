"""`make mutations`: ten million mutated seals, read in Python and by the scripts of the page: none is accepted, and the
two never differ.

Goes on where it was stopped: what is done stands in a file, as long as neither reader has changed since. Ends with a
fault at the first text that is taken for genuine, or that the two read differently; the text is printed. `--count` for
fewer, `--first` draws others.
"""

import argparse
import json
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.load.bench import say
from tests.plugins.kept import state_of
from tests.seal_mutations import KEYS, NOW, Mutator, is_other_spelling
from tests.seal_readers import javascript_reader
from watandoshlar.foundation.crypto.seal import read_seal

COUNT = 10_000_000
BATCH = 10_000
PROCESSES = 2
ROOT = Path(__file__).resolve().parents[2]
# What the outcome follows from: both readers, and what is drawn for them.
READERS = (
    "watandoshlar/foundation/crypto/*.py",
    "watandoshlar/web/verifier/static/verifier/core/*.js",
    "tests/web/verifier/*.mjs",
    "tests/seal_*.py",
)
KEPT = Path(os.environ.get("WATANDOSHLAR_VAR", ROOT / "var")) / "mutations.json"

_reader: Any = None


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--count", type=int, default=COUNT)
    arguments.add_argument("--first", type=int, default=0, help="the first batch; another number draws others")
    arguments.add_argument("--kept", type=Path, default=KEPT, help="the file that says what is done")
    given = arguments.parse_args()
    batches = range(given.first, given.first + -(-given.count // BATCH))
    readers = state_of(path for pattern in READERS for path in ROOT.glob(pattern))
    kept = json.loads(given.kept.read_text()) if given.kept.exists() else {}
    if kept.get("readers") != readers:
        kept = {"done": [], "counts": {}}
    counts, done = Counter(kept["counts"]), set(kept["done"])
    if done:
        say(f"{len(done) * BATCH:,} were read before; the rest follows.")
    for batch, found in _read([batch for batch in batches if batch not in done]):
        done.add(batch)
        counts += found
        given.kept.parent.mkdir(parents=True, exist_ok=True)
        draft = given.kept.with_suffix(".draft")
        draft.write_text(json.dumps({"readers": readers, "done": sorted(done), "counts": counts}))
        draft.replace(given.kept)
    say(f"{len(done) * BATCH:,} mutated seals, read in Python and in JavaScript")
    for verdict, count in counts.most_common():
        say(f"{verdict:<32}{count:>12,}")
    say("0 accepted, 0 read differently")


def _read(batches: list[int]) -> Iterator[tuple[int, Counter]]:
    began, total = time.monotonic(), len(batches)
    with multiprocessing.get_context("spawn").Pool(PROCESSES, _begin) as pool:
        for number, (batch, counts, faults) in enumerate(pool.imap_unordered(read_batch, batches), 1):
            if faults:
                say("\n".join(faults))
                sys.exit(1)
            yield batch, counts
            if number % 20 == 0 or number == total:
                pace = number * BATCH / (time.monotonic() - began)
                left = (total - number) * BATCH / pace / 60
                say(f"{number * BATCH:>12,} of {total * BATCH:,} · {pace:,.0f} a second · {left:.0f} min left")


def _begin() -> None:
    global _reader  # one Node for each process of the pool
    _reader = javascript_reader(KEYS.values(), NOW, fast=True)


def read_batch(batch: int) -> tuple[int, Counter, list[str]]:
    """The verdicts on one batch, and every text that is accepted or read differently."""
    mutator = Mutator(random.Random(batch))
    texts = [mutator.text() for _ in range(BATCH)]
    _reader.say(texts)
    # Node reads them at the same time.
    readings = [read_seal(text, KEYS, NOW) for text in texts]
    counts: Counter = Counter()
    faults = []
    for text, reading, other in zip(texts, readings, _reader.answer(), strict=True):
        verdict = reading.verdict.value
        if other != verdict:
            faults.append(f"{verdict} in Python, {other} in JavaScript: {text!r}")
        elif reading.claims is None:
            counts[verdict] += 1
        elif is_other_spelling(text):
            counts["the same seal, compressed anew"] += 1
        else:
            faults.append(f"accepted as {verdict}: {text!r}")
    return batch, counts, faults


if __name__ == "__main__":
    main()
