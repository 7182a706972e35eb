"""Signing runs in words: what they sign, how far they are, what keeps them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.access.api import Account, has_role, posts_of
from watandoshlar.capabilities.posts.api import errors as post_errors
from watandoshlar.capabilities.posts.api import get_post, post_name
from watandoshlar.domains.cases.api import Case, waiting_to_be_issued
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.domains.certificates.api import (
    Progress,
    RunKind,
    RunState,
    SigningRun,
    failures_of,
    may_sign_run,
    progress_of,
    progress_of_all,
    signing_keys,
    subjects_of,
)
from watandoshlar.web.presenting.cases import listed_title, local_time

STATES = {
    RunState.OPENED: _("Waits for a second officer"),
    RunState.RUNNING: _("Under way"),
    RunState.DONE: _("Done"),
    RunState.REFUSED: _("Refused"),
    RunState.STOPPED: _("Stopped"),
}
TONES = {
    RunState.OPENED: "waiting",
    RunState.RUNNING: "active",
    RunState.DONE: "good",
    RunState.REFUSED: "bad",
    RunState.STOPPED: "bad",
}
KINDS = {"issue": _("New documents"), "reissue": _("Documents issued anew")}
PAUSES = {
    "key_quota_reached": _("The signing key has used up its quota. The run goes on tomorrow, or when it is raised."),
    "seal_key_not_trusted": _("No signing key is trusted for these documents. The run goes on when one is published."),
    "signing_device_unavailable": _("The signing device does not answer. The run goes on when it is back."),
    "many_unexpected": _(
        "Several documents in a row could not be made, so the fault is not theirs; the log of the platform says what "
        "it is. The run goes on when it is mended."
    ),
}
FAILURES = {
    "status_cannot_change": _("withdrawn, paused or replaced meanwhile"),
    "document_does_not_count": _("the document on which it rests does not count"),
    "number_refused": _("a document that the application names does not count"),
    "issued_once": _("the person has a document of this kind already"),
    "document_would_have_ended": _("the document would have ended already"),
    "wrong_state": _("the case is not approved any more"),
    "unexpected": _("a fault of the platform; its log says which"),
}


def opening(account: Account) -> dict[str, Any]:
    """What the forms that open a run offer: withdrawn keys, for whom this account may have documents signed, and what
    is approved."""
    language = get_language()
    places = [(f"post:{post.code}", post_name(post, language)) for post in posts_of(account)]
    if has_role(account, "key_keeper"):
        places.insert(0, ("all:", _("All posts")))
    withdrawn = [key for key in signing_keys() if key.revoked_at and key.kind]
    return {
        "places": places,
        "keys": sorted(withdrawn, key=lambda key: key.revoked_at, reverse=True),
        "to_issue": to_issue(account),
    }


def to_issue(account: Account) -> list[dict[str, Any]]:
    """What could be issued together now, by post and service."""
    language = get_language()
    return [
        {
            "url": reverse("workspace:issue_run", args=[one.post_code, one.service.slug]),
            "title": one.service.texts(language).title,
            "place": post_name(get_post(one.post_code), language),
            "number": one.number,
        }
        for one in waiting_to_be_issued(account)
    ]


def issuing(cases: list[Case], post: str, slug: str) -> dict[str, Any]:
    """A page of the cases that a run would issue. Nothing personal is shown."""
    language = get_language()
    title = listed_title(cases[0]) if cases else current_version(slug).texts(language).title
    rows = [
        {
            "url": reverse("workspace:case", args=[case.reference]),
            "reference": case.reference,
            "submitted": local_time(case.submitted_at, case),
            "officer": case.officer.email if case.officer else "",
        }
        for case in cases
    ]
    return {"title": title, "place": post_name(get_post(post), language), "rows": rows}


def run_rows(runs: list[SigningRun]) -> list[dict[str, Any]]:
    progress = progress_of_all(runs)
    return [
        {
            "url": reverse("workspace:run", args=[run.pk]),
            "kind": KINDS[run.kind],
            "document_type": run.document_type,
            "place": _place(run),
            "opened_at": run.opened_at,
            "progress": progress[run.pk],
            **_state(run),
        }
        for run in runs
    ]


def run_facts(account: Account, run: SigningRun) -> dict[str, Any]:
    progress = progress_of(run)
    may = may_sign_run(account, run)
    failed = failures_of(run) if progress.failed else []
    return {
        "run": run,
        "kind": KINDS[run.kind],
        "place": _place(run),
        "progress": progress,
        "percent": _percent(progress),
        "pause": PAUSES.get(run.paused_by, run.paused_by),
        "cases": subjects_of(run) if may and run.kind == RunKind.ISSUE else [],
        "failures": [(name, FAILURES.get(code, code)) for name, code in failed],
        "may_approve": may and run.state == RunState.OPENED and run.opened_by != account.pk,
        "waits_for_another": run.state == RunState.OPENED and run.opened_by == account.pk,
        "may_end": may and run.state in (RunState.OPENED, RunState.RUNNING),
        **_state(run),
    }


def _state(run: SigningRun) -> dict[str, Any]:
    state = RunState(run.state)
    return {"state": STATES[state], "tone": TONES[state], "is_under_way": state is RunState.RUNNING}


def _place(run: SigningRun) -> object:
    if not run.post_code:
        return _("All posts")
    try:
        return post_name(get_post(run.post_code), get_language())
    except post_errors.PostNotFound:
        return run.post_code


def _percent(progress: Progress) -> int:
    return 100 * (progress.done + progress.failed) // progress.whole if progress.whole else 0
