"""The Python environment in .venv: made once, brought up to date when the locked requirements change.

Standard library only: it runs with the system's Python, before anything is installed.
"""

import fcntl
import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from config.child_process import end_with_parent

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BUSY = ROOT / "var" / "environment.lock"
PYTHON = ENVIRONMENT / "bin" / "python"
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")
INSTALLED = ENVIRONMENT / "installed"

LOCKS = {
    "run": ("requirements/base.txt", "requirements/embedded.txt"),
    "dev": ("requirements/dev.txt",),
}
UV_LOCK = ROOT / "requirements" / "uv.txt"
# Beside the packages and not among them: synchronising removes whatever the lock does not name.
UV_HOME = ENVIRONMENT / f"uv-{hashlib.sha256(UV_LOCK.read_bytes()).hexdigest()[:8]}"
UV = UV_HOME / "bin" / "uv"


def main(words: Sequence[str]) -> None:
    """`run.py`: make the environment, then start the platform in it."""
    match list(words):
        case ["environment"]:
            prepare("run")
        case ["environment", "dev"]:
            prepare("dev")
        case [] | ["--end-with-parent"]:
            if words:
                # `make` alone may be killed; nothing may stay behind then either.
                end_with_parent(signal.SIGTERM, os.getppid())
            prepare("run")
            os.chdir(ROOT)
            os.execv(PYTHON, [str(PYTHON), "-m", "config.supervisor"])  # noqa: S606 - the supervisor takes this process over
        case _:
            sys.exit("Usage: run.py [environment [dev]]")


def prepare(purpose: str) -> None:
    """Bring .venv in line with the lock of `purpose`; at once where it already is."""
    BUSY.parent.mkdir(exist_ok=True)
    with BUSY.open("a") as lock:
        # Two commands may be started together: one installs, the other waits and finds everything there.
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare_alone(purpose)


def prepare_alone(purpose: str) -> None:
    wanted = {name: fingerprint(name) for name in LOCKS}
    installed = INSTALLED.read_text() if INSTALLED.exists() and UV.exists() and works(PYTHON) else ""
    # What tests need contains what running needs.
    if installed in (wanted[purpose], wanted["dev"]):
        return
    if installed.startswith("dev:"):
        purpose = "dev"
    INSTALLED.unlink(missing_ok=True)
    if not (UV.exists() and works(PYTHON)):
        make_environment()
    locks = [ROOT / lock for lock in LOCKS[purpose]]
    step("Packages", [UV, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, *locks])
    INSTALLED.write_text(wanted[purpose])


def fingerprint(purpose: str) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for lock in LOCKS[purpose]:
        digest.update((ROOT / lock).read_bytes())
    return f"{purpose}:{digest.hexdigest()}"


def works(python: Path) -> bool:
    """Whether the environment's Python runs: the system's may have been upgraded or removed below it."""
    try:
        return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            "This Python cannot make a virtual environment. On Debian and Ubuntu:\n"
            f"    sudo apt-get install -y python{version}-venv\nThen run the same command again."
        )
    step("Python environment", [sys.executable, "-m", "venv", "--clear", ENVIRONMENT])
    step("Installer", [PYTHON, "-m", "pip", "install", *PIP_OPTIONS, "--target", UV_HOME, "-r", UV_LOCK])


def step(title: str, command: Sequence[str | Path]) -> None:
    print(f"  {title} ...", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        sys.exit(f"  {title} failed; the lines above say why.")
    print(f"  {title}: {time.monotonic() - began:.1f} s", flush=True)
