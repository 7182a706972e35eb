"""`make run` as a whole: it answers, it comes back fast, and it leaves nothing behind."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from config.embedded_postgres import OWNER, EmbeddedPostgres
from config.supervisor import ROOT
from tests.plugins.live_site import free_port
from tests.processes import descendants, is_gone, within

# What the tests set for themselves and a person at a terminal has not.
OF_THE_TESTS = ("DATABASE_URL", "DATABASE_OWNER_URL", "TEST_SUPERUSER_URL", "DJANGO_SETTINGS_MODULE")
# What only a first start does. A second one answers within ten seconds because it does none of it (README, Measured).
STEPS_OF_A_FIRST_START = ("Schema", "Rights of the application", "Texts", "Static files", "Demonstration data")


class Platform:
    """The supervisor in a process of its own, ready to be ended in any way."""

    def __init__(self, var: Path, **more: str) -> None:
        self.port = free_port()
        environment = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            cwd=ROOT,
            env={**environment, "WATANDOSHLAR_VAR": str(var), "PORT": str(self.port), **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.said: list[str] = []
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("Ready after"):
                break
        else:
            pytest.fail(f"The platform did not start:\n{''.join(self.said)}")
        self.children = descendants(self.process.pid)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(60)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


def steps(platform: Platform) -> list[str]:
    return [step for step in STEPS_OF_A_FIRST_START if any(line.strip().startswith(step) for line in platform.said)]


def ends_completely(platform: Platform, number: signal.Signals) -> bool:
    return platform.end(number) == 0 and within(10, lambda: all(map(is_gone, platform.children)))


@pytest.mark.long
def test_the_life_of_an_installation(tmp_path: Path) -> None:
    """One test, because a first start takes half of its time."""
    var, elsewhere = tmp_path / "var", tmp_path / "elsewhere"
    starts_and_is_killed(var)
    for number in (signal.SIGINT, signal.SIGTERM):
        starts_again_and_ends(var, number)
    with EmbeddedPostgres(var / "postgres") as postgres:
        prepares_the_database_of_somebody_else(elsewhere, postgres)


def starts_and_is_killed(var: Path) -> None:
    platform = Platform(var)
    assert "consular-registration" in read(platform, "/uz/services/")
    assert steps(platform) == list(STEPS_OF_A_FIRST_START)
    # PostgreSQL, the web server with its worker process, and the worker of the queue.
    assert len(platform.children) >= 4
    platform.end(signal.SIGKILL)
    assert within(10, lambda: all(map(is_gone, platform.children))), "kill -9 left processes behind"


def starts_again_and_ends(var: Path, number: signal.Signals) -> None:
    platform = Platform(var)
    assert ends_completely(platform, number)
    assert steps(platform) == []


def prepares_the_database_of_somebody_else(var: Path, postgres: EmbeddedPostgres) -> None:
    """It has been filled before: every step is taken once, and finds nothing left to do."""
    urls = {"DATABASE_URL": postgres.url(), "DATABASE_OWNER_URL": postgres.url(OWNER)}
    first = Platform(var, **urls)
    assert ends_completely(first, signal.SIGHUP)
    assert steps(first) == list(STEPS_OF_A_FIRST_START)
    again = Platform(var, **urls)
    assert "consular-registration" in read(again, "/uz/services/")
    assert ends_completely(again, signal.SIGTERM)
    assert steps(again) == []
    assert not (var / "postgres").exists()


def read(platform: Platform, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{platform.port}{path}", timeout=30) as answer:
        return answer.read().decode()
