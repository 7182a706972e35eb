"""What this room refuses. The sentence says what is wrong and what to do; tests look at the code."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class DraftNotFound(NotFound):
    code = "draft_not_found"
    sentence = _("We cannot find this application among yours. It may have been submitted already: look in your list.")


class CaseNotFound(NotFound):
    code = "case_not_found"
    sentence = _("We cannot find this case. Check the reference and that you are logged in with the right address.")


class PageNotFound(NotFound):
    code = "page_not_found"
    sentence = _("This page does not belong to the application. Go back to the list of pages.")


class UnknownAnswer(DomainError):
    code = "unknown_field"
    sentence = _(
        "The page sent something the application does not ask (%(names)s). The form may have changed: check the page "
        "and save it again. Nothing you typed before is lost."
    )


class DraftIncomplete(DomainError):
    code = "draft_incomplete"
    sentence = _("Some pages are not complete yet. Open each marked page, answer it and submit again.")


class NotEligible(DomainError):
    code = "not_eligible"
    sentence = _("This service does not fit your situation. The page says why and what you can do instead.")


class PageShared(Conflict):
    code = "page_shared"
    sentence = _("This page is answered once for the whole family. Change it in the first application.")


class NotForFamilies(Conflict):
    code = "not_for_families"
    sentence = _("This service takes an application for one person. Begin another application for the next person.")


class TooManyPeople(Conflict):
    code = "too_many_people"
    sentence = _("One application takes at most %(most)s people. Begin another application for the others.")


class FamilyTogether(Conflict):
    code = "family_together"
    sentence = _("This person belongs to an application for several people. Submit all of them together.")


class FamilyIncomplete(DomainError):
    """`problems` (also an attribute) are the members whose pages or eligibility keep the family from being sent."""

    code = "family_incomplete"
    sentence = _("Not everything is complete yet. The list names each person and page; nothing you typed is lost.")

    def __init__(self, **fields: object) -> None:
        super().__init__(**fields)
        self.problems = fields["problems"]


class PostClosedToService(DomainError):
    code = "post_does_not_serve"
    sentence = _("This post does not serve the place you chose. Choose a post from the list.")


class KeyMissing(DomainError):
    code = "idempotency_key_missing"
    sentence = _("The page was sent incompletely. Go back to “Check your answers” and submit again.")


class KeyUsed(Conflict):
    code = "idempotency_key_used"
    # What to do is the same: the page “Check your answers” makes a new key.
    sentence = KeyMissing.sentence


class GatesClosed(Conflict):
    """`gates` (also an attribute) are what is missing; pages name each of them (web.presenting.gates)."""

    code = "gates_closed"
    sentence = _("Something must happen before this step. The page of the case lists it under “Still missing”.")

    def __init__(self, **fields: object) -> None:
        super().__init__(**fields)
        self.gates = fields["gates"]


class WrongState(Conflict):
    code = "wrong_state"
    sentence = _(
        "This is not possible any more: the case is now “%(state_label)s”. Open the case again to see what can be done."
    )


class ActingEnded(Refused):
    code = "acting_ended"
    sentence = _(
        "You do not act for this person any more. What you did stays. If you have a paper that lets you act for them, "
        "show it to the post with the number %(reference)s."
    )


class CameOfAge(Refused):
    code = "came_of_age"
    sentence = _(
        "This person has come of age and now acts for themselves. What you did stays and the case goes on. They take "
        "it over at the post: with an identity document and the number %(reference)s, after logging in once with their "
        "own e-mail address."
    )


class MandateOver(Refused):
    code = "mandate_over"
    sentence = _(
        "The paper by which you act for this person is not valid any more. What you did stays. Show the post a new "
        "paper with the number %(reference)s, then you can go on."
    )


class NotOfAge(Conflict):
    code = "not_of_age"
    sentence = _("The person is not of age, as far as the application says. Until then the parent or guardian acts.")


class AccountNeeded(DomainError):
    code = "account_needed"
    sentence = _(
        "There is no account with this address yet. Ask the person to log in once with it: that proves that it is "
        "theirs. Then enter it again."
    )


class SameAccount(DomainError):
    code = "same_account"
    sentence = _("This is the address of the account that has the case now. The person needs an address of their own.")


class IdentityUnseen(DomainError):
    code = "identity_unseen"
    sentence = _("Look at the identity document first, and confirm that you have seen it.")


class NoMandate(Conflict):
    code = "no_mandate"
    sentence = _("Nobody acts by a paper of authority in this case.")


class ConsentByApplicant(DomainError):
    code = "consent_by_applicant"
    sentence = _(
        "The other person must agree themselves, from an address of their own. You gave your own address, or the same "
        "one for two people: correct it on the marked page, or leave it empty and bring the person to the post."
    )


class ChildOfAge(DomainError):
    code = "child_of_age"
    sentence = _(
        "This person is of age: a parent does not act for them any more. They apply themselves, or you choose “another "
        "person” and show a power of attorney. If the date of birth is wrong, correct it."
    )


class NumberRefused(DomainError):
    """A document that the application names does not exist, does not count or belongs to somebody else: `why` says it
    in a sentence, `page` where the number was given."""

    code = "number_refused"
    sentence = "%(why)s"


class HeldAlready(DomainError):
    """The person has a document of this kind already, of which one has a single one: `why` says in the words of the
    service what to do, `page` where the application begins to ask for it."""

    code = "held_already"
    sentence = "%(why)s"


class IssuedOnce(Conflict):
    code = "issued_once"
    sentence = _(
        "This person has a document of this kind already: %(numbers)s. One person has one. Ask the applicant to name "
        "it as the one to be replaced, or refuse. If it should not count, the head of its post withdraws it first."
    )


class DocumentWouldHaveEnded(Conflict):
    code = "document_would_have_ended"
    sentence = _(
        "The document would have ended on %(day)s, before it is issued: a paper on which it rests, or that it may not "
        "outlast, ends then. Ask the applicant for the renewed paper, or refuse."
    )

    def __init__(self, *, day: date) -> None:
        super().__init__(day=day)
        self.day = day

    def __str__(self) -> str:
        return str(self.sentence) % {"day": date_format(self.day)}


class ConsentNotFound(NotFound):
    code = "consent_not_found"
    sentence = _("This case asks for no such consent. Open the case again to see what is missing.")


class ConsentClosed(Conflict):
    code = "consent_closed"
    sentence = _(
        "This link does not open anything any more: it was replaced, its time is over, or the case is decided. Ask the "
        "person who applied to send you a new letter, or come to the post."
    )


class ConsentWordsNeeded(DomainError):
    code = "consent_words_needed"
    sentence = _("Write your name as in your passport and the number of the document, and confirm that it is you.")


class ConsentUnanswered(DomainError):
    code = "consent_unanswered"
    sentence = _("Say for each person whether you agree.")


class ConsentEmailNeeded(DomainError):
    code = "consent_email_needed"
    sentence = _("Give the e-mail address to which the letter should go.")


class TooManyLetters(Conflict):
    code = "too_many_letters"
    sentence = _(
        "%(most)s letters have been sent for this consent. The person can agree at the post with an identity document, "
        "or you send a notarised paper."
    )


class TooManyTries(Refused):
    code = "too_many_tries"
    sentence = _("Too many tries. Wait an hour and open the link again.")
    status = 429


class NotYourCase(Refused):
    code = "not_your_case"
    sentence = _("Another officer has taken this case. Only they can do this; ask them to release it.")


class OwnApplication(Refused):
    code = "own_application"
    sentence = _("This is your own application. Another officer must work on it.")


class OfficerBarred(Refused):
    code = "officer_barred"
    sentence = _("You answered this before, or it is about you. Another officer must take it.")


class WrongRegister(DomainError):
    """An appeal cannot be submitted as an application, nor the other way."""

    code = "wrong_register"
    sentence = _("This form belongs to another register. Open it from the list of services and send it again.")


class FormUnknown(DomainError):
    code = "form_unknown"
    sentence = _("Say whether the appeal was spoken or came on paper.")


class SameOfficer(Refused):
    code = "same_officer"
    sentence = _("You proposed this decision yourself. A second officer must confirm it.")


class SecondOfficerNeeded(Refused):
    code = "second_officer_needed"
    sentence = _("This service needs two officers for a decision. Propose it, and another officer confirms it.")


class ReasonNeeded(DomainError):
    code = "reason_needed"
    sentence = _("Choose at least one reason for the refusal, so that the applicant knows why.")


class ReasonsWithApproval(DomainError):
    code = "reasons_with_approval"
    sentence = _("You chose reasons for a refusal together with an approval. Clear the reasons, or refuse.")


class OutcomeNeeded(DomainError):
    code = "outcome_needed"
    sentence = _("Choose one of the two decisions.")


class NoteNeeded(DomainError):
    code = "note_needed"
    sentence = _("Write to the officer what is wrong with the proposal, so that they can put it right.")


class UnknownReason(DomainError):
    code = "unknown_reason"
    sentence = _("This reason is not in the list of the service. Choose one from the list.")


class ItemsNeeded(DomainError):
    code = "items_needed"
    sentence = _("Choose at least one item that the applicant should send or correct.")


class UnknownItem(DomainError):
    code = "unknown_item"
    sentence = _("An item you chose is not part of this application. Choose from the list.")


class DayPassed(DomainError):
    code = "day_passed"
    sentence = _("Give the applicant a day in the future.")


class DayNotPassed(Conflict):
    code = "day_not_passed"
    sentence = _("The applicant has time until %(day)s. You can go on without an answer after that day.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=day)
        self.day = day

    def __str__(self) -> str:
        return str(self.sentence) % {"day": date_format(self.day)}


class NothingChanged(DomainError):
    code = "nothing_changed"
    sentence = _(
        "Everything here is as you sent it before. Change or add what the officer asks for, then send it. If nothing "
        "is wrong with it, write to the post."
    )


class ItemsIncomplete(DomainError):
    code = "items_incomplete"
    sentence = _("Some of the items asked for are still missing or wrong. Look at the marked ones and send again.")


class NoDocument(Conflict):
    code = "no_document"
    sentence = _("This service issues no document.")


class DraftsLeft(Conflict):
    code = "drafts_left"
    sentence = _("Drafts that could not be opened: %(count)s. All others are done. The log names them.")


class TermsLeft(Conflict):
    code = "terms_left"
    sentence = _("Terms that could not be reckoned anew: %(count)s. All others are done. The log names them.")


class NothingIssued(Conflict):
    code = "nothing_issued"
    sentence = _("No document has been issued on this case, so there is none to withdraw.")


class TooManyDrafts(Conflict):
    code = "too_many_drafts"
    sentence = _("You have %(most)s unfinished applications. Finish one of them or remove it, then begin a new one.")


class ReferralNotFound(NotFound):
    code = "referral_not_found"
    sentence = _("We cannot find this check among those of your office. Open the list of checks and choose one.")


class ReferralEnded(Conflict):
    code = "referral_ended"
    sentence = _("This check has ended: it was answered, or the post took the case back. Nothing is left to do here.")


class ReferralTaken(Conflict):
    code = "referral_taken"
    sentence = _("A colleague has taken this check. Choose another one from the list.")


class NotYourReferral(Refused):
    code = "not_your_referral"
    sentence = _("Take this check first. If a colleague has it, ask them to put it back.")


class OwnReferral(Refused):
    code = "own_referral"
    sentence = _("You sent this case yourself. Another officer must answer.")


class UnknownReferral(DomainError):
    code = "unknown_referral"
    sentence = _("The service asks for no such check with these answers. Choose from the list.")


class OfficeClosed(Conflict):
    code = "office_closed"
    sentence = _("The office that makes this check is closed. Tell the ministry.")


class ReportNoteNeeded(DomainError):
    code = "note_needed"
    sentence = _("Write to the officer what you have found, or why you cannot tell.")


class UnknownWay(DomainError):
    code = "unknown_way"
    sentence = _("The result cannot be given in this way. Choose from the list.")


class AddressNeeded(DomainError):
    code = "address_needed"
    sentence = _("Write the whole address to which the result should be sent.")


class NoResult(Conflict):
    code = "no_result"
    sentence = _("There is no result to hand over yet.")


class HandOverOver(Conflict):
    """The result is not where this step begins: it was collected, sent or returned since."""

    code = "wrong_hand_over_state"
    sentence = _("This is not possible any more: the result is now “%(state_label)s”. Open the case again.")


class ResultWithdrawn(Conflict):
    code = "result_withdrawn"
    sentence = _("The document was withdrawn and no longer counts. Do not hand it over; destroy the printed copy.")


class WayNotChosen(Conflict):
    code = "way_not_chosen"
    sentence = _("The applicant has not asked for this. Ask them to choose it on their page, with the address.")


class DocumentIssued(Conflict):
    code = "document_to_issue"
    sentence = _("This service gives a document. Issue it; that makes the result ready.")


class UnknownCollector(DomainError):
    code = "unknown_collector"
    sentence = _("Say who came: the applicant, or somebody with a mandate or a paper of authority.")


class UnknownDocumentSeen(DomainError):
    code = "unknown_document_seen"
    sentence = _("Say which document you have seen.")


class NumberSeenNeeded(DomainError):
    code = "number_seen_needed"
    sentence = _("Write the number of the document that you have seen.")


class CollectorNameNeeded(DomainError):
    code = "collector_name_needed"
    sentence = _("Write the name of the person who came, as the document gives it.")


class AuthorityNeeded(DomainError):
    code = "authority_needed"
    sentence = _("Write which paper of authority you have seen: who gave it, and on which day.")


class MandateNotConfirmed(Conflict):
    code = "mandate_not_confirmed"
    sentence = _("No mandate for this case is confirmed and in force. Ask for a paper of authority.")


class CarrierNeeded(DomainError):
    code = "carrier_needed"
    sentence = _("Write with which carrier the result is sent.")


class TrackingNeeded(DomainError):
    code = "tracking_needed"
    sentence = _("Write the tracking number, so that the applicant can follow the parcel.")


class WordsNeeded(DomainError):
    code = "words_needed"
    sentence = _("Write to the applicant what was done.")


class StillKept(Conflict):
    code = "still_kept"
    sentence = _("The result is kept until %(day)s. It can be returned after that day.")

    def __init__(self, *, day: date) -> None:
        super().__init__(day=day)
        self.day = day

    def __str__(self) -> str:
        return str(self.sentence) % {"day": date_format(self.day)}


class NotConfidential(Conflict):
    code = "not_confidential"
    sentence = _("This case is not confidential: every officer of the post may be its second officer.")


class NotForYou(Refused):
    code = "confidential_case"
    sentence = _(
        "This case is confidential. Only its officer, the second officer whom they named and the head may act."
    )


class UnknownColleague(DomainError):
    code = "unknown_colleague"
    sentence = _("Choose a colleague from the list: an officer of this post who is not barred from the case.")


class NoVisitNeeded(Conflict):
    code = "no_visit_needed"
    sentence = _("Nobody has to come to the post for this application.")


class VisitNotNow(Conflict):
    code = "visit_not_now"
    sentence = _("No visit can be booked for this application now. Its page says what comes next.")
