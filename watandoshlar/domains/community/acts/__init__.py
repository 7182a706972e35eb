from .accept_invitation import accept_invitation
from .agree_to_contact import agree_to_contact
from .amend_organisation import amend_organisation
from .announce_event import announce_event
from .cancel_event import cancel_event
from .drop_consultation import drop_consultation
from .enter_opportunity import enter_opportunity
from .enter_organisation import enter_organisation
from .expire_invitations import expire_invitations
from .extend_opportunity import extend_opportunity
from .give_answer import give_answer
from .hand_over_organisation import hand_over_organisation
from .keep_contact import keep_contact
from .lapse_organisations import lapse_organisations
from .make_promise import make_promise
from .name_theme import name_theme
from .note_promise import note_promise
from .prepare_consultation import prepare_consultation
from .publish_consultation import publish_consultation
from .publish_event import publish_event
from .publish_reply import publish_reply
from .refuse_event import refuse_event
from .refuse_invitation import refuse_invitation
from .refuse_opportunity import refuse_opportunity
from .refuse_organisation import refuse_organisation
from .reinstate_organisation import reinstate_organisation
from .set_aside_answer import set_aside_answer
from .sort_answer import sort_answer
from .submit_organisation import submit_organisation
from .suspend_organisation import suspend_organisation
from .verify_opportunity import verify_opportunity
from .verify_organisation import verify_organisation
from .warn_of_last_days import warn_of_last_days
from .withdraw_answer import withdraw_answer
from .withdraw_contact_consent import withdraw_contact_consent
from .withdraw_invitation import withdraw_invitation
from .withdraw_opportunity import withdraw_opportunity
from .withdraw_organisation import withdraw_organisation

__all__ = [
    "accept_invitation",
    "agree_to_contact",
    "amend_organisation",
    "announce_event",
    "cancel_event",
    "drop_consultation",
    "enter_opportunity",
    "enter_organisation",
    "expire_invitations",
    "extend_opportunity",
    "give_answer",
    "hand_over_organisation",
    "keep_contact",
    "lapse_organisations",
    "make_promise",
    "name_theme",
    "note_promise",
    "prepare_consultation",
    "publish_consultation",
    "publish_event",
    "publish_reply",
    "refuse_event",
    "refuse_invitation",
    "refuse_opportunity",
    "refuse_organisation",
    "reinstate_organisation",
    "set_aside_answer",
    "sort_answer",
    "submit_organisation",
    "suspend_organisation",
    "verify_opportunity",
    "verify_organisation",
    "warn_of_last_days",
    "withdraw_answer",
    "withdraw_contact_consent",
    "withdraw_invitation",
    "withdraw_opportunity",
    "withdraw_organisation",
]
