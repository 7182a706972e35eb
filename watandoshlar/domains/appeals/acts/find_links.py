from django.db import transaction
from django.db.models import Count

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appeals.acts._appeals import lock_appeal
from watandoshlar.domains.appeals.matter import matter_of
from watandoshlar.domains.appeals.models import Appeal, Link, Mark
from watandoshlar.domains.appeals.recognising import words_of
from watandoshlar.domains.appeals.rules.likeness import likeness, link_kind, shingles
from watandoshlar.domains.cases.api import answers_of, note_event
from watandoshlar.foundation import clock

MOST_COMPARED = 50
"""Appeals of the same person, and as many that share most marks, which are compared word by word."""


@transaction.atomic
def find_links(*, acting_user, reference: str) -> list[Link]:
    """Recognise a repeat, a copy or one matter of many people among earlier appeals; an officer judges each link.

    Run by the worker after an appeal is registered (SYSTEM), or by an auditor. Running it again finds nothing new.
    """
    if acting_user is not SYSTEM:
        require_role(acting_user, "auditor")
    appeal = lock_appeal(reference)
    words = shingles(words_of(_matter(appeal)))
    found = []
    for earlier in _candidates(appeal):
        kind, alike = _compare(appeal, earlier, words)
        if not kind:
            continue
        link, is_new = Link.objects.get_or_create(
            appeal=appeal, earlier=earlier, defaults={"kind": kind, "likeness": round(alike * 100)}
        )
        if is_new:
            found.append(link)
            note_event(
                appeal.case,
                "find_link",
                acting_user=acting_user,
                is_public=False,
                kind=kind,
                earlier=earlier.case.reference,
            )
    return found


def _candidates(appeal: Appeal) -> list[Appeal]:
    case = appeal.case
    earlier = Appeal.objects.select_related("case__applicant", "case__post").filter(pk__lt=appeal.pk)
    own = earlier.filter(case__applicant=case.applicant).order_by("-pk")[:MOST_COMPARED]
    marks = Mark.objects.filter(appeal=appeal).values("mark")
    shared = Mark.objects.filter(mark__in=marks, appeal__in=earlier).values("appeal").annotate(common=Count("pk"))
    alike = shared.order_by("-common", "-appeal").values_list("appeal", flat=True)[:MOST_COMPARED]
    return list({one.pk: one for one in (*own, *earlier.filter(pk__in=list(alike)))}.values())


def _compare(appeal: Appeal, earlier: Appeal, words: frozenset[str]) -> tuple[str, float]:
    alike = likeness(words, shingles(words_of(_matter(earlier))))
    kind = link_kind(
        same_applicant=earlier.case.applicant_id == appeal.case.applicant_id,
        likeness=alike,
        earlier_is_answered=earlier.case.state == "answered",
        earlier_term_passed=bool(earlier.case.due_at and earlier.case.due_at < clock.now()),
    )
    return kind, alike


def _matter(appeal: Appeal):
    return matter_of(answers_of(appeal.case))
