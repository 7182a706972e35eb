"""The editors' pages: those of Wagtail, behind the door of the workspace, with what they need and no more.

The decision: docs/decisions/0049-editors.md.
"""

from collections.abc import Callable, Iterable

from allauth.account.views import logout
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin.urls import urlpatterns as library

from watandoshlar.web.reading import writes_on_get
from watandoshlar.web.workspace.doors import editor_view

# Pages that show a text for change note who looks at it, so that two editors do not write over each other.
NOTING_WHO_LOOKS = {
    "wagtailadmin_pages:edit",
    "wagtailsnippets_guides_source:edit",
    "wagtailsnippets_guides_glossaryterm:edit",
}
# Pages that show pictures make those small ones of them that nobody has looked at yet.
DRAWING = {
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages:delete",
    "wagtailimages:image_usage",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:chosen",
    "wagtailimages_chooser:chosen_multiple",
    "wagtail_bulk_action",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:revisions_compare",
}
drawing = writes_on_get("the library makes the small pictures of its lists when they are first shown")
noting = writes_on_get("the library notes who looks at a text, to tell editors of each other")
# Wagtail sets the height and the place of its panels by attributes, and shows the preview of a page in a frame.
with_styles_and_frames = csp_update({"style-src": ["'unsafe-inline'"], "frame-src": ["'self'"]})
in_our_frames = csp_replace({"frame-ancestors": ["'self'"]})
View = Callable[..., HttpResponse]


def not_offered(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
    """One logs in at our own pages."""
    raise Http404


def to_own_account(request: HttpRequest) -> HttpResponse:
    """One keeps one's account at our own page."""
    return redirect("mfa_index")


def guarded(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> Iterable[URLPattern | URLResolver]:
    """The library's addresses, each behind the door of editors."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            list(guarded(pattern.url_patterns, pattern.namespace or namespace))
        else:
            name = f"{namespace}:{pattern.name}" if namespace else pattern.name
            pattern.callback = _guarded(pattern.callback, name)
        yield pattern


def _guarded(view: View, name: str) -> View:
    behind = editor_view(with_styles_and_frames(in_our_frames(xframe_options_sameorigin(view))))
    if name in NOTING_WHO_LOOKS:
        return noting(behind)
    return drawing(behind) if name in DRAWING else behind


def one_at_a_time(request: HttpRequest) -> HttpResponse:
    """Each picture comes with who took it and who consented; nothing is kept of one that does not say so."""
    return redirect("wagtailimages:add")


def shown_with_its_uses(request: HttpRequest, image_id: int) -> HttpResponse:
    """Nobody changes a picture: its page says where it is shown, and takes it away."""
    return redirect("wagtailimages:delete", image_id)


urlpatterns = [
    re_path(r"^(?:login/|password_reset/.*)$", not_offered),
    path("account/", to_own_account),
    path("logout/", logout),
    path("images/multiple/add/", editor_view(one_at_a_time)),
    re_path(r"^images/multiple/", not_offered),
    path("images/<int:image_id>/", editor_view(shown_with_its_uses)),
    *guarded(library),
]
