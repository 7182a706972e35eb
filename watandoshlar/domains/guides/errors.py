"""What this room refuses, with a sentence that says what to do."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import DomainError, NotFound, Refused


class GuideNotFound(NotFound):
    code = "guide_not_found"
    sentence = _("There is no such guide. Look at the list of guides.")


class GuideFilesRefused(DomainError):
    code = "guide_files_refused"
    sentence = _("The folder of guides cannot be used:\n%(problems)s")


class PublishingGuidesRefused(Refused):
    code = "publishing_guides_refused"
    sentence = _("Only the operator brings guides up to date with their folder. Write in the editors' pages instead.")


class NotAgreed(Refused):
    code = "not_agreed"
    sentence = _("Nobody publishes their own words. Submit the text; another editor reads it and agrees.")


class OwnText(Refused):
    code = "own_text"
    sentence = _("You changed this text last, so another editor has to agree to it.")


class NothingTold(NotFound):
    code = "nothing_told"
    sentence = _("Nothing is told here, or it is told no more. Look at the news.")


class PictureNotFound(NotFound):
    code = "picture_not_found"
    sentence = _("There is no such picture.")


class EditingRefused(Refused):
    code = "editing_refused"
    sentence = _("Only editors bring pictures. Ask an editor of your post or of the ministry.")


class PictureDamaged(DomainError):
    code = "file_damaged"
    sentence = _("This file is no picture that can be shown. Save it again as JPEG or PNG.")


class PictureTooLarge(DomainError):
    code = "image_too_large"
    sentence = _("This picture has too many pixels. Make it smaller and bring it again.")


BY_CODE = {refusal.code: refusal for refusal in (PictureDamaged, PictureTooLarge)}
