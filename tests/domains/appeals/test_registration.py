"""Registering an appeal is never refused: whatever the draft holds, once per key, on the day that the law says."""

import os
from datetime import UTC, date, datetime
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domains.appeals.builders import SLUG, Reception, code_of, typed_appeal
from tests.domains.cases.test_races import at_once
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.appeals.api import Appeal, as_typed, file_appeal, matter_of_appeal
from watandoshlar.domains.appeals.models import Mark
from watandoshlar.domains.cases.api import (
    Case,
    access_draft,
    answers_of,
    open_content,
    save_page,
    start_draft,
    start_entry,
)
from watandoshlar.domains.cases.models import Draft
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.foundation import clock

CHOICES = {
    "appeal_kind": ["application", "proposal", "complaint"],
    "appellant": ["citizen", "organisation"],
    "acting": ["myself", "representative", "group"],
    "complained_of": ["this_post", "officer_of_post", "another_body"],
    "has_earlier": ["yes", "no"],
}
NAMES = {
    "about": ["appeal_kind", "appellant", "acting"],
    "who": [
        "applicant_name.family",
        "applicant_name.given",
        "applicant_name.script",
        "organisation_name",
        "home_address.country",
        "home_address.city",
        "members.0.member_name",
        "members.7.member_address",
    ],
    "matter": ["happened", "demands.0.demand", "demands.1.demand", "demands.9.demand"],
    "complaint": ["complained_of", "complained_name"],
    "earlier": ["has_earlier", "earlier_reference"],
    "contact": ["email", "phone"],
}
NONSENSE = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(["\x00", "🐪" * 900, "-1", "{}", "‮"])


@st.composite
def pages(draw: st.DrawFn) -> dict[str, dict[str, list[str]]]:
    """Pages in part, with good answers and nonsense; {} is an empty form."""
    typed: dict[str, dict[str, list[str]]] = {}
    for page, names in NAMES.items():
        chosen = draw(st.lists(st.sampled_from(names), unique=True))
        values = {name: [draw(st.sampled_from(CHOICES.get(name, [""])) | NONSENSE)] for name in chosen}
        if values:
            typed[page] = values
    return typed


@pytest.mark.django_db
def test_whatever_is_typed_is_registered_once_and_nothing_of_it_is_lost(reception: Reception) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(typed=pages())
    def always(typed: dict) -> None:
        with transaction.atomic():
            draft = reception.draft(typed)
            content = access_draft(reception.applicant, draft.pk)[1]
            mine = {"acting_user": reception.applicant, "draft_id": draft.pk}
            appeal = file_appeal(**mine, idempotency_key="the-same-key")
            assert file_appeal(**mine, idempotency_key="the-same-key") == appeal == Appeal.objects.get()
            assert (appeal.case.state, appeal.case.due_at is not None) == ("submitted", True)
            assert as_typed(appeal) == content.typed
            kept = answers_of(appeal.case)
            shown = {name for name in content.answers if name in kept}
            assert {name: kept[name] for name in shown} == {name: content.answers[name] for name in shown}
            # What its question has hidden since stays in the draft.
            assert open_content(Draft.objects.get(pk=draft.pk)).answers == content.answers
            assert appeal.demands == len(matter_of_appeal(appeal).demands) >= 1
            transaction.set_rollback(True)

    always()


@pytest.mark.django_db
def test_a_key_or_a_draft_that_says_nothing_was_sent(reception: Reception) -> None:
    draft, other = reception.draft(), reception.draft({})
    mine = {"acting_user": reception.applicant}
    assert code_of(file_appeal, **mine, draft_id=draft.pk, idempotency_key="short") == "idempotency_key_missing"
    assert code_of(file_appeal, **mine, draft_id=uuid4(), idempotency_key="long-enough") == "draft_not_found"
    stranger = {"acting_user": reception.stranger, "draft_id": draft.pk}
    assert code_of(file_appeal, **stranger, idempotency_key="long-enough") == "draft_not_found"
    file_appeal(**mine, draft_id=draft.pk, idempotency_key="long-enough")
    assert code_of(file_appeal, **mine, draft_id=other.pk, idempotency_key="long-enough") == "idempotency_key_used"
    assert Appeal.objects.count() == 1


@pytest.mark.django_db
def test_a_key_opens_one_entry_only(reception: Reception) -> None:
    drafts = [start_entry(acting_user=reception.officer, slug=SLUG, post_code="seoul", form="oral") for _ in range(2)]
    codes = [
        code_of(file_appeal, acting_user=reception.officer, draft_id=draft.pk, idempotency_key="the-same-key")
        for draft in drafts
    ]
    assert codes == ["", "idempotency_key_used"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("post", "country", "received", "registered"),
    [
        ("seoul", "KR", datetime(2026, 11, 2, 7, 59, tzinfo=UTC), date(2026, 11, 2)),
        ("seoul", "KR", datetime(2026, 11, 2, 8, 0, tzinfo=UTC), date(2026, 11, 3)),
        ("seoul", "KR", datetime(2026, 11, 6, 9, 0, tzinfo=UTC), date(2026, 11, 9)),
        ("seoul", "KR", datetime(2026, 11, 7, 3, 0, tzinfo=UTC), date(2026, 11, 9)),
        # The day of the Constitution of Uzbekistan; then Christmas, a Friday, in Korea.
        ("seoul", "KR", datetime(2026, 12, 8, 3, 0, tzinfo=UTC), date(2026, 12, 9)),
        ("seoul", "KR", datetime(2026, 12, 24, 20, 0, tzinfo=UTC), date(2026, 12, 28)),
        # Before it opens it is the same day; by the clock of the post, where it is Sunday still.
        ("new-york", "US", datetime(2026, 11, 2, 4, 0, tzinfo=UTC), date(2026, 11, 2)),
        ("moscow", "RU", datetime(2026, 11, 3, 20, 30, tzinfo=UTC), date(2026, 11, 5)),
    ],
)
def test_it_is_registered_the_same_day_or_the_next_working_day(
    reception: Reception, post: str, country: str, received: datetime, registered: date
) -> None:
    region = "US-NY" if post == "new-york" else ""
    with clock.fixed(received):
        draft = start_draft(acting_user=reception.applicant, slug=SLUG, post_code=post, country=country, region=region)
        appeal = file_appeal(acting_user=reception.applicant, draft_id=draft.pk, idempotency_key="some-key")
    assert appeal.registered_on == registered


@pytest.mark.usefixtures("committed_db")
def test_two_submits_at_once_make_one_appeal(reception: Reception) -> None:
    draft = reception.draft()
    filed = at_once(
        lambda key=key: file_appeal(acting_user=reception.applicant, draft_id=draft.pk, idempotency_key=key)
        for key in ("one-key-", "another-key")
    )
    assert filed[0] == filed[1] == Appeal.objects.get()
    assert Letter.objects.filter(code="appeal_registered").count() == 1


@pytest.mark.usefixtures("committed_db")
def test_what_another_tab_saves_meanwhile_is_in_the_appeal_or_refused(reception: Reception) -> None:
    """The row counts the demands that the case has, in whatever order the two come."""
    draft = reception.draft(typed_appeal(demands=("One.",)))
    more = {"happened": ["Text."], "demands.0.demand": ["One."], "demands.1.demand": ["Two."]}
    saved, appeal = at_once(
        (
            lambda: save_page(acting_user=reception.applicant, draft_id=draft.pk, page_id="matter", typed=more),
            lambda: file_appeal(acting_user=reception.applicant, draft_id=draft.pk, idempotency_key="some-key"),
        )
    )
    assert appeal.demands == len(matter_of_appeal(appeal).demands) == (1 if saved == "draft_not_found" else 2)


COUNTS = """
SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM appeals_appeal), (SELECT count(*) FROM appeals_mark),
       (SELECT count(*) FROM notifications_letter), (SELECT count(*) FROM procrastinate_jobs),
       (SELECT count(*) FROM cases_draft WHERE submitted_as_id IS NOT NULL)
"""


@pytest.mark.usefixtures("committed_db")
def test_a_death_before_any_statement_leaves_nothing(reception: Reception) -> None:
    draft = reception.draft()
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"], autocommit=True) as outside:
        before = outside.execute(COUNTS).fetchone()
        statement, alive = 0, True
        while alive:
            alive = dies_at(
                statement,
                lambda: file_appeal(acting_user=reception.applicant, draft_id=draft.pk, idempotency_key="some-key"),
            )
            statement += 1
            if alive:
                assert outside.execute(COUNTS).fetchone() == before, statement
        assert statement > 20
        case, appeal, marks, letters, jobs, submitted = (
            now - then for now, then in zip(outside.execute(COUNTS).fetchone(), before, strict=True)
        )
    assert (case, appeal, letters, jobs, submitted) == (1, 1, 1, 2, 1)
    assert marks == Mark.objects.count() > 0
    assert Case.objects.get().pk == Appeal.objects.get().pk
    assert current_version(SLUG).hash == Case.objects.get().version_id


def dies_at(statement: int, act) -> bool:
    """Whether the connection was lost before the statement came; else the act was done."""
    passed = 0

    def wrapper(execute, sql, params, many, context):
        nonlocal passed
        if passed == statement:
            connection.connection.close()
            raise DatabaseError("the connection is lost")
        passed += 1
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(wrapper):
            act()
    except DatabaseError:
        connection.close()
        return True
    return False
