"""Where an applicant sends or corrects what the officer asked for. Nothing is kept until all of it is right."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.people.api import access_known_people
from watandoshlar.domains.cases.api import (
    Correction,
    access_case,
    answer_request,
    correction_of,
    errors,
    note_of,
    open_item_request,
    service_of,
    states,
)
from watandoshlar.domains.catalogue.api import (
    Fault,
    Field,
    fault_at,
    has_kind,
    is_answered,
    leaf_named,
    leaf_of,
    leaf_value,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.portal.presenting.fields import FormState, shown_fields
from watandoshlar.web.portal.presenting.steps import error_summary
from watandoshlar.web.portal.sent import rows_wanted, typed_of, uploads_of, without_removed_rows
from watandoshlar.web.presenting.registers import words_for


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, reference, {})
    typed = typed_of(request)
    if rows_wanted(request) or any(name.endswith(".remove") for name in typed):
        return _show(request, reference, without_removed_rows(typed))
    try:
        case = answer_request(acting_user=request.user, reference=reference, typed=typed, uploads=uploads_of(request))
    except (errors.ItemsIncomplete, errors.UnknownAnswer, errors.NotEligible, errors.NothingChanged) as refused:
        return _show(request, reference, typed, refused)
    messages.success(request, words_for(case).answered_request)
    return redirect("portal:case", reference=reference)


def _show(request: HttpRequest, reference: str, typed: dict, refused: DomainError | None = None) -> HttpResponse:
    """The questions of the request, those that what was typed opens, and why it could not be taken."""
    case = access_case(request.user, reference)
    item_request = open_item_request(case)
    if item_request is None:
        label, _meaning = states.STATES[case.state].words(service_of(case).definition.register)
        raise errors.WrongState(state=case.state, state_label=label)
    correction = correction_of(case, item_request, typed, {}, acting_user=request.user)
    texts = service_of(case).texts(get_language())
    asked = list(correction.fields)
    problems = refused.fields["problems"] if isinstance(refused, errors.ItemsIncomplete) else {}
    # What hangs on a file that was sent is known to the refusal only.
    asked += [correction.journey.definition.fields[name] for name in problems if name not in {one.id for one in asked}]
    wrong = {
        name: left
        for name, faults in problems.items()
        if (left := [fault for fault in faults if not _has_just_opened(request, correction, name, fault)])
    }
    if problems and not wrong:
        messages.info(request, _("Because of your answer there is more to fill in on this page."))
    state = FormState(
        typed=correction.typed,
        problems=wrong,
        warnings=_files_to_choose_again(request, asked, wrong),
        extra_rows=rows_wanted(request),
        people=access_known_people(request.user) if has_kind(asked, "person") else (),
        replaces_files=True,
    )
    fields = shown_fields(correction.journey, asked, texts, state)
    sentence = str(refused) if refused and not problems else ""
    rule = refused.fields["rule"] if isinstance(refused, errors.NotEligible) else ""
    context = {
        "section": "portal",
        "case": case,
        "texts": texts,
        "item_request": item_request,
        "note": note_of(case, item_request),
        "fields": fields,
        "asked": " ".join(each.name for field in fields for each in field.everything),
        "unsuitable": texts.eligibility(rule) if rule else None,
        "error_summary": error_summary(fields, sentence),
    }
    return render(request, "portal/answer.html", context, status=_status(refused, wrong))


def _has_just_opened(request: HttpRequest, correction: Correction, name: str, fault: Fault) -> bool:
    """A question that an answer of this same page has opened was not there to be answered: it is no mistake yet."""
    was_there = request.POST.get("_asked", "").split()
    asked = correction.journey.definition.fields[name]
    place, value = leaf_of(asked, fault), correction.answers.get(name)
    leaf = leaf_named(asked, place)
    is_given = is_answered(leaf, leaf_value(asked, value, place)) if leaf else is_answered(asked, value)
    return bool(was_there) and place not in was_there and not is_given


def _files_to_choose_again(request: HttpRequest, asked: Sequence[Field], wrong: dict) -> dict[str, list[Fault]]:
    """Files are not kept with an answer that is not taken; what was refused itself says so already."""
    again: dict[str, list[Fault]] = {}
    for name, uploads in uploads_of(request).items():
        for one in (one for one in asked if leaf_named(one, name)):
            faults = [fault for fault in wrong.get(one.id, ()) if leaf_of(one, fault) == name]
            refusals = [str(fault.facts.get("refusal", "")) for fault in faults]
            good = [file.name for file in uploads if not any(said.startswith(f"{file.name}: ") for said in refusals)]
            if good:
                fault = Fault("choose_file_again", facts={"names": ", ".join(good)})
                again.setdefault(one.id, []).append(fault_at(one, name, fault))
    return again


def _status(refused: DomainError | None, wrong: dict) -> int:
    if isinstance(refused, errors.ItemsIncomplete):
        return 422 if wrong else 200
    return refused.status if refused else 200
