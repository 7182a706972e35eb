"""What the acts on recommendations, nominations and cancellations refuse."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class RecommendationClosed(NotFound):
    code = "recommendation_closed"
    sentence = _(
        "This link does not open anything. It may be old, used already, or not whole. Copy the whole address from the "
        "newest letter, or write to the post that is named there."
    )


class RecommendationNotFound(NotFound):
    code = "recommendation_not_found"
    sentence = _("This body was not asked in this case. Ask it first.")


class UnknownRecommendation(DomainError):
    code = "unknown_recommendation"
    sentence = _("The answers do not make this recommendation necessary. Choose one of the list.")


class BodyMayNotRecommend(DomainError):
    code = "body_may_not_recommend"
    sentence = _("This body may not recommend here today. Choose one of the list.")


class AskedOften(Conflict):
    code = "asked_often"
    sentence = _("This body was sent %(most)s letters already. Speak to it, and enter its answer with the paper.")


class AnswerNeeded(DomainError):
    code = "recommendation_answer_needed"
    sentence = _("Choose whether the body supports the nominee or declines.")


class SignerNeeded(DomainError):
    code = "signer_needed"
    sentence = _("Write who signs for the body: the name and the office.")


class ReasonsOfBodyNeeded(DomainError):
    code = "reasons_of_body_needed"
    sentence = _("Write the reasons: what the body knows of the merits, or why it declines.")


class PaperUnseen(DomainError):
    code = "paper_unseen"
    sentence = _("Confirm that you have seen the signed paper of the body.")


class NoCommission(Conflict):
    code = "no_commission"
    sentence = _("No commission decides this application.")


class NotRecommended(Conflict):
    code = "not_recommended"
    sentence = _("The recommendation that the law asks for is missing. Wait for the bodies, or ask another one.")


class OnTheAgenda(Conflict):
    code = "on_the_agenda"
    sentence = _(
        "The nomination is on the agenda of the commission: what its members read does not change. If they want to "
        "know more they put it off, and then you can ask the applicant."
    )


class CommissionDecides(Conflict):
    code = "commission_decides"
    sentence = _(
        "A commission decides this. Refuse after its resolution against the nominee, or for a formal reason alone."
    )


class InFavour(Conflict):
    code = "commission_in_favour"
    sentence = _("The commission has resolved in favour. Only a formal reason can stand against it now.")


class NotForTheHead(Refused):
    code = "commission_cancels"
    sentence = _(
        "A commission gave this document and only it cancels it: the ministry puts that before it. Until then the head "
        "can suspend the document."
    )


class NotForTheMinistry(Refused):
    code = "not_for_the_ministry"
    sentence = _("Only officers of the ministry put a cancellation before the commission.")


class NothingToCancel(Conflict):
    code = "nothing_to_cancel"
    sentence = _("There is no document of a commission that counts, or its cancellation is before the commission.")


class WhyNeeded(DomainError):
    code = "why_cancel_needed"
    sentence = _("Write what speaks for the cancellation. The holder and the commission read it.")


class HearingClosed(Conflict):
    code = "hearing_closed"
    sentence = _("Nothing can be answered any more: you have answered, or the time for it is over.")


class HearingAnswerNeeded(DomainError):
    code = "hearing_answer_needed"
    sentence = _("Write your answer. The commission reads it before it votes.")
