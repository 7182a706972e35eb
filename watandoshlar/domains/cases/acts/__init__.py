from .answer_request import answer_request
from .apply_draft_policy import apply_draft_policy
from .change_calendar_day import change_calendar_day
from .close_request import close_request
from .confirm_decision import confirm_decision
from .issue_document import issue_document
from .migrate_draft import decline_version, migrate_draft
from .propose_decision import propose_decision
from .recompute_terms import recompute_terms
from .release_case import release_case
from .remind_applicants import remind_applicants
from .remove_draft import remove_draft
from .request_items import request_items
from .save_page import Saved, save_page
from .start_draft import start_draft
from .start_entry import start_entry
from .submit_draft import submit_draft
from .take_case import take_case
from .withdraw_case import withdraw_case
from .withdraw_document import withdraw_document

__all__ = [
    "Saved",
    "answer_request",
    "apply_draft_policy",
    "change_calendar_day",
    "close_request",
    "confirm_decision",
    "decline_version",
    "issue_document",
    "migrate_draft",
    "propose_decision",
    "recompute_terms",
    "release_case",
    "remind_applicants",
    "remove_draft",
    "request_items",
    "save_page",
    "start_draft",
    "start_entry",
    "submit_draft",
    "take_case",
    "withdraw_case",
    "withdraw_document",
]
