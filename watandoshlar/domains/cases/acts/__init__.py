from .add_person import add_person
from .answer_consents import answer_consents
from .answer_request import answer_request
from .apply_draft_policy import apply_draft_policy
from .ask_consent import ask_consent
from .change_calendar_day import change_calendar_day
from .close_request import close_request
from .come_of_age import come_of_age
from .confirm_decision import confirm_decision
from .confirm_mandate import confirm_mandate
from .expire_consents import expire_consents
from .give_consent import give_consent
from .issue_document import issue_document
from .migrate_draft import decline_version, migrate_draft
from .propose_decision import propose_decision
from .recompute_terms import recompute_terms
from .record_consent import record_consent
from .refuse_consent import refuse_consent
from .release_case import release_case
from .remind_applicants import remind_applicants
from .remind_of_mandates import remind_of_mandates
from .remove_draft import remove_draft
from .request_items import request_items
from .save_page import Saved, save_page
from .show_consent_paper import show_consent_paper
from .start_draft import start_draft
from .start_entry import start_entry
from .submit_draft import submit_draft
from .submit_family import submit_family
from .take_back_mandate import take_back_mandate
from .take_case import take_case
from .take_family import take_family
from .take_over_case import take_over_case
from .withdraw_case import withdraw_case
from .withdraw_consent import withdraw_consent
from .withdraw_document import withdraw_document

__all__ = [
    "Saved",
    "add_person",
    "answer_consents",
    "answer_request",
    "apply_draft_policy",
    "ask_consent",
    "change_calendar_day",
    "close_request",
    "come_of_age",
    "confirm_decision",
    "confirm_mandate",
    "decline_version",
    "expire_consents",
    "give_consent",
    "issue_document",
    "migrate_draft",
    "propose_decision",
    "recompute_terms",
    "record_consent",
    "refuse_consent",
    "release_case",
    "remind_applicants",
    "remind_of_mandates",
    "remove_draft",
    "request_items",
    "save_page",
    "show_consent_paper",
    "start_draft",
    "start_entry",
    "submit_draft",
    "submit_family",
    "take_back_mandate",
    "take_case",
    "take_family",
    "take_over_case",
    "withdraw_case",
    "withdraw_consent",
    "withdraw_document",
]
