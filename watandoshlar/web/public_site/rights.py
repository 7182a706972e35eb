"""What the holder of a compatriot's card may do here, for whoever asks; and what cards of other countries give."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.domains.certificates.api import READERS, Scheme, asked_by, own_scheme, rights_of, schemes
from watandoshlar.web.presenting import rights as presenting
from watandoshlar.web.presenting.reviews import overdue_since


@require_safe
def holders(request: HttpRequest) -> HttpResponse:
    """The kinds of holders, and what the scheme says of itself."""
    language, scheme = get_language(), own_scheme()
    context = {
        "categories": [
            {
                "code": code,
                "url": reverse("public_site:rights_of", args=[code]),
                "name": presenting.category_name(code, language),
            }
            for code in scheme.categories
        ],
        "facts": [
            {"label": presenting.FACTS[name], **presenting.said(fact, language)} for name, fact in scheme.facts.items()
        ],
        **presenting.scheme_shown(scheme, language),
        "overdue_since": overdue_since(fact.source for fact in scheme.facts.values()),
    }
    return render(request, "public_site/rights.html", context)


@require_safe
def of_category(request: HttpRequest, category: str) -> HttpResponse:
    """What one kind of holder may do, all of it or what concerns whoever asks (`?for=employer`)."""
    language, scheme, reader = get_language(), own_scheme(), request.GET.get("for", "")
    name = presenting.category_name(category, language)
    if name is None or (reader and reader not in READERS):
        raise Http404
    documents = sorted(document for document, holder in presenting.carried_by(scheme) if holder == category)
    rights = [right for document in documents for right in rights_of(document, category)]
    address = reverse("public_site:rights_of", args=[category])
    tabs = [{"url": address, "label": _("Everything"), "current": not reader, "count": None}]
    tabs += [
        {"url": f"{address}?for={code}", "label": presenting.READERS[code], "current": reader == code, "count": None}
        for code in READERS
    ]
    shown = presenting.rights_shown(asked_by(reader, rights) if reader else rights, language)
    context = {"name": name, "tabs": tabs, "rights": shown, "overdue_since": overdue_since(_cited(shown))}
    return render(request, "public_site/rights_of.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """One question asked of every scheme (`?about=validity`): ours stands first."""
    language, about = get_language(), request.GET.get("about", "eligible")
    questions = presenting.FACTS | presenting.AREAS
    if about not in questions:
        raise Http404
    rows = [
        {**presenting.scheme_shown(scheme, language), "entries": _said_of(scheme, about, language)}
        for scheme in schemes().values()
    ]
    context = {
        "questions": [{"code": code, "label": label, "current": code == about} for code, label in questions.items()],
        "question": questions[about],
        "rows": rows,
        "overdue_since": overdue_since(source for row in rows for source in _cited(row["entries"])),
    }
    return render(request, "public_site/rights_compare.html", context)


def _said_of(scheme: Scheme, about: str, language: str) -> list[dict]:
    """What the scheme says, each sentence once: several kinds of holders may have the same right."""
    if about in presenting.FACTS:
        return [presenting.said(scheme.facts[about], language)] if about in scheme.facts else []
    once = {right.words["en"]: right for right in reversed(scheme.rights) if right.area == about}
    return [presenting.said(right, language) for right in once.values()]


def _cited(entries: list[dict]) -> list[presenting.SourceShown]:
    return [entry["source"] for entry in entries]
