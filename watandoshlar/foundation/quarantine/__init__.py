"""A process of its own for the files of strangers: little memory, little time, and none of our settings.

A parser of hostile files can fail in any way; here it fails without anybody else's request.

Word of the room: an *examiner* is a script with a function `examine(content, *arguments)`, whose answer is what JSON
can say. It imports nothing of ours, so that it starts in a moment.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["ExaminerFailed", "examine_apart"]

MEMORY_BYTES = 768 * 1024**2
"""What a picture of 48 million pixels takes, as phones make them, and a reserve."""
SECONDS = 10
"""Of computing; by the clock an answer is awaited twice as long."""
_RUNNER = Path(__file__).with_name("runner.py")
# Where some installations of Python find their own library.
_ENVIRONMENT = ("LD_LIBRARY_PATH",)


class ExaminerFailed(Exception):
    """The examiner died, or did not answer in time."""


def examine_apart(examiner: Path, content: bytes, *arguments: str) -> Any:
    """What the examiner says of the content. Raises ExaminerFailed."""
    command = [sys.executable, "-I", str(_RUNNER), str(MEMORY_BYTES), str(SECONDS), str(examiner), *arguments]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        # No part of the command comes from outside.
        answer = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=2 * SECONDS, check=True, env=environment
        )
        return json.loads(answer.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as failure:
        raise ExaminerFailed from failure
