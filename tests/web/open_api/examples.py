"""Ask every example anew and write down what is answered, after a change that one means; the difference of the files
then shows what it changed: `.venv/bin/pytest tests/web/open_api/examples.py -n 0`."""

import json
import re

import pytest
from django.conf import settings

from watandoshlar.web.open_api.description import EXAMPLES

DOCUMENT = settings.ROOT / "docs" / "open-api.md"
BLOCK = re.compile(r"^```http\nGET (?P<asked>\S+)\n```\n\n```json\n(?P<answer>.*?)^```$", re.MULTILINE | re.DOTALL)


def steady(answer):
    """What is published in a test is published now."""
    return answer | {"changed_at": "2026-11-26T09:00:00Z"} if "changed_at" in answer else answer


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_write_down(ask, published, path):
    asked = json.loads(path.read_text(encoding="utf-8"))["asked"]
    answer = ask(asked.removeprefix("/api/v1/"))
    assert answer.status_code == 200
    content = json.dumps({"asked": asked, "answer": steady(answer.json())}, ensure_ascii=False, indent=2)
    path.write_text(f"{content}\n", encoding="utf-8")


def test_write_down_what_the_document_shows(ask, published):
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(BLOCK.sub(lambda block: shown(ask, block["asked"]), text), encoding="utf-8")


def shown(ask, asked):
    answer = steady(ask(asked.removeprefix("/api/v1/")).json())
    content = json.dumps(answer, ensure_ascii=False, indent=2)
    return f"```http\nGET {asked}\n```\n\n```json\n{content}\n```"
