"""The example of docs/howto/explain-a-term.md runs as it stands there, and bad input is refused in one sentence."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from watandoshlar.foundation.legal_clock import Step, replay

PAGE = Path(settings.ROOT, "docs", "howto", "explain-a-term.md")


def blocks():
    """The JSON of the page: the files by their names, and at last the steps."""
    text = PAGE.read_text(encoding="utf-8")
    files = dict(re.findall(r"`(\w+\.json)`:\n\n```json\n(.*?)```", text, re.S))
    return {**files, "steps": re.findall(r"```json\n(.*?)```", text, re.S)[-1]}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, content in blocks().items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command_of_the_page():
    [line] = re.findall(r"manage\.py (explain_term .*)", PAGE.read_text(encoding="utf-8").split("```sh")[1])
    return line.split()


def explain(*arguments):
    printed = io.StringIO()
    call_command(*arguments, stdout=printed)
    return json.loads(printed.getvalue())


def refusal(*arguments):
    with pytest.raises(CommandError) as refused:
        explain("explain_term", *arguments)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_example_of_the_page_comes_out_as_it_says(folder):
    found = explain(*command_of_the_page())
    assert found["moment"] == "2026-12-10T13:00:00+00:00"
    assert found["steps"] == json.loads(blocks()["steps"])
    assert replay([Step(**step) for step in found["steps"]]).isoformat() == found["moment"]
    assert [(clock["office"], clock["stopped_by"]) for clock in found["clocks"]] == [
        ("seoul", "forwarded"),
        ("tashkent", ""),
    ]
    assert [(duty["office"], duty["is_late"]) for duty in found["duties"]] == [("seoul", False), ("tashkent", False)]


def test_it_runs_from_outside_without_a_database(folder):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    manage = [sys.executable, str(Path(settings.ROOT, "manage.py")), *command_of_the_page()]
    run = subprocess.run(manage, capture_output=True, text=True, env=environment, cwd=folder, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["moment"] == "2026-12-10T13:00:00+00:00"
    Path("ledger.json").write_text('[{"code": "received", "at": "tomorrow"}]', encoding="utf-8")
    run = subprocess.run(manage, capture_output=True, text=True, env=environment, cwd=folder, check=False)
    assert run.returncode == 2
    assert run.stderr == "CommandError: ledger[0].at: a moment with its offset is needed, not 'tomorrow'\n"


def test_offices_may_be_posts_of_the_database(folder, posts):
    ledger = [{"code": "received", "at": "2026-11-02T10:00+09:00", "office": "seoul"}]
    Path("ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    found = explain("explain_term", "rule.json", "ledger.json", "--as-of", "2026-11-03T00:00Z")
    assert found["steps"][0]["facts"]["closes"] == "17:00:00"
    ledger[0]["office"] = "atlantis"
    Path("ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    assert refusal("rule.json", "ledger.json") == "no post and no calendar is called 'atlantis'"


def test_the_rule_may_come_from_standard_input(folder, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(blocks()["rule.json"]))
    found = explain("explain_term", "-", *command_of_the_page()[2:])
    assert found["moment"] == "2026-12-10T13:00:00+00:00"


def test_bad_input_is_refused_in_one_sentence(folder):
    Path("broken.json").write_text("{", encoding="utf-8")
    Path("short.json").write_text('{"id": "ariza", "length": 15, "unit": "moons"}', encoding="utf-8")
    Path("closed.json").write_text(
        '{"seoul": {"zone": "Asia/Seoul", "host_country": "KR", "weekend": ["always"]}}', encoding="utf-8"
    )
    assert refusal("nothing.json", "ledger.json") == "nothing.json: cannot be read (No such file or directory)"
    assert refusal("broken.json", "ledger.json").startswith("broken.json: is not JSON (")
    assert refusal("ledger.json", "ledger.json").startswith("rule: keys with values are needed, not [")
    assert refusal("short.json", "ledger.json") == "rule: source is missing"
    assert refusal("rule.json", "ledger.json", "--as-of", "now") == (
        "--as-of: a moment with its offset is needed, not 'now'"
    )
    assert refusal("rule.json", "ledger.json", "--calendars", "closed.json") == (
        "calendars.seoul.weekend: ['always'] cannot be used"
    )
