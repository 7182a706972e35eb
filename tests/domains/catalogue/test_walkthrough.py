"""services/README.md promises that its commands make a service; here they are followed to the letter."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from watandoshlar.domains.catalogue.folders import read_folder
from watandoshlar.domains.catalogue.queries import languages
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems
from watandoshlar.domains.catalogue.rules.publication import check_folder

ROOT = Path(__file__).parents[3]
COPY, ASK, SAY, ANSWER = range(4)


@pytest.fixture
def follow(tmp_path):
    """Follow the steps of the page up to and with one of them, in a copy of the folder."""
    page = (ROOT / "services" / "README.md").read_text(encoding="utf-8")
    steps = re.findall(r"^```sh\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    shutil.copytree(ROOT / "services" / "_example", tmp_path / "services" / "_example")

    def follow(last):
        # `make` is called in the page for its reader; the test looks at the folder itself.
        script = "make() { :; }\n" + "\n".join(steps[: last + 1])
        subprocess.run(["bash", "-ec", script], cwd=tmp_path, check=True)
        return read_folder(tmp_path / "services" / "greeting-card")

    return follow


def test_the_copy_is_a_whole_service(follow):
    assert check_folder(follow(COPY), languages()).slug == "greeting-card"


def test_a_question_without_words_is_refused_in_every_required_language(follow):
    with pytest.raises(DefinitionProblems) as refusal:
        check_folder(follow(ASK), languages())
    missing = {(problem.file, problem.path) for problem in refusal.value.problems if problem.code == "missing_text"}
    assert missing == {
        (f"texts/{language}.yaml", path)
        for language in languages().required
        for path in (
            "pages.gift.title",
            "fields.flower.label",
            "fields.flower.choices.tulip",
            "fields.flower.choices.rose",
        )
    }


def test_a_question_without_an_answer_in_the_examples_is_refused(follow):
    with pytest.raises(DefinitionProblems) as refusal:
        check_folder(follow(SAY), languages())
    assert {problem.file for problem in refusal.value.problems} == {"examples/with-two-guests.yaml"}


def test_the_finished_service_is_accepted(follow):
    service = check_folder(follow(ANSWER), languages())
    assert [page.id for page in service.definition.pages] == ["reader", "guests", "gift", "finish"]
    assert service.texts("ru").field("flower").choices["rose"] == "Роза"
