"""A day that is opened or closed moves exactly the terms that rest on it, and says so to both sides, once."""

from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.cases.builders import ACTS, Office, account_of, reread, take
from watandoshlar.capabilities.access.api import Account, assign_role
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.posts.api import CalendarDay, get_post
from watandoshlar.domains.cases.api import Case, change_calendar_day, due_date, errors, recompute_terms

pytestmark = pytest.mark.django_db

# Three working days from Monday, 2 November.
WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (4, 5, 6))
# The package gives the act of this name, not its module.
act = import_module("watandoshlar.domains.cases.acts.recompute_terms")
DECREE = "Order 7 of 2 November 2026"


@pytest.fixture
def minister(office: Office) -> Account:
    account = account_of("minister")
    assign_role(acting_user=SYSTEM, account=account, role="ministry")
    return account


def change(minister: Account, day: date = WEDNESDAY, works: bool = False, post: str = "seoul", **more) -> CalendarDay:
    return change_calendar_day(
        acting_user=minister,
        day=day,
        works=works,
        source=DECREE,
        state="confirmed",
        post=get_post(post) if post else None,
        **more,
    )


def moved_by(changed: CalendarDay) -> int:
    """How many terms the job moves."""
    return recompute_terms(acting_user=SYSTEM, calendar_day_id=changed.pk)


def due_on(case: Case) -> date:
    """The day at the post, by the index; it says what the reckoning says."""
    case = reread(case)
    assert case.due_at == due_date(case).moment
    return case.due_at.date()


def told() -> list[tuple[str, Account]]:
    return [(letter.code, letter.account) for letter in Letter.objects.filter(code__startswith="due_moved")]


def test_both_sides_are_told_once_with_both_dates_and_the_source(office: Office, minister: Account) -> None:
    case = office.case("in_review")
    was = case.due_at
    changed = change(minister)
    assert moved_by(changed) == 1
    assert moved_by(changed) == 0
    assert (was.date(), due_on(case)) == (THURSDAY, FRIDAY)
    assert sorted(told(), key=str) == sorted(
        [("due_moved", office.applicant), ("due_moved_at_post", office.officer)], key=str
    )
    dates = {"was": was.isoformat(), "due_at": reread(case).due_at.isoformat(), "source": DECREE}
    for letter in Letter.objects.filter(code__startswith="due_moved"):
        assert letter.facts.items() >= dates.items()
    (event,) = case.events.filter(name="due_moved")
    assert (event.is_public, event.facts) == (True, {"day": str(WEDNESDAY), **dates})
    assert list(entries_of_chain(case.chain))[-1].act == "due_moved"


def test_heads_are_told_of_what_nobody_has_taken(office: Office, minister: Account) -> None:
    office.case()
    moved_by(change(minister))
    assert ("due_moved_at_post", office.head) in told()


def test_a_decree_that_comes_later_moves_it_back(office: Office, minister: Account) -> None:
    case = office.case("in_review")
    moved_by(change(minister))
    assert moved_by(change(minister, works=True)) == 1
    assert due_on(case) == THURSDAY
    assert len(told()) == 4


def test_who_waits_for_the_job_of_the_first_of_two_decrees_hears_nothing(office: Office, minister: Account) -> None:
    office.case("in_review")
    both = [change(minister), change(minister, works=True)]
    assert [moved_by(changed) for changed in both] == [0, 0]
    assert told() == []


@pytest.mark.parametrize("scope", [{"post": ""}, {"post": "", "country": "KR"}])
def test_all_offices_of_a_country_or_everywhere(office: Office, minister: Account, scope: dict) -> None:
    case = office.case()
    assert moved_by(change(minister, **scope)) == 1
    assert due_on(case) == FRIDAY


@pytest.mark.parametrize(
    "scope", [{"post": "moscow"}, {"post": "", "country": "UZ"}, {"day": FRIDAY}, {"day": date(2026, 11, 2)}]
)
def test_what_does_not_rest_on_the_day_is_not_even_looked_at(
    office: Office, minister: Account, scope: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.case()
    changed = change(minister, **scope)
    monkeypatch.setattr(act, "_recompute", lambda *_args, **_more: pytest.fail("was looked at"))
    assert moved_by(changed) == 0


@pytest.mark.parametrize("state", ["waiting_for_applicant", "refused", "withdrawn"])
def test_a_clock_that_does_not_run_is_left_alone(office: Office, minister: Account, state: str) -> None:
    office.case(state)
    assert moved_by(change(minister)) == 0


def test_the_answer_of_the_applicant_finds_the_new_calendar(office: Office, minister: Account) -> None:
    case = office.case("waiting_for_applicant")
    moved_by(change(minister))
    ACTS["answer_request"][1](acting_user=office.applicant, reference=case.reference)
    assert due_on(case) == FRIDAY


def test_a_row_from_before_the_index_rests_on_any_day_until_it_is_reckoned(office: Office, minister: Account) -> None:
    case = office.case()
    known = reread(case).due_days
    Case.objects.filter(pk=case.pk).update(due_days="(,)")
    assert moved_by(change(minister, day=FRIDAY)) == 0
    assert reread(case).due_days == known


def test_the_day_itself_counts_in_the_zone_of_the_post(office: Office) -> None:
    case = reread(office.case())
    assert (case.due_office, case.due_days.lower, case.due_days.upper) == (
        "seoul",
        date(2026, 11, 3),
        THURSDAY + timedelta(days=1),
    )


def test_a_killed_run_goes_on_where_it_stopped(
    office: Office, minister: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [office.case("in_review") for _number in range(3)]
    changed = change(minister)
    write, written = act.write_to_applicant, []

    def killed(case: Case, *args: object, **more: object) -> None:
        write(case, *args, **more)
        written.append(case.reference)
        if len(written) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(act, "write_to_applicant", killed)
    with pytest.raises(KeyboardInterrupt):
        moved_by(changed)
    # The second case is as it was: its letter went with its transaction.
    assert [due_on(case) for case in cases[:1]] == [FRIDAY]
    assert moved_by(changed) == 2
    assert [due_on(case) for case in cases] == [FRIDAY] * 3
    assert len(told()) == 6


def test_one_that_cannot_be_reckoned_does_not_hold_up_the_others(
    office: Office, minister: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [office.case("in_review") for _number in range(3)]
    changed = change(minister)
    reckon = act.recompute_due

    def spoiled(case: Case) -> None:
        if case.pk == cases[0].pk:
            raise ValueError(case.reference)
        reckon(case)

    monkeypatch.setattr(act, "recompute_due", spoiled)
    with pytest.raises(errors.TermsLeft):
        moved_by(changed)
    assert [reread(case).due_at.date() for case in cases] == [THURSDAY, FRIDAY, FRIDAY]
    monkeypatch.undo()
    assert moved_by(changed) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(-3, 12), st.booleans(), st.sampled_from(["seoul", "moscow", ""]))
def test_whatever_day_changes_the_index_is_what_the_reckoning_says(
    office: Office, minister: Account, days: int, works: bool, post: str
) -> None:
    with transaction.atomic():
        case = reread(office.case())
        was, rests_on = case.due_at, case.due_days
        day = date(2026, 11, 2) + timedelta(days=days)
        moved = moved_by(change(minister, day, works, post))
        due_on(case)
        assert moved == (reread(case).due_at != was)
        # Applicant and head: nobody has taken it.
        assert len(told()) == 2 * moved
        if not rests_on.lower <= day < rests_on.upper or post == "moscow":
            assert not moved
        transaction.set_rollback(True)


def test_the_act_defers_one_job_in_its_transaction(office: Office, minister: Account) -> None:
    changed = change(minister)
    (job,) = ProcrastinateJob.objects.filter(task_name="cases.recompute_terms")
    assert job.args == {"calendar_day_id": changed.pk}


def test_who_may(office: Office, minister: Account) -> None:
    change(office.head)
    for account, scope in [
        (office.officer, {}),
        (office.abroad, {}),
        (office.head, {"post": "moscow"}),
        (office.head, {"post": ""}),
        (office.head, {"post": "", "country": "KR"}),
    ]:
        with pytest.raises(access_errors.RoleMissing):
            change(account, **scope)
    with pytest.raises(access_errors.RoleMissing):
        recompute_terms(acting_user=minister, calendar_day_id=1)


def test_an_officer_who_took_it_meanwhile_is_the_one_who_is_told(office: Office, minister: Account) -> None:
    case = office.case()
    changed = change(minister)
    take(office, case.reference)
    moved_by(changed)
    assert [account for code, account in told() if code == "due_moved_at_post"] == [office.officer]


def test_the_letters_say_when_in_the_time_of_the_post(office: Office, minister: Account) -> None:
    case = office.case()
    moved_by(change(minister))
    letter = Letter.objects.get(code="due_moved")
    assert datetime.fromisoformat(letter.facts["due_at"]) == reread(case).due_at
    assert letter.facts["zone"] == "Asia/Seoul"
