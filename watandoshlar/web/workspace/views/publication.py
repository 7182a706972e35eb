"""The owner of the catalogue publishes definitions from the folder `services/`, with the difference in view."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.cases.api import apply_draft_policy, drafts_on
from watandoshlar.domains.catalogue.api import ServiceNotFound, folders, preview_publication, publish_version
from watandoshlar.web.workspace.doors import catalogue_owner_view

DIFFERENCES = {
    "none": gettext_lazy("No difference"),
    "text_only": gettext_lazy("Only words change"),
    "additive": gettext_lazy("Something is added; every answer still fits"),
    "breaking": gettext_lazy("Answers may fit no more"),
}


@catalogue_owner_view
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    previews = [preview_publication(folder) for folder in folders()]
    context = {"section": "workspace", "previews": previews, "language": get_language()}
    return render(request, "workspace/services.html", context)


@catalogue_owner_view
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    folder = next((folder for folder in folders() if folder.name == slug), None)
    if folder is None:
        raise ServiceNotFound(slug=slug)
    preview = preview_publication(folder)
    if request.method == "POST":
        version = publish_version(
            acting_user=request.user, folder=folder, draft_policy=request.POST.get("draft_policy", "keep")
        )
        touched = apply_draft_policy(acting_user=request.user, version_id=version.hash)
        messages.success(request, _("Published. Drafts changed: %(count)s.") % {"count": touched})
        return redirect("workspace:services")
    drafts = drafts_on(preview.current.hash).count() if preview.current else 0
    context = {
        "section": "workspace",
        "preview": preview,
        "drafts": drafts,
        "difference_label": DIFFERENCES[preview.difference.kind],
    }
    return render(request, "workspace/publish.html", context)
