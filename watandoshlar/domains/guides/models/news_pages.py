"""News, press digests, events and galleries: what a post or the ministry tells, one page per language."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from watandoshlar.domains.guides.models.agreement import Agreed
from watandoshlar.domains.guides.models.blocks import HOW_TO_WRITE, EntryBlock, check_markup
from watandoshlar.domains.guides.models.guide_page import OurPage
from watandoshlar.domains.guides.models.picture import Picture
from watandoshlar.domains.guides.rules.overriding import read_words
from watandoshlar.foundation import clock

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
WHAT_IT_SHOWS = _("For who does not see the picture: what it shows, in the language of this page.")


def today_at_home() -> date:
    return clock.today(clock.HOME_ZONE)


class WrittenForm(WagtailAdminPageForm):
    """Django asks for a hidden field beside a value that begins as today, and the library's pages show none: every text
    would count as changed by whoever agrees to it, who would then be its last writer."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.show_hidden_initial = False


class PicturesPanel(InlinePanel):
    """The pictures of a gallery, with empty rows for more: the library's own rows and its chooser of pictures start by
    inline scripts, which the policy of our pages refuses."""

    rows = 3

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["extra"] = self.rows
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "guides/editing/pictures.html"


class NewsIndex(OurPage, Page):
    """The page above all news of one language. The public has lists of its own in its place."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guides.NewsPage", "guides.DigestPage", "guides.EventPage", "guides.GalleryPage"]
    is_creatable = False
    preview_modes = []

    class Meta:
        verbose_name = _("news of a language")
        verbose_name_plural = _("news of a language")

    def __str__(self) -> str:
        return self.title

    def address(self) -> tuple[str, list[str]]:
        return "news", []


class ToldPage(OurPage, Agreed, Page):
    """What these pages have in common. Pages of one matter in several languages share the end of their address."""

    post = models.ForeignKey(
        "posts.Post",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who tells it"),
        help_text=_("A post, or the ministry."),
    )
    summary = models.TextField(_("summary"), max_length=400)
    cyrillic_words = models.TextField(
        _("words in Cyrillic"),
        blank=True,
        help_text=_("Words that the rule writes wrongly in Cyrillic, one a line: word = ҳарф."),
    )

    base_form_class = WrittenForm
    parent_page_types = ["guides.NewsIndex"]
    subpage_types = []
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    help_text=_("The same in every language, so that readers can change theirs. It stays as it is."),
                )
            ],
            _("Address"),
        )
    ]
    settings_panels = [PublishingPanel()]
    route = ""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.slug} ({self.locale.language_code})"

    def address(self) -> tuple[str, list[str]]:
        return self.route, [self.slug]

    def clean(self) -> None:
        super().clean()
        if self.slug and not SLUG.match(self.slug):
            raise ValidationError({"slug": _now("Small Latin letters, digits and hyphens only, such as “new-hours”.")})
        if self.first_published_at and type(self).objects.filter(pk=self.pk).exclude(slug=self.slug).exists():
            raise ValidationError({"slug": _now("Others have this address already. A published page keeps its own.")})
        try:
            read_words(self.cyrillic_words)
        except ValueError as refused:
            raise ValidationError({"cyrillic_words": _now("This line is not “word = ҳарф”: %s") % refused}) from None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return import_string(settings.NEWS_PREVIEW)(request, self)


class NewsPage(ToldPage):
    """One piece of news in one language."""

    day = models.DateField(_("day"), default=today_at_home)
    body = models.TextField(_("text"), validators=[check_markup], help_text=HOW_TO_WRITE)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    picture_text = models.CharField(_("what the picture shows"), max_length=300, blank=True, help_text=WHAT_IT_SHOWS)

    route = "news_page"
    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("day"), FieldPanel("post")]),
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("picture", widget=forms.Select), FieldPanel("picture_text")], _("Picture")),
        FieldPanel("cyrillic_words"),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["-day"], name="guides_news_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | ~Q(picture_text=""), name="guides_news_picture_has_words"
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.picture_id and not self.picture_text.strip():
            raise ValidationError({"picture_text": _now("Say what the picture shows.")})


class DigestPage(ToldPage):
    """What newspapers wrote: where, when, under which title, and in our own words what it is about."""

    day = models.DateField(_("day"), default=today_at_home)
    entries = StreamField([("entry", EntryBlock())], verbose_name=_("articles"), min_num=1)

    route = "digest_page"
    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("day"), FieldPanel("post")]),
        FieldPanel("summary"),
        FieldPanel("entries"),
        FieldPanel("cyrillic_words"),
    ]

    class Meta:
        verbose_name = _("press digest")
        verbose_name_plural = _("press digests")
        indexes = [models.Index(fields=["-day"], name="guides_digests_by_day")]


class EventPage(ToldPage):
    """Where a post or the ministry invites people. Hours are those of the clock at the post."""

    body = models.TextField(_("text"), validators=[check_markup], help_text=HOW_TO_WRITE)
    begins_on = models.DateField(_("first day"))
    begins_at = models.TimeField(_("begins at"), help_text=_("By the clock of the post."))
    ends_on = models.DateField(_("last day"))
    ends_at = models.TimeField(_("ends at"), help_text=_("By the clock of the post."))
    place = models.CharField(_("place"), max_length=200)
    street = models.CharField(_("address"), max_length=300, blank=True)
    taking_part = models.TextField(_("how to take part"), max_length=1000, validators=[check_markup])
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    # The two moments, reckoned with the zone of the post.
    opens = models.DateTimeField(editable=False)
    closes = models.DateTimeField(editable=False)

    route = "event"
    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("post"), FieldPanel("is_cancelled")]),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("begins_on"), FieldPanel("begins_at")]),
        FieldRowPanel([FieldPanel("ends_on"), FieldPanel("ends_at")]),
        FieldPanel("place"),
        FieldPanel("street"),
        FieldPanel("body"),
        FieldPanel("taking_part"),
        FieldPanel("cyrillic_words"),
    ]

    class Meta:
        verbose_name = _("event of a post")
        verbose_name_plural = _("events of posts")
        indexes = [models.Index(fields=["closes"], name="guides_events_by_day")]
        constraints = [models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="guides_event_in_order")]

    @property
    def day(self) -> date:
        return self.begins_on

    def clean(self) -> None:
        super().clean()
        if not self.post_id or not (self.begins_on and self.begins_at and self.ends_on and self.ends_at):
            return
        zone = ZoneInfo(self.post.zone)
        self.opens = datetime.combine(self.begins_on, self.begins_at, zone)
        self.closes = datetime.combine(self.ends_on, self.ends_at, zone)
        if self.closes <= self.opens:
            raise ValidationError({"ends_at": _now("The event ends before it begins.")})


class GalleryPage(ToldPage):
    """Pictures of one occasion, each with words for who does not see it."""

    day = models.DateField(_("day"), default=today_at_home)

    route = "gallery"
    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("day"), FieldPanel("post")]),
        FieldPanel("summary"),
        PicturesPanel("pictures", heading=_("Pictures"), label=_("picture"), min_num=1),
        FieldPanel("cyrillic_words"),
    ]

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")
        indexes = [models.Index(fields=["-day"], name="guides_galleries_by_day")]


class GalleryPicture(Orderable):
    """A picture of a gallery, with its words in the language of the gallery."""

    page = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+", verbose_name=_("picture"))
    alternative_text = models.CharField(_("what the picture shows"), max_length=300, help_text=WHAT_IT_SHOWS)
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    panels = [
        FieldPanel("picture", widget=forms.Select),
        FieldPanel("alternative_text", required_on_save=True),
        FieldPanel("caption"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("picture of a gallery")
        verbose_name_plural = _("pictures of a gallery")
        constraints = [
            models.CheckConstraint(condition=~Q(alternative_text=""), name="guides_gallery_picture_has_words")
        ]

    def __str__(self) -> str:
        return self.alternative_text


TOLD = (NewsPage, DigestPage, EventPage, GalleryPage)
