from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import DomainError, NotFound


class PersonNotFound(NotFound):
    code = "person_not_found"
    sentence = _("We cannot find this person among the people you act for. Go back and choose again.")


class UnknownRelation(DomainError):
    code = "unknown_relation"
    sentence = _("Say who this person is to you: yourself, your child, your ward or another person.")
