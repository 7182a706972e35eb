"""A process that dies by kill -9 at a chosen point of answering one request.

Each death is that of a real process: a fork of this one that answers with the platform's own handler, on a database
connection of its own, and kills itself at one point. Points lie before every statement that the request sends to the
database, before and after every commit, and after the answer was given.
"""

import gc
import os
import signal
from collections.abc import Callable

from django.db import connection

NEVER = -1


class Deadline:
    """Kills this process when it comes to a point the given number of points from now."""

    def __init__(self, point: int) -> None:
        self.point = point
        self.passed = 0

    def __call__(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        self.come()
        return execute(sql, params, many, context)

    def come(self) -> None:
        if self.passed == self.point:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1

    def watch_commits(self) -> None:
        commit = connection._commit

        def watched() -> None:
            self.come()
            commit()
            self.come()

        connection._commit = watched


def answer_in_a_process(answer: Callable[[], str], point: int) -> tuple[str, int, bool]:
    """Answer in a forked process that dies at a point. Returns the answer ("" if there was none; one word), how many
    points it passed, and whether it was killed."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        _answer_and_die(answer, point, writer)
    os.close(writer)
    with os.fdopen(reader) as told:
        word, _space, passed = told.read().partition(" ")
    _pid, status = os.waitpid(pid, 0)
    return word, int(passed or 0), os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _answer_and_die(answer: Callable[[], str], point: int, writer: int) -> None:
    status = 1
    # The connection of the parent is neither used nor closed here: it is one socket with two owners now.
    _inherited, connection.connection = connection.connection, None
    gc.disable()
    try:
        deadline = Deadline(point)
        deadline.watch_commits()
        with connection.execute_wrapper(deadline):
            word = answer()
        os.write(writer, f"{word} {deadline.passed}".encode())
        deadline.come()
        status = 0
    finally:
        # Nothing of the tests' own process may run to its end here a second time.
        os._exit(status)
