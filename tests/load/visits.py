"""The visits that `bench` measures: applicants with an account, a log-in and a draft filled in, and an officer.

Rows are written through the acts; the requests of every kind of visit go to the standard output as JSON.
"""

import secrets
import sys
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction

from tests.load.requests_to_send import Request, to_json
from tests.plugins.log_in import log_in
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import (
    Draft,
    DraftContent,
    access_draft,
    fingerprint,
    journey_of,
    start_draft,
    start_example,
)
from watandoshlar.domains.cases.content import keep_content
from watandoshlar.domains.catalogue.api import Service, current_version, fill_in, folders, read_folder

SLUG, EXAMPLE = "consular-registration", "temporary-work"
POST, COUNTRY, REGION = "seoul", "KR", "KR-11"
OFFICER = "officer.seoul@example.org"
LANGUAGE = "uz"
EVIDENCE_KINDS = ("file", "photo")
APPLICANTS_VISITS = ("form page", "save page", "check page", "own page", "submit")
PROGRAMS_VISITS = {"API list": "/api/v1/services", "API service": f"/api/v1/services/{SLUG}"}
PUBLIC_VISITS = 400
# As people type: a title, another script, another language, a form of a word, typing errors, several words, nothing.
SEARCHED = (
    *("biometrik pasport", "никоҳ қайд этиш", "загранпаспорта", "lost papers"),
    *("paspotr almashtrish", "Варшафа", "بیومتریک پاسپورت", "zzqqxx"),
)
QUEUE_VISITS = 250


@dataclass(frozen=True)
class Filled:
    """The draft that all applicants have: its content, and what their browsers send on each page without uploads."""

    content: DraftContent
    pages: list[str]
    forms: dict[str, dict[str, list[str]]]


def write_visits(number: int) -> None:
    """Make that many applicants and print the requests by kind of visit."""
    service = current_version(SLUG)
    filled = _fill_in_first(service)
    visits: dict[str, list[Request]] = {kind: [] for kind in APPLICANTS_VISITS}
    for index in range(number):
        with transaction.atomic():
            for kind, request in _visits_of_applicant(service, filled, index).items():
                visits[kind].append(request)
    cookies = _cookies(Account.objects.with_email(OFFICER).get(), factors=2)
    visits["landing"] = [Request("GET", f"/{LANGUAGE}/", 200)] * PUBLIC_VISITS
    searches = [Request("GET", f"/{LANGUAGE}/search/?{urlencode({'q': query})}", 200) for query in SEARCHED]
    visits["search"] = searches * (PUBLIC_VISITS // len(searches))
    for kind, path in PROGRAMS_VISITS.items():
        visits[kind] = [Request("GET", path, 200)] * PUBLIC_VISITS
    visits["queue"] = [Request("GET", f"/{LANGUAGE}/work/", 200, cookies)] * QUEUE_VISITS
    sys.stdout.write(to_json(visits))


def _fill_in_first(service: Service) -> Filled:
    """Page by page with real uploads, as every applicant does."""
    folder = next(folder for folder in folders() if folder.name == SLUG)
    raw = read_folder(folder).examples[EXAMPLE]
    account = _account("load@example.org")
    draft = start_example(acting_user=account, service=service, raw=raw, country=COUNTRY, region=REGION)
    draft, content = access_draft(account, draft.pk)
    pages = journey_of(draft, content).pages
    with_uploads = {page.id for page in pages if any(asked.kind in EVIDENCE_KINDS for asked in page.fields)}
    forms = {}
    for page_id, typed in fill_in(service.definition, raw).typed.items():
        if page_id not in with_uploads:
            names = [asked.id for asked in service.definition.page(page_id).fields]
            forms[page_id] = {**typed, "_base": [fingerprint(content, names)]}
    return Filled(content, [page.id for page in pages], forms)


def _visits_of_applicant(service: Service, filled: Filled, index: int) -> dict[str, Request]:
    """One more applicant with a draft that is complete; the pages take turns from applicant to applicant."""
    account = _account(f"load{index}@example.org")
    draft = start_draft(acting_user=account, slug=SLUG, post_code=POST, country=COUNTRY, region=REGION)
    # The content of the first draft, its papers included: only the bytes of the files are not there again.
    keep_content(draft, filled.content)
    draft.save(update_fields=["answers"])
    cookies = _cookies(account)
    token = {"csrfmiddlewaretoken": [cookies["csrftoken"]]}
    shown = filled.pages[index % len(filled.pages)]
    saved = list(filled.forms)[index % len(filled.forms)]
    key = {"idempotency_key": [secrets.token_urlsafe(24)]}
    return {
        "form page": Request("GET", _at(draft, f"page/{shown}/"), 200, cookies),
        "save page": Request("POST", _at(draft, f"page/{saved}/"), 302, cookies, {**filled.forms[saved], **token}),
        "check page": Request("GET", _at(draft, "check/"), 200, cookies),
        "own page": Request("GET", f"/{LANGUAGE}/my/", 200, cookies),
        "submit": Request("POST", _at(draft, "submit/"), 302, cookies, {**key, **token}),
    }


def _at(draft: Draft, place: str) -> str:
    return f"/{LANGUAGE}/my/drafts/{draft.pk}/{place}"


def _account(email: str) -> Account:
    return create_account(acting_user=SYSTEM, email=email, language=LANGUAGE)


def _cookies(account: Account, factors: int = 1) -> dict[str, str]:
    """The cookies of a browser in which the account has logged in."""
    return {"sessionid": log_in(account.email, factors=factors).session_key, "csrftoken": secrets.token_hex(16)}
