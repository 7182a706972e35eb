"""What this room refuses."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import NotFound


class SubjectNotFound(NotFound):
    code = "subject_not_found"
    sentence = _("There are no figures about this. The page of figures lists what there is.")
