"""The owner of the catalogue publishes definitions from the folder `services/`, with the difference in view."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.catalogue.api import (
    DefinitionRefused,
    FolderChanged,
    ServiceNotFound,
    folders,
    preview_publication,
    publish_version,
)
from watandoshlar.web.workspace.doors import catalogue_owner_view
from watandoshlar.web.workspace.presenting.publication import publication_context


@catalogue_owner_view
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    previews = [preview_publication(folder) for folder in folders()]
    context = {"section": "workspace", "previews": previews, "language": get_language()}
    return render(request, "workspace/services.html", context)


@catalogue_owner_view
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """What would change, and how far the last publication has come. POST publishes what was seen, and nothing else."""
    folder = next((folder for folder in folders() if folder.name == slug), None)
    if folder is None:
        raise ServiceNotFound(slug=slug)
    chosen, refusal = request.POST.get("draft_policy", "keep"), None
    if request.method == "POST":
        seen = request.POST.get("previewed", "")
        try:
            publish_version(acting_user=request.user, folder=folder, draft_policy=chosen, previewed=seen)
        except (FolderChanged, DefinitionRefused) as refused:
            refusal = refused
        else:
            messages.success(request, _("Published."))
            return redirect("workspace:publish", slug=slug)
    context = publication_context(preview_publication(folder), chosen, refusal)
    return render(request, "workspace/publish.html", context, status=refusal.status if refusal else 200)
