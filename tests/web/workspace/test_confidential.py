"""A confidential case is named only on its own page, and read by its officer, a named second one and the head."""

import re

import pytest
from django.test import Client

from tests.applications import APPLICANT, example_in_seoul, submit_in_seoul
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.notifications.rendering import write_letter
from watandoshlar.domains.cases import notifications, referral_letters, result_letters
from watandoshlar.domains.cases.api import Case, answers_of, service_of, start_example, take_case, walk_example

SERVICE = ("detained-citizen-help", "held-himself-in-a-centre")
LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


def staff(name: str) -> Client:
    return client_of(f"{name}.seoul@example.org")


def titles_of(case: Case) -> list[str]:
    return [str(service_of(case).texts(language).title) for language in LANGUAGES]


@pytest.fixture
def secret(demonstration) -> Case:
    case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *SERVICE)
    return case


@pytest.fixture
def taken(secret: Case) -> Case:
    take_case(acting_user=Account.objects.get(email="officer.seoul@example.org"), reference=secret.reference)
    return secret


def window_title(page: str) -> str:
    return re.search(r"<title>(.*?)</title>", page, re.S)[1]


def test_lists_and_titles_do_not_name_it(taken: Case) -> None:
    applicant, titles = client_of(APPLICANT), titles_of(taken)
    for language in LANGUAGES:
        own = applicant.get(f"/{language}/my/").content.decode()
        assert taken.reference in own
        queue = staff("officer").get(f"/{language}/work/").content.decode()
        assert taken.reference in queue
        case = applicant.get(f"/{language}/my/cases/{taken.reference}/").content.decode()
        for title in titles:
            assert title not in own
            assert title not in queue
            assert title not in window_title(case)


def test_a_draft_is_not_named_either(demonstration) -> None:
    account = Account.objects.get(email=APPLICANT)
    draft = start_example(acting_user=account, **example_in_seoul(*SERVICE))
    applicant = client_of(APPLICANT)
    page = draft_page(applicant, draft)
    for title in [str(service_of(draft).texts("en").title), str(service_of(draft).texts("en").page("situation").title)]:
        assert title not in window_title(page)
    assert str(service_of(draft).texts("en").title) not in applicant.get("/en/my/").content.decode()


def draft_page(applicant: Client, draft) -> str:
    return applicant.get(f"/en/my/drafts/{draft.pk}/page/situation/").content.decode()


def test_others_of_the_post_see_a_neutral_row(taken: Case) -> None:
    second = staff("second")
    page = second.get(f"/en/work/cases/{taken.reference}/")
    assert page.status_code == 200
    assert "sections" not in page.context
    assert not any(title in page.content.decode() for title in titles_of(taken))
    assert second.get(f"/en/work/cases/{taken.reference}/term/").status_code == 403
    assert staff("head").get(f"/en/work/cases/{taken.reference}/").context["sections"]


def test_the_named_second_officer_reads_it_until_another_is_named(taken: Case) -> None:
    place = f"/en/work/cases/{taken.reference}/"
    second = Account.objects.get(email="second.seoul@example.org")
    paper = answers_of(taken)["paper_scan"][0]["id"]
    assert staff("second").get(f"{place}file/{paper}/").status_code == 404
    named = staff("officer").post(f"{place}second-officer/", {"colleague": second.pk})
    assert named.status_code == 302
    assert staff("second").get(f"{place}file/{paper}/").status_code == 200
    head = Account.objects.get(email="head.seoul@example.org")
    staff("officer").post(f"{place}second-officer/", {"colleague": head.pk})
    assert staff("second").get(f"{place}file/{paper}/").status_code == 404
    assert staff("officer").post(f"{place}second-officer/", {"colleague": ""}).status_code == 400


def test_released_it_is_read_by_nobody_but_the_head(taken: Case) -> None:
    place = f"/en/work/cases/{taken.reference}/"
    staff("officer").post(f"{place}release/")
    assert "sections" not in staff("officer").get(place).context
    assert staff("head").get(place).context["sections"]


def test_no_letter_names_it(taken: Case) -> None:
    walk_example(
        acting_user=Account.objects.get(email="officer.seoul@example.org"),
        second_officer=Account.objects.get(email="second.seoul@example.org"),
        case=Case.objects.select_related("account", "post", "applicant").get(pk=taken.pk),
        raw={"officer": ["approve", "issue"], "expects": {"hand_over": "told"}},
    )
    letters = list(Letter.objects.filter(facts__reference=taken.reference))
    assert {"case_submitted", "case_approved", "result_told"} <= {letter.code for letter in letters}
    assert all(letter.facts.get("version") is None for letter in letters)
    forbidden = titles_of(taken)
    for letter in letters:
        for language in LANGUAGES:
            letter.account.language = language
            shown = write_letter(letter)
            assert not any(title in f"{shown.subject} {shown.text}" for title in forbidden), letter.code


def test_every_word_of_a_letter_can_be_written_without_naming_the_service() -> None:
    facts = {"reference": "WD-26-AAAA-AAAA-A", "version": None, "items": ["x"], "reasons": ["x"], "referral": "x"}
    resolvers = notifications.RESOLVERS | referral_letters.RESOLVERS | result_letters.RESOLVERS
    for name in ("service_title", "items", "reasons", "check", "result", "advice"):
        assert resolvers[name](facts, "en"), name
