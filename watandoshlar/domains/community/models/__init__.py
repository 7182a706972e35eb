from .consultation import Consultation, ConsultationAnswer, ConsultationReply, ConsultationTheme, Promise
from .event import CommunityEvent
from .invitation import Invitation
from .opportunity import Opportunity
from .organisation import ContactConsent, Organisation, OrganisationContact, Verification
from .step import Step

__all__ = [
    "CommunityEvent",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationReply",
    "ConsultationTheme",
    "ContactConsent",
    "Invitation",
    "Opportunity",
    "Organisation",
    "OrganisationContact",
    "Promise",
    "Step",
    "Verification",
]
