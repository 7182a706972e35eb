"""What this room refuses: each sentence says what is wrong with the file and what to do."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import DomainError, NotFound


class FileRefused(DomainError):
    """An upload that is not kept. `BY_CODE` finds the class for a code of the rules."""


class FileEmpty(FileRefused):
    code = "file_empty"
    sentence = _("The file is empty. Open it on your device to see what is in it, and choose it again.")


class FileTooBig(FileRefused):
    code = "file_too_big"
    sentence = _("The file is larger than %(megabytes)s MB. Take the photo with fewer pixels, or scan fewer pages.")


class FileTypeUnknown(FileRefused):
    code = "file_type_unknown"
    sentence = _("We accept PDF, JPEG, PNG and HEIC. Take a photo of the document, or save it as a PDF.")


class FileTypeDisagrees(FileRefused):
    code = "file_type_disagrees"
    sentence = _(
        "The name or label of the file does not fit what is in it: it is %(found)s. "
        "Save it again as %(found)s, without changing the end of its name by hand."
    )


class FileTypeNotAccepted(FileRefused):
    code = "file_type_not_accepted"
    sentence = _("A %(found)s file cannot be used here. Choose one of: %(accepted)s.")


class FileDamaged(FileRefused):
    code = "file_damaged"
    sentence = _("The file is damaged or incomplete and cannot be opened. Take the photo or make the scan again.")


class FileLocked(FileRefused):
    code = "file_locked"
    sentence = _(
        "The PDF is protected by a password or a restriction. Save it without protection, or print it to a new PDF."
    )


class FileActiveContent(FileRefused):
    code = "file_active_content"
    sentence = _(
        "The PDF contains a program, a form that sends data, or another file. Print it to a new PDF, and send that."
    )


class FileHoldsAnother(FileRefused):
    code = "file_holds_another"
    sentence = _("The file is two files in one. Print it to a new PDF, and send that.")


class ImageTooLarge(FileRefused):
    code = "image_too_large"
    sentence = _("The picture has more than %(megapixels)s million pixels. Take it with a lower resolution.")


class PhotoTooSmall(FileRefused):
    code = "photo_too_small"
    sentence = _(
        "The photo has %(width)s × %(height)s pixels; at least %(min_width)s × %(min_height)s are needed. "
        "Take it closer, or send the original instead of a copy from a messenger."
    )


BY_CODE = {refused.code: refused for refused in FileRefused.__subclasses__()}


class FileNotFound(NotFound):
    code = "file_not_found"
    sentence = _("This file is not there, or it is not yours. Go back to your application and upload it again.")
