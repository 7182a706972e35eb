"""The real services are complete: every language, every example, every question reachable."""

from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from watandoshlar.domains.cases import states
from watandoshlar.domains.catalogue.folders import folders, read_folder
from watandoshlar.domains.catalogue.queries import languages
from watandoshlar.domains.catalogue.rules.examples import Lifecycle
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.publication import check_folder, content_of

DOCUMENT = """document:
  type: greeting-letter
  holder: reader_name
  birth_date: reader_birth_date
  rows: [occasion, read_on, guest_list]
  source: tutorial
"""
LIFECYCLE = Lifecycle(states.FIRST_STATE, states.target)
# The ends that the examples of a service show at least.
ENDS = {
    "applications": {"issued", "refused", "not_eligible"},
    "appeals": {"submitted", "in_review", "forwarded", "answered", "not_considered", "withdrawn"},
}


@pytest.mark.parametrize("slug", [folder.name for folder in folders(with_tutorial=True)])
def test_the_folder_passes_every_check(slug: str) -> None:
    read = read_folder(settings.SERVICES_DIRECTORY / slug)
    service = check_folder(read, languages(), LIFECYCLE)
    assert service.slug == slug
    for language in ("uz", "uz-cyrl", "ru", "en"):
        assert service.texts(language).completeness == 1
    assert 0 < service.texts("uz-arab").completeness < 1
    ends = {example["expects"]["end_state"] for example in read.examples.values()}
    assert ENDS[service.definition.register] <= ends


def test_every_folder_is_read() -> None:
    on_disk = {path.parent.name for path in settings.SERVICES_DIRECTORY.glob("*/definition.yaml")}
    assert {folder.name for folder in folders(with_tutorial=True)} == on_disk
    assert on_disk >= {"_example", "appeal", "child-return-certificate", "consular-registration"}


def test_nothing_but_its_kind_is_required_of_an_appeal() -> None:
    """Registration may not be refused (ZRU-445, article 23), so no answer may be missing."""
    definition = parse_definition(read_folder(settings.SERVICES_DIRECTORY / "appeal").definition)
    assert definition.register == "appeals"
    assert [asked.id for asked in definition.all_fields() if asked.required is not False] == ["appeal_kind"]


def test_every_reason_not_to_consider_an_appeal_has_an_example() -> None:
    read = read_folder(settings.SERVICES_DIRECTORY / "appeal")
    shown = {raw["refuse"] for raw in read.examples.values() if raw["expects"]["end_state"] == "not_considered"}
    assert shown == set(parse_definition(read.definition).decision.refusal_reasons)


def test_cyrillic_texts_are_written_out_in_the_content() -> None:
    read = read_folder(settings.SERVICES_DIRECTORY / "_example")
    content = content_of(read, languages())
    assert content["texts"]["uz-cyrl"]["title"].startswith("Табрик")
    assert all("review" not in raw for raw in content["texts"].values())


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the tutorial, for a test to break."""
    copytree(settings.SERVICES_DIRECTORY / "_example", tmp_path / "_example")
    return tmp_path / "_example"


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("texts/ru.yaml", "  letter:", "  lettre:", "texts/ru.yaml terms.letter missing_text"),
        ("texts/uz-Arab.yaml", "title:", "titel:", "texts/uz-Arab.yaml titel text_for_nothing"),
        ("texts/en.yaml", "read_soon:", "read_late:", "texts/en.yaml checks.read_soon missing_text"),
        ("definition.yaml", "service: _example", "service: other", "service other_than_folder"),
        ("definition.yaml", '"has_guests"', '"has_gests"', "pages[1].fields[1].show_if unknown_name"),
        ("definition.yaml", "when: true", "when: \"occasion == 'navruz'\"", "terms no_term"),
        ("definition.yaml", "occasion == 'other'", "occasion == 'othr'", "unreachable_field"),
        ("definition.yaml", DOCUMENT, "", "document no_document"),
        ("definition.yaml", "starts: submitted", "starts: complete", "terms[0].starts not_one_of"),
        ("definition.yaml", "id: guest_country", "id: remove", "pages[1].fields[1].fields[1].id reserved_id"),
        ("examples/refused.yaml", "end_state: refused", "end_state: issued", "end_state other_than_expected"),
        ("examples/refused.yaml", "[take, refuse]", "[refuse]", "officer no_such_step"),
    ],
)
def test_the_command_names_what_is_wrong(broken: Path, file: str, before: str, after: str, said: str) -> None:
    text = (broken / file).read_text(encoding="utf-8")
    assert before in text
    (broken / file).write_text(text.replace(before, after), encoding="utf-8")
    told = StringIO()
    with override_settings(SERVICES_DIRECTORY=broken.parent), pytest.raises(CommandError, match="problems in 1"):
        call_command("check_services", stdout=told)
    assert said in told.getvalue()


def test_the_command_reports_what_is_right(broken: Path) -> None:
    told = StringIO()
    with override_settings(SERVICES_DIRECTORY=broken.parent):
        call_command("check_services", "_example", stdout=told)
    assert told.getvalue().startswith("_example: 4 examples, uz 100%, ru 100%, en 100%, uz-cyrl 100%, uz-arab ")
    with override_settings(SERVICES_DIRECTORY=broken.parent), pytest.raises(CommandError, match="no folder for: other"):
        call_command("check_services", "other", stdout=told)


def test_a_folder_needs_examples_and_known_languages(broken: Path) -> None:
    for example in (broken / "examples").iterdir():
        example.unlink()
    (broken / "texts" / "xx.yaml").write_text("title: Xx\n")
    (broken / "texts" / "en.yaml").unlink()
    with pytest.raises(DefinitionProblems) as refusal:
        check_folder(read_folder(broken), languages(), LIFECYCLE)
    codes = {problem.code for problem in refusal.value.problems}
    assert {"no_examples", "unknown_language", "missing_language"} <= codes
