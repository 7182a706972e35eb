from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class PersonNotFound(NotFound):
    code = "person_not_found"
    sentence = _("We cannot find this person among the people you act for. Go back and choose again.")


class UnknownRelation(DomainError):
    code = "unknown_relation"
    sentence = _("Say who this person is to you: yourself, your child, your ward or another person.")


class MandateNotFound(NotFound):
    code = "mandate_not_found"
    sentence = _("We cannot find this paper of authority. It may have been ended already: look at the list again.")


class MandateDay(DomainError):
    code = "mandate_day"
    sentence = _("A paper of authority must be good today. Give the day until which it is valid, today or later.")


class OwnPersonStays(Refused):
    code = "own_person_stays"
    sentence = _("You act for yourself, and that does not end. Choose another person from the list.")


class AnotherPersonsAccount(Conflict):
    code = "account_of_another"
    sentence = _(
        "This account acts for the person as somebody else does. Use an account that is the person's own: they log in "
        "once with their own e-mail address."
    )
