"""What an officer sees and does about people beside the applicant: family, consents, papers of authority, take-over."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.api import (
    UNDECIDED,
    Case,
    Consent,
    OfficerView,
    acting_ended_by,
    consent_words_of,
    consents_of,
    day_written,
    family_of,
    mandates_for,
    named_of,
    service_of,
    states,
)
from watandoshlar.domains.catalogue.api import Journey, full_name
from watandoshlar.foundation.scripts import fold
from watandoshlar.web.presenting.cases import TONES, local_time
from watandoshlar.web.presenting.forms import RefusedStep, StepForm
from watandoshlar.web.presenting.people import CONSENTS
from watandoshlar.web.workspace.presenting.words import state_label

WAYS = {
    "link": gettext_lazy("by the link in the letter"),
    "counter": gettext_lazy("before the officer"),
    "paper": gettext_lazy("on a notarised paper"),
}
ENDED = {
    "acting_ended": gettext_lazy(
        "The account does not act for the person any more. Nobody is told by letter now: tell the person at the post."
    ),
    "came_of_age": gettext_lazy(
        "The person is of age. The parent cannot act any more and gets no letters. When the person comes with an "
        "identity document, hand the case over to their account."
    ),
    "mandate_over": gettext_lazy(
        "The paper by which the account acts is not valid any more. It gets no letters until you have seen a new one."
    ),
}


def people_panel(
    account: Account, view: OfficerView, journey: Journey | None, texts, refused: RefusedStep | None
) -> dict:
    """The outside for every officer of the post: references and states. Names and forms for who may read, whose
    `journey` is given."""
    case = view.case
    ended = acting_ended_by(case)
    panel = {"family": _family(account, case), "acting_ended": ENDED.get(ended, ""), "forms": {}}
    panel["next"] = _next(account, panel["family"])
    panel["may_take_family"] = sum(member["may_take"] for member in panel["family"]) > 1
    is_open = case.state in states.OPEN_STATES
    if ended == "came_of_age" and is_open and not view.is_own_application:
        panel["forms"]["take_over"] = take_over_form(refused)
    if journey is None:
        return panel
    consents = consents_of(case)
    panel["consents"] = [_consent(consent, texts) for consent in consents]
    panel["mandates"] = [_mandate(mandate) for mandate in mandates_for(case)]
    if case.officer_id != account.pk:
        return panel
    if consents and case.state in UNDECIDED:
        panel["forms"]["record_consent"] = consent_form(consents, texts, refused)
    if journey.mandate_due() and is_open and case.is_for_another:
        panel["forms"]["confirm_mandate"] = mandate_form(case, day_written(journey), texts, refused)
    return panel


def _family(account: Account, here: Case) -> list[dict]:
    """The cases that were submitted together, without names: these open with each case."""
    if not here.family:
        return []
    return [
        {
            "reference": case.reference,
            "url": reverse("workspace:case", args=[case.reference]) if case.pk != here.pk else "",
            "state": state_label(case.state),
            "tone": TONES[case.state],
            "officer": case.officer.email if case.officer else "",
            "is_here": case.pk == here.pk,
            "is_mine": case.officer_id == account.pk,
            "is_open": case.state in states.OPEN_STATES,
            "may_take": states.may("take", case.state) and case.post_id == here.post_id,
        }
        for case in family_of(here)
    ]


def _next(account: Account, family: list[dict]) -> dict | None:
    """The next person with whom this officer can go on, after the one on the page, then from the beginning."""
    here = next((number for number, member in enumerate(family) if member["is_here"]), 0)
    others = family[here + 1 :] + family[:here]
    return next((member for member in others if member["is_open"] and (member["is_mine"] or member["may_take"])), None)


def _consent(consent: Consent, texts) -> dict:
    label, tone = CONSENTS[consent.state]
    named, words = full_name(dict(named_of(consent).name)), consent_words_of(consent)
    return {
        "rule": consent.rule,
        "title": texts.consent(consent.rule).title,
        "state": label,
        "tone": tone,
        "named": named,
        "written": words.get("name", ""),
        "document": words.get("document", ""),
        # Spelling differs between passports; the officer judges.
        "differs": bool(words) and _key(words["name"]) != _key(named),
        "how": WAYS.get(consent.how, ""),
        "officer": consent.officer.email if consent.officer else "",
        "answered_at": local_time(consent.answered_at, consent.case) if consent.answered_at else None,
        "proof": consent.proof,
    }


def _key(name: str) -> list[str]:
    return sorted(fold(name).split())


def _mandate(mandate) -> dict:
    return {"id": mandate.pk, "until": mandate.valid_until, "ended_at": mandate.ended_at, "proof": mandate.proof}


def consent_form(consents: list[Consent], texts, refused: RefusedStep | None) -> StepForm:
    form = StepForm("record_consent", refused)
    rules = [(consent.rule, str(texts.consent(consent.rule).title)) for consent in consents]
    form.add("choice", "rule", _("Which consent"), rules, initial=rules[0][0] if len(rules) == 1 else "")
    answers = [("given", _("Agrees")), ("refused", _("Does not agree")), ("withdrawn", _("Takes the consent back"))]
    form.add("choice", "answer", _("What the person says"), answers)
    ways = [("counter", _("The person is here")), ("paper", _("By a notarised paper"))]
    form.add("choice", "how", _("How you know"), ways)
    form.add("short_text", "name", _("Name, as in the document"), attributes={"maxlength": 200})
    form.add("short_text", "document", _("Number of the document"), attributes={"maxlength": 30})
    form.add("declaration", "has_seen", _("I have seen the identity document or the notarised paper."))
    return form


def mandate_form(case: Case, until, texts, refused: RefusedStep | None) -> StepForm:
    form = StepForm("confirm_mandate", refused)
    today = today_at(case.post)
    initial = (until or today + timedelta(days=365)).isoformat()
    form.add(
        "day", "valid_until", _("The paper is valid until"), initial=initial, attributes={"min": today.isoformat()}
    )
    hint = _("Choose the service too only where the paper says so; it then counts for later applications.")
    form.add(
        "choices",
        "services",
        _("Besides this case it covers"),
        [(service_of(case).slug, str(texts.title))],
        required=False,
        hint=hint,
    )
    form.add("declaration", "has_seen", _("I have seen the paper of authority."))
    return form


def take_over_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("take_over", refused)
    hint = _("The person logs in once with this address beforehand, so that it is proven to be theirs.")
    form.add(
        "email", "email", _("E-mail address of the person's own account"), hint=hint, attributes={"maxlength": 254}
    )
    form.add("declaration", "has_seen", _("I have seen the identity document of the person."))
    return form
