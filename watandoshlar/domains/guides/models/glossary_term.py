from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from watandoshlar.domains.guides.models.agreement import Agreed


class GlossaryTerm(Agreed, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A word of offices and laws, and what it means in plain words."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    term_uz = models.CharField(_("word in Uzbek"), max_length=120)
    term_ru = models.CharField(_("word in Russian"), max_length=120)
    term_en = models.CharField(_("word in English"), max_length=120)
    meaning_uz = models.TextField(_("meaning in Uzbek"), max_length=600)
    meaning_ru = models.TextField(_("meaning in Russian"), max_length=600)
    meaning_en = models.TextField(_("meaning in English"), max_length=600)
    seed = models.CharField(max_length=64, blank=True, editable=False)

    panels = [
        FieldPanel("code"),
        MultiFieldPanel([FieldPanel("term_uz"), FieldPanel("meaning_uz")], _("Uzbek")),
        MultiFieldPanel([FieldPanel("term_ru"), FieldPanel("meaning_ru")], _("Russian")),
        MultiFieldPanel([FieldPanel("term_en"), FieldPanel("meaning_en")], _("English")),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("words of the glossary")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.term_uz
