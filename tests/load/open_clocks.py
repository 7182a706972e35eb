"""The rows of `make bench-terms`: a million open clocks, and the change of one day that most of them do not rest on.

The rows are synthetic: copies of two real cases (an appeal with fifteen days of the calendar, an application with one
working day), spread evenly over all posts and the last days, each with its first event and with the index that the
platform's own reckoning gives it. All are of one applicant. Only cases that the change concerns have answers: a run
that opened any other would fail.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

from django.db import connection, transaction

from tests.domains.appeals.builders import SLUG, fill, typed_appeal
from tests.load.bench import say
from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import Post, all_posts, calendars_of, get_post, offices_concerned
from watandoshlar.domains.appeals.api import file_appeal
from watandoshlar.domains.cases.api import (
    Case,
    answers_of,
    change_calendar_day,
    recompute_terms,
    start_draft,
    term_of,
)
from watandoshlar.domains.cases.models import AnswerSet
from watandoshlar.domains.cases.terms import ENTRIES, first_due_index
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import OfficeCalendar, next_working_day
from watandoshlar.foundation.legal_clock import Entry, Term, due

POST = "seoul"
APPLICANT = "nodira@example.org"
DAYS = 45
"""Submitted on each of the last days; the oldest clocks have run out and are open still."""
COPY = """
INSERT INTO cases_case (reference, version_id, post_id, country, region, applicant_id, about_id, family, account_id,
       idempotency_key, state, round, needs_second_officer, is_confidential, submitted_at, due_at, due_office, due_days)
SELECT %(name)s || n, version_id, %(post)s, country, region, applicant_id, about_id, '', account_id, %(name)s || n,
       'submitted', 1, needs_second_officer, is_confidential, %(submitted)s, %(due_at)s, %(due_office)s, %(due_days)s
  FROM cases_case, generate_series(1, %(copies)s) AS n WHERE id = %(model)s
"""
EVENTS = """
INSERT INTO cases_caseevent (case_id, at, account_id, name, from_state, to_state, facts, is_public)
SELECT id, submitted_at, account_id, 'submit', '', state, '{}', true FROM cases_case WHERE reference LIKE 'BN-%'
"""
DUE = """
SELECT version_id, post_id, submitted_at, due_at, count(*)
  FROM cases_case WHERE reference LIKE 'BN-%' GROUP BY 1, 2, 3, 4
"""
WRITTEN = "SELECT count(*) FROM cases_case WHERE xmin::text::bigint >= %s"


@dataclass(frozen=True)
class Models:
    """The two cases of which the others are copies, and their terms."""

    cases: tuple[Case, Case]
    terms: tuple[Term, Term]


def build(count: int) -> None:
    """Write so many open clocks. As one transaction: a bulk load and no act."""
    models, posts = _models(), all_posts(clock.now().date())
    groups = [(number, post, moment) for number in range(2) for post in posts for moment in _moments(post)]
    copies = -(-count // len(groups))
    with transaction.atomic(), connection.cursor() as cursor:
        for serial, (number, post, moment) in enumerate(groups):
            index = first_due_index(models.terms[number], post, moment)
            place = {"name": f"BN-{serial}-", "post": post.pk, "submitted": moment, "copies": copies}
            cursor.execute(COPY, {**place, "model": models.cases[number].pk, **index})
        cursor.execute(EVENTS)
    say(f"{copies * len(groups):,} open clocks at {len(posts)} posts, submitted over {DAYS} days")


def _models() -> Models:
    account = Account.objects.with_email(APPLICANT).get()
    application = Case.objects.filter(version__slug="consular-registration", state="submitted").first()
    draft = start_draft(acting_user=account, slug=SLUG, post_code=POST, country="KR")
    fill(draft, account, typed_appeal())
    appeal = file_appeal(acting_user=account, draft_id=draft.pk, idempotency_key=f"bench-{draft.pk}")
    return Models((appeal.case, application), (term_of(appeal.case), term_of(application)))


def _moments(post: Post) -> Iterator[datetime]:
    """Each of the last days, at ten in the morning at the post; not today, where ten may not have struck."""
    today = clock.now().date()
    zone = calendars_of([post.code])[post.code].timezone
    for days in range(1, DAYS + 1):
        yield datetime.combine(today - timedelta(days=days), hour(10), zone).astimezone(UTC)


def measure() -> None:
    """Close the next working day of one post, and say what that cost and that it moved what it had to, nothing else."""
    post = get_post(POST)
    day = next_working_day(calendars_of([POST])[POST], clock.now().date())
    before = _due()
    change = change_calendar_day(
        acting_user=_minister(), day=day, works=False, source="Bench", state="confirmed", post=post
    )
    concerned = Case.objects.resting_on(day, offices_concerned(change)).filter(reference__startswith="BN-")
    plan = concerned.explain(analyze=True, buffers=True)
    _give_answers(concerned)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (mark,) = cursor.fetchone()
    began, cpu = time.perf_counter(), time.process_time()
    moved = recompute_terms(acting_user=SYSTEM, calendar_day_id=change.pk)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [mark])
        (written,) = cursor.fetchone()
    _say(day, plan, moved, written, seconds, cpu)
    say(f"  all rows beside a reckoning of each group: {'equal' if _due() == _reckoned_anew(before) else 'DIFFERENT'}")


def _minister() -> Account:
    account = create_account(acting_user=SYSTEM, email="bench.minister@example.org", language="en")
    assign_role(acting_user=SYSTEM, account=account, role="ministry")
    return account


def _give_answers(cases) -> None:
    """To each case its answers, encrypted for it: they cannot be copied from one case to another."""
    models = {case.version_id: answers_of(case) for case in _originals()}
    for case in cases.select_related("applicant").iterator():
        answers = encrypt_json_for(case.applicant, models[case.version_id], f"answers:{case.reference}:1")
        row = AnswerSet(case=case, number=1, answers=answers, made_by_id=case.account_id, made_at=case.submitted_at)
        row.save(force_insert=True)


def _originals() -> list[Case]:
    versions = Case.objects.filter(reference__startswith="BN-").values("version").distinct()
    found = Case.objects.filter(version__in=versions).exclude(reference__startswith="BN-").select_related("applicant")
    return list(found.order_by("version", "pk").distinct("version"))


def _due() -> dict[tuple, int]:
    with connection.cursor() as cursor:
        cursor.execute(DUE)
        return {tuple(row[:4]): row[4] for row in cursor.fetchall()}


def _reckoned_anew(before: dict[tuple, int]) -> dict[tuple, int]:
    """What every row has to say now: each group reckoned by itself, whether the change concerns it or not."""
    terms = {case.version_id: term_of(case) for case in _originals()}
    posts = {post.pk: post.code for post in all_posts(clock.now().date())}
    calendars = calendars_of(posts.values())
    return {
        (version, post, moment, _end(terms[version], posts[post], moment, calendars)): count
        for (version, post, moment, _due_at), count in before.items()
    }


def _end(term: Term, office: str, moment: datetime, calendars: dict[str, OfficeCalendar]) -> datetime | None:
    ledger = [Entry(code, moment, office) for code in ENTRIES["submit"]]
    return due(replace(term, duties=()), ledger, calendars, clock.now()).moment


def _say(day: date, plan: str, moved: int, written: int, seconds: float, cpu: float) -> None:
    say(f"\n{POST} closes on {day}")
    say("\n".join(f"  {line}" for line in plan.splitlines()))
    say(f"\n  moved and told: {moved:,} cases in {seconds:.1f} s, {seconds * 1000 / moved:.1f} ms each")
    say(f"  processor of the platform: {cpu * 1000 / moved:.1f} ms each")
    say(f"  rows of cases written: {written:,}")
