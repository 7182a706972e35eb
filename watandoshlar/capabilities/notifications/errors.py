"""What this room refuses."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound


class MessageIncomplete(DomainError):
    """A message that cannot be registered; `what` names the part."""

    code = "message_incomplete"
    sentence = _("The message “%(message)s” cannot be used: %(what)s.")
    status = 500


class MessageTwice(Conflict):
    code = "message_twice"
    sentence = _("There are two messages “%(message)s”. Give one of them another code.")


class PlaceholderTwice(Conflict):
    code = "placeholder_twice"
    sentence = _("Two rooms give the words for the placeholder “%(placeholder)s”. Give one of them another name.")


class MessageUnknown(NotFound):
    code = "message_unknown"
    sentence = _("There is no message “%(message)s”. Register it in the notifications.py of its room.")


class FactsMissing(DomainError):
    code = "facts_missing"
    sentence = _("The message “%(message)s” needs these facts: %(facts)s.")
    status = 500


class LetterNotSent(DomainError):
    """Raised to the worker, so that it tries again later."""

    code = "letter_not_sent"
    sentence = _("Letter %(letter)s was not sent (%(failure)s). It will be tried again.")
    status = 503
