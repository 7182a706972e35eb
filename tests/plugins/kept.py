"""What takes long to make and is the same for every test process: made by the first, kept on disk for the others."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from tests.plugins.postgres import CACHE, ROOT

KEPT = CACHE.with_name("test-kept")
Taken = TypeVar("Taken")


def once_for_all(name: str, state: str, make: Callable[[Path], object], take: Callable[[Path], Taken]) -> Taken:
    """`make` writes a folder, `take` takes from it what this process needs; what it follows from, `state` says."""
    KEPT.mkdir(parents=True, exist_ok=True)
    finished = KEPT / f"{name}-{state}"
    with (KEPT / f"{name}.lock").open("a") as lock:
        # Processes begin together: one makes it, the others wait. Taken under the lock: another state removes it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            for old in KEPT.glob(f"{name}-*"):
                shutil.rmtree(old)
            unfinished = KEPT / f"{name}-unfinished"
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(finished)
        return take(finished)


def state_of(files: Iterable[Path], *more: str) -> str:
    """Names files by their contents, and whatever else matters."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in sorted(files):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
