from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from watandoshlar.domains.guides.models.agreement import Agreed

STATES = [("confirmed", _("confirmed")), ("to_be_confirmed", _("to be confirmed by the ministry"))]


class Source(Agreed, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """Where facts of a guide come from, as its editors know it today; `code` is the name in the guide's folder."""

    guide = models.SlugField(_("guide"), max_length=80)
    code = models.SlugField(_("code"), max_length=80)
    title_uz = models.CharField(_("title in Uzbek"), max_length=300)
    title_ru = models.CharField(_("title in Russian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    url = models.URLField(_("address"), max_length=2000, blank=True, validators=[URLValidator(schemes=["https"])])
    state = models.CharField(_("state"), max_length=20, choices=STATES)
    as_of = models.DateField(_("as of"))
    review_by = models.DateField(_("look at it again by"))
    # What the folder said when it was read last: where it still says so, an editor's words stay.
    seed = models.CharField(max_length=64, blank=True, editable=False)

    panels = [
        MultiFieldPanel(
            [FieldPanel("guide", read_only=True), FieldPanel("code", read_only=True)], _("Where it is used")
        ),
        MultiFieldPanel([FieldPanel("title_uz"), FieldPanel("title_ru"), FieldPanel("title_en"), FieldPanel("url")]),
        MultiFieldPanel([FieldPanel("state"), FieldPanel("as_of"), FieldPanel("review_by")], _("How sure it is")),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["guide", "code"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "code"], name="guides_source_once_per_guide"),
            models.CheckConstraint(condition=Q(state__in=["confirmed", "to_be_confirmed"]), name="guides_source_state"),
            models.CheckConstraint(condition=Q(review_by__gte=models.F("as_of")), name="guides_source_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.guide}: {self.code}"
