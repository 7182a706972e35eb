"""What this room refuses. The sentence says what is wrong and what to do; tests look at the code."""

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.errors import Conflict, DomainError, NotFound, Refused


class OrganisationNotFound(NotFound):
    code = "organisation_not_found"
    sentence = _("There is no such organisation in the register. Look at the list of organisations.")


class EventNotFound(NotFound):
    code = "event_not_found"
    sentence = _("There is no such event. Look at the list of events.")


class OpportunityNotFound(NotFound):
    code = "opportunity_not_found"
    sentence = _("There is no such opportunity, or its last day has passed. Look at the list of opportunities.")


class ConsultationNotFound(NotFound):
    code = "consultation_not_found"
    sentence = _("There is no such consultation. Look at the list of consultations.")


class AnswerNotFound(NotFound):
    code = "answer_not_found"
    sentence = _("There is no such answer. Open the consultation again.")


class InvitationNotFound(NotFound):
    code = "invitation_not_found"
    sentence = _("There is no such invitation, or it has ended. Ask who invited you for a new one.")


class InvitationNotYet(Conflict):
    code = "invitation_not_yet"
    sentence = _("Who speaks for the organisation now can still object. Accept on the day that the invitation names.")


class InvitationOpen(Conflict):
    code = "invitation_open"
    sentence = _("Somebody is invited already. Withdraw that invitation first.")


class InvitedNotPossible(DomainError):
    code = "invited_not_possible"
    sentence = _(
        "Give the e-mail address of somebody else: not your own, not of who speaks for the organisation already, and "
        "not of an officer of its post."
    )


class TooManyInvitations(Conflict):
    code = "too_many_invitations"
    sentence = _("Too many people were invited within a month. Ask the consular post.")


class StepRefused(Conflict):
    code = "community_step_refused"
    sentence = _("This is not possible any more: it is now “%(state_label)s”. Open the page again.")


class ChangedMeanwhile(Conflict):
    code = "organisation_changed"
    sentence = _("What is said of the organisation has changed since you read it. Read it again before you decide.")


class TooManyWaiting(Conflict):
    code = "too_many_waiting"
    sentence = _("Several of yours still wait for the post. Wait for its answer before you send more.")


class OwnEntry(Refused):
    code = "own_entry"
    sentence = _("Somebody else decides what you entered. Ask a colleague.")


class NoPostForPlace(DomainError):
    code = "no_post_for_place"
    sentence = _("No consular post is responsible for this place. Choose the country and region where you work.")


class OrganisationNameNeeded(DomainError):
    code = "organisation_name_needed"
    sentence = _("Give the name in Uzbek; a name has at most 160 letters.")


class PlaceNeeded(DomainError):
    code = "place_needed"
    sentence = _("Choose the country and write the city.")


class RegionUnknown(DomainError):
    code = "region_unknown"
    sentence = _("The region is not in the chosen country. Choose another, or none.")


class TopicsNeeded(DomainError):
    code = "topics_needed"
    sentence = _("Choose at least one topic.")


class AimsNeeded(DomainError):
    code = "aims_needed"
    sentence = _("Say in at least one language what the organisation does.")


class FoundedUnknown(DomainError):
    code = "founded_unknown"
    sentence = _("Write the year with four digits, or leave it empty.")


class AddressNotReadable(DomainError):
    code = "address_not_readable"
    sentence = _("Write the whole address; it begins with https://")


class ContactNeeded(DomainError):
    code = "contact_needed"
    sentence = _("Give the name of the contact person, and an e-mail address or a telephone number.")


class ConsentTextOld(Conflict):
    code = "consent_text_old"
    sentence = _("The text of the consent has changed since you read it. Read it again.")


class EvidenceNeeded(DomainError):
    code = "evidence_needed"
    sentence = _("Choose what you have seen.")


class VerificationDayNeeded(DomainError):
    code = "verification_day_needed"
    sentence = _("Choose a day after today and within two years, until which the verification holds.")


class CommunityReasonNeeded(DomainError):
    code = "community_reason_needed"
    sentence = _("Choose the reason. The other side reads it.")


class EventTitleNeeded(DomainError):
    code = "event_title_needed"
    sentence = _("Give the title in at least one language; a title has at most 160 letters.")


class EventTimeNeeded(DomainError):
    code = "event_time_needed"
    sentence = _("Give the day and time of the beginning and the end. It lies ahead and takes two weeks at most.")


class EventPlaceNeeded(DomainError):
    code = "event_place_needed"
    sentence = _("Say where it takes place, or give the link under which one can take part.")


class UnknownOpportunity(DomainError):
    code = "unknown_opportunity"
    sentence = _("Choose what kind of opportunity it is.")


class TitlesNeeded(DomainError):
    code = "titles_needed"
    sentence = _("Give the title in Uzbek, Russian and English; a title has at most 160 letters.")


class TextsNeeded(DomainError):
    code = "texts_needed"
    sentence = _("Give the text in Uzbek, Russian and English.")


class EligibilityNeeded(DomainError):
    code = "eligibility_needed"
    sentence = _("Say in Uzbek, Russian and English who can take it up.")


class OfferedByNeeded(DomainError):
    code = "offered_by_needed"
    sentence = _("Say who offers it.")


class SourceUrlNeeded(DomainError):
    code = "source_url_needed"
    sentence = _("Give the address where it is announced; it begins with https://")


class LastDayNeeded(DomainError):
    code = "last_day_needed"
    sentence = _("Give the last day; it is not in the past and within one year.")


class LinkUnknown(DomainError):
    code = "link_unknown"
    sentence = _("Choose a service or a right of the list, or none.")


class DaysNeeded(DomainError):
    code = "days_needed"
    sentence = _("Give the first day, the last day and the day of the reply, one after the other and not in the past.")


class ConsultationClosed(Conflict):
    code = "consultation_closed"
    sentence = _("The consultation is not open. An answer can be withdrawn, but not given or changed.")


class ConsultationOpen(Conflict):
    code = "consultation_open"
    sentence = _("The consultation is still open. The reply comes after its last day.")


class AnswerNeeded(DomainError):
    code = "consultation_answer_needed"
    sentence = _("Write your answer; it has at most 4,000 letters.")


class ThemesNeeded(DomainError):
    code = "themes_needed"
    sentence = _("Name at least one theme, sort every answer, and then reply.")


class PromiseWhyNeeded(DomainError):
    code = "promise_why_needed"
    sentence = _("Say in Uzbek, Russian and English why it is not done.")


class PromiseDayNeeded(DomainError):
    code = "promise_day_needed"
    sentence = _("Give the day by which it is done; it lies ahead.")


class NotTheMinistry(Refused):
    code = "not_the_ministry"
    sentence = _("Only the ministry and its editors may do this.")


class ForThePlatform(Refused):
    code = "for_the_platform_community"
    sentence = _("Only the platform does this by itself.")


OF_CODE = {
    error.code: error
    for error in (
        OrganisationNameNeeded,
        PlaceNeeded,
        RegionUnknown,
        TopicsNeeded,
        AimsNeeded,
        FoundedUnknown,
        AddressNotReadable,
        ContactNeeded,
        EventTitleNeeded,
        EventTimeNeeded,
        EventPlaceNeeded,
        UnknownOpportunity,
        TitlesNeeded,
        TextsNeeded,
        EligibilityNeeded,
        OfferedByNeeded,
        SourceUrlNeeded,
        LastDayNeeded,
        LinkUnknown,
        DaysNeeded,
    )
}
"""What the rules of `rules/facts.py` find, as it is refused."""


def refuse_fault(code: str) -> None:
    """Raises what a rule has found; nothing for no fault."""
    if code:
        raise OF_CODE[code]
