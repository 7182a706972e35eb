"""Service folders are read strictly, and every value knows its place."""

from pathlib import Path

import pytest
from django.test import override_settings

from watandoshlar.domains.catalogue.folders import folders, read_folder
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "some-service"
    (made / "texts").mkdir(parents=True)
    (made / "examples").mkdir()
    (made / "definition.yaml").write_text(
        "service: some-service\npages:\n  - id: who\n    fields:\n"
        "      - {id: agrees, kind: choice, choices: [yes, no]}\n"
        "as_of: 2026-11-01\nflag: true\nnumber: 3\n"
    )
    (made / "texts" / "uz.yaml").write_text("title: Oʻzbek\n")
    (made / "texts" / "uz-Arab.yaml").write_text("title: اۉزبېک\n")
    (made / "examples" / "one.yaml").write_text("today: 2026-11-02\n")
    return made


def test_words_and_dates_stay_what_they_are(folder: Path) -> None:
    read = read_folder(folder)
    assert read.definition["pages"][0]["fields"][0]["choices"] == ["yes", "no"]
    assert (read.definition["as_of"], read.definition["flag"], read.definition["number"]) == ("2026-11-01", True, 3)
    assert read.texts == {"uz": {"title": "Oʻzbek"}, "uz-arab": {"title": "اۉزبېک"}}
    assert read.text_files == {"uz": "texts/uz.yaml", "uz-arab": "texts/uz-Arab.yaml"}
    assert read.examples == {"one": {"today": "2026-11-02"}}


def test_every_value_has_its_line_and_column(folder: Path) -> None:
    marks = read_folder(folder).marks
    assert marks["pages[0].id"] == (3, 9)
    assert marks["pages[0].fields[0].kind"] == (5, 28)
    assert marks["pages[0].fields[0].choices[1]"] == (5, 51)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("service: a\npages: []\nservice: b\n", 1, 1),
        ("service: [a\n", 2, 1),
        ("service: !!python/object/apply:os.system ['true']\n", 1, 10),
        ("service: 'a\n", 2, 1),
    ],
)
def test_what_is_no_strict_yaml_is_refused_with_its_place(folder: Path, text: str, line: int, column: int) -> None:
    (folder / "definition.yaml").write_text(text)
    with pytest.raises(DefinitionProblems) as refusal:
        read_folder(folder)
    (problem,) = refusal.value.problems
    assert (problem.file, problem.code, problem.line, problem.column) == ("definition.yaml", "bad_yaml", line, column)


def test_an_empty_file_is_read_as_nothing(folder: Path) -> None:
    (folder / "definition.yaml").write_text("")
    assert read_folder(folder).definition is None


def test_tutorials_belong_to_demonstrations(folder: Path) -> None:
    tutorial = folder.parent / "_tutorial"
    tutorial.mkdir()
    (tutorial / "definition.yaml").write_text("service: _tutorial\n")
    (folder.parent / "notes").mkdir()
    with override_settings(SERVICES_DIRECTORY=folder.parent, DEMONSTRATION=False):
        assert [found.name for found in folders()] == ["some-service"]
        assert [found.name for found in folders(with_tutorial=True)] == ["_tutorial", "some-service"]
    with override_settings(SERVICES_DIRECTORY=folder.parent, DEMONSTRATION=True):
        assert [found.name for found in folders()] == ["_tutorial", "some-service"]
