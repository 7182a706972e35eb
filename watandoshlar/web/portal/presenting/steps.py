"""Where an applicant is in the journey, and what is still open."""

from django.urls import reverse
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import Draft, DraftContent, DraftJourney
from watandoshlar.domains.catalogue.api import Page


def steps_of(draft: Draft, journey: DraftJourney, content: DraftContent, here: str, texts) -> dict:
    """The visible pages and the check at the end, each done, now, todo or problem."""
    content_ids = content.answers.keys() | content.typed.keys()
    listed = [
        {
            "title": texts.page(page.id).title,
            "url": reverse("portal:page", args=[draft.pk, page.id]),
            "state": _state(page, here, content, content_ids),
        }
        for page in journey.own_pages
    ]
    check = {
        "title": _("Check your answers"),
        "url": reverse("portal:check", args=[draft.pk]),
        "state": "now" if here == "check" else "todo",
    }
    listed.append(check)
    number = next((n for n, step in enumerate(listed, 1) if step["state"] == "now"), len(listed))
    return {"number": number, "total": len(listed), "list": listed}


def _state(page: Page, here: str, content: DraftContent, answered: set) -> str:
    if page.id == here:
        return "now"
    if any(asked.id in content.typed for asked in page.fields):
        return "problem"
    return "done" if any(asked.id in answered for asked in page.fields) else "todo"


def error_summary(fields: list, refusal: str) -> list[tuple[str, str]]:
    """Links from each problem, with the question it belongs to, to its control, in the order of the page."""
    sentences = [("", refusal)] if refusal else []
    for field in fields:
        sentences += [(f"#{html_id}", f"{question} — {sentence}") for html_id, question, sentence in field.all_errors]
    return sentences
