"""How a picture comes in through the library's pages: written anew, and at once in every size that the public sees."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.forms import BaseImageForm

from watandoshlar.domains.guides.errors import BY_CODE
from watandoshlar.domains.guides.models import Picture
from watandoshlar.domains.guides.models.picture import FORMS
from watandoshlar.domains.guides.rules.picture_files import Unfit, rewritten


class PictureForm(BaseImageForm):
    def clean_file(self) -> SimpleUploadedFile:
        given = self.cleaned_data["file"]
        given.seek(0)
        try:
            content = rewritten(given.read())
        except Unfit as refused:
            raise forms.ValidationError(BY_CODE[refused.code].sentence, code=refused.code) from None
        # What a file is called on somebody's computer may say who is in it.
        return SimpleUploadedFile("picture.jpg", content, "image/jpeg")

    def save(self, commit: bool = True) -> Picture:
        picture = super().save(commit)
        if commit:
            picture.get_renditions(*FORMS)
            picture.file.close()
        return picture
