"""Every page that an applicant can come to, each with its address, reached beforehand through the acts."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

from django.conf import settings

from tests.domains.appointments.builders import TOMORROW, at, past_opening
from tests.journeys.applicant import region_of
from tests.journeys.branches import covering
from tests.plugins.live_site import wait_until_queue_is_quiet
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import access_acted_for
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appeals.api import Appeal, Forward, file_example, reply_token, walk_example_appeal
from watandoshlar.domains.cases.api import (
    Case,
    Consent,
    Draft,
    add_person,
    book_visit,
    consent_token,
    keep_visit,
    open_gates,
    policy_progress,
    remove_draft,
    start_example,
    submit_example,
    take_case,
    wait_for_visit,
    walk_example,
)
from watandoshlar.domains.catalogue.api import current_version, publish_version, read_folder
from watandoshlar.domains.fees.api import bill_of, standing_of

APPLICANT = "nodira@example.org"
DECIDED = (
    ("issued", "consular-registration", "permanent-outside-the-cis"),
    ("refused", "consular-registration", "refused-not-in-district"),
    ("submitted", "_example", "another-occasion"),
)
PASSPORT = "biometric-passport"
COMING, TOGETHER = ("expired", "stolen-with-a-copy"), "child-both-parents-agree"
RETURN = ("return-certificate", "lost-with-a-note")
STEPS_TO = {
    "submitted": (),
    "in_review": ("take",),
    "forwarded": ("take", "forward"),
    "answered": ("take", "answer"),
    "reopened": ("take", "answer", "rate", "reopen"),
}


def example(slug: str, name: str) -> Mapping[str, Any]:
    return read_folder(settings.SERVICES_DIRECTORY / slug).examples[name]


def begin(account: Account, slug: str, name: str) -> Draft:
    """A draft that is filled in as the example says."""
    return start_example(acting_user=account, **acting(slug, name))


def acting(slug: str, name: str) -> dict[str, Any]:
    raw = example(slug, name)
    country = raw["host_country"]
    region = region_of(raw["post"], country)
    return {"service": current_version(slug), "raw": raw, "country": country, "region": region}


def places_of_questions(account: Account, slug: str) -> Iterator[str]:
    """Every page of questions of a service, filled in, and the check of the answers; a draft gives way to the next."""
    draft = None
    for branch, pages in covering(slug).items():
        if draft:
            remove_draft(acting_user=account, draft_id=draft.pk)
        draft = begin(account, slug, branch.name)
        for _slug, page_id in pages:
            yield f"my/drafts/{draft.pk}/page/{page_id}/"
    yield f"my/drafts/{draft.pk}/check/"


def places_of_drafts(account: Account) -> Iterator[str]:
    """Where a draft can lead besides its questions."""
    yield f"my/drafts/{begin(account, '_example', 'with-two-guests').pk}/remove/"
    unsuitable = begin(account, "consular-registration", "not-eligible-no-legal-stay")
    yield f"my/drafts/{unsuitable.pk}/unsuitable/"


def places_of_cases(account: Account) -> Iterator[str]:
    """Cases in several states, the course of each, and what one can do with it."""
    for end, slug, name in DECIDED:
        case = submit_example(acting_user=account, **acting(slug, name))
        if end != "submitted":
            first, second = (officer_of(case, who) for who in ("officer", "second"))
            walk_example(acting_user=first, second_officer=second, case=case, raw=example(slug, name))
        yield f"my/cases/{case.reference}/"
    for page in ("receipt", "answers", "withdraw"):
        yield f"my/cases/{case.reference}/{page}/"
    yield f"my/cases/{asked_again(account, 'consular-registration', 'residence-proof-asked-for-again')}/answer/"


def places_of_services(account: Account) -> Iterator[str]:
    """Where one books a visit, pays and reads what is missing, and where somebody else is asked to agree."""
    past_opening(get_post("seoul"))
    coming, waiting = (submit_example(acting_user=account, **acting(PASSPORT, name)) for name in COMING)
    booked = with_visit(account)
    wait_for_visit(acting_user=account, reference=waiting.reference, first_day=TOMORROW, last_day=TOMORROW)
    for case in (coming, waiting, booked):
        yield f"my/cases/{case.reference}/"
        yield f"my/cases/{case.reference}/visit/"
    yield f"my/cases/{coming.reference}/visit/?day={TOMORROW}"
    yield f"my/cases/{booked.reference}/visit/cancel/"
    yield from ("visits/seoul/", "visits/seoul/draws/1/")
    yield from places_of_payments(ready_to_decide(account))
    consent = Consent.objects.get(case=booked)
    yield f"consent/{consent.letter}/{consent_token(consent)}/"
    yield from places_of_family(account)


def places_of_work(account: Account) -> Iterator[str]:
    """Where officers receive people and take money: below `work/`."""
    past_opening(get_post("seoul"))
    to_pay, paid = with_visit(account), ready_to_decide(account)
    yield from ("visits/", f"visits/?day={TOMORROW}", "counter/", "payments/")
    for case in (to_pay, paid):
        yield f"cases/{case.reference}/"
        yield f"bills/{case.reference}/"


def with_visit(account: Account) -> Case:
    """A case for a child whose father has not agreed yet, and who come tomorrow."""
    case = submit_example(acting_user=account, **acting(PASSPORT, TOGETHER))
    book_visit(acting_user=account, reference=case.reference, starts_at=at(11))
    keep_visit(acting_user=account, reference=case.reference)
    return case


def ready_to_decide(account: Account) -> Case:
    """All was done that must stand before the decision: the applicant received, the capital asked, the fees paid."""
    slug, name = RETURN
    case = submit_example(acting_user=account, **acting(slug, name))
    officer = officer_of(case, "officer")
    take_case(acting_user=officer, reference=case.reference)
    open_gates(case, "approve", acting_user=officer, raw=example(slug, name))
    return case


def places_of_payments(case: Case) -> Iterator[str]:
    yield f"my/cases/{case.reference}/"
    yield f"my/bills/{case.reference}/"
    yield f"my/payments/{standing_of(bill_of(case.reference)).payments[0].payment.number}/refund/"


def places_of_family(account: Account) -> Iterator[str]:
    """Two people in one application, and those for whom one acts."""
    draft = begin(account, PASSPORT, TOGETHER)
    add_person(acting_user=account, draft_id=draft.pk)
    yield f"my/drafts/{draft.pk}/people/"
    yield "my/people/"
    yield f"my/people/{access_acted_for(account)[0].person.pk}/end/"


def file_appeal_as(account: Account, name: str) -> Appeal:
    """An appeal of the account's own, as an example of the form says."""
    return file_example(acting_user=account, **acting("appeal", name))


def appeal_in(state: str, account: Account, name: str = "reopened-after-the-answer") -> str:
    """The reference of an appeal at Seoul, brought to the state by the acts that lead there."""
    appeal = file_appeal_as(account, name)
    walk_example_appeal(
        acting_user=officer_of(appeal.case, "officer"), appeal=appeal, example=name, steps=STEPS_TO[state]
    )
    return appeal.case.reference


def places_of_appeals(account: Account) -> Iterator[str]:
    """Those of an applicant, before the answer, after it and after it was disputed, and of the body that answers."""
    references = {state: appeal_in(state, account) for state in STEPS_TO}
    for reference in references.values():
        yield f"my/cases/{reference}/"
    for page in ("receipt", "term", "withdraw"):
        yield f"my/cases/{references['forwarded']}/{page}/"
    yield f"my/cases/{references['answered']}/reopen/"
    forward = Forward.objects.select_related("appeal__case").get(appeal__case__reference=references["forwarded"])
    # What the body outside sees.
    yield f"reply/{references['forwarded']}/{forward.number}/{reply_token(forward)}/"


def officer_of(case: Case, who: str) -> Account:
    return Account.objects.get(email=f"{who}.{case.post.code}@example.org")


def asked_again(account: Account, slug: str, name: str) -> str:
    """The reference of a case in which the officer has asked for something."""
    raw = example(slug, name)
    case = submit_example(acting_user=account, **acting(slug, name))
    steps = raw["officer"][: raw["officer"].index("request") + 1]
    officer = officer_of(case, "officer")
    walk_example(acting_user=officer, second_officer=officer, case=case, raw={**raw, "officer": steps})
    return case.reference


def offer_new_version(folder: Path) -> None:
    """Publish the tutorial with one sentence changed, and offer it to the drafts that have begun."""
    changed = copytree(settings.SERVICES_DIRECTORY / "_example", folder / "_example")
    text = changed / "texts" / "en.yaml"
    text.write_text(text.read_text().replace("summary:", "summary: New.", 1))
    publish_version(acting_user=SYSTEM, folder=changed, draft_policy="offer")
    wait_until_queue_is_quiet()
    assert policy_progress("_example").left == 0
