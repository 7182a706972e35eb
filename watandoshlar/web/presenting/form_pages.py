"""A page that is one form: shown, refused with what was typed, or taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of


@dataclass(frozen=True)
class FormPage:
    """`form` is the name of the form on it; `back_url` with its label is where one came from."""

    section: str
    form: str
    title: str
    back_url: str
    back_label: str = ""
    note: str = ""


def take_form(
    request: HttpRequest,
    page: FormPage,
    form_of: Callable[[RefusedStep | None], StepForm],
    act: Callable[[], Any],
    go_on: Callable[[Any], HttpResponse],
) -> HttpResponse:
    """Do what was sent and go on with what came of it; show the form before that, and when it was refused."""
    refused = None
    if request.method == "POST":
        try:
            done = act()
        except DomainError as error:
            refused = RefusedStep(page.form, request.POST, error)
        else:
            return go_on(done)
    form = form_of(refused)
    context = {**vars(page), "form": form, "error_summary": summary_of([form], refused)}
    return render(request, "web/form_page.html", context, status=refused.error.status if refused else 200)
