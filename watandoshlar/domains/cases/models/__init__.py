from .answer_set import AnswerSet
from .cancellation import Cancellation
from .case import Bar, Case, CaseEvent, TakeOver, Transition
from .consent import Consent
from .decision import Decision, ItemRequest
from .draft import Draft
from .family_application import FamilyApplication
from .hand_over import HandOver, HandOverStep
from .named_document import NamedDocument
from .recommendation import Recommendation
from .referral import Referral

__all__ = [
    "AnswerSet",
    "Bar",
    "Cancellation",
    "Case",
    "CaseEvent",
    "Consent",
    "Decision",
    "Draft",
    "FamilyApplication",
    "HandOver",
    "HandOverStep",
    "ItemRequest",
    "NamedDocument",
    "Recommendation",
    "Referral",
    "TakeOver",
    "Transition",
]
