from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

LICENCES = [
    ("ours", _("our own")),
    ("given", _("given to us for publication")),
    ("free", _("free licence")),
    ("public_domain", _("public domain")),
]
# The forms in which the public sees a picture, and how many bytes each may have.
SMALL, LARGE = "max-640x640|format-webp", "max-1600x1600|format-webp"
FORMS = {SMALL: 30_000, LARGE: 250_000}
# From the best to the smallest. What is too large even so, gravel or rain, is shown in fewer points.
STEPS = (
    *(f"webpquality-{number}" for number in (72, 60, 48, 36, 24, 12)),
    "scale-50|webpquality-24",
    "scale-25|webpquality-24",
)


class Picture(AbstractImage):
    """A picture for news and galleries. What it shows is said where it is used, in the language of the page.

    It is never changed, so that nobody changes what others agreed to: a better one is another picture.
    """

    taken_by = models.CharField(_("who took or drew it"), max_length=200)
    licence = models.CharField(_("by which right we show it"), max_length=20, choices=LICENCES)
    consent = models.CharField(
        _("consent of who is seen"),
        max_length=300,
        help_text=_("Who agreed to be shown, when and how; or that nobody can be recognised."),
    )

    admin_form_fields = ("title", "file", "taken_by", "licence", "consent")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose a picture")]
        constraints = [
            models.CheckConstraint(condition=~Q(taken_by="") & ~Q(consent=""), name="guides_picture_says_whose"),
            models.CheckConstraint(
                condition=Q(licence__in=[code for code, _name in LICENCES]), name="guides_picture_licence"
            ),
        ]

    def generate_rendition_file(self, form: Filter, *, source: File | None = None) -> File:
        """As good as its form allows: a reader on a bad line waits for no more bytes than that."""
        most = FORMS.get(form.spec)
        if most is None:
            return self._drawn(form, source)
        for step in STEPS:
            drawn = self._drawn(Filter(f"{form.spec}|{step}"), source)
            if drawn.size <= most:
                break
        return drawn

    def _drawn(self, form: Filter, source: File | None) -> File:
        """In memory: the library leaves its temporary files open."""
        if source:
            source.seek(0)
        with super().generate_rendition_file(form, source=source) as written:
            written.seek(0)
            return ContentFile(written.read(), name=written.name)


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("size of a picture")
        verbose_name_plural = _("sizes of pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="guides_picture_once_in_a_size"
            )
        ]

    @property
    def url(self) -> str:
        """Files stand behind a page of ours, which knows who may see them."""
        return reverse("pictures:picture", args=[self.pk, self.image.file_hash[:12] or "unknown"])
