"""The page of a case: what an officer sees, and steps that come back with what was typed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils.formats import date_format

from tests.applications import APPLICANT, ONE_OFFICER, submit_in_seoul
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import (
    Case,
    answer_request,
    answers_of,
    due_date,
    errors,
    example_upload,
    open_item_request,
    request_items,
    service_of,
    take_case,
    term_of,
    walk_example,
)
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.foundation import clock
from watandoshlar.web.workspace.presenting.words import EVENT_TITLES

NOTE = "Маълумотнома ўқилмайди"
NAME = "applicant_name"
# A reason of the service whose decisions need two officers.
REASON = "identity_not_confirmed"
BY_ORIGIN = ("compatriot-by-origin", "granddaughter-with-civil-records")


def text_of(answer) -> str:
    text = answer.content.decode()
    assert "UNKNOWN TEMPLATE VARIABLE" not in text
    return text


def case_of(member) -> Case:
    return Case.objects.select_related("applicant", "account", "post").get(reference=member.reference)


def days_from_now(days: int) -> str:
    return (clock.now().date() + timedelta(days=days)).isoformat()


def ask(officer, items=("phone",)) -> None:
    due_on = clock.now().date() + timedelta(days=9)
    request_items(acting_user=officer.account, reference=officer.reference, items=items, note=NOTE, due_on=due_on)


def answer(officer, phone: str = "", files: dict | None = None) -> None:
    case = case_of(officer)
    typed = {"phone": [phone]} if phone else {}
    answer_request(acting_user=case.account, reference=case.reference, typed=typed, uploads=files)


def family_name(member) -> str:
    return answers_of(case_of(member))[NAME]["family"]


def test_who_has_not_taken_the_case_reads_no_name(staff, officer) -> None:
    name = family_name(officer)
    assert name in text_of(officer.see())
    for other in ("second.seoul", "head.seoul"):
        page = text_of(staff(other).see())
        assert name not in page
        assert officer.email in page


def test_who_holds_the_case_and_how_long_it_has(officer) -> None:
    context = officer.see().context
    assert context["is_officer"]
    assert context["left"] == "1 day left" or context["left"].startswith("due ")
    with clock.fixed(clock.now() + timedelta(days=10)):
        context = officer.see().context
    assert context["overdue"]
    assert context["left"].startswith("overdue by")


REFUSED = [
    ("propose", {}, errors.OutcomeNeeded, "propose-outcome"),
    ("propose", {"outcome": "perhaps"}, errors.OutcomeNeeded, "propose-outcome"),
    ("propose", {"outcome": "refuse"}, errors.ReasonNeeded, "propose-reasons"),
    ("propose", {"outcome": "approve", "reasons": "not_in_district"}, errors.ReasonsWithApproval, "propose-reasons"),
    ("propose", {"outcome": "refuse", "reasons": "bad_weather"}, errors.UnknownReason, "propose-reasons"),
    ("request", {"due_on": "2027-01-01"}, errors.ItemsNeeded, "request-items"),
    ("request", {"items": "shoe_size", "due_on": "2027-01-01"}, errors.UnknownItem, "request-items"),
    ("request", {"items": "phone", "due_on": "2026-10-01"}, errors.DayPassed, "request-due-on"),
    ("request", {"items": "phone", "due_on": ""}, errors.DayPassed, "request-due-on"),
    ("request", {"items": "phone", "due_on": "tomorrow"}, errors.DayPassed, "request-due-on"),
]
STEPS = {"propose": "decide", "request": "request", "confirm": "confirm"}


@pytest.mark.parametrize(("form", "typed", "error", "place"), REFUSED)
def test_a_refused_step_comes_back_with_what_was_typed(officer, form, typed, error, place) -> None:
    refused = officer.send(STEPS[form], note=NOTE, **typed)
    page = text_of(refused)
    assert refused.status_code == error.status
    assert refused.context["error_summary"] == [(f"#{place}", str(error.sentence))]
    field = refused.context["forms"][form].by_name[place.partition("-")[2].replace("-", "_")]
    assert field.errors == [str(error.sentence)]
    assert refused.context["forms"][form].by_name["note"].value == NOTE
    assert page.index('id="problems"') < page.index("<h1>")
    assert f'id="{place}' in page
    for name, value in typed.items():
        shown = refused.context["forms"][form].by_name[name]
        assert shown.value == value
        assert [choice.value for choice in shown.choices if choice.selected] in ([], [value])
    assert case_of(officer).state == "in_review"


def test_a_refusal_in_one_form_leaves_the_others_empty(officer) -> None:
    forms = officer.send("decide", note=NOTE).context["forms"]
    assert forms["request"].by_name["note"].value == ""


def test_a_step_that_came_too_late_says_so_and_gives_the_note_back(staff, officer) -> None:
    ask(officer)
    late = officer.send("decide", outcome="approve", note=NOTE)
    assert late.status_code == 409
    assert NOTE in text_of(late)
    assert late.context["typed_in_vain"] == [NOTE]
    assert late.context["error_summary"][0][0] == ""


def test_two_officers_take_the_same_case(staff, officer) -> None:
    second = staff("second.seoul").send("take")
    assert second.status_code == 409
    assert family_name(officer) not in text_of(second)
    assert case_of(officer).officer == officer.account


@pytest.mark.parametrize("step", ["take", "release", "request", "close", "decide", "confirm", "issue"])
def test_who_comes_to_a_step_by_its_address_sees_the_case(officer, step) -> None:
    assert officer.client.get(officer.address(f"{step}/"))["Location"] == officer.address()


def test_what_the_last_answer_changed_stands_beside_what_was_there(officer) -> None:
    before = answers_of(case_of(officer))["phone"]
    ask(officer)
    answer(officer, "+82 2 574 6554")
    context = officer.see().context
    rows = {row["field"]: row for section in context["sections"] for row in section["rows"]}
    assert rows["phone"]["changed"]
    assert rows["phone"]["before"]["lines"] != rows["phone"]["lines"]
    assert [name for name, row in rows.items() if row["changed"]] == ["phone"]
    assert answers_of(case_of(officer), 1)["phone"] == before
    assert [row["changed"] for row in context["history"]] == [
        [],
        [str(service_of(case_of(officer)).texts("en").field("phone").label)],
    ]


def test_every_request_stays_on_the_page(officer) -> None:
    for number in (1, 2):
        ask(officer)
        answer(officer, f"+82 10 1234 567{number}")
    ask(officer, items=["photo"])
    shown = officer.see().context["requests"]
    assert [row["number"] for row in shown] == [3, 2, 1]
    assert [row["answered_at"] is None for row in shown] == [True, False, False]
    assert date_format(open_item_request(case_of(officer)).due_on) in text_of(officer.see())


def test_a_case_comes_back_with_the_note_of_the_second_officer(staff, officer_of_two) -> None:
    first, second = officer_of_two, staff("second.seoul", reference=officer_of_two.reference)
    first.send("decide", outcome="approve", note="For the applicant")
    empty = second.send("confirm", outcome="return")
    assert empty.context["error_summary"] == [("#confirm-note", str(errors.NoteNeeded.sentence))]
    assert second.send("confirm", note=NOTE).context["error_summary"][0][0] == "#confirm-outcome"
    assert second.send("confirm", outcome="return", note=NOTE).status_code == 302
    page = first.see()
    assert [(row["title"], row["note"], row["officer"]) for row in page.context["decisions"]] == [
        ("Proposal: approve", "For the applicant", first.email),
        ("Returned by the second officer", NOTE, second.email),
    ]
    assert NOTE in text_of(page)
    assert first.send("decide", outcome="refuse", reasons=REASON, note="Read this").status_code == 302
    assert second.send("confirm", outcome="agree", note="Between officers").status_code == 302
    assert case_of(first).state == "refused"


def test_the_applicant_reads_the_note_that_is_meant_for_them(staff, officer_of_two) -> None:
    officer_of_two.send("decide", outcome="refuse", reasons=REASON, note="Read this")
    staff("second.seoul", reference=officer_of_two.reference).send("confirm", outcome="agree", note="Between officers")
    reference = officer_of_two.reference
    page = text_of(client_of(APPLICANT).get(f"/en/my/cases/{reference}/"))
    assert "Read this" in page
    assert "Between officers" not in page
    assert str(service_of(case_of(officer_of_two)).texts("en").refusal_reason(REASON)) in page


def test_who_proposed_does_not_confirm(officer_of_two) -> None:
    officer_of_two.send("decide", outcome="approve")
    assert "confirm" not in officer_of_two.see().context["forms"]
    refused = officer_of_two.send("confirm", outcome="agree")
    assert refused.status_code == errors.SameOfficer.status
    assert refused.context["error_summary"] == [("", str(errors.SameOfficer.sentence))]


def test_the_head_puts_a_case_back_for_an_officer_who_is_away(staff, officer) -> None:
    assert not staff("second.seoul").see().context["may"]["release"]
    assert staff("second.seoul").send("release").status_code == 403
    head = staff("head.seoul")
    assert head.see().context["may"]["release"]
    assert head.send("release").status_code == 302
    case = case_of(officer)
    assert (case.state, case.officer) == ("submitted", None)


def test_a_case_goes_on_without_an_answer_when_the_day_has_passed(staff, officer) -> None:
    ask(officer)
    day = open_item_request(case_of(officer)).due_on
    for member in (officer, staff("head.seoul")):
        context = member.see().context
        assert not context["may"]["close"]
        assert context["asked"] == f"the applicant has until {date_format(day, 'SHORT_DATE_FORMAT')}"
        assert date_format(day) in member.send("close").context["error_summary"][0][1]
    with clock.fixed(clock.now() + timedelta(days=10)):
        assert officer.see().context["may"]["close"]
        assert staff("head.seoul").see().context["may"]["close"]
        assert not staff("second.seoul").see().context["may"]["close"]
        assert "no answer by" in text_of(staff("second.seoul").see())
        assert officer.send("close").status_code == 302
        context = officer.see().context
    assert context["events"][-2]["title"] == EVENT_TITLES[""]["close_request"]
    assert context["requests"][0]["closed_at"]
    assert context["may"]["propose"]
    page = text_of(client_of(APPLICANT).get(f"/en/my/cases/{officer.reference}/"))
    assert "You did not answer by the day" in page


def test_what_is_said_of_a_term_is_true_for_it(officer, monkeypatch) -> None:
    """A term that may not pause runs on while the applicant is asked."""
    ask(officer)
    assert "the term stands still" in text_of(officer.see())
    no_pause = replace(term_of(case_of(officer)), may_pause=False)
    monkeypatch.setattr(Journey, "term", lambda journey: no_pause)
    Case.objects.filter(reference=officer.reference).update(due_at=due_date(case_of(officer)).moment)
    context = officer.see().context
    assert context["left"] == "1 day left" or context["left"].startswith("due ")
    assert "the term stands still" not in text_of(officer.see())


def test_what_no_page_asks_has_a_place_of_its_own(officer) -> None:
    ask(officer, items=["birth_certificate_scan"])
    sections = {section["id"] for section in officer.see().context["sections"]}
    assert "asked-for" not in sections
    answer(officer, files={"birth_certificate_scan": [example_upload("birth.jpg", "file")]})
    context = officer.see().context
    assert [row["field"] for row in context["sections"][-1]["rows"]] == ["birth_certificate_scan"]
    assert context["sections"][-1]["rows"][0]["changed"]
    address = context["sections"][-1]["rows"][0]["lines"][0].files[0]["url"]
    assert officer.client.get(address).status_code == 200
    own = client_of(APPLICANT).get(f"/en/my/cases/{officer.reference}/answers/")
    assert own.context["sections"][-1]["rows"][0]["lines"][0].files[0]["name"] == "birth.jpg"


def test_nobody_works_on_the_own_application(staff, demonstration) -> None:
    email = "officer.seoul@example.org"
    case, _raw = submit_in_seoul(Account.objects.get(email=email), *ONE_OFFICER)
    own = staff("officer.seoul", case)
    page = own.see()
    assert page.context["view"].is_own_application
    assert not any(page.context["may"].values())
    assert own.send("take").status_code == errors.OwnApplication.status
    assert case.reference not in own.client.get("/en/work/").content.decode()
    assert case.reference in staff("second.seoul").client.get("/en/work/").content.decode()


def test_files_open_for_who_has_taken_the_case_also_earlier_ones(staff, officer) -> None:
    photo = answers_of(case_of(officer))["photo"][0]["id"]
    opened = officer.client.get(officer.address(f"file/{photo}/"))
    assert opened.status_code == 200
    assert opened["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert staff("second.seoul").client.get(officer.address(f"file/{photo}/")).status_code == 404


def test_the_document_opens_for_the_officers_who_decided(staff, demonstration) -> None:
    statuses = {}
    for name in ("officer.seoul", "second.seoul", "head.seoul"):
        member = staff(name, demonstration.issued)
        statuses[name] = member.client.get(member.address("document.pdf")).status_code
        assert bool(member.see().context["document_url"]) == (statuses[name] == 200)
    assert statuses == {"officer.seoul": 200, "second.seoul": 200, "head.seoul": 404}


MOST_QUERIES = 30


def test_the_page_of_a_case_asks_the_database_as_often_however_long_its_history(
    officer, django_assert_max_num_queries
) -> None:
    officer.see()
    ask(officer)
    answer(officer, "+82 10 1234 5670")
    with django_assert_max_num_queries(MOST_QUERIES) as first:
        officer.see()
    for number in (1, 2, 3):
        ask(officer)
        answer(officer, f"+82 10 1234 567{number}")
    with django_assert_max_num_queries(MOST_QUERIES) as later:
        officer.see()
    assert len(later) == len(first)


def test_the_page_says_what_the_person_holds_of_a_kind_that_one_has_once(demonstration, staff) -> None:
    holder = Account.objects.get(email=APPLICANT)
    cases = [submit_in_seoul(holder, *BY_ORIGIN) for _one in range(2)]
    officer, second = (Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second"))
    member = staff("officer.seoul", cases[1][0])
    take_case(acting_user=member.account, reference=member.reference)
    assert member.see().context["held"] == []
    walk_example(acting_user=officer, second_officer=second, case=cases[0][0], raw=cases[0][1])
    certificate = certificate_of(cases[0][0].reference)
    assert [one["number"] for one in member.see().context["held"]] == [certificate.number]
    assert certificate.number in text_of(member.see())
    refused = member.send("decide", outcome="approve")
    assert refused.status_code == 409
    assert refused.context["error_summary"]
    # On the page of the case that gave it, it is the document of the case.
    assert staff("officer.seoul", cases[0][0]).see().context["held"] == []
