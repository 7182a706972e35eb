"""The pages on which results reach their applicants: choosing the way, the counter, the parcel, the list of a post."""

from dataclasses import dataclass

import pytest
from django.test import Client

from tests.applications import APPLICANT, submit_in_seoul
from tests.domains.cases.holders import issue_anew
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.api import Case, HandOver, hand_over_of, mark_ready, walk_example
from watandoshlar.domains.certificates.api import certificate_of

SERVICE = ("notarial-act", "power-of-attorney-for-a-flat")
SEEN = {"collected_by": "applicant", "document_seen": "passport", "number_seen": "FA 1234567"}
STREET = "Specimen Street 1, 04524 Seoul"


@dataclass(frozen=True)
class Counter:
    case: Case
    officer: Client
    applicant: Client

    def at_post(self, step: str = "") -> str:
        return f"/en/work/cases/{self.case.reference}/{step}"

    def own(self, step: str = "") -> str:
        return f"/en/my/cases/{self.case.reference}/{step}"

    @property
    def state(self) -> str:
        return hand_over_of(self.case).state


@pytest.fixture
def counter(demonstration) -> Counter:
    """An approved case whose result is made now."""
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *SERVICE)
    people = {name: Account.objects.get(email=f"{name}.seoul@example.org") for name in ("officer", "second")}
    steps = [step for step in raw["officer"] if step != "issue"]
    walked = walk_example(
        acting_user=people["officer"], second_officer=people["second"], case=case, raw={**raw, "officer": steps}
    )
    assert walked.state == "approved"
    return Counter(walked, client_of("second.seoul@example.org"), client_of(APPLICANT))


@pytest.fixture
def ready(counter: Counter) -> Counter:
    mark_ready(acting_user=Account.objects.get(email="officer.seoul@example.org"), reference=counter.case.reference)
    return counter


def test_collected_at_the_counter(counter: Counter) -> None:
    assert counter.officer.post(counter.at_post("ready/")).status_code == 302
    page = counter.officer.get(counter.at_post())
    assert {"collect"} <= page.context["forms"].keys()
    refused = counter.officer.post(counter.at_post("collect/"), {**SEEN, "number_seen": ""})
    assert refused.status_code == 400
    assert refused.context["forms"]["collect"].by_name["number_seen"].errors
    assert counter.officer.post(counter.at_post("collect/"), SEEN).status_code == 302
    assert counter.state == "collected"
    own = counter.applicant.get(counter.own())
    assert own.context["result"]["state"] == "collected"
    # Who came and with what is for the post.
    assert "FA 1234567" not in own.content.decode()


def test_a_paper_printed_before_a_stolen_key_is_not_handed_over(demonstration) -> None:
    case = demonstration.issued
    HandOver.objects.filter(case=case).update(way="collect")
    officer, address = client_of("second.seoul@example.org"), f"/en/work/cases/{case.reference}/"
    assert officer.get(address).context["result"]["anew_on"] is None
    new = issue_anew(certificate_of(case.reference))
    page = officer.get(address)
    assert page.context["result"]["anew_on"] == today_at(case.post, new.issued_at)
    assert "Print the new one" in page.content.decode()
    HandOver.objects.filter(case=case).update(way="download")
    assert officer.get(address).context["result"]["anew_on"] is None


def test_sent_to_the_address_that_the_applicant_gave(ready: Counter) -> None:
    assert "send" not in ready.officer.get(ready.at_post()).context["forms"]
    refused = ready.applicant.post(ready.own("way/"), {"way": "send", "address": ""})
    assert (refused.status_code, bool(refused.context["form"].by_name["address"].errors)) == (400, True)
    assert ready.applicant.post(ready.own("way/"), {"way": "send", "address": STREET}).status_code == 302
    page = ready.officer.get(ready.at_post())
    assert STREET in page.content.decode()
    sent = ready.officer.post(ready.at_post("send/"), {"carrier": "Specimen Post", "tracking": "SP 99"})
    assert (sent.status_code, ready.state) == (302, "sent")
    assert "SP 99" in ready.applicant.get(ready.own()).content.decode()
    assert ready.applicant.post(ready.own("received/")).status_code == 302
    assert ready.state == "received"
    # Written on no parcel any more, it is not shown any more.
    assert STREET not in ready.officer.get(ready.at_post()).content.decode()


def test_the_way_is_chosen_while_the_case_runs(counter: Counter) -> None:
    assert counter.applicant.get(counter.own()).context["way"]["chosen"] == ""
    assert counter.applicant.get(counter.own("way/")).status_code == 200
    assert counter.applicant.post(counter.own("way/"), {"way": "collect"}).status_code == 302
    assert str(counter.applicant.get(counter.own()).context["way"]["chosen"])


def test_the_lists_of_a_post(ready: Counter, django_assert_max_num_queries) -> None:
    ready.officer.get("/en/work/results/")
    with django_assert_max_num_queries(14):
        page = ready.officer.get("/en/work/results/")
    listed = [row["reference"] for row in page.context["rows"]]
    assert ready.case.reference in listed
    for part in ("chased", "to_return", "sent", "nonsense"):
        shown = ready.officer.get(f"/en/work/results/?part={part}")
        assert shown.status_code == 200
        assert [row["reference"] for row in shown.context["rows"]] == (listed if part == "nonsense" else [])
    assert client_of("officer.moscow@example.org").get("/en/work/results/").context["rows"] == []


def test_a_document_is_fetched_by_its_button(demonstration) -> None:
    case = demonstration.issued
    applicant = client_of(APPLICANT)
    place = f"/en/my/cases/{case.reference}/document.pdf"
    assert applicant.get(place).status_code == 302
    assert hand_over_of(case).state == "ready"
    fetched = applicant.post(place)
    assert (fetched.status_code, fetched["Content-Type"]) == (200, "application/pdf")
    assert hand_over_of(case).state == "downloaded"
    assert applicant.get(place).content == fetched.content
