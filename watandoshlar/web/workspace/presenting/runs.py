"""Signing runs in words: what they sign, how far they are, what keeps them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.access.api import Account, has_role, posts_of
from watandoshlar.capabilities.posts.api import errors as post_errors
from watandoshlar.capabilities.posts.api import get_post, post_name
from watandoshlar.domains.certificates.api import (
    Progress,
    RunState,
    SigningRun,
    failures_of,
    may_sign_run,
    progress_of,
    progress_of_all,
    signing_keys,
)

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
}
FAILURES = {
    "status_cannot_change": _("withdrawn, paused or replaced meanwhile"),
    "document_does_not_count": _("the document on which it rests does not count"),
}


def opening(account: Account) -> dict[str, Any]:
    """What the form that opens a run offers: withdrawn keys, and for whom this account may have documents signed."""
    language = get_language()
    places = [(f"post:{post.code}", post_name(post, language)) for post in posts_of(account)]
    if has_role(account, "key_keeper"):
        places.insert(0, ("all:", _("All posts")))
    withdrawn = [key for key in signing_keys() if key.revoked_at and key.kind]
    return {"places": places, "keys": sorted(withdrawn, key=lambda key: key.revoked_at, reverse=True)}


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
