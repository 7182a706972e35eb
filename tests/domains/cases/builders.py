"""Posts, services, accounts and cases for tests, made by the real acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any

from django.conf import settings
from django.db import models, transaction

from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import Post, publish_posts
from watandoshlar.capabilities.posts.models import District, Override
from watandoshlar.domains.cases.api import (
    Case,
    Draft,
    answer_request,
    apply_draft_policy,
    close_request,
    confirm_decision,
    issue_document,
    propose_decision,
    recall_referral,
    refer_case,
    release_case,
    report_referral,
    request_items,
    start_example,
    states,
    submit_draft,
    take_case,
    take_referral,
    withdraw_case,
)
from watandoshlar.domains.catalogue.api import current_version, latest_publication, publish_version, read_folder
from watandoshlar.domains.catalogue.models import Publication, ServiceVersion
from watandoshlar.foundation import clock

SOON = date(2026, 11, 20)
AFTER_SOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TUTORIAL = "_example"
REASON = "words_not_suitable"
TWO_OFFICERS = "two-officers"
"""The tutorial, with a second officer for every decision."""
CAPITAL = "asks-the-capital"
"""The tutorial, with a check by the ministry that pauses the term."""
PASSPORT = "passport"
"""The tutorial without its document: what is ready is collected at the post or sent."""
PAPER = "paper-letter"
"""The tutorial, whose sealed letter is printed and collected."""
SECRET = "help-in-need"
"""The tutorial as a confidential service with two officers, at the end of which the applicant is told something."""
FAMILY = "family-letter"
"""A service of tests only: its group has a person, files and a condition of the row."""
FAMILY_FOLDER = Path(__file__).parents[2] / "services" / FAMILY
TRIP = "family-trip"
"""A service of tests only: one application for a family, consents of parents, a paper of authority."""
TRIP_FOLDER = Path(__file__).parents[2] / "services" / TRIP
PAPERS = "known-papers"
"""A service of tests only: it offers what is known, and reads a picture of a passport."""
PAPERS_FOLDER = Path(__file__).parents[2] / "services" / PAPERS
SEOUL = {"country": "KR", "region": ""}


@dataclass
class Rows:
    """Rows made once by an act whose transaction was rolled back, for every test to insert again."""

    kept: list[list[models.Model]]
    """By table, in the order in which they may be inserted."""

    def insert(self) -> None:
        for rows in self.kept:
            type(rows[0]).objects.bulk_create(rows)


def rows_made_by(act: Callable[[], None], *found: models.Manager | models.QuerySet) -> Rows:
    with transaction.atomic():
        act()
        rows = Rows([table for rows in found if (table := list(rows.all()))])
        transaction.set_rollback(True)
    return rows


def rows_of_posts() -> Rows:
    def act() -> None:
        publish_posts(acting_user=SYSTEM, folder=settings.POSTS_DIRECTORY)

    return rows_made_by(act, Post.objects, District.objects, Override.objects)


def rows_of_service(folder: Path) -> Rows:
    def act() -> None:
        publish_version(acting_user=SYSTEM, folder=folder)

    mine = {"slug": folder.name}
    return rows_made_by(act, ServiceVersion.objects.filter(**mine), Publication.objects.filter(**mine))


def example(slug: str, name: str) -> dict[str, Any]:
    """The raw example of a real service folder."""
    return read_folder(settings.SERVICES_DIRECTORY / slug).examples[name]


def account_of(name: str, language: str = "uz") -> Account:
    return create_account(acting_user=SYSTEM, email=f"{name}@example.org", language=language)


def worker_of(name: str, role: str, post: Post) -> Account:
    """An account that holds one role at a post."""
    account = account_of(name)
    assign_role(acting_user=SYSTEM, account=account, role=role, post=post)
    return account


@dataclass
class Office:
    """One applicant, the people who work at the post of Seoul, one of another post and one of the ministry."""

    applicant: Account
    officer: Account
    second: Account
    head: Account
    abroad: Account
    capital: Account
    raw: Mapping[str, Any]
    place: Mapping[str, str] = field(default_factory=lambda: SEOUL)

    def draft(self, slug: str = TUTORIAL) -> Draft:
        """A complete draft of the example."""
        return start_example(acting_user=self.applicant, service=current_version(slug), raw=self.raw, **self.place)

    def case(self, state: str = states.FIRST_STATE, slug: str = "") -> Case:
        """A case brought to a state by the acts that lead there."""
        draft = self.draft(slug or USUAL.get(state, TUTORIAL))
        case = submit_draft(acting_user=self.applicant, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")
        for step in WAYS[state]:
            step(self, case.reference)
        return reread(case)


def apply_latest_policy(slug: str) -> int:
    """What the worker does after a publication, in the transaction of the test."""
    return apply_draft_policy(acting_user=SYSTEM, publication_id=latest_publication(slug).pk)


def reread(case: Case) -> Case:
    return Case.objects.select_related("post", "applicant", "account", "officer").get(pk=case.pk)


def take(office: Office, reference: str) -> None:
    take_case(acting_user=office.officer, reference=reference)


def ask(office: Office, reference: str) -> None:
    request_items(acting_user=office.officer, reference=reference, items=["read_on"], note="", due_on=SOON)


def approve(office: Office, reference: str) -> None:
    propose_decision(acting_user=office.officer, reference=reference, outcome="approve")


def refuse(office: Office, reference: str) -> None:
    propose_decision(acting_user=office.officer, reference=reference, outcome="refuse", reasons=[REASON])


def issue(office: Office, reference: str) -> None:
    issue_document(acting_user=office.officer, reference=reference)


def refer(office: Office, reference: str) -> None:
    refer_case(acting_user=office.officer, reference=reference, rule_id=CHECK)


def take_check(office: Office, reference: str) -> None:
    take_referral(acting_user=office.capital, reference=reference, number=1)


def withdraw(office: Office, reference: str) -> None:
    withdraw_case(acting_user=office.applicant, reference=reference)


CHECK = "identity"
# In which service each state is reached, where it is not the tutorial.
USUAL = {"proposed": TWO_OFFICERS, "referred": CAPITAL}
WAYS: dict[str, tuple[Callable[[Office, str], None], ...]] = {
    "submitted": (),
    "in_review": (take,),
    "waiting_for_applicant": (take, ask),
    "referred": (take, refer, take_check),
    "proposed": (take, approve),
    "approved": (take, approve),
    "refused": (take, refuse),
    "issued": (take, approve, issue),
    "withdrawn": (withdraw,),
}


DAY_TYPED = {"read_on.day": ["15"], "read_on.month": ["12"], "read_on.year": ["2026"]}


def close_late(*, acting_user: Account, reference: str) -> Case:
    """On the day after the last one of the applicant."""
    with clock.fixed(AFTER_SOON):
        return close_request(acting_user=acting_user, reference=reference)


# The step of the table by name: the act that takes it, and who.
ACTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "take": ("second", take_case),
    "release": ("officer", release_case),
    "request_items": ("officer", partial(request_items, items=["read_on"], note="Which day?", due_on=SOON)),
    "answer_request": ("applicant", partial(answer_request, typed=DAY_TYPED)),
    "close_request": ("officer", close_late),
    "refer": ("officer", partial(refer_case, rule_id=CHECK)),
    "report": ("capital", partial(report_referral, number=1, outcome="nothing_against")),
    "recall": ("officer", recall_referral),
    "propose": ("officer", partial(propose_decision, outcome="approve", note="In order.")),
    "approve": ("officer", partial(propose_decision, outcome="approve", note="In order.")),
    "refuse": ("officer", partial(propose_decision, outcome="refuse", reasons=[REASON])),
    "return": ("second", partial(confirm_decision, agrees=False, note="Look at the day once more.")),
    "confirm": ("second", partial(confirm_decision, agrees=True)),
    "issue": ("second", issue_document),
    "withdraw": ("applicant", withdraw_case),
}


STEPS_OF_EXAMPLE = "officer: [take, approve, issue]"
EXAMPLE = "another-occasion"


def made_from_tutorial(
    folder: Path, definition: Callable[[str], str], texts: str = "", steps: str = STEPS_OF_EXAMPLE, expects: str = ""
) -> Path:
    """The tutorial as another service with one example; `texts` are added in every language, `expects` there."""
    copytree(settings.SERVICES_DIRECTORY / TUTORIAL, folder)
    path = folder / "definition.yaml"
    changed = path.read_text(encoding="utf-8").replace(f"service: {TUTORIAL}", f"service: {folder.name}")
    path.write_text(definition(changed), encoding="utf-8")
    for words in (folder / "texts").iterdir():
        words.write_text(words.read_text(encoding="utf-8") + texts, encoding="utf-8")
    for path in (folder / "examples").iterdir():
        if path.stem != EXAMPLE:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8").replace(STEPS_OF_EXAMPLE, steps)
        if "second" in steps:
            text = text.replace("second_officer: false", "second_officer: true")
        path.write_text(text.replace("expects:\n", f"expects:\n{expects}"), encoding="utf-8")
    return folder
