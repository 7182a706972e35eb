"""The environment is made once and follows the locks."""

import sys
from pathlib import Path

import pytest

from config import environment


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the steps taken, in a project whose environment works and has nothing installed."""
    taken: list[str] = []
    (tmp_path / "requirements").mkdir()
    for locks in environment.LOCKS.values():
        for lock in locks:
            (tmp_path / lock).write_text("django==5.2")
    for name in ("uv", "python"):
        (tmp_path / name).symlink_to(sys.executable)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "UV", tmp_path / "uv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(environment, "INSTALLED", tmp_path / "installed")
    monkeypatch.setattr(environment, "BUSY", tmp_path / "var" / "lock")
    monkeypatch.setattr(environment, "step", lambda title, command: taken.append(f"{title} {Path(command[-1]).name}"))
    return taken


def test_unchanged_lock_installs_nothing(steps: list[str]) -> None:
    environment.prepare("run")
    environment.prepare("run")
    assert steps == ["Packages embedded.txt"]


def test_changed_lock_installs_again(steps: list[str]) -> None:
    environment.prepare("run")
    (environment.ROOT / "requirements/base.txt").write_text("django==5.3")
    environment.prepare("run")
    assert steps == ["Packages embedded.txt"] * 2


def test_running_after_testing_keeps_what_tests_need(steps: list[str]) -> None:
    environment.prepare("dev")
    environment.prepare("run")
    (environment.ROOT / "requirements/dev.txt").write_text("pytest==10")
    environment.prepare("run")
    assert steps == ["Packages dev.txt"] * 2


def test_environment_whose_python_is_gone_is_made_anew(steps: list[str]) -> None:
    environment.prepare("run")
    environment.PYTHON.unlink()
    environment.prepare("run")
    assert [step.split()[0] for step in steps] == ["Packages", "Python", "Installer", "Packages"]


def test_interrupted_installation_is_repeated(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(title: str, command: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "step", fail)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare("run")
    environment.prepare("run")
    assert steps == ["Packages embedded.txt"]


def test_python_without_venv_is_told_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"apt-get install -y python3\.\d+-venv"):
        environment.make_environment()
