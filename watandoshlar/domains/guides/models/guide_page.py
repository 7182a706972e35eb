import hashlib
import json
from collections import Counter
from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester

from watandoshlar.domains.guides.folder import guides
from watandoshlar.domains.guides.models.agreement import AGREE, Agreed
from watandoshlar.domains.guides.models.blocks import SectionBlock, StepBlock, parts_of
from watandoshlar.domains.guides.rules.overriding import read_words

# The language in which a guide is written first; the others are translated from it.
ORIGINAL = settings.LANGUAGE_CODE


class EditorsPageTester(PagePermissionTester):
    """What an editor may do with a page. Pages stay where they are and are never removed; one is taken off by anybody
    who writes, at once, because a wrong text must not wait for a second editor."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return self.page.live and not self.page.is_root() and self.user.has_perm(AGREE)

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False


class OurPage(models.Model):
    """A page of Wagtail that the public reads at an address of ours."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: models.Model) -> EditorsPageTester:
        return EditorsPageTester(user, self)

    def address(self) -> tuple[str, list[str]]:
        """The name of our page and its arguments."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        name, arguments = self.address()
        with translation.override(self.locale.language_code):
            return (0, settings.SITE_URL, reverse(f"public_site:{name}", args=arguments))

    def get_url(self, request: HttpRequest | None = None, current_site: object = None) -> str:
        return self.get_url_parts(request)[2]

    def serve(self, request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        return redirect(self.get_url())


class GuideIndex(OurPage, Page):
    """All guides of one language lie below it."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guides.GuidePage"]
    max_count_per_parent = None
    is_creatable = False
    preview_modes = []

    class Meta:
        verbose_name = _("guides of a language")
        verbose_name_plural = _("guides of a language")

    def __str__(self) -> str:
        return self.title

    def address(self) -> tuple[str, list[str]]:
        return "guides", []


class GuidePageForm(WagtailAdminPageForm):
    """Asks besides whether a translation says what the original says now."""

    follows_original = forms.BooleanField(
        required=False,
        label=_("This text says what the original says now"),
        help_text=_("Tick it when you have compared both. Readers see a notice while it is not so."),
    )

    def save(self, commit: bool = True) -> "GuidePage":
        original = self.instance.original()
        if self.cleaned_data.get("follows_original") and original:
            self.instance.translated_from = original.text_version
        return super().save(commit)


class GuidePage(OurPage, Agreed, Page):
    """One guide in one language. Which sections and steps it has, and when they apply, the folder of the guide says."""

    neutral_title = models.CharField(
        _("neutral title"),
        max_length=200,
        blank=True,
        help_text=_("What the tab and the history of a browser may show."),
    )
    summary = models.TextField(_("summary"), max_length=600)
    body = StreamField([("section", SectionBlock()), ("step", StepBlock())], verbose_name=_("text"))
    cyrillic_words = models.TextField(
        _("words in Cyrillic"),
        blank=True,
        help_text=_("Words that the rule writes wrongly in Cyrillic, one a line: word = ҳарф."),
    )
    # Which text this is, and of which text of the original it is the translation.
    text_version = models.CharField(max_length=64, blank=True, editable=False)
    translated_from = models.CharField(max_length=64, blank=True, editable=False)
    # What the folder said when it was read last: where it still says so, an editor's words stay.
    seed = models.CharField(max_length=64, blank=True, editable=False)

    base_form_class = GuidePageForm
    parent_page_types = ["guides.GuideIndex"]
    subpage_types = []
    content_panels = [
        HelpPanel(template="guides/editing/translation_state.html"),
        FieldPanel("title"),
        FieldPanel("neutral_title"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("cyrillic_words"),
        FieldPanel("follows_original"),
    ]
    promote_panels = [MultiFieldPanel([FieldPanel("slug")], _("Guide"))]
    settings_panels = [PublishingPanel()]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def __str__(self) -> str:
        return f"{self.slug} ({self.locale.language_code})"

    def address(self) -> tuple[str, list[str]]:
        return "guide", [self.slug]

    def original(self) -> "GuidePage | None":
        """The text from which this one is translated; None for the original itself."""
        if self.locale.language_code == ORIGINAL:
            return None
        return GuidePage.objects.filter(slug=self.slug, locale__language_code=ORIGINAL).first()

    def is_outdated(self) -> bool:
        """Whether the original that is published says something else than what was translated."""
        original = self.original()
        return bool(original and original.live and original.text_version != self.translated_from)

    def words(self) -> str:
        """Everything that a reader reads, in one form; two texts with the same words are the same version."""
        parts = [
            [
                part.block_type,
                part.value["id"],
                part.value["title"],
                part.value["body"].replace("\r\n", "\n").strip(),
                [[one["id"], one["label"]] for one in part.value.get("documents") or []],
            ]
            for part in self.body
        ]
        return json.dumps([self.title, self.neutral_title, self.summary, parts], ensure_ascii=False)

    def version(self) -> str:
        return hashlib.sha256(self.words().encode()).hexdigest()

    def clean(self) -> None:
        super().clean()
        self.text_version = self.version()
        guide = guides().get(self.slug)
        if guide is None:
            raise ValidationError(
                {"slug": _now("There is no guide of this name. The folder of guides names them all.")}
            )
        problems = []
        if guide.sensitive and not self.neutral_title:
            raise ValidationError({"neutral_title": _now("A sensitive guide needs a title that tells nothing.")})
        for kind, parts in (("section", guide.sections), ("step", guide.steps)):
            problems += self._misplaced(kind, [part.id for part in parts])
        if problems:
            raise ValidationError({"body": problems})
        try:
            read_words(self.cyrillic_words)
        except ValueError as refused:
            raise ValidationError({"cyrillic_words": _now("This line is not “word = ҳарф”: %s") % refused}) from None

    def _misplaced(self, kind: str, ids: list[str]) -> list[str]:
        written = [part.value["id"] for part in self.body if part.block_type == kind]
        problems = [_now("The guide has no part “%s”.") % one for one in written if one not in ids]
        problems += [_now("The part “%s” is missing.") % one for one in ids if one not in written]
        return problems + [
            _now("The part “%s” is there twice.") % one for one, times in Counter(written).items() if times > 1
        ]

    def parts(self, kind: str) -> Mapping[str, Mapping]:
        """The sections or the steps that are written, by id."""
        return parts_of(self.body, kind)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return import_string(settings.GUIDE_PREVIEW)(request, self)
