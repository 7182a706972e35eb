"""A nomination before the commission: a body recommends by its link, members vote, the minutes are sealed, and what was
given is cancelled after its holder was heard; with scripts in one language, without in another."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.applications import APPLICANT, submit_in_seoul
from tests.journeys.applicant import Applicant
from tests.journeys.hands import unfold
from tests.journeys.staff import Staff, look
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import (
    Case,
    Recommendation,
    confirm_decision,
    document_in_force,
    issue_document,
    propose_decision,
    recommendation_token,
    take_case,
)
from watandoshlar.domains.commissions.api import Sitting, cast_vote, declare_interest, resolution_on, standing_of
from watandoshlar.foundation import clock

NOMINATION = ("compatriot-certificate", "self-nominated-founder")
REASONS = "The ministry has known the venture since 2019."


def account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.org")


@pytest.fixture
def case(demonstration) -> Case:
    made, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *NOMINATION)
    take_case(acting_user=account("officer.seoul"), reference=made.reference)
    return made


@pytest.mark.parametrize(("language", "scripts"), [("uz", True), ("ru", False)])
def test_from_the_recommendation_to_the_cancellation(
    new_staff: Callable[..., Staff], new_applicant: Callable[..., Applicant], case: Case, language: str, scripts: bool
) -> None:
    device = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": scripts}

    def staff(name: str) -> Staff:
        return new_staff(name, language, **device)

    recommend(new_applicant(language, email="", **device), case)
    put(staff("officer.seoul"), case)
    secretary = staff("secretary")
    item = convene(secretary, case)
    turned_away(staff("member1"), item)
    for name in ("chair", "member2"):
        decide(staff(name), item)
    hold(secretary, case, item, "award")
    assert resolution_on(case.reference, "award").outcome == "in_favour"
    named = {"reference": case.reference}
    propose_decision(acting_user=account("officer.seoul"), **named, outcome="approve")
    confirm_decision(acting_user=account("second.seoul"), **named, agrees=True)
    issue_document(acting_user=account("officer.seoul"), **named)
    cancel(staff("officer.ministry"), case)
    nominee = new_staff("nodira", language, factors=1, **device)
    be_heard(nominee, case)
    item = convene(secretary, case)
    for name in ("chair", "member2"):
        decide(staff(name), item)
    hold(secretary, case, item, "cancel")
    assert document_in_force(case).status == "revoked"
    appeal(nominee, case)


def recommend(body: Applicant, case: Case) -> None:
    """Nothing is sent without reasons; then the body supports, and its link opens nothing any more."""
    asked = Recommendation.objects.get(case=case)
    path = f"recommendation/{asked.pk}/{recommendation_token(asked)}/"
    visitor = Staff(body.page, body.site, body.language, "", body.runs_scripts)
    assert visitor.open(path) == 200
    assert "FA" not in visitor.text()
    visitor.press("main form .actions button")
    assert visitor.page.locator("#error-summary, [role=alert]").count() == 1
    look(visitor)
    visitor.page.check("input[name=answer][value=support]")
    visitor.page.fill("[name=reasons]", REASONS)
    visitor.page.fill("[name=name]", "Sobirov Sanjar")
    visitor.page.fill("[name=position]", "Head of department")
    visitor.press("main form .actions button")
    look(visitor)
    assert visitor.open(path) == 404


def put(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    assert REASONS in officer.text()
    unfold(officer.page)
    look(officer)
    officer.send("put-before-commission")
    look(officer)
    assert standing_of(case.reference, "award").state == "waiting"


def convene(secretary: Staff, case: Case) -> str:
    """Plan a sitting of today, put the case on its agenda, open it; the path of the item."""
    secretary.open("work/")
    look(secretary)
    secretary.page.fill("[name=day]", (clock.now() + timedelta(hours=5)).date().isoformat())
    secretary.page.fill("[name=time]", "23:30")
    secretary.press("main form .actions button")
    look(secretary)
    secretary.page.locator("input[name=matter]").first.check()
    secretary.press("[name=step][value=list]")
    secretary.press("[name=step][value=open]")
    look(secretary)
    assert case.reference in secretary.text()
    sitting = Sitting.objects.get(state="opened")
    return f"work/sittings/{sitting.pk}/1/"


def turned_away(member: Staff, item: str) -> None:
    """From the ministry that recommends: sees neither papers nor a vote."""
    assert member.open(item) == 200
    assert member.page.locator(".notice.warning").count() == 1
    assert member.page.locator("main form").count() == 0
    assert REASONS not in member.text()
    look(member)


def decide(member: Staff, item: str) -> None:
    """Says that there is no conflict, and reads then; whoever is to vote does so later, when it is their turn."""
    member.open(item)
    assert member.page.locator("#papers").count() == 0
    member.page.check("input[name=conflict][value=none]")
    member.press("[name=step][value=declare]")
    assert member.page.locator("#papers").count() == 1
    look(member)
    BALLOTS.append((member, item))


BALLOTS: list[tuple[Staff, str]] = []


def hold(secretary: Staff, case: Case, item: str, kind: str) -> None:
    """The vote, the count, the resolution, the minutes as a page and as a PDF."""
    matter = standing_of(case.reference, kind).matter
    others = [account(name) for name in ("member3", "member4", "member5")]
    for other in others:
        declare_interest(acting_user=other, matter=matter.pk, has_conflict=False)
    secretary.open(item)
    secretary.press("[name=step][value=open_ballot]")
    # Nobody ends the vote before everybody who is there has voted.
    assert secretary.page.locator("[name=step][value=close_ballot]").count() == 0
    look(secretary)
    while BALLOTS:
        member, path = BALLOTS.pop()
        member.open(path)
        member.page.check("input[name=choice][value=in_favour]")
        member.press("[name=step][value=vote]")
        assert member.page.locator("input[name=choice]").count() == 0
        look(member)
    sitting = int(item.split("/")[2])
    for other in others:
        cast_vote(acting_user=other, sitting=sitting, number=1, choice="in_favour")
    secretary.open(item)
    secretary.press("[name=step][value=close_ballot]")
    look(secretary)
    secretary.page.locator("input[type=checkbox][name=reasons]").first.check()
    secretary.press("[name=step][value=resolve]")
    look(secretary)
    secretary.open(f"work/sittings/{sitting}/")
    secretary.press("[name=step][value=close]")
    assert secretary.open(f"work/sittings/{sitting}/minutes/") == 200
    assert secretary.page.locator(".notice.success").count() == 1
    look(secretary)
    assert secretary.read(f"work/sittings/{sitting}/minutes.pdf").startswith(b"%PDF")


def cancel(ministry: Staff, case: Case) -> None:
    ministry.open("work/cancellations/")
    look(ministry)
    ministry.page.fill("[name=reference]", case.reference)
    ministry.press("main form .actions button")
    ministry.page.check("input[name=ground][value=false_papers]")
    ministry.page.fill("[name=why]", "The extract was forged.")
    ministry.press("main form .actions button")
    look(ministry)


def be_heard(nominee: Staff, case: Case) -> None:
    """The holder reads what speaks for it and answers, which lets the commission vote."""
    nominee.open(f"my/cases/{case.reference}/")
    look(nominee)
    nominee.press(f"a[href$='/cases/{case.reference}/hearing/']")
    assert "The extract was forged." in nominee.text()
    look(nominee)
    nominee.page.fill("[name=answer]", "It is genuine.")
    nominee.press("main form .actions button")
    look(nominee)


def appeal(nominee: Staff, case: Case) -> None:
    """One press begins an appeal that names the decision and the document."""
    nominee.open(f"my/cases/{case.reference}/appeal/")
    look(nominee)
    nominee.press("main form .actions button")
    (draft,) = re.findall(r"/drafts/([0-9a-f-]{36})/", nominee.page.url)
    nominee.open(f"my/drafts/{draft}/check/")
    assert document_in_force(case).number in nominee.text()
