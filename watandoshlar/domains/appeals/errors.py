"""What this room refuses. Nothing here refuses to register an appeal: the law does not know that."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class AppealNotFound(NotFound):
    code = "appeal_not_found"
    sentence = _("We cannot find this appeal. Check the reference.")


class DemandsUnanswered(DomainError):
    """Field `numbers`: the demands that lack an outcome or a text."""

    code = "demands_unanswered"
    sentence = _("Answer every demand before you close the appeal. Still open: %(numbers)s.")


class LawNeeded(DomainError):
    code = "law_needed"
    sentence = _("You explain the law in the answer to demand %(numbers)s: name the act and the article.")


class UnknownOutcome(DomainError):
    code = "unknown_outcome"
    sentence = _("Choose the outcome of each demand from the list.")


class NotToTheOneComplainedOf(Refused):
    code = "complained_of"
    sentence = _("The complaint is about this body. Choose another: a complaint never goes to whom it is about.")


class TakeBackFirst(Conflict):
    code = "take_back_first"
    sentence = _("The body that the complaint is about has the appeal now. Take the appeal back, then name the body.")


class UnknownBody(DomainError):
    code = "unknown_body"
    sentence = _("Choose the competent body from the list.")


class WhyNeeded(DomainError):
    code = "why_needed"
    sentence = _("Say why, in a sentence that the applicant may read.")


class ExtensionRefused(DomainError):
    """Field `why`: the code of the legal clock, such as extension_late."""

    code = "extension_refused"
    sentence = _("The law does not allow this extension now. Open “Why this date?” to see what it allows.")


class UnknownRating(DomainError):
    code = "unknown_rating"
    sentence = _("Choose one of the five marks.")


class RatedAlready(Conflict):
    code = "rated_already"
    sentence = _("You have given your opinion on this answer. Thank you.")


class ReopeningOver(Conflict):
    code = "reopening_over"
    sentence = _("The time for reopening this appeal ended on %(day)s. You can send a new appeal and name this one.")


class UnknownTheme(DomainError):
    code = "unknown_theme"
    sentence = _("Choose a theme from the list.")


class LinkNotFound(NotFound):
    code = "link_not_found"
    sentence = _("This link between appeals is not there any more.")


class ReplyClosed(Conflict):
    code = "reply_closed"
    sentence = _("This link has been used or is too old. Ask the post that sent it for another.")


class TooManyTries(Refused):
    code = "too_many_tries"
    sentence = _("Too many tries from your network. Wait an hour and open the link again.")
    status = 429


class NothingOwed(Conflict):
    code = "nothing_owed"
    sentence = _("For this appeal nothing has to be told on the way.")


class WrongStep(Conflict):
    code = "wrong_step"
    sentence = _("This is not possible now: the appeal has gone on meanwhile. Open it again to see what can be done.")
