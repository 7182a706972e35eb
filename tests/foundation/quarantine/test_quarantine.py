import os
import threading
from pathlib import Path

import pytest

from watandoshlar.foundation import quarantine
from watandoshlar.foundation.quarantine import ExaminerFailed, examine_apart


@pytest.fixture
def examiner(tmp_path: Path):
    """An examiner whose function has this body."""

    def write(body: str) -> Path:
        path = tmp_path / "examiner.py"
        path.write_text(f"import os\n\n\ndef examine(content, *arguments):\n    {body}\n")
        return path

    return write


def test_an_examiner_answers_in_what_json_can_say(examiner):
    answer = examine_apart(examiner("return {'length': len(content), 'given': arguments}"), b"abc\0", "a", "b c")
    assert answer == {"length": 4, "given": ["a", "b c"]}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("os.abort()", id="crashes"),
        pytest.param("raise ValueError", id="raises"),
        pytest.param("return bytes(2 * 1024**3)", id="takes too much memory"),
        pytest.param("return content", id="answers what is no JSON"),
        pytest.param("os.close(1)", id="answers nothing"),
        pytest.param("os.kill(os.getpid(), 9)", id="is killed"),
    ],
)
def test_an_examiner_that_fails_takes_nobody_with_it(examiner, body):
    with pytest.raises(ExaminerFailed):
        examine_apart(examiner(body), b"content")


@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(60)"], ids=["computes", "sleeps"])
def test_an_examiner_has_little_time(examiner, monkeypatch, body):
    monkeypatch.setattr(quarantine, "SECONDS", 1)
    with pytest.raises(ExaminerFailed):
        examine_apart(examiner(body), b"content")


def test_an_examiner_sees_none_of_our_settings(examiner, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of ours")
    assert examine_apart(examiner("return 'SECRET_KEY' in os.environ"), b"") is False


def test_examiners_work_beside_each_other(examiner):
    path, answers = examiner("return os.getpid()"), []
    threads = [threading.Thread(target=lambda: answers.append(examine_apart(path, b""))) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(set(answers) - {os.getpid()}) == 4
