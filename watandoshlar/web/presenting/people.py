"""People beside the applicant of a case: the family that was submitted with it, and those who must agree."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from watandoshlar.domains.cases.api import (
    UNDECIDED,
    Case,
    acting_ended_in,
    answers_of,
    consent_may,
    consents_of,
    family_of,
    named_of,
    service_of,
    states,
    subject_name,
)
from watandoshlar.domains.catalogue.api import full_name
from watandoshlar.web.presenting.cases import TONES, local_time, register_of

CONSENTS = {
    "asked": (gettext_lazy("Asked"), "waiting"),
    "given": (gettext_lazy("Given"), "good"),
    "refused": (gettext_lazy("Refused"), "bad"),
    "withdrawn": (gettext_lazy("Taken back"), "bad"),
    "expired": (gettext_lazy("Not answered"), "waiting"),
}


def family_shown(case: Case, account) -> list[dict]:
    """The cases that were submitted together, for their applicant. One in which the account does not act any more
    stands without its name and state."""
    cases = family_of(case) if case.family else []
    own = [one for one in cases if one.account_id == account.pk]
    open_to = {one.pk for one in own} - acting_ended_in(account, own).keys()
    return [_relative(one, case, is_own=one.pk in open_to) for one in cases]


def _relative(one: Case, here: Case, *, is_own: bool) -> dict:
    one.applicant = here.applicant
    label, _meaning = states.STATES[one.state].words(register_of(one))
    return {
        "reference": one.reference,
        "url": reverse("portal:case", args=[one.reference]) if is_own and one.pk != here.pk else "",
        "name": full_name(dict(subject_name(service_of(one).definition, answers_of(one)))) if is_own else "",
        "state": label if is_own else "",
        "tone": TONES[one.state] if is_own else "",
        "is_here": one.pk == here.pk,
    }


def consents_shown(case: Case, texts) -> list[dict]:
    """What other people are asked to agree to, and what the reader can do about it."""
    return [_consent(consent, texts) for consent in consents_of(case)]


def _consent(consent, texts) -> dict:
    case = consent.case
    named = named_of(consent)
    label, tone = CONSENTS[consent.state]
    is_undecided = case.state in UNDECIDED
    return {
        "rule": consent.rule,
        "title": texts.consent(consent.rule).title,
        "state": label,
        "tone": tone,
        "name": full_name(dict(named.name)),
        "email": named.email,
        "open_until": local_time(consent.link_until, case) if consent.state == "asked" and consent.link_until else None,
        "proof": consent.proof,
        "may_ask": is_undecided and consent_may("ask", consent.state),
        "may_show_paper": is_undecided and consent_may("give_in_person", consent.state),
    }
