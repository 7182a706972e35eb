"""An appeal from the form to the answer and back: applicant, officers, a body outside, and who only follows it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.places import APPLICANT, appeal_in, example, file_appeal_as
from tests.journeys.staff import Staff, look
from tests.journeys.test_officer_decides import DEVICES
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.appeals.api import Appeal
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.catalogue.api import current_version

BODY, ITS_ADDRESS = "pension-fund", "pension-fund@example.org"
HAPPENED = "Сеулга кўчганимдан бери пенсиям келмаяпти."
DEMANDS = ("Пенсия нега тўланмаётганини аниқланг.", "Қолган пулни ҳисобимга ўтказинг.")
WHY = "Пенсияни шу жамғарма тўлайди."
UNTIL = date(2026, 12, 1)
LINK = re.compile(r"https?://\S+/reply/\S+/")
Opener = Callable[..., Any]


def in_cyrillic() -> Mapping[str, Any]:
    raw = example("appeal", "reopened-after-the-answer")
    matter = {"happened": HAPPENED, "demands": [{"demand": demand} for demand in DEMANDS]}
    return {**raw, "answers": {**raw["answers"], "matter": matter}}


def state_of(reference: str) -> str:
    return Case.objects.get(reference=reference).state


def words(person: Applicant | Staff) -> str:
    return person.page.locator("main").inner_text()


def problems(person: Applicant | Staff) -> list[str]:
    return person.page.locator("#problems li").all_inner_texts()


def unfold(staff: Staff, form: str) -> None:
    """Open what is folded away around the form, if it is."""
    around = staff.page.locator(f'details:has(form[action$="/{form}/"])')
    if around.get_attribute("open") is None:
        around.locator("> summary").click()


@pytest.mark.parametrize("device", ["desk", "no script"])
def test_from_the_form_to_another_officer(new_applicant: Opener, new_staff: Opener, device: str) -> None:
    """With the body that answers first, and the officer afterwards."""
    applicant = new_applicant("uz-cyrl", **DEVICES[device])
    reference, code = file(applicant)
    follow_elsewhere(new_applicant("ru", email="", **DEVICES[device]), reference, code)
    officer = new_staff("officer.seoul", "ru", **DEVICES[device])
    take(officer, reference)
    forward(officer, reference)
    answer_as_the_body(new_applicant("uz", email="", **DEVICES[device]), reference)
    read_and_rate(applicant, reference)
    reopen(applicant, reference)
    # Who sent it to the body has had a part in the answer.
    officer.open_case(reference)
    assert officer.page.locator('form[action$="/take/"]').count() == 0
    look(officer)
    second = new_staff("second.seoul", "ru", **DEVICES[device])
    take(second, reference)
    ask(second, reference)
    send_what_is_asked(applicant, reference)
    extend(second, reference)
    answer(second, reference)
    reopen(applicant, reference)
    take(new_staff("head.seoul", "ru", **DEVICES[device]), reference)


def file(applicant: Applicant) -> tuple[str, str]:
    """Through the form; returns what the receipt shows."""
    applicant.fill_in_example(current_version("appeal"), in_cyrillic())
    assert all(demand in words(applicant) for demand in DEMANDS)
    look(applicant)
    reference = applicant.submit()
    look(applicant)
    return reference, applicant.page.locator(".panel .number").inner_text()


def follow_elsewhere(anyone: Applicant, reference: str, code: str) -> None:
    """Without an account: a wrong code says nothing, the right one nothing personal."""
    anyone.open("track/")
    look(anyone)
    show(anyone, reference, "AAAAAA")
    assert len(problems(anyone)) == 1
    assert anyone.page.input_value("#number") == reference
    look(anyone)
    show(anyone, reference.lower().replace("-", ""), code)
    assert reference in words(anyone)
    assert reference not in anyone.page.url
    page = anyone.page.content()
    assert not [word for word in (*DEMANDS, HAPPENED, "Karimova", "KARIMOVA", APPLICANT) if word in page]
    look(anyone)


def show(anyone: Applicant, reference: str, code: str) -> None:
    anyone.page.fill("#number", reference)
    anyone.page.fill("#code", code)
    anyone.press("main form .actions button")


def take(officer: Staff, reference: str) -> None:
    officer.open_case(reference)
    officer.send("take")
    assert state_of(reference) == "in_review"


def forward(officer: Staff, reference: str) -> None:
    """The theme first; then without and with a word for the applicant."""
    page = officer.page
    look(officer)
    unfold(officer, "classify")
    page.select_option("#classify-theme", "pension")
    officer.send("classify")
    assert Appeal.objects.get(case__reference=reference).theme_confirmed_by == officer.account
    unfold(officer, "forward")
    page.select_option("#forward-to-body", BODY)
    officer.send("forward")
    assert page.locator("#problems a").get_attribute("href") == "#forward-why"
    assert page.input_value("#forward-to-body") == BODY
    look(officer)
    page.fill("#forward-why", WHY)
    officer.send("forward")
    assert state_of(reference) == "forwarded"
    look(officer)


def answer_as_the_body(body: Applicant, reference: str) -> None:
    letter = body.site.mailbox.wait_for(ITS_ADDRESS)
    assert not [word for word in (*DEMANDS, HAPPENED, "Karimova") if word in plain(letter)]
    link = LINK.search(plain(letter))[0]
    body.page.goto(link)
    assert all(demand in words(body) for demand in DEMANDS)
    paper = body.page.locator("a[href*='/file/']").first.get_attribute("href")
    assert body.page.request.get(body.site.base_url + paper).headers["content-type"] == "application/pdf"
    look(body)
    page = body.page
    page.check('[name="outcome.1"][value=solved]')
    page.fill('[name="text.1"]', "Ҳисоб рақами ёпилган экан.")
    page.check('[name="outcome.2"][value=explained]')
    body.press()
    fields = page.locator("#problems a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert fields == ["#reply-text-2", "#reply-law-2"]
    assert page.input_value('[name="text.1"]') == "Ҳисоб рақами ёпилган экан."
    assert page.is_checked('[name="outcome.2"][value=explained]')
    look(body)
    page.fill('[name="text.2"]', "Қолган пул кейинги пенсия билан тўланади.")
    page.fill('[name="law.2"]', "Қонун, 5-модда")
    body.press()
    assert state_of(reference) == "answered"
    look(body)
    assert page.goto(link).status == 409


def plain(letter: EmailMessage) -> str:
    return letter.get_body(preferencelist=("plain",)).get_content()


def read_and_rate(applicant: Applicant, reference: str) -> None:
    applicant.open(f"my/cases/{reference}/")
    assert "Қолган пул кейинги пенсия билан тўланади." in words(applicant)
    look(applicant)
    applicant.page.check("#mark-2")
    applicant.press("form[action$='/rate/'] button")
    assert applicant.page.locator("#mark-2").count() == 0
    look(applicant)
    applicant.open(f"my/cases/{reference}/term/")
    # The clocks of the post and of the body.
    assert applicant.page.locator("ol.sheet").count() == 2
    look(applicant)


def reopen(applicant: Applicant, reference: str) -> None:
    applicant.open(f"my/cases/{reference}/reopen/")
    look(applicant)
    applicant.press()
    assert applicant.page.locator("#problems a").get_attribute("href") == "#reopen-why"
    look(applicant)
    applicant.page.fill("[name=why]", "Жавобда қолган пул ҳақида ҳеч нарса йўқ.")
    applicant.press()
    assert state_of(reference) == "submitted"
    look(applicant)


def ask(officer: Staff, reference: str) -> None:
    assert "Жавобда қолган пул" in officer.text()
    unfold(officer, "request")
    officer.page.check('[name=items][value="phone"]')
    officer.page.fill("#request-due-on", UNTIL.isoformat())
    officer.send("request")
    assert state_of(reference) == "waiting_for_applicant"


def send_what_is_asked(applicant: Applicant, reference: str) -> None:
    applicant.open(f"my/cases/{reference}/answer/")
    look(applicant)
    applicant.page.fill("[name=phone]", "+82 2 574 6554")
    applicant.press()
    assert state_of(reference) == "in_review"


def extend(officer: Staff, reference: str) -> None:
    officer.open_case(reference)
    before = Case.objects.get(reference=reference).due_at
    unfold(officer, "extend")
    officer.page.check('[name=rung][value="further_study"]')
    officer.send("extend")
    assert officer.page.locator("#problems a").get_attribute("href") == "#extend-reason"
    look(officer)
    officer.page.check('[name=reason][value="documents"]')
    officer.send("extend")
    assert Case.objects.get(reference=reference).due_at > before
    officer.open(f"work/cases/{reference}/term/")
    look(officer)


def answer(officer: Staff, reference: str) -> None:
    """One demand is forgotten first."""
    officer.open_case(reference)
    page = officer.page
    page.check('[name="outcome.1"][value=solved]')
    page.fill('[name="text.1"]', "Пенсия со вчерашнего дня на вашем счёте.")
    officer.send("reply")
    assert len(problems(officer)) == 2
    assert page.input_value('[name="text.1"]') == "Пенсия со вчерашнего дня на вашем счёте."
    look(officer)
    page.check('[name="outcome.2"][value=refused]')
    page.fill('[name="text.2"]', "Этих денег фонд не должен.")
    officer.send("reply")
    assert state_of(reference) == "answered"
    look(officer)


@pytest.mark.parametrize("device", ["phone", "no script"])
def test_an_officer_enters_what_was_said_and_hands_out_the_slip(
    new_staff: Opener, new_applicant: Opener, device: str
) -> None:
    officer = new_staff("officer.seoul", "ru", **DEVICES[device])
    page = officer.page
    officer.open("work/enter/")
    look(officer)
    typist = Applicant(page, officer.site, "ru", officer.runs_scripts)
    typist.press()
    typist.fill({"appeal_kind": ["application"]}, {})
    typist.press()
    # Nothing else is needed: nobody may refuse to register it.
    officer.open(f"my/drafts/{page.url.split('/drafts/')[1].split('/')[0]}/check/")
    look(officer)
    reference = typist.submit()
    assert "/slip/" in page.url
    code = page.locator(".panel .number").inner_text()
    look(officer)
    appeal = Appeal.objects.select_related("case").get(case__reference=reference)
    assert (appeal.form, appeal.case.account, appeal.case.entered_by) == ("oral", None, officer.account)
    anyone = new_applicant("uz", email="", **DEVICES[device])
    anyone.open(f"track/?n={reference}")
    show(anyone, reference, code)
    assert reference in words(anyone)


@pytest.mark.parametrize("device", ["desk", "no script"])
def test_a_complaint_about_the_post_goes_to_the_ministry(new_applicant: Opener, new_staff: Opener, device: str) -> None:
    applicant = new_applicant("uz", **DEVICES[device])
    applicant.fill_in_example(current_version("appeal"), example("appeal", "complaint-about-the-post"))
    reference = applicant.submit()
    assert Case.objects.get(reference=reference).post.code == "ministry"
    assert new_staff("head.seoul", **DEVICES[device]).open(f"work/cases/{reference}/") == 404
    central = new_staff("officer.ministry", **DEVICES[device])
    take(central, reference)
    # Posts do not judge each other, and the one that it is about least of all.
    offered = central.page.locator("#forward-to-body option").evaluate_all("options => options.map(one => one.value)")
    assert "prosecutor-general" in offered
    assert not {"seoul", "moscow"} & set(offered)
    look(central)


@pytest.mark.parametrize("device", ["desk", "no script"])
def test_the_head_confirms_that_an_appeal_is_not_considered(new_staff: Opener, device: str) -> None:
    reference = file_appeal_as(Account.objects.get(email=APPLICANT), "anonymous").case.reference
    officer = new_staff("officer.seoul", **DEVICES[device])
    take(officer, reference)
    unfold(officer, "decide")
    officer.send("decide")
    assert officer.page.locator("#problems a").get_attribute("href") == "#propose-reasons"
    look(officer)
    officer.page.check('[name=reasons][value="anonymous"]')
    officer.send("decide")
    assert state_of(reference) == "proposed"
    second = new_staff("second.seoul", **DEVICES[device])
    second.open_case(reference)
    assert second.page.locator('form[action$="/confirm/"]').count() == 0
    head = new_staff("head.seoul", **DEVICES[device])
    head.open_case(reference)
    look(head)
    head.page.check('[name=outcome][value="agree"]')
    head.send("confirm")
    assert state_of(reference) == "not_considered"
    applicant = new_staff("nodira", "uz", factors=1, **DEVICES[device])
    applicant.open(f"my/cases/{reference}/")
    assert applicant.page.locator(".notice.error li").count() == 1
    look(applicant)


def test_the_board_counts_and_names_nobody(new_staff: Opener) -> None:
    appeal_in("in_review", Account.objects.get(email=APPLICANT))
    for name, factors in (("officer.seoul", 2), ("ministry", 2)):
        staff = new_staff(name, "ru", factors, **DEVICES["phone"])
        assert staff.open("work/board/") == 200
        assert staff.page.locator("tbody .tag.good").all_inner_texts() == ["1", "1"]
        assert "Karimova" not in staff.text()
        look(staff)


def test_what_an_officer_typed_outlives_the_log_in(new_staff: Opener) -> None:
    """The answer of an hour is not lost when the log-in has ended meanwhile."""
    reference = appeal_in("in_review", Account.objects.get(email=APPLICANT))
    officer = new_staff("officer.seoul", "ru")
    officer.open_case(reference)
    officer.page.fill('[name="text.1"]', "Пенсия со вчерашнего дня на вашем счёте.")
    cookies = officer.page.context.cookies()
    officer.page.context.clear_cookies(name="sessionid")
    officer.send("reply")
    look(officer)
    assert officer.page.input_value('[name="text.1"]') == "Пенсия со вчерашнего дня на вашем счёте."
    officer.page.context.add_cookies(cookies)
    with officer.page.expect_navigation():
        officer.page.locator("main form .actions button").click()
    assert officer.page.locator('textarea[name="text.1"]').input_value() == "Пенсия со вчерашнего дня на вашем счёте."


@pytest.mark.parametrize("step", ["classify", "forward", "reply", "extend", "tell", "take-back", "link", "decide"])
def test_the_address_of_a_step_leads_to_the_page_with_its_button(new_staff: Opener, step: str) -> None:
    reference = appeal_in("in_review", Account.objects.get(email=APPLICANT))
    officer = new_staff("officer.seoul", "ru")
    assert officer.open(f"work/cases/{reference}/{step}/") == 200
    assert officer.page.url.endswith(f"/work/cases/{reference}/")
