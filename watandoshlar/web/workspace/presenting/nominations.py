"""What an officer sees and does about a nomination: bodies that recommend, and the commission that decides."""

from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import (
    OfficerView,
    Support,
    bodies_to_ask,
    may_be_answered,
    nomination_of,
    recommendations_of,
    support_for,
    words_of_recommendation,
)
from watandoshlar.domains.catalogue.api import Journey, Texts
from watandoshlar.web.presenting.forms import RefusedStep, StepForm
from watandoshlar.web.presenting.nominations import body_shown, body_title, nomination_shown, recommendation_form


def nomination_panel(
    account: Account, view: OfficerView, journey: Journey | None, texts: Texts, refused: RefusedStep | None
) -> dict | None:
    """Where the nomination stands, for who may read the case, and the steps of its officer; None where no commission
    decides. The `journey` is that of whoever may read."""
    case = view.case
    shown = nomination_shown(case, texts) if journey else None
    if shown is None:
        return None
    supports = support_for(case, journey)
    rows = recommendations_of(case)
    shown["bodies"] = [{**body_shown(row), "words": words_of_recommendation(row), "how": row.how} for row in rows]
    shown["forms"] = {}
    is_officer = case.officer_id == account.pk and case.state == "in_review"
    standing = nomination_of(case)
    is_put = standing is not None and standing.state != "withdrawn"
    shown["may_put"] = is_officer and not is_put and all(support.is_met for support in supports)
    if is_officer and supports and may_be_answered(case):
        shown["forms"] = {
            "ask_body": _ask_form(view, supports, rows, texts, refused),
            "body_paper": _paper_form(view, supports, rows, texts, refused),
        }
    return shown


def _ask_form(
    view: OfficerView, supports: list[Support], rows: list, texts: Texts, refused: RefusedStep | None
) -> StepForm:
    form = StepForm("ask_body", refused)
    _add_rule(form, supports, texts)
    silent = [row.body for row in rows if not row.answered_at]
    again = [(body, _("%(body)s (once more)") % {"body": body_title(body)}) for body in silent]
    form.add("choice", "body", _("Which body?"), [*again, *_others(view, supports)])
    return form


def _paper_form(
    view: OfficerView, supports: list[Support], rows: list, texts: Texts, refused: RefusedStep | None
) -> StepForm:
    form = recommendation_form("body_paper", refused)
    _add_rule(form, supports, texts)
    asked = [(row.body, body_title(row.body)) for row in rows]
    form.add("choice", "body", _("Which body?"), [*asked, *_others(view, supports)])
    form.add("declaration", "has_seen", _("I have seen the signed paper of the body."))
    return form


def _add_rule(form: StepForm, supports: list[Support], texts: Texts) -> None:
    rules = [(one.rule.id, str(texts.recommendation(one.rule.id).title)) for one in supports]
    form.add("choice", "rule", _("Which recommendation?"), rules, initial=rules[0][0] if len(rules) == 1 else "")


def _others(view: OfficerView, supports: list[Support]) -> list[tuple[str, str]]:
    found = {body.code: body_title(body.code) for one in supports for body in bodies_to_ask(view.case, one.rule)}
    return list(found.items())
