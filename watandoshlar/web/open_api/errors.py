"""What this room refuses, beside what the rooms below say of things that there are not."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import DomainError, NotFound, Refused


class NothingHere(NotFound):
    code = "nothing_here"
    sentence = _("There is nothing at this address. The documentation lists every address that there is.")


class OnlyReading(DomainError):
    code = "only_reading"
    status = 405
    sentence = _("The open API can only be read. Ask with GET, HEAD or OPTIONS.")


class UnknownParameter(DomainError):
    code = "unknown_parameter"
    sentence = _("This address knows no parameter “%(parameter)s”. It knows: %(known)s.")


class RepeatedParameter(DomainError):
    code = "repeated_parameter"
    sentence = _("The parameter “%(parameter)s” is given more than once. Give it once.")


class BadParameter(DomainError):
    code = "bad_parameter"
    sentence = _("The parameter “%(parameter)s” cannot have this value. The documentation says which it may have.")


class TooManyRequests(DomainError):
    code = "too_many_requests"
    status = 429
    sentence = _("Your network has asked too often. Wait %(seconds)s seconds, and keep answers as long as they allow.")


class NetworkUnknown(Refused):
    code = "network_unknown"
    sentence = _("We cannot tell from which network you ask. Ask without a header X-Forwarded-For of your own.")


class NotInLanguage(NotFound):
    """`languages` are those in which it can be read."""

    code = "not_in_language"
    sentence = _("Nobody has written this in the language “%(language)s”. It can be read in: %(languages)s.")


class GuideOff(DomainError):
    code = "guide_off"
    status = 410
    sentence = _("This guide is being checked, because its sources are too old. Ask again in some days.")


class UnknownPlace(NotFound):
    code = "unknown_place"
    sentence = _("There is no place with the code “%(place)s”. Countries have two letters (ISO 3166-1), as in KR.")


class DayNotCome(NotFound):
    code = "day_not_come"
    sentence = _("The day %(day)s has not come yet, so nothing was said on it. Ask for today or a day before.")


class NoNumbersKnown(NotFound):
    code = "no_numbers_known"
    sentence = _("No source tells us the emergency numbers of this country. Ask there, before you need them.")


class Broken(DomainError):
    """What nobody foresaw; the log says what."""

    code = "broken"
    status = 500
    sentence = _("Something broke on our side. Wait a minute and ask again.")
