"""The community before who looks after it: forms of posts and of the ministry."""

from datetime import timedelta

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.domains.certificates.api import own_scheme
from watandoshlar.domains.community.api import (
    ConsultationFacts,
    OpportunityFacts,
    Organisation,
    ReadAnswer,
    states,
    today,
)
from watandoshlar.domains.guides.api import guides_in
from watandoshlar.web.presenting.community import LONG, SHORT, add_texts, day_sent, texts_sent
from watandoshlar.web.presenting.forms import RefusedStep, StepForm
from watandoshlar.web.presenting.rights import category_name

A_YEAR = timedelta(days=365)
WHY = {
    "refuse_organisation": (gettext_lazy("Why is it not verified?"), states.REFUSALS_OF_ORGANISATION),
    "suspend": (gettext_lazy("Why is it not shown?"), states.SUSPENSIONS),
    "refuse_event": (gettext_lazy("Why is it not published?"), states.REFUSALS_OF_EVENT),
    "refuse_opportunity": (gettext_lazy("Why is it not shown?"), states.REFUSALS_OF_OPPORTUNITY),
    "set_aside": (gettext_lazy("Why is it not counted?"), states.SET_ASIDE),
}


def reason_form(step: str, refused: RefusedStep | None) -> StepForm:
    """A reason of a closed list, which the other side reads."""
    form, (question, reasons) = StepForm(step, refused), WHY[step]
    form.add("choice", "reason", question, list(reasons.items()))
    return form


def verification_form(organisation: Organisation, refused: RefusedStep | None) -> StepForm:
    form = StepForm("verify", refused)
    form.add("choices", "evidence", _("What have you seen?"), list(states.EVIDENCE.items()))
    hint = _("For example the number of the registration. No names of people.")
    form.add("short_text", "named", _("Which papers"), hint=hint, required=False, attributes={"maxlength": 200})
    until = (today() + A_YEAR).isoformat()
    form.add("day", "until", _("Verified until"), initial=until, attributes={"min": today().isoformat()})
    return form


def opportunity_form(refused: RefusedStep | None) -> StepForm:
    language, form = get_language(), StepForm("opportunity", refused)
    form.add("choice", "kind", _("What is it?"), list(states.OPPORTUNITIES.items()))
    add_texts(form, "short_text", "title", _("Title"), attributes=SHORT)
    add_texts(form, "long_text", "text", _("What is offered"), attributes=LONG)
    add_texts(form, "long_text", "eligibility", _("Who can take it up"), attributes=LONG)
    form.add("short_text", "offered_by", _("Offered by"), attributes=SHORT)
    form.add("short_text", "source_url", _("Source"), hint="https://…", attributes={"maxlength": 300})
    form.add("short_text", "place", _("Place"), required=False, attributes={"maxlength": 80})
    form.add("day", "last_day", _("Last day"), attributes={"min": today().isoformat()})
    services = [(one.slug, one.texts(language).title) for one in published_services()]
    form.add("country", "service", _("Service that one needs for it"), services, required=False)
    guides = [(card.slug, card.title) for card in guides_in(language) if not card.sensitive]
    form.add("country", "guide", _("Guide that explains it"), guides, required=False)
    rights = [(code, category_name(code, language)) for code in own_scheme().categories]
    form.add("country", "right", _("Right of the compatriot's card"), rights, required=False)
    return form


def opportunity_sent(sent: QueryDict) -> OpportunityFacts:
    return OpportunityFacts(
        kind=sent.get("kind", ""),
        titles=texts_sent(sent, "title"),
        texts=texts_sent(sent, "text"),
        eligibility=texts_sent(sent, "eligibility"),
        offered_by=sent.get("offered_by", ""),
        source_url=sent.get("source_url", "").strip(),
        place=sent.get("place", ""),
        # A day that nobody can read lies behind everybody.
        last_day=day_sent(sent, "last_day") or today() - A_YEAR,
        links={name: sent.get(name, "") for name in ("service", "guide", "right")},
    )


def extension_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("extend", refused)
    form.add("day", "last_day", _("New last day, as the source names it"), attributes={"min": today().isoformat()})
    return form


def consultation_form(refused: RefusedStep | None) -> StepForm:
    form, soonest = StepForm("consultation", refused), {"min": today().isoformat()}
    add_texts(form, "short_text", "title", _("Question in a line"), attributes=SHORT)
    add_texts(form, "long_text", "text", _("What is asked, and why"), attributes=LONG)
    form.add("day", "first_day", _("First day for answers"), attributes=soonest)
    form.add("day", "last_day", _("Last day for answers"), attributes=soonest)
    form.add("day", "reply_by", _("Reply promised by"), attributes=soonest)
    return form


def consultation_sent(sent: QueryDict) -> ConsultationFacts:
    days = (day_sent(sent, name) or today() - A_YEAR for name in ("first_day", "last_day", "reply_by"))
    return ConsultationFacts(texts_sent(sent, "title"), texts_sent(sent, "text"), *days)


def theme_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("theme", refused)
    add_texts(form, "short_text", "theme", _("Theme"), attributes=SHORT)
    return form


def reply_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("reply", refused)
    add_texts(form, "long_text", "text", _("The reply"), attributes=LONG)
    return form


def promise_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("promise", refused)
    add_texts(form, "long_text", "text", _("What will be done"), attributes=LONG)
    form.add("day", "due_on", _("By when"), attributes={"min": today().isoformat()})
    return form


def why_form(promise: int, refused: RefusedStep | None) -> StepForm:
    form = StepForm(f"give-up-{promise}", refused)
    add_texts(form, "long_text", "why", _("Why it is not done"), attributes=LONG)
    return form


def answer_forms(
    answer: ReadAnswer, themes: list[tuple[str, str]], refused: RefusedStep | None
) -> tuple[StepForm, StepForm]:
    """Under which themes an answer speaks, and why it is set aside."""
    sorting = StepForm(f"sort-{answer.pk}", refused)
    sorting.add("choices", "themes", _("Themes"), themes, initial=[str(pk) for pk in answer.themes])
    aside, (question, reasons) = StepForm(f"aside-{answer.pk}", refused), WHY["set_aside"]
    aside.add("choice", "reason", question, list(reasons.items()))
    return sorting, aside
