from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.domains.appeals.matter import KIND, TEXT
from watandoshlar.domains.cases.api import (
    Case,
    Draft,
    access_case,
    commission_rule,
    document_in_force,
    save_page,
    service_of,
    start_draft,
)
from watandoshlar.domains.commissions.api import get_commission
from watandoshlar.foundation.scripts import worded

APPEAL = "appeal"


@transaction.atomic
def begin_appeal(*, acting_user, reference: str) -> Draft:
    """Begin an appeal that names the decision in one of the account's cases, its document and who decided; the
    applicant goes on from there and may change every word.

    Raises what `access_case` and `start_draft` raise.
    """
    case = access_case(acting_user, reference)
    draft = start_draft(
        acting_user=acting_user, slug=APPEAL, post_code=case.post.code, country=case.country, region=case.region
    )
    pages = {
        "about": {KIND: ["complaint"]},
        "matter": {TEXT: [_words(case)]},
        "complaint": _complained_of(case),
    }
    for page_id, typed in pages.items():
        save_page(acting_user=acting_user, draft_id=draft.pk, page_id=page_id, typed=typed)
    return draft


def _words(case: Case) -> str:
    certificate = document_in_force(case)
    named = {
        "reference": case.reference,
        "service": service_of(case).texts(get_language()).title,
        "number": certificate.number if certificate else "",
    }
    if certificate:
        return _("I appeal against the decision in the case %(reference)s (%(service)s), document %(number)s.") % named
    return _("I appeal against the decision in the case %(reference)s (%(service)s).") % named


def _complained_of(case: Case) -> dict[str, list[str]]:
    rule = commission_rule(case)
    if rule is None:
        return {"complained_of": ["this_post"]}
    name = worded(get_commission(rule.name).names, get_language())
    return {"complained_of": ["another_body"], "complained_name": [name]}
