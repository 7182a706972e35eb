from django.db import transaction

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
"""Appeals compared word by word: those of the same person, then those that share most marks."""


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
    earlier = Appeal.objects.select_related("case__applicant", "case__post").filter(
        case__submitted_at__lt=case.submitted_at
    )
    own = earlier.filter(case__applicant=case.applicant)
    marks = [bytes(mark) for mark in Mark.objects.filter(appeal=appeal).values_list("mark", flat=True)]
    alike = earlier.filter(pk__in=Mark.objects.filter(mark__in=marks).values("appeal"))
    return list((own | alike).distinct().order_by("-case__submitted_at")[:MOST_COMPARED])


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
