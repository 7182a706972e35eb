"""What tests ask about processes."""

import time
from collections.abc import Callable
from pathlib import Path


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Whether `condition` comes true in that time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_gone(pid: int) -> bool:
    """No such process, or one that is dead and only not yet collected."""
    fields = stat_of(pid)
    return not fields or fields[0] == "Z"


def descendants(pid: int) -> set[int]:
    """Ids of all processes below `pid`."""
    parents = {int(path.name): stat_of(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    found: set[int] = set()
    generation = {pid}
    while generation := {child for child, fields in parents.items() if fields and int(fields[1]) in generation}:
        found |= generation
    return found


def stat_of(pid: int) -> list[str]:
    """State, parent and what follows them in /proc/<pid>/stat; empty where there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
