"""The ministry asks compatriots: the question, the answers without names, the themes, the reply and its promises."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.community.api import (
    Consultation,
    access_answers,
    access_consultation,
    access_consultations,
    answers_counted,
    drop_consultation,
    make_promise,
    name_theme,
    note_promise,
    prepare_consultation,
    publish_consultation,
    publish_reply,
    said,
    set_aside_answer,
    sort_answer,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting import community as shared
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.workspace.doors import publisher_view
from watandoshlar.web.workspace.presenting import community as presenting
from watandoshlar.web.workspace.views.community import entered

ROWS, ANSWERS = 50, 20
PROMISE_STEPS = ("start", "finish", "give_up")


@publisher_view
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    page = Paginator(access_consultations(request.user), ROWS).get_page(request.GET.get("page"))
    shown = [shared.consultation_shown(row, get_language()) for row in page]
    context = {"section": "workspace", "consultations": shown, "page_of": page}
    return render(request, "workspace/consultations.html", context)


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """A question is written down; a colleague publishes it."""

    def act() -> Consultation:
        return prepare_consultation(acting_user=request.user, facts=presenting.consultation_sent(request.POST))

    return entered(request, act, presenting.consultation_form, "consultation", _("Prepare a consultation"))


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a consultation stands, its themes, its reply and its promises."""
    row, refused = access_consultation(request.user, pk), None
    if request.method == "POST":
        try:
            _take(request, pk)
        except DomainError as error:
            refused = RefusedStep(request.POST.get("form", ""), request.POST, error)
        else:
            messages.success(request, _("Done."))
            return redirect("workspace:consultation", pk=pk)
    language = get_language()
    shown, forms = shared.consultation_shown(row, language), _forms(row, refused)
    promises = [shared.promise_shown(one, language) for one in row.promises.order_by("due_on", "pk")]
    for promise in promises:
        promise["form"] = presenting.why_form(promise["row"].pk, refused)
    context = {
        "section": "workspace",
        "consultation": shown,
        "counted": answers_counted(row),
        "themes": [said(theme.titles, language) for theme in row.themes.order_by("pk")],
        "promises": promises,
        "reply": shared.reply_shown(row, language),
        "forms": forms,
        "is_own": row.prepared_by_id == request.user.pk,
        "error_summary": summary_of([*forms.values(), *(one["form"] for one in promises)], refused),
    }
    status = refused.error.status if refused else 200
    return render(request, "workspace/consultation.html", context, status=status)


def _forms(row: Consultation, refused: RefusedStep | None) -> dict[str, StepForm]:
    forms = {}
    if row.state == "published":
        forms["theme"] = presenting.theme_form(refused)
        if shared.phase(row) in ("closed", "late"):
            forms["reply"] = presenting.reply_form(refused)
    if row.state in ("published", "replied"):
        forms["promise"] = presenting.promise_form(refused)
    return forms


def _take(request: HttpRequest, pk: int) -> None:
    sent, by = request.POST, {"acting_user": request.user}
    step = sent.get("step", "")
    if step == "publish":
        publish_consultation(**by, pk=pk)
    elif step == "theme":
        name_theme(**by, consultation=pk, titles=shared.texts_sent(sent, "theme"))
    elif step == "reply":
        publish_reply(**by, consultation=pk, texts=shared.texts_sent(sent, "text"))
    elif step == "promise":
        texts, due = shared.texts_sent(sent, "text"), shared.day_sent(sent, "due_on")
        make_promise(**by, consultation=pk, texts=texts, due_on=due)
    elif step in PROMISE_STEPS:
        why = shared.texts_sent(sent, "why")
        note_promise(**by, consultation=pk, pk=number_sent(sent, "promise"), step=step, why=why)
    else:
        drop_consultation(**by, pk=pk)


@publisher_view
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers in the order in which they came; who gave them is shown to nobody."""
    row, refused = access_consultation(request.user, pk), None
    number = max(number_sent(request.GET, "page"), 1)
    if request.method == "POST":
        try:
            _sort(request, pk)
        except DomainError as error:
            refused = RefusedStep(request.POST.get("form", ""), request.POST, error)
        else:
            return redirect(f"{request.path}?page={number}")
    language = get_language()
    counted = answers_counted(row)
    page = Paginator(range(counted["given"] + counted["set_aside"]), ANSWERS).get_page(number)
    themes = [(str(theme.pk), said(theme.titles, language)) for theme in row.themes.order_by("pk")]
    read = access_answers(request.user, row, max(page.start_index() - 1, 0), ANSWERS)
    shown = [_answer(answer, themes, refused) for answer in read]
    context = {
        "section": "workspace",
        "consultation": shared.consultation_shown(row, language),
        "answers": shown,
        "has_themes": bool(themes),
        "is_open": row.state == "published",
        "page_of": page,
        "error_summary": summary_of([form for one in shown for form in one["forms"]], refused),
    }
    status = refused.error.status if refused else 200
    return render(request, "workspace/consultation_answers.html", context, status=status)


def _answer(answer: Any, themes: list[tuple[str, str]], refused: RefusedStep | None) -> dict[str, Any]:
    reason = shared.REASONS["answer"].get(answer.reason, "")
    return {"answer": answer, "reason": reason, "forms": presenting.answer_forms(answer, themes, refused)}


def _sort(request: HttpRequest, pk: int) -> None:
    sent = request.POST
    named = {"acting_user": request.user, "consultation": pk, "pk": number_sent(sent, "answer")}
    if sent.get("step") == "set_aside":
        set_aside_answer(**named, reason=sent.get("reason", ""))
    else:
        chosen = [int(theme) for theme in sent.getlist("themes") if theme.isascii() and theme.isdigit()]
        sort_answer(**named, themes=chosen)


def number_sent(sent: Any, name: str) -> int:
    """A number of an address or a form; 0 for what is none."""
    text = sent.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
