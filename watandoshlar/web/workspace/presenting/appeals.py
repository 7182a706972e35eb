"""What an officer sees of an appeal beside the case: its register, theme, route, links, and the forms of its steps."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account, has_role
from watandoshlar.capabilities.posts.api import all_posts
from watandoshlar.domains.appeals.api import (
    Appeal,
    Link,
    as_typed,
    body_name,
    links_of,
    may_forward_to,
    outside_bodies,
    reopened_because,
    suggested_route,
    theme_title,
    theme_titles,
    themes_suggested,
    tracking_code_of,
)
from watandoshlar.domains.cases.api import Case, OfficerView, due_date, states
from watandoshlar.foundation import clock
from watandoshlar.foundation.scripts import worded
from watandoshlar.web.presenting.appeals import FORMS, KINDS, OUTCOMES, demands_shown, forwards_shown, rounds_of
from watandoshlar.web.presenting.forms import RefusedStep, StepForm
from watandoshlar.web.presenting.replies import demand_forms

LINKS = {
    "repeat": gettext_lazy("The same person, the same matter"),
    "duplicate": gettext_lazy("A copy of the same appeal"),
    "collective": gettext_lazy("The same matter of several people"),
}


def appeal_panel(account: Account, view: OfficerView, appeal: Appeal, refused: RefusedStep | None) -> dict:
    """The outside of the appeal for every officer of the post; its inside and its steps for who may read it."""
    case = view.case
    is_officer = case.officer_id == account.pk
    panel = {
        "kind": KINDS[appeal.kind],
        "form": FORMS[appeal.form],
        "registered_on": appeal.registered_on,
        "theme": theme_title(appeal.theme, get_language()),
        "theme_is_confirmed": appeal.theme_confirmed_by_id is not None,
        "outcome": OUTCOMES.get(appeal.outcome, ""),
        "against": body_name(appeal.against_body, get_language()) if appeal.against_body else "",
        # The head acts for an officer who is away, and need not read for that.
        "forms": _forms_of_head(account, appeal, refused),
        "demands": [],
        "has_term": due_date(case) is not None,
        "may_take_back": (is_officer or has_role(account, "head", case.post)) and states.may("come_back", case.state),
    }
    if not view.may_read:
        return panel
    return panel | {
        "is_anonymous": appeal.is_anonymous,
        "lacks_authority": appeal.lacks_authority,
        "is_collective": appeal.is_collective,
        "as_typed": [value for typed in as_typed(appeal).values() for values in typed.values() for value in values],
        "why_reopened": reopened_because(appeal),
        "forwards": forwards_shown(appeal),
        "rounds": rounds_of(appeal),
        "links": [_link(link) for link in links_of(appeal)],
        "may_judge_links": is_officer and case.state in states.OPEN_STATES,
        "suggestions": themes_suggested(appeal),
        "route": _route(appeal),
        "slip": tracking_code_of(appeal) if case.entered_by_id else "",
        "forms": _forms(appeal, refused) if is_officer else panel["forms"],
        "demands": demand_forms(demands_shown(appeal), refused)
        if is_officer and states.may("give_answer", case.state)
        else [],
        "may_tell": is_officer and appeal.kind == "proposal" and case.state in states.OPEN_STATES,
    }


def _link(link: Link) -> dict:
    return {
        "id": link.pk,
        "kind": LINKS[link.kind],
        "earlier": link.earlier.case.reference,
        "likeness": link.likeness,
        "is_confirmed": link.is_confirmed,
    }


def _route(appeal: Appeal) -> dict:
    routed = suggested_route(appeal)
    language = get_language()
    to = _("this post") if routed.to == "here" else body_name(routed.to, language)
    why = worded(routed.why, language)
    return {"to": to, "why": why}


def _forms(appeal: Appeal, refused: RefusedStep | None) -> dict[str, StepForm]:
    case = appeal.case
    forms = {}
    if case.state == "in_review":
        forms["classify"] = _classify_form(appeal, refused)
        forms["forward"] = _forward_form(appeal, refused)
    if case.state in states.OPEN_STATES and (form := _extend_form(case, refused)):
        forms["extend"] = form
    return forms


def _forms_of_head(account: Account, appeal: Appeal, refused: RefusedStep | None) -> dict[str, StepForm]:
    """The head extends a term that an officer of the post works on."""
    if has_role(account, "head", appeal.case.post) and appeal.case.state in states.OPEN_STATES:
        form = _extend_form(appeal.case, refused)
        return {"extend": form} if form else {}
    return {}


def _classify_form(appeal: Appeal, refused: RefusedStep | None) -> StepForm:
    form = StepForm("classify", refused)
    form.add("choice", "theme", _("Theme"), theme_titles(get_language()), initial=appeal.theme)
    if appeal.against == "body":
        form.add(
            "choice",
            "against_body",
            _("Body that the complaint is about"),
            _bodies(appeal),
            required=False,
            initial=appeal.against_body,
        )
    return form


def _forward_form(appeal: Appeal, refused: RefusedStep | None) -> StepForm:
    form = StepForm("forward", refused)
    allowed = [(code, name) for code, name in _bodies(appeal) if may_forward_to(appeal, code)]
    proposed = suggested_route(appeal).to
    form.add("choice", "to_body", _("Competent body"), allowed, initial=proposed)
    form.add("long_text", "why", _("Why there"), hint=_("The applicant reads it."), attributes={"maxlength": 2000})
    return form


def _bodies(appeal: Appeal) -> list[tuple[str, str]]:
    """The posts on the platform and the bodies outside it, by name."""
    language = get_language()
    posts = [post.code for post in all_posts(clock.now().date())]
    return sorted(((code, body_name(code, language)) for code in ("ministry", *posts, *outside_bodies())), key=_by_name)


def _by_name(body: tuple[str, str]) -> str:
    return body[1]


RUNGS = {
    "further_study": gettext_lazy("Up to one month in all"),
    "exceptional": gettext_lazy("At most one more month (head of the post)"),
}
REASONS = {
    "study": gettext_lazy("Further study is needed"),
    "check": gettext_lazy("A check on the spot is needed"),
    "documents": gettext_lazy("More documents are needed"),
}


def _extend_form(case: Case, refused: RefusedStep | None) -> StepForm | None:
    """The rungs that are left; None when the law allows no more."""
    reckoned = due_date(case)
    reached = {step.facts.get("rung") for step in reckoned.steps if step.code == "extended"} if reckoned else set()
    left = [(code, str(label)) for code, label in RUNGS.items() if code not in reached]
    if not left:
        return None
    form = StepForm("extend", refused)
    form.add("choice", "rung", _("How far"), left)
    form.add("choice", "reason", _("Why"), [(code, str(label)) for code, label in REASONS.items()])
    return form
