from .add_person import add_person
from .answer_consents import answer_consents
from .answer_hearing import answer_hearing
from .answer_recommendation import answer_recommendation
from .answer_request import answer_request
from .apply_draft_policy import apply_draft_policy
from .ask_consent import ask_consent
from .ask_recommendation import ask_recommendation
from .book_visit import book_visit
from .change_calendar_day import change_calendar_day
from .chase_results import chase_results
from .choose_way import choose_way
from .close_request import close_request
from .collect_result import collect_result
from .come_of_age import come_of_age
from .confirm_decision import confirm_decision
from .confirm_mandate import confirm_mandate
from .download_result import download_result
from .expire_consents import expire_consents
from .expire_recommendations import expire_recommendations
from .follow_documents import follow_documents
from .give_consent import give_consent
from .give_up_visit import give_up_visit
from .issue_document import issue_document
from .keep_visit import keep_visit
from .look_at_approvals import look_at_approvals
from .mark_ready import mark_ready
from .migrate_draft import decline_version, migrate_draft
from .name_second_officer import name_second_officer
from .note_visit import note_visit
from .open_run_of_cases import open_run_of_cases
from .propose_cancellation import propose_cancellation
from .propose_decision import propose_decision
from .put_before_commission import put_before_commission
from .read_pictures import read_pictures
from .recall_referral import recall_referral
from .receive_applicant import receive_applicant
from .receive_result import receive_result
from .recompute_terms import recompute_terms
from .record_consent import record_consent
from .record_recommendation import record_recommendation
from .refer_case import refer_case
from .refuse_consent import refuse_consent
from .reinstate_document import reinstate_document
from .release_case import release_case
from .release_referral import release_referral
from .remind_applicants import remind_applicants
from .remind_of_last_days import remind_of_last_days
from .remind_of_mandates import remind_of_mandates
from .remove_draft import remove_draft
from .reopen_approval import reopen_approval
from .report_referral import report_referral
from .request_items import request_items
from .return_result import return_result
from .save_page import Saved, save_page
from .send_result import send_result
from .show_consent_paper import show_consent_paper
from .start_draft import start_draft
from .start_entry import start_entry
from .stop_waiting import stop_waiting
from .submit_draft import submit_draft
from .submit_family import submit_family
from .suspend_document import suspend_document
from .take_back_cancellation import take_back_cancellation
from .take_back_mandate import take_back_mandate
from .take_back_result import take_back_result
from .take_case import take_case
from .take_family import take_family
from .take_over_case import take_over_case
from .take_referral import take_referral
from .tell_result import tell_result
from .wait_for_visit import wait_for_visit
from .warn_of_referrals import warn_of_referrals
from .withdraw_case import withdraw_case
from .withdraw_consent import withdraw_consent
from .withdraw_document import withdraw_document

__all__ = [
    "Saved",
    "add_person",
    "answer_consents",
    "answer_hearing",
    "answer_recommendation",
    "answer_request",
    "apply_draft_policy",
    "ask_consent",
    "ask_recommendation",
    "book_visit",
    "change_calendar_day",
    "chase_results",
    "choose_way",
    "close_request",
    "collect_result",
    "come_of_age",
    "confirm_decision",
    "confirm_mandate",
    "decline_version",
    "download_result",
    "expire_consents",
    "expire_recommendations",
    "follow_documents",
    "give_consent",
    "give_up_visit",
    "issue_document",
    "keep_visit",
    "look_at_approvals",
    "mark_ready",
    "migrate_draft",
    "name_second_officer",
    "note_visit",
    "open_run_of_cases",
    "propose_cancellation",
    "propose_decision",
    "put_before_commission",
    "read_pictures",
    "recall_referral",
    "receive_applicant",
    "receive_result",
    "recompute_terms",
    "record_consent",
    "record_recommendation",
    "refer_case",
    "refuse_consent",
    "reinstate_document",
    "release_case",
    "release_referral",
    "remind_applicants",
    "remind_of_last_days",
    "remind_of_mandates",
    "remove_draft",
    "reopen_approval",
    "report_referral",
    "request_items",
    "return_result",
    "save_page",
    "send_result",
    "show_consent_paper",
    "start_draft",
    "start_entry",
    "stop_waiting",
    "submit_draft",
    "submit_family",
    "suspend_document",
    "take_back_cancellation",
    "take_back_mandate",
    "take_back_result",
    "take_case",
    "take_family",
    "take_over_case",
    "take_referral",
    "tell_result",
    "wait_for_visit",
    "warn_of_referrals",
    "withdraw_case",
    "withdraw_consent",
    "withdraw_document",
]
