"""A family of five in one application: two parents agree, each by an act of their own; one submit; an officer decides
all of them in one sitting."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.domains.cases.builders import TRIP_FOLDER
from tests.domains.cases.trips import ANOTHER, CHILD, example
from tests.journeys.applicant import PAGE_ID, Applicant, as_the_form_asks
from tests.journeys.staff import Staff, look
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import Case, Consent, mandates_for
from watandoshlar.domains.catalogue.api import Service, fill_in, publish_version

PHONE = {"viewport": {"width": 360, "height": 740}}
DEVICES = {
    "phone": ("uz", PHONE),
    "right to left": ("uz-arab", {"viewport": {"width": 1280, "height": 900}}),
    "no script": ("ru", {"java_script_enabled": False, **PHONE}),
}
MOTHER, FATHER = ("LOLA", "lola@example.org"), ("ANVAR", "anvar@example.org")
CHILDREN = ("MALIKA", "TEMUR", "NARGIZA")


@pytest.fixture
def service(demonstration: Any) -> Service:
    return publish_version(acting_user=SYSTEM, folder=TRIP_FOLDER)


def person(name: str, given: str, email: str = "") -> dict[str, Any]:
    own = {"person_name": {"family": "KARIMOVA", "given": given, "script": "Latn", "source": "passport"}}
    return example(name, {"person": own | ({"person_email": email} if email else {})})


PEOPLE = [
    *(person(ANOTHER, given, email) for given, email in (MOTHER, FATHER)),
    *(person(CHILD, given) for given in CHILDREN),
]


@pytest.mark.parametrize("device", DEVICES)
def test_a_family_of_five(
    service: Service,
    new_applicant: Callable[..., Applicant],
    new_staff: Callable[..., Staff],
    new_context: Callable[..., BrowserContext],
    device: str,
) -> None:
    language, options = DEVICES[device]
    applicant = new_applicant(language, **options)
    fill_in_everybody(applicant, service)
    submit_together(applicant)
    for given, email in (MOTHER, FATHER):
        agree(
            Applicant(new_context(**options).new_page(), applicant.site, language, applicant.runs_scripts), given, email
        )
    decide_everybody(new_staff("officer.seoul", "ru" if language == "uz" else language, **options))
    see_the_result(applicant)


def fill_in_everybody(applicant: Applicant, service: Service) -> None:
    first, *others = PEOPLE
    # The emails of both parents are asked once, with the names.
    emails = {"mother_email": MOTHER[1], "father_email": FATHER[1]}
    applicant.begin(service.slug, "KR", "KR-11", "seoul")
    pages = answer_pages(
        applicant, service, {**first, "answers": {**first["answers"], "parents": parents(first, emails)}}
    )
    assert pages == ["together", "parents", "who", "person", "authority", "finish"]
    look(applicant)
    for raw in others:
        applicant.press('form[action$="/add-person/"] button')
        pages = answer_pages(applicant, service, raw)
        assert not {"together", "parents"} & set(pages)
        look(applicant)
        applicant.press('a.button[href$="/people/"]')
        look(applicant)


def parents(raw: Mapping[str, Any], emails: Mapping[str, str]) -> dict[str, Any]:
    return {**raw["answers"]["parents"], **emails}


def answer_pages(applicant: Applicant, service: Service, raw: Mapping[str, Any]) -> list[str]:
    filled, visited = fill_in(service.definition, raw), []
    while here := PAGE_ID.search(applicant.page.url):
        visited.append(here[1])
        typed = as_the_form_asks(service, here[1], filled)
        applicant.answer_page(service, here[1], typed, raw.get("files") or {})
    return visited


def submit_together(applicant: Applicant) -> None:
    applicant.press("main form.stack button.button")
    references = applicant.page.locator("#family-cases ~ ul bdi[dir=ltr]").all_inner_texts()
    assert len(references) == 5 == Case.objects.exclude(family="").count()
    look(applicant)


def agree(parent: Applicant, given: str, email: str) -> None:
    """By the link in the letter, without an account: for oneself and for all children at once."""
    letter = parent.open_consent(email)
    assert len(parent.site.mailbox.to(email)) == 1
    look(parent)
    names = [f"answer.{one.pk}" for one in Consent.objects.filter(letter=letter).order_by("pk")]
    assert len(names) == 4
    parent.press()
    # Nothing was said: the page says what is missing, and goes on.
    assert parent.page.locator("#problems").count() == 1
    look(parent)
    parent.agree(names, f"{given} KARIMOVA", "AA1234567")
    assert Consent.objects.filter(letter=letter, state="given").count() == 4
    look(parent)
    # Until the decision one can take it back there.
    parent.open_consent(email)
    assert parent.page.locator("button.destructive").count() == 4
    look(parent)


def decide_everybody(officer: Staff) -> None:
    cases = list(Case.objects.exclude(family="").order_by("pk"))
    officer.open_case(cases[0].reference)
    look(officer)
    officer.send("family")
    for number, case in enumerate(cases):
        if case.is_for_another and officer.page.locator('form[action$="/mandate/"]').count():
            confirm_paper(officer, case)
        officer.page.check("#propose-outcome-1")
        officer.send("decide")
        officer.send("issue")
        assert Case.objects.get(pk=case.pk).state == "issued", officer.text()
        if number < len(cases) - 1:
            with officer.page.expect_navigation():
                officer.page.locator("aside p a.button.quiet", has_text=cases[number + 1].reference).click()
            look(officer)


def confirm_paper(officer: Staff, case: Case) -> None:
    form = officer.page.locator('details:has(form[action$="/mandate/"])')
    form.locator("summary").click()
    officer.send("mandate")
    # Without having seen it there is no confirmation.
    assert officer.page.locator("#problems").count() == 1
    look(officer)
    officer.page.check("#confirm_mandate-has-seen")
    officer.send("mandate")
    assert mandates_for(Case.objects.get(pk=case.pk))
    look(officer)


def see_the_result(applicant: Applicant) -> None:
    case = Case.objects.exclude(family="").order_by("pk").first()
    applicant.open(f"my/cases/{case.reference}/")
    look(applicant)
    applicant.open("my/people/")
    assert applicant.page.locator("section.panel").count() == 5
    look(applicant)
    applicant.open("my/")
    look(applicant)
