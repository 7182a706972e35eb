"""What lies encrypted in a draft, and the facts beside the answers that conditions may ask for."""

import hashlib
import json
from dataclasses import dataclass, field

from watandoshlar.capabilities.people.api import decrypt_json_for, encrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.models import Case, Draft
from watandoshlar.domains.catalogue.api import Facts


@dataclass
class DraftContent:
    """`answers`: stored values by field id. `typed`: what was typed into fields that were refused, by field id, as HTML
    names and values. `set_aside`: values whose question a later version dropped. None of them is ever thrown away."""

    answers: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)
    set_aside: dict = field(default_factory=dict)


def open_content(draft: Draft) -> DraftContent:
    return DraftContent(**decrypt_json_for(draft.applicant, draft.answers, draft.context))


def keep_content(draft: Draft, content: DraftContent) -> None:
    """Put the content into the draft's field; the act saves the row."""
    draft.answers = encrypt_json_for(draft.applicant, vars(content), draft.context)


def fingerprint(content: DraftContent, field_ids: list[str]) -> str:
    """Changes when another tab or device has changed an answer of the page since it was shown."""
    shown = {name: content.answers[name] for name in field_ids if name in content.answers}
    return hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def facts_of(application: Draft | Case) -> Facts:
    """Today at the post of the draft or case, the post and the country where the applicant lives."""
    return Facts(today=today_at(application.post), post=application.post.code, host_country=application.country)


def facts_at_submission(case: Case) -> Facts:
    """The facts as they were when the case was submitted: a case is judged by that day, whenever it is read."""
    return Facts(today=today_at(case.post, case.submitted_at), post=case.post.code, host_country=case.country)
