"""What this room refuses. The sentence says what is wrong and what to do; tests look at the code."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class CommissionNotFound(NotFound):
    code = "commission_not_found"
    sentence = _("There is no such commission. Choose one of the list.")


class SittingNotFound(NotFound):
    code = "sitting_not_found"
    sentence = _("There is no such sitting of a commission in which you have a seat. Open the list of sittings.")


class ItemNotFound(NotFound):
    code = "item_not_found"
    sentence = _("There is no such item on the agenda. Open the sitting again.")


class MatterNotFound(NotFound):
    code = "matter_not_found"
    sentence = _("Nothing of this kind is before a commission. Look at the page of the case.")


class SeatNotFound(NotFound):
    code = "seat_not_found"
    sentence = _("There is no such seat in force. List the seats of the commission.")


class NotSeated(Refused):
    code = "not_seated"
    sentence = _("Only members of the commission may do this, as long as their term runs.")


class NotSecretary(Refused):
    code = "not_secretary"
    sentence = _("Only the secretary or the chair of the commission may do this. Ask one of them.")


class InConflict(Refused):
    code = "in_conflict"
    sentence = _("You have a conflict of interest in this matter: you neither read its papers nor vote on it.")


class DeclareFirst(Refused):
    code = "declare_first"
    sentence = _("Say first whether you have a conflict of interest. Then the papers open, and you can vote.")


class DeclaredAlready(Conflict):
    code = "declared_already"
    sentence = _("You have declared a conflict of interest in this matter. It cannot be taken back.")


class ConflictReasonNeeded(DomainError):
    code = "conflict_reason_needed"
    sentence = _("Choose what the conflict of interest is.")


class NotPresent(Refused):
    code = "not_present"
    sentence = _("Only who is noted as present votes. Ask the secretary to note you.")


class VotedAlready(Conflict):
    code = "voted_already"
    sentence = _("You have voted on this item. A vote is given once and does not change.")


class ChoiceNeeded(DomainError):
    code = "choice_needed"
    sentence = _("Choose in favour, against or abstention.")


class StepRefused(Conflict):
    code = "commission_step_refused"
    sentence = _("This is not possible any more: it is now “%(state_label)s”. Open the page again.")


class NoQuorum(Conflict):
    code = "no_quorum"
    sentence = _(
        "The quorum for this item is not there: %(needed)s must take part, %(present)s can. Wait for members, or put "
        "the item off."
    )


class VotesMissing(Conflict):
    code = "votes_missing"
    sentence = _(
        "Votes that are missing: %(missing)s. Wait until everybody who is here has voted or abstained, or note who has "
        "left."
    )


class TooFewForSecret(Conflict):
    code = "too_few_for_secret"
    sentence = _(
        "%(least)s members must vote so that a secret ballot stays secret; %(present)s have. Wait for their votes, or "
        "put the item off."
    )


class NotRipe(Conflict):
    code = "not_ripe"
    sentence = _("Who is concerned may still answer, until %(until)s. The commission votes after that.")


class SittingNotInSession(Conflict):
    code = "sitting_not_in_session"
    sentence = _("The sitting is not in session. Open it first; a closed one does not open again.")


class AnotherBallot(Conflict):
    code = "another_ballot"
    sentence = _("Another item is being voted on, or its resolution is being written. Finish that one first.")


class ItemsOpen(Conflict):
    code = "items_open"
    sentence = _("An item is being voted on or waits for its resolution. Finish it before you close the sitting.")


class ReasonsNeeded(DomainError):
    code = "reasons_needed"
    sentence = _("Choose at least one reason that fits the outcome.")


class GroundNeeded(DomainError):
    code = "ground_needed"
    sentence = _("Choose one of the grounds for which a matter of this kind is put before the commission.")


class DelayNeeded(DomainError):
    code = "delay_needed"
    sentence = _("Choose why the item is put off.")


class DayNeeded(DomainError):
    code = "day_needed"
    sentence = _("Give the day and the time of the sitting; it lies ahead.")


class BeforeItsTime(Conflict):
    code = "before_its_time"
    sentence = _("A sitting opens on the day for which it is planned, not before.")


class PutAlready(Conflict):
    code = "put_already"
    sentence = _("This matter is before the commission already, or has been resolved. Look at the page of the case.")


class SeatTaken(Conflict):
    code = "seat_taken"
    sentence = _("The account has a seat in this commission in these days, or it has a chair or a secretary already.")


class UnknownBody(DomainError):
    code = "unknown_body"
    sentence = _("The body is not in the register of bodies. Choose one of the list.")


class UnknownOffice(DomainError):
    code = "unknown_office"
    sentence = _("A seat is that of the chair, the secretary or a member.")


class DaysOutOfOrder(DomainError):
    code = "days_out_of_order"
    sentence = _("The last day of the term lies before its first day.")


class NameNeeded(DomainError):
    code = "name_needed"
    sentence = _("Give the member’s name as the minutes print it.")
