"""The verifier's scripts outside a browser: in the Node that Playwright brings along."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any, Self

from playwright._impl._driver import compute_driver_executable

SCRIPTS = Path(__file__).resolve().parent / "web" / "verifier"


class NodeScript:
    """A script of `tests/web/verifier` that answers each line of JSON with one. The first line sets it up."""

    def __init__(self, name: str, begin: Any) -> None:
        node = compute_driver_executable()[0]
        self._process = subprocess.Popen(
            [node, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", SCRIPTS / name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"]},
            text=True,
            encoding="utf-8",
        )
        self.say(begin)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        # Reads what is left, closes both ends and waits.
        self._process.communicate(timeout=30)

    def ask(self, question: Any) -> Any:
        """The answer to one line."""
        self.say(question)
        return self.answer()

    def say(self, line: Any) -> None:
        """Send one line; `answer` reads what comes back."""
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError("The script has ended; what it complains of is on the error output.")
        return json.loads(line)
