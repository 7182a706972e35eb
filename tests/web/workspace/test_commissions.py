"""Pages of a commission: who gets in, what each member sees, and how many statements a list costs."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.applications import APPLICANT, submit_in_seoul
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import (
    Case,
    ExampleOffice,
    issue_example,
    put_before_commission,
    take_case,
    walk_example,
)
from watandoshlar.domains.commissions.api import (
    Interests,
    cast_vote,
    declare_interest,
    list_matter,
    open_sitting,
    plan_sitting,
    put_matter,
    seats_in,
    standing_of,
)
from watandoshlar.foundation import clock

NOMINATION = ("compatriot-certificate", "self-nominated-founder")


def account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.org")


def at(name: str, *args: object) -> str:
    with override("en"):
        return reverse(f"workspace:{name}", args=args)


@dataclass(frozen=True)
class Chamber:
    case: Case
    sitting: int

    @property
    def item(self) -> str:
        return at("item", self.sitting, 1)

    def member(self, name: str) -> Client:
        return client_of(f"{name}@example.org")


@pytest.fixture
def chamber(demonstration) -> Chamber:
    """A nomination that the ministry of investment recommends, on the agenda of a sitting in session."""
    case, raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *NOMINATION)
    officer, secretary = account("officer.seoul"), account("secretary")
    take_case(acting_user=officer, reference=case.reference)
    walk_example(acting_user=officer, second_officer=None, case=case, raw={**raw, "officer": ["recommend"]})
    put_before_commission(acting_user=officer, reference=case.reference)
    sitting = plan_sitting(acting_user=secretary, commission="compatriots", planned_for=clock.now())
    matter = standing_of(case.reference, "award").matter
    list_matter(acting_user=secretary, sitting=sitting.pk, matter=matter.pk)
    open_sitting(acting_user=secretary, sitting=sitting.pk)
    return Chamber(case, sitting.pk)


PAGES = ("commission", "sitting", "item", "minutes")


def address(chamber: Chamber, page: str) -> str:
    places = {"commission": ("compatriots",), "item": (chamber.sitting, 1)}
    return at(page, *places.get(page, (chamber.sitting,)))


@pytest.mark.parametrize("page", PAGES)
def test_only_members_get_in(chamber: Chamber, page: str) -> None:
    path = address(chamber, page)
    assert chamber.member("member2").get(path).status_code in (200, 302)
    for name in ("officer.seoul", "head.seoul", "officer.ministry", "nodira"):
        assert chamber.member(name).get(path).status_code == 403
    assert client_of("member2@example.org", factors=1).get(path)["Location"].endswith("/second-factor/")
    assert chamber.member("member2").get("/en/work/")["Location"] == at("commissions")


def test_who_is_in_conflict_sees_no_paper_no_name_and_no_form(chamber: Chamber) -> None:
    page = chamber.member("member1").get(chamber.item)
    shown = page.context
    assert (shown["papers"], shown["nominee"], shown["forms"], shown["bodies"]) == (None, "", {}, [])
    assert "Kim" not in page.content.decode()
    path = at("item_file", chamber.sitting, 1, UUID(int=0))
    assert chamber.member("member1").get(path).status_code == 403


def test_papers_open_after_the_declaration_and_files_only_those_that_are_shown(chamber: Chamber) -> None:
    member = chamber.member("member2")
    before = member.get(chamber.item).context
    assert before["papers"] is None
    assert "Kim" in before["nominee"]
    assert member.post(chamber.item, {"step": "declare", "conflict": "none"}).status_code == 302
    page = member.get(chamber.item)
    links = [
        file["url"]
        for section in page.context["papers"]["sections"]
        for row in section["rows"]
        for line in row["lines"]
        for file in line.files
    ]
    assert len(links) == 1
    assert member.get(links[0]).status_code == 200
    assert chamber.member("member3").get(links[0]).status_code == 403
    assert member.get(at("item_file", chamber.sitting, 1, UUID(int=0))).status_code == 404
    assert "Hambak" not in page.content.decode()


@pytest.mark.parametrize(
    ("step", "typed", "field"),
    [
        ("declare", {"conflict": ""}, "conflict"),
        ("put_off", {"delay": ""}, "delay"),
        ("open_ballot", {}, ""),
    ],
)
def test_a_refused_step_comes_back_on_its_page(chamber: Chamber, step: str, typed: dict, field: str) -> None:
    answer = chamber.member("secretary").post(chamber.item, {"step": step, **typed})
    assert answer.status_code in (400, 409)
    hrefs = [href for href, _sentence in answer.context["error_summary"]]
    assert all(field.replace("_", "-") in href for href in hrefs)
    assert hrefs


def test_members_lead_no_sitting(chamber: Chamber) -> None:
    member = chamber.member("member2")
    for step in ("close", "presence"):
        assert member.post(at("sitting", chamber.sitting), {"step": step}).status_code == 403
    assert member.get(at("sitting", chamber.sitting)).context["forms"] == {}


def test_the_page_says_how_many_votes_are_missing_and_counts_when_none_is(chamber: Chamber) -> None:
    matter = standing_of(chamber.case.reference, "award").matter
    there = ("chair", "member2", "member3", "member4", "member5")
    for name in there:
        declare_interest(acting_user=account(name), matter=matter.pk, has_conflict=False)
    secretary, sitting = chamber.member("secretary"), at("sitting", chamber.sitting)
    seats = {seat.account.email.partition("@")[0]: seat.pk for seat in seats_in("compatriots")}
    present = [seats[name] for name in there]
    secretary.post(sitting, {"step": "presence", "present": present})
    secretary.post(chamber.item, {"step": "open_ballot"})
    for number, name in enumerate(there):
        shown = secretary.get(chamber.item)
        assert (shown.context["missing"], shown.context["steps"]["close_ballot"]) == (len(there) - number, False)
        assert 'value="close_ballot"' not in shown.content.decode()
        refused = secretary.post(chamber.item, {"step": "close_ballot"})
        assert (refused.status_code, len(refused.context["error_summary"])) == (409, 1)
        cast_vote(acting_user=account(name), sitting=chamber.sitting, number=1, choice="in_favour")
    assert 'value="close_ballot"' in secretary.get(chamber.item).content.decode()
    assert secretary.post(chamber.item, {"step": "close_ballot"}).status_code == 302
    assert secretary.get(chamber.item).context["count"].in_favour == len(there)


def test_a_leader_in_conflict_is_offered_nothing_and_a_member_leads_where_both_are(chamber: Chamber) -> None:
    matter = standing_of(chamber.case.reference, "award").matter
    for name in ("secretary", "chair"):
        said = {"acting_user": account(name), "matter": matter.pk}
        declare_interest(**said, has_conflict=True, conflict="business")
        shown = chamber.member(name).get(chamber.item)
        assert (shown.context["steps"], shown.context["forms"], shown.context["gives_way"]) == ({}, {}, True)
        for step in ({"step": "open_ballot"}, {"step": "put_off", "delay": "more_facts"}):
            assert chamber.member(name).post(chamber.item, step).status_code == 403
    member = chamber.member("member2")
    assert not member.get(chamber.item).context["steps"]
    member.post(chamber.item, {"step": "declare", "conflict": "none"})
    assert member.get(chamber.item).context["steps"]["open_ballot"]
    assert member.post(chamber.item, {"step": "put_off", "delay": "more_facts"}).status_code == 302


def test_more_items_do_not_mean_more_statements_but_for_each_conflict(chamber: Chamber) -> None:
    member, secretary = chamber.member("member2"), account("secretary")
    path = at("commission", "compatriots")

    def statements() -> int:
        member.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert member.get(path).status_code == 200
        return len(queries)

    before = statements()
    for number in range(8):
        put_matter(
            acting_user=secretary,
            commission="compatriots",
            subject=f"WD-26-MANY-{number}",
            kind="award",
            person=chamber.case.applicant,
            interests=Interests(),
        )
        plan_sitting(acting_user=secretary, commission="compatriots", planned_for=clock.now())
    assert statements() == before


def test_the_case_says_to_officer_and_nominee_where_it_stands(chamber: Chamber) -> None:
    reference = chamber.case.reference
    officer = chamber.member("officer.seoul").get(f"/en/work/cases/{reference}/").context["nomination"]
    assert officer["bodies"][0]["words"]["reasons"]
    assert not officer["may_put"]
    page = client_of(APPLICANT).get(f"/en/my/cases/{reference}/")
    assert page.context["nomination"]["stage"] == officer["stage"]
    # The reasons of a body are for the officer and the commission.
    assert officer["bodies"][0]["words"]["reasons"] not in page.content.decode()


def test_declaring_on_the_page_is_the_member_s_own(chamber: Chamber) -> None:
    matter = standing_of(chamber.case.reference, "award").matter
    declare_interest(acting_user=account("member4"), matter=matter.pk, has_conflict=False)
    answer = chamber.member("member4").post(chamber.item, {"step": "declare", "conflict": "conflict_family"})
    assert answer.status_code == 302
    assert chamber.member("member4").get(chamber.item).context["conflict"]
    assert chamber.member("member5").get(chamber.item).context["conflict"] == ""


def test_a_new_name_opens_no_way_around_the_commission(demonstration) -> None:
    holder, office = account("nodira"), ExampleOffice(account("officer.seoul"), account("second.seoul"))
    named = {"acting_user": holder, "other_holder": holder, "office": office}
    given = issue_example(**named, example="/".join(NOMINATION))
    renaming = "compatriot-card-change/name-on-the-certificate"
    renamed = issue_example(**named, example=renaming, held={"old_document": given.number})
    head, ministry = client_of("head.seoul@example.org"), client_of("officer.ministry@example.org")
    for subject in (given.subject, renamed.subject):
        assert head.get(at("case", subject)).context["may"]["withdraw_document"] is False
        sent = head.post(at("withdraw_document", subject), {"reason": "obtained_by_fraud", "is_sure": "yes"})
        assert sent["Location"] == at("case", subject)
        found = ministry.get(at("cancellations"), {"reference": subject})
        assert found["Location"] == at("cancellation", given.subject)
        shown = ministry.get(at("cancellation", subject)).context
        assert (shown["case"].reference, shown["document"]["number"]) == (given.subject, renamed.number)
    ground = {"ground": "false_papers", "why": "The extract from the register was forged."}
    assert ministry.post(at("cancellation", renamed.subject), ground).status_code == 302
    assert standing_of(given.subject, "cancel").resolution is None
    renamed.refresh_from_db()
    assert renamed.status == "valid"
