"""What this room refuses. The sentence says what is wrong and what to do; tests look at the code."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class NoVisitsHere(Conflict):
    code = "no_visits_here"
    sentence = _("This post gives no visits by appointment yet. Write to it, or come in its walk-in hours.")


class VisitNotFound(NotFound):
    code = "visit_not_found"
    sentence = _("There is no such visit. It may have been moved or cancelled: open the page of your case.")


class WishNotFound(NotFound):
    code = "wish_not_found"
    sentence = _("You are not on the waiting list. Open the page of your case to see what can be done.")


class PlaceTaken(Conflict):
    code = "place_taken"
    sentence = _("This time is not free any more. Choose another one, or join the waiting list.")


class HoldEnded(Conflict):
    code = "hold_ended"
    sentence = _("This time was not confirmed while it was held for you. Choose another one.")


class VisitStepRefused(Conflict):
    code = "visit_step_refused"
    sentence = _("This is not possible any more: the visit is now “%(state_label)s”. Open the page again.")


class CapOfPerson(Conflict):
    code = "cap_of_person"
    sentence = _(
        "The same person already has %(most)s visits or waits for them. Use or cancel one of these first, whichever "
        "account it was made with."
    )


class CapOfFamily(Conflict):
    code = "cap_of_family"
    sentence = _("You already have %(most)s visits or wait for them. Use or cancel one of these first.")


class WaitsAlready(Conflict):
    code = "waits_already"
    sentence = _("You are on the waiting list already, once for this case: joining again gains nothing.")


class HasVisit(Conflict):
    code = "has_visit"
    sentence = _("You have a visit for this case. Move it, or cancel it before you join the waiting list.")


class PeriodUnfit(DomainError):
    code = "period_unfit"
    sentence = _("Choose two days in order, the last one not in the past and at most a year ahead.")


class NotToday(Conflict):
    code = "not_today"
    sentence = _("This visit is on another day. Open the day sheet of that day.")


class NotYetMissed(Conflict):
    code = "not_yet_missed"
    sentence = _("The visit has not begun yet. Note that nobody came when its time has passed.")


class IdentityNeeded(DomainError):
    code = "identity_needed"
    sentence = _("Say how you made sure who came: by a document, otherwise, or not at all.")


class NoWalkIn(Conflict):
    code = "no_walk_in"
    sentence = _("The post receives nobody without an appointment today. Tickets are given on its walk-in days.")


class TicketsGone(Conflict):
    code = "tickets_gone"
    sentence = _("All tickets of today are given. Offer a visit on another day.")


class NobodyWaits(Conflict):
    code = "nobody_waits"
    sentence = _("Nobody with a ticket waits now.")


class WindowUnknown(DomainError):
    code = "window_unknown"
    sentence = _("Choose one of the windows of the post.")


class ForThePlatform(Refused):
    code = "for_the_platform"
    sentence = _("Only the platform itself does this.")
