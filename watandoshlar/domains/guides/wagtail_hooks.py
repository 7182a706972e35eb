"""What Wagtail is told of this room: its snippets, and who may do what with pages. Thin: what happens is in `acts`."""

from collections.abc import Iterable
from typing import NamedTuple

import swapper
from django.contrib.auth import get_user_model
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import AbstractPage, Collection, Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.collections import CollectionManagementPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from watandoshlar.domains.guides.models import GlossaryTerm, Picture, Source
from watandoshlar.domains.guides.models.agreement import AGREE

# Nobody publishes by permission: agreeing publishes (models/agreement.py).
MAY = ("add_page", "change_page", "lock_page", "unlock_page")


class Named(NamedTuple):
    codename: str


class Allowed(NamedTuple):
    """As Wagtail looks at what a group may do with a page and all below it."""

    permission: Named
    page: Page
    page_id: int


class EditorsPagePolicy(PagePermissionPolicy):
    """Every editor writes every page. Wagtail's groups say nothing here: the role of today does."""

    def get_all_permissions_for_user(self, user: models.Model) -> Iterable[object]:
        if not user.is_active or user.is_anonymous or not user.has_perm(AGREE):
            return []
        root = Page.get_first_root_node()
        if root is None:
            return []
        return [Allowed(Named(name), root, root.pk) for name in MAY]


class NobodysCollections(CollectionManagementPermissionPolicy):
    """Folders of files: nobody has any."""

    def get_all_permissions_for_user(self, user: models.Model) -> Iterable[object]:
        return []


class PicturePolicy(BasePermissionPolicy):
    """Every editor brings pictures, uses them, and takes one away at once. Nobody changes one: others agreed to it."""

    may = frozenset({"add", "choose", "delete"})

    def user_has_permission(self, user: models.Model, action: str) -> bool:
        return action in self.may and user.is_active and user.has_perm(AGREE)

    def user_has_any_permission(self, user: models.Model, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> models.QuerySet:
        return get_user_model().objects.none()

    def collections_user_has_permission_for(self, user: models.Model, action: str) -> models.QuerySet:
        return Collection.objects.all() if self.user_has_permission(user, action) else Collection.objects.none()

    def collections_user_has_any_permission_for(self, user: models.Model, actions: Iterable[str]) -> models.QuerySet:
        allowed = self.user_has_any_permission(user, actions)
        return Collection.objects.all() if allowed else Collection.objects.none()


register_permission_policy(Picture, PicturePolicy(Picture))
register_permission_policy(Collection, NobodysCollections(Collection))
register_permission_policy(AbstractPage, EditorsPagePolicy(swapper.get_model_name("wagtailcore", "Page")))


class SnippetsInOnesLanguage(SnippetViewSet):
    """Wagtail would keep the address that its menu names for whoever comes first (see wagtail_menus.py)."""

    @property
    def menu_url(self) -> str:
        return reverse(self.get_url_name("list"))


class SourceViewSet(SnippetsInOnesLanguage):
    model = Source
    icon = "link"
    menu_label = _("Sources")
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["guide", "code", "state", "as_of", "review_by", "live"]
    list_filter = ["guide", "state", "review_by"]
    search_fields = ["guide", "code", "title_uz", "title_ru", "title_en"]
    edit_handler = ObjectList(Source.panels)


class GlossaryTermViewSet(SnippetsInOnesLanguage):
    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["code", "term_uz", "term_ru", "term_en", "live"]
    search_fields = ["code", "term_uz", "term_ru", "term_en"]
    edit_handler = ObjectList(GlossaryTerm.panels)


register_snippet(SourceViewSet)
register_snippet(GlossaryTermViewSet)


class NothingHere:
    """What Wagtail's pages name and this installation has not: its files."""

    # Wagtail asks which of its lists a row belongs to; nothing belongs here.
    model = type(None)

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.refuse, name="listing"), path("<int:pk>/", cls.refuse, name="detail")]

    @staticmethod
    def refuse(request: HttpRequest, pk: int = 0) -> HttpResponse:
        raise Http404


@hooks.register("construct_admin_api")
def name_what_is_not_here(router: WagtailAPIRouter) -> None:
    router.register_endpoint("documents", NothingHere)
