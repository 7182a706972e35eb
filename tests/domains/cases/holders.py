"""A compatriot, her husband, and the office in Seoul that decides on what they hold, by the real acts."""

from dataclasses import dataclass
from datetime import UTC, datetime

from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.cases.builders import account_of, example, worker_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.notifications.rendering import write_letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.acts._documents import FOLLOW_TASK
from watandoshlar.domains.cases.api import (
    Case,
    ExampleOffice,
    follow_documents,
    hold_documents,
    issue_example,
    place_of_example,
    start_example,
    submit_draft,
    walk_example,
)
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.certificates.api import (
    Certificate,
    advance_signing_run,
    approve_signing_run,
    open_reissue_run,
    revoke_signing_key,
)

SERVICES = ("compatriot-by-origin", "compatriot-card", "compatriot-family-card", "compatriot-card-change")
ORIGIN = "compatriot-by-origin/granddaughter-with-civil-records"
CARD = "compatriot-card/first-by-origin"
SHORT_CARD = "compatriot-card/passport-ends-first"
WIFE = "compatriot-family-card/ends-with-the-principals-card"
HUSBAND = "compatriot-family-card/husband"
RENAMED = "compatriot-card-change/name-on-the-certificate"
NOON = datetime(2026, 11, 2, 3, tzinfo=UTC)


@dataclass
class Family:
    holder: Account
    husband: Account
    stranger: Account
    office: ExampleOffice
    other_office: ExampleOffice
    head: Account

    def issue(self, name: str, account: Account | None = None, **held: str) -> Certificate:
        return issue_example(
            acting_user=account or self.holder, other_holder=self.holder, office=self.office, example=name, held=held
        )

    def card(self) -> tuple[Certificate, Certificate]:
        certificate = self.issue(ORIGIN)
        return certificate, self.issue(CARD, certificate=certificate.number)

    def submit(self, name: str, account: Account, place: tuple[str, str] | None = None, **held: str) -> Case:
        slug, _slash, file = name.partition("/")
        service, raw = current_version(slug), example(slug, file)
        raw = hold_documents(
            acting_user=account, other_holder=self.holder, office=self.office, service=service, raw=raw, held=held
        )
        country, region = place or place_of_example(raw)
        draft = start_example(acting_user=account, service=service, raw=raw, country=country, region=region)
        return submit_draft(acting_user=account, draft_id=draft.pk, idempotency_key=f"once-{draft.pk}")

    def approved(self, name: str, account: Account | None = None, abroad: bool = False, **held: str) -> Case:
        """An application that names what is held, brought to its approval in Seoul, or `abroad`: in Moscow."""
        case = self.submit(name, account or self.holder, ("RU", "RU-MOW") if abroad else None, **held)
        office = self.other_office if abroad else self.office
        raw = example(*name.split("/"))
        raw = {**raw, "officer": [step for step in raw["officer"] if step != "issue"], "expects": {}}
        walk_example(acting_user=office.officer, second_officer=office.second_officer, case=case, raw=raw)
        case.refresh_from_db()
        return case


def family_in_seoul() -> Family:
    """Everybody; the services are published and the posts are there."""
    post, moscow = get_post("seoul"), get_post("moscow")
    return Family(
        holder=account_of("laylo"),
        husband=account_of("bakyt", "ru"),
        stranger=account_of("stranger"),
        office=ExampleOffice(worker_of("first", "officer", post), worker_of("second", "officer", post)),
        other_office=ExampleOffice(worker_of("third", "officer", moscow), worker_of("fourth", "officer", moscow)),
        head=worker_of("head", "head", post),
    )


def issue_anew(certificate: Certificate) -> Certificate:
    """The key of a document is stolen, and a run of two keepers issues anew whatever it signed. The new version."""
    keepers = [worker_of(f"{name}.{certificate.key_id}", "key_keeper", None) for name in ("keeper", "other")]
    key = revoke_signing_key(acting_user=SYSTEM, key_id=certificate.key_id)
    run = open_reissue_run(acting_user=keepers[0], key_id=key.key_id)
    approve_signing_run(acting_user=keepers[1], run_id=run.pk)
    advance_signing_run(acting_user=SYSTEM, run_id=run.pk, seconds=60)
    return Certificate.objects.get(previous=certificate)


def reread(certificate: Certificate) -> Certificate:
    return Certificate.objects.get(pk=certificate.pk)


def statuses(*certificates: Certificate) -> list[str]:
    return [reread(one).status for one in certificates]


def letters(code: str) -> list[Letter]:
    """Those of one kind, each of which can be written."""
    found = list(Letter.objects.filter(code=code).order_by("queued_at", "pk"))
    assert all(write_letter(letter).text for letter in found)
    return found


def follow() -> None:
    """What the worker does after documents have changed; twice, as after a crash."""
    jobs = ProcrastinateJob.objects.filter(task_name=FOLLOW_TASK).order_by("id")
    for job in [*jobs, *jobs]:
        follow_documents(acting_user=SYSTEM, **job.args)
