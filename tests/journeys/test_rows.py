"""A family of several children, a row each: a person, files, and a question that only some rows ask."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.domains.cases.builders import FAMILY_FOLDER
from tests.journeys.applicant import Applicant, as_the_form_asks
from tests.journeys.staff import Staff, look
from tests.journeys.test_answer_request import ask_again
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import Case, answers_of, example_upload
from watandoshlar.domains.catalogue.api import Service, fill_in, publish_version, read_folder

SCRIPTS = pytest.mark.parametrize("with_javascript", [True, False], ids=["htmx", "no script"])
RAW = read_folder(FAMILY_FOLDER).examples["two-children"]


@pytest.fixture
def service(demonstration: Any) -> Service:
    return publish_version(acting_user=SYSTEM, folder=FAMILY_FOLDER)


@pytest.fixture
def open_applicant(service: Service, new_applicant: Callable[..., Applicant]) -> Callable[[bool], Applicant]:
    return lambda with_javascript: new_applicant("en", java_script_enabled=with_javascript)


def files_of(visitor: Applicant | Staff) -> list[str]:
    """Names of the files to which the page leads; each opens."""
    links = visitor.page.locator("dl.summary-list a[href*='/file/']").all()
    for link in links:
        assert visitor.page.request.get(visitor.site.base_url + link.get_attribute("href")).ok
    return [link.inner_text() for link in links]


def files_in_row(applicant: Applicant, number: int) -> list[str]:
    return applicant.page.locator(".row").nth(number - 1).locator(".files .name").all_inner_texts()


def problems_of(applicant: Applicant) -> list[str]:
    """To which controls the summary of mistakes leads."""
    return [link.get_attribute("href") for link in applicant.page.locator("#problems a").all()]


@SCRIPTS
def test_a_family_from_the_form_to_the_officer(
    with_javascript: bool,
    service: Service,
    open_applicant: Callable[[bool], Applicant],
    new_staff: Callable[..., Staff],
) -> None:
    applicant = open_applicant(with_javascript)
    applicant.fill_in_example(service, RAW)
    assert applicant.visited == RAW["expects"]["pages"]
    assert files_of(applicant) == ["lola.jpg", "aziz.pdf", "translation.jpg"]
    look(applicant)
    draft_id = applicant.page.url.split("/drafts/")[1].split("/")[0]

    applicant.open(f"my/drafts/{draft_id}/page/family/")
    look(applicant)
    # The child who was born here is not asked for a paper.
    assert applicant.page.locator("[name='children.1.birth_paper']").count() == 0
    assert files_in_row(applicant, 2) == ["aziz.pdf", "translation.jpg"]
    applicant.press("button[name='children.remove'][value='1']")
    assert applicant.page.locator(".row").count() == 1
    assert files_in_row(applicant, 1) == ["aziz.pdf", "translation.jpg"]
    applicant.press("button[name='children.2.birth_paper.remove']", first=True)
    assert files_in_row(applicant, 1) == ["translation.jpg"]
    applicant.press()
    applicant.open(f"my/drafts/{draft_id}/check/")
    case = Case.objects.get(reference=applicant.submit())
    (row,) = answers_of(case)["children"]
    assert row["child"]["person"]

    officer = new_staff("officer.seoul", "ru", java_script_enabled=with_javascript)
    officer.open_case(case.reference)
    officer.send("take")
    assert files_of(officer) == ["translation.jpg"]
    look(officer)

    # The next application knows the child.
    applicant.begin(service.slug, "KR", "KR-11", "seoul")
    applicant.answer_page(service, "parent", as_the_form_asks(service, "parent", fill_in(service.definition, RAW)), {})
    known = applicant.page.locator(f"[name='children.1.child.role'][value='child:{row['child']['person']}']")
    known.check()
    applicant.press('button[name="_later"]')
    applicant.open("my/")
    applicant.press("main .card a", first=True)
    assert known.is_checked()


@SCRIPTS
def test_rows_that_are_refused_lose_nothing(
    with_javascript: bool, service: Service, open_applicant: Callable[[bool], Applicant]
) -> None:
    """A wrong day in one row, a file and another row beside it: all of it is there when the page comes back."""
    applicant = open_applicant(with_javascript)
    applicant.begin(service.slug, "KR", "KR-11", "seoul")
    typed = fill_in(service.definition, RAW)
    applicant.answer_page(service, "parent", as_the_form_asks(service, "parent", typed), {})
    family = as_the_form_asks(service, "family", typed) | {"children.1.child_born.month": ["13"]}
    photo = {"children.1.child_photo": [example_upload("lola.jpg", "photo")]}
    applicant.fill(family, photo)
    applicant.press()
    assert "/page/family/" in applicant.page.url
    look(applicant)
    # With JavaScript the second row has asked for its paper before; otherwise the question is new, and no mistake yet.
    paper = ["#f-children-2-birth-paper"]
    assert problems_of(applicant) == ["#f-children-1-child-born", *(paper if with_javascript else [])]
    assert applicant.page.input_value("[name='children.1.child_born.month']") == "13"
    assert applicant.page.input_value("[name='children.2.child_name.given']") == "Aziz"
    assert files_in_row(applicant, 1) == ["lola.jpg"]
    assert applicant.page.locator("[name='children.2.birth_paper']").count() == 1
    applicant.page.fill("[name='children.1.child_born.month']", "3")
    applicant.press()
    assert problems_of(applicant) == paper
    assert applicant.page.input_value("[name='children.1.child_born.month']") == "3"


@SCRIPTS
def test_what_the_officer_asks_for_in_rows(
    with_javascript: bool,
    service: Service,
    open_applicant: Callable[[bool], Applicant],
    new_staff: Callable[..., Staff],
) -> None:
    applicant = open_applicant(with_javascript)
    applicant.fill_in_example(service, RAW)
    case = Case.objects.get(reference=applicant.submit())
    officer = new_staff("officer.seoul", "ru", java_script_enabled=with_javascript)
    officer.open_case(case.reference)
    officer.send("take")
    ask_again(case, "children")
    before = answers_of(case)

    applicant.open(f"my/cases/{case.reference}/answer/")
    look(applicant)
    applicant.press("button[name='children.remove'][value='1']")
    applicant.press("button[name='children.add']")
    # Nothing has gone to the officer, and nothing that was done here is forgotten.
    assert answers_of(case) == before
    assert applicant.page.locator(".row").count() == 2
    assert files_in_row(applicant, 1) == ["aziz.pdf", "translation.jpg"]
    third = {"child.role": "child", "child_name.given": "Umid", "child_abroad": "no"}
    third |= {"child_name.script": "Latn", "child_name.source": "birth_certificate"}
    third |= {f"child_born.{part}": number for part, number in (("day", "1"), ("month", "2"), ("year", "2026"))}
    applicant.fill(
        {f"children.3.{name}": [value] for name, value in third.items()},
        {"children.2.birth_paper": [example_upload("stamped.pdf", "file")]},
    )
    applicant.press()
    after = answers_of(case)["children"]
    assert [row["row"] for row in after] == ["2", "3"]
    assert [file["name"] for file in after[0]["birth_paper"]] == ["stamped.pdf"]
    officer.open_case(case.reference)
    look(officer)
    # What stood there before is shown beside it.
    assert files_of(officer) == ["stamped.pdf", "lola.jpg", "aziz.pdf", "translation.jpg"]
