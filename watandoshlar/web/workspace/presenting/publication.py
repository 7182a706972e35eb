"""What a publication would change, what keeps it back, and how far the last one has come, in words."""

from django.utils.translation import get_language, get_language_info, gettext_lazy

from watandoshlar.domains.cases.api import drafts_met, policy_progress
from watandoshlar.domains.catalogue.api import Change, Preview, sentence_of_problem

POLICIES = {
    "keep": gettext_lazy("Keep: they stay with their questions"),
    "offer": gettext_lazy("Offer: each applicant chooses"),
    "migrate": gettext_lazy("Migrate: all take the new questions, answers come along"),
}
TONES = {"text_only": "", "additive": "active", "breaking": "bad"}
# Where the texts of a service name a part of it.
NAMES = {
    "pages": "pages.{}.title",
    "fields": "fields.{}.label",
    "checks": "checks.{}",
    "eligibility": "eligibility.{}.reason",
    "fees": "fees.{}",
    "terms": "terms.{}",
}


def publication_context(preview: Preview, chosen: str, refusal: Exception | None) -> dict:
    """The page on which an owner decides. `refusal` is why the last attempt published nothing."""
    meets = preview.current and preview.service
    progress = policy_progress(preview.slug)
    return {
        "section": "workspace",
        "preview": preview,
        "changes": [_change(change, preview) for change in preview.difference.changes],
        "problems": [
            {"sentence": sentence_of_problem(problem), "place": problem.place, "path": problem.path}
            for problem in preview.problems
        ],
        "drafts": drafts_met(preview.slug, preview.service.hash).count() if meets else 0,
        "policies": [(code, label, code == chosen) for code, label in POLICIES.items()],
        "progress": progress,
        "progress_policy": POLICIES[progress.policy] if progress else "",
        "refusal": refusal,
    }


def _change(change: Change, preview: Preview) -> dict:
    return {
        "effect": change.effect,
        "tone": TONES[change.kind],
        "label": change.label,
        "part": change.part,
        "name": _name(change, preview),
        "aspect": change.aspect,
        "path": change.path,
    }


def _name(change: Change, preview: Preview) -> str:
    """What the readers of the service call the part; what was removed has its name in the old version only."""
    head = change.path.split(".", 1)[0]
    if head == "texts":
        return get_language_info(change.named)["name_local"]
    for service in filter(None, (preview.service, preview.current)):
        found = service.texts(get_language()).get(NAMES[head].format(change.named)) if head in NAMES else ""
        if found:
            return str(found)
    return change.named
