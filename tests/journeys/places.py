"""Every page that an applicant can come to, each with its address, reached beforehand through the acts."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from typing import Any

from django.conf import settings

from tests.journeys.applicant import region_of
from tests.journeys.branches import covering
from tests.plugins.live_site import wait_until_queue_is_quiet
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appeals.api import Appeal, Forward, file_example, reply_token, walk_example_appeal
from watandoshlar.domains.cases.api import (
    Case,
    Draft,
    policy_progress,
    start_example,
    submit_example,
    walk_example,
)
from watandoshlar.domains.catalogue.api import current_version, publish_version, read_folder

APPLICANT = "nodira@example.org"
DECIDED = (
    ("issued", "consular-registration", "permanent-outside-the-cis"),
    ("refused", "consular-registration", "refused-not-in-district"),
    ("submitted", "_example", "another-occasion"),
)
STEPS_TO = {
    "submitted": (),
    "in_review": ("take",),
    "forwarded": ("take", "forward"),
    "answered": ("take", "answer"),
    "reopened": ("take", "answer", "rate", "reopen"),
}
PUBLIC = (
    "",
    "appeals/",
    "appeals/seoul/",
    "services/",
    "services/appeal/",
    "services/consular-registration/",
    "services/consular-registration/at/seoul/",
    "posts/",
    "posts/seoul/",
    "track/",
    "verify/",
    "account/signup/",
    "nowhere/",
)


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
    """Every page of questions of a service, filled in, and the check of the answers."""
    for branch, pages in covering(slug).items():
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
